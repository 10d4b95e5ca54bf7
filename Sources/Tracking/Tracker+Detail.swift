public import Surveillance
import Geodesy

/// What is said of a track when somebody asks for more than ``SystemTrack`` carries.
extension Tracker {
  /// What the tracker knows of one of its own tracks, as expected at a time; nil where there is none of that number, or
  /// another system owns it.
  ///
  /// Cost: about that of taking in a plot; no state is changed.
  public func detail(of number: TrackNumber, at time: SurveillanceTime) -> TrackEstimateDetail? {
    guard let slot = store.slot(of: number), store.slots[slot].external == nil, let moved = predicted(slot, to: time)
    else { return nil }
    let live = store.slots[slot]
    let (track, velocityCovariance, fusedWith) = fused(moved, slot)
    let models = live.motion.modelProbabilities(at: time, parameters: parameters)
    let speed = Vector2(track.velocity).squaredLength.squareRoot()
    return TrackEstimateDetail(
      track: track, velocityCovariance: velocityCovariance, models: models,
      turnRateRadiansPerSecond: live.trend.turnRate,
      alongAccelerationMetresPerSecondSquared: live.trend.speedRate,
      acrossAccelerationMetresPerSecondSquared: live.trend.turnRate * speed,
      modeOfFlight: live.modeOfFlight(at: time, models, parameters: parameters),
      ages: live.sourceTimes.ages(at: time),
      levelAgeSeconds: live.level.isKnown ? max(0, time.seconds(since: live.level.time)) : nil,
      existenceProbability: existenceProbability(slot), fusedWith: fusedWith)
  }

  /// That a track is of a target at all, by the time of the last step.
  ///
  /// A primary-only track's score is the logarithm of its odds: of each echo the likelihood ratio of target and false
  /// alarm, of each turn without one 1 − detection probability (sequential probability ratio, Wald; Blackman and Popoli
  /// 1999, 6.2). Of a transponder's track: ln 99 at the weight that confirms, growing with the weight to ln 999 at most, less
  /// ln 1/(1 − detection probability) for each whole turn that the sensor missed which missed fewest.
  func existenceProbability(_ slot: Int) -> Double {
    let live = store.slots[slot]
    var logOdds = live.score
    if !live.isPrimaryOnly {
      let missed = max(0, missedScans(slot).rounded(.down))
      let perMiss = -Elementary.log(max(1e-6, 1 - parameters.assumedDetectionProbability))
      let weight = live.confirmationWeight / max(parameters.confirmationWeight, 1e-6)
      logOdds = min(Self.greatestLogOdds, Self.confirmedLogOdds * weight) - min(missed, 100) * perMiss
    }
    return 1 / (1 + Elementary.exp(-max(-40, min(40, logOdds))))
  }

  /// ln 99 and ln 999.
  private static let confirmedLogOdds = 4.595_119_850_134_589
  private static let greatestLogOdds = 6.906_754_778_648_554
}
