/// The AVR text form of Mode S: `*8D…;`, or `@` with twelve digits of time stamp before the message.
public enum AVRLine {
  /// A line's message; the time stamp is nil without `@`. Nil for anything else. White space at the ends is ignored.
  public static func parse(_ line: some StringProtocol) -> (timestamp: UInt64?, message: ModeSFrame)? {
    var text = Array(line.utf8.prefix(64))
    while let last = text.last, last <= 0x20 { text.removeLast() }
    while let first = text.first, first <= 0x20 { text.removeFirst() }
    guard text.last == 0x3B, let mark = text.first else { return nil }
    let digits = text.dropFirst().dropLast()
    switch mark {
    case 0x2A:
      guard let bytes = Hexadecimal.bytes(digits), let message = ModeSFrame(bytes) else { return nil }
      return (nil, message)
    case 0x40:
      guard let bytes = Hexadecimal.bytes(digits), let message = ModeSFrame(bytes.dropFirst(6)) else { return nil }
      return (bytes.prefix(6).reduce(0) { $0 &<< 8 | UInt64($1) }, message)
    default:
      return nil
    }
  }

  /// The line of a message, with its time stamp where there is one.
  public static func text(timestamp: UInt64? = nil, message: ModeSFrame) -> String {
    guard let timestamp else { return "*\(message.hexadecimal);" }
    let octets = stride(from: UInt64(40), through: 0, by: -8).map { UInt8(truncatingIfNeeded: timestamp &>> $0) }
    return "@\(Hexadecimal.text(octets))\(message.hexadecimal);"
  }
}
