public import ModeS

/// The form of a Beast frame in the log: kind ('1', '2' or '3'), six octets of time stamp (most significant first), one of
/// signal level, then 2, 7 or 14 octets of message. Unlike on the wire there is no escape octet before it and none inside.
public enum CanonicalBeast {
  /// The frame's octets.
  public static func bytes(of frame: BeastFrame) -> [UInt8] {
    var bytes: [UInt8] = [frame.kind.rawValue]
    bytes.reserveCapacity(8 + frame.message.byteCount)
    for shift in stride(from: UInt64(40), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: frame.timestamp >> shift))
    }
    bytes.append(frame.signalLevel)
    for index in 0..<frame.message.byteCount { bytes.append(frame.message[index]) }
    return bytes
  }

  /// The frame of these octets; nil where they are not one.
  public static func frame(of bytes: [UInt8]) -> BeastFrame? {
    guard bytes.count > 8, let message = ModeSFrame(bytes[8...]) else { return nil }
    let timestamp = bytes[1..<7].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let frame = BeastFrame(timestamp: timestamp, signalLevel: bytes[7], message: message),
      frame.kind.rawValue == bytes[0]
    else { return nil }
    return frame
  }
}
