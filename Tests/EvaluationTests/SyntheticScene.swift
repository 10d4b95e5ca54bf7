import Evaluation
import Geodesy

/// A made-up place 46° N 6° E, and metres about it by the radii of curvature there.
enum Scene {
  static let latitudeRadians = Angle.radians(fromDegrees: 46)
  static let longitudeRadians = Angle.radians(fromDegrees: 6)

  static func place(east: Double, north: Double) -> (latitude: Double, longitude: Double) {
    let meridian = WGS84.radiusOfCurvatureMetres(latitudeRadians: latitudeRadians, azimuthRadians: 0)
    let across = WGS84.radiusOfCurvatureMetres(latitudeRadians: latitudeRadians, azimuthRadians: Elementary.halfPi)
    return (
      latitudeRadians + north / meridian, longitudeRadians + east / (across * Elementary.cos(latitudeRadians))
    )
  }

  static func truth(
    _ target: String, at time: Double, east: Double, north: Double = 0, isCovered: Bool = true
  ) -> TruthSample {
    let place = place(east: east, north: north)
    return TruthSample(
      target: target, timeSeconds: time, latitudeRadians: place.latitude, longitudeRadians: place.longitude,
      isCovered: isCovered)
  }

  static func track(
    _ track: String, at time: Double, east: Double, north: Double = 0, eastSpeed: Double = 0, sigma: Double? = nil,
    source: TrackSource? = nil
  ) -> TrackRecord {
    let place = place(east: east, north: north)
    return TrackRecord(
      track: track, timeSeconds: time, latitudeRadians: place.latitude, longitudeRadians: place.longitude,
      eastMetresPerSecond: eastSpeed, sigmaMetres: sigma, source: source)
  }

  static func score(_ truth: [TruthSample], _ tracks: [TrackRecord], hold: Double = 4) -> TrackScore {
    TrackScore(truth: truth, tracks: tracks, settings: ScoringSettings(holdSeconds: hold))
  }
}

/// Whether two numbers agree to a part in a million.
func agree(_ one: Double?, _ other: Double?, within share: Double = 1e-6) -> Bool {
  guard let one, let other else { return one == nil && other == nil }
  return abs(one - other) <= share * max(abs(one), abs(other), 1e-6)
}
