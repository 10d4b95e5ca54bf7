import Geodesy
import Surveillance

/// What the tracker knows of a track beyond its place and velocity, as members of a line; docs/formats/track-lines.md says
/// what each means.
extension JSONLine {
  /// - Parameter name: What to call a sensor.
  mutating func add(_ detail: TrackEstimateDetail, at time: SurveillanceTime, name: (SensorNumber) -> String) {
    add("cov", Self.list(detail.track.positionCovariance, places: 1))
    add("vel_cov", Self.list(detail.velocityCovariance, places: 3))
    add("turn_dps", Self.rounded(Angle.degrees(fromRadians: detail.turnRateRadiansPerSecond), places: 3))
    add("acc_along", Self.rounded(detail.alongAccelerationMetresPerSecondSquared, places: 3))
    add("acc_across", Self.rounded(detail.acrossAccelerationMetresPerSecondSquared, places: 3))
    add("mode", Self.mode(detail.modeOfFlight))
    add("models", Self.models(detail.models))
    add("exist", Self.rounded(detail.existenceProbability, places: 4))
    add("quality", String(detail.track.quality))
    add("height_kind", Self.heightKind(of: detail.track).map(Self.quoted))
    if let estimated = detail.track.estimatedHeight {
      add("height_est", Self.rounded(estimated.height.metres, places: 0))
      add("height_sig", Self.rounded(estimated.sigmaMetres, places: 0))
    }
    add("height_age", detail.levelAgeSeconds.flatMap { Self.rounded($0, places: 1) })
    add("ages", Self.ages(detail.ages))
    add("sensors", Self.sensors(of: detail.track, at: time, name: name))
  }

  /// [east, cross term, north].
  private static func list(_ covariance: HorizontalCovariance, places: Int) -> String? {
    let numbers = [covariance.eastEast, covariance.eastNorth, covariance.northNorth]
    let texts = numbers.compactMap { rounded($0, places: places) }
    return texts.count == 3 ? "[\(texts.joined(separator: ","))]" : nil
  }

  private static func mode(_ mode: ModeOfFlight) -> String {
    var line = JSONLine()
    line.add("trans", quoted("\(mode.course)"))
    line.add("longa", quoted("\(mode.groundspeed)"))
    line.add("verta", quoted("\(mode.vertical)"))
    return line.text
  }

  private static func models(_ models: TrackEstimateDetail.ModelProbabilities) -> String {
    var line = JSONLine()
    line.add("straight", rounded(models.straight, places: 3))
    line.add("gentle", rounded(models.gentleManoeuvre, places: 3))
    line.add("strong", rounded(models.strongManoeuvre, places: 3))
    line.add("left", rounded(models.leftTurn, places: 3))
    line.add("right", rounded(models.rightTurn, places: 3))
    return line.text
  }

  private static func ages(_ ages: TrackEstimateDetail.SourceAges) -> String {
    var line = JSONLine()
    for (name, age) in [
      ("psr", ages.primary), ("ssr", ages.secondary), ("mds", ages.modeS), ("ads", ages.adsb),
      ("mlt", ages.multilateration), ("smr", ages.surface), ("rid", ages.remoteID),
    ] {
      line.add(name, age.flatMap { rounded($0, places: 1) })
    }
    return line.text
  }

  private static func sensors(
    of track: SystemTrack, at time: SurveillanceTime, name: (SensorNumber) -> String
  ) -> String {
    let parts = track.contributions.map { part in
      var line = JSONLine()
      line.add("sensor", quoted(name(part.sensor)))
      line.add("age", rounded(max(0, time.seconds(since: part.lastTime)), places: 1))
      return line.text
    }
    return "[\(parts.joined(separator: ","))]"
  }

  /// Of the first height known.
  private static func heightKind(of track: SystemTrack) -> String? {
    if track.pressureAltitude != nil { return "pressure" }
    if track.measuredHeight != nil { return "measured" }
    if track.geometricHeight != nil { return "geometric" }
    return track.estimatedHeight == nil ? nil : "estimated"
  }
}
