/// Why a recording could not be made, continued or read.
public enum RecordingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The folder cannot be made, opened or listed.
  case folder(path: String, reason: String)
  /// A new recording was asked for where one is already.
  case alreadyExists(path: String)
  /// Another program writes this recording.
  case inUse(path: String)
  /// There is no recording at this place.
  case notARecording(path: String, found: String)
  /// Written by a version of the format that this program does not read.
  case unsupportedVersion(segment: String, found: UInt16)
  /// A segment cannot be read.
  case unreadable(segment: String, reason: String)
  /// The payload is larger than a record may be (1 MiB).
  case payloadTooLarge(bytes: Int)
  /// The entry is older than the last one written, by number or by time.
  case outOfOrder(sequence: UInt64, reason: String)
  /// Entries could not be written, or not be brought to the disk.
  case failed(reason: String)
  /// The recording was closed.
  case closed

  public var description: String {
    switch self {
    case .folder(let path, let reason): "the recording folder \(path) cannot be used: \(reason)"
    case .alreadyExists(let path): "the folder \(path) already holds a recording: name another, or continue that one"
    case .inUse(let path): "the recording \(path) is being written by another program"
    case .notARecording(let path, let found):
      "\(path) is not a recording: expected a folder with segments, found \(found)"
    case .unsupportedVersion(let segment, let found):
      "the segment \(segment) has format version \(found) and this program reads version \(SegmentHeader.version)"
    case .unreadable(let segment, let reason): "the segment \(segment) cannot be read: \(reason)"
    case .payloadTooLarge(let bytes):
      "an entry of \(bytes) octets is larger than a record may be (\(RecordHeader.payloadLimit))"
    case .outOfOrder(let sequence, let reason): "entry \(sequence) comes out of order: \(reason)"
    case .failed(let reason): "recording failed: \(reason)"
    case .closed: "the recording is closed"
    }
  }
}

/// Damage found while reading: what, where, and what it cost.
public struct RecordingProblem: Hashable, Sendable, CustomStringConvertible {
  /// What was found.
  public enum Kind: Hashable, Sendable {
    /// One of the two copies of the segment's header is damaged; nothing is lost.
    case damagedHeader
    /// The segment's header cannot be read; its records were read by the identity of the other segments, if at all.
    case destroyedHeader
    /// The segment belongs to another recording and was left out.
    case foreignSegment
    /// The segment has another format version and was left out.
    case otherVersion(UInt16)
    /// The segment cannot be read at all, or not to its end.
    case unreadable(reason: String)
    /// Octets that are no whole record, up to the next one.
    case damagedRecord(skippedBytes: UInt64)
    /// The payload of this entry is not as it was written; the entry was left out.
    case damagedPayload(sequence: UInt64)
    /// The segment ends inside a record, as after a power cut.
    case tornTail(bytes: UInt64)
    /// A whole record of a kind this program does not know; it was left out.
    case unknownKind(kind: UInt8, sequence: UInt64)
    /// Entries are missing before the one read here.
    case missingEntries(from: UInt64, count: UInt64)
    /// The entry's number was read before; it was left out.
    case repeatedEntry(sequence: UInt64)
  }

  /// File name of the segment.
  public var segment: String
  /// Where in the file, octets from its start.
  public var offset: UInt64
  public var kind: Kind

  public var description: String { "\(segment) at octet \(offset): \(what)" }

  private var what: String {
    switch kind {
    case .damagedHeader: "one copy of the header is damaged, the other was used"
    case .destroyedHeader: "the header is destroyed"
    case .foreignSegment: "the segment belongs to another recording and was left out"
    case .otherVersion(let version): "format version \(version) is not known, the segment was left out"
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .damagedRecord(let bytes): "damaged record, \(bytes) octets skipped"
    case .damagedPayload(let sequence): "the payload of entry \(sequence) is damaged, the entry was left out"
    case .tornTail(let bytes): "the segment ends inside a record, \(bytes) octets left over"
    case .unknownKind(let kind, let sequence): "entry \(sequence) is of unknown kind \(kind), it was left out"
    case .missingEntries(let first, let count):
      count == 1 ? "entry \(first) is missing" : "\(count) entries are missing, from number \(first)"
    case .repeatedEntry(let sequence): "entry \(sequence) was there before, it was left out"
    }
  }
}
