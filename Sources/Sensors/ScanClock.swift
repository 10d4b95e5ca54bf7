import Geodesy
import Surveillance

/// Learns the time of one antenna turn: from what the radar says of it, from its north messages, or from its plots.
struct ScanClock: Hashable, Sendable {
  /// Turns outside these bounds are a gap or an error, not a turn (fast surface radars to slow weather-beaten ones).
  static let plausibleSeconds = 0.4...30.0

  /// As configured or as the radar reports it (I034/041); nothing learnt overrules it.
  var statedPeriodSeconds: Double?
  private var learntPeriodSeconds: Double?
  private var lastNorth: SurveillanceTime?
  private var lastAzimuthRadians: Double?
  private var hasNorthMessages = false

  init(statedPeriodSeconds: Double? = nil) {
    self.statedPeriodSeconds = statedPeriodSeconds
  }

  /// The best known time of one turn, seconds.
  var periodSeconds: Double? { statedPeriodSeconds ?? learntPeriodSeconds }

  /// Takes a north message.
  mutating func north(at time: SurveillanceTime) {
    hasNorthMessages = true
    pass(north: time)
  }

  /// Takes the azimuth of a plot: where the radar sends no north messages, the step from west over north to east marks
  /// the turn.
  mutating func plot(azimuthRadians: Double, at time: SurveillanceTime) {
    guard !hasNorthMessages else { return }
    let azimuth = Angle.normalisedRadians(azimuthRadians)
    defer { lastAzimuthRadians = azimuth }
    guard let last = lastAzimuthRadians, last > 1.5 * Elementary.pi, azimuth < 0.5 * Elementary.pi else { return }
    pass(north: time)
  }

  private mutating func pass(north time: SurveillanceTime) {
    defer { lastNorth = time }
    guard let lastNorth else { return }
    let seconds = time.seconds(since: lastNorth)
    guard Self.plausibleSeconds.contains(seconds) else { return }
    guard let known = learntPeriodSeconds else {
      learntPeriodSeconds = seconds
      return
    }
    // A turn without a plot near north shows as a double one: take its half rather than believe in a slower antenna.
    let turns = max(1, (seconds / known).rounded())
    learntPeriodSeconds = known + (seconds / turns - known) / 8
  }
}

extension ScanClock: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(statedPeriodSeconds)
    writer.write(learntPeriodSeconds)
    writer.write(lastNorth)
    writer.write(lastAzimuthRadians)
    writer.write(hasNorthMessages)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    statedPeriodSeconds = try reader.optional()
    learntPeriodSeconds = try reader.optional()
    lastNorth = try reader.optional()
    lastAzimuthRadians = try reader.optional()
    hasNorthMessages = try reader.bool()
  }
}
