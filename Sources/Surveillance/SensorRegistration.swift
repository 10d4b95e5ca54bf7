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

  /// Makes a jump.
  public init(time: SurveillanceTime, former: RegistrationOffsets) {
    self.time = time
    self.former = former
  }
}

/// What was learnt on line of one radar's alignment and clock.
public struct Registration: Hashable, Sendable {
  /// The radar.
  public let sensor: SensorNumber
  public var offsets = RegistrationOffsets()
  /// One standard deviation of each, what all radars may have in common included.
  public var sigma: RegistrationOffsets
  /// Pairs taken since the radar was first heard or jumped: with aircraft's own reports, other radars, site monitors.
  public var pairs: UInt32 = 0
  /// Whether range and azimuth are taken off its plots, and whether the clock is.
  public var isApplied = false
  public var isClockApplied = false
  /// The last jump, and whether the radar is still being learnt anew after it.
  public var jump: RegistrationJump?
  public var isBeingRelearnt = false

  /// A radar of which nothing is known.
  public init(sensor: SensorNumber, sigma: RegistrationOffsets) {
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
    writer.write(isBeingRelearnt)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(sensor: try reader.value(), offsets: try reader.value(), sigma: try reader.value())
    pairs = try reader.integer()
    isApplied = try reader.bool()
    isClockApplied = try reader.bool()
    jump = try reader.optional()
    isBeingRelearnt = try reader.bool()
  }

  private init(sensor: SensorNumber, offsets: RegistrationOffsets, sigma: RegistrationOffsets) {
    self.init(sensor: sensor, sigma: sigma)
    self.offsets = offsets
  }
}
