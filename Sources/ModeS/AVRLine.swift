/// The AVR text forms of Mode S: a mark, hexadecimal digits, a semicolon.
///
/// | mark | digits |
/// |---|---|
/// | `*`, `:` | the message |
/// | `@`, `%` | twelve of time stamp, then the message |
/// | `<`, `%` | twelve of time stamp, two of signal level, then the message |
///
/// `%` tells that the receiver found the parity right; some programs write the signal level with it and some do not, which
/// the number of digits settles, since messages have 2, 7 or 14 octets.
public enum AVRLine {
  /// One line's message with what its receiver says of it.
  public typealias Reception = (timestamp: UInt64?, signalLevel: UInt8?, message: ModeSFrame)

  /// A line's message; time stamp and level are nil where its form has none. Nil for anything else. White space at the ends
  /// is ignored.
  public static func parse(_ line: some StringProtocol) -> Reception? {
    var text = Array(line.utf8.prefix(64))
    while let last = text.last, last <= 0x20 { text.removeLast() }
    while let first = text.first, first <= 0x20 { text.removeFirst() }
    guard text.last == 0x3B, let mark = text.first, let octets = Hexadecimal.bytes(text.dropFirst().dropLast()) else {
      return nil
    }
    switch mark {
    case 0x2A, 0x3A: return ModeSFrame(octets).map { (nil, nil, $0) }
    case 0x40: return timed(octets)
    case 0x3C: return timedWithLevel(octets)
    case 0x25: return timed(octets) ?? timedWithLevel(octets)
    default: return nil
    }
  }

  private static func timed(_ octets: [UInt8]) -> Reception? {
    ModeSFrame(octets.dropFirst(6)).map { (timestamp(octets), nil, $0) }
  }

  private static func timedWithLevel(_ octets: [UInt8]) -> Reception? {
    guard octets.count > 7, let message = ModeSFrame(octets.dropFirst(7)) else { return nil }
    return (timestamp(octets), octets[6], message)
  }

  private static func timestamp(_ octets: [UInt8]) -> UInt64 { octets.prefix(6).reduce(0) { $0 &<< 8 | UInt64($1) } }

  /// The line of a message: `*` without a time stamp, `@` with one, `<` with a level as well. A level alone has the time
  /// stamp 0.
  public static func text(timestamp: UInt64? = nil, signalLevel: UInt8? = nil, message: ModeSFrame) -> String {
    guard timestamp != nil || signalLevel != nil else { return "*\(message.hexadecimal);" }
    let octets = stride(from: UInt64(40), through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: (timestamp ?? 0) &>> $0)
    }
    let level = signalLevel.map { Hexadecimal.text([$0]) } ?? ""
    return "\(signalLevel == nil ? "@" : "<")\(Hexadecimal.text(octets))\(level)\(message.hexadecimal);"
  }
}
