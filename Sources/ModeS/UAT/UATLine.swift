/// One line of dump978's text: `-` or `+`, the octets in hexadecimal, `;`, then fields that each end with `;`.
@frozen
public enum UATLine: Hashable, Sendable {
  /// An ADS-B message of 18 or 34 octets.
  case downlink(UATFrame, UATReception)
  /// A ground uplink message of 432 octets, which are not kept.
  case uplink(UATReception)
  /// `!`: the receiver about itself.
  case metadata

  /// Why a text is no line.
  @frozen
  public enum Refusal: Error, Hashable, Sendable {
    /// Nothing but white space.
    case empty
    /// The first character is none of `-`, `+` and `!`.
    case unknownMark(UInt8)
    /// A character among the octets that is no hexadecimal digit.
    case badDigit(UInt8)
    /// No message has so many octets (here: digits).
    case badLength(digitCount: Int)
    /// The octets or the last field lack their semicolon: the line was cut.
    case notTerminated
    /// A field that is known has no proper value.
    case badField
  }

  /// White space at the ends is ignored, as is every field with an unknown name.
  public init(_ text: String) throws(Refusal) {
    var characters = text.utf8.makeIterator()
    try self.init(reading: &characters)
  }

  /// The same for a part of a text.
  public init(_ text: Substring) throws(Refusal) {
    var characters = text.utf8.makeIterator()
    try self.init(reading: &characters)
  }

  private init(reading characters: inout some IteratorProtocol<UInt8>) throws(Refusal) {
    var mark = characters.next()
    while let space = mark, space <= 0x20 { mark = characters.next() }
    switch mark {
    case .none: throw .empty
    case .some(0x21): self = .metadata
    case .some(0x2D):
      let words = try UATLine.octets(&characters)
      guard let count = words.octetCount else { throw .badLength(digitCount: words.digitCount) }
      self = .downlink(UATFrame(words, octetCount: count), try UATLine.reception(&characters))
    case .some(0x2B):
      let words = try UATLine.octets(&characters)
      guard words.digitCount == 864 else { throw .badLength(digitCount: words.digitCount) }
      self = .uplink(try UATLine.reception(&characters))
    case .some(let other): throw .unknownMark(other)
    }
  }

  private static func octets(_ characters: inout some IteratorProtocol<UInt8>) throws(Refusal) -> UATWords {
    var words = UATWords()
    while let character = characters.next() {
      if character == 0x3B { return words }
      if character <= 0x20 { throw .notTerminated }
      guard let digit = Hexadecimal.digit(character) else { throw .badDigit(character) }
      words.append(digit)
    }
    throw .notTerminated
  }

  private static func reception(_ characters: inout some IteratorProtocol<UInt8>) throws(Refusal) -> UATReception {
    var reception = UATReception()
    var field = UATLineField()
    while let character = characters.next() {
      if character == 0x3B {
        guard reception.take(field) else { throw .badField }
        field = UATLineField()
      } else if character > 0x20 || !field.isEmpty {
        field.append(character)
      }
    }
    guard field.isEmpty else { throw .notTerminated }
    return reception
  }
}
