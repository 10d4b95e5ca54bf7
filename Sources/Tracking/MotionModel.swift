import Geodesy

/// One way an aircraft may move: straight, or in a turn of a given acceleration to one side, with white acceleration about
/// it. A turn's rate follows from the speed, so that one set of models serves a glider and a fighter.
public struct MotionModel: Hashable, Sendable {
  /// Sideways, m/s²: positive to the left.
  public var turnAccelerationMetresPerSecondSquared: Double
  /// Power of the white acceleration per axis, m²/s³.
  public var processNoise: Double
  /// How often it holds over a long time, of a target that manoeuvres hard.
  public var share: Double
  /// The same of a target that flies gently.
  public var gentleShare: Double

  /// Makes a model; straight where no turn is given.
  public init(turn: Double = 0, processNoise: Double, share: Double, gentleShare: Double) {
    turnAccelerationMetresPerSecondSquared = turn
    self.processNoise = processNoise
    self.share = share
    self.gentleShare = gentleShare
  }

  /// Slower than this a turn's rate does not grow any more, m/s.
  static let leastTurningSpeed = 15.0

  /// How strong the accelerations are that it stands for, m/s².
  var strength: Double { max(turnAccelerationMetresPerSecondSquared.magnitude, processNoise.squareRoot()) }

  /// How often it holds at a speed: wings that carry a slow aircraft do not turn it hard. Not yet a share: the sum over
  /// the models is less than one.
  func shares(
    speedMetresPerSecond speed: Double, parameters: TrackerParameters
  ) -> (agile: Double, gentle: Double) {
    let limit =
      parameters.slowAccelerationMetresPerSecondSquared
      + parameters.accelerationPerSpeed * max(0, speed - parameters.slowTurningSpeedMetresPerSecond)
    let excess = strength - limit
    let part = excess <= 0 ? 1 : Elementary.exp(-excess / parameters.accelerationSpread)
    return (share * part, gentleShare * part)
  }

  /// Radians a second at a speed, positive to the left.
  func turnRate(speedMetresPerSecond speed: Double) -> Double {
    turnAccelerationMetresPerSecondSquared / max(speed, Self.leastTurningSpeed)
  }
}

/// What a turn of constant rate does to position and velocity in a time.
struct TurnStep {
  /// Adds to the position, of the velocity.
  var displacement: Matrix2
  /// Of the velocity.
  var rotation: Matrix2

  /// The same turn to the other side.
  var mirrored: TurnStep { TurnStep(displacement: displacement.transposed, rotation: rotation.transposed) }

  private init(displacement: Matrix2, rotation: Matrix2) {
    self.displacement = displacement
    self.rotation = rotation
  }

  /// - Parameter rate: Radians a second, positive to the left.
  init(rate: Double, seconds dt: Double) {
    let angle = rate * dt
    if angle.magnitude < 1e-6 {
      displacement = Matrix2(ee: dt, en: 0, ne: 0, nn: dt)
      rotation = .identity
      return
    }
    let (sine, cosine) = Elementary.sincos(angle)
    let along = sine / rate
    let across = (1 - cosine) / rate
    displacement = Matrix2(ee: along, en: -across, ne: across, nn: along)
    rotation = Matrix2(ee: cosine, en: -sine, ne: sine, nn: cosine)
  }
}

extension PlanarEstimate {
  /// Moves the estimate along a turn, without process noise.
  func moved(along step: TurnStep) -> PlanarEstimate {
    var result = self
    result.position = position + step.displacement * velocity
    result.velocity = step.rotation * velocity
    let spread = step.displacement * crossCovariance.transposed
    result.positionCovariance =
      positionCovariance + spread.twiceSymmetricPart + step.displacement.congruence(velocityCovariance)
    result.crossCovariance =
      (crossCovariance + step.displacement * Matrix2(velocityCovariance)) * step.rotation.transposed
    result.velocityCovariance = step.rotation.congruence(velocityCovariance)
    return result
  }

  /// Position and its covariance after a turn: what a comparison with a measured place needs.
  func place(along step: TurnStep) -> (position: Vector2, covariance: Symmetric2) {
    let spread = step.displacement * crossCovariance.transposed
    return (
      position + step.displacement * velocity,
      positionCovariance + spread.twiceSymmetricPart + step.displacement.congruence(velocityCovariance)
    )
  }

  /// The mean and covariance of two estimates in a mixture.
  static func mixed(_ a: PlanarEstimate, _ b: PlanarEstimate, weightOfFirst weight: Double) -> PlanarEstimate {
    let rest = 1 - weight
    let both = weight * rest
    let dp = a.position - b.position
    let dv = a.velocity - b.velocity
    return PlanarEstimate(
      position: a.position * weight + b.position * rest,
      velocity: a.velocity * weight + b.velocity * rest,
      positionCovariance: a.positionCovariance * weight + b.positionCovariance * rest + Symmetric2(square: dp) * both,
      crossCovariance: a.crossCovariance * weight + b.crossCovariance * rest + .outer(dp, dv) * both,
      velocityCovariance: a.velocityCovariance * weight + b.velocityCovariance * rest + Symmetric2(square: dv) * both)
  }

  /// Adds one part of a mixture whose mean this estimate already has.
  mutating func addSpread(of part: PlanarEstimate, weight: Double) {
    let dp = part.position - position
    let dv = part.velocity - velocity
    positionCovariance = positionCovariance + (part.positionCovariance + Symmetric2(square: dp)) * weight
    crossCovariance = crossCovariance + (part.crossCovariance + .outer(dp, dv)) * weight
    velocityCovariance = velocityCovariance + (part.velocityCovariance + Symmetric2(square: dv)) * weight
  }
}
