extension Angle {
  @inlinable
  public static func radians(fromDegrees degrees: Double) -> Double { degrees * 0x1.1df46a2529d39p-6 }

  @inlinable
  public static func degrees(fromRadians radians: Double) -> Double { radians * 0x1.ca5dc1a63c1f8p+5 }

  /// The same direction in 0 ..< 2π; NaN for what is not finite.
  @inlinable
  public static func normalisedRadians(_ radians: Double) -> Double {
    if radians >= 0 && radians < Elementary.twoPi { return radians }
    let turns = (radians / Elementary.twoPi).rounded(.down)
    let remainder = radians - turns * Elementary.twoPi
    if remainder < 0 { return remainder + Elementary.twoPi < Elementary.twoPi ? remainder + Elementary.twoPi : 0 }
    return remainder >= Elementary.twoPi ? 0 : remainder
  }

  /// The same direction in −π ... π: the signed turn from north, or between two bearings given as their difference.
  @inlinable
  public static func normalisedSignedRadians(_ radians: Double) -> Double {
    if radians.magnitude <= Elementary.pi { return radians }
    let positive = normalisedRadians(radians)
    return positive > Elementary.pi ? positive - Elementary.twoPi : positive
  }

  /// The same direction in 0 ..< 360 degrees; NaN for what is not finite.
  @inlinable
  public static func normalisedDegrees(_ degrees: Double) -> Double {
    if degrees >= 0 && degrees < 360 { return degrees }
    let remainder = degrees - (degrees / 360).rounded(.down) * 360
    if remainder < 0 { return remainder + 360 < 360 ? remainder + 360 : 0 }
    return remainder >= 360 ? 0 : remainder
  }

  @inlinable public var normalised: Angle { Angle(radians: Angle.normalisedRadians(radians)) }
  @inlinable public var normalisedSigned: Angle { Angle(radians: Angle.normalisedSignedRadians(radians)) }
}
