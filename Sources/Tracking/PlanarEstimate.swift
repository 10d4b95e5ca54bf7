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

  /// Position and its covariance after `seconds` of straight flight, without process noise.
  func place(after dt: Double) -> (position: Vector2, covariance: Symmetric2) {
    (
      position + velocity * dt,
      positionCovariance + crossCovariance.twiceSymmetricPart * dt + velocityCovariance * (dt * dt)
    )
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

  /// Takes in a measured position; gives how far it was from the expected one.
  mutating func update(position measured: Vector2, covariance: Symmetric2) -> Innovation {
    Self.update(
      measured: measured, noise: covariance, own: &position, ownCovariance: &positionCovariance, other: &velocity,
      cross: &crossCovariance, otherCovariance: &velocityCovariance)
  }

  /// Takes in a measured velocity; gives how far it was from the expected one.
  mutating func update(velocity measured: Vector2, covariance: Symmetric2) -> Innovation {
    var cross = crossCovariance.transposed
    let innovation = Self.update(
      measured: measured, noise: covariance, own: &velocity, ownCovariance: &velocityCovariance, other: &position,
      cross: &cross, otherCovariance: &positionCovariance)
    crossCovariance = cross.transposed
    return innovation
  }

  /// Kalman update of one block that is measured and one that is not.
  ///
  /// The measured block becomes P S⁻¹ R, a product of positive parts; the other loses Cᵀ S⁻¹ C, which is less than what
  /// it holds as long as S is more than P: covariances stay symmetric by their form and positive.
  @inline(__always)
  private static func update(
    measured: Vector2, noise: Symmetric2, own: inout Vector2, ownCovariance: inout Symmetric2, other: inout Vector2,
    cross: inout Matrix2, otherCovariance: inout Symmetric2
  ) -> Innovation {
    let difference = measured - own
    let total = ownCovariance + noise
    let determinant = total.determinant
    let inverse = Matrix2(total.inverse(determinant: determinant))
    let weighted = inverse * difference
    let ownGain = Matrix2(ownCovariance) * inverse
    let otherGain = cross.transposed * inverse
    own = own + Matrix2(ownCovariance) * weighted
    other = other + cross.transposed * weighted
    ownCovariance = ownGain.symmetricProduct(Matrix2(noise))
    otherCovariance = otherCovariance - otherGain.symmetricProduct(cross)
    cross = Matrix2(noise) * (inverse * cross)
    return Innovation(
      squaredDistance: difference.east * weighted.east + difference.north * weighted.north, determinant: determinant)
  }

  /// How far a measurement was from the expected one.
  struct Innovation {
    /// In squared standard deviations of both together.
    var squaredDistance: Double
    /// Of the covariance of both together.
    var determinant: Double
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
