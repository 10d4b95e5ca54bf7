extension Elementary {
  /// e to the power `x`; rounds gradually to zero below −708 and overflows to infinity above 709.78.
  public static func exp(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x > 710 { return .infinity }
    if x < -746 { return 0 }
    return exponential(DoubleDouble(x))
  }

  /// `x` to the power `y`, with every special case of C99 `pow`.
  public static func pow(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    if x.isNaN || y.isNaN { return .nan }
    let parity = integerParity(y)
    let magnitude = positivePower(x.magnitude, y)
    if x.sign == .plus { return magnitude }
    switch parity {
    case .odd: return -magnitude
    case .even: return magnitude
    case .notInteger: return x == 0 || x.isInfinite ? magnitude : .nan
    }
  }

  /// √(x² + y²) without overflow or underflow on the way.
  public static func hypot(_ x: Double, _ y: Double) -> Double {
    if x.isInfinite || y.isInfinite { return .infinity }
    if x.isNaN || y.isNaN { return .nan }
    let larger = max(x.magnitude, y.magnitude)
    let smaller = min(x.magnitude, y.magnitude)
    if smaller <= larger * 0x1p-30 {
      // √(1 + t²) = 1 + t²/2 here; the sum rounds once.
      return larger == 0 ? 0 : larger + smaller * (smaller / larger) * 0.5
    }
    let scale = larger > 0x1p450 ? 0x1p-600 : (larger < 0x1p-450 ? 0x1p600 : 1)
    let a = larger * scale
    let b = smaller * scale
    return (DoubleDouble.product(a, a) + DoubleDouble.product(b, b)).squareRoot.value / scale
  }

  // MARK: Exponential

  /// e^(x.hi + x.lo) for −746 <= x <= 710: x = k·ln2/32 + r, e^x = 2^(k/32) · e^r with |r| <= ln2/64.
  private static func exponential(_ x: DoubleDouble) -> Double {
    let shifted = x.hi * 0x1.71547652b82fep+5 + roundingShift
    let multiple = shifted - roundingShift
    let k = Int(truncatingIfNeeded: Int32(truncatingIfNeeded: shifted.bitPattern))
    // ln2/32 in parts of 37 bits: both products are exact for |k| < 2^16.
    let first = x.hi - multiple * 0x1.62e42fefap-6
    let second = DoubleDouble.sum(first, -(multiple * 0x1.cf79abc9ep-45))
    let third = DoubleDouble.orderedSum(second.hi, second.lo + (x.lo - multiple * 0x1.d9cc01f97b57ap-84))
    let r = third.hi
    var p = 0x1.a01a01a01a01ap-13
    p = p * r + 0x1.6c16c16c16c17p-10
    p = p * r + 0x1.1111111111111p-7
    p = p * r + 0x1.5555555555555p-5
    p = p * r + 0x1.5555555555555p-3
    p = p * r + 0.5
    let growth = r + (third.lo + r * r * p)
    let index = k & 31
    let high = powersOfTwoHigh[index]
    let fraction = high + (powersOfTwoLow[index] + high * growth)
    return scaled(fraction, exponent: (k &- index) &>> 5)
  }

  /// `fraction × 2^exponent`, rounded once where the result is subnormal; |exponent| < 1100.
  @inline(__always)
  private static func scaled(_ fraction: Double, exponent: Int) -> Double {
    if exponent > 1000 { return fraction * powerOfTwo(exponent &- 100) * 0x1p100 }
    if exponent < -1000 { return fraction * powerOfTwo(exponent &+ 200) * 0x1p-200 }
    return fraction * powerOfTwo(exponent)
  }

  @inline(__always)
  private static func powerOfTwo(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(truncatingIfNeeded: exponent &+ 1023) &<< 52)
  }

  // MARK: Power

  private enum IntegerParity { case odd, even, notInteger }

  private static func integerParity(_ y: Double) -> IntegerParity {
    let magnitude = y.magnitude
    if magnitude >= 0x1p53 { return .even }
    if magnitude.rounded(.towardZero) != magnitude { return .notInteger }
    let half = magnitude * 0.5
    return half.rounded(.towardZero) == half ? .even : .odd
  }

  /// `x` to the power `y` for x >= 0, neither NaN, y not zero.
  private static func positivePower(_ x: Double, _ y: Double) -> Double {
    if x == 1 { return 1 }
    if y.isInfinite { return (x > 1) == (y > 0) ? .infinity : 0 }
    if x == 0 || x.isInfinite { return (x == 0) == (y > 0) ? 0 : .infinity }
    let logarithm = logarithmPair(x)
    let estimate = y * logarithm.hi
    if estimate > 710 { return .infinity }
    if estimate < -746 { return 0 }
    if estimate.magnitude < 0x1p-60 { return 1 + estimate }
    let exponent = DoubleDouble.product(y, logarithm.hi)
    return exponential(DoubleDouble(exponent.hi, exponent.lo + y * logarithm.lo))
  }
}

/// 2^(i/32), the high parts; flat arrays of literals are laid out at compile time.
private let powersOfTwoHigh: [Double] = [
  0x1.0000000000000p+0, 0x1.059b0d3158574p+0, 0x1.0b5586cf9890fp+0, 0x1.11301d0125b51p+0,
  0x1.172b83c7d517bp+0, 0x1.1d4873168b9aap+0, 0x1.2387a6e756238p+0, 0x1.29e9df51fdee1p+0,
  0x1.306fe0a31b715p+0, 0x1.371a7373aa9cbp+0, 0x1.3dea64c123422p+0, 0x1.44e086061892dp+0,
  0x1.4bfdad5362a27p+0, 0x1.5342b569d4f82p+0, 0x1.5ab07dd485429p+0, 0x1.6247eb03a5585p+0,
  0x1.6a09e667f3bcdp+0, 0x1.71f75e8ec5f74p+0, 0x1.7a11473eb0187p+0, 0x1.82589994cce13p+0,
  0x1.8ace5422aa0dbp+0, 0x1.93737b0cdc5e5p+0, 0x1.9c49182a3f090p+0, 0x1.a5503b23e255dp+0,
  0x1.ae89f995ad3adp+0, 0x1.b7f76f2fb5e47p+0, 0x1.c199bdd85529cp+0, 0x1.cb720dcef9069p+0,
  0x1.d5818dcfba487p+0, 0x1.dfc97337b9b5fp+0, 0x1.ea4afa2a490dap+0, 0x1.f50765b6e4540p+0,
]

/// 2^(i/32) less the high part.
private let powersOfTwoLow: [Double] = [
  0, 0x1.d73e2a475b465p-55, 0x1.8a62e4adc610bp-54, -0x1.6c51039449b3ap-54,
  -0x1.19041b9d78a76p-55, 0x1.e016e00a2643cp-54, 0x1.9b07eb6c70573p-54, 0x1.612e8afad1255p-55,
  0x1.6f46ad23182e4p-55, -0x1.63aeabf42eae2p-54, 0x1.ada0911f09ebcp-55, 0x1.89b7a04ef80d0p-59,
  0x1.d4397afec42e2p-56, -0x1.07abe1db13cadp-55, 0x1.6324c054647adp-54, -0x1.383c17e40b497p-54,
  -0x1.bdd3413b26456p-54, -0x1.16e4786887a99p-55, -0x1.41577ee04992fp-55, -0x1.d4c1dd41532d8p-54,
  0x1.6e9f156864b27p-54, -0x1.75fc781b57ebcp-57, 0x1.c7c46b071f2bep-56, -0x1.d2f6edb8d41e1p-54,
  0x1.7a1cd345dcc81p-54, -0x1.5584f7e54ac3bp-56, 0x1.11065895048ddp-55, 0x1.503cbd1e949dbp-56,
  0x1.2ed02d75b3707p-55, -0x1.1a5cd4f184b5cp-54, -0x1.e9c23179c2893p-54, 0x1.9d3e12dd8a18bp-54,
]
