import Geodesy

/// How the models of a bank carry a track's estimate to another time.
///
/// What all models share is computed once: how likely a model holds on, the shares at the track's speed, and the step of
/// a turn for both sides.
struct MotionTransition {
  private let seconds: Double
  /// The probability that a model holds on.
  private let stay: Double
  /// The speed that a turn's rate follows from, m/s.
  private let turningSpeed: Double
  private let firstShare: Int
  /// How likely the target is agile, by its speed too.
  let agility: Double
  /// The turn computed last, and its acceleration.
  private var step = TurnStep(rate: 0, seconds: 0)
  private var stepTurn = 0.0

  /// - Parameters:
  ///   - estimate: The merged one.
  ///   - seconds: Negative backwards: then nothing is left and nothing diffuses.
  init(of estimate: PlanarEstimate, agility: Double, seconds: Double, models: MotionModelSet) {
    self.seconds = seconds
    stay = seconds > 0 ? Elementary.exp(-seconds / models.dwellSeconds) : 1
    let speed = estimate.velocity.squaredLength.squareRoot()
    self.agility = models.agility(agility, speedMetresPerSecond: speed)
    // Where the speed is not known yet, it is what the uncertainty says.
    turningSpeed = (estimate.velocity.squaredLength + estimate.velocityCovariance.trace / 2).squareRoot()
    // It may be faster than estimated.
    firstShare = models.firstShare(
      speedMetresPerSecond: speed + (estimate.velocityCovariance.trace / 2).squareRoot())
  }

  /// A model's estimate mixed with that of all, and how likely the model holds.
  @inline(__always)
  func mixed(
    _ state: ModelEstimate, with merged: PlanarEstimate, model: Int, models: MotionModelSet
  ) -> ModelEstimate {
    mixed(state, with: merged, weight: weight(of: state, model: model, models: models))
  }

  /// The same where it is known how likely the model holds.
  @inline(__always)
  func mixed(_ state: ModelEstimate, with merged: PlanarEstimate, weight: Double) -> ModelEstimate {
    guard stay < 1 else { return state }
    return ModelEstimate(
      estimate: .mixed(state.estimate, merged, weightOfFirst: stay * state.weight / max(weight, 1e-300)),
      weight: weight)
  }

  /// How likely a model holds.
  @inline(__always)
  func weight(of state: ModelEstimate, model: Int, models: MotionModelSet) -> Double {
    guard stay < 1 else { return state.weight }
    let shares = models.shares(of: model, from: firstShare)
    return stay * state.weight + (1 - stay) * (agility * shares.agile + (1 - agility) * shares.gentle)
  }

  /// How likely a model is entered, if the target is agile and if it is gentle, beside the probability that it was held.
  func entered(_ model: Int, models: MotionModelSet) -> (agile: Double, gentle: Double) {
    let shares = models.shares(of: model, from: firstShare)
    return ((1 - stay) * shares.agile, (1 - stay) * shares.gentle)
  }

  /// An estimate moved by a model, with its noise where time goes on.
  @inline(__always)
  mutating func moved(_ estimate: PlanarEstimate, model: MotionModel) -> PlanarEstimate {
    let turned = turned(estimate, model: model)
    return seconds > 0 ? turned.diffused(seconds: seconds, processNoise: model.processNoise) : turned
  }

  /// An estimate moved by a model, without its noise.
  @inline(__always)
  mutating func turned(_ estimate: PlanarEstimate, model: MotionModel) -> PlanarEstimate {
    let turn = model.turnAccelerationMetresPerSecondSquared
    guard turn != 0 else { return estimate.moved(seconds: seconds) }
    prepare(turn, model)
    return estimate.moved(along: step)
  }

  /// Position and its covariance moved by a model: what a comparison with a measured place needs.
  @inline(__always)
  mutating func place(of estimate: PlanarEstimate, model: MotionModel) -> (Vector2, Symmetric2) {
    let turn = model.turnAccelerationMetresPerSecondSquared
    var (position, covariance): (Vector2, Symmetric2)
    if turn == 0 {
      (position, covariance) = estimate.place(after: seconds)
    } else {
      prepare(turn, model)
      (position, covariance) = estimate.place(along: step)
    }
    guard seconds > 0 else { return (position, covariance) }
    return (position, covariance + Symmetric2(variance: model.processNoise * seconds * seconds * seconds / 3))
  }

  /// Models come in pairs, to the left and to the right: the second needs no sines of its own.
  @inline(__always)
  private mutating func prepare(_ turn: Double, _ model: MotionModel) {
    guard turn != stepTurn else { return }
    step =
      turn == -stepTurn
      ? step.mirrored : TurnStep(rate: model.turnRate(speedMetresPerSecond: turningSpeed), seconds: seconds)
    stepTurn = turn
  }
}
