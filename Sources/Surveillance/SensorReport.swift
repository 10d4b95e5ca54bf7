public import Geodesy

/// By which means a target was seen. The bits are those of the picture stream.
public struct DetectionMeans: OptionSet, Hashable, Sendable, CanonicalCodable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// Primary radar echo.
  public static let primary = DetectionMeans(rawValue: 1 << 0)
  /// Secondary radar reply, Mode A/C.
  public static let secondary = DetectionMeans(rawValue: 1 << 1)
  /// Mode S reply to a radar.
  public static let modeS = DetectionMeans(rawValue: 1 << 2)
  /// Automatic dependent surveillance, broadcast.
  public static let adsb = DetectionMeans(rawValue: 1 << 3)
  /// Multilateration.
  public static let multilateration = DetectionMeans(rawValue: 1 << 4)
  /// Another system's track.
  public static let external = DetectionMeans(rawValue: 1 << 5)
  /// Surface movement radar.
  public static let surface = DetectionMeans(rawValue: 1 << 6)
  /// Remote ID of an unmanned aircraft.
  public static let remoteID = DetectionMeans(rawValue: 1 << 7)
}

/// Where a sensor says the target is, in its own terms.
public enum MeasuredPosition: Hashable, Sendable {
  /// Slant range and azimuth from true north, corrections of the configuration applied.
  case polar(slantRangeMetres: Double, azimuthRadians: Double)
  /// WGS-84, horizontal only.
  case geodetic(latitudeRadians: Double, longitudeRadians: Double)
}

/// A horizontal velocity over ground.
public struct GroundVelocity: Hashable, Sendable {
  public var eastMetresPerSecond: Double
  public var northMetresPerSecond: Double
  public init(eastMetresPerSecond: Double, northMetresPerSecond: Double) {
    self.eastMetresPerSecond = eastMetresPerSecond
    self.northMetresPerSecond = northMetresPerSecond
  }
}

/// A Mode 3/A reply with what the radar says of it.
public struct Mode3AReply: Hashable, Sendable {
  public var code: Mode3ACode
  /// V = 0: the code was validated.
  public var isValidated: Bool
  /// G = 1: the reply was garbled.
  public var isGarbled: Bool
  /// L = 1: not extracted in this scan; the radar's local track supplied it.
  public var isSmoothed: Bool
  public init(code: Mode3ACode, isValidated: Bool = true, isGarbled: Bool = false, isSmoothed: Bool = false) {
    self.code = code
    self.isValidated = isValidated
    self.isGarbled = isGarbled
    self.isSmoothed = isSmoothed
  }
}

/// A Mode C reply (or other barometric report) with what the sensor says of it.
public struct PressureAltitudeReport: Hashable, Sendable {
  public var altitude: PressureAltitude
  public var isValidated: Bool
  public var isGarbled: Bool
  public init(altitude: PressureAltitude, isValidated: Bool = true, isGarbled: Bool = false) {
    self.altitude = altitude
    self.isValidated = isValidated
    self.isGarbled = isGarbled
  }
}

/// An emergency or priority state that an aircraft declares.
public enum EmergencyState: UInt8, Hashable, Sendable, CanonicalCodable {
  case general = 1
  case medical = 2
  case minimumFuel = 3
  case noCommunications = 4
  case unlawfulInterference = 5
  case downed = 6
}

/// The flight status a Mode S transponder reports (I048/230 STAT).
public enum FlightStatus: UInt8, Hashable, Sendable, CanonicalCodable {
  case airborne = 0
  case onGround = 1
  case alertAirborne = 2
  case alertOnGround = 3
  case alertWithSPI = 4
  case specialPosition = 5
}

/// What one sensor says of one target at one time.
public struct SensorReport: Hashable, Sendable {
  /// What the tracker does with a report.
  public enum Kind: UInt8, Hashable, Sendable, CanonicalCodable {
    /// A plot: associated and filtered.
    case plot = 0
    /// A report of an aircraft's own position (ADS-B, Remote ID): associated by address or identifier and filtered.
    case adsb = 1
    /// Another system's track: shown as such, never filtered again.
    case systemTrack = 2
  }

  public var kind: Kind
  public var sensor: SensorNumber
  /// When the target was measured, UTC.
  public var time: SurveillanceTime
  public var means: DetectionMeans
  /// Nil where the report carries identity or state alone.
  public var position: MeasuredPosition?
  /// One standard deviation of a geodetic position, metres.
  public var positionSigmaMetres: Double?
  public var velocity: GroundVelocity?
  public var mode3A: Mode3AReply?
  public var pressureAltitude: PressureAltitudeReport?
  /// Geometric height above WGS-84.
  public var geometricHeight: EllipsoidalHeight?
  /// Height by a 3-D radar, above mean sea level.
  public var measuredHeight: OrthometricHeight?
  public var verticalRateMetresPerSecond: Double?
  public var modeSAddress: ModeSAddress?
  public var callsign: Callsign?
  /// Nil where the sensor cannot tell.
  public var isOnGround: Bool?
  public var emergency: EmergencyState?
  public var isSpecialPosition: Bool
  /// The sensor's or the other system's own track number.
  public var localTrackNumber: UInt16?
  /// Set on system tracks.
  public var external: ExternalTrackState?
  var heldAircraft = HeldAircraftData()
  /// What else the aircraft or its sensor told; shown, not filtered.
  public var aircraft: AircraftData {
    get { heldAircraft.data }
    set { heldAircraft.data = newValue }
  }
  /// What an unmanned aircraft says of itself by Remote ID; part of ``aircraft``.
  public var unmanned: UnmannedAircraft? { heldAircraft.unmanned }
  /// Whether it is of an aircraft that speaks of itself by Remote ID.
  public var isUnmanned: Bool { unmanned != nil }

  /// Makes a report that says nothing yet but who, when and by what means.
  public init(kind: Kind, sensor: SensorNumber, time: SurveillanceTime, means: DetectionMeans) {
    self.kind = kind
    self.sensor = sensor
    self.time = time
    self.means = means
    isSpecialPosition = false
  }
}

/// What another system says of its own track (CAT062 I062/080 and I062/290).
public struct ExternalTrackState: Hashable, Sendable {
  /// TSE: this is the last message of the track.
  public var isEnded: Bool
  public var isTentative: Bool
  public var isCoasting: Bool
  public var isSimulated: Bool
  /// The sources that feed the track now.
  public var sources: DetectionMeans
  /// Estimated accuracy of the position (I062/500 APC and COV), m².
  public var positionCovariance: HorizontalCovariance?
  /// Estimated accuracy of the velocity (I062/500 ATV), m²/s².
  public var velocityCovariance: HorizontalCovariance?
  public init(
    isEnded: Bool, isTentative: Bool, isCoasting: Bool, isSimulated: Bool, sources: DetectionMeans,
    positionCovariance: HorizontalCovariance? = nil, velocityCovariance: HorizontalCovariance? = nil
  ) {
    self.isEnded = isEnded
    self.isTentative = isTentative
    self.isCoasting = isCoasting
    self.isSimulated = isSimulated
    self.sources = sources
    self.positionCovariance = positionCovariance
    self.velocityCovariance = velocityCovariance
  }
}

extension ExternalTrackState: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(isEnded)
    writer.write(isTentative)
    writer.write(isCoasting)
    writer.write(isSimulated)
    writer.write(sources)
    writer.write(positionCovariance)
    writer.write(velocityCovariance)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      isEnded: try reader.bool(), isTentative: try reader.bool(), isCoasting: try reader.bool(),
      isSimulated: try reader.bool(), sources: try reader.value(), positionCovariance: try reader.optional(),
      velocityCovariance: try reader.optional())
  }
}
