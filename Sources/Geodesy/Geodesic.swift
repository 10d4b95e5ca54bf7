/// Shortest lines on the WGS-84 ellipsoid (heights are ignored).
///
/// Vincenty's formulae (Survey Review XXIII, 176, 1975): within 0.5 mm of the true geodesic. Nearly antipodal pairs, for
/// which the inverse does not converge in its fixed number of steps, fall back to the great circle on the mean sphere
/// (within 0.6 % of the distance).
public enum Geodesic {
  /// Distance and directions of the shortest line between two places.
  @frozen
  public struct Inverse: Hashable, Sendable {
    public var distanceMetres: Double
    /// Clockwise from true north at the start, 0 ..< 2π.
    public var initialBearingRadians: Double
    /// The direction of travel on arrival, clockwise from true north, 0 ..< 2π.
    public var finalBearingRadians: Double
  }

  /// The most steps of the inverse: past them the pair is nearly antipodal.
  static let mostSteps = 40

  public static func distanceMetres(from start: GeodeticPosition, to end: GeodeticPosition) -> Double {
    inverse(from: start, to: end).distanceMetres
  }

  /// Clockwise from true north, 0 ..< 2π; zero for two equal places.
  public static func initialBearingRadians(from start: GeodeticPosition, to end: GeodeticPosition) -> Double {
    inverse(from: start, to: end).initialBearingRadians
  }

  public static func inverse(from start: GeodeticPosition, to end: GeodeticPosition) -> Inverse {
    let longitude = Angle.normalisedSignedRadians(end.longitudeRadians - start.longitudeRadians)
    let from = Reduced(latitudeRadians: start.latitudeRadians)
    let to = Reduced(latitudeRadians: end.latitudeRadians)
    guard longitude.isFinite, from.sin.isFinite, to.sin.isFinite else {
      return Inverse(distanceMetres: .nan, initialBearingRadians: .nan, finalBearingRadians: .nan)
    }
    return iterate(longitude, from, to) ?? sphere(from: start, to: end)
  }

  /// The place reached from `start` after `distanceMetres` along a geodesic that leaves it on a bearing clockwise from
  /// true north. The height is kept.
  public static func destination(
    from start: GeodeticPosition, bearingRadians: Double, distanceMetres: Double
  ) -> GeodeticPosition {
    let from = Reduced(latitudeRadians: start.latitudeRadians)
    let (sinBearing, cosBearing) = Elementary.sincos(bearingRadians)
    let sigma1 = Elementary.atan2(from.sin, from.cos * cosBearing)
    let sinAlpha = from.cos * sinBearing
    let cosSquaredAlpha = (1 - sinAlpha) * (1 + sinAlpha)
    let series = Series(cosSquaredAlpha: cosSquaredAlpha)
    let spherical = distanceMetres / (WGS84.semiMinorAxisMetres * series.a)
    var arc = Arc(sigma: spherical)
    for _ in 0..<6 {
      let cosTwoSigmaM = Elementary.cos(2 * sigma1 + arc.sigma)
      arc = Arc(sigma: spherical + series.correction(arc, cosTwoSigmaM))
    }
    let cosTwoSigmaM = Elementary.cos(2 * sigma1 + arc.sigma)
    let across = from.sin * arc.sin - from.cos * arc.cos * cosBearing
    let latitude = Elementary.atan2(
      from.sin * arc.cos + from.cos * arc.sin * cosBearing,
      (1 - WGS84.flattening) * (sinAlpha * sinAlpha + across * across).squareRoot())
    let lambda = Elementary.atan2(arc.sin * sinBearing, from.cos * arc.cos - from.sin * arc.sin * cosBearing)
    let change = lambda - longitudeCorrection(arc, sinAlpha, cosSquaredAlpha, cosTwoSigmaM)
    return GeodeticPosition(
      latitudeRadians: latitude,
      longitudeRadians: Angle.normalisedSignedRadians(start.longitudeRadians + change),
      height: start.height)
  }

  // MARK: Vincenty's parts

  /// The sine and cosine of the reduced latitude U, tan U = (1 − f) tan φ.
  private struct Reduced {
    var sin: Double
    var cos: Double

    init(latitudeRadians: Double) {
      let (s, c) = Elementary.sincos(latitudeRadians)
      let reducedSine = (1 - WGS84.flattening) * s
      let length = (reducedSine * reducedSine + c * c).squareRoot()
      sin = reducedSine / length
      cos = c / length
    }
  }

  /// The arc σ on the auxiliary sphere.
  private struct Arc {
    var sigma: Double
    var sin: Double
    var cos: Double

    init(sigma: Double) {
      self.sigma = sigma
      (sin, cos) = Elementary.sincos(sigma)
    }

    init(sin: Double, cos: Double) {
      self.sin = sin
      self.cos = cos
      sigma = Elementary.atan2(sin, cos)
    }
  }

  /// Helmert's expansion parameter k₁ = (√(1+u²) − 1)/(√(1+u²) + 1) gives the series A and B with an error of k₁³.
  private struct Series {
    var a: Double
    var b: Double

    init(cosSquaredAlpha: Double) {
      let root = (1 + cosSquaredAlpha * WGS84.secondEccentricitySquared).squareRoot()
      let k = (root - 1) / (root + 1)
      a = (1 + 0.25 * k * k) / (1 - k)
      b = k * (1 - 0.375 * k * k)
    }

    func correction(_ arc: Arc, _ cosTwoSigmaM: Double) -> Double {
      let c = cosTwoSigmaM
      let first = arc.cos * (2 * c * c - 1)
      let second = b / 6 * c * (4 * arc.sin * arc.sin - 3) * (4 * c * c - 3)
      return b * arc.sin * (c + b / 4 * (first - second))
    }
  }

  private static func longitudeCorrection(
    _ arc: Arc, _ sinAlpha: Double, _ cosSquaredAlpha: Double, _ cosTwoSigmaM: Double
  ) -> Double {
    let f = WGS84.flattening
    let c = f / 16 * cosSquaredAlpha * (4 + f * (4 - 3 * cosSquaredAlpha))
    let inner = cosTwoSigmaM + c * arc.cos * (2 * cosTwoSigmaM * cosTwoSigmaM - 1)
    return (1 - c) * f * sinAlpha * (arc.sigma + c * arc.sin * inner)
  }

  private static func iterate(_ longitude: Double, _ from: Reduced, _ to: Reduced) -> Inverse? {
    var lambda = longitude
    for _ in 0..<mostSteps {
      let (sinLambda, cosLambda) = Elementary.sincos(lambda)
      let east = to.cos * sinLambda
      let north = from.cos * to.sin - from.sin * to.cos * cosLambda
      let sinSigma = (east * east + north * north).squareRoot()
      if sinSigma == 0 && cosLambda > 0 {
        return Inverse(distanceMetres: 0, initialBearingRadians: 0, finalBearingRadians: 0)
      }
      let arc = Arc(sin: sinSigma, cos: from.sin * to.sin + from.cos * to.cos * cosLambda)
      let sinAlpha = sinSigma > 0 ? from.cos * to.cos * sinLambda / sinSigma : 0
      let cosSquaredAlpha = (1 - sinAlpha) * (1 + sinAlpha)
      let cosTwoSigmaM = cosSquaredAlpha > 1e-15 ? arc.cos - 2 * from.sin * to.sin / cosSquaredAlpha : 0
      let next = longitude + longitudeCorrection(arc, sinAlpha, cosSquaredAlpha, cosTwoSigmaM)
      if next.magnitude > Elementary.pi { return nil }
      let change = (next - lambda).magnitude
      lambda = next
      if change < 1e-13 {
        let series = Series(cosSquaredAlpha: cosSquaredAlpha)
        let length = WGS84.semiMinorAxisMetres * series.a * (arc.sigma - series.correction(arc, cosTwoSigmaM))
        let arrival = Elementary.atan2(
          from.cos * sinLambda, from.cos * to.sin * cosLambda - from.sin * to.cos)
        return Inverse(
          distanceMetres: length,
          initialBearingRadians: Angle.normalisedRadians(Elementary.atan2(east, north)),
          finalBearingRadians: Angle.normalisedRadians(arrival))
      }
    }
    return nil
  }

  private static func sphere(from start: GeodeticPosition, to end: GeodeticPosition) -> Inverse {
    let (sin1, cos1) = Elementary.sincos(start.latitudeRadians)
    let (sin2, cos2) = Elementary.sincos(end.latitudeRadians)
    let (sinLambda, cosLambda) = Elementary.sincos(end.longitudeRadians - start.longitudeRadians)
    let east = cos2 * sinLambda
    let north = cos1 * sin2 - sin1 * cos2 * cosLambda
    let angle = Elementary.atan2(
      (east * east + north * north).squareRoot(), sin1 * sin2 + cos1 * cos2 * cosLambda)
    return Inverse(
      distanceMetres: WGS84.meanRadiusMetres * angle,
      initialBearingRadians: Angle.normalisedRadians(Elementary.atan2(east, north)),
      finalBearingRadians: Angle.normalisedRadians(
        Elementary.atan2(cos1 * sinLambda, cos1 * sin2 * cosLambda - sin1 * cos2)))
  }
}
