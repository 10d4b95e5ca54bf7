/// A field's text, cleaned: without the quotes' and escapes' doubling, without blanks round it, control characters as
/// blanks, not longer than a store keeps.
struct FieldText {
  private(set) var bytes: [UInt8] = []

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  mutating func read(_ field: DelimitedField, _ text: Span<UInt8>) {
    clear()
    var index = field.range.lowerBound
    while index < field.range.upperBound, bytes.count <= AircraftStore.textBytesMax {
      if isRemoved(text, index, field) { index &+= 1 }
      let byte = text[index]
      index &+= 1
      let isControl = byte < 0x20 || byte == 0x7F
      if !bytes.isEmpty || !(isControl || byte == 0x20) { bytes.append(isControl ? 0x20 : byte) }
    }
    shorten()
  }

  /// Puts a text and a blank before, unless the field begins with it, in whatever case.
  mutating func putBefore(_ text: [UInt8]) {
    guard !text.isEmpty else { return }
    let isThere = text.count <= bytes.count && zip(text, bytes).allSatisfy { Self.small($0) == Self.small($1) }
    guard !isThere else { return }
    bytes = bytes.isEmpty ? text : text + [0x20] + bytes
    shorten()
  }

  private func isRemoved(_ text: Span<UInt8>, _ index: Int, _ field: DelimitedField) -> Bool {
    guard let removed = field.removed, text[index] == removed, index &+ 1 < field.range.upperBound else { return false }
    return removed == UInt8(ascii: "\\") || text[index &+ 1] == removed
  }

  /// Cuts what is too long before a whole character, and blanks at the end.
  private mutating func shorten() {
    if bytes.count > AircraftStore.textBytesMax {
      var end = AircraftStore.textBytesMax
      while end > 0, bytes[end] & 0xC0 == 0x80 { end &-= 1 }
      bytes.removeLast(bytes.count &- end)
    }
    while bytes.last == 0x20 { bytes.removeLast() }
  }

  private static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}

extension FieldText {
  /// One to six hexadecimal digits; nil otherwise.
  var hexadecimal: UInt32? { bytes.span.hexadecimal(0..<bytes.count) }

  /// The year at the start of a year or a date; 0 where there is none from 1900 to 2100.
  var year: UInt16 {
    guard bytes.count >= 4 else { return 0 }
    let year = decimal(bytes.prefix(4)) ?? 0
    return (1900...2100).contains(year) ? UInt16(truncatingIfNeeded: year) : 0
  }

  /// Marks as characters 0 and 1 by place, the first is bit 1. With other digits it is a number of bits.
  var flags: UInt8 {
    guard bytes.allSatisfy({ $0 == 0x30 || $0 == 0x31 }) else { return flagBits }
    var flags: UInt8 = 0
    for (place, byte) in bytes.prefix(4).enumerated() where byte == 0x31 { flags |= 1 &<< UInt8(place) }
    return flags
  }

  /// Marks as a number of bits; 0 where it is none. Bits without a meaning here are left out.
  var flagBits: UInt8 { UInt8(truncatingIfNeeded: (bytes.count <= 6 ? decimal(bytes[...]) : nil) ?? 0) & 0x0F }

  /// Whether it says yes: 1, true, yes, t, y.
  var isYes: Bool {
    guard let first = bytes.first, bytes.count <= 4 else { return false }
    return [UInt8(ascii: "1"), UInt8(ascii: "t"), UInt8(ascii: "y")].contains(first | 0x20)
  }

  /// Whether it is a type description of ICAO Doc 8643: L2J, H1T ...
  var isTypeDescription: Bool {
    bytes.count == 3 && "ALSGHT".utf8.contains(bytes[0]) && "12345678C".utf8.contains(bytes[1])
      && "JTPER".utf8.contains(bytes[2])
  }

  /// Whether it is three capital letters.
  var isOperatorDesignator: Bool { bytes.count == 3 && bytes.allSatisfy { (0x41...0x5A).contains($0) } }

  private func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value &* 10 &+ Int(digit &- 0x30)
    }
    return digits.isEmpty ? nil : value
  }
}
