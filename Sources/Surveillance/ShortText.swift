/// Printable ASCII text of 1 to 24 characters, held inline as a ``Callsign`` is.
public struct ShortText: Hashable, Sendable {
  /// The most characters there can be.
  public static let charactersMax = 24

  /// The octets, the first in the highest of `first`; unused ones are zero.
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var third: UInt64 = 0

  /// Reads octets up to the first zero, the spaces at the end left out; a question mark stands for what is not printable.
  /// Nil where nothing remains or more than 24 do.
  public init?(ascii: some Sequence<UInt8>) {
    var characters = Array(ascii.prefix { $0 != 0 })
    while characters.last == 0x20 { characters.removeLast() }
    guard !characters.isEmpty, characters.count <= Self.charactersMax else { return nil }
    for (place, character) in characters.enumerated() {
      put((0x20...0x7E).contains(character) ? character : UInt8(ascii: "?"), at: place)
    }
  }

  /// Reads text as `init(ascii:)` reads octets.
  public init?(_ text: some StringProtocol) { self.init(ascii: text.utf8) }

  private mutating func put(_ character: UInt8, at place: Int) {
    let bits = UInt64(character) << UInt64(56 - 8 * (place % 8))
    switch place / 8 {
    case 0: first |= bits
    case 1: second |= bits
    default: third |= bits
    }
  }

  /// The characters.
  public var octets: [UInt8] {
    [first, second, third].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }.filter { $0 != 0 }
  }
}

extension ShortText: CustomStringConvertible {
  public var description: String { String(decoding: octets, as: UTF8.self) }
}

extension ShortText: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(first)
    writer.write(second)
    writer.write(third)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    first = try reader.integer()
    second = try reader.integer()
    third = try reader.integer()
    guard ShortText(ascii: octets) == self else { throw .invalid(offset: start, what: "short text") }
  }
}
