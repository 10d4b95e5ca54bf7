public import Geodesy

/// One sensor's part in a track.
public struct TrackContribution: Hashable, Sendable {
  public var sensor: SensorNumber
  public var means: DetectionMeans
  /// Time of its last report.
  public var lastTime: SurveillanceTime
  /// How many of its reports the track has taken.
  public var reports: UInt32
  public init(sensor: SensorNumber, means: DetectionMeans, lastTime: SurveillanceTime, reports: UInt32) {
    self.sensor = sensor
    self.means = means
    self.lastTime = lastTime
    self.reports = reports
  }
}

extension TrackContribution: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    writer.write(means)
    writer.write(lastTime)
    writer.write(reports)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      sensor: try reader.value(), means: try reader.value(), lastTime: try reader.value(),
      reports: try reader.integer())
  }
}

/// A height that nobody measured, learnt from how a target's plots of several radars fit together.
public struct EstimatedHeight: Hashable, Sendable {
  public var height: EllipsoidalHeight
  /// One standard deviation.
  public var sigmaMetres: Double

  /// Makes an estimate.
  public init(height: EllipsoidalHeight, sigmaMetres: Double) {
    self.height = height
    self.sigmaMetres = sigmaMetres
  }
}

/// What is believed about one aircraft at one instant: a value; the tracker owns the live one.
public struct SystemTrack: Hashable, Sendable {
  /// How sure it is that there is an aircraft.
  public enum Status: UInt8, Hashable, Sendable, CanonicalCodable {
    case tentative = 0
    case confirmed = 1
    /// Confirmed, but not seen for longer than its sensors' turn.
    case coasting = 2
  }

  public var number: TrackNumber
  public var page: PicturePage
  public var status: Status
  /// Time of the estimate.
  public var time: SurveillanceTime
  public var latitudeRadians: Double
  public var longitudeRadians: Double
  public var velocity: GroundVelocity
  /// Whether the velocity was measured or has settled enough to be shown.
  public var isVelocityKnown: Bool
  /// Of the horizontal position, m².
  public var positionCovariance: HorizontalCovariance
  public var pressureAltitude: PressureAltitude?
  public var geometricHeight: EllipsoidalHeight?
  public var measuredHeight: OrthometricHeight?
  /// Of a target whose height nobody measures, once its plots have told it.
  public var estimatedHeight: EstimatedHeight?
  /// Of the level, up positive.
  public var verticalRateMetresPerSecond: Double?
  public var mode3A: Mode3AReply?
  public var modeSAddress: ModeSAddress?
  public var callsign: Callsign?
  public var isOnGround: Bool
  public var isSpecialPosition: Bool
  public var emergency: EmergencyState?
  /// Means that contributed lately.
  public var means: DetectionMeans
  /// By sensor number, ascending.
  public var contributions: [TrackContribution]
  public var firstSeen: SurveillanceTime
  public var lastUpdate: SurveillanceTime
  public var updates: UInt32
  /// Set where another system owns the track.
  public var external: ExternalTrackState?
  /// Other systems' tracks of the same aircraft, which are not shown beside it.
  public var alsoTracked: [OtherSystemTrack]
  private var heldAircraft = HeldAircraftData()
  /// What else the aircraft and its sensors told.
  public var aircraft: AircraftData {
    get { heldAircraft.data }
    set { heldAircraft.data = newValue }
  }
  /// What an unmanned aircraft said of itself by Remote ID; part of ``aircraft``.
  public var unmanned: UnmannedAircraft? { heldAircraft.unmanned }
  /// Whether the aircraft is one that speaks of itself by Remote ID.
  public var isUnmanned: Bool { unmanned != nil }

  /// Takes over what a report tells of the aircraft.
  public mutating func learnAircraft(of report: SensorReport) { heldAircraft.merge(report.heldAircraft) }

  /// Makes a tentative track with nothing but a place.
  public init(
    number: TrackNumber, page: PicturePage, time: SurveillanceTime, latitudeRadians: Double, longitudeRadians: Double
  ) {
    self.number = number
    self.page = page
    status = .tentative
    self.time = time
    self.latitudeRadians = latitudeRadians
    self.longitudeRadians = longitudeRadians
    velocity = GroundVelocity(eastMetresPerSecond: 0, northMetresPerSecond: 0)
    isVelocityKnown = false
    positionCovariance = HorizontalCovariance(sigma: 0)
    isOnGround = false
    isSpecialPosition = false
    means = []
    contributions = []
    alsoTracked = []
    firstSeen = time
    lastUpdate = time
    updates = 0
  }
}

extension SystemTrack {
  /// One standard deviation of horizontal position (root of the mean of both axes' variances), metres.
  public var positionSigmaMetres: Double {
    get { positionCovariance.sigma }
    set { positionCovariance = HorizontalCovariance(sigma: newValue) }
  }

  /// 7 is best: one step less each time the position is half as good, from 50 m.
  public var quality: UInt8 {
    let sigma = positionSigmaMetres
    var quality: UInt8 = 7
    var limit = 50.0
    while quality > 0, !(sigma <= limit) {
      quality -= 1
      limit *= 2
    }
    return quality
  }
}

/// A transponder that stands still: a radar's site monitor, not an aircraft.
public struct SiteMonitor: Hashable, Sendable {
  public var sensor: SensorNumber
  public var mode3A: Mode3ACode?
  public var modeSAddress: ModeSAddress?
  public var page: PicturePage
  public var latitudeRadians: Double
  public var longitudeRadians: Double
  public var lastSeen: SurveillanceTime
  public var reports: UInt32
  public init(
    sensor: SensorNumber, mode3A: Mode3ACode?, modeSAddress: ModeSAddress?, page: PicturePage,
    latitudeRadians: Double, longitudeRadians: Double, lastSeen: SurveillanceTime, reports: UInt32
  ) {
    self.sensor = sensor
    self.mode3A = mode3A
    self.modeSAddress = modeSAddress
    self.page = page
    self.latitudeRadians = latitudeRadians
    self.longitudeRadians = longitudeRadians
    self.lastSeen = lastSeen
    self.reports = reports
  }
}

extension SiteMonitor: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    writer.write(mode3A)
    writer.write(modeSAddress)
    writer.write(page)
    writer.write(latitudeRadians)
    writer.write(longitudeRadians)
    writer.write(lastSeen)
    writer.write(reports)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      sensor: try reader.value(), mode3A: try reader.optional(), modeSAddress: try reader.optional(),
      page: try reader.value(), latitudeRadians: try reader.double(), longitudeRadians: try reader.double(),
      lastSeen: try reader.value(), reports: try reader.integer())
  }
}
