import Geodesy

/// A place by latitude and longitude, radians.
struct ScoredPlace {
  var latitudeRadians: Double
  var longitudeRadians: Double
}

extension WGS84 {
  /// Radii of curvature along the meridian and across it, metres.
  static func radiiMetres(latitudeRadians: Double) -> (meridian: Double, primeVertical: Double) {
    let sine = Elementary.sin(latitudeRadians)
    let w = (1 - eccentricitySquared * sine * sine).squareRoot()
    return (semiMajorAxisMetres * (1 - eccentricitySquared) / (w * w * w), semiMajorAxisMetres / w)
  }
}

extension ScoredPlace {
  /// Distance by the radii of curvature half-way: good to better than 0.1 % over the few kilometres that are scored.
  func distanceMetres(to other: ScoredPlace) -> Double {
    let latitude = 0.5 * (latitudeRadians + other.latitudeRadians)
    let radii = WGS84.radiiMetres(latitudeRadians: latitude)
    return Elementary.hypot(
      (latitudeRadians - other.latitudeRadians) * radii.meridian,
      (longitudeRadians - other.longitudeRadians) * radii.primeVertical * Elementary.cos(latitude))
  }

  /// The place after a straight flight of so many metres.
  func moved(northMetres: Double, eastMetres: Double) -> ScoredPlace {
    let radii = WGS84.radiiMetres(latitudeRadians: latitudeRadians)
    return ScoredPlace(
      latitudeRadians: latitudeRadians + northMetres / radii.meridian,
      longitudeRadians: longitudeRadians + eastMetres / (radii.primeVertical * Elementary.cos(latitudeRadians)))
  }
}

/// Metres on a fixed reference: it finds what is near. It shears away from its centre, by less than 30 % within some
/// 2,000 km, which the search allows for; what is found is measured by ``ScoredPlace/distanceMetres(to:)``.
struct ScoringPlane {
  let centre: ScoredPlace

  /// The plane about the mean of places; there must be one.
  init(about places: [ScoredPlace]) {
    let count = Double(places.count)
    centre = ScoredPlace(
      latitudeRadians: places.reduce(0) { $0 + $1.latitudeRadians } / count,
      longitudeRadians: places.reduce(0) { $0 + $1.longitudeRadians } / count)
  }

  /// East and north of the centre, metres.
  func metres(_ place: ScoredPlace) -> SIMD2<Double> {
    let radii = WGS84.radiiMetres(latitudeRadians: place.latitudeRadians)
    return [
      (place.longitudeRadians - centre.longitudeRadians) * radii.primeVertical
        * Elementary.cos(place.latitudeRadians),
      (place.latitudeRadians - centre.latitudeRadians) * radii.meridian,
    ]
  }
}
