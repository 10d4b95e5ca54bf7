import Evaluation
import Testing

/// Scores of scenes small enough to be worked out by hand. The cut-off is 1,000 m, so a miss and a false track cost
/// 1000² / 2 = 500,000 m² each.
@Suite struct TrackScoreTests {
  private static let times: [Double] = [4, 8, 12, 16, 20]

  /// Two targets 20 km apart at each time; `tracks` says what stands there.
  private func score(_ tracks: (Double) -> [TrackRecord]) -> TrackScore {
    let truth = Self.times.flatMap {
      [Scene.truth("A", at: $0, east: 0), Scene.truth("B", at: $0, east: 20_000)]
    }
    return Scene.score(truth, Self.times.flatMap(tracks))
  }

  @Test func perfectTracksCostNothing() {
    let score = score { [Scene.track("1", at: $0, east: 0), Scene.track("2", at: $0, east: 20_000)] }
    #expect(score.gospa.meanMetres == 0 && score.gospa.localisationRMSMetres == 0)
    #expect(score.siap == SIAPFigures(completeness: 1, ambiguity: 1, spuriousness: 0))
    #expect(score.continuity.identitySwitches == 0 && score.continuity.longestStretchShare == 1)
    #expect(score.initiation.medianSeconds == 0 && score.initiation.neverTracked == 0)
    #expect(score.scoringTimes == 5 && score.tracks.total == 2)
  }

  /// Errors of 300 m and 400 m: √(300² + 400²) = 500 m; by two targets, √(250,000 / 2) = 353.55 m, which is the RMS too.
  @Test func distancesAddAsSquares() {
    let score = score { [Scene.track("1", at: $0, east: 300), Scene.track("2", at: $0, east: 20_000, north: 400)] }
    #expect(agree(score.gospa.meanMetres, 500, within: 1e-3))
    #expect(agree(score.gospa.perTargetMetres, 353.553, within: 1e-3))
    #expect(agree(score.gospa.localisationRMSMetres, 353.553, within: 1e-3))
    #expect(score.gospa.localisationShare == 1)
    #expect(agree(score.accuracy.positionMedianMetres, 350, within: 1e-3))
  }

  /// One of two targets without a track: √500,000 = 707.1 m; by two targets 500 m.
  @Test func aMissedTargetCostsHalfOfTheCutoffSquared() {
    let score = score { [Scene.track("1", at: $0, east: 0)] }
    #expect(agree(score.gospa.meanMetres, 707.10678))
    #expect(agree(score.gospa.perTargetMetres, 500))
    #expect(score.gospa.missedMean == 1 && score.gospa.falseMean == 0 && score.gospa.localisationShare == 0)
    #expect(score.siap.completeness == 0.5 && score.initiation.neverTracked == 1)
    #expect(score.marks.count == 5 && score.marks.allSatisfy { $0.kind == .missed && $0.name == "B" })
  }

  /// A track 1,200 m off shows nothing: one missed and one false, √1,000,000 = 1,000 m.
  @Test func aTrackBeyondTheCutoffIsOneMissAndOneFalse() {
    let score = score { [Scene.track("1", at: $0, east: 0), Scene.track("2", at: $0, east: 21_200)] }
    #expect(agree(score.gospa.meanMetres, 1000))
    #expect(score.gospa.missedMean == 1 && score.gospa.falseMean == 1)
    #expect(score.siap.spuriousness == 0.5 && score.tracks.neverOnTruth == 1)
    // Five times of 4 s in 20 s: 3,600 s in an hour.
    #expect(agree(score.tracks.falseSecondsPerHour, 3600))
    // The wide gate of 3 km still sees it as an error: 1,200 m above 926 m in a run of five, half of all errors.
    #expect(score.esassp.updateProbability == 1 && agree(score.esassp.consecutiveLargeErrorsRatio, 0.5))
    #expect(agree(score.esassp.horizontalRMSWorstFlightMetres, 1200, within: 1e-3))
  }

  /// Three tracks on two targets: ambiguity 3/2, and the third is false to GOSPA though not spurious to SIAP.
  @Test func aSecondTrackOnATargetIsAmbiguous() {
    let score = score {
      [
        Scene.track("1", at: $0, east: 0), Scene.track("2", at: $0, east: 20_000),
        Scene.track("3", at: $0, east: 100),
      ]
    }
    #expect(score.siap == SIAPFigures(completeness: 1, ambiguity: 1.5, spuriousness: 0))
    #expect(score.gospa.falseMean == 1 && score.continuity.identitySwitches == 0)
  }

  @Test func swappedNumbersAreTwoSwitches() {
    let score = score {
      [
        Scene.track($0 < 12 ? "1" : "2", at: $0, east: 0),
        Scene.track($0 < 12 ? "2" : "1", at: $0, east: 20_000),
      ]
    }
    #expect(score.continuity.identitySwitches == 2 && score.continuity.breaks == 0)
    // Three of five times under one number.
    #expect(agree(score.continuity.longestStretchShare, 0.6))
    // Two switches, two targets, 20 s.
    #expect(agree(score.continuity.switchesPerTargetHour, 180))
    #expect(score.gospa.meanMetres == 0)
  }

  @Test func aGapUnderOneNumberIsABreak() {
    let score = score { time in
      [Scene.track("2", at: time, east: 20_000)] + (time == 12 ? [] : [Scene.track("1", at: time, east: 0)])
    }
    #expect(score.continuity.breaks == 1 && score.continuity.identitySwitches == 0)
    #expect(score.targets.map(\.breaks) == [1, 0] && score.targets.map(\.trackedTimes) == [4, 5])
    #expect(score.esassp.longGapRatio == 0 && agree(score.esassp.updateProbability, 0.9))
  }

  @Test func gapsOfThreeAreLong() {
    let score = score { time in
      [Scene.track("2", at: time, east: 20_000)] + (time < 16 ? [] : [Scene.track("1", at: time, east: 0)])
    }
    #expect(agree(score.esassp.longGapRatio, 0.3))
    // 0 s and 12 s.
    #expect(score.initiation.medianSeconds == 6 && agree(score.initiation.percentile95Seconds, 11.4))
  }

  @Test func whatNoSensorCouldSeeCostsNothingTrackedOrNot() {
    let truth = Self.times.flatMap {
      [Scene.truth("A", at: $0, east: 0), Scene.truth("B", at: $0, east: 20_000, isCovered: false)]
    }
    for isTracked in [true, false] {
      let tracks = Self.times.flatMap {
        [Scene.track("1", at: $0, east: 0)] + (isTracked ? [Scene.track("2", at: $0, east: 20_000)] : [])
      }
      let score = Scene.score(truth, tracks)
      #expect(score.gospa.meanMetres == 0 && score.gospa.targetsMean == 1)
      #expect(score.siap == SIAPFigures(completeness: 1, ambiguity: 1, spuriousness: 0))
      #expect(score.targets[1].coveredTimes == 0 && score.initiation.neverTracked == 0)
    }
  }

  /// A record two seconds old at 100 m/s east has gone 200 m by the scoring time.
  @Test func oldRecordsAreMovedByTheirVelocity() {
    let score = score {
      [
        Scene.track("1", at: $0 - 2, east: -200, eastSpeed: 100), Scene.track("2", at: $0, east: 20_000),
      ]
    }
    #expect(score.gospa.missedMean == 0)
    #expect((score.accuracy.positionRMSMetres ?? 1000) < 0.01)
  }

  @Test func recordsOlderThanThePeriodServeNoMore() {
    let truth = [Scene.truth("A", at: 10, east: 0), Scene.truth("A", at: 14, east: 0)]
    let score = Scene.score(truth, [Scene.track("1", at: 10, east: 0)])
    #expect(score.steps.map(\.missed) == [0, 1])
  }

  @Test func recordsOfTheFutureServeNotYet() {
    let truth = [Scene.truth("A", at: 10, east: 0), Scene.truth("A", at: 14, east: 0)]
    let score = Scene.score(truth, [Scene.track("1", at: 10.5, east: 0)])
    #expect(score.steps.map(\.missed) == [1, 0])
  }

  /// Errors of 30 m and 60 m under claims of 30 m an axis: 900 / (2 · 900) = 0.5 and 3600 / 1800 = 2, mean 1.25.
  @Test func honestyIsErrorOverClaimByMeans() {
    let score = score {
      [
        Scene.track("1", at: $0, east: 30, sigma: 30, source: .adsb),
        Scene.track("2", at: $0, east: 20_060, sigma: 30, source: .primary),
      ]
    }
    #expect(agree(score.accuracy.nees, 1.25, within: 1e-3))
    #expect(score.accuracy.neesBySource.map(\.source) == [.adsb, .primary])
    #expect(agree(score.accuracy.neesBySource[0].nees, 0.5, within: 1e-3))
    #expect(agree(score.accuracy.neesBySource[1].nees, 2, within: 1e-3))
    #expect(score.accuracy.neesBySource.map(\.pairs) == [5, 5])
  }

  @Test func figuresWithoutAnythingToMeasureAreNil() {
    let score = Scene.score([Scene.truth("A", at: 4, east: 0)], [])
    #expect(
      score.accuracy.positionRMSMetres == nil && score.accuracy.nees == nil && score.accuracy.neesBySource.isEmpty)
    #expect(score.esassp.horizontalRMSMetres == nil && score.initiation.medianSeconds == nil)
    #expect(agree(score.gospa.meanMetres, 707.10678))
    #expect(Scene.score([], []).gospa.meanMetres == nil)
  }

  @Test func numbersThatAreNoneAreLeftOut() {
    var broken = Scene.track("1", at: 4, east: 0)
    broken.latitudeRadians = .nan
    var fast = Scene.track("2", at: 3, east: 0)
    fast.eastMetresPerSecond = 1e300
    let score = Scene.score([Scene.truth("A", at: 4, east: 0)], [broken, fast])
    #expect(score.gospa.missedMean == 1 && score.tracks.total == 1)
  }

  @Test func theOrderOfTheInputDoesNotMatter() {
    let truth = Self.times.flatMap { time in
      (0..<4).map { Scene.truth("T\($0)", at: time, east: Double($0) * 700) }
    }
    let tracks = Self.times.flatMap { time in
      (0..<4).map { Scene.track("\($0)", at: time, east: Double($0) * 650 + time * 3) }
    }
    let forward = Scene.score(truth, tracks)
    let backward = Scene.score(truth.reversed(), tracks.reversed())
    #expect(agree(forward.gospa.meanMetres, backward.gospa.meanMetres, within: 1e-12))
    #expect(forward.siap == backward.siap && forward.continuity == backward.continuity)
  }
}
