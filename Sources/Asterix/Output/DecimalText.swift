/// Numbers as text.
extension TextOutput {
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func append(number value: UInt64) {
    if value < 10 { return append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value)) }
    if value < 100_000_000 { return append(low: value, digits: Self.digits(value)) }
    appendLong(value)
  }

  @_lifetime(self: copy self)
  private mutating func appendLong(_ value: UInt64) {
    let (high, low) = value.quotientAndRemainder(dividingBy: 100_000_000)
    append(number: high)
    append(low: low, digits: 8)
  }

  @inline(__always)
  @_lifetime(self: copy self)
  mutating func append(number value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(number: value.magnitude)
  }

  /// How many digits a number below 10^8 has.
  @inline(__always)
  private static func digits(_ value: UInt64) -> Int {
    if value < 10_000 { return value < 100 ? (value < 10 ? 1 : 2) : (value < 1000 ? 3 : 4) }
    return value < 1_000_000 ? (value < 100_000 ? 5 : 6) : (value < 10_000_000 ? 7 : 8)
  }

  /// The low `digits` digits of a number below 10^8, zeros in front included.
  ///
  /// All eight are made at once: the number is parted into halves, quarters and single digits side by side in one word.
  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func append(low value: UInt64, digits: Int) {
    let high = value / 10_000
    let fours = high | (value &- high &* 10_000) &<< 32
    // Hundreds and the rest of each half, then tens and units of each quarter: multiplications stand in for divisions.
    let hundreds = ((fours &* 10_486) &>> 20) & 0x0000_007F_0000_007F
    let twos = hundreds | (fours &- hundreds &* 100) &<< 16
    let tens = ((twos &* 103) &>> 10) & 0x000F_000F_000F_000F
    let ones = tens | (twos &- tens &* 10) &<< 8
    append(
      word: (ones | 0x3030_3030_3030_3030) &>> UInt64(8 &* (8 &- digits)), octets: digits)
  }

  /// A decimal fraction: `value` / 10^`decimals`, at least one decimal.
  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func append(_ value: UInt64, decimals: Int) {
    guard decimals > 0 else {
      append(number: value)
      return append(word: 0x302E, octets: 2)
    }
    let (whole, fraction) = value.quotientAndRemainder(dividingBy: Self.powerOfTen(decimals))
    append(number: whole)
    append(UInt8(ascii: "."))
    if decimals <= 8 { return append(low: fraction, digits: decimals) }
    let (high, low) = fraction.quotientAndRemainder(dividingBy: 100_000_000)
    append(low: high, digits: decimals &- 8)
    append(low: low, digits: 8)
  }

  /// The shortest decimal text that reads back to the same double as a quantity's physical value.
  ///
  /// Where the exact value has so few digits that no other text as short lies as near (the number without its point is
  /// below 2^53), it is the shortest one, and arithmetic of whole numbers gives it.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func append(quantity value: ElementValue, _ content: borrowing Content, bits: Int) {
    let steps = content.isSigned ? signExtended(value.raw, bits: bits) : Int64(bitPattern: value.raw)
    guard steps != 0 else { return append(word: 0x30_2E30, octets: 3) }
    var magnitude = steps.magnitude
    var decimals = Int(content.decimals)
    if content.binaryDigits > 0 {
      let even = min(magnitude.trailingZeroBitCount, Int(content.binaryDigits))
      decimals = Int(content.binaryDigits) &- even
      magnitude = Self.product(magnitude &>> UInt64(even), Self.powerOfFive(decimals))
    }
    magnitude = Self.product(magnitude, content.decimalNumerator)
    guard magnitude < 1 << 53, decimals <= 15, bits < 64 else { return append(double: value.physical) }
    while content.binaryDigits == 0, decimals > 0, magnitude % 10 == 0 {
      magnitude /= 10
      decimals &-= 1
    }
    if steps < 0 { append(UInt8(ascii: "-")) }
    append(magnitude, decimals: decimals)
  }

  @inline(never)
  @_lifetime(self: copy self)
  mutating func append(double value: Double) { append(value.description) }

  /// The product; the largest number where it does not fit.
  @inline(__always)
  private static func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? .max : product
  }

  @inline(__always)
  private static func powerOfTen(_ exponent: Int) -> UInt64 { powerOfFive(exponent) &<< UInt64(exponent) }

  /// 5 to the power of `exponent`; the largest number past 15.
  private static func powerOfFive(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 0: 1
    case 1: 5
    case 2: 25
    case 3: 125
    case 4: 625
    case 5: 3125
    case 6: 15_625
    case 7: 78_125
    case 8: 390_625
    case 9: 1_953_125
    case 10: 9_765_625
    case 11: 48_828_125
    case 12: 244_140_625
    case 13: 1_220_703_125
    case 14: 6_103_515_625
    case 15: 30_517_578_125
    default: .max
    }
  }
}
