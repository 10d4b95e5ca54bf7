public import Geodesy

/// Covariance of a horizontal position (m²) or velocity (m²/s²), in the axes east and north.
public struct HorizontalCovariance: Hashable, Sendable {
  public var eastEast: Double
  public var eastNorth: Double
  public var northNorth: Double

  /// Makes a covariance of its three numbers.
  public init(eastEast: Double, eastNorth: Double, northNorth: Double) {
    self.eastEast = eastEast
    self.eastNorth = eastNorth
    self.northNorth = northNorth
  }

  /// The same in every direction.
  /// - Parameter sigma: One standard deviation per axis, metres or m/s.
  public init(sigma: Double) {
    self.init(eastEast: sigma * sigma, eastNorth: 0, northNorth: sigma * sigma)
  }

  /// One standard deviation per axis: the root of the mean of both axes' variances.
  public var sigma: Double { ((eastEast + northNorth) / 2).squareRoot() }

  /// The ellipse of one standard deviation: its semi-axes, and the direction of the longer one, clockwise from north,
  /// 0 ..< π.
  public var ellipse: (semiMajor: Double, semiMinor: Double, direction: Angle) {
    let mean = (eastEast + northNorth) / 2
    let half = (northNorth - eastEast) / 2
    let spread = (half * half + eastNorth * eastNorth).squareRoot()
    let direction = spread > 0 ? Elementary.atan2(eastNorth, half) / 2 : 0
    return (
      max(0, mean + spread).squareRoot(), max(0, mean - spread).squareRoot(),
      .radians(direction < 0 ? direction + Elementary.pi : direction)
    )
  }

  /// One standard deviation along a direction, clockwise from north.
  public func sigma(along direction: Angle) -> Double {
    let (sine, cosine) = Elementary.sincos(direction.radians)
    return max(0, sine * sine * eastEast + 2 * sine * cosine * eastNorth + cosine * cosine * northNorth).squareRoot()
  }
}

extension HorizontalCovariance: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(eastEast)
    writer.write(eastNorth)
    writer.write(northNorth)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      eastEast: try reader.double(), eastNorth: try reader.double(), northNorth: try reader.double())
  }
}
