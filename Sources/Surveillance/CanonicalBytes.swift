/// A value with one byte form: the same value always gives the same bytes, on every machine.
///
/// Engine state, log payloads and the picture digest are made of it. Integers and floating-point numbers are
/// little-endian; a count (`UInt32`) stands before text and lists; an optional is one octet, 0 or 1, then the value.
public protocol CanonicalCodable {
  /// Appends the value's bytes.
  func encode(to writer: inout CanonicalWriter)
  /// Reads a value back; refuses what `encode` cannot have written.
  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError)
}

/// Why canonical bytes could not be read.
public enum CanonicalDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes end before the value does.
  case truncated(offset: Int)
  /// The bytes are complete but hold no possible value.
  case invalid(offset: Int, what: String)
  /// Written by another version of the form.
  case unsupportedVersion(found: UInt16, supported: UInt16, what: String)

  public var description: String {
    switch self {
    case .truncated(let offset): "the bytes end at offset \(offset), in the middle of a value"
    case .invalid(let offset, let what): "no valid \(what) at offset \(offset)"
    case .unsupportedVersion(let found, let supported, let what):
      "\(what) has version \(found) and this program reads version \(supported)"
    }
  }
}

/// Collects canonical bytes.
public struct CanonicalWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// Makes an empty writer.
  public init(reserving capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// Appends an integer, little-endian.
  @inlinable
  public mutating func write<Value: FixedWidthInteger & CanonicalCodable>(_ value: Value) {
    append(UInt64(truncatingIfNeeded: value), octets: Value.bitWidth / 8)
  }

  /// Appends the lowest octets of an integer, the lowest first.
  @usableFromInline
  mutating func append(_ value: UInt64, octets: Int) {
    var rest = value
    for _ in 0..<octets {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Appends a number's IEEE 754 bits.
  public mutating func write(_ value: Double) { write(value.bitPattern) }
  /// Appends one octet, 0 or 1.
  public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// Appends the text's UTF-8 bytes after their count.
  public mutating func write(_ value: String) {
    write(UInt32(truncatingIfNeeded: value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  /// Appends bytes after their count.
  public mutating func write(_ value: [UInt8]) {
    write(UInt32(truncatingIfNeeded: value.count))
    bytes.append(contentsOf: value)
  }

  /// Appends a value by its own form.
  public mutating func write(_ value: some CanonicalCodable) { value.encode(to: &self) }

  /// Appends an optional value.
  public mutating func write<Value: CanonicalCodable>(_ value: Value?) {
    write(value != nil)
    if let value { value.encode(to: &self) }
  }

  /// Appends a list after its count.
  public mutating func write<Element: CanonicalCodable>(_ values: [Element]) {
    write(UInt32(truncatingIfNeeded: values.count))
    for value in values { value.encode(to: &self) }
  }
}

/// Reads canonical bytes; every length is checked against what is there.
public struct CanonicalReader: Sendable {
  private let bytes: [UInt8]
  /// Index of the next byte to read.
  public private(set) var offset = 0

  /// Reads `bytes` from their start.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether everything was read.
  public var isAtEnd: Bool { offset == bytes.count }

  /// An integer, little-endian.
  public mutating func integer<Value: FixedWidthInteger>(
    _ type: Value.Type = Value.self
  ) throws(CanonicalDecodingError) -> Value {
    let count = Value.bitWidth / 8
    guard bytes.count - offset >= count else { throw .truncated(offset: offset) }
    var value: Value = 0
    for index in stride(from: count - 1, through: 0, by: -1) {
      value = (value << 8) | Value(truncatingIfNeeded: bytes[offset + index])
    }
    offset += count
    return value
  }

  /// A number from its IEEE 754 bits.
  public mutating func double() throws(CanonicalDecodingError) -> Double {
    Double(bitPattern: try integer())
  }

  /// One octet that is 0 or 1.
  public mutating func bool() throws(CanonicalDecodingError) -> Bool {
    switch try integer(UInt8.self) {
    case 0: return false
    case 1: return true
    default: throw .invalid(offset: offset - 1, what: "truth value")
    }
  }

  /// Bytes after their count.
  public mutating func octets() throws(CanonicalDecodingError) -> [UInt8] {
    let count = Int(try integer(UInt32.self))
    guard bytes.count - offset >= count else { throw .truncated(offset: offset) }
    defer { offset += count }
    return Array(bytes[offset..<(offset + count)])
  }

  /// Text after its count of UTF-8 bytes.
  public mutating func text() throws(CanonicalDecodingError) -> String {
    let start = offset
    let octets = try octets()
    guard let text = String(validating: octets, as: UTF8.self) else {
      throw .invalid(offset: start, what: "UTF-8 text")
    }
    return text
  }

  /// A value by its own form.
  public mutating func value<Value: CanonicalCodable>(
    _ type: Value.Type = Value.self
  ) throws(CanonicalDecodingError) -> Value {
    try Value(from: &self)
  }

  /// An optional value.
  public mutating func optional<Value: CanonicalCodable>(
    _ type: Value.Type = Value.self
  ) throws(CanonicalDecodingError) -> Value? {
    try bool() ? try Value(from: &self) : nil
  }

  /// A list after its count. Every element takes at least one byte, so the count is bounded by what is there.
  public mutating func list<Element: CanonicalCodable>(
    of type: Element.Type = Element.self
  ) throws(CanonicalDecodingError) -> [Element] {
    let start = offset
    let count = Int(try integer(UInt32.self))
    guard count <= bytes.count - offset else { throw .invalid(offset: start, what: "list length") }
    var elements: [Element] = []
    // A count alone must not claim memory: an element may be far larger than the byte that stands for it.
    elements.reserveCapacity(min(count, 1024))
    for _ in 0..<count { elements.append(try Element(from: &self)) }
    return elements
  }

  /// Checks the version number that opens a versioned form.
  public mutating func expectVersion(_ supported: UInt16, of what: String) throws(CanonicalDecodingError) {
    let found = try integer(UInt16.self)
    guard found == supported else { throw .unsupportedVersion(found: found, supported: supported, what: what) }
  }
}

extension Double: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) { writer.write(bitPattern) }
  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) { self = try reader.double() }
}

extension Bool: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) { writer.write(self) }
  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) { self = try reader.bool() }
}

extension String: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) { writer.write(self) }
  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) { self = try reader.text() }
}

extension CanonicalCodable where Self: FixedWidthInteger {
  public func encode(to writer: inout CanonicalWriter) { writer.write(self) }
  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) { self = try reader.integer() }
}

extension UInt8: CanonicalCodable {}
extension UInt16: CanonicalCodable {}
extension UInt32: CanonicalCodable {}
extension UInt64: CanonicalCodable {}
extension Int64: CanonicalCodable {}

extension CanonicalCodable where Self: RawRepresentable, RawValue: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) { rawValue.encode(to: &writer) }
  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    guard let value = Self(rawValue: try RawValue(from: &reader)) else {
      throw .invalid(offset: start, what: "\(Self.self)")
    }
    self = value
  }
}
