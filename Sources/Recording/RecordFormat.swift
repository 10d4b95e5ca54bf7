import Surveillance

/// The head of one record: what stands before a payload.
struct RecordHeader {
  var payloadLength: Int
  var sequence: UInt64
  var receiveTime: SurveillanceTime
  var feed: FeedNumber
  /// As written; a later version may know kinds that this one does not.
  var kind: UInt8
  var payloadChecksum: UInt32

  /// Octets of the head.
  static let length = 36
  /// "VREC": what every record begins with, so that the next one can be found behind damage.
  static let mark: [UInt8] = Array("VREC".utf8)
  /// Largest payload, octets.
  static let payloadLimit = 1 << 20

  /// Where a record stands. Its checksum covers it, so that a record moved or copied is no record.
  struct Place {
    var recordingIdentity: UInt64
    var segmentNumber: UInt32
    var offset: UInt64
  }

  /// Appends a whole record.
  static func append(_ entry: LogEntry, at place: Place, to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: mark)
    bytes.appendLittleEndian(UInt32(truncatingIfNeeded: entry.payload.count))
    bytes.appendLittleEndian(entry.sequence)
    bytes.appendLittleEndian(entry.receiveTime.nanoseconds)
    bytes.appendLittleEndian(entry.feed.rawValue)
    bytes.append(entry.kind.rawValue)
    bytes.append(0)
    bytes.appendLittleEndian(CRC32C.checksum(entry.payload.span))
    bytes.appendLittleEndian(checksum(of: bytes.span.extracting(start..<bytes.count), at: place))
    bytes.append(contentsOf: entry.payload)
  }

  /// Reads the head that begins at `index`; nil unless every octet of it is as it was written.
  static func read(_ bytes: Span<UInt8>, at index: Int, place: Place) -> RecordHeader? {
    guard bytes.count - index >= length, hasMark(bytes, at: index) else { return nil }
    let head = bytes.extracting(index..<(index + length))
    let payloadLength = Int(head.littleEndian(UInt32.self, at: 4))
    guard payloadLength <= payloadLimit,
      head.littleEndian(UInt32.self, at: 32) == checksum(of: head.extracting(0..<32), at: place)
    else { return nil }
    return RecordHeader(
      payloadLength: payloadLength, sequence: head.littleEndian(at: 8),
      receiveTime: SurveillanceTime(nanoseconds: head.littleEndian(at: 16)),
      feed: FeedNumber(rawValue: head.littleEndian(at: 24)), kind: head[26],
      payloadChecksum: head.littleEndian(at: 28))
  }

  private static func hasMark(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    bytes[index] == 0x56 && bytes[index + 1] == 0x52 && bytes[index + 2] == 0x45 && bytes[index + 3] == 0x43
  }

  private static func checksum(of head: Span<UInt8>, at place: Place) -> UInt32 {
    var crc = CRC32C()
    crc.update(place.recordingIdentity)
    crc.update(place.segmentNumber)
    crc.update(place.offset)
    crc.update(head)
    return crc.value
  }
}
