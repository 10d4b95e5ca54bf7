public import Surveillance

/// By how much a radar measures wrong: what is to be taken off its slant ranges, azimuths and time stamps.
public struct RegistrationOffsets: Hashable, Sendable {
  /// Measured slant range less true.
  public var rangeMetres: Double
  /// Measured azimuth less true; an error of the radar's north is in it.
  public var azimuthRadians: Double
  /// Stamped time less true: positive where the radar's clock is ahead.
  public var clockSeconds: Double

  /// Makes a set of offsets.
  public init(rangeMetres: Double = 0, azimuthRadians: Double = 0, clockSeconds: Double = 0) {
    self.rangeMetres = rangeMetres
    self.azimuthRadians = azimuthRadians
    self.clockSeconds = clockSeconds
  }
}

/// A radar's offsets changed all at once.
public struct RegistrationJump: Hashable, Sendable {
  /// Log time at which it was found.
  public var time: SurveillanceTime
  /// What was learnt before it.
  public var former: RegistrationOffsets
}

/// What was learnt on line of one radar's alignment and clock.
public struct Registration: Hashable, Sendable {
  /// The radar.
  public let sensor: SensorNumber
  public internal(set) var offsets = RegistrationOffsets()
  /// One standard deviation of each, what all radars may have in common included.
  public internal(set) var sigma: RegistrationOffsets
  /// Pairs taken since the radar was first heard or jumped: with aircraft's own reports, other radars, site monitors.
  public internal(set) var pairs: UInt32 = 0
  /// Whether range and azimuth are taken off its plots, and whether the clock is.
  public internal(set) var isApplied = false
  public internal(set) var isClockApplied = false
  /// The last jump.
  public internal(set) var jump: RegistrationJump?

  init(sensor: SensorNumber, sigma: RegistrationOffsets) {
    self.sensor = sensor
    self.sigma = sigma
  }

  /// What is taken off now.
  public var applied: RegistrationOffsets {
    guard isApplied else { return RegistrationOffsets() }
    return RegistrationOffsets(
      rangeMetres: offsets.rangeMetres, azimuthRadians: offsets.azimuthRadians,
      clockSeconds: isClockApplied ? offsets.clockSeconds : 0)
  }

  /// Decides what is sure enough to be applied.
  ///
  /// A clock must differ beyond doubt from right time or from the other radars' clocks, since all reasoning about time sees
  /// it; once applied it stays so until it is as good as theirs.
  ///
  /// - Parameters:
  ///   - clock: What all radars' clocks have on average, taken off this one's, with its standard deviation.
  mutating func decide(clock: (seconds: Double, sigma: Double), _ parameters: TrackerParameters) {
    if Double(pairs) >= parameters.registrationPairs { isApplied = true }
    let share = isClockApplied ? 1.0 / 3 : 1.0
    func isClear(_ seconds: Double, _ sigma: Double) -> Bool {
      seconds.magnitude > share * max(parameters.clockAppliedSigmas * sigma, parameters.clockLeastSeconds)
    }
    isClockApplied = isClear(offsets.clockSeconds, sigma.clockSeconds) || isClear(clock.seconds, clock.sigma)
  }
}

extension RegistrationOffsets: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    for number in [rangeMetres, azimuthRadians, clockSeconds] { writer.write(number) }
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      rangeMetres: try reader.double(), azimuthRadians: try reader.double(), clockSeconds: try reader.double())
  }
}

extension RegistrationJump: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(time)
    writer.write(former)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(time: try reader.value(), former: try reader.value())
  }
}

extension Registration: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    writer.write(offsets)
    writer.write(sigma)
    writer.write(pairs)
    writer.write(isApplied)
    writer.write(isClockApplied)
    writer.write(jump)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(sensor: try reader.value(), offsets: try reader.value(), sigma: try reader.value())
    pairs = try reader.integer()
    isApplied = try reader.bool()
    isClockApplied = try reader.bool()
    jump = try reader.optional()
  }

  private init(sensor: SensorNumber, offsets: RegistrationOffsets, sigma: RegistrationOffsets) {
    self.init(sensor: sensor, sigma: sigma)
    self.offsets = offsets
  }
}
