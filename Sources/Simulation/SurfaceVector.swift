import Airspace
import Geodesy

/// A vector in Earth-fixed axes; of unit length it stands for a place (the ellipsoid's normal there) or a direction.
/// With it aircraft move along great circles without trigonometry.
struct SurfaceVector: Hashable, Sendable {
  var x: Double
  var y: Double
  var z: Double

  static func + (a: Self, b: Self) -> Self { Self(x: a.x + b.x, y: a.y + b.y, z: a.z + b.z) }
  static func - (a: Self, b: Self) -> Self { Self(x: a.x - b.x, y: a.y - b.y, z: a.z - b.z) }
  static func * (a: Self, scale: Double) -> Self { Self(x: a.x * scale, y: a.y * scale, z: a.z * scale) }

  func dot(_ other: Self) -> Double { x * other.x + y * other.y + z * other.z }

  func cross(_ other: Self) -> Self {
    Self(x: y * other.z - z * other.y, y: z * other.x - x * other.z, z: x * other.y - y * other.x)
  }

  var length: Double { dot(self).squareRoot() }

  /// The same direction with length one; the given one where there is none.
  func normalised(or other: Self) -> Self {
    let length = length
    return length > 1e-12 ? self * (1 / length) : other
  }
}

extension SurfaceVector {
  /// The normal of the ellipsoid at a place.
  init(latitudeRadians: Double, longitudeRadians: Double) {
    let (sinLatitude, cosLatitude) = Elementary.sincos(latitudeRadians)
    let (sinLongitude, cosLongitude) = Elementary.sincos(longitudeRadians)
    self.init(x: cosLatitude * cosLongitude, y: cosLatitude * sinLongitude, z: sinLatitude)
  }

  init(_ place: Vertex) {
    self.init(latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians)
  }

  var latitudeRadians: Double { Elementary.atan2(z, (x * x + y * y).squareRoot()) }
  var longitudeRadians: Double { Elementary.atan2(y, x) }

  /// East at this place; at a pole some direction, always the same.
  var east: SurfaceVector {
    SurfaceVector(x: -y, y: x, z: 0).normalised(or: SurfaceVector(x: 0, y: 1, z: 0))
  }

  /// The direction along the surface from here towards another place; `fallback` where there is none.
  func direction(towards other: SurfaceVector, or fallback: SurfaceVector) -> SurfaceVector {
    (other - self * dot(other)).normalised(or: fallback)
  }

  /// The position in Earth-fixed metres of the point `height` above the ellipsoid here.
  func ecef(height: EllipsoidalHeight) -> ECEFPosition {
    let primeVertical = WGS84.semiMajorAxisMetres / (1 - WGS84.eccentricitySquared * z * z).squareRoot()
    let fromAxis = primeVertical + height.metres
    return ECEFPosition(
      xMetres: fromAxis * x, yMetres: fromAxis * y,
      zMetres: (primeVertical * (1 - WGS84.eccentricitySquared) + height.metres) * z)
  }

  /// The distance over ground in metres on the mean sphere (within 0.6 %), for places less than a quarter turn apart.
  func distanceMetres(to other: SurfaceVector) -> Double {
    let chord = (self - other).length
    // The arc of a chord c on the unit sphere: 2 asin(c/2) = c + c³/24 + 3c⁵/640 + …
    let square = chord * chord
    return WGS84.meanRadiusMetres * chord * (1 + square / 24 + 3 * square * square / 640)
  }
}
