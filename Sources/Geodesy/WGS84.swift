/// The World Geodetic System 1984 ellipsoid (NGA.STND.0036).
public enum WGS84 {
  /// The semi-major axis a.
  public static let semiMajorAxisMetres = 6_378_137.0
  /// The flattening f.
  public static let flattening = 1 / 298.257223563
  /// The semi-minor axis b = a (1 − f).
  public static let semiMinorAxisMetres = semiMajorAxisMetres * (1 - flattening)
  /// The first eccentricity squared, e² = f (2 − f).
  public static let eccentricitySquared = flattening * (2 - flattening)
  /// The second eccentricity squared, e′² = e² / (1 − e²).
  public static let secondEccentricitySquared = eccentricitySquared / (1 - eccentricitySquared)
  /// The mean radius (2a + b) / 3.
  public static let meanRadiusMetres = 6_371_008.771415059

  /// The radius of curvature of the ellipsoid along an azimuth (Euler's formula).
  public static func radiusOfCurvatureMetres(latitudeRadians: Double, azimuthRadians: Double) -> Double {
    let sinLatitude = Elementary.sin(latitudeRadians)
    let w = 1 - eccentricitySquared * sinLatitude * sinLatitude
    let primeVertical = semiMajorAxisMetres / w.squareRoot()
    let meridian = primeVertical * (1 - eccentricitySquared) / w
    let (sinAzimuth, cosAzimuth) = Elementary.sincos(azimuthRadians)
    let curvature = cosAzimuth * cosAzimuth / meridian + sinAzimuth * sinAzimuth / primeVertical
    return 1 / curvature
  }
}
