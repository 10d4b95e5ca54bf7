/// A place in the east, north, up frame of a ``LocalTangentPlane``.
@frozen
public struct LocalPosition: Hashable, Sendable {
  public var eastMetres: Double
  public var northMetres: Double
  public var upMetres: Double

  @inlinable
  public init(eastMetres: Double, northMetres: Double, upMetres: Double = 0) {
    self.eastMetres = eastMetres
    self.northMetres = northMetres
    self.upMetres = upMetres
  }

  /// The straight-line distance from the plane's origin.
  @inlinable
  public var rangeMetres: Double {
    (eastMetres * eastMetres + northMetres * northMetres + upMetres * upMetres).squareRoot()
  }
}

/// A free vector (a velocity, a difference) in the east, north, up axes of a ``LocalTangentPlane``, in any one unit.
@frozen
public struct LocalVector: Hashable, Sendable {
  public var east: Double
  public var north: Double
  public var up: Double

  @inlinable
  public init(east: Double, north: Double, up: Double = 0) {
    self.east = east
    self.north = north
    self.up = up
  }
}

/// A Cartesian frame that touches the ellipsoid's parallel surface at an origin: east, north and up along the
/// ellipsoidal normal there.
@frozen
public struct LocalTangentPlane: Hashable, Sendable {
  public let origin: GeodeticPosition
  public let originECEF: ECEFPosition
  @usableFromInline let sinLatitude: Double
  @usableFromInline let cosLatitude: Double
  @usableFromInline let sinLongitude: Double
  @usableFromInline let cosLongitude: Double

  public init(origin: GeodeticPosition) {
    self.origin = origin
    let latitude = Elementary.sincos(origin.latitudeRadians)
    let longitude = Elementary.sincos(origin.longitudeRadians)
    (sinLatitude, cosLatitude) = latitude
    (sinLongitude, cosLongitude) = longitude
    originECEF = ECEFPosition(height: origin.height, latitude: latitude, longitude: longitude)
  }

  /// The plane at the place on the ellipsoid beneath another. Its axes agree to the last digits with those of the plane
  /// made of its `origin`, not to the last bit.
  public init(beneath position: ECEFPosition) {
    let vertical = position.vertical
    (sinLatitude, cosLatitude) = (vertical.sinLatitude, vertical.cosLatitude)
    (sinLongitude, cosLongitude) = position.longitude
    origin = GeodeticPosition(
      latitudeRadians: Elementary.atan2(sinLatitude, cosLatitude),
      longitudeRadians: Elementary.atan2(position.yMetres, position.xMetres))
    originECEF = ECEFPosition(
      height: origin.height, latitude: (sinLatitude, cosLatitude), longitude: (sinLongitude, cosLongitude))
  }

  @inlinable
  public func local(_ position: ECEFPosition) -> LocalPosition {
    let vector = axes(
      x: position.xMetres - originECEF.xMetres, y: position.yMetres - originECEF.yMetres,
      z: position.zMetres - originECEF.zMetres)
    return LocalPosition(eastMetres: vector.east, northMetres: vector.north, upMetres: vector.up)
  }

  @inlinable
  public func ecef(_ position: LocalPosition) -> ECEFPosition {
    let vector = LocalVector(east: position.eastMetres, north: position.northMetres, up: position.upMetres)
    let (x, y, z) = earthAxes(vector)
    return ECEFPosition(
      xMetres: originECEF.xMetres + x, yMetres: originECEF.yMetres + y, zMetres: originECEF.zMetres + z)
  }

  public func local(_ position: GeodeticPosition) -> LocalPosition { local(ECEFPosition(position)) }

  public func geodetic(_ position: LocalPosition) -> GeodeticPosition { GeodeticPosition(ecef(position)) }

  /// The same vector in this plane's axes.
  @inlinable
  public func vector(_ vector: LocalVector, from other: LocalTangentPlane) -> LocalVector {
    let (x, y, z) = other.earthAxes(vector)
    return axes(x: x, y: y, z: z)
  }

  /// The vector of an Earth-fixed vector in this plane's axes.
  @inlinable
  public func axes(x: Double, y: Double, z: Double) -> LocalVector {
    let outward = cosLongitude * x + sinLongitude * y
    return LocalVector(
      east: cosLongitude * y - sinLongitude * x,
      north: cosLatitude * z - sinLatitude * outward,
      up: cosLatitude * outward + sinLatitude * z)
  }

  /// This plane's vector in Earth-fixed axes.
  @inlinable
  public func earthAxes(_ vector: LocalVector) -> (x: Double, y: Double, z: Double) {
    let outward = cosLatitude * vector.up - sinLatitude * vector.north
    return (
      cosLongitude * outward - sinLongitude * vector.east,
      sinLongitude * outward + cosLongitude * vector.east,
      sinLatitude * vector.up + cosLatitude * vector.north
    )
  }
}
