import Geodesy
import Surveillance

/// One model's estimate and the probability that the model holds.
struct ModelEstimate: Hashable {
  var estimate: PlanarEstimate
  var weight: Double
}

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
  var bank: [ModelEstimate]
  /// How likely the target manoeuvres hard, its speed left aside: learnt from the models it enters.
  var agility: Double

  /// Models less likely than this do not widen the gate: the turns that a gentle target may begin within a second do.
  private static let leastWeightInGate = 1e-4
  /// Models less likely than this go on from the merged estimate.
  private static let leastWeight = 1e-6
  /// No model is given up altogether.
  private static let floorWeight = 1e-20

  /// Less likely models are only judged, not updated, while the likely ones explain what is measured.
  private static let leastWeightAtOnce = 0.0005
  /// So they do within this squared distance of a place, or twice that of place and velocity.
  private static let calmSquared = 4.0

  /// Starts at a measured place.
  init(start: PlacedReport, velocity: Vector2?, velocityVariance: Double, models: MotionModelSet) {
    // The track's own plane is one that its origin makes: nothing else of it is kept in recordings.
    self.init(
      plane: LocalTangentPlane(origin: start.plane.origin), time: start.time,
      estimate: PlanarEstimate(
        position: Vector2(east: 0, north: 0), velocity: velocity ?? Vector2(east: 0, north: 0),
        positionCovariance: start.covariance, crossCovariance: .zero,
        velocityCovariance: Symmetric2(variance: velocityVariance)), models: models)
  }

  /// Starts with one estimate for all models.
  init(plane: LocalTangentPlane, time: SurveillanceTime, estimate: PlanarEstimate, models: MotionModelSet) {
    self.init(
      plane: plane, time: time, estimate: estimate,
      bank: models.models.map { ModelEstimate(estimate: estimate, weight: $0.share) }, agility: models.agileShare)
  }

  init(
    plane: LocalTangentPlane, time: SurveillanceTime, estimate: PlanarEstimate, bank: [ModelEstimate], agility: Double
  ) {
    self.agility = agility
    self.plane = plane
    self.time = time
    self.estimate = estimate
    self.bank = bank
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

  // MARK: Comparing

  /// How well a report fits.
  struct Fit {
    /// Least squared distance over the models that matter, in standard deviations.
    var squaredDistance: Double
    /// Logarithm of the density of the report's place, per m².
    var logLikelihood: Double
  }

  /// Compares a report's place with the prediction, without taking it in.
  func fit(of place: Vector2, covariance: Symmetric2, at other: SurveillanceTime, models: MotionModelSet) -> Fit {
    var transition = MotionTransition(
      of: estimate, agility: agility, seconds: other.seconds(since: time), models: models)
    var least = Double.infinity
    var density = 0.0
    for model in bank.indices {
      let mixed = transition.mixed(bank[model], with: estimate, model: model, models: models)
      let (position, spread) = transition.place(of: mixed.estimate, model: models.models[model])
      let total = spread + covariance
      let determinant = max(total.determinant, 1e-9)
      let squared = total.inverse(determinant: determinant).quadratic(place - position)
      if mixed.weight > Self.leastWeightInGate { least = min(least, squared) }
      if squared < 100 { density += mixed.weight * Elementary.exp(-0.5 * squared) / determinant.squareRoot() }
    }
    return Fit(
      squaredDistance: least,
      logLikelihood: Elementary.log(max(density, 1e-300)) - PlanarEstimate.logarithmOfTwoPi)
  }

  // MARK: Taking in

  /// Takes in a measured place and, where given, a measured velocity in the track's plane; gives the logarithm of the
  /// place's density.
  ///
  /// Models that are unlikely beforehand are updated only where the likely ones do not explain the measurement (Li and
  /// Zhang 2000, likely-model set).
  ///
  /// A report older than the estimate is compared with the estimate moved back to its time, its covariance enlarged by
  /// the process noise in between; the estimate's time stays.
  mutating func update(
    place: Vector2?, covariance: Symmetric2, velocity: (value: Vector2, covariance: Symmetric2)?,
    at other: SurveillanceTime, models: MotionModelSet
  ) -> Double {
    let dt = other.seconds(since: time)
    guard dt >= 0 else {
      updateBackwards(place: place, covariance: covariance, velocity: velocity, seconds: dt, models: models)
      return 0
    }
    var step = BankUpdate(
      transition: MotionTransition(of: estimate, agility: agility, seconds: dt, models: models), place: place,
      covariance: covariance, velocity: velocity)
    for model in bank.indices {
      let prior = step.transition.weight(of: bank[model], model: model, models: models)
      step.priors[model] = prior
      if prior >= Self.leastWeightAtOnce {
        step.take(&bank[model], model, estimate, models)
      } else {
        step.isLeft[model] = true
      }
    }
    let isCalm = step.least < (velocity == nil ? Self.calmSquared : 2 * Self.calmSquared)
    for model in bank.indices where step.isLeft[model] {
      if isCalm {
        step.judge(&bank[model], models.models[model], model, seconds: dt)
      } else {
        step.take(&bank[model], model, estimate, models)
        step.isLeft[model] = false
      }
    }
    let sum = weigh(step.squared, least: step.least)
    learnAgility(step.priors, step.transition, seconds: dt, models: models)
    merge(without: step.isLeft)
    time = other
    return Elementary.log(sum) - 0.5 * step.least
      - (velocity == nil ? PlanarEstimate.logarithmOfTwoPi : 2 * PlanarEstimate.logarithmOfTwoPi)
  }

  /// Multiplies the weights by the likelihoods and lets them add up to one; gives their sum before, as if the least of the
  /// squared distances were nought.
  private mutating func weigh(_ squared: InlineArray<16, Double>, least: Double) -> Double {
    var sum = 0.0
    for model in bank.indices {
      bank[model].weight *= Elementary.exp(-0.5 * (squared[model] - least))
      sum += bank[model].weight
    }
    for model in bank.indices { bank[model].weight = max(bank[model].weight / sum, Self.floorWeight) }
    return sum
  }

  /// Judges by the models that explain the report whether an agile or a gentle target would have entered them sooner.
  private mutating func learnAgility(
    _ priors: InlineArray<16, Double>, _ transition: MotionTransition, seconds: Double, models: MotionModelSet
  ) {
    guard seconds > 0 else { return }
    var difference = 0.0
    for model in bank.indices {
      let entered = transition.entered(model, models: models)
      difference += (entered.agile - entered.gentle) * bank[model].weight / max(priors[model], 1e-300)
    }
    // The likelihoods of both, as parts of that of the mixture; what the speed says is no part of what is learnt.
    let agile = agility * max(1e-3, 1 + (1 - transition.agility) * difference)
    let gentle = (1 - agility) * max(1e-3, 1 - transition.agility * difference)
    let learnt = agile / (agile + gentle)
    let forgotten = min(1, seconds / models.agilityMemorySeconds)
    agility = Self.doubted(learnt + forgotten * (models.agileShare - learnt))
  }

  /// Makes the merged estimate anew.
  ///
  /// - Parameter isLeft: Whose estimate was not updated: they go on from the merged one.
  private mutating func merge(without isLeft: InlineArray<16, Bool> = InlineArray(repeating: false)) {
    estimate = Self.merged(bank, without: isLeft)
    for model in bank.indices where isLeft[model] || bank[model].weight < Self.leastWeight {
      bank[model].estimate = estimate
    }
  }

  /// One estimate with the mean and covariance of a bank, without the models that hardly matter.
  static func merged(
    _ bank: [ModelEstimate], without isLeft: InlineArray<16, Bool> = InlineArray(repeating: false)
  ) -> PlanarEstimate {
    var position = Vector2(east: 0, north: 0)
    var velocity = Vector2(east: 0, north: 0)
    var sum = 0.0
    for model in bank.indices where bank[model].weight >= leastWeight && !isLeft[model] {
      let part = bank[model]
      position = position + part.estimate.position * part.weight
      velocity = velocity + part.estimate.velocity * part.weight
      sum += part.weight
    }
    let scale = 1 / sum
    var result = PlanarEstimate(
      position: position * scale, velocity: velocity * scale, positionCovariance: Symmetric2(variance: 0),
      crossCovariance: .zero, velocityCovariance: Symmetric2(variance: 0))
    for model in bank.indices where bank[model].weight >= leastWeight && !isLeft[model] {
      let part = bank[model]
      result.addSpread(of: part.estimate, weight: part.weight * scale)
    }
    return result
  }

  private mutating func updateBackwards(
    place: Vector2?, covariance: Symmetric2, velocity: (value: Vector2, covariance: Symmetric2)?, seconds dt: Double,
    models: MotionModelSet
  ) {
    let age = -dt
    var back = MotionTransition(of: estimate, agility: agility, seconds: dt, models: models)
    var forth = MotionTransition(of: estimate, agility: agility, seconds: age, models: models)
    for model in bank.indices {
      let processNoise = models.models[model].processNoise
      var past = back.moved(bank[model].estimate, model: models.models[model])
      if let place {
        let noise = covariance + Symmetric2(variance: processNoise * age * age * age / 3)
        _ = past.update(position: place, covariance: noise)
      }
      if let velocity {
        _ = past.update(
          velocity: velocity.value, covariance: velocity.covariance + Symmetric2(variance: processNoise * age))
      }
      bank[model].estimate = forth.turned(past, model: models.models[model])
    }
    merge()
  }

  /// The estimate and its variance at another time, process noise included.
  func predicted(at other: SurveillanceTime, models: MotionModelSet) -> PlanarEstimate {
    let dt = other.seconds(since: time)
    guard dt > 0 else { return estimate.moved(seconds: dt) }
    var transition = MotionTransition(of: estimate, agility: agility, seconds: dt, models: models)
    var moved = bank
    for model in bank.indices {
      let mixed = transition.mixed(bank[model], with: estimate, model: model, models: models)
      moved[model] = ModelEstimate(
        estimate: transition.moved(mixed.estimate, model: models.models[model]), weight: mixed.weight)
    }
    return Self.merged(moved)
  }

  // MARK: The plane

  /// A place of the plane as latitude and longitude, on the ellipsoid's surface.
  func geodetic(_ place: Vector2) -> GeodeticPosition { GeodeticPosition(lowered(place)) }

  /// A place of the plane on the ellipsoid's surface.
  func surface(_ place: Vector2) -> ECEFPosition { ECEFPosition(beneath: lowered(place)) }

  /// The tangent plane where a place of this one lies.
  func plane(at place: Vector2) -> LocalTangentPlane { LocalTangentPlane(beneath: lowered(place)) }

  /// A place of the plane, lowered to about the ellipsoid's surface.
  private func lowered(_ place: Vector2) -> ECEFPosition {
    let drop = place.squaredLength / (2 * WGS84.meanRadiusMetres)
    return plane.ecef(LocalPosition(eastMetres: place.east, northMetres: place.north, upMetres: -drop))
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
    for model in bank.indices { bank[model].estimate.turn(by: turn, from: shift) }
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
  mutating func turn(by turn: Matrix2, from origin: Vector2) {
    position = turn * (position - origin)
    velocity = turn * velocity
    positionCovariance = turn.congruence(positionCovariance)
    velocityCovariance = turn.congruence(velocityCovariance)
    crossCovariance = turn * crossCovariance * turn.transposed
  }
}
