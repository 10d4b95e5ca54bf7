/// Directions from components, by arithmetic alone so that every processor gives the same bits.
enum Direction {
  /// Clockwise from north, 0 ..< 360; zero for no length. The error is below 10⁻¹² degree.
  static func degreesClockwise(east: Double, north: Double) -> Double {
    let across = east.magnitude
    let along = north.magnitude
    let larger = max(across, along)
    guard larger > 0 else { return 0 }
    let octant = arcTangentDegrees(min(across, along) / larger)
    let quadrant = across > along ? 90 - octant : octant
    let half = north < 0 ? 180 - quadrant : quadrant
    let direction = east < 0 ? 360 - half : half
    return direction >= 360 ? 0 : direction
  }

  /// The cosine of a latitude, to 10⁻⁹: enough to turn longitude into distance.
  static func cosine(degrees: Double) -> Double {
    let x = degrees * (3.141592653589793 / 180)
    let z = x * x
    var p = 1 / 20_922_789_888_000.0
    p = p * z - 1 / 87_178_291_200.0
    p = p * z + 1 / 479_001_600.0
    p = p * z - 1 / 3_628_800.0
    p = p * z + 1 / 40_320.0
    p = p * z - 1 / 720.0
    p = p * z + 1 / 24.0
    p = p * z - 1 / 2.0
    return p * z + 1
  }

  /// For 0 <= ratio <= 1: halves the angle twice (tan(a/2) = t / (1 + √(1 + t²))), then sums the power series.
  private static func arcTangentDegrees(_ ratio: Double) -> Double {
    var t = ratio
    for _ in 0..<2 { t /= 1 + (1 + t * t).squareRoot() }
    let z = t * t
    var p = 0.0
    for odd in stride(from: 25, through: 1, by: -2) {
      p = 1 / Double(odd) - z * p
    }
    return 4 * t * p * (180 / 3.141592653589793)
  }
}
