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
    let turnRate = live.motion.turnRate(at: time, parameters: parameters)
    let speed = Vector2(track.velocity).squaredLength.squareRoot()
    return TrackEstimateDetail(
      track: track, velocityCovariance: velocityCovariance, models: models, turnRateRadiansPerSecond: turnRate,
      alongAccelerationMetresPerSecondSquared: live.speedRate,
      acrossAccelerationMetresPerSecondSquared: turnRate * speed,
      modeOfFlight: ModeOfFlight(
        course: models.course, groundspeed: live.groundspeedMode(velocityCovariance),
        vertical: live.verticalMode(at: time, parameters: parameters)),
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

extension TrackEstimateDetail.ModelProbabilities {
  /// The course that is more likely than all others together; turns are summed by side.
  fileprivate var course: ModeOfFlight.Course {
    if rightTurn > 0.5 { return .turningRight }
    if leftTurn > 0.5 { return .turningLeft }
    return straight + gentleManoeuvre > 0.5 ? .constant : .undetermined
  }
}

extension LiveTrack {
  /// Time over which the change of groundspeed is smoothed, seconds.
  private static let speedSeconds = 10.0
  /// A groundspeed that changes by less is constant, m/s² (0.6 kt a second).
  private static let constantSpeedRate = 0.3
  /// A level that changes by less is held, m/s (300 ft/min).
  private static let levelFlightRate = 1.524

  /// Smooths the change of groundspeed; called while `published` still holds the velocity before.
  mutating func noteSpeed(_ velocity: Vector2) {
    let seconds = motion.time.seconds(since: published.lastUpdate)
    guard published.isVelocityKnown, seconds > 0, seconds < 60 else { return }
    let change = velocity.squaredLength.squareRoot() - Vector2(published.velocity).squaredLength.squareRoot()
    speedRate += (change - speedRate * seconds) / (Self.speedSeconds + seconds)
  }

  /// Constant or not as far as the accuracy of the speed can tell: what the smoothed rate may be wrong by is two standard
  /// deviations of the speed over the time of smoothing.
  fileprivate func groundspeedMode(_ covariance: HorizontalCovariance) -> ModeOfFlight.Groundspeed {
    let doubt = 2 * covariance.sigma / Self.speedSeconds
    if !published.isVelocityKnown { return .undetermined }
    if speedRate.magnitude > max(Self.constantSpeedRate, doubt) { return speedRate > 0 ? .increasing : .decreasing }
    return doubt > 2 * Self.constantSpeedRate ? .undetermined : .constant
  }

  fileprivate func verticalMode(
    at time: SurveillanceTime, parameters: TrackerParameters
  ) -> ModeOfFlight.Vertical {
    guard level(at: time, parameters: parameters) != nil else { return .undetermined }
    let rate = level.rateMetresPerSecond
    if rate.magnitude < Self.levelFlightRate { return .level }
    return rate > 0 ? .climbing : .descending
  }
}
