/// A decimal number being read: sign, digits, point, digits. No exponent.
struct UATDecimal {
  private var isNegative = false
  private var whole: UInt64 = 0
  /// Billionths; digits beyond the ninth are dropped.
  private var billionths: UInt64 = 0
  /// What the next digit after the point is worth, in billionths.
  private var worth: UInt64 = 100_000_000
  private var digitCount = 0
  private var hasPoint = false
  private var isBad = false

  mutating func append(_ character: UInt8) {
    switch character {
    case 0x30...0x39:
      let digit = UInt64(character &- 0x30)
      digitCount = min(digitCount &+ 1, 64)
      if hasPoint {
        billionths &+= digit &* worth
        worth /= 10
      } else {
        let (tens, tooLarge) = whole.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(digit)
        if tooLarge || carry { isBad = true }
        whole = sum
      }
    case 0x2D where digitCount == 0 && !hasPoint && !isNegative:
      isNegative = true
    case 0x2E where !hasPoint:
      hasPoint = true
    default:
      isBad = true
    }
  }

  private var isGood: Bool { !isBad && digitCount > 0 }

  /// Nil where it is no number.
  var number: Double? {
    guard isGood else { return nil }
    let size = Double(whole) + Double(billionths) / 1e9
    return isNegative ? -size : size
  }

  /// Nil where it is no number, negative or with a decimal point.
  var wholeNumber: UInt64? { isGood && !isNegative && !hasPoint ? whole : nil }

  /// The number times 10⁹; nil where it is no number, negative or too large.
  var nanoseconds: Int64? {
    guard isGood, !isNegative, whole <= 9_223_372_035 else { return nil }
    return Int64(truncatingIfNeeded: whole &* 1_000_000_000 &+ billionths)
  }
}
