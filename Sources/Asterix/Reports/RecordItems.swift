/// The items of one record by number, for the typed reports.
///
/// Reads are total: a place past the datagram's end reads as 0, though the scan of the record excludes it.
struct RecordItems {
  private let bytes: [UInt8]
  private let offsets: [Int32]
  private let fields: [UInt8]
  private let firstField: Int
  private let record: AsterixRecord

  @inline(__always)
  init?(_ record: AsterixRecord, in datagram: DecodedDatagram, category: UInt8) {
    guard record.category == category, let definition = generatedDefinition(category) else { return nil }
    bytes = datagram.bytes
    offsets = datagram.itemOffsets
    fields = definition.fieldByNumber
    firstField = Int(record.profile) * 1000
    self.record = record
  }

  /// Where item `number` begins; nil where it is absent.
  @inline(__always)
  subscript(_ number: Int) -> Int? {
    let index = firstField + number
    guard index < fields.count, let rank = record.rank(ofField: Int(fields[index])) else { return nil }
    let place = Int(record.firstItem) + rank
    guard place >= 0, place < offsets.count else { return nil }
    return Int(offsets[place])
  }

  func isPresent(_ number: Int) -> Bool { self[number] != nil }

  @inline(__always)
  func uint8(_ offset: Int) -> UInt8 { offset >= 0 && offset < bytes.count ? bytes[offset] : 0 }

  @inline(__always)
  func uint16(_ offset: Int) -> UInt16 {
    guard offset >= 0, offset < bytes.count - 1 else { return 0 }
    return UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1])
  }

  @inline(__always)
  func uint24(_ offset: Int) -> UInt32 {
    guard offset >= 0, offset < bytes.count - 2 else { return 0 }
    return UInt32(bytes[offset]) << 16 | UInt32(bytes[offset + 1]) << 8 | UInt32(bytes[offset + 2])
  }

  @inline(__always)
  func uint32(_ offset: Int) -> UInt32 { UInt32(uint16(offset)) << 16 | UInt32(uint16(offset + 2)) }

  @inline(__always)
  func int8(_ offset: Int) -> Double { Double(Int8(bitPattern: uint8(offset))) }

  @inline(__always)
  func int16(_ offset: Int) -> Double { Double(Int16(bitPattern: uint16(offset))) }

  @inline(__always)
  func int24(_ offset: Int) -> Double { Double(Int32(bitPattern: uint24(offset) << 8) >> 8) }

  @inline(__always)
  func int32(_ offset: Int) -> Double { Double(Int32(bitPattern: uint32(offset))) }

  /// Whether bit `bit` (8 the most significant, as the category documents count) of an octet is set.
  @inline(__always)
  func flag(_ offset: Int, _ bit: Int) -> Bool { uint8(offset) & (1 << UInt8(bit - 1)) != 0 }

  /// Seconds since midnight UTC, as every category codes it: 24 bits of 1/128 s.
  @inline(__always)
  func timeOfDaySeconds(_ number: Int) -> Double? { self[number].map { Double(uint24($0)) / 128 } }

  @inline(__always)
  func source(_ number: Int) -> DataSource? {
    self[number].map { DataSource(sac: uint8($0), sic: uint8($0 + 1)) }
  }

  func callsign(at offset: Int) -> Callsign8 {
    Callsign8(sixBit: UInt64(uint16(offset)) << 32 | UInt64(uint32(offset + 2)))
  }

  func characters(at offset: Int, count: Int) -> Callsign8 {
    Callsign8(octets: (0..<min(8, count)).reduce(UInt64(0)) { $0 << 8 | UInt64(uint8(offset + $1)) }, count: count)
  }

  func modeA(at offset: Int) -> ModeACode {
    let bits = uint16(offset)
    return ModeACode(
      code: bits & 0xFFF, isNotValidated: bits & 0x8000 != 0, isGarbled: bits & 0x4000 != 0,
      thirdFlag: bits & 0x2000 != 0)
  }

  /// The octet after the presence octets of a compound item and those octets' bits, first subfield most significant.
  func subfields(at offset: Int) -> Subfields {
    var presence: UInt64 = 0
    var place = offset
    var shift = 57
    while true {
      let octet = uint8(place)
      if shift >= 0 { presence |= UInt64(octet >> 1) << UInt64(shift) }
      shift -= 7
      place += 1
      if octet & 1 == 0 { break }
    }
    return Subfields(presence: presence, offset: place)
  }
}

/// Steps through the subfields of a compound item in their order.
struct Subfields {
  let presence: UInt64
  var offset: Int

  @inline(__always)
  func isPresent(_ index: Int) -> Bool { presence & (1 << UInt64(64 - index)) != 0 }

  /// Where subfield `index` (from 1) begins, moving past its `size` octets; nil where it is absent.
  @inline(__always)
  mutating func next(_ index: Int, size: Int) -> Int? {
    guard isPresent(index) else { return nil }
    defer { offset += size }
    return offset
  }
}
