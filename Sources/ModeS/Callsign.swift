/// An aircraft identification of eight characters, held inline.
@frozen
public struct Callsign: Hashable, Sendable, CustomStringConvertible {
  /// Eight ASCII characters, the first in the most significant octet; unused places are spaces, characters that the
  /// code does not define are '#'.
  public let ascii: UInt64

  init(ascii: UInt64) { self.ascii = ascii }

  /// From eight characters of six bits (ICAO Annex 10 vol. IV, table 3-9), the first in the highest place.
  public init(sixBitCharacters field: UInt64) {
    var result: UInt64 = 0
    for place in stride(from: UInt64(42), through: 0, by: -6) {
      result = result &<< 8 | UInt64(Callsign.character(UInt8(truncatingIfNeeded: (field &>> place) & 0x3F)))
    }
    ascii = result
  }

  /// The first eight characters of a text, in capitals; nil where one is neither letter, digit nor space.
  public init?(_ text: some StringProtocol) {
    var result: UInt64 = 0
    var count = 0
    for character in text.utf8.prefix(8) {
      let capital = (0x61...0x7A).contains(character) ? character &- 0x20 : character
      guard Callsign.character(Callsign.sixBits(capital)) == capital else { return nil }
      result = result &<< 8 | UInt64(capital)
      count &+= 1
    }
    while count < 8 {
      result = result &<< 8 | 0x20
      count &+= 1
    }
    ascii = result
  }

  /// Whether every place is a space.
  public var isBlank: Bool { ascii == 0x2020_2020_2020_2020 }

  /// Whether every character is one that the code defines.
  public var isWellFormed: Bool {
    // The usual test for a zero octet, of the difference to '#'.
    let difference = ascii ^ 0x2323_2323_2323_2323
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 == 0
  }

  /// The 48-bit field that carries it.
  public var sixBitCharacters: UInt64 {
    characters.reduce(0) { $0 &<< 6 | UInt64(Callsign.sixBits($1)) }
  }

  private var characters: [UInt8] {
    stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: ascii &>> $0) }
  }

  /// The text without trailing spaces.
  public var description: String {
    var text = characters
    while text.last == 0x20 { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  private static func character(_ code: UInt8) -> UInt8 {
    switch code {
    case 1...26: code &+ 0x40
    case 32, 48...57: code
    default: 0x23
    }
  }

  private static func sixBits(_ character: UInt8) -> UInt8 { character & 0x3F }
}
