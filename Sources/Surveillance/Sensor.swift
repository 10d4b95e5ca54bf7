public import Geodesy

/// The name by which a sensor signs its messages.
public enum SensorID: Hashable, Comparable, Sendable {
  /// A source of ASTERIX messages: system area code and system identification code (item 010).
  case asterix(sac: UInt8, sic: UInt8)
  /// A Mode S receiver, known only by the feed it came in by.
  case receiver(FeedNumber)

  private var rank: UInt32 {
    switch self {
    case .asterix(let sac, let sic): UInt32(sac) << 8 | UInt32(sic)
    case .receiver(let feed): 0x10000 + UInt32(feed.rawValue)
    }
  }

  public static func < (left: SensorID, right: SensorID) -> Bool { left.rank < right.rank }
}

extension SensorID: CustomStringConvertible {
  /// `226/1` for SAC 226, SIC 1; `receiver 2` for the second feed.
  public var description: String {
    switch self {
    case .asterix(let sac, let sic): "\(sac)/\(sic)"
    case .receiver(let feed): "receiver \(feed.rawValue)"
    }
  }
}

extension SensorID: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) { writer.write(rank) }
  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    let rank = try reader.integer(UInt32.self)
    switch rank {
    case 0..<0x10000: self = .asterix(sac: UInt8(rank >> 8), sic: UInt8(rank & 0xFF))
    case 0x10000..<0x20000: self = .receiver(FeedNumber(rawValue: UInt16(rank - 0x10000)))
    default: throw .invalid(offset: start, what: "sensor identifier")
    }
  }
}

/// A sensor's place in the engine's list of sensors: configured ones first, then the others as they were first heard.
public struct SensorNumber: RawRepresentable, Hashable, Comparable, Sendable, CanonicalCodable {
  public var rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  /// As an index of an array.
  public var index: Int { Int(rawValue) }
}

/// What kind of sensor it is, from its configuration or from what it sends.
public enum SensorType: UInt8, Sendable, Hashable, CanonicalCodable {
  case unknown = 0
  case primaryRadar = 1
  case secondaryRadar = 2
  case modeSRadar = 3
  case surfaceRadar = 4
  case adsbStation = 5
  case modeSReceiver = 6
  case systemTracker = 7
  case remoteIDReceiver = 8
}

/// What a person configures about one sensor.
public struct SensorConfiguration: Hashable, Sendable {
  /// The name in its messages.
  public var id: SensorID
  /// The name people use.
  public var name: String
  /// Its kind, where it is not to be learnt.
  public var type: SensorType
  /// Antenna, with its ellipsoidal height; nil where unknown.
  public var antenna: GeodeticPosition?
  /// The range it is meant to cover; nil where unknown.
  public var range: Distance?
  /// Added to every measured slant range.
  public var rangeCorrection: Distance
  /// Added to every measured azimuth.
  public var azimuthCorrection: Angle
  /// Time of one antenna turn, seconds, where it is not to be learnt.
  public var scanPeriodSeconds: Double?
  /// Whether the tracks of this system enter the positions of ours, by covariance intersection.
  public var fusesTracks: Bool
  /// Whether it exists in an exercise only.
  public var isFictional: Bool
  /// What limits its view beside its range.
  public var coverage: CoverageLimits
  /// One standard deviation of slant range and azimuth of its echoes, where it is known; nil where the kind tells it.
  public var primaryRangeSigma: Distance?
  public var primaryAzimuthSigma: Angle?
  /// Fixed transponders it sees whose places are surveyed.
  public var siteMonitors: [KnownTransponder]

  /// Makes a configuration; what is not given is unknown or nought.
  public init(
    id: SensorID, name: String, type: SensorType = .unknown, antenna: GeodeticPosition? = nil,
    range: Distance? = nil, rangeCorrection: Distance = .metres(0), azimuthCorrection: Angle = .radians(0),
    scanPeriodSeconds: Double? = nil, fusesTracks: Bool = false, isFictional: Bool = false,
    coverage: CoverageLimits = CoverageLimits(), primaryRangeSigma: Distance? = nil, primaryAzimuthSigma: Angle? = nil,
    siteMonitors: [KnownTransponder] = []
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.antenna = antenna
    self.range = range
    self.rangeCorrection = rangeCorrection
    self.azimuthCorrection = azimuthCorrection
    self.scanPeriodSeconds = scanPeriodSeconds
    self.fusesTracks = fusesTracks
    self.isFictional = isFictional
    self.coverage = coverage
    self.primaryRangeSigma = primaryRangeSigma
    self.primaryAzimuthSigma = primaryAzimuthSigma
    self.siteMonitors = siteMonitors
  }
}

extension SensorConfiguration: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(id)
    writer.write(name)
    writer.write(type)
    writer.write(antenna)
    writer.write(range?.metres)
    writer.write(rangeCorrection.metres)
    writer.write(azimuthCorrection.radians)
    writer.write(scanPeriodSeconds)
    // One octet, and the rest only where there is any, as when there was only the first mark: older logs stay readable.
    writer.write(UInt8((isFictional ? 1 : 0) | (fusesTracks ? 2 : 0) | (isDescribedFurther ? 4 : 0)))
    guard isDescribedFurther else { return }
    writer.write(coverage)
    writer.write(primaryRangeSigma?.metres)
    writer.write(primaryAzimuthSigma?.radians)
    writer.write(siteMonitors)
  }

  /// Whether anything is said of it that the form of older logs has no place for.
  private var isDescribedFurther: Bool {
    coverage != CoverageLimits() || primaryRangeSigma != nil
      || primaryAzimuthSigma != nil || !siteMonitors.isEmpty
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    id = try reader.value()
    name = try reader.text()
    type = try reader.value()
    antenna = try reader.optional()
    range = try reader.optional(Double.self).map(Distance.metres)
    rangeCorrection = .metres(try reader.double())
    azimuthCorrection = .radians(try reader.double())
    scanPeriodSeconds = try reader.optional()
    let start = reader.offset
    let marks = try reader.integer(UInt8.self)
    guard marks <= 7 else { throw .invalid(offset: start, what: "marks of a sensor") }
    isFictional = marks & 1 != 0
    fusesTracks = marks & 2 != 0
    coverage = CoverageLimits()
    primaryRangeSigma = nil
    primaryAzimuthSigma = nil
    siteMonitors = []
    guard marks & 4 != 0 else { return }
    coverage = try reader.value()
    primaryRangeSigma = try reader.optional(Double.self).map(Distance.metres)
    primaryAzimuthSigma = try reader.optional(Double.self).map(Angle.radians)
    siteMonitors = try reader.list()
  }
}

extension ECEFPosition: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(xMetres)
    writer.write(yMetres)
    writer.write(zMetres)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(xMetres: try reader.double(), yMetres: try reader.double(), zMetres: try reader.double())
  }
}

extension GeodeticPosition: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(latitudeRadians)
    writer.write(longitudeRadians)
    writer.write(height.metres)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      latitudeRadians: try reader.double(), longitudeRadians: try reader.double(),
      height: EllipsoidalHeight(metres: try reader.double()))
  }
}

/// What the tracker knows of a sensor: where its measurements are to be placed and how good they are.
public struct SensorSite: Hashable, Sendable {
  /// Its name in messages.
  public var id: SensorID
  /// Its kind as far as known.
  public var type: SensorType
  /// Antenna. On a radar-centred page it is the made-up place 0° N 0° E.
  public var antenna: GeodeticPosition
  /// The surface its measurements lie on: the map, or a page of its own where its position is unknown.
  public var page: PicturePage
  /// One standard deviation of slant range.
  public var rangeSigmaMetres: Double
  /// One standard deviation of azimuth.
  public var azimuthSigmaRadians: Double
  /// The same of plots that are primary echoes alone, which are coarser than replies; nil where they are as good.
  public var primaryRangeSigmaMetres: Double?
  public var primaryAzimuthSigmaRadians: Double?
  /// Time of one turn, seconds, configured or learnt; nil while unknown.
  public var scanPeriodSeconds: Double?
  /// Fixed transponders it sees whose places are surveyed.
  public var siteMonitors: [KnownTransponder]
  /// Whether the tracks of this system enter the positions of ours, by covariance intersection.
  public var fusesTracks: Bool
  /// What it can see, as far as known.
  public var coverage: CoverageLimits
  /// Whether it says that it is at work, by any message, or was heard before and has fallen silent; nil where only its
  /// reports tell.
  public var isOperating: Bool?

  /// Makes a site.
  public init(
    id: SensorID, type: SensorType, antenna: GeodeticPosition, page: PicturePage, rangeSigmaMetres: Double,
    azimuthSigmaRadians: Double, primaryRangeSigmaMetres: Double? = nil, primaryAzimuthSigmaRadians: Double? = nil,
    scanPeriodSeconds: Double?, siteMonitors: [KnownTransponder] = [], fusesTracks: Bool = false,
    coverage: CoverageLimits = CoverageLimits(), isOperating: Bool? = nil
  ) {
    self.id = id
    self.type = type
    self.antenna = antenna
    self.page = page
    self.rangeSigmaMetres = rangeSigmaMetres
    self.azimuthSigmaRadians = azimuthSigmaRadians
    self.primaryRangeSigmaMetres = primaryRangeSigmaMetres
    self.primaryAzimuthSigmaRadians = primaryAzimuthSigmaRadians
    self.scanPeriodSeconds = scanPeriodSeconds
    self.siteMonitors = siteMonitors
    self.fusesTracks = fusesTracks
    self.coverage = coverage
    self.isOperating = isOperating
  }
}

/// The surface something is shown on: the map, or a radar-centred page for a sensor of unknown position.
public struct PicturePage: RawRepresentable, Hashable, Comparable, Sendable, CanonicalCodable {
  public var rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// The map of the world.
  public static let map = PicturePage(rawValue: 0)
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
