import Geodesy
import Surveillance

/// Measurements taken in the order they were made, in whatever order they came.
extension LiveTrack {
  /// Takes a measurement into the filter in its place among those taken before; gives the logarithm of the density of
  /// its place, per m².
  ///
  /// One that is older than the filter's estimate by less than ``TrackerParameters/slightLatenessSeconds`` is compared
  /// with the estimate moved back; one that is older makes the filter start again from before it. Where what the track
  /// remembers does not reach back that far, the estimate is moved back after all.
  mutating func filter(
    _ measured: TakenMeasurement, parameters: TrackerParameters, models: MotionModelSet
  ) -> Double {
    if isSpeedOpen, let density = takeSecond(measured, parameters: parameters, models: models) { return density }
    let behind = motion.time.seconds(since: measured.time)
    if behind <= 0 {
      recent.keepIfDue(motion, before: measured.time)
      recent.insert(measured)
      return motion.update(measured, models: models)
    }
    let isSlight = behind <= parameters.slightLatenessSeconds
    if !isSlight, let density = refilter(with: measured, models: models) { return density }
    var density = 0.0
    if let place = measured.measuredPlace {
      density =
        motion.fit(of: place, covariance: measured.covariance, at: measured.time, models: models).logLikelihood
    }
    _ = motion.update(measured, models: models)
    recent.insert(measured)
    if isSlight { recent.dropCheckpoints(after: measured.time) }
    return density
  }

  /// Takes the second place of a track whose speed is open; nil where the measurement tells the speed itself.
  private mutating func takeSecond(
    _ measured: TakenMeasurement, parameters: TrackerParameters, models: MotionModelSet
  ) -> Double? {
    isSpeedOpen = false
    guard measured.velocity == nil, let place = measured.measuredPlace else { return nil }
    recent.insert(measured)
    return motion.takeSecondPlace(
      place, covariance: measured.covariance, at: measured.time, classes: parameters.speedClasses, models: models)
  }

  /// Starts again from the last state not later than a measurement, takes it and all that is later; nil, and nothing
  /// done, where there is no such state.
  private mutating func refilter(with late: TakenMeasurement, models: MotionModelSet) -> Double? {
    guard let checkpoint = recent.checkpoint(notAfter: late.time) else { return nil }
    var again = recent.motion(at: checkpoint, plane: motion.plane, agility: motion.agility, models: models)
    var rewritten = recent
    rewritten.insert(late)
    rewritten.dropCheckpoints(after: again.time)
    // The measurement is the last of those made at its time.
    let own = rewritten.firstIndex(after: late.time) - 1
    var density = 0.0
    for index in rewritten.firstIndex(after: again.time)..<rewritten.measurements.count {
      let measurement = rewritten.measurements[index]
      rewritten.keepIfDue(again, before: measurement.time)
      let logLikelihood = again.update(measurement, models: models)
      // What these measurements tell of it was learnt when they came first.
      again.agility = motion.agility
      if index == own { density = logLikelihood }
    }
    guard again.estimate.isSound else { return nil }
    recent = rewritten
    motion = again
    return density
  }

  /// The filter as it stood at an earlier time, knowing what had been measured by then and no more; nil where what the
  /// track remembers does not reach back.
  func motion(asOf time: SurveillanceTime, models: MotionModelSet) -> TrackMotion? {
    guard let checkpoint = recent.checkpoint(notAfter: time) else { return nil }
    var past = recent.motion(at: checkpoint, plane: motion.plane, agility: motion.agility, models: models)
    var index = recent.firstIndex(after: past.time)
    while index < recent.measurements.count, recent.measurements[index].time <= time {
      _ = past.update(recent.measurements[index], models: models)
      index += 1
    }
    return past
  }

  /// Lays the plane anew at the estimate's place.
  mutating func reanchor() {
    let (former, shift) = (motion.plane, motion.estimate.position)
    motion.reanchor()
    let east = rotated(Vector2(east: 1, north: 0), from: former, to: motion.plane)
    let north = rotated(Vector2(east: 0, north: 1), from: former, to: motion.plane)
    recent.turn(by: Matrix2(ee: east.east, en: north.east, ne: east.north, nn: north.north), from: shift)
  }
}

extension TrackMotion {
  /// Takes in a measurement; gives the logarithm of the density of its place.
  mutating func update(_ measured: TakenMeasurement, models: MotionModelSet) -> Double {
    update(
      place: measured.measuredPlace, covariance: measured.covariance, velocity: measured.velocity, at: measured.time,
      models: models)
  }
}
