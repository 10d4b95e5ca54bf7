extension Elementary {
  /// The arc tangent, in −π/2 ... π/2.
  public static func atan(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x.magnitude < 0x1p-27 { return x }
    return atan2(x, 1)
  }

  /// The angle of the point (x, y) from the x axis, in −π ... π radians; signed zeros and infinities as in C99.
  public static func atan2(_ y: Double, _ x: Double) -> Double {
    if x.isNaN || y.isNaN { return .nan }
    let angle = firstQuadrantAngle(y.magnitude, x.magnitude)
    let result = x.sign == .minus ? (piPair - angle).value : angle.value
    return y.sign == .minus ? -result : result
  }

  /// The arc sine, in −π/2 ... π/2; NaN outside −1 ... 1.
  public static func asin(_ x: Double) -> Double {
    let magnitude = x.magnitude
    guard magnitude <= 1 else { return .nan }
    if magnitude < 0x1p-27 { return x }
    let angle = angle(DoubleDouble(magnitude), complement(magnitude))
    return x < 0 ? -angle.value : angle.value
  }

  /// The arc cosine, in 0 ... π; NaN outside −1 ... 1.
  public static func acos(_ x: Double) -> Double {
    let magnitude = x.magnitude
    guard magnitude <= 1 else { return .nan }
    let angle = angle(complement(magnitude), DoubleDouble(magnitude))
    return x < 0 ? (piPair - angle).value : angle.value
  }

  /// √(1 − x²) for 0 <= x <= 1.
  @inline(__always)
  private static func complement(_ x: Double) -> DoubleDouble {
    (DoubleDouble.sum(1, -x) * DoubleDouble.sum(1, x)).squareRoot
  }

  /// The angle of (x, y) for magnitudes, zeros and infinities included.
  private static func firstQuadrantAngle(_ y: Double, _ x: Double) -> DoubleDouble {
    if y == 0 { return DoubleDouble(0) }
    if x == 0 { return halfPiPair }
    if y.isInfinite { return x.isInfinite ? DoubleDouble(halfPiPair.hi / 2, halfPiPair.lo / 2) : halfPiPair }
    if x.isInfinite { return DoubleDouble(0) }
    var y = y
    var x = x
    let larger = max(x, y)
    if larger > 0x1p900 {
      y *= 0x1p-500
      x *= 0x1p-500
    } else if larger < 0x1p-400 {
      y *= 0x1p500
      x *= 0x1p500
    }
    // Beyond this ratio the cubic term is below 2^-60 of the angle. The unscaled quotient could be subnormal, and so
    // must be rounded once only: it is not scaled.
    if y < x * 0x1p-30 { return DoubleDouble(y / x) }
    if x < y * 0x1p-30 { return halfPiPair - DoubleDouble(x / y) }
    return angle(DoubleDouble(y), DoubleDouble(x))
  }

  /// The angle of (x, y) in the first quadrant, both of moderate size, to about 2^-60 of itself.
  @inline(__always)
  private static func angle(_ y: DoubleDouble, _ x: DoubleDouble) -> DoubleDouble {
    y.hi <= x.hi ? octantAngle(y, x) : halfPiPair - octantAngle(x, y)
  }

  /// The same for y <= x: the nearest eighth c of y/x is taken out by
  /// atan(y/x) = atan(c) + atan((y − c·x) / (x + c·y)), which leaves at most 1/16.
  private static func octantAngle(_ y: DoubleDouble, _ x: DoubleDouble) -> DoubleDouble {
    let shifted = 8 * (y.hi / x.hi) + roundingShift
    let index = Int(truncatingIfNeeded: shifted.bitPattern & 15)
    let eighth = DoubleDouble((shifted - roundingShift) * 0.125)
    let u = (y - eighth * x) / (x + eighth * y)
    let z = u.hi * u.hi
    let base = arcTangentOfEighth(index)
    let leading = DoubleDouble.sum(base.hi, u.hi)
    let tail = base.lo + (u.lo + u.hi * (z * arcTangentPolynomial(z)))
    return DoubleDouble.orderedSum(leading.hi, leading.lo + tail)
  }

  /// (atan u − u) / u³ as a polynomial in z = u², |u| <= 1/16; error 2^-62.
  @inline(__always)
  private static func arcTangentPolynomial(_ z: Double) -> Double {
    var p = 0x1.37ddac1314120p-4
    p = p * z - 0x1.74597338ba1c7p-4
    p = p * z + 0x1.c71c6fdf79977p-4
    p = p * z - 0x1.2492492458997p-3
    p = p * z + 0x1.999999999994ap-3
    return p * z - 0x1.5555555555555p-2
  }

  @inline(__always)
  private static func arcTangentOfEighth(_ index: Int) -> DoubleDouble {
    switch index {
    case 0: DoubleDouble(0)
    case 1: DoubleDouble(0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59)
    case 2: DoubleDouble(0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57)
    case 3: DoubleDouble(0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56)
    case 4: DoubleDouble(0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56)
    case 5: DoubleDouble(0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58)
    case 6: DoubleDouble(0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56)
    case 7: DoubleDouble(0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56)
    default: DoubleDouble(0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55)
    }
  }
}
