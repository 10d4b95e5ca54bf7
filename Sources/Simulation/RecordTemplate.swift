import Asterix

/// A record made once by the builder, whose numbers are then overwritten in place: many records of one layout cost a
/// copy each.
///
/// Where a number stands and what its step is comes from decoding the record, so the definitions stay the only source.
struct RecordTemplate: Sendable {
  private struct Field: Sendable {
    var bit: Int
    var count: Int
    /// The value of one step; 1 for whole numbers.
    var step: Double
  }

  private let octets: [UInt8]
  private let fields: [Field]

  /// - Parameters:
  ///   - record: Holds at each path a value other than nought, so that its step shows.
  ///   - paths: Of the numbers to be overwritten; they are addressed by their place in this list.
  /// - Returns: Nil where the record lacks one of them.
  init?(record: [UInt8], category: UInt8, paths: [String]) {
    var decoder = AsterixDecoder()
    var datagram = DecodedDatagram()
    let block = AsterixBlock.encode(category: category, records: [record])
    decoder.decode(block, into: &datagram)
    guard let decoded = datagram.records.first else { return nil }
    let header = (block.count - record.count) * 8
    var fields: [Field] = []
    for path in paths {
      guard let leaf = datagram.leaf(path, in: decoded), leaf.bitOffset >= header, leaf.bitCount <= 56 else {
        return nil
      }
      let step = leaf.integer == 0 ? 1 : (leaf.quantity ?? Double(leaf.integer)) / Double(leaf.integer)
      fields.append(Field(bit: leaf.bitOffset - header, count: leaf.bitCount, step: step))
    }
    octets = record
    self.fields = fields
  }

  /// The record with new values: physical ones, rounded to the nearest step and cut to the element's bits.
  func record(_ values: [Double]) -> [UInt8] {
    var record = octets
    for (field, value) in zip(fields, values) {
      let steps = (value / field.step).rounded()
      let raw = steps.magnitude < 9e15 ? UInt64(bitPattern: Int64(steps)) : 0
      Self.write(raw, field, into: &record)
    }
    return record
  }

  private static func write(_ raw: UInt64, _ field: Field, into record: inout [UInt8]) {
    var rest = raw
    var bit = field.bit + field.count
    var left = field.count
    while left > 0 {
      // The lowest bits left go to the end of the octet before `bit`.
      let octet = (bit - 1) >> 3
      let unused = 7 - (bit - 1) & 7
      let taken = min(left, 8 - unused)
      let mask = UInt8(truncatingIfNeeded: (1 << taken) - 1) << UInt8(unused)
      record[octet] = record[octet] & ~mask | UInt8(truncatingIfNeeded: rest) << UInt8(unused) & mask
      rest >>= UInt64(taken)
      bit -= taken
      left -= taken
    }
  }
}
