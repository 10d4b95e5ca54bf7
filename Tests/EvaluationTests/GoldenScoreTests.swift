import Evaluation
import Foundation
import Geodesy
import TestSupport
import Testing

/// The reference scorer's figures for a small scenario.
///
/// `Golden/make.py` makes truth and tracks. `Golden/score.json` is what the benchmark's `tools/score.py --json` (numpy 2.4.6,
/// scipy 1.17.1) printed for them, `Golden/score.txt` without `--json`.
@Suite struct GoldenScoreTests {
  private static let folder = TestData.packageFolder.appendingPathComponent("Tests/EvaluationTests/Golden")

  private struct Line: Decodable {
    var t: Double
    var track: Track
    var lat, lon, vn, ve: Double
    var alt_m, vz, sig_m: Double?

    struct Track: Decodable {
      var name: String
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        name = try (try? container.decode(Int.self)).map(String.init) ?? container.decode(String.self)
      }
    }
  }

  private func truth() throws -> [TruthSample] {
    let text = try String(contentsOf: Self.folder.appendingPathComponent("truth.csv"), encoding: .utf8)
    return try text.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",").map(String.init)
      let numbers = try fields.enumerated().map { try $0 == 1 ? 0 : #require(Double($1)) }
      return TruthSample(
        target: fields[1], timeSeconds: numbers[0], latitudeRadians: Angle.radians(fromDegrees: numbers[2]),
        longitudeRadians: Angle.radians(fromDegrees: numbers[3]), heightMetres: numbers[4],
        northMetresPerSecond: numbers[5], eastMetresPerSecond: numbers[6], upMetresPerSecond: numbers[7],
        turnRadiansPerSecond: Angle.radians(fromDegrees: numbers[8]), isCovered: numbers[9] == 1)
    }
  }

  private func tracks() throws -> [TrackRecord] {
    let text = try String(contentsOf: Self.folder.appendingPathComponent("tracks.jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map { text in
      let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
      return TrackRecord(
        track: line.track.name, timeSeconds: line.t, latitudeRadians: Angle.radians(fromDegrees: line.lat),
        longitudeRadians: Angle.radians(fromDegrees: line.lon), heightMetres: line.alt_m,
        northMetresPerSecond: line.vn, eastMetresPerSecond: line.ve, upMetresPerSecond: line.vz, sigmaMetres: line.sig_m
      )
    }
  }

  @Test func agreesWithTheReferenceScorerInEveryFigure() throws {
    let score = Scene.score(try truth(), try tracks())
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("score.json"))
    let golden = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let nested = try #require(golden["esassp"] as? [String: Any])
    var compared = 0
    for (name, value) in Self.figures(of: score) {
      let parts = name.split(separator: ".").map(String.init)
      let expected = (parts.count == 2 ? nested[parts[1]] : golden[name]) as? NSNumber
      #expect(agree(value, expected?.doubleValue, within: 1e-9), "\(name): \(value ?? .nan), expected \(expected ?? 0)")
      compared += 1
    }
    #expect(compared == golden.count - 1 + nested.count)
  }

  private static func figures(of score: TrackScore) -> [(String, Double?)] {
    let (gospa, siap, accuracy) = (score.gospa, score.siap, score.accuracy)
    let (continuity, initiation, tracks, esassp) = (score.continuity, score.initiation, score.tracks, score.esassp)
    return [
      ("gospa", gospa.meanMetres), ("gospa_per_target", gospa.perTargetMetres),
      ("gospa_loc_rms", gospa.localisationRMSMetres), ("gospa_share_loc", gospa.localisationShare),
      ("missed_mean", gospa.missedMean), ("false_mean", gospa.falseMean), ("targets_mean", gospa.targetsMean),
      ("siap_completeness", siap.completeness), ("siap_ambiguity", siap.ambiguity),
      ("siap_spurious", siap.spuriousness), ("pos_rmse_m", accuracy.positionRMSMetres),
      ("pos_p50_m", accuracy.positionMedianMetres), ("pos_p95_m", accuracy.position95Metres),
      ("vel_p50_ms", accuracy.velocityMedianMetresPerSecond), ("vel_rmse_ms", accuracy.velocityRMSMetresPerSecond),
      ("alt_mean_abs_m", accuracy.heightMeanAbsoluteMetres), ("vz_rmse_ms", accuracy.verticalRateRMSMetresPerSecond),
      ("nees_over_dof", accuracy.nees), ("id_switches", Double(continuity.identitySwitches)),
      ("breaks", Double(continuity.breaks)), ("switch_per_target_hour", continuity.switchesPerTargetHour),
      ("continuity_ls", continuity.longestStretchShare), ("init_latency_med_s", initiation.medianSeconds),
      ("init_latency_p95_s", initiation.percentile95Seconds), ("never_tracked", Double(initiation.neverTracked)),
      ("tracks_total", Double(tracks.total)), ("tracks_never_on_truth", Double(tracks.neverOnTruth)),
      ("false_track_s_per_h", tracks.falseSecondsPerHour), ("esassp.prob_update", esassp.updateProbability),
      ("esassp.long_gap_ratio", esassp.longGapRatio), ("esassp.h_rms_m", esassp.horizontalRMSMetres),
      ("esassp.h_rms_worst_flight_m", esassp.horizontalRMSWorstFlightMetres),
      ("esassp.consec3_over_926m_ratio", esassp.consecutiveLargeErrorsRatio),
      ("esassp.speed_rms_straight_ms", esassp.speedRMSStraightMetresPerSecond),
      ("esassp.speed_rms_turn_ms", esassp.speedRMSTurningMetresPerSecond),
      ("esassp.angle_rms_straight_deg", esassp.angleRMSStraightDegrees),
      ("esassp.angle_rms_turn_deg", esassp.angleRMSTurningDegrees),
      ("esassp.alt_within_300ft", esassp.heightWithin300FeetShare), ("eval_times", Double(score.scoringTimes)),
      ("c_m", score.settings.cutoffMetres),
    ]
  }
}
