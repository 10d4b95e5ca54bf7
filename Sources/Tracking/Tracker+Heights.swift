import Geodesy
import Surveillance

/// Heights that nobody measures, learnt along with the motion: see ``HeightEstimate``.
extension Tracker {
  /// A plot's error for a comparison with a track's motion: what the height's error does to both counts once.
  func innovationNoise(of placed: PlacedReport, _ slot: Int) -> Symmetric2 {
    guard let height = store.slots[slot].height else { return placed.covariance }
    let dt = placed.time.seconds(since: store.slots[slot].motion.time)
    return placed.noise + height.spread(height.positionShift(after: dt) - placed.shiftPerHeight)
  }

  /// The covariance of a motion's position, its height's error included.
  func positionCovariance(of estimate: PlanarEstimate, at time: SurveillanceTime, _ slot: Int) -> Symmetric2 {
    guard let height = store.slots[slot].height else { return estimate.positionCovariance }
    let shift = height.positionShift(after: time.seconds(since: store.slots[slot].motion.time))
    return estimate.positionCovariance + height.spread(shift)
  }

  /// The height that a track's plots have told, as it is known at a time; nil where they have told little, or somebody
  /// measures it.
  func estimatedHeight(of slot: Int, at time: SurveillanceTime) -> EstimatedHeight? {
    guard var height = store.slots[slot].height, height.assumption.isLearnt else { return nil }
    height.drift(seconds: time.seconds(since: store.slots[slot].motion.time), parameters: parameters)
    return EstimatedHeight(height: EllipsoidalHeight(metres: height.metres), sigmaMetres: height.sigmaMetres)
  }

  /// Learns the track's height from a report about to be taken in; gives the report as it is to be taken in, and what
  /// is to be added to the log density of its place.
  mutating func learnHeight(
    _ report: SensorReport, _ placed: PlacedReport, _ slot: Int
  ) -> (placed: PlacedReport, logDensity: Double) {
    guard var height = store.slots[slot].height else { return (placed, 0) }
    if let measured = report.goodLevelMetres ?? report.measuredHeight?.metres ?? report.geometricHeight?.metres {
      let change = height.settle(at: measured)
      moveAlong(&height, by: change, report, placed, slot)
      store.slots[slot].height = nil
      return (placed, 0)
    }
    let dt = placed.time.seconds(since: store.slots[slot].motion.time)
    height.drift(seconds: dt, parameters: parameters)
    if placed.isHeightAssumed, let site = prepared[placed.sensor.index], case .polar(let range, _) = report.position {
      let greatest = site.ceiling(of: height.assumption, range: range, parameters: parameters)
      let change = height.limit(to: greatest)
      moveAlong(&height, by: change, report, placed, slot)
    }
    store.slots[slot].height = height
    var taken = placed
    taken.covariance = innovationNoise(of: placed, slot)
    guard dt >= 0 else { return (taken, 0) }
    guard let shift = tellingShift(of: placed, height, after: dt) else { return (placed.withoutHeightError, 0) }
    let motion = store.slots[slot].motion
    let predicted = motion.predicted(at: placed.time, models: models)
    let change = height.learn(
      motion.local(placed) - predicted.position, shift: shift, noise: predicted.positionCovariance + placed.noise,
      gate: parameters.heightGate)
    // Nothing learnt: what the height may explain stays part of the plot's error.
    guard change.logDensity != 0 else { return (taken, 0) }
    moveAlong(&height, by: change.metres, report, placed, slot)
    store.slots[slot].height = height
    let again = replaced(placed, report, for: slot)
    return (again.withoutHeightError, change.logDensity)
  }

  /// How far a plot's innovation moves with each metre of height; nil where that tells nothing.
  ///
  /// One radar moves plots and track alike. What little remains of a difference is the track's lag behind the geometry,
  /// and a slow turn looks the same: only another view of the target tells its height.
  private func tellingShift(of placed: PlacedReport, _ height: HeightEstimate, after seconds: Double) -> Vector2? {
    let predicted = height.positionShift(after: seconds)
    let shift = predicted - placed.shiftPerHeight
    let least = parameters.heightLeastView * parameters.heightLeastView
    guard shift.squaredLength > least * max(predicted.squaredLength, placed.shiftPerHeight.squaredLength) else {
      return nil
    }
    return height.variance * shift.squaredLength > Self.leastHeightShare * placed.noise.trace ? shift : nil
  }

  /// A report was taken in: how the motion moves with the height follows, and what is assumed of it by the speed.
  mutating func followHeight(
    _ report: SensorReport, _ placed: PlacedReport, seconds dt: Double, _ slot: Int
  ) {
    guard var height = store.slots[slot].height else { return }
    if dt >= 0 {
      let gains = store.slots[slot].motion.gains(noise: placed.covariance)
      height.follow(
        plotShift: placed.shiftPerHeight, positionGain: gains.position, velocityGain: gains.velocity, after: dt)
    }
    if store.slots[slot].published.isVelocityKnown {
      let speed = store.slots[slot].motion.estimate.velocity.squaredLength.squareRoot()
      let change = height.assume(parameters.assumedHeight(speedMetresPerSecond: speed))
      moveAlong(&height, by: change, report, placed, slot)
    }
    store.slots[slot].height = height
  }

  /// Moves a track's motion to where it is with another height, in the geometry of a plot.
  ///
  /// - Parameter height: As it has become.
  private mutating func moveAlong(
    _ height: inout HeightEstimate, by metres: Double, _ report: SensorReport, _ placed: PlacedReport, _ slot: Int
  ) {
    guard metres != 0 else { return }
    var steeper = 1.0
    if placed.isHeightAssumed, let site = prepared[placed.sensor.index],
      let again = site.place(report, index: placed.index, height: height.assumption, parameters: parameters)
    {
      let before = placed.shiftPerHeight.squaredLength
      if before > Self.leastSquaredSlope {
        steeper = max(0.2, min(5, (again.shiftPerHeight.squaredLength / before).squareRoot()))
      }
    }
    // The slope changes evenly with the height: on the way it is the mean of both.
    let way = metres * (1 + steeper) / 2
    let (position, velocity) = (height.positionShift * way, height.velocityShift * way)
    store.slots[slot].motion.shift(position: position, velocity: velocity)
    store.slots[slot].recent.shift(position: position, velocity: velocity)
    height.steepen(by: steeper)
  }

  /// Beams flatter than this say nothing of how the slope changes (0.06 degrees, squared).
  private static let leastSquaredSlope = 1e-6

  /// A height whose error moves a plot by less than this share of the plot's own variance is not worth learning.
  private static let leastHeightShare = 0.0025
}

extension TrackMotion {
  /// Moves every model's estimate alike.
  mutating func shift(position: Vector2, velocity: Vector2) {
    estimate.position = estimate.position + position
    estimate.velocity = estimate.velocity + velocity
    for model in bank.indices {
      bank[model].estimate.position = bank[model].estimate.position + position
      bank[model].estimate.velocity = bank[model].estimate.velocity + velocity
    }
  }

  /// The gains of the last update by a place of that error, on average over the models: the covariance that the update
  /// left, times the error's inverse.
  func gains(noise: Symmetric2) -> (position: Matrix2, velocity: Matrix2) {
    var position = Symmetric2(variance: 0)
    var cross = Matrix2.zero
    for model in bank.indices {
      position = position + bank[model].estimate.positionCovariance * bank[model].weight
      cross = cross + bank[model].estimate.crossCovariance * bank[model].weight
    }
    let inverse = Matrix2(noise.inverse)
    return (Matrix2(position) * inverse, cross.transposed * inverse)
  }
}
