/// One measurement on its way into a bank of models: what the models share, and what each has come to so far.
struct BankUpdate {
  var transition: MotionTransition
  let place: Vector2?
  let covariance: Symmetric2
  let velocity: (value: Vector2, covariance: Symmetric2)?
  /// By model: squared distances, how likely it was before, whether it has not been updated.
  var squared = InlineArray<16, Double>(repeating: 0)
  var priors = InlineArray<16, Double>(repeating: 0)
  var isLeft = InlineArray<16, Bool>(repeating: false)
  var least = Double.infinity
  /// Roots of the determinants of the innovations of the nearest model.
  private var placeSpread = 1.0
  private var velocitySpread = 1.0

  init(
    transition: MotionTransition, place: Vector2?, covariance: Symmetric2,
    velocity: (value: Vector2, covariance: Symmetric2)?
  ) {
    self.transition = transition
    self.place = place
    self.covariance = covariance
    self.velocity = velocity
  }

  /// Brings a model's estimate to the measurement's time and updates it; its weight, of which the prior is known, is not yet
  /// multiplied by the exponential.
  @inline(__always)
  mutating func take(_ state: inout ModelEstimate, _ model: Int, _ merged: PlanarEstimate, _ models: MotionModelSet) {
    state = transition.mixed(state, with: merged, weight: priors[model])
    state.estimate = transition.moved(state.estimate, model: models.models[model])
    var (placeSpread, velocitySpread) = (1.0, 1.0)
    if let place {
      let innovation = state.estimate.update(position: place, covariance: covariance)
      squared[model] = innovation.squaredDistance
      placeSpread = innovation.determinant.squareRoot()
    }
    if let velocity {
      let innovation = state.estimate.update(velocity: velocity.value, covariance: velocity.covariance)
      squared[model] += innovation.squaredDistance
      velocitySpread = innovation.determinant.squareRoot()
    }
    state.weight /= placeSpread * velocitySpread
    guard squared[model] < least else { return }
    (least, self.placeSpread, self.velocitySpread) = (squared[model], placeSpread, velocitySpread)
  }

  /// Weighs an unlikely model where the likely ones explain the measurement: its density is less by as much as its noise and
  /// its turn spread what it expects.
  @inline(__always)
  mutating func judge(_ state: inout ModelEstimate, _ motion: MotionModel, _ model: Int, seconds dt: Double) {
    let change = motion.turnAccelerationMetresPerSecondSquared * dt
    var spread = 1.0
    if place != nil { spread *= placeSpread + motion.processNoise * dt * dt * dt / 3 + change * change * dt * dt / 4 }
    if velocity != nil { spread *= velocitySpread + motion.processNoise * dt + change * change }
    state.weight = priors[model] / spread
    squared[model] = least
  }
}
