import Surveillance

/// Why a segment was begun.
public enum SegmentReason: UInt8, Sendable, Hashable {
  /// The recording began.
  case start = 0
  /// The segment before reached its size.
  case full = 1
  /// The recording was opened again; its end was whole.
  case reopened = 2
  /// The recording was opened again and a torn tail was cut: `detail` octets.
  case recovered = 3
  /// Writing failed: entries from number `detail` on are missing.
  case afterFailedWrite = 4
  /// Bringing the segment before to the disk failed: entries from number `detail` on may be missing.
  case afterFailedSync = 5
  /// The entries handed over left numbers out, from `detail` on.
  case afterGap = 6
}

/// The head of a segment. It stands twice, so that no single fault costs the segment.
struct SegmentHeader: Equatable {
  /// Drawn at the start of the recording; every record's checksum holds it, so that nothing found inside a payload can
  /// pass for a record.
  var recordingIdentity: UInt64
  /// Place of the segment in the recording, from 1.
  var number: UInt32
  var reason: SegmentReason
  /// What `reason` says of it.
  var detail: UInt64
  /// Number of the first entry.
  var firstSequence: UInt64
  /// Receive time of the first entry.
  var firstTime: SurveillanceTime

  /// Octets of one copy.
  static let copyLength = 64
  /// Octets of both copies: where the first record begins.
  static let length = 2 * copyLength
  static let version: UInt16 = 1
  static let magic: [UInt8] = Array("VIGIELOG".utf8)

  /// Both copies.
  func encoded() -> [UInt8] {
    var bytes = Self.magic
    bytes.reserveCapacity(Self.length)
    bytes.appendLittleEndian(Self.version)
    bytes.appendLittleEndian(UInt16(Self.copyLength))
    bytes.appendLittleEndian(number)
    bytes.appendLittleEndian(recordingIdentity)
    bytes.appendLittleEndian(firstSequence)
    bytes.appendLittleEndian(firstTime.nanoseconds)
    bytes.appendLittleEndian(detail)
    bytes.append(reason.rawValue)
    bytes.append(contentsOf: repeatElement(0, count: Self.copyLength - 4 - bytes.count))
    bytes.appendLittleEndian(CRC32C.checksum(bytes.span))
    return bytes + bytes
  }

  /// What the start of a file was found to be.
  enum Finding: Equatable {
    /// A header; `isDamaged` where one of the copies is not whole.
    case header(SegmentHeader, isDamaged: Bool)
    /// Too short to hold a header.
    case tooShort
    /// Written by another version of the format.
    case otherVersion(UInt16)
    /// Neither copy is whole.
    case destroyed
  }

  /// Reads the header from the start of a file.
  static func find(in bytes: [UInt8]) -> Finding {
    guard bytes.count >= length else { return .tooShort }
    let first = copy(in: bytes, at: 0)
    let second = copy(in: bytes, at: copyLength)
    if let first { return .header(first, isDamaged: second != first) }
    if let second { return .header(second, isDamaged: true) }
    let span = bytes.span
    let foundVersion: UInt16 = span.littleEndian(at: 8)
    if bytes.starts(with: magic), foundVersion != version { return .otherVersion(foundVersion) }
    return .destroyed
  }

  private static func copy(in bytes: [UInt8], at offset: Int) -> SegmentHeader? {
    let span = bytes.span.extracting(offset..<(offset + copyLength))
    let checksum: UInt32 = span.littleEndian(at: copyLength - 4)
    guard bytes[offset..<(offset + 8)].elementsEqual(magic), span.littleEndian(UInt16.self, at: 8) == version,
      checksum == CRC32C.checksum(span.extracting(0..<(copyLength - 4))), let reason = SegmentReason(rawValue: span[48])
    else { return nil }
    return SegmentHeader(
      recordingIdentity: span.littleEndian(at: 16), number: span.littleEndian(at: 12), reason: reason,
      detail: span.littleEndian(at: 40), firstSequence: span.littleEndian(at: 24),
      firstTime: SurveillanceTime(nanoseconds: span.littleEndian(at: 32)))
  }
}

/// Names of segment files, made so that they sort as they were written.
enum SegmentName {
  static let suffix = ".vlog"
  private static let prefix = "segment-"

  static func name(of number: UInt32) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits + suffix
  }

  /// The number in a segment's name; nil for other files.
  static func number(in name: String) -> UInt32? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let digits = name.dropFirst(prefix.count).dropLast(suffix.count)
    guard digits.utf8.count == 10, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return UInt32(digits)
  }
}
