import Geodesy
public import Surveillance

/// A mean and a root mean square, gathered value by value.
public struct GatheredMean: Hashable, Sendable {
  public private(set) var count = 0
  private var sum = 0.0
  private var sumOfSquares = 0.0

  /// Gathers nothing yet.
  public init() {}

  public mutating func add(_ value: Double) {
    count += 1
    sum += value
    sumOfSquares += value * value
  }

  /// Nil where nothing was gathered.
  public var mean: Double? { count > 0 ? sum / Double(count) : nil }
  /// Root mean square; nil where nothing was gathered.
  public var rootMeanSquare: Double? { count > 0 ? (sumOfSquares / Double(count)).squareRoot() : nil }

  mutating func add(_ other: GatheredMean) {
    count += other.count
    sum += other.sum
    sumOfSquares += other.sumOfSquares
  }
}

/// Times by bins of 25 ms from −2 s to 10.8 s, for quantiles; what lies outside counts in the outermost bin.
public struct LatenessHistogram: Hashable, Sendable {
  private static let leastSeconds = -2.0
  private static let binSeconds = 0.025
  private static let bins = 512

  private var counts = [UInt32](repeating: 0, count: bins)
  /// Mean and root mean square, seconds.
  public private(set) var seconds = GatheredMean()

  public mutating func add(_ value: Double) {
    guard value.isFinite else { return }
    seconds.add(value)
    let bin = min(Double(Self.bins - 1), max(0, (value - Self.leastSeconds) / Self.binSeconds))
    counts[Int(bin)] &+= 1
  }

  /// The time that a share of all does not exceed, to the bin; nil where nothing was gathered.
  public func quantile(_ share: Double) -> Double? {
    guard seconds.count > 0 else { return nil }
    var rest = share * Double(seconds.count)
    for (bin, count) in counts.enumerated() {
      rest -= Double(count)
      if rest <= 0 { return Self.leastSeconds + Double(bin + 1) * Self.binSeconds }
    }
    return Self.leastSeconds + Double(Self.bins) * Self.binSeconds
  }
}

/// How good a sensor is, by the tracks alone: no truth is known.
///
/// Residuals are plot less prediction of the confirmed track that takes it, after the learnt registration: what bias remains
/// against the sensors together. They hold the prediction's error too, which the expected figures count in.
public struct SensorQuality: Hashable, Sendable {
  public let sensor: SensorNumber
  /// What became of its reports.
  public internal(set) var tally: SensorTally
  /// Reports with a position.
  public internal(set) var plots = 0
  public internal(set) var firstTime: SurveillanceTime?
  public internal(set) var lastTime: SurveillanceTime?
  /// Of polar plots, metres.
  public internal(set) var greatestRangeMetres = 0.0
  /// Time of one turn as stated; nil where it is not known.
  public internal(set) var periodSeconds: Double?
  /// Along and across the beam, over ground: metres, radians clockwise; and the expected standard deviations of both.
  public internal(set) var rangeResidualMetres = GatheredMean()
  public internal(set) var azimuthResidualRadians = GatheredMean()
  public internal(set) var rangeSigmaMetres = GatheredMean()
  public internal(set) var azimuthSigmaRadians = GatheredMean()
  /// Residuals of both over their expected standard deviations: a root mean square of 1 is honest.
  public internal(set) var normalisedRange = GatheredMean()
  public internal(set) var normalisedAzimuth = GatheredMean()
  /// Distance from the prediction, metres: of sensors of any kind.
  public internal(set) var distanceMetres = GatheredMean()
  /// Squared innovation in two dimensions over its degrees of freedom, 2: a mean of 1 is honest.
  public internal(set) var normalisedInnovation = GatheredMean()
  /// Turns of the antenna between a confirmed track's first and last plot by this sensor, and those with a plot.
  public internal(set) var turns = 0
  public internal(set) var hits = 0
  /// Plots of tracks that ended without having been confirmed.
  public internal(set) var falsePlots = 0
  /// Arrival less measurement.
  public internal(set) var lateness = LatenessHistogram()

  init(sensor: SensorNumber) {
    self.sensor = sensor
    tally = SensorTally(sensor: sensor)
  }

  /// Share of the reports that went into tracks, those that started one included.
  public var usedShare: Double? {
    tally.total > 0 ? Double(tally.used + tally.started) / Double(tally.total) : nil
  }

  /// Share of the turns with a plot; nil for broadcasts.
  public var detectionProbability: Double? { turns > 0 ? Double(hits) / Double(turns) : nil }

  /// False plots a turn; nil where the turns are not known.
  public var falsePlotsPerTurn: Double? {
    guard let periodSeconds, let firstTime, let lastTime else { return nil }
    let length = lastTime.seconds(since: firstTime)
    return length > periodSeconds ? Double(falsePlots) * periodSeconds / length : nil
  }

  /// The same for each km² of the circle out to the furthest plot.
  public var falsePlotsPerTurnAndSquareKilometre: Double? {
    let radius = greatestRangeMetres / 1000
    return radius > 1 ? falsePlotsPerTurn.map { $0 / (Elementary.twoPi / 2 * radius * radius) } : nil
  }
}
