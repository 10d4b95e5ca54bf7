/// The lines of a text, each without its line end (LF or CR LF).
struct TextLines {
  /// The line that `next` gave last, counted from 1.
  private(set) var number = 0
  private var position = 0

  mutating func next(_ text: Span<UInt8>) -> Range<Int>? {
    guard position < text.count else { return nil }
    let start = position
    var end = start
    while end < text.count, text[end] != UInt8(ascii: "\n") { end &+= 1 }
    position = end &+ 1
    number &+= 1
    if end > start, text[end &- 1] == UInt8(ascii: "\r") { end &-= 1 }
    return start..<end
  }
}

extension Span where Element == UInt8 {
  /// The bytes as text; what is no UTF-8 becomes U+FFFD.
  func text(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for index in range { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The start of what stands there, short enough to be shown in an error.
  func sample(_ range: Range<Int>) -> String {
    range.count <= 60 ? text(range) : text(range.lowerBound..<range.lowerBound + 60) + "…"
  }

  /// One to six hexadecimal digits and nothing else as a number; nil otherwise.
  func hexadecimal(_ range: Range<Int>) -> UInt32? {
    guard (1...6).contains(range.count) else { return nil }
    var value: UInt32 = 0
    for index in range {
      guard let digit = hexadecimalDigit(self[index]) else { return nil }
      value = value &<< 4 | digit
    }
    return value
  }
}

private func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- 0x30)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte &- 0x37)
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte &- 0x57)
  default: nil
  }
}
