/// Text written eight octets at a time into storage whose room was made sure of beforehand; what would not fit is left
/// out rather than written elsewhere.
struct TextOutput: ~Copyable, ~Escapable {
  /// How many octets past the last one written the storage must have.
  static let slack = 16

  private var storage: MutableSpan<UInt8>
  private(set) var position: Int

  @_lifetime(copy storage)
  init(_ storage: consuming MutableSpan<UInt8>, position: Int) {
    self.storage = storage
    self.position = position
  }

  @inline(__always)
  @_lifetime(self: copy self)
  mutating func append(_ octet: UInt8) {
    guard position < storage.count else { return }
    storage[position] = octet
    position &+= 1
  }

  /// Appends the lowest octets of a word, at most eight, lowest first.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func append(word: UInt64, octets: Int) {
    let place = position
    guard place >= 0, storage.count >= 8, place <= storage.count &- 8 else { return }
    // The compiler makes one store of these.
    storage[place] = UInt8(truncatingIfNeeded: word)
    storage[place &+ 1] = UInt8(truncatingIfNeeded: word &>> 8)
    storage[place &+ 2] = UInt8(truncatingIfNeeded: word &>> 16)
    storage[place &+ 3] = UInt8(truncatingIfNeeded: word &>> 24)
    storage[place &+ 4] = UInt8(truncatingIfNeeded: word &>> 32)
    storage[place &+ 5] = UInt8(truncatingIfNeeded: word &>> 40)
    storage[place &+ 6] = UInt8(truncatingIfNeeded: word &>> 48)
    storage[place &+ 7] = UInt8(truncatingIfNeeded: word &>> 56)
    position = place &+ octets
  }

  @inline(__always)
  @_lifetime(self: copy self)
  mutating func append(_ piece: PieceTable.Piece, _ words: Span<UInt64>) {
    var left = Int(piece.octets)
    var word = Int(piece.firstWord)
    while left > 8 {
      append(word: words[word], octets: 8)
      word &+= 1
      left &-= 8
    }
    if left > 0 { append(word: words[word], octets: left) }
  }

  @_lifetime(self: copy self)
  mutating func append(_ text: String) {
    let octets = text.utf8Span.span
    for place in octets.indices { append(octets[place]) }
  }

  @_lifetime(self: copy self)
  mutating func append(hexadecimal octet: UInt8) {
    append(Self.hexadecimalDigit(octet >> 4))
    append(Self.hexadecimalDigit(octet & 0xF))
  }

  private static func hexadecimalDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") - 10 + nibble
  }

  /// Appends a character of a JSON string.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func append(character scalar: Unicode.Scalar) {
    let code = scalar.value
    if code >= 0x20, code < 0x7F, code != 0x22, code != 0x5C { return append(UInt8(truncatingIfNeeded: code)) }
    appendEscaped(scalar)
  }

  @_lifetime(self: copy self)
  private mutating func appendEscaped(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x22, 0x5C:
      append(UInt8(ascii: "\\"))
      append(UInt8(truncatingIfNeeded: scalar.value))
    case 0..<0x20, 0x7F:
      append("\\u00")
      append(hexadecimal: UInt8(truncatingIfNeeded: scalar.value))
    default: for octet in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(octet) }
    }
  }
}
