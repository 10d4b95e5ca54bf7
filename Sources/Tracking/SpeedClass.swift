import Geodesy
public import Surveillance

/// A kind of target by its speed, for the time in which a track has one plot and no velocity: a glider and a fighter are
/// looked for at very different places a turn later, and a single wide expectation would serve neither.
public struct SpeedClass: Hashable, Sendable {
  /// One standard deviation of the velocity, m/s per axis.
  public var sigmaMetresPerSecond: Double
  /// Power of the white acceleration per axis until the second plot, m²/s³.
  public var processNoise: Double
  /// How many of the targets are such.
  public var share: Double

  /// Makes a class.
  public init(sigma: Double, processNoise: Double, share: Double) {
    sigmaMetresPerSecond = sigma
    self.processNoise = processNoise
    self.share = share
  }
}

extension TrackMotion {
  /// Compares a report's place with a track's only plot so far: by each class of speed, so that the density of the place is
  /// that of a mixture. Cheaper than the bank, whose models have not parted yet.
  func fitOfSecondPlace(
    _ place: Vector2, covariance: Symmetric2, at other: SurveillanceTime, classes: [SpeedClass]
  ) -> Fit {
    let dt = other.seconds(since: time)
    var least = Double.infinity
    var density = 0.0
    for speed in classes {
      let total = estimate.positionCovariance + speed.spread(seconds: dt) + covariance
      let determinant = max(total.determinant, 1e-9)
      let squared = total.inverse(determinant: determinant).quadratic(place - estimate.position)
      least = min(least, squared)
      density += speed.share * Elementary.exp(-0.5 * min(squared, 600)) / determinant.squareRoot()
    }
    return Fit(
      squaredDistance: least,
      logLikelihood: Elementary.log(max(density, 1e-300)) - PlanarEstimate.logarithmOfTwoPi)
  }

  /// Takes in a track's second place: every class's estimate, weighted by how well it expected the place, merged into the one
  /// that all models go on from. Gives the logarithm of the place's density.
  mutating func takeSecondPlace(
    _ place: Vector2, covariance: Symmetric2, at other: SurveillanceTime, classes: [SpeedClass],
    models: MotionModelSet
  ) -> Double {
    let dt = other.seconds(since: time)
    var own = classes.map { speed in
      var start = estimate
      start.velocityCovariance = Symmetric2(variance: speed.sigmaMetresPerSecond * speed.sigmaMetresPerSecond)
      return ModelEstimate(
        estimate: start.moved(seconds: dt).diffused(seconds: dt.magnitude, processNoise: speed.processNoise),
        weight: speed.share)
    }
    let density = Self.weigh(&own) { $0.update(position: place, covariance: covariance) }
    // An older plot makes the track no older.
    if dt < 0 { for index in own.indices { own[index].estimate = own[index].estimate.moved(seconds: -dt) } }
    let agility = agility
    self = TrackMotion(plane: plane, time: max(time, other), estimate: Self.merged(own), models: models)
    self.agility = agility
    return density
  }

  /// Updates every part of a mixture and weighs it by its likelihood; gives the logarithm of the density of all.
  private static func weigh(
    _ parts: inout [ModelEstimate], update: (inout PlanarEstimate) -> PlanarEstimate.Innovation
  ) -> Double {
    let innovations = parts.indices.map { update(&parts[$0].estimate) }
    let least = innovations.reduce(Double.infinity) { min($0, $1.squaredDistance) }
    var sum = 0.0
    for (index, innovation) in innovations.enumerated() {
      parts[index].weight *=
        Elementary.exp(-0.5 * (innovation.squaredDistance - least)) / innovation.determinant.squareRoot()
      sum += parts[index].weight
    }
    for index in parts.indices { parts[index].weight /= sum }
    return Elementary.log(sum) - 0.5 * least - PlanarEstimate.logarithmOfTwoPi
  }
}

extension SpeedClass {
  /// What the velocity adds to the place's covariance in a time.
  fileprivate func spread(seconds dt: Double) -> Symmetric2 {
    let time = dt.magnitude
    return Symmetric2(
      variance: (sigmaMetresPerSecond * sigmaMetresPerSecond + processNoise * time / 3) * time * time)
  }
}

extension SpeedClass: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(sigmaMetresPerSecond)
    writer.write(processNoise)
    writer.write(share)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(sigma: try reader.double(), processNoise: try reader.double(), share: try reader.double())
  }
}
