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

  /// For 0 <= ratio <= 1: the arc tangent of the nearest eighth, and the power series of what is left:
  /// atan(r) = atan(c) + atan((r - c) / (1 + r c)).
  private static func arcTangentDegrees(_ ratio: Double) -> Double {
    let eighth = Int(ratio * 8 + 0.5)
    let near = Double(eighth) / 8
    let t = (ratio - near) / (1 + ratio * near)
    let z = t * t
    let series =
      1 - z * (1 / 3.0 - z * (1 / 5.0 - z * (1 / 7.0 - z * (1 / 9.0 - z * (1 / 11.0 - z * (1 / 13.0))))))
    return arcTangentsOfEighthsDegrees[eighth] + t * series * (180 / 3.141592653589793)
  }

  /// atan(n / 8) for n from 0 to 8.
  private static let arcTangentsOfEighthsDegrees: [Double] = [
    0, 7.125016348901798, 14.036243467926479, 20.556045219583464, 26.56505117707799, 32.005383208083494,
    36.86989764584402, 41.18592516570965, 45,
  ]
}
