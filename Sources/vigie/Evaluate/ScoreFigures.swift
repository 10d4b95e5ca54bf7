import Evaluation
import Foundation

/// A figure of a score with its name, in the order in which figures are printed.
struct ScoreFigure {
  enum Value {
    case real(Double?)
    case count(Int)
  }

  /// The name in text and JSON; a dot parts a group from its member.
  let key: String
  let value: Value
  /// Empty for shares and counts.
  let unit: String
  let meaning: String

  private init(_ key: String, _ value: Double?, _ unit: String, _ meaning: String) {
    self.key = key
    self.value = .real(value)
    self.unit = unit
    self.meaning = meaning
  }

  private init(_ key: String, count: Int, _ meaning: String) {
    self.key = key
    value = .count(count)
    unit = ""
    self.meaning = meaning
  }

  /// Four significant digits; a hyphen where there is nothing.
  var text: String {
    switch value {
    case .real(let number): number.map { String(format: "%.4g", $0) } ?? "-"
    case .count(let count): String(count)
    }
  }

  /// All digits.
  var json: String {
    switch value {
    case .real(let number): number.flatMap { $0.isFinite ? "\($0)" : nil } ?? "null"
    case .count(let count): String(count)
    }
  }

  /// Every figure of a score.
  static func all(of score: TrackScore) -> [ScoreFigure] {
    gospa(score.gospa) + siap(score.siap) + accuracy(score.accuracy) + continuity(score) + esassp(score.esassp) + [
      ScoreFigure("eval_times", count: score.scoringTimes, "scoring times"),
      ScoreFigure("c_m", score.settings.cutoffMetres, "m", "GOSPA's cut-off"),
    ]
  }

  private static func gospa(_ figures: GOSPAFigures) -> [ScoreFigure] {
    [
      ScoreFigure("gospa", figures.meanMetres, "m", "GOSPA, mean over the scoring times"),
      ScoreFigure(
        "gospa_per_target", figures.perTargetMetres, "m", "the same, divided by the targets: scenarios compare"),
      ScoreFigure("gospa_loc_rms", figures.localisationRMSMetres, "m", "RMS distance of assigned pairs"),
      ScoreFigure("gospa_share_loc", figures.localisationShare, "", "part of the cost that is distance"),
      ScoreFigure("missed_mean", figures.missedMean, "", "targets missed at a scoring time"),
      ScoreFigure("false_mean", figures.falseMean, "", "false tracks at a scoring time"),
      ScoreFigure("targets_mean", figures.targetsMean, "", "covered targets at a scoring time"),
    ]
  }

  private static func siap(_ figures: SIAPFigures) -> [ScoreFigure] {
    [
      ScoreFigure("siap_completeness", figures.completeness, "", "share of targets with a track"),
      ScoreFigure("siap_ambiguity", figures.ambiguity, "", "tracks on each tracked target"),
      ScoreFigure("siap_spurious", figures.spuriousness, "", "share of tracks on nothing"),
    ]
  }

  private static func accuracy(_ figures: AccuracyFigures) -> [ScoreFigure] {
    [
      ScoreFigure("pos_rmse_m", figures.positionRMSMetres, "m", "position error, RMS"),
      ScoreFigure("pos_p50_m", figures.positionMedianMetres, "m", "position error, median"),
      ScoreFigure("vel_p50_ms", figures.velocityMedianMetresPerSecond, "m/s", "velocity error, median"),
      ScoreFigure("pos_p95_m", figures.position95Metres, "m", "position error, 95th percentile"),
      ScoreFigure("vel_rmse_ms", figures.velocityRMSMetresPerSecond, "m/s", "velocity error, RMS"),
      ScoreFigure("alt_mean_abs_m", figures.heightMeanAbsoluteMetres, "m", "height error, mean magnitude"),
      ScoreFigure("vz_rmse_ms", figures.verticalRateRMSMetresPerSecond, "m/s", "vertical rate error, RMS"),
      ScoreFigure("nees_over_dof", figures.nees, "", "squared error over the claimed one; 1 is honest"),
    ]
  }

  private static func continuity(_ score: TrackScore) -> [ScoreFigure] {
    let (continuity, initiation, tracks) = (score.continuity, score.initiation, score.tracks)
    return [
      ScoreFigure("id_switches", count: continuity.identitySwitches, "changes of a target's track number"),
      ScoreFigure("breaks", count: continuity.breaks, "tracks found again after a gap"),
      ScoreFigure("switch_per_target_hour", continuity.switchesPerTargetHour, "1/h", "changes per target and hour"),
      ScoreFigure("continuity_ls", continuity.longestStretchShare, "", "longest stretch under one number"),
      ScoreFigure("init_latency_med_s", initiation.medianSeconds, "s", "coverage to track, median"),
      ScoreFigure("init_latency_p95_s", initiation.percentile95Seconds, "s", "coverage to track, 95th percentile"),
      ScoreFigure("never_tracked", count: initiation.neverTracked, "targets that never had a track"),
      ScoreFigure("tracks_total", count: tracks.total, "tracks"),
      ScoreFigure("tracks_never_on_truth", count: tracks.neverOnTruth, "tracks that were never on a target"),
      ScoreFigure("false_track_s_per_h", tracks.falseSecondsPerHour, "s/h", "time tracks spent on nothing"),
    ]
  }

  private static func esassp(_ figures: ESASSPFigures) -> [ScoreFigure] {
    [
      ScoreFigure("esassp.prob_update", figures.updateProbability, "", "probability of update, 3 km gate"),
      ScoreFigure("esassp.long_gap_ratio", figures.longGapRatio, "", "share of times in gaps of three or more"),
      ScoreFigure("esassp.h_rms_m", figures.horizontalRMSMetres, "m", "horizontal error, RMS"),
      ScoreFigure(
        "esassp.h_rms_worst_flight_m", figures.horizontalRMSWorstFlightMetres, "m", "the same of the worst flight"),
      ScoreFigure(
        "esassp.consec3_over_926m_ratio", figures.consecutiveLargeErrorsRatio, "",
        "share of errors above 926 m in runs of three or more"),
      ScoreFigure(
        "esassp.speed_rms_straight_ms", figures.speedRMSStraightMetresPerSecond, "m/s", "speed error, straight flight"),
      ScoreFigure("esassp.speed_rms_turn_ms", figures.speedRMSTurningMetresPerSecond, "m/s", "speed error, turning"),
      ScoreFigure(
        "esassp.angle_rms_straight_deg", figures.angleRMSStraightDegrees, "°", "track angle error, straight flight"),
      ScoreFigure("esassp.angle_rms_turn_deg", figures.angleRMSTurningDegrees, "°", "track angle error, turning"),
      ScoreFigure("esassp.alt_within_300ft", figures.heightWithin300FeetShare, "", "share of heights within 300 ft"),
    ]
  }
}

/// A score as text and as JSON.
enum ScoreText {
  static func lines(_ figures: [ScoreFigure]) -> [String] {
    figures.map { $0.key.padding(toLength: max(28, $0.key.count), withPad: " ", startingAt: 0) + " " + $0.text }
  }

  /// One object; what stands before a dot is an object within it.
  static func json(_ figures: [ScoreFigure]) -> String {
    var lines: [String] = []
    var group: [String] = []
    for (index, figure) in figures.enumerated() {
      let parts = figure.key.split(separator: ".")
      guard parts.count == 2 else {
        lines.append(" \"\(figure.key)\": \(figure.json)")
        continue
      }
      group.append("  \"\(parts[1])\": \(figure.json)")
      let next = figures.indices.contains(index + 1) ? figures[index + 1].key : ""
      if !next.hasPrefix(parts[0] + ".") {
        lines.append(" \"\(parts[0])\": {\n" + group.joined(separator: ",\n") + "\n }")
        group = []
      }
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}"
  }
}
