public import ModeS

/// The form of a Beast frame in the log: kind ('1', '2' or '3'), six octets of time stamp (most significant first), one of
/// signal level, then 2, 7 or 14 octets of message. Unlike on the wire there is no escape octet before it and none inside.
///
/// Where the stream named the receiver that heard it, 0xE3 and eight octets of identifier (most significant first) stand
/// before the kind.
public enum CanonicalBeast {
  private static let identifierMark: UInt8 = 0xE3
  private static let identifierOctets = 9

  /// The frame's octets.
  public static func bytes(of frame: BeastFrame, receiverIdentifier: UInt64? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(identifierOctets + 8 + frame.message.byteCount)
    if let receiverIdentifier {
      bytes.append(identifierMark)
      append(receiverIdentifier, octets: 8, to: &bytes)
    }
    bytes.append(frame.kind.rawValue)
    append(frame.timestamp, octets: 6, to: &bytes)
    bytes.append(frame.signalLevel)
    for index in 0..<frame.message.byteCount { bytes.append(frame.message[index]) }
    return bytes
  }

  /// The same octets with a receiver named, where they name none and there is one to name.
  static func named(_ bytes: [UInt8], by receiver: UInt64) -> [UInt8] {
    guard receiver != 0, bytes.first != identifierMark else { return bytes }
    var named: [UInt8] = [identifierMark]
    append(receiver, octets: 8, to: &named)
    return named + bytes
  }

  private static func append(_ value: UInt64, octets: Int, to bytes: inout [UInt8]) {
    for place in stride(from: octets - 1, through: 0, by: -1) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * place)))
    }
  }

  /// The frame of these octets, whoever heard it; nil where they are not one.
  public static func frame(of bytes: [UInt8]) -> BeastFrame? {
    let octets = bytes.dropFirst(bytes.first == identifierMark ? identifierOctets : 0)
    guard octets.count > 8, let message = ModeSFrame(octets.dropFirst(8)) else { return nil }
    let header = octets.prefix(8)
    let timestamp = number(header.dropFirst().prefix(6))
    guard let level = header.last, let frame = BeastFrame(timestamp: timestamp, signalLevel: level, message: message),
      frame.kind.rawValue == header.first
    else { return nil }
    return frame
  }

  /// Who heard the frame of these octets; nil where they do not say.
  public static func receiverIdentifier(of bytes: [UInt8]) -> UInt64? {
    guard bytes.first == identifierMark, bytes.count > identifierOctets else { return nil }
    return number(bytes[1..<identifierOctets])
  }

  private static func number(_ octets: ArraySlice<UInt8>) -> UInt64 { octets.reduce(0) { $0 << 8 | UInt64($1) } }
}
