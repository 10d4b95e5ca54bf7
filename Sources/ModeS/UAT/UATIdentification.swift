/// The emitter category and eight characters in base 40: octets 18-23, three digits in each sixteen bits.
@frozen
public struct UATIdentification: Hashable, Sendable, CustomStringConvertible {
  /// The 48 bits as sent.
  public let field: UInt64

  init(field: UInt64) { self.field = field & 0xFFFF_FFFF_FFFF }

  /// The digit at a place: 0 the emitter category, 1 ... 8 the characters. Nil for another place, and for the first
  /// digit of sixteen bits that exceed three digits (64,000 and above).
  public func digit(_ place: Int) -> UInt8? {
    let three: UInt64
    switch place {
    case 0...2: three = (field &>> 32) & 0xFFFF
    case 3...5: three = (field &>> 16) & 0xFFFF
    case 6...8: three = field & 0xFFFF
    default: return nil
    }
    switch place % 3 {
    case 0: return three < 64_000 ? UInt8(truncatingIfNeeded: three / 1_600) : nil
    case 1: return UInt8(truncatingIfNeeded: (three / 40) % 40)
    default: return UInt8(truncatingIfNeeded: three % 40)
    }
  }

  /// Whether no character says anything: each is a space or "not available".
  public var isBlank: Bool { (1...8).allSatisfy { isFiller($0) } }

  /// Whether every character is a letter, digit or space and only the last ones are "not available".
  public var isWellFormed: Bool { (1...8).allSatisfy { character($0) != 0x23 } }

  /// Eight ASCII characters, the first in the most significant octet; unused places are spaces, codes that stand for no
  /// character '#'.
  public var ascii: UInt64 { (1...8).reduce(0) { $0 &<< 8 | UInt64(character($1)) } }

  /// Four octal digits as twelve bits, where the characters are such and nothing else.
  public var octalCode: UInt16? {
    var code: UInt16 = 0
    for place in 1...4 {
      guard let digit = digit(place), digit < 8 else { return nil }
      code = code &<< 3 | UInt16(digit)
    }
    return (5...8).allSatisfy { isFiller($0) } ? code : nil
  }

  /// The text without trailing spaces.
  public var description: String {
    var text = (1...8).map { character($0) }
    while text.last == 0x20 { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  private func isFiller(_ place: Int) -> Bool {
    let digit = digit(place)
    return digit == 36 || digit == 37
  }

  private func character(_ place: Int) -> UInt8 {
    switch digit(place) {
    case .some(let digit) where digit < 10: 0x30 &+ digit
    case .some(let digit) where digit < 36: 0x37 &+ digit
    case .some(36): 0x20
    case .some(37): (place...8).allSatisfy { isFiller($0) } ? 0x20 : 0x23
    default: 0x23
    }
  }
}
