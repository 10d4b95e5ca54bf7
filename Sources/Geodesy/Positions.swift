/// A place by geodetic latitude, longitude and height on WGS-84.
@frozen
public struct GeodeticPosition: Hashable, Sendable {
  /// North positive, −π/2 ... π/2.
  public var latitudeRadians: Double
  /// East positive, −π ... π.
  public var longitudeRadians: Double
  /// Above the ellipsoid; zero where nothing better is known.
  public var height: EllipsoidalHeight

  @inlinable
  public init(
    latitudeRadians: Double, longitudeRadians: Double, height: EllipsoidalHeight = EllipsoidalHeight(metres: 0)
  ) {
    self.latitudeRadians = latitudeRadians
    self.longitudeRadians = longitudeRadians
    self.height = height
  }

  @inlinable
  public init(latitudeDegrees: Double, longitudeDegrees: Double, heightMetres: Double = 0) {
    latitudeRadians = Angle.radians(fromDegrees: latitudeDegrees)
    longitudeRadians = Angle.radians(fromDegrees: longitudeDegrees)
    height = EllipsoidalHeight(metres: heightMetres)
  }

  @inlinable public var latitudeDegrees: Double { Angle.degrees(fromRadians: latitudeRadians) }
  @inlinable public var longitudeDegrees: Double { Angle.degrees(fromRadians: longitudeRadians) }

  /// Whether every coordinate is finite and the latitude lies between the poles.
  @inlinable
  public var isValid: Bool {
    latitudeRadians.magnitude <= Elementary.halfPi && longitudeRadians.isFinite && height.metres.isFinite
  }
}

/// A place in the Earth-centred, Earth-fixed frame of WGS-84: x to 0° N 0° E, y to 0° N 90° E, z to the north pole.
@frozen
public struct ECEFPosition: Hashable, Sendable {
  public var xMetres: Double
  public var yMetres: Double
  public var zMetres: Double

  @inlinable
  public init(xMetres: Double, yMetres: Double, zMetres: Double) {
    self.xMetres = xMetres
    self.yMetres = yMetres
    self.zMetres = zMetres
  }

  /// The straight-line distance, in metres.
  @inlinable
  public func distanceMetres(to other: ECEFPosition) -> Double {
    let dx = xMetres - other.xMetres
    let dy = yMetres - other.yMetres
    let dz = zMetres - other.zMetres
    return (dx * dx + dy * dy + dz * dz).squareRoot()
  }
}

extension ECEFPosition {
  public init(_ position: GeodeticPosition) {
    self.init(
      height: position.height, latitude: Elementary.sincos(position.latitudeRadians),
      longitude: Elementary.sincos(position.longitudeRadians))
  }

  /// The place at a height above the ellipsoid, of the sines and cosines of its angles.
  init(height: EllipsoidalHeight, latitude: (sin: Double, cos: Double), longitude: (sin: Double, cos: Double)) {
    let w = 1 - WGS84.eccentricitySquared * latitude.sin * latitude.sin
    let primeVertical = WGS84.semiMajorAxisMetres / w.squareRoot()
    let fromAxis = (primeVertical + height.metres) * latitude.cos
    xMetres = fromAxis * longitude.cos
    yMetres = fromAxis * longitude.sin
    zMetres = (primeVertical * (1 - WGS84.eccentricitySquared) + height.metres) * latitude.sin
  }

  /// The place on the ellipsoid beneath another.
  public init(beneath position: ECEFPosition) {
    let vertical = position.vertical
    self.init(
      height: EllipsoidalHeight(metres: 0), latitude: (vertical.sinLatitude, vertical.cosLatitude),
      longitude: position.longitude)
  }

  /// Sine and cosine of the longitude; those of nought on the axis.
  var longitude: (sin: Double, cos: Double) { ECEFPosition.unit(yMetres, xMetres) }

  /// The height above the ellipsoid and the sine and cosine of the geodetic latitude, without trigonometry.
  ///
  /// Bowring's iteration on the parametric latitude, twice: the error is below a micrometre from −10 km to 1000 km of
  /// height. The Earth's centre gives the north pole's vertical.
  var vertical: (heightMetres: Double, sinLatitude: Double, cosLatitude: Double) {
    let a = WGS84.semiMajorAxisMetres
    let b = WGS84.semiMinorAxisMetres
    let fromAxis = (xMetres * xMetres + yMetres * yMetres).squareRoot()
    guard fromAxis > 0 || zMetres != 0 else { return (-b, 1, 0) }
    var (sinBeta, cosBeta) = ECEFPosition.unit(zMetres * a, fromAxis * b)
    var (sinLatitude, cosLatitude) = (0.0, 1.0)
    for pass in 0..<2 {
      if pass > 0 { (sinBeta, cosBeta) = ECEFPosition.unit((1 - WGS84.flattening) * sinLatitude, cosLatitude) }
      (sinLatitude, cosLatitude) = ECEFPosition.unit(
        zMetres + WGS84.secondEccentricitySquared * b * (sinBeta * sinBeta * sinBeta),
        max(0, fromAxis - WGS84.eccentricitySquared * a * (cosBeta * cosBeta * cosBeta)))
    }
    let w = (1 - WGS84.eccentricitySquared * sinLatitude * sinLatitude).squareRoot()
    return (fromAxis * cosLatitude + zMetres * sinLatitude - a * w, sinLatitude, cosLatitude)
  }

  private static func unit(_ y: Double, _ x: Double) -> (sin: Double, cos: Double) {
    let length = (y * y + x * x).squareRoot()
    return length > 0 ? (y / length, x / length) : (0, 1)
  }

  /// The height above the ellipsoid.
  public var height: EllipsoidalHeight { EllipsoidalHeight(metres: vertical.heightMetres) }
}

extension GeodeticPosition {
  /// The geodetic position of a place, to better than a millimetre from −10 km to 1000 km of height.
  public init(_ position: ECEFPosition) {
    let vertical = position.vertical
    latitudeRadians = Elementary.atan2(vertical.sinLatitude, vertical.cosLatitude)
    longitudeRadians = Elementary.atan2(position.yMetres, position.xMetres)
    height = EllipsoidalHeight(metres: vertical.heightMetres)
  }
}
