/// The octets of one UAT downlink payload (18 of a basic message, 34 of a long one), held inline.
@frozen
public struct UATFrame: Hashable, Sendable {
  /// Octets 1 ... 8, the first in the most significant place.
  public let word0: UInt64
  /// Octets 9 ... 16.
  public let word1: UInt64
  /// Octets 17 ... 24; those that the message has not are zero.
  public let word2: UInt64
  /// Octets 25 ... 32.
  public let word3: UInt64
  /// Octets 33 and 34 in the upper two places.
  public let word4: UInt64
  /// 18 or 34.
  public let octetCount: Int

  init(_ words: UATWords, octetCount: Int) {
    word0 = words.word0
    word1 = words.word1
    word2 = words.word2
    word3 = words.word3
    word4 = words.word4
    self.octetCount = octetCount
  }

  /// A frame of exactly 18 or 34 octets; nil for any other number.
  public init?(_ octets: some Sequence<UInt8>) {
    var words = UATWords()
    for octet in octets {
      if words.digitCount >= 68 { return nil }
      words.append(octet &>> 4)
      words.append(octet & 15)
    }
    guard let count = words.octetCount else { return nil }
    self.init(words, octetCount: count)
  }

  /// A frame written as 36 or 68 hexadecimal digits, in either case; nil for anything else.
  public init?(hexadecimal: some StringProtocol) {
    var words = UATWords()
    for character in hexadecimal.utf8 {
      guard words.digitCount < 68, let digit = Hexadecimal.digit(character) else { return nil }
      words.append(digit)
    }
    guard let count = words.octetCount else { return nil }
    self.init(words, octetCount: count)
  }

  public var isLong: Bool { octetCount > 18 }

  /// The octet by its number in the standard, from 1; zero where the message has none.
  @inlinable
  public func octet(_ number: Int) -> UInt8 { UInt8(truncatingIfNeeded: bits(octet: number, bit: 1, count: 8)) }

  /// `count` bits (1 ... 64) from a bit of an octet, both numbered from 1 as in the standard, where bit 1 is the most
  /// significant; zero where the message has none.
  @inlinable
  public func bits(octet: Int, bit: Int, count: Int) -> UInt64 {
    guard octet >= 1, octet <= 34, bit >= 1, bit <= 8, count >= 1, count <= 64 else { return 0 }
    let first = (octet &- 1) &* 8 &+ bit &- 1
    let offset = UInt64(truncatingIfNeeded: first & 63)
    var window = word(first &>> 6) &<< offset
    if offset != 0 { window |= word((first &>> 6) &+ 1) &>> (64 &- offset) }
    return window &>> UInt64(truncatingIfNeeded: 64 &- count)
  }

  @inlinable
  func word(_ index: Int) -> UInt64 {
    switch index {
    case 0: word0
    case 1: word1
    case 2: word2
    case 3: word3
    case 4: word4
    default: 0
    }
  }

  public var octets: [UInt8] { (0..<octetCount).map { octet($0 &+ 1) } }

  /// Lower-case hexadecimal, two digits an octet.
  public var hexadecimal: String {
    var text: [UInt8] = []
    for octet in octets {
      for digit in [octet &>> 4, octet & 15] { text.append(digit < 10 ? 0x30 &+ digit : 0x57 &+ digit) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
