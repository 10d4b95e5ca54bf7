import Geodesy
import Surveillance

/// Where a track is and how it moves: one estimate for each of the models that may drive it, in the track's own tangent
/// plane, with their weights.
///
/// The models interact (Blom and Bar-Shalom 1988). A model that is left may be followed by any, by its share, so that
/// mixing before an update needs the merged estimate alone; how likely it is left grows with the time between reports.
/// Places lie on the ellipsoid's surface: height is kept apart.
struct TrackMotion {
  var plane: LocalTangentPlane
  var time: SurveillanceTime
  /// The mean and covariance of all.
  var estimate: PlanarEstimate
  /// By model of ``TrackerParameters/motionModels``.
  var bank: [PlanarEstimate]
  /// Probability of each.
  var weights: [Double]

  /// Starts at a measured place.
  init(start: PlacedReport, velocity: Vector2?, velocityVariance: Double, parameters: TrackerParameters) {
    self.init(
      plane: start.plane, time: start.time,
      estimate: PlanarEstimate(
        position: Vector2(east: 0, north: 0), velocity: velocity ?? Vector2(east: 0, north: 0),
        positionCovariance: start.covariance, crossCovariance: .zero,
        velocityCovariance: Symmetric2(variance: velocityVariance)), parameters: parameters)
  }

  /// Starts with one estimate for all models.
  init(plane: LocalTangentPlane, time: SurveillanceTime, estimate: PlanarEstimate, parameters: TrackerParameters) {
    self.plane = plane
    self.time = time
    self.estimate = estimate
    bank = Array(repeating: estimate, count: parameters.motionModels.count)
    weights = parameters.motionModels.map(\.share)
  }

  init(
    plane: LocalTangentPlane, time: SurveillanceTime, estimate: PlanarEstimate, bank: [PlanarEstimate],
    weights: [Double]
  ) {
    self.plane = plane
    self.time = time
    self.estimate = estimate
    self.bank = bank
    self.weights = weights
  }

  /// The place of a report in the track's plane.
  func local(_ report: PlacedReport) -> Vector2 { local(report.surface) }

  func local(_ surface: ECEFPosition) -> Vector2 {
    let place = plane.local(surface)
    return Vector2(east: place.eastMetres, north: place.northMetres)
  }

  /// The position expected at a time, by straight flight.
  func position(at other: SurveillanceTime) -> Vector2 {
    estimate.position + estimate.velocity * other.seconds(since: time)
  }

  /// The probability that a model held on for `seconds`.
  private static func stay(_ seconds: Double, _ parameters: TrackerParameters) -> Double {
    seconds > 0 ? Elementary.exp(-seconds / parameters.modelDwellSeconds) : 1
  }

  /// How often each model holds at the track's speed, which may be greater than estimated.
  private func shares(_ parameters: TrackerParameters) -> [Double] {
    let speed =
      estimate.velocity.squaredLength.squareRoot() + (estimate.velocityCovariance.trace / 2).squareRoot()
    var shares = parameters.motionModels.map { $0.share(speedMetresPerSecond: speed, parameters: parameters) }
    let sum = shares.reduce(0, +)
    for model in shares.indices { shares[model] /= sum }
    return shares
  }

  /// One model's estimate at another time, and its weight then.
  @inline(__always)
  private func predicted(
    _ model: Int, seconds dt: Double, stay: Double, share: Double, parameters: TrackerParameters
  ) -> (estimate: PlanarEstimate, weight: Double) {
    let kept = stay * weights[model]
    let weight = kept + (1 - stay) * share
    let mixed =
      stay < 1 ? PlanarEstimate.mixed(bank[model], estimate, weightOfFirst: kept / max(weight, 1e-300)) : bank[model]
    return (mixed.moved(by: parameters.motionModels[model], seconds: dt), weight)
  }

  /// How well a report fits.
  struct Fit {
    /// Least squared distance over the models that matter, in standard deviations.
    var squaredDistance: Double
    /// Logarithm of the density of the report's place, per m².
    var logLikelihood: Double
  }

  /// Models less likely than this do not widen the gate.
  private static let leastWeightInGate = 0.002

  /// Compares a report's place with the prediction, without taking it in.
  func fit(of place: Vector2, covariance: Symmetric2, at other: SurveillanceTime, parameters: TrackerParameters) -> Fit
  {
    let dt = other.seconds(since: time)
    let stay = Self.stay(dt, parameters)
    let common = shares(parameters)
    var least = Double.infinity
    var density = 0.0
    for model in bank.indices {
      let (predicted, weight) = predicted(model, seconds: dt, stay: stay, share: common[model], parameters: parameters)
      let total = predicted.positionCovariance + covariance
      let squared = total.inverse.quadratic(place - predicted.position)
      if weight > Self.leastWeightInGate { least = min(least, squared) }
      if squared < 200 {
        density += weight * Elementary.exp(-0.5 * squared) / max(total.determinant, 1e-9).squareRoot()
      }
    }
    return Fit(
      squaredDistance: least,
      logLikelihood: Elementary.log(max(density, 1e-300)) - PlanarEstimate.logarithmOfTwoPi)
  }

  /// Takes in a measured place and, where given, a measured velocity in the track's plane; gives the logarithm of the
  /// place's density.
  ///
  /// A report older than the estimate is compared with the estimate moved back to its time, its covariance enlarged by
  /// the process noise in between; the estimate's time stays.
  mutating func update(
    place: Vector2?, covariance: Symmetric2, velocity: (value: Vector2, covariance: Symmetric2)?,
    at other: SurveillanceTime, parameters: TrackerParameters
  ) -> Double {
    let dt = other.seconds(since: time)
    guard dt >= 0 else {
      updateBackwards(place: place, covariance: covariance, velocity: velocity, seconds: dt, parameters: parameters)
      return 0
    }
    let stay = Self.stay(dt, parameters)
    let common = shares(parameters)
    var largest = -Double.infinity
    for model in bank.indices {
      let (predicted, weight) = predicted(model, seconds: dt, stay: stay, share: common[model], parameters: parameters)
      bank[model] = predicted
      var exponent = Elementary.log(max(weight, 1e-300))
      if let place { exponent += bank[model].update(position: place, covariance: covariance) }
      if let velocity { exponent += bank[model].update(velocity: velocity.value, covariance: velocity.covariance) }
      weights[model] = exponent
      largest = max(largest, exponent)
    }
    let sum = normalise(largest)
    estimate = PlanarEstimate.merged(bank, weights)
    time = other
    return largest + Elementary.log(sum)
  }

  /// Turns logarithms into weights that add up to one; gives their sum before, less the largest.
  private mutating func normalise(_ largest: Double) -> Double {
    var sum = 0.0
    for model in weights.indices {
      weights[model] = Elementary.exp(max(-60, weights[model] - largest))
      sum += weights[model]
    }
    for model in weights.indices { weights[model] /= sum }
    return sum
  }

  private mutating func updateBackwards(
    place: Vector2?, covariance: Symmetric2, velocity: (value: Vector2, covariance: Symmetric2)?, seconds dt: Double,
    parameters: TrackerParameters
  ) {
    let age = -dt
    for model in bank.indices {
      let processNoise = parameters.motionModels[model].processNoise
      var past = bank[model].moved(by: parameters.motionModels[model], seconds: dt)
      if let place {
        let noise = covariance + Symmetric2(variance: processNoise * age * age * age / 3)
        _ = past.update(position: place, covariance: noise)
      }
      if let velocity {
        _ = past.update(
          velocity: velocity.value, covariance: velocity.covariance + Symmetric2(variance: processNoise * age))
      }
      let turn = TurnStep(
        rate: parameters.motionModels[model].turnRate(speedMetresPerSecond: past.velocity.squaredLength.squareRoot()),
        seconds: age)
      bank[model] = past.moved(along: turn)
    }
    estimate = PlanarEstimate.merged(bank, weights)
  }

  /// The estimate and its variance at another time, process noise included.
  func predicted(at other: SurveillanceTime, parameters: TrackerParameters) -> PlanarEstimate {
    let dt = other.seconds(since: time)
    guard dt > 0 else { return estimate.moved(seconds: dt) }
    let stay = Self.stay(dt, parameters)
    let common = shares(parameters)
    var moved = bank
    var shares = weights
    for model in bank.indices {
      (moved[model], shares[model]) = predicted(
        model, seconds: dt, stay: stay, share: common[model], parameters: parameters)
    }
    return PlanarEstimate.merged(moved, shares)
  }

  /// A place of the plane as latitude and longitude, on the ellipsoid's surface.
  func geodetic(_ place: Vector2) -> GeodeticPosition {
    let drop = place.squaredLength / (2 * WGS84.meanRadiusMetres)
    return plane.geodetic(LocalPosition(eastMetres: place.east, northMetres: place.north, upMetres: -drop))
  }

  /// A velocity of the plane in the east and north of a place in it.
  func groundVelocity(_ velocity: Vector2, at place: GeodeticPosition) -> Vector2 {
    guard estimate.position.squaredLength > 1e6 else { return velocity }
    let there = LocalTangentPlane(
      origin: GeodeticPosition(
        latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians))
    return rotated(velocity, from: plane, to: there)
  }

  /// Lays the plane anew at the estimate's place.
  mutating func reanchor() {
    let origin = geodetic(estimate.position)
    let there = LocalTangentPlane(
      origin: GeodeticPosition(
        latitudeRadians: origin.latitudeRadians, longitudeRadians: origin.longitudeRadians))
    let east = there.vector(LocalVector(east: 1, north: 0), from: plane)
    let north = there.vector(LocalVector(east: 0, north: 1), from: plane)
    let turn = Matrix2(ee: east.east, en: north.east, ne: east.north, nn: north.north)
    let shift = estimate.position
    estimate.turn(by: turn, from: shift)
    for model in bank.indices { bank[model].turn(by: turn, from: shift) }
    plane = there
  }
}

/// A horizontal vector seen from another plane.
func rotated(_ vector: Vector2, from: LocalTangentPlane, to: LocalTangentPlane) -> Vector2 {
  let result = to.vector(LocalVector(east: vector.east, north: vector.north), from: from)
  return Vector2(east: result.east, north: result.north)
}

extension PlanarEstimate {
  /// Sees the estimate in a plane whose origin is at `origin` and whose axes are turned.
  fileprivate mutating func turn(by turn: Matrix2, from origin: Vector2) {
    position = turn * (position - origin)
    velocity = turn * velocity
    positionCovariance = turn.congruence(positionCovariance)
    velocityCovariance = turn.congruence(velocityCovariance)
    crossCovariance = turn * crossCovariance * turn.transposed
  }
}
