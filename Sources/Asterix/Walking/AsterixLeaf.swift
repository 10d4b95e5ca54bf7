/// One element of a record: its bits and what they mean. Values are computed when asked for.
public struct AsterixLeaf: Sendable {
  /// What an element's bits mean.
  public enum Kind: Sendable { case raw, table, string, integer, quantity, commB }

  let definition: CategoryDefinition
  let content: Content
  let nameText: Int32
  /// The bits as an unsigned number; the last 64 of a wider element.
  public let raw: UInt64
  /// The number of bits.
  public let bitCount: Int
  /// The first bit, counted from the start of the datagram.
  public let bitOffset: Int

  /// The element's name, for example "RHO"; an item that is one element has the item's name.
  public var name: String { definition.texts[Int(nameText)] }

  public var kind: Kind {
    switch content.kind {
    case .raw: .raw
    case .table: .table
    case .ascii, .sixBit, .octal: .string
    case .integer: .integer
    case .quantity: .quantity
    case .commB: .commB
    }
  }

  /// The bits as a signed number where the definition says so, as an unsigned one otherwise.
  public var integer: Int64 {
    content.isSigned ? signExtended(raw, bits: bitCount) : Int64(bitPattern: raw)
  }

  /// The physical value in the definition's ``unit``; nil where the element is no quantity.
  public var quantity: Double? { content.kind == .quantity ? content.physical(raw, bits: bitCount) : nil }

  /// The unit of ``quantity`` as the definition writes it, for example "NM"; empty for none.
  public var unit: String { definition.texts[Int(content.unit)] }

  /// The text that the definition gives for a table's value; nil where there is none.
  public var tableText: String? { content.kind == .table ? definition.tableText(content, value: raw) : nil }

  /// The characters of a string as they were sent, padding included (the last 64 bits of a longer one); nil where the
  /// element is no string.
  public var string: String? {
    guard let width = AsterixText.characterBits(content.kind) else { return nil }
    var text = ""
    var remaining = min(bitCount, 64) / width * width
    while remaining >= width {
      remaining -= width
      text.unicodeScalars.append(AsterixText.scalar(UInt8(truncatingIfNeeded: raw >> UInt64(remaining)), content.kind))
    }
    return text
  }
}

extension Content {
  /// The physical value: one exact product and one correctly rounded division.
  func physical(_ raw: UInt64, bits: Int) -> Double {
    let steps = isSigned ? Double(signExtended(raw, bits: bits)) : Double(raw)
    return steps * Double(numerator) / Double(denominator)
  }
}

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
