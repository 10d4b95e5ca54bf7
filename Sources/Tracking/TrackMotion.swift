import Geodesy
import Surveillance

/// Where a track is and how it moves: one estimate in the track's own tangent plane and the weights of the models that
/// may drive it.
///
/// The models are constant velocity with several process noises; after every update their estimates are merged into one
/// (generalised pseudo-Bayes of first order: Bar-Shalom, Li and Kirubarajan 2001, 11.6.3), so straight flight is smoothed
/// and a turn is followed with one set of parameters. Places lie on the ellipsoid's surface: height is kept apart.
struct TrackMotion {
  var plane: LocalTangentPlane
  var time: SurveillanceTime
  var estimate: PlanarEstimate
  /// Probability of each model of ``TrackerParameters/processNoise``.
  var weights: SIMD4<Double>

  /// Starts at a measured place.
  init(start: PlacedReport, velocity: Vector2?, velocityVariance: Double, parameters: TrackerParameters) {
    plane = start.plane
    time = start.time
    estimate = PlanarEstimate(
      position: Vector2(east: 0, north: 0), velocity: velocity ?? Vector2(east: 0, north: 0),
      positionCovariance: start.covariance, crossCovariance: .zero,
      velocityCovariance: Symmetric2(variance: velocityVariance))
    weights = parameters.modelShares
  }

  init(plane: LocalTangentPlane, time: SurveillanceTime, estimate: PlanarEstimate, weights: SIMD4<Double>) {
    self.plane = plane
    self.time = time
    self.estimate = estimate
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

  /// Weights of the models after `seconds` without news.
  func weights(after seconds: Double, parameters: TrackerParameters) -> SIMD4<Double> {
    guard seconds > 0 else { return weights }
    let stay = Elementary.exp(-seconds / parameters.modelDwellSeconds)
    return weights * stay + parameters.modelShares * (1 - stay)
  }

  /// How well a report fits.
  struct Fit {
    /// Least squared distance over the models, in standard deviations.
    var squaredDistance: Double
    /// Logarithm of the density of the report's place, per m².
    var logLikelihood: Double
  }

  /// Compares a report's place with the prediction, without taking it in.
  func fit(of place: Vector2, covariance: Symmetric2, at other: SurveillanceTime, parameters: TrackerParameters) -> Fit
  {
    let dt = other.seconds(since: time)
    let predicted = estimate.moved(seconds: dt)
    let innovation = place - predicted.position
    let base = predicted.positionCovariance + covariance
    let shares = weights(after: dt, parameters: parameters)
    let growth = dt.magnitude * dt * dt / 3
    var least = Double.infinity
    var exponents = SIMD4<Double>(repeating: 0)
    for model in 0..<4 {
      let total = base + Symmetric2(variance: parameters.processNoise[model] * growth.magnitude)
      let determinant = total.determinant
      let squared = total.inverse.quadratic(innovation)
      least = min(least, squared)
      exponents[model] =
        Elementary.log(max(shares[model], 1e-12)) - 0.5 * (squared + Elementary.log(max(determinant, 1e-9)))
    }
    let largest = exponents.max()
    var sum = 0.0
    for model in 0..<4 { sum += Elementary.exp(exponents[model] - largest) }
    return Fit(
      squaredDistance: least,
      logLikelihood: largest + Elementary.log(sum) - PlanarEstimate.logarithmOfTwoPi)
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
    let shares = weights(after: dt, parameters: parameters)
    let predicted = estimate.moved(seconds: dt)
    var exponents = SIMD4<Double>(repeating: 0)
    var candidates = (predicted, predicted, predicted, predicted)
    func updated(_ model: Int, _ candidate: inout PlanarEstimate) {
      candidate = predicted.diffused(seconds: dt, processNoise: parameters.processNoise[model])
      var exponent = 0.0
      if let place { exponent += candidate.update(position: place, covariance: covariance) }
      if let velocity { exponent += candidate.update(velocity: velocity.value, covariance: velocity.covariance) }
      exponents[model] = exponent + Elementary.log(max(shares[model], 1e-12))
    }
    updated(0, &candidates.0)
    updated(1, &candidates.1)
    updated(2, &candidates.2)
    updated(3, &candidates.3)
    let largest = exponents.max()
    var posterior = SIMD4<Double>(repeating: 0)
    for model in 0..<4 { posterior[model] = Elementary.exp(exponents[model] - largest) }
    let sum = posterior.sum()
    posterior /= sum
    estimate = Self.merged(candidates, posterior)
    weights = posterior
    time = other
    return largest + Elementary.log(sum)
  }

  private mutating func updateBackwards(
    place: Vector2?, covariance: Symmetric2, velocity: (value: Vector2, covariance: Symmetric2)?, seconds dt: Double,
    parameters: TrackerParameters
  ) {
    let processNoise = (weights * parameters.processNoise).sum()
    let age = -dt
    var past = estimate.moved(seconds: dt)
    if let place {
      let noise = covariance + Symmetric2(variance: processNoise * age * age * age / 3)
      _ = past.update(position: place, covariance: noise)
    }
    if let velocity {
      _ = past.update(
        velocity: velocity.value, covariance: velocity.covariance + Symmetric2(variance: processNoise * age))
    }
    estimate = past.moved(seconds: age)
  }

  /// One estimate with the mean and covariance of the mixture.
  private static func merged(
    _ candidates: (PlanarEstimate, PlanarEstimate, PlanarEstimate, PlanarEstimate), _ weights: SIMD4<Double>
  ) -> PlanarEstimate {
    var position = Vector2(east: 0, north: 0)
    var velocity = Vector2(east: 0, north: 0)
    func addMean(_ candidate: PlanarEstimate, _ weight: Double) {
      position = position + candidate.position * weight
      velocity = velocity + candidate.velocity * weight
    }
    addMean(candidates.0, weights[0])
    addMean(candidates.1, weights[1])
    addMean(candidates.2, weights[2])
    addMean(candidates.3, weights[3])
    var result = PlanarEstimate(
      position: position, velocity: velocity, positionCovariance: Symmetric2(variance: 0), crossCovariance: .zero,
      velocityCovariance: Symmetric2(variance: 0))
    func addSpread(_ candidate: PlanarEstimate, _ weight: Double) {
      let dp = candidate.position - position
      let dv = candidate.velocity - velocity
      let spreadPosition = Symmetric2(ee: dp.east * dp.east, en: dp.east * dp.north, nn: dp.north * dp.north)
      let spreadVelocity = Symmetric2(ee: dv.east * dv.east, en: dv.east * dv.north, nn: dv.north * dv.north)
      result.positionCovariance = result.positionCovariance + (candidate.positionCovariance + spreadPosition) * weight
      result.crossCovariance = result.crossCovariance + (candidate.crossCovariance + .outer(dp, dv)) * weight
      result.velocityCovariance = result.velocityCovariance + (candidate.velocityCovariance + spreadVelocity) * weight
    }
    addSpread(candidates.0, weights[0])
    addSpread(candidates.1, weights[1])
    addSpread(candidates.2, weights[2])
    addSpread(candidates.3, weights[3])
    return result
  }

  /// The estimate and its variance at another time, process noise included.
  func predicted(at other: SurveillanceTime, parameters: TrackerParameters) -> PlanarEstimate {
    let dt = other.seconds(since: time)
    let moved = estimate.moved(seconds: dt)
    guard dt > 0 else { return moved }
    let processNoise = (weights(after: dt, parameters: parameters) * parameters.processNoise).sum()
    return moved.diffused(seconds: dt, processNoise: processNoise)
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
    estimate.position = Vector2(east: 0, north: 0)
    estimate.velocity = turn * estimate.velocity
    estimate.positionCovariance = turn.congruence(estimate.positionCovariance)
    estimate.velocityCovariance = turn.congruence(estimate.velocityCovariance)
    estimate.crossCovariance = turn * estimate.crossCovariance * turn.transposed
    plane = there
  }
}

/// A horizontal vector seen from another plane.
func rotated(_ vector: Vector2, from: LocalTangentPlane, to: LocalTangentPlane) -> Vector2 {
  let result = to.vector(LocalVector(east: vector.east, north: vector.north), from: from)
  return Vector2(east: result.east, north: result.north)
}
