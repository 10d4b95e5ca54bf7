import Geodesy

/// The models of a bank with what can be computed of them once: how often each holds, by speed.
struct MotionModelSet {
  /// A bank has no more models than this.
  static let greatestCount = 16
  /// Speeds are told apart by this much, m/s.
  private static let speedStep = 5.0

  let models: [MotionModel]
  /// The strongest of what its models do.
  let greatestProcessNoise: Double
  let greatestTurnMetresPerSecondSquared: Double
  /// How long a model holds before it is left, seconds.
  let dwellSeconds: Double
  /// How likely a target is agile while nothing is known of it, and how long what is learnt is remembered, seconds.
  let agileShare: Double
  let agilityMemorySeconds: Double
  /// Row by row of rising speed, each with a share for every model; a row adds up to one. Of agile targets, of gentle ones.
  private let agileShares: [Double]
  private let gentleShares: [Double]
  /// By the same rows: what the speed says for an agile target, as a factor of the odds.
  private let agileOdds: [Double]
  private let rows: Int

  init(_ parameters: TrackerParameters) {
    let models = Array(parameters.motionModels.prefix(Self.greatestCount))
    self.models = models
    greatestProcessNoise = models.reduce(0) { max($0, $1.processNoise) }
    greatestTurnMetresPerSecondSquared = models.reduce(0) {
      max($0, $1.turnAccelerationMetresPerSecondSquared.magnitude)
    }
    dwellSeconds = parameters.modelDwellSeconds
    agileShare = parameters.agileShare
    agilityMemorySeconds = parameters.agilityMemorySeconds
    rows = Int(max(1, min(400, parameters.greatestSpeedMetresPerSecond / Self.speedStep))) + 1
    let speeds = (0..<rows).map { Double($0) * Self.speedStep }
    agileOdds = speeds.map { parameters.agileOdds(speedMetresPerSecond: $0) }
    let shares = speeds.map { speed in
      models.map { $0.shares(speedMetresPerSecond: speed, parameters: parameters) }
    }
    agileShares = shares.flatMap { Self.normalised($0.map(\.agile)) }
    gentleShares = shares.flatMap { Self.normalised($0.map(\.gentle)) }
  }

  private static func normalised(_ shares: [Double]) -> [Double] {
    let sum = shares.reduce(0, +)
    return shares.map { $0 / sum }
  }

  var count: Int { models.count }

  /// Index of the first model's share at a speed.
  func firstShare(speedMetresPerSecond speed: Double) -> Int { row(speed) * models.count }

  /// How likely a target is agile at a speed, where everything else makes it so likely.
  func agility(_ agility: Double, speedMetresPerSecond speed: Double) -> Double {
    let agile = agility * agileOdds[row(speed)]
    return agile / (agile + 1 - agility)
  }

  private func row(_ speed: Double) -> Int {
    Int(max(0, min(Double(rows - 1), (speed / Self.speedStep).rounded(.down))))
  }

  /// A model's share, of agile and of gentle targets.
  func shares(of model: Int, from first: Int) -> (agile: Double, gentle: Double) {
    (agileShares[first + model], gentleShares[first + model])
  }
}
