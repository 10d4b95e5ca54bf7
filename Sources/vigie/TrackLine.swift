import AirPicture
import Geodesy
import Surveillance

/// Tracks as JSON lines; docs/formats/track-lines.md says what each member means.
enum TrackLine {
  /// One track at one time.
  /// - Parameters:
  ///   - detail: All that is known of it, where that is to be written.
  ///   - name: What to call a sensor.
  static func text(
    of entry: PictureTrack, as track: SystemTrack, settings: PictureSettings, detail: TrackEstimateDetail?,
    name: (SensorNumber) -> String
  ) -> String {
    var line = JSONLine()
    line.add("t", seconds(track.time))
    line.add("track", String(track.number.rawValue))
    line.add("status", JSONLine.quoted(status(of: track)))
    line.add("page", track.page == .map ? nil : String(track.page.rawValue))
    line.add("lat", JSONLine.rounded(Angle.degrees(fromRadians: track.latitudeRadians), places: 7))
    line.add("lon", JSONLine.rounded(Angle.degrees(fromRadians: track.longitudeRadians), places: 7))
    line.add("level", DisplayedLevel(of: track, settings: settings).map { JSONLine.quoted($0.text) })
    line.add("flight_level", track.pressureAltitude.flatMap { JSONLine.rounded($0.flightLevel, places: 2) })
    if track.isVelocityKnown {
      let velocity = track.velocity
      let speed = Elementary.hypot(velocity.eastMetresPerSecond, velocity.northMetresPerSecond)
      let angle = Elementary.atan2(velocity.eastMetresPerSecond, velocity.northMetresPerSecond)
      line.add("groundspeed_kt", JSONLine.rounded(Speed(metresPerSecond: speed).knots, places: 1))
      line.add("track_deg", JSONLine.rounded(Angle.normalisedDegrees(Angle.degrees(fromRadians: angle)), places: 1))
    }
    line.add(
      "vertical_rate_fpm",
      track.verticalRateMetresPerSecond.flatMap {
        JSONLine.rounded(VerticalRate(metresPerSecond: $0).feetPerMinute, places: 0)
      })
    line.add("sigma_m", JSONLine.rounded(track.positionSigmaMetres, places: 1))
    line.add("callsign", track.callsign.map { JSONLine.quoted($0.description) })
    line.add("mode_3a", track.mode3A.map { JSONLine.quoted($0.code.description) })
    line.add("address", track.modeSAddress.map { JSONLine.quoted($0.description) })
    line.add("on_ground", track.isOnGround ? "true" : nil)
    line.add("external", track.external == nil ? nil : "true")
    line.add("identity", JSONLine.quoted("\(entry.identification.identity)"))
    line.add("means", String(track.means.rawValue))
    if !track.alsoTracked.isEmpty { line.add("also", also(track, name: name)) }
    if let detail { line.add(detail, at: track.time, name: name) }
    return line.text
  }

  /// The end of a track.
  static func ended(_ number: TrackNumber, at time: SurveillanceTime) -> String {
    var line = JSONLine()
    line.add("t", seconds(time))
    line.add("track", String(number.rawValue))
    line.add("status", JSONLine.quoted("ended"))
    return line.text
  }

  /// Other systems' tracks of the aircraft.
  private static func also(_ track: SystemTrack, name: (SensorNumber) -> String) -> String {
    let others = track.alsoTracked.map { other in
      var line = JSONLine()
      line.add("sensor", JSONLine.quoted(name(other.sensor)))
      line.add("track", String(other.localTrackNumber))
      return line.text
    }
    return "[\(others.joined(separator: ","))]"
  }

  private static func status(of track: SystemTrack) -> String { "\(track.status)" }

  /// Seconds since 1970 with milliseconds.
  private static func seconds(_ time: SurveillanceTime) -> String {
    JSONLine.rounded(Double(time.nanoseconds / 1_000_000) / 1000, places: 3) ?? "0"
  }
}
