import Geodesy

/// The models of a bank with what can be computed of them once: how often each holds, by speed.
struct MotionModelSet {
  /// A bank has no more models than this.
  static let greatestCount = 16
  /// Speeds are told apart by this much, m/s.
  private static let speedStep = 5.0

  let models: [MotionModel]
  /// How long a model holds before it is left, seconds.
  let dwellSeconds: Double
  /// Row by row of rising speed, each with a share for every model; a row adds up to one.
  private let shares: [Double]
  private let rows: Int

  init(_ parameters: TrackerParameters) {
    models = Array(parameters.motionModels.prefix(Self.greatestCount))
    dwellSeconds = parameters.modelDwellSeconds
    // Beyond the speed of the last row every model holds as often as it is said to.
    let greatest = parameters.greatestSpeedMetresPerSecond
    rows = Int(max(1, min(400, greatest / Self.speedStep))) + 1
    var shares: [Double] = []
    shares.reserveCapacity(rows * models.count)
    for row in 0..<rows {
      let speed = Double(row) * Self.speedStep
      let own = models.map { $0.share(speedMetresPerSecond: speed, parameters: parameters) }
      let sum = own.reduce(0, +)
      for share in own { shares.append(share / sum) }
    }
    self.shares = shares
  }

  var count: Int { models.count }

  /// Index of the first model's share at a speed.
  func firstShare(speedMetresPerSecond speed: Double) -> Int {
    Int(max(0, min(Double(rows - 1), (speed / Self.speedStep).rounded(.down)))) * models.count
  }

  /// A model's share.
  func share(of model: Int, from first: Int) -> Double { shares[first + model] }
}
