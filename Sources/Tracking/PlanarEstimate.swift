import Geodesy

/// Position and velocity in a local plane with their covariance: the state of a constant-velocity model.
///
/// Covariance is held by its blocks; symmetric ones hold each number once, so they are symmetric whatever is computed.
struct PlanarEstimate: Hashable {
  var position: Vector2
  var velocity: Vector2
  var positionCovariance: Symmetric2
  /// Rows position, columns velocity.
  var crossCovariance: Matrix2
  var velocityCovariance: Symmetric2

  /// Moves the estimate by `seconds` (backwards where negative) without process noise.
  func moved(seconds dt: Double) -> PlanarEstimate {
    var result = self
    result.position = position + velocity * dt
    result.positionCovariance =
      positionCovariance + crossCovariance.twiceSymmetricPart * dt + velocityCovariance * (dt * dt)
    result.crossCovariance = crossCovariance + Matrix2(velocityCovariance) * dt
    return result
  }

  /// Adds what white acceleration of power `processNoise` (m²/s³) does in `seconds`.
  func diffused(seconds dt: Double, processNoise q: Double) -> PlanarEstimate {
    var result = self
    let crossTerm = q * dt * dt / 2
    result.positionCovariance = positionCovariance + Symmetric2(variance: q * dt * dt * dt / 3)
    result.crossCovariance = crossCovariance + Matrix2(ee: crossTerm, en: 0, ne: 0, nn: crossTerm)
    result.velocityCovariance = velocityCovariance + Symmetric2(variance: q * dt)
    return result
  }

  /// Takes in a measured position; gives the logarithm of its likelihood.
  mutating func update(position measured: Vector2, covariance: Symmetric2) -> Double {
    Self.joseph(
      measured: measured, noise: covariance, own: &position, ownCovariance: &positionCovariance, other: &velocity,
      cross: &crossCovariance, otherCovariance: &velocityCovariance)
  }

  /// Takes in a measured velocity; gives the logarithm of its likelihood.
  mutating func update(velocity measured: Vector2, covariance: Symmetric2) -> Double {
    var cross = crossCovariance.transposed
    let result = Self.joseph(
      measured: measured, noise: covariance, own: &velocity, ownCovariance: &velocityCovariance, other: &position,
      cross: &cross, otherCovariance: &positionCovariance)
    crossCovariance = cross.transposed
    return result
  }

  /// Kalman update of one block that is measured and one that is not, in Joseph's form, which keeps covariances positive
  /// whatever the rounding (Bucy and Joseph 1968).
  private static func joseph(
    measured: Vector2, noise: Symmetric2, own: inout Vector2, ownCovariance: inout Symmetric2, other: inout Vector2,
    cross: inout Matrix2, otherCovariance: inout Symmetric2
  ) -> Double {
    let innovation = measured - own
    let innovationCovariance = ownCovariance + noise
    let inverse = innovationCovariance.inverse
    let ownGain = Matrix2(ownCovariance) * Matrix2(inverse)
    let otherGain = cross.transposed * Matrix2(inverse)
    own = own + ownGain * innovation
    other = other + otherGain * innovation
    let keep = Matrix2.identity - ownGain
    let gained = otherGain * cross
    otherCovariance =
      otherCovariance - gained.twiceSymmetricPart + otherGain.congruence(ownCovariance) + otherGain.congruence(noise)
    cross =
      keep * cross - keep * Matrix2(ownCovariance) * otherGain.transposed
      + ownGain * Matrix2(noise) * otherGain.transposed
    ownCovariance = keep.congruence(ownCovariance) + ownGain.congruence(noise)
    return -0.5 * (inverse.quadratic(innovation) + Elementary.log(innovationCovariance.determinant))
      - PlanarEstimate.logarithmOfTwoPi
  }

  /// ln 2π.
  static let logarithmOfTwoPi = 1.837_877_066_409_345_5

  /// Whether every number is one and the variances are positive.
  var isSound: Bool {
    let sum =
      position.east + position.north + velocity.east + velocity.north + positionCovariance.en + crossCovariance.ee
      + crossCovariance.en + crossCovariance.ne + crossCovariance.nn + velocityCovariance.en
      + positionCovariance.trace + velocityCovariance.trace
    return sum.isFinite && positionCovariance.ee > 0 && positionCovariance.nn > 0 && velocityCovariance.ee > 0
      && velocityCovariance.nn > 0
  }
}
