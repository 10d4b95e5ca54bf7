import AirPicture
import Geodesy
import Surveillance

/// Tracks as JSON lines; docs/formats/track-lines.md says what each member means.
enum TrackLine {
  /// One change of one track.
  static func text(of entry: PictureTrack, settings: PictureSettings) -> String {
    let track = entry.track
    var line = JSONLine()
    line.add("t", seconds(track.time))
    line.add("track", String(track.number.rawValue))
    line.add("status", quoted(status(of: track)))
    line.add("page", track.page == .map ? nil : String(track.page.rawValue))
    line.add("lat", rounded(Angle.degrees(fromRadians: track.latitudeRadians), places: 7))
    line.add("lon", rounded(Angle.degrees(fromRadians: track.longitudeRadians), places: 7))
    line.add("level", DisplayedLevel(of: track, settings: settings).map { quoted($0.text) })
    line.add("flight_level", track.pressureAltitude.flatMap { rounded($0.flightLevel, places: 2) })
    if track.isVelocityKnown {
      let velocity = track.velocity
      let speed = Elementary.hypot(velocity.eastMetresPerSecond, velocity.northMetresPerSecond)
      let angle = Elementary.atan2(velocity.eastMetresPerSecond, velocity.northMetresPerSecond)
      line.add("groundspeed_kt", rounded(Speed(metresPerSecond: speed).knots, places: 1))
      line.add("track_deg", rounded(Angle.normalisedDegrees(Angle.degrees(fromRadians: angle)), places: 1))
    }
    line.add(
      "vertical_rate_fpm",
      track.verticalRateMetresPerSecond.flatMap { rounded(VerticalRate(metresPerSecond: $0).feetPerMinute, places: 0) })
    line.add("sigma_m", rounded(track.positionSigmaMetres, places: 1))
    line.add("callsign", track.callsign.map { quoted($0.description) })
    line.add("mode_3a", track.mode3A.map { quoted($0.code.description) })
    line.add("address", track.modeSAddress.map { quoted($0.description) })
    line.add("on_ground", track.isOnGround ? "true" : nil)
    line.add("external", track.external == nil ? nil : "true")
    line.add("identity", quoted("\(entry.identification.identity)"))
    line.add("means", String(track.means.rawValue))
    return line.text
  }

  /// The end of a track.
  static func ended(_ number: TrackNumber, at time: SurveillanceTime) -> String {
    var line = JSONLine()
    line.add("t", seconds(time))
    line.add("track", String(number.rawValue))
    line.add("status", quoted("ended"))
    return line.text
  }

  private static func status(of track: SystemTrack) -> String { "\(track.status)" }

  /// Seconds since 1970 with milliseconds.
  private static func seconds(_ time: SurveillanceTime) -> String {
    rounded(Double(time.nanoseconds / 1_000_000) / 1000, places: 3) ?? "0"
  }

  private static func quoted(_ text: String) -> String { "\"\(text)\"" }

  /// Rounded to so many decimals; nil for what is not a number.
  private static func rounded(_ value: Double, places: Int) -> String? {
    guard value.isFinite, abs(value) < 1e15 else { return nil }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
  }
}

/// Members of one JSON object on one line; the values are JSON already.
private struct JSONLine {
  private var members = ""

  mutating func add(_ name: String, _ value: String?) {
    guard let value else { return }
    members += (members.isEmpty ? "" : ",") + "\"\(name)\":\(value)"
  }

  var text: String { "{\(members)}" }
}
