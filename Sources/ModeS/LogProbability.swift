/// Base-2 logarithms of probabilities, by arithmetic alone so that every processor gives the same bits. Impossible is minus
/// infinity.
enum LogProbability {
  static let impossible = -Double.infinity

  /// The logarithm of a positive, normal number, to four digits.
  @inline(__always)
  static func logarithm(_ x: Double) -> Double {
    // log2(x) = exponent + 2 / ln 2 · artanh((m - 1) / (m + 1)).
    let bits = x.bitPattern
    let exponent = Double(Int(truncatingIfNeeded: bits &>> 52) &- 1023)
    let mantissa = Double(bitPattern: bits & 0xF_FFFF_FFFF_FFFF | 1023 &<< 52)
    let t = (mantissa - 1) / (mantissa + 1)
    let z = t * t
    return exponent + 2.885390081777927 * t * (1 + z * (1.0 / 3 + z * (0.2 + z * (1.0 / 7 + z / 9))))
  }

  /// 2^x to six digits, for x from -1000 to 1000.
  @inline(__always)
  static func powerOfTwo(_ x: Double) -> Double {
    let whole = Int(x + 1024) &- 1024
    let y = (x - Double(whole)) * 0.6931471805599453
    let series = 1 + y * (1 + y * (0.5 + y * (1.0 / 6 + y * (1.0 / 24 + y * (1.0 / 120 + y / 720)))))
    return series * Double(bitPattern: UInt64(truncatingIfNeeded: whole &+ 1023) &<< 52)
  }

  /// Of one code where codes are distributed normally, with one in twenty anywhere among all codes.
  /// - Parameters:
  ///   - deviation: From the mean, in codes.
  ///   - bits: How many the code has.
  @inline(__always)
  static func normal(_ deviation: Double, sigma: Double, bits: Int) -> Double {
    let ratio = deviation * (1 / sigma)
    // log2(0.95), log2(√2π), log2(e) / 2; log2(0.05).
    let density = -0.0740 - 1.3257480647361593 - logarithm(sigma) - 0.7213475204444817 * ratio * ratio
    return max(density, -4.3219280948873626 - Double(bits))
  }
}
