/// Decimal numbers in text columns, as octets.
enum SBSNumber {
  /// Sign, digits, point, digits, with a digit somewhere; nil for anything else, exponents among it. The nearest
  /// `Double` to what is written.
  static func value(_ text: ArraySlice<UInt8>) -> Double? {
    guard text.count <= 32 else { return nil }
    var digits = text
    if let sign = digits.first, sign == 0x2D || sign == 0x2B { digits = digits.dropFirst() }
    guard digits.contains(where: isDigit), digits.allSatisfy({ isDigit($0) || $0 == 0x2E }) else { return nil }
    return Double(String(decoding: text, as: UTF8.self))
  }

  private static func isDigit(_ character: UInt8) -> Bool { (0x30...0x39).contains(character) }

  /// A number with so many decimals, the last one rounded. `value` is within ±10⁹.
  static func text(_ value: Double, decimals: Int) -> String {
    let unit = (0..<decimals).reduce(1) { power, _ in power * 10 }
    let scaled = Int((abs(value) * Double(unit)).rounded())
    let sign = value < 0 && scaled != 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(scaled)" }
    return "\(sign)\(scaled / unit).\(SBSTime.padded(scaled % unit, decimals))"
  }
}
