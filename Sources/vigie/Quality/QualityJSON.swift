import Geodesy
import Surveillance
import Tracking

extension QualityReport {
  /// The report as one JSON object on one line; docs/guides/track-quality.md says what each member means.
  var json: String {
    var line = JSONLine()
    line.add("sensors", Self.list(sensors.map(Self.json)))
    line.add("tracks", Self.list(classes.map(Self.json)))
    line.add("addresses", String(addresses.count))
    line.add("addresses_continuous", String(addresses.count - returned.count - broken.count))
    line.add("addresses_returned", String(returned.count))
    line.add("addresses_fixed", String(fixed))
    line.add("addresses_displaced_plots", String(displaced))
    line.add("addresses_left_out", String(addressesLeftOut))
    line.add("addresses_broken", Self.list(broken.map(Self.json)))
    return line.text
  }

  private static func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

  private static func json(_ sensor: Sensor) -> String {
    let quality = sensor.quality
    func degrees(_ radians: Double?) -> String? { number(radians.map { Angle.degrees(fromRadians: $0) }, 5) }
    var line = JSONLine()
    line.add("sensor", JSONLine.quoted(JSONLine.escaped(sensor.name)))
    line.add("plots", String(quality.plots))
    line.add("reports", String(quality.tally.total))
    line.add("used_share", number(quality.usedShare, 4))
    line.add("late", String(quality.tally.late))
    line.add("echoes", String(quality.tally.echoes))
    line.add("detection_probability", number(quality.detectionProbability, 4))
    line.add("turns", String(quality.turns))
    line.add("false_plots", String(quality.falsePlots))
    line.add("false_plots_per_turn", number(quality.falsePlotsPerTurn, 4))
    line.add("range_residual_mean_m", number(quality.rangeResidualMetres.mean, 2))
    line.add("range_residual_rms_m", number(quality.rangeResidualMetres.rootMeanSquare, 2))
    line.add("range_expected_sigma_m", number(quality.rangeSigmaMetres.rootMeanSquare, 2))
    line.add("azimuth_residual_mean_deg", degrees(quality.azimuthResidualRadians.mean))
    line.add("azimuth_residual_rms_deg", degrees(quality.azimuthResidualRadians.rootMeanSquare))
    line.add("azimuth_expected_sigma_deg", degrees(quality.azimuthSigmaRadians.rootMeanSquare))
    line.add("range_normalised_rms", number(quality.normalisedRange.rootMeanSquare, 3))
    line.add("azimuth_normalised_rms", number(quality.normalisedAzimuth.rootMeanSquare, 3))
    line.add("distance_rms_m", number(quality.distanceMetres.rootMeanSquare, 2))
    line.add("nis_over_dof", number(quality.normalisedInnovation.mean, 4))
    line.add("registration_range_m", number(sensor.registration?.offsets.rangeMetres, 2))
    line.add("registration_azimuth_deg", degrees(sensor.registration?.offsets.azimuthRadians))
    line.add("registration_range_sigma_m", number(sensor.registration?.sigma.rangeMetres, 2))
    line.add("registration_azimuth_sigma_deg", degrees(sensor.registration?.sigma.azimuthRadians))
    line.add("registration_clock_s", number(sensor.registration?.offsets.clockSeconds, 4))
    line.add("registration_clock_sigma_s", number(sensor.registration?.sigma.clockSeconds, 4))
    line.add("registration_pairs", sensor.registration.map { String($0.pairs) })
    line.add("lateness_mean_s", number(quality.lateness.seconds.mean, 4))
    line.add("lateness_median_s", number(quality.lateness.quantile(0.5), 3))
    line.add("lateness_p95_s", number(quality.lateness.quantile(0.95), 3))
    return line.text
  }

  private static func json(_ tracks: TrackClassQuality) -> String {
    var line = JSONLine()
    line.add("class", JSONLine.quoted(tracks.kind.name))
    line.add("tracks", String(tracks.tracks))
    line.add("length_mean_s", number(tracks.lengthSeconds.mean, 1))
    line.add("update_probability", number(tracks.updateProbability, 4))
    line.add("gaps", String(tracks.gaps))
    line.add("broken", String(tracks.broken))
    line.add("nis_over_dof", number(tracks.normalisedInnovation.mean, 4))
    line.add("sigma_mean_m", number(tracks.sigmaMetres.mean, 1))
    return line.text
  }

  private static func json(_ address: AddressContinuity) -> String {
    var line = JSONLine()
    line.add("address", JSONLine.quoted(address.address.description))
    line.add("plots", String(address.plots))
    line.add("in_tracks", String(address.taken))
    line.add("first_track", address.firstNumber.map { String($0.rawValue) })
    line.add("last_track", address.lastNumber.map { String($0.rawValue) })
    line.add("changes", String(address.changes))
    line.add("longest_plot_gap_s", number(address.longestPlotGapSeconds, 2))
    line.add("longest_track_gap_s", number(address.longestTakenGapSeconds, 2))
    line.add("reason", JSONLine.quoted(reason(address)))
    return line.text
  }

  private static func number(_ value: Double?, _ places: Int) -> String? {
    value.flatMap { JSONLine.rounded($0, places: places) }
  }
}
