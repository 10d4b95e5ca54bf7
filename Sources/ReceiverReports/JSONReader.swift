/// A JSON value (RFC 8259).
public enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// The nearest `Double`: infinite beyond its range.
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// In the order of the text; a name may come twice.
  case object([JSONMember])
}

/// A name of an object and its value.
public struct JSONMember: Hashable, Sendable {
  public let name: String
  public let value: JSONValue

  public init(name: String, value: JSONValue) {
    self.name = name
    self.value = value
  }
}

/// Why a text is no JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    /// The text ends within a value.
    case truncated
    /// Something else than the value, name, comma, colon or bracket that belongs here.
    case unexpectedCharacter(UInt8)
    case badNumber
    case badEscape
    /// Half of a surrogate pair.
    case loneSurrogate
    /// A control character within a string that is not escaped.
    case controlCharacter(UInt8)
    case invalidUTF8
    case tooDeep
    case tooLong(octets: Int)
    /// Something after the value.
    case trailingText
  }

  public let reason: Reason
  /// Counted from the first octet of the text.
  public let octet: Int

  public var description: String {
    let what =
      switch reason {
      case .truncated: "the text ends within a value: was it cut off?"
      case .unexpectedCharacter(let character): "octet 0x\(String(character, radix: 16)) does not belong here"
      case .badNumber: "not a number as JSON writes them"
      case .badEscape: "not one of JSON's escapes"
      case .loneSurrogate: "half of a surrogate pair"
      case .controlCharacter(let character): "control character 0x\(String(character, radix: 16)) within a string"
      case .invalidUTF8: "not UTF-8"
      case .tooDeep: "nested more than \(JSONReader.greatestDepth) deep"
      case .tooLong(let octets): "\(octets) octets, more than \(JSONReader.longestTextOctets)"
      case .trailingText: "something follows the end of the value"
      }
    return "octet \(octet): \(what)"
  }
}

/// Reads a whole JSON text strictly by RFC 8259, within bounds of depth and length.
public struct JSONReader {
  /// How many arrays and objects may stand in one another.
  public static let greatestDepth = 32
  /// No aircraft list of a receiver comes near it.
  public static let longestTextOctets = 1 &<< 26

  private let octets: [UInt8]
  private var place = 0
  private var depth = 0

  private init(octets: [UInt8]) { self.octets = octets }

  /// The one value of the text.
  public static func read(_ octets: [UInt8]) throws(JSONError) -> JSONValue {
    guard octets.count <= longestTextOctets else {
      throw JSONError(reason: .tooLong(octets: octets.count), octet: longestTextOctets)
    }
    var reader = JSONReader(octets: octets)
    let value = try reader.value()
    reader.skipSpace()
    guard reader.place == octets.count else { throw reader.error(.trailingText) }
    return value
  }

  private func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason: reason, octet: place) }

  /// What stands at the present place; nil at the end.
  private var current: UInt8? { place < octets.count ? octets[place] : nil }

  private func unexpected() -> JSONError {
    error(current.map { .unexpectedCharacter($0) } ?? .truncated)
  }

  private mutating func skipSpace() {
    while let character = current, character == 0x20 || (0x09...0x0A).contains(character) || character == 0x0D {
      place += 1
    }
  }

  private mutating func expect(_ character: UInt8) throws(JSONError) {
    guard current == character else { throw unexpected() }
    place += 1
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    switch current {
    case 0x7B: return .object(try object())
    case 0x5B: return .array(try array())
    case 0x22: return .string(try string())
    case 0x74: return try word("true", .boolean(true))
    case 0x66: return try word("false", .boolean(false))
    case 0x6E: return try word("null", .null)
    case 0x2D, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39: return .number(try number())
    default: throw unexpected()
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for character in "\(text)".utf8 { try expect(character) }
    return value
  }

  private mutating func enter() throws(JSONError) {
    guard depth < Self.greatestDepth else { throw error(.tooDeep) }
    depth += 1
    place += 1
    skipSpace()
  }

  /// Whether another element follows; moves past the comma or the closing bracket.
  private mutating func goesOn(until closing: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    if current == 0x2C {
      place += 1
      skipSpace()
      return true
    }
    try expect(closing)
    depth -= 1
    return false
  }

  private mutating func array() throws(JSONError) -> [JSONValue] {
    try enter()
    var elements: [JSONValue] = []
    if current == 0x5D {
      _ = try goesOn(until: 0x5D)
      return elements
    }
    repeat { elements.append(try value()) } while try goesOn(until: 0x5D)
    return elements
  }

  private mutating func object() throws(JSONError) -> [JSONMember] {
    try enter()
    var members: [JSONMember] = []
    if current == 0x7D {
      _ = try goesOn(until: 0x7D)
      return members
    }
    repeat {
      guard current == 0x22 else { throw unexpected() }
      let name = try string()
      skipSpace()
      try expect(0x3A)
      members.append(JSONMember(name: name, value: try value()))
    } while try goesOn(until: 0x7D)
    return members
  }
}

extension JSONReader {
  private mutating func digits() -> Int {
    let first = place
    while let character = current, (0x30...0x39).contains(character) { place += 1 }
    return place - first
  }

  private mutating func number() throws(JSONError) -> Double {
    let first = place
    if current == 0x2D { place += 1 }
    let startsWithZero = current == 0x30
    let wholeDigits = digits()
    guard wholeDigits > 0, !startsWithZero || wholeDigits == 1 else { throw error(.badNumber) }
    if current == 0x2E {
      place += 1
      guard digits() > 0 else { throw error(.badNumber) }
    }
    if current == 0x65 || current == 0x45 {
      place += 1
      if current == 0x2B || current == 0x2D { place += 1 }
      guard digits() > 0 else { throw error(.badNumber) }
    }
    guard let value = Double(String(decoding: octets[first..<place], as: UTF8.self)) else { throw error(.badNumber) }
    return value
  }

  private mutating func string() throws(JSONError) -> String {
    place += 1
    let first = place
    while let character = current, character != 0x22, character != 0x5C, character >= 0x20 { place += 1 }
    var text = Array(octets[first..<place])
    while let character = current {
      switch character {
      case 0x22:
        place += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw JSONError(reason: .invalidUTF8, octet: first)
        }
        return string
      case 0x5C: text += Array(String(Character(try escape())).utf8)
      case 0x00..<0x20: throw error(.controlCharacter(character))
      default:
        text.append(character)
        place += 1
      }
    }
    throw error(.truncated)
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    place += 1
    guard let character = current else { throw error(.truncated) }
    let scalar: Unicode.Scalar
    switch character {
    case 0x22, 0x5C, 0x2F: scalar = Unicode.Scalar(character)
    case 0x62: scalar = "\u{8}"
    case 0x66: scalar = "\u{C}"
    case 0x6E: scalar = "\n"
    case 0x72: scalar = "\r"
    case 0x74: scalar = "\t"
    case 0x75: return try unicodeEscape()
    default: throw error(.badEscape)
    }
    place += 1
    return scalar
  }

  /// From the `u` on: one escape, or two that are a surrogate pair.
  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let first = place
    let high = try fourDigits()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xDC00, current == 0x5C else { throw JSONError(reason: .loneSurrogate, octet: first) }
    place += 1
    guard current == 0x75 else { throw JSONError(reason: .loneSurrogate, octet: first) }
    let low = try fourDigits()
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x1_0000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw JSONError(reason: .loneSurrogate, octet: first) }
    return scalar
  }

  private mutating func fourDigits() throws(JSONError) -> UInt32 {
    place += 1
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let character = current else { throw error(.truncated) }
      guard let digit = Character(Unicode.Scalar(character)).hexDigitValue else { throw error(.badEscape) }
      value = value &<< 4 | UInt32(digit)
      place += 1
    }
    return value
  }
}
