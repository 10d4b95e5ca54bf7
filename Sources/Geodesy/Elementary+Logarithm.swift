extension Elementary {
  /// The natural logarithm; −∞ for zero, NaN below it.
  public static func log(_ x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x.isInfinite { return x }
    return positiveLogarithm(x)
  }

  /// log x for a finite positive x: x = 2^e · m, and c near 1/m from a table, so that log x = e · ln2 − log c + log(1 + r)
  /// with r = m · c − 1, |r| <= 1/64 (after Tang 1990).
  private static func positiveLogarithm(_ x: Double) -> Double {
    let (binary, m) = binaryParts(x)
    let index = Int(truncatingIfNeeded: (m.bitPattern &>> 46) & 63)
    let upper = Double(bitPattern: m.bitPattern & 0xFFFF_FFFF_F800_0000)
    let entry = index &* 3
    let inverse = logarithmTable[entry]
    // c has ten bits, so that both halves' products with it are exact.
    let r = DoubleDouble.sum(upper * inverse - 1, (m - upper) * inverse)
    // From √2 on the table holds the next power's logarithm.
    let e = Double(index < 27 ? binary : binary &+ 1)
    // Both parts are multiples of 2^-42: their sum is exact. It is nought, or more than r.
    let leading = DoubleDouble.orderedSum(e * 0x1.62e42fefa38p-1 + logarithmTable[entry &+ 1], r.hi)
    let square = r.hi * r.hi
    let low = leading.lo + (r.lo + (logarithmTable[entry &+ 2] + e * 0x1.ef35793c76730p-45))
    return leading.hi + (low + (square * r.hi * logarithmPolynomial(r.hi, square) - 0.5 * square))
  }

  /// (log(1 + r) − r + r²/2) / r³ for |r| <= 1/64, its square given; error 2^-58.
  @inline(__always)
  private static func logarithmPolynomial(_ r: Double, _ square: Double) -> Double {
    let first = 0x1.5555555555555p-2 - r * 0.25
    let second = 0x1.999999999999ap-3 - r * 0x1.5555555555555p-3
    let third = 0x1.2492492492492p-3 - r * 0.125
    let fourth = 0x1.c71c71c71c71cp-4 - r * 0x1.999999999999ap-4
    let fourthPower = square * square
    return (first + square * second) + fourthPower * (third + square * fourth)
  }

  /// `x = 2^exponent · m` with m in 1 ..< 2, for a finite positive x.
  @inline(__always)
  private static func binaryParts(_ x: Double) -> (exponent: Int, m: Double) {
    var bits = x.bitPattern
    var exponent = -1023
    if bits < 0x0010_0000_0000_0000 {
      bits = (x * 0x1p54).bitPattern
      exponent = -1077
    }
    exponent &+= Int(truncatingIfNeeded: bits &>> 52)
    return (exponent, Double(bitPattern: (bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000))
  }

  /// `x = 2^exponent · m` with m in √½ ... √2, and s = (m − 1)/(m + 1), so that log m = 2 artanh s.
  @inline(__always)
  private static func logarithmParts(_ x: Double) -> (exponent: Double, ratio: DoubleDouble) {
    var (exponent, m) = binaryParts(x)
    if m > 0x1.6a09e667f3bcdp+0 {
      m *= 0.5
      exponent &+= 1
    }
    return (Double(exponent), DoubleDouble(m - 1) / DoubleDouble.sum(m, 1))
  }

  /// log x for a finite positive x to about 2^-80 of itself.
  static func logarithmPair(_ x: Double) -> DoubleDouble {
    let parts = logarithmParts(x)
    let z = parts.ratio * parts.ratio
    var q = 0x1.8d68d10d7dbe3p-5
    q = q * z.hi + 0x1.841451ef2153ap-5
    q = q * z.hi + 0x1.af356a21a78e6p-5
    q = q * z.hi + 0x1.e1e1b3b0fb5a2p-5
    q = q * z.hi + 0x1.1111113d8c656p-4
    q = q * z.hi + 0x1.3b13b13ae9ae6p-4
    q = q * z.hi + 0x1.745d1745d1837p-4
    q = q * z.hi + 0x1.c71c71c71c71cp-4
    var series = DoubleDouble(0x1.2492492492492p-3, 0x1.2492492492492p-57) + z * DoubleDouble(q)
    series = DoubleDouble(0x1.999999999999ap-3, -0x1.999999999999ap-57) + z * series
    series = DoubleDouble(0x1.5555555555555p-2, 0x1.5555555555555p-56) + z * series
    let half = parts.ratio + parts.ratio * (z * series)
    let logarithmOfTwo = DoubleDouble(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)
    return DoubleDouble(parts.exponent) * logarithmOfTwo + DoubleDouble(2 * half.hi, 2 * half.lo)
  }
}

/// For the 64 parts of 1 ... 2, from √2 on of half of it: c near the inverse of the middle, −log c to multiples of 2^-42, and
/// the rest of it. About 1 itself c is 1, so that nothing is lost where the logarithm is small.
private let logarithmTable: [Double] = [
  0x1.0p+0, 0, 0,
  0x1.f4p-1, 0x1.8492528c9p-6, -0x1.aa0ba325a0c34p-45,
  0x1.edp-1, 0x1.35c8bfaa1p-5, 0x1.8357d5ef9eb35p-44,
  0x1.e5p-1, 0x1.bbcebfc69p-5, -0x1.7bf868c317c2ap-46,
  0x1.dep-1, 0x1.1973bd1464p-4, 0x1.566d154f930b3p-44,
  0x1.d7p-1, 0x1.55e10050ep-4, 0x1.c1d740c53c72ep-47,
  0x1.d1p-1, 0x1.8a6477a91cp-4, 0x1.c28c0af9bd6dfp-44,
  0x1.cap-1, 0x1.c885801bc4p-4, 0x1.646d1c65aacd3p-45,
  0x1.c4p-1, 0x1.fe89139dbcp-4, 0x1.56594d82f7a82p-44,
  0x1.bep-1, 0x1.1aa2b7e24p-3, -0x1.1ac38dde3b366p-44,
  0x1.b8p-1, 0x1.365fcb015ap-3, -0x1.fd3a0afb9691bp-44,
  0x1.b2p-1, 0x1.527e5e4a1cp-3, -0x1.4e60b8d4b411dp-44,
  0x1.acp-1, 0x1.6f0128b756p-3, 0x1.577390d31ef0fp-44,
  0x1.a7p-1, 0x1.871213750ep-3, 0x1.328eb42f9af75p-44,
  0x1.a1p-1, 0x1.a454082e6ap-3, 0x1.60a77c81f7171p-44,
  0x1.9cp-1, 0x1.bd087383bep-3, -0x1.d4bc4595412b6p-45,
  0x1.97p-1, 0x1.d60a17f904p-3, -0x1.5d6e06fc20d39p-44,
  0x1.92p-1, 0x1.ef5ade4ddp-3, -0x1.a211565bb8e11p-51,
  0x1.8dp-1, 0x1.047e60cde8p-2, 0x1.dbdf10d397f3cp-45,
  0x1.88p-1, 0x1.1178e8227ep-2, 0x1.1ef78ce2d07f2p-44,
  0x1.84p-1, 0x1.1bf99635a7p-2, -0x1.1ac89575c2125p-44,
  0x1.7fp-1, 0x1.2941afb187p-2, -0x1.210c2b730e28bp-44,
  0x1.7bp-1, 0x1.3401e12aedp-2, -0x1.17c73556e291dp-44,
  0x1.76p-1, 0x1.419b423d5fp-2, -0x1.ce379226de3ecp-44,
  0x1.72p-1, 0x1.4c9e09e173p-2, -0x1.e20891b0ad8a4p-45,
  0x1.6ep-1, 0x1.57bf753c8dp-2, 0x1.fadedee5d40efp-46,
  0x1.6ap-1, 0x1.630030b3abp-2, -0x1.db623e731aep-45,
  0x1.66p-1, -0x1.5767717456p-2, 0x1.64ead9524d7cap-44,
  0x1.62p-1, -0x1.4be5f95778p-2, 0x1.d7c92cd9ad824p-44,
  0x1.5e8p-1, -0x1.41b941cce1p-2, 0x1.0469013e43fc9p-44,
  0x1.5bp-1, -0x1.3772662bfep-2, 0x1.e9436ac53b023p-44,
  0x1.57p-1, -0x1.2b9303ab8ap-2, 0x1.6db12d6bfb0a5p-45,
  0x1.538p-1, -0x1.2112559861p-2, -0x1.82e78ba2950c4p-44,
  0x1.5p-1, -0x1.1675cababap-2, -0x1.8380e731f55c4p-44,
  0x1.4c8p-1, -0x1.0bbccdb0d2p-2, -0x1.2f32ccc5dcdfbp-44,
  0x1.498p-1, -0x1.0274dc16c2p-2, -0x1.979e89cf835c2p-45,
  0x1.46p-1, -0x1.ef0adcbdc6p-3, 0x1.b26b79c86af24p-45,
  0x1.43p-1, -0x1.dc1bca0abep-3, -0x1.8fac1a628ccc6p-44,
  0x1.3f8p-1, -0x1.c5cba543aep-3, -0x1.0929decb454fcp-45,
  0x1.3c8p-1, -0x1.b2797ee464p-3, 0x1.be88a906d00a9p-44,
  0x1.398p-1, -0x1.9ef83d276ap-3, 0x1.730b7b3f9cep-45,
  0x1.368p-1, -0x1.8b46f82236p-3, -0x1.2d9f2102dd7c9p-46,
  0x1.338p-1, -0x1.7764c128f2p-3, -0x1.274903479e3d1p-47,
  0x1.31p-1, -0x1.66acd4272ap-3, -0x1.aa1bdbfc6c785p-44,
  0x1.2ep-1, -0x1.526e5e3a1cp-3, 0x1.790ba37fc5238p-44,
  0x1.2b8p-1, -0x1.41682bf728p-3, 0x1.10047081f849dp-45,
  0x1.288p-1, -0x1.2cca0f5f6p-3, 0x1.b5ef191aff12p-44,
  0x1.26p-1, -0x1.1b72ad52f6p-3, -0x1.e80a41811a396p-45,
  0x1.238p-1, -0x1.09f561ee72p-3, 0x1.8f3057157d1a8p-45,
  0x1.208p-1, -0x1.e98b54967p-4, -0x1.4677489c50e97p-44,
  0x1.1ep-1, -0x1.c5e548f5bcp-4, -0x1.d0c57585fbe06p-46,
  0x1.1b8p-1, -0x1.a1ef1d806p-4, -0x1.cd4176df97bcbp-44,
  0x1.198p-1, -0x1.84ef898e84p-4, 0x1.7d5cd246977c9p-44,
  0x1.17p-1, -0x1.60658a9374p-4, -0x1.0c3b1dee9c4f8p-44,
  0x1.148p-1, -0x1.3b87598b1cp-4, 0x1.2241594aca313p-45,
  0x1.12p-1, -0x1.16536eea38p-4, 0x1.47c5e768fa309p-46,
  0x1.1p-1, -0x1.f0a30c0118p-5, 0x1.d599e83368e91p-45,
  0x1.0d8p-1, -0x1.a4fe9ffa4p-5, 0x1.6e584a0402925p-44,
  0x1.0b8p-1, -0x1.67f94f0948p-5, -0x1.ecc1f3e7e4ed7p-44,
  0x1.098p-1, -0x1.2a7ec2215p-5, 0x1.78ce77a9163fep-45,
  0x1.07p-1, -0x1.b9fc027bp-6, 0x1.b9a010ae6922ap-44,
  0x1.05p-1, -0x1.3cea44347p-6, 0x1.6a2c432d6a40bp-44,
  0x1.03p-1, -0x1.7dc475f82p-7, 0x1.eb1245b5da1f5p-44,
  0x1.0p-1, 0, 0,
]
