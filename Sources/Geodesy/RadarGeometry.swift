/// What a radar antenna measures of a place, in the antenna's own frame.
@frozen
public struct RadarMeasurement: Hashable, Sendable {
  public var slantRangeMetres: Double
  /// Clockwise from true north at the antenna, 0 ..< 2π.
  public var azimuthRadians: Double
  /// Above the antenna's horizontal plane (square to the ellipsoidal normal).
  public var elevationRadians: Double

  @inlinable
  public init(slantRangeMetres: Double, azimuthRadians: Double, elevationRadians: Double) {
    self.slantRangeMetres = slantRangeMetres
    self.azimuthRadians = azimuthRadians
    self.elevationRadians = elevationRadians
  }
}

/// The geometry of one radar: slant range and azimuth to a position and back, exact on the ellipsoid.
@frozen
public struct RadarGeometry: Hashable, Sendable {
  public let plane: LocalTangentPlane

  public var antenna: GeodeticPosition { plane.origin }

  /// - Parameter antenna: The antenna's place with its own ellipsoidal height.
  public init(antenna: GeodeticPosition) {
    plane = LocalTangentPlane(origin: antenna)
  }

  /// Where a target of known height is; nil where an argument is not finite or the range is negative.
  ///
  /// Solved on the sphere that fits the ellipsoid along the azimuth, then corrected by the height error found on the
  /// ellipsoid itself until that is nothing (five times at most): each pass shrinks the error some thousandfold. Where no point at that range has the
  /// height (the target would be above the zenith or below the nadir), the elevation is held at ±90°, so the result's
  /// height differs from the one given.
  /// - Parameters:
  ///   - azimuthRadians: Clockwise from true north.
  ///   - height: The target's height above the ellipsoid.
  public func target(
    slantRangeMetres: Double, azimuthRadians: Double, height: EllipsoidalHeight
  ) -> GeodeticPosition? {
    localTarget(slantRangeMetres: slantRangeMetres, azimuthRadians: azimuthRadians, height: height)
      .map { plane.geodetic($0) }
  }

  /// The same in the antenna's own plane.
  public func localTarget(
    slantRangeMetres range: Double, azimuthRadians: Double, height: EllipsoidalHeight
  ) -> LocalPosition? {
    guard range >= 0, range < RadarGeometry.largestRangeMetres,
      azimuthRadians.magnitude <= Elementary.largestAngleRadians,
      height.metres.magnitude < RadarGeometry.largestRangeMetres
    else { return nil }
    let (sinAzimuth, cosAzimuth) = Elementary.sincos(azimuthRadians)
    let antennaHeight = plane.origin.height.metres
    let radius = WGS84.radiusOfCurvatureMetres(
      latitudeRadians: plane.origin.latitudeRadians, azimuthRadians: azimuthRadians)
    let antennaRadius = radius + antennaHeight
    guard range > 0, antennaRadius > 0 else { return LocalPosition(eastMetres: 0, northMetres: 0) }
    var sphereHeight = height.metres
    var result = LocalPosition(eastMetres: 0, northMetres: 0)
    for _ in 0..<5 {
      let rise = (sphereHeight - antennaHeight) * (2 * radius + sphereHeight + antennaHeight)
      let up = max(-range, min(range, (rise - range * range) / (2 * antennaRadius)))
      let ground = ((range - up) * (range + up)).squareRoot()
      result = LocalPosition(eastMetres: ground * sinAzimuth, northMetres: ground * cosAzimuth, upMetres: up)
      if up.magnitude >= range { break }
      let error = height.metres - plane.ecef(result).height.metres
      if error.magnitude < 1e-5 { break }
      sphereHeight += error
    }
    return result
  }

  /// What the antenna would measure of a place without noise or refraction.
  public func measurement(of position: GeodeticPosition) -> RadarMeasurement {
    measurement(of: plane.local(position))
  }

  /// The same of a place in the antenna's own plane.
  public func measurement(of position: LocalPosition) -> RadarMeasurement {
    let groundSquared = position.eastMetres * position.eastMetres + position.northMetres * position.northMetres
    return RadarMeasurement(
      slantRangeMetres: position.rangeMetres,
      azimuthRadians: Angle.normalisedRadians(Elementary.atan2(position.eastMetres, position.northMetres)),
      elevationRadians: Elementary.atan2(position.upMetres, groundSquared.squareRoot()))
  }

  /// Beyond this (1000 km) no air-surveillance radar measures and the sphere no longer helps.
  public static let largestRangeMetres = 1_000_000.0
}
