public import Geodesy
public import Surveillance

/// One sensor as Vigie knows it: what was configured, what it told of itself, and how it does.
public struct MonitoredSensor: Hashable, Sendable {
  public let number: SensorNumber
  /// As configured, or made up at its first message.
  public private(set) var configuration: SensorConfiguration
  /// Whether a person configured it.
  public let isConfigured: Bool
  /// Its kind: configured, else learnt from its messages.
  public internal(set) var type: SensorType
  /// Where it stands: configured, else as it says itself (I034/120).
  public private(set) var antenna: GeodeticPosition?
  /// The page its plots are shown on.
  public internal(set) var page: PicturePage
  public internal(set) var state: SensorState = .waiting
  public internal(set) var lastMessage: SurveillanceTime?
  /// A fault it reports of itself; nil while it reports none.
  public internal(set) var fault: String?
  public internal(set) var records: UInt64 = 0
  public internal(set) var plots: UInt64 = 0
  /// Reports that became part of a track.
  public internal(set) var used: UInt64 = 0
  /// Messages that became no report, by reason.
  public internal(set) var tally = ReasonTally()
  var scan: ScanClock

  init(number: SensorNumber, configuration: SensorConfiguration, isConfigured: Bool, page: PicturePage) {
    self.number = number
    self.configuration = configuration
    self.isConfigured = isConfigured
    self.page = page
    type = configuration.type
    antenna = configuration.antenna
    scan = ScanClock(statedPeriodSeconds: configuration.scanPeriodSeconds)
  }

  /// The time of one antenna turn, seconds, where known.
  public var scanPeriodSeconds: Double? { scan.periodSeconds }

  /// Whether its messages measure from its own place, so that without that place they cannot stand on the map.
  var needsPosition: Bool {
    switch type {
    case .primaryRadar, .secondaryRadar, .modeSRadar, .surfaceRadar: true
    case .unknown, .adsbStation, .modeSReceiver, .systemTracker, .remoteIDReceiver: false
    }
  }

  /// How long it may be quiet before it counts as silent, seconds: two and a half turns, or what its kind allows.
  public var silenceLimitSeconds: Double {
    if let period = scanPeriodSeconds { return max(2.5 * period, 4) }
    return type == .systemTracker ? 20 : 15
  }

  /// Takes the place the radar states for itself, unless a person configured one.
  mutating func state(antenna: GeodeticPosition) {
    guard configuration.antenna == nil, antenna.isValid else { return }
    self.antenna = antenna
    page = .map
  }

  /// Its part in the tracker's list.
  var site: SensorSite {
    let noise = Self.noise(of: type)
    // A radar's echoes alone are coarser than the replies it is rated by.
    let echo = type == .surfaceRadar ? noise : Self.noise(of: .primaryRadar)
    return SensorSite(
      id: configuration.id, type: type,
      antenna: antenna ?? GeodeticPosition(latitudeRadians: 0, longitudeRadians: 0),
      page: page, rangeSigmaMetres: noise.rangeMetres, azimuthSigmaRadians: noise.azimuthRadians,
      primaryRangeSigmaMetres: configuration.primaryRangeSigma?.metres ?? echo.rangeMetres,
      primaryAzimuthSigmaRadians: configuration.primaryAzimuthSigma?.radians ?? echo.azimuthRadians,
      scanPeriodSeconds: scanPeriodSeconds, siteMonitors: configuration.siteMonitors,
      fusesTracks: configuration.fusesTracks, coverage: coverage, isOperating: isOperating)
  }

  private var coverage: CoverageLimits {
    var limits = configuration.coverage
    limits.greatestRangeMetres = limits.greatestRangeMetres ?? configuration.range?.metres
    return limits
  }

  private var isOperating: Bool? {
    switch state {
    case .waiting: nil
    case .up, .degraded: true
    case .silent: false
    }
  }

  /// Its part in the picture's list.
  public var health: SensorHealth {
    SensorHealth(
      sensor: number, name: configuration.name, state: state, lastMessage: lastMessage,
      silenceLimitSeconds: silenceLimitSeconds)
  }

  /// Notes that something came from it. Its state shows it at once, so that no time can pass unnoticed before it counts as
  /// silent again.
  mutating func hear(at time: SurveillanceTime) {
    lastMessage = time
    records &+= 1
    state = fault == nil ? .up : .degraded
  }

  /// Brings its state up to date.
  mutating func advance(to time: SurveillanceTime) {
    guard let lastMessage else { return }
    if time.seconds(since: lastMessage) > silenceLimitSeconds {
      // Where nothing unmanned flies there is nothing to hear: its silence is no fault.
      state = type == .remoteIDReceiver ? .waiting : .silent
    } else {
      state = fault == nil ? .up : .degraded
    }
  }

  /// Usual accuracy of a kind of radar, one standard deviation: monopulse secondary radars 30 to 70 m and 0.06° to 0.08°,
  /// primary ones about twice that. Measured biases and noise are a later step.
  private static func noise(of type: SensorType) -> (rangeMetres: Double, azimuthRadians: Double) {
    switch type {
    case .modeSRadar: (40, Angle.radians(fromDegrees: 0.07))
    case .secondaryRadar: (60, Angle.radians(fromDegrees: 0.08))
    case .surfaceRadar: (10, Angle.radians(fromDegrees: 0.2))
    case .primaryRadar, .unknown, .adsbStation, .modeSReceiver, .systemTracker, .remoteIDReceiver:
      (100, Angle.radians(fromDegrees: 0.15))
    }
  }
}

extension MonitoredSensor: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(number)
    writer.write(configuration)
    writer.write(isConfigured)
    writer.write(type)
    writer.write(antenna)
    writer.write(page)
    writer.write(state)
    writer.write(lastMessage)
    writer.write(fault)
    writer.write(records)
    writer.write(plots)
    writer.write(used)
    writer.write(tally)
    writer.write(scan)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    number = try reader.value()
    configuration = try reader.value()
    isConfigured = try reader.bool()
    type = try reader.value()
    antenna = try reader.optional()
    page = try reader.value()
    state = try reader.value()
    lastMessage = try reader.optional()
    fault = try reader.optional()
    records = try reader.integer()
    plots = try reader.integer()
    used = try reader.integer()
    tally = try reader.value()
    scan = try reader.value()
  }
}
