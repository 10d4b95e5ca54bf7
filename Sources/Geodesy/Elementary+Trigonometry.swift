extension Elementary {
  /// The sine of an angle in radians; NaN for infinities and beyond ``largestAngleRadians``.
  public static func sin(_ x: Double) -> Double {
    guard x.magnitude <= largestAngleRadians else { return .nan }
    if x.magnitude < 0x1p-27 { return x }
    let reduced = reduce(x)
    return quadrantSine(reduced.quadrant, reduced.angle)
  }

  /// The cosine of an angle in radians; NaN for infinities and beyond ``largestAngleRadians``.
  public static func cos(_ x: Double) -> Double {
    guard x.magnitude <= largestAngleRadians else { return .nan }
    let reduced = reduce(x)
    return quadrantSine(reduced.quadrant &+ 1, reduced.angle)
  }

  /// Sine and cosine of one angle in radians, reduced once: the same bits as ``sin(_:)`` and ``cos(_:)``.
  public static func sincos(_ x: Double) -> (sin: Double, cos: Double) {
    guard x.magnitude <= largestAngleRadians else { return (.nan, .nan) }
    let reduced = reduce(x)
    let sine = x.magnitude < 0x1p-27 ? x : quadrantSine(reduced.quadrant, reduced.angle)
    return (sine, quadrantSine(reduced.quadrant &+ 1, reduced.angle))
  }

  /// The tangent of an angle in radians; NaN for infinities and beyond ``largestAngleRadians``.
  public static func tan(_ x: Double) -> Double {
    guard x.magnitude <= largestAngleRadians else { return .nan }
    if x.magnitude < 0x1p-27 { return x }
    let reduced = reduce(x)
    let sine = sinePair(reduced.angle)
    let cosine = cosinePair(reduced.angle)
    if reduced.quadrant & 1 == 0 { return (sine / cosine).value }
    return (DoubleDouble(-cosine.hi, -cosine.lo) / sine).value
  }

  @inline(__always)
  private static func quadrantSine(_ quadrant: Int, _ angle: DoubleDouble) -> Double {
    let magnitude = quadrant & 1 == 0 ? sineKernel(angle) : cosineKernel(angle)
    return quadrant & 2 == 0 ? magnitude : -magnitude
  }

  // MARK: Argument reduction

  /// `x` less the nearest multiple of π/2, to about 2^-70 of itself, and that multiple modulo 4 in the low bits.
  ///
  /// π/2 is held in parts short enough for `multiple × part` to be exact (Cody and Waite): 33 bits up to 2^20, 23 bits
  /// up to 2^30. No double in that range comes nearer to a multiple of π/2 than about 2^-62, and the parts reach below
  /// 2^-150, so cancellation leaves enough.
  @inline(__always)
  private static func reduce(_ x: Double) -> (quadrant: Int, angle: DoubleDouble) {
    if x.magnitude <= 0x1.921fb54442d18p-1 { return (0, DoubleDouble(x)) }
    let shifted = x * 0x1.45f306dc9c883p-1 + roundingShift
    let multiple = shifted - roundingShift
    let quadrant = Int(truncatingIfNeeded: shifted.bitPattern)
    if x.magnitude < 0x1p20 {
      let first = x - multiple * 0x1.921fb544p+0
      let second = DoubleDouble.sum(first, -(multiple * 0x1.0b4611a6p-34))
      let third = DoubleDouble.sum(second.hi, -(multiple * 0x1.3198a2ep-69))
      let tail = (second.lo + third.lo) - multiple * 0x1.b839a252049c1p-104
      return (quadrant, DoubleDouble.orderedSum(third.hi, tail))
    }
    return (quadrant, reduceLarge(x, multiple))
  }

  @inline(never)
  private static func reduceLarge(_ x: Double, _ multiple: Double) -> DoubleDouble {
    let first = x - multiple * 0x1.921fb4p+0
    let second = DoubleDouble.sum(first, -(multiple * 0x1.4442dp-24))
    let third = DoubleDouble.sum(second.hi, -(multiple * 0x1.846988p-48))
    let fourth = DoubleDouble.sum(third.hi, -(multiple * 0x1.8cc514p-72))
    let fifth = -(multiple * 0x1.80dc1cp-95) - multiple * 0x1.a252049c1114dp-120
    let tail = DoubleDouble.sum(second.lo, third.lo)
    let rest = tail + DoubleDouble.sum(fourth.lo, fifth)
    return DoubleDouble(fourth.hi) + rest
  }

  // MARK: Kernels on |angle| <= π/4

  /// (sin r − r) / r³ as a polynomial in z = r²; relative error 2^-66.
  @inline(__always)
  private static func sinePolynomial(_ z: Double) -> Double {
    var p = -0x1.ab17bdcbd3414p-41
    p = p * z + 0x1.61217ee5cca1bp-33
    p = p * z - 0x1.ae64541295cdfp-26
    p = p * z + 0x1.71de3a54607a5p-19
    p = p * z - 0x1.a01a01a019937p-13
    p = p * z + 0x1.1111111111110p-7
    return p * z - 0x1.5555555555555p-3
  }

  /// (cos r − 1 + r²/2) / r⁴ as a polynomial in z = r²; error 2^-70.
  @inline(__always)
  private static func cosinePolynomial(_ z: Double) -> Double {
    var p = 0x1.ab78473be59d7p-45
    p = p * z - 0x1.9394b9eb4d56dp-37
    p = p * z + 0x1.1eed8deb82809p-29
    p = p * z - 0x1.27e4fb7712ca2p-22
    p = p * z + 0x1.a01a01a019d0ap-16
    p = p * z - 0x1.6c16c16c16c16p-10
    return p * z + 0x1.5555555555555p-5
  }

  @inline(__always)
  private static func sineKernel(_ r: DoubleDouble) -> Double {
    let z = r.hi * r.hi
    return r.hi + (r.lo * (1 - 0.5 * z) + r.hi * (z * sinePolynomial(z)))
  }

  @inline(__always)
  private static func cosineKernel(_ r: DoubleDouble) -> Double {
    let z = r.hi * r.hi
    let half = 0.5 * z
    let leading = 1 - half
    let leadingError = (1 - leading) - half
    return leading + (leadingError + (z * z * cosinePolynomial(z) - r.hi * r.lo))
  }

  @inline(__always)
  private static func sinePair(_ r: DoubleDouble) -> DoubleDouble {
    let z = r.hi * r.hi
    return DoubleDouble.orderedSum(r.hi, r.lo * (1 - 0.5 * z) + r.hi * (z * sinePolynomial(z)))
  }

  @inline(__always)
  private static func cosinePair(_ r: DoubleDouble) -> DoubleDouble {
    let square = DoubleDouble.product(r.hi, r.hi)
    let z = square.hi
    let leading = DoubleDouble.orderedSum(1, -0.5 * z)
    let tail = z * z * cosinePolynomial(z) - (r.hi * r.lo + 0.5 * square.lo)
    return DoubleDouble.orderedSum(leading.hi, leading.lo + tail)
  }
}
