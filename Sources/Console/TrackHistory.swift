import AirPicture
import Runtime
import Surveillance

/// Where tracks have been lately, for the detail panel. A convenience of the console: the recording is the record.
struct TrackHistory: Sendable {
  /// One remembered place.
  struct Point: Sendable {
    var time: SurveillanceTime
    var latitudeRadians: Double
    var longitudeRadians: Double
    var hundredsOfFeet: Double?
  }

  /// Seconds between two remembered places at least.
  static let intervalSeconds = 8.0
  /// Places kept of each track: the last ten minutes and a little.
  static let pointsMax = 80

  private var points: [TrackNumber: [Point]] = [:]

  /// Takes in what changed.
  mutating func absorb(_ delta: PictureDelta) {
    if delta.isReset { points = [:] }
    for number in delta.removed { points[number] = nil }
    for entry in delta.changed {
      let track = entry.track
      var line = points[track.number] ?? []
      if let last = line.last, track.time.seconds(since: last.time) < Self.intervalSeconds { continue }
      if line.count == Self.pointsMax { line.removeFirst() }
      line.append(
        Point(
          time: track.time, latitudeRadians: track.latitudeRadians, longitudeRadians: track.longitudeRadians,
          hundredsOfFeet: DisplayedLevel(of: track, settings: delta.settings)?.hundredsOfFeet))
      points[track.number] = line
    }
  }

  /// The remembered places of a track, oldest first.
  subscript(number: TrackNumber) -> [Point] { points[number] ?? [] }
}
