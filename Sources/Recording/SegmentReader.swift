import Surveillance

/// Reads the records of one segment in order, past damage, with a bounded window of the file in memory.
struct SegmentReader: Sendable {
  /// What reading on brought.
  enum Step {
    case entry(LogEntry)
    case problem(RecordingProblem)
    case end
  }

  let name: String
  /// Where the last whole record ended, octets from the start of the file.
  private(set) var wholeEnd = UInt64(SegmentHeader.length)

  private let file: ReadableFile
  private let recordingIdentity: UInt64
  private let number: UInt32
  private var window: [UInt8] = []
  private var windowStart = UInt64(SegmentHeader.length)
  /// Place in the window of the next octet to read.
  private var index = 0

  private static let readLength = 256 << 10

  init(file: ReadableFile, name: String, recordingIdentity: UInt64, number: UInt32) {
    self.file = file
    self.name = name
    self.recordingIdentity = recordingIdentity
    self.number = number
  }

  /// Where reading stands, octets from the start of the file.
  var offset: UInt64 { windowStart + UInt64(index) }

  mutating func next() throws(SystemFailure) -> Step {
    let available = try fill(RecordHeader.length)
    guard available > 0 else { return .end }
    guard available >= RecordHeader.length else { return tornTail() }
    guard let header = headerAtIndex() else { return try resynchronise() }
    let length = RecordHeader.length + header.payloadLength
    guard try fill(length) >= length else { return tornTail() }
    return take(header)
  }

  /// Takes the record at the index, whose head is whole and all of whose octets are in the window.
  private mutating func take(_ header: RecordHeader) -> Step {
    let start = offset
    let payloadStart = index + RecordHeader.length
    let payload = window[payloadStart..<(payloadStart + header.payloadLength)]
    index = payload.endIndex
    let checksum = CRC32C.checksum(window.span.extracting(payload.startIndex..<payload.endIndex))
    guard checksum == header.payloadChecksum else {
      return problem(.damagedPayload(sequence: header.sequence), at: start)
    }
    wholeEnd = offset
    guard let kind = LogEntryKind(rawValue: header.kind) else {
      return problem(.unknownKind(kind: header.kind, sequence: header.sequence), at: start)
    }
    return .entry(
      LogEntry(
        sequence: header.sequence, receiveTime: header.receiveTime, feed: header.feed, kind: kind,
        payload: Array(payload)))
  }

  /// Moves to the next place where a whole head stands. Its checksum covers its place and the recording, so octets of a
  /// payload never pass for one.
  private mutating func resynchronise() throws(SystemFailure) -> Step {
    let start = offset
    index += 1
    while try fill(RecordHeader.length) >= RecordHeader.length {
      while index + RecordHeader.length <= window.count {
        if window[index] == 0x56, headerAtIndex() != nil {
          return problem(.damagedRecord(skippedBytes: offset - start), at: start)
        }
        index += 1
      }
    }
    index = window.count
    return problem(.damagedRecord(skippedBytes: offset - start), at: start)
  }

  private mutating func tornTail() -> Step {
    let start = offset
    let rest = window.count - index
    index = window.count
    return problem(.tornTail(bytes: UInt64(rest)), at: start)
  }

  private func problem(_ kind: RecordingProblem.Kind, at offset: UInt64) -> Step {
    .problem(RecordingProblem(segment: name, offset: offset, kind: kind))
  }

  private func headerAtIndex() -> RecordHeader? {
    RecordHeader.read(
      window.span, at: index,
      place: RecordHeader.Place(recordingIdentity: recordingIdentity, segmentNumber: number, offset: offset))
  }

  /// Brings `count` octets from the index on into the window, if the file has them, and says how many are there.
  private mutating func fill(_ count: Int) throws(SystemFailure) -> Int {
    guard window.count - index < count else { return window.count - index }
    window.removeFirst(index)
    windowStart += UInt64(index)
    index = 0
    let wanted = max(Self.readLength, count - window.count)
    window += try file.read(at: windowStart + UInt64(window.count), count: wanted)
    return window.count
  }
}
