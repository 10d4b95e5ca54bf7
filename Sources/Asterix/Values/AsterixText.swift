/// The character sets of ASTERIX strings.
enum AsterixText {
  /// The bits of one character; nil where the content is no string.
  static func characterBits(_ kind: Content.Kind) -> Int? {
    switch kind {
    case .ascii: 8
    case .sixBit: 6
    case .octal: 3
    default: nil
    }
  }

  /// The characters of an element of at most 64 bits; nil where the content is no string.
  static func string(_ raw: UInt64, bits: Int, _ kind: Content.Kind) -> String? {
    guard let width = characterBits(kind) else { return nil }
    var text = ""
    var left = min(bits, 64) / width * width
    while left >= width {
      left -= width
      text.unicodeScalars.append(scalar(UInt8(truncatingIfNeeded: raw >> UInt64(left)), kind))
    }
    return text
  }

  /// The character of a code, of which only the low ``characterBits(_:)`` bits count.
  static func scalar(_ code: UInt8, _ kind: Content.Kind) -> Unicode.Scalar {
    switch kind {
    case .octal: Unicode.Scalar(UInt8(ascii: "0") + (code & 7))
    case .sixBit: Unicode.Scalar(sixBitCharacter(code & 0x3F))
    default: Unicode.Scalar(code)
    }
  }

  /// ICAO Annex 10 volume IV, table 3-9: letters, digits and space. Code 0, sent where nothing was set, reads as a space;
  /// other codes without a character as "?".
  static func sixBitCharacter(_ code: UInt8) -> UInt8 {
    switch code {
    case 1...26: UInt8(ascii: "A") - 1 + code
    case 48...57: code
    case 0, 32: UInt8(ascii: " ")
    default: UInt8(ascii: "?")
    }
  }

  /// The six-bit code of a character; nil where it has none.
  static func sixBitCode(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A") + 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character
    case UInt8(ascii: " "): character
    default: nil
    }
  }
}
