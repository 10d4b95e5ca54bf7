/// A system track (CAT062) of a surveillance data processing system.
public struct Category062Report: Sendable {
  /// I062/010.
  public var source: DataSource?
  /// I062/015.
  public var serviceID: UInt8?
  /// I062/040.
  public var trackNumber: UInt16?
  /// I062/070: time of the track's information, seconds since midnight UTC.
  public var timeOfDaySeconds: Double?
  /// I062/080.
  public var status: TrackStatus062?
  /// I062/105.
  public var position: GeographicDegrees?
  /// I062/100: metres in the system's plane, x east, y north.
  public var positionMetres: CartesianPair?
  /// I062/185: metres per second.
  public var velocityMetresPerSecond: CartesianPair?
  /// I062/210: metres per second squared.
  public var accelerationMetresPerSecondSquared: CartesianPair?
  /// I062/060; ``ModeACode/hasChanged`` is its CH.
  public var mode3A: ModeACode?
  /// I062/120.
  public var mode2Code: UInt16?
  /// I062/245.
  public var targetIdentification: TargetIdentification062?
  /// I062/380.
  public var aircraft: AircraftData062?
  /// I062/290.
  public var ages: UpdateAges062?
  /// I062/295.
  public var dataAges: DataAges062?
  /// I062/200.
  public var movement: Movement062?
  /// I062/136: measured flight level.
  public var measuredFlightLevel: Double?
  /// I062/130: calculated geometric altitude, feet above the WGS-84 ellipsoid.
  public var geometricAltitudeFeet: Double?
  /// I062/135: calculated barometric altitude: a flight level, or with ``isQNHApplied`` hundreds of feet above mean sea
  /// level.
  public var barometricAltitude: Double?
  /// I062/135 QNH: a QNH correction was applied.
  public var isQNHApplied: Bool?
  /// I062/220: feet per minute, up positive.
  public var verticalRateFeetPerMinute: Double?
  /// I062/270: length, orientation and width of the target.
  public var size: TargetSize?
  /// I062/300: vehicle fleet identification.
  public var vehicleFleet: UInt8?
  /// I062/340.
  public var measured: MeasuredInformation062?
  /// I062/390.
  public var flightPlan: FlightPlan062?
  /// I062/500.
  public var accuracy: Accuracy062?
  /// I062/510: the system unit and track of each contributor.
  public var composedTracks: ComposedTracks062?

  /// Nil where the record is of another category.
  public init?(_ record: AsterixRecord, in datagram: DecodedDatagram) {
    guard let items = RecordItems(record, in: datagram, category: 62) else { return nil }
    source = items.source(10)
    if let at = items[15] { serviceID = items.uint8(at) }
    if let at = items[40] { trackNumber = items.uint16(at) }
    timeOfDaySeconds = items.timeOfDaySeconds(70)
    if let at = items[80] { status = TrackStatus062(items, at: at) }
    readKinematics(items)
    readHeights(items)
    if let at = items[60] { mode3A = items.modeA(at: at) }
    if let at = items[120] { mode2Code = items.uint16(at) & 0xFFF }
    if let at = items[245] { targetIdentification = TargetIdentification062(items, at: at) }
    if let at = items[380] { aircraft = AircraftData062(items, at: at) }
    if let at = items[290] { ages = UpdateAges062(items, at: at) }
    if let at = items[295] { dataAges = DataAges062(items, at: at) }
    if let at = items[200] { movement = Movement062(items, at: at) }
    if let at = items[270] { size = TargetSize(items, at: at) }
    if let at = items[300] { vehicleFleet = items.uint8(at) }
    if let at = items[340] { measured = MeasuredInformation062(items, at: at) }
    if let at = items[390] { flightPlan = FlightPlan062(items, at: at) }
    if let at = items[500] { accuracy = Accuracy062(items, at: at) }
    if let at = items[510] { composedTracks = ComposedTracks062(items, at: at) }
  }

  private mutating func readKinematics(_ items: RecordItems) {
    if let at = items[105] {
      position = GeographicDegrees(
        latitudeDegrees: items.int32(at) * (180.0 / 33_554_432),
        longitudeDegrees: items.int32(at + 4) * (180.0 / 33_554_432))
    }
    if let at = items[100] { positionMetres = CartesianPair(x: items.int24(at) / 2, y: items.int24(at + 3) / 2) }
    if let at = items[185] {
      velocityMetresPerSecond = CartesianPair(x: items.int16(at) / 4, y: items.int16(at + 2) / 4)
    }
    if let at = items[210] {
      accelerationMetresPerSecondSquared = CartesianPair(x: items.int8(at) / 4, y: items.int8(at + 1) / 4)
    }
  }

  private mutating func readHeights(_ items: RecordItems) {
    if let at = items[136] { measuredFlightLevel = items.int16(at) / 4 }
    if let at = items[130] { geometricAltitudeFeet = items.int16(at) * 6.25 }
    if let at = items[135] {
      let bits = items.uint16(at)
      isQNHApplied = bits & 0x8000 != 0
      barometricAltitude = Double(Int16(bitPattern: bits << 1) >> 1) / 4
    }
    if let at = items[220] { verticalRateFeetPerMinute = items.int16(at) * 6.25 }
  }
}

/// I062/080, track status. The bits CST to ADS, AAC and MLAT are *inverted* ages: set means that the last report of that
/// kind is older than the system's threshold; clear means current only where the system uses that kind at all.
public struct TrackStatus062: Hashable, Sendable {
  /// MON: a single sensor contributes.
  public var isMonosensor: Bool
  /// SPI.
  public var hasSPI: Bool
  /// MRH: the geometric altitude is the more reliable one.
  public var isGeometricMoreReliable: Bool
  /// SRC: source of the calculated altitude.
  public var altitudeSource: UInt8
  /// CNF: tentative rather than confirmed.
  public var isTentative: Bool
  /// SIM: a simulated track.
  public var isSimulated = false
  /// TSE: the last message of the track.
  public var isEnd = false
  /// TSB: the first message of the track.
  public var isBegin = false
  /// FPC: correlated with a flight plan.
  public var isFlightPlanCorrelated = false
  /// AFF: ADS-B data are inconsistent with other sources.
  public var isADSBInconsistent = false
  /// STP: slave track promotion.
  public var isSlavePromoted = false
  /// KOS: background service rather than complementary service.
  public var isBackgroundService = false
  /// AMA: results from an amalgamation.
  public var isAmalgamated = false
  /// MD4: 0 no interrogation, 1 friendly, 2 unknown, 3 no reply.
  public var mode4: UInt8 = 0
  /// ME: military emergency.
  public var isMilitaryEmergency = false
  /// MI: military identification.
  public var isMilitaryIdentification = false
  /// MD5: 0 no interrogation, 1 friendly, 2 unknown, 3 no reply.
  public var mode5: UInt8 = 0
  /// CST: coasting, no report is current.
  public var isCoasting = false
  /// PSR: the last primary report is too old.
  public var isPrimaryOld = false
  /// SSR: the last secondary report is too old.
  public var isSecondaryOld = false
  /// MDS: the last Mode S report is too old.
  public var isModeSOld = false
  /// ADS: the last ADS-B report is too old.
  public var isADSBOld = false
  /// SUC: special used code.
  public var isSpecialCode = false
  /// AAC: assigned Mode A code conflict.
  public var isAssignedCodeConflict = false
  /// SDS: 0 combined, 1 co-operative only, 2 non-co-operative only, 3 not defined.
  public var surveillanceStatus: UInt8?
  /// EMS: emergency status.
  public var emergency: UInt8?
  /// PFT: potentially a false track.
  public var isPotentiallyFalse = false
  /// FPLT: created or updated with flight plan data.
  public var isFlightPlanTrack = false
  /// DUPT, DUPF, DUPM: duplicate Mode 3/A, duplicate flight plan, duplicate manual correlation.
  public var isDuplicateModeA = false
  public var isDuplicatePlan = false
  public var isDuplicateManual = false
  /// SFC: a surface target.
  public var isSurface = false
  /// IDD: duplicate flight identification.
  public var isDuplicateIdentification = false
  /// IEC: inconsistent emergency code.
  public var isEmergencyInconsistent = false
  /// MLAT: the last multilateration report is too old.
  public var isMultilaterationOld = false
  /// How many parts the item has: what lies past them was not said.
  public var partCount = 1

  init(_ items: RecordItems, at offset: Int) {
    let first = items.uint8(offset)
    isMonosensor = first & 0x80 != 0
    hasSPI = first & 0x40 != 0
    isGeometricMoreReliable = first & 0x20 != 0
    altitudeSource = first >> 2 & 7
    isTentative = first & 0x02 != 0
    var octet = first
    var place = offset
    while octet & 1 != 0, partCount < 7 {
      place += 1
      octet = items.uint8(place)
      partCount += 1
      readPart(partCount, octet)
    }
  }

  private mutating func readPart(_ part: Int, _ octet: UInt8) {
    switch part {
    case 2: readSecond(octet)
    case 3: readThird(octet)
    case 4: readFourth(octet)
    case 5:
      surveillanceStatus = octet >> 6
      emergency = octet >> 3 & 7
      isPotentiallyFalse = octet & 0x04 != 0
      isFlightPlanTrack = octet & 0x02 != 0
    case 6: readSixth(octet)
    default: return
    }
  }

  private mutating func readSecond(_ octet: UInt8) {
    isSimulated = octet & 0x80 != 0
    isEnd = octet & 0x40 != 0
    isBegin = octet & 0x20 != 0
    isFlightPlanCorrelated = octet & 0x10 != 0
    isADSBInconsistent = octet & 0x08 != 0
    isSlavePromoted = octet & 0x04 != 0
    isBackgroundService = octet & 0x02 != 0
  }

  private mutating func readThird(_ octet: UInt8) {
    isAmalgamated = octet & 0x80 != 0
    mode4 = octet >> 5 & 3
    isMilitaryEmergency = octet & 0x10 != 0
    isMilitaryIdentification = octet & 0x08 != 0
    mode5 = octet >> 1 & 3
  }

  private mutating func readFourth(_ octet: UInt8) {
    isCoasting = octet & 0x80 != 0
    isPrimaryOld = octet & 0x40 != 0
    isSecondaryOld = octet & 0x20 != 0
    isModeSOld = octet & 0x10 != 0
    isADSBOld = octet & 0x08 != 0
    isSpecialCode = octet & 0x04 != 0
    isAssignedCodeConflict = octet & 0x02 != 0
  }

  private mutating func readSixth(_ octet: UInt8) {
    isDuplicateModeA = octet & 0x80 != 0
    isDuplicatePlan = octet & 0x40 != 0
    isDuplicateManual = octet & 0x20 != 0
    isSurface = octet & 0x10 != 0
    isDuplicateIdentification = octet & 0x08 != 0
    isEmergencyInconsistent = octet & 0x04 != 0
    isMultilaterationOld = octet & 0x02 != 0
  }
}

/// I062/200, mode of movement.
public struct Movement062: Hashable, Sendable {
  /// TRANS: 0 constant course, 1 right turn, 2 left turn, 3 undetermined.
  public var transversal: UInt8
  /// LONG: 0 constant ground speed, 1 increasing, 2 decreasing, 3 undetermined.
  public var longitudinal: UInt8
  /// VERT: 0 level, 1 climb, 2 descent, 3 undetermined.
  public var vertical: UInt8
  /// ADF: altitude discrepancy.
  public var hasAltitudeDiscrepancy: Bool

  init(_ items: RecordItems, at offset: Int) {
    let bits = items.uint8(offset)
    transversal = bits >> 6
    longitudinal = bits >> 4 & 3
    vertical = bits >> 2 & 3
    hasAltitudeDiscrepancy = bits & 0x02 != 0
  }
}

/// I062/245, target identification.
public struct TargetIdentification062: Hashable, Sendable {
  /// STI: 0 downlinked, 1 callsign not downlinked, 2 registration not downlinked, 3 invalid.
  public var kind: UInt8
  public var callsign: Callsign8

  init(_ items: RecordItems, at offset: Int) {
    kind = items.uint8(offset) >> 6
    callsign = items.callsign(at: offset + 1)
  }
}

/// I062/290, ages of the last report of each kind, in seconds.
public struct UpdateAges062: Hashable, Sendable {
  /// TRK: since the track was made.
  public var track: Double?
  public var primary: Double?
  public var secondary: Double?
  public var modeS: Double?
  /// ADS: ADS-C.
  public var adsc: Double?
  /// ES: ADS-B on 1090 MHz extended squitter.
  public var extendedSquitter: Double?
  public var vdlMode4: Double?
  public var uat: Double?
  /// LOP: magnetic loop.
  public var loop: Double?
  public var multilateration: Double?

  init(_ items: RecordItems, at offset: Int) {
    var fields = items.subfields(at: offset)
    func age(_ place: Int?) -> Double? { place.map { Double(items.uint8($0)) / 4 } }
    track = age(fields.next(1, size: 1))
    primary = age(fields.next(2, size: 1))
    secondary = age(fields.next(3, size: 1))
    modeS = age(fields.next(4, size: 1))
    adsc = fields.next(5, size: 2).map { Double(items.uint16($0)) / 4 }
    extendedSquitter = age(fields.next(6, size: 1))
    vdlMode4 = age(fields.next(7, size: 1))
    uat = age(fields.next(8, size: 1))
    loop = age(fields.next(9, size: 1))
    multilateration = age(fields.next(10, size: 1))
  }
}

/// I062/295, ages of the track's data: one octet a datum, read on demand.
public struct DataAges062: Hashable, Sendable {
  /// The data whose age is given, in the item's order.
  public enum Datum: Int, Sendable, CaseIterable {
    case measuredFlightLevel = 1
    case mode1, mode2, mode3A, mode4, mode5, magneticHeading, indicatedAirspeed, trueAirspeed, selectedAltitude
    case finalSelectedAltitude, trajectoryIntent, communications, adsbStatus, acasReport, barometricVerticalRate
    case geometricVerticalRate, rollAngle, trackAngleRate, trackAngle, groundSpeed, velocityUncertainty, meteorology
    case emitterCategory, position, geometricAltitude, positionUncertainty, modeSData, indicatedAirspeedData
    case machNumber, barometricPressureSetting
  }

  private let presence: UInt64
  private let offset: Int

  init(_ items: RecordItems, at offset: Int) {
    let fields = items.subfields(at: offset)
    presence = fields.presence
    self.offset = fields.offset
  }

  public func isPresent(_ datum: Datum) -> Bool { presence & (1 << UInt64(64 - datum.rawValue)) != 0 }

  /// The age in seconds; nil where it is not given.
  public func ageSeconds(_ datum: Datum, in datagram: DecodedDatagram) -> Double? {
    guard isPresent(datum) else { return nil }
    let before = datum.rawValue == 1 ? 0 : (presence >> UInt64(65 - datum.rawValue)).nonzeroBitCount
    return Double(readBits(datagram.bytes, start: (offset + before) * 8, count: 8)) / 4
  }
}

/// I062/270 or I010/270: the target's size.
public struct TargetSize: Hashable, Sendable {
  public var lengthMetres: Double
  /// Clockwise from north.
  public var orientationDegrees: Double?
  public var widthMetres: Double?

  init(_ items: RecordItems, at offset: Int) {
    let first = items.uint8(offset)
    lengthMetres = Double(first >> 1)
    guard first & 1 != 0 else { return }
    let second = items.uint8(offset + 1)
    orientationDegrees = Double(second >> 1) * (360.0 / 128)
    guard second & 1 != 0 else { return }
    widthMetres = Double(items.uint8(offset + 2) >> 1)
  }
}

/// I062/340, what the last contributing sensor measured.
public struct MeasuredInformation062: Hashable, Sendable {
  /// SID: the sensor.
  public var sensor: DataSource?
  /// POS.
  public var rhoNauticalMiles: Double?
  public var thetaDegrees: Double?
  /// HEIGHT: by a 3D radar, feet.
  public var heightFeet: Double?
  /// MDC: last measured Mode C.
  public var flightLevel: FlightLevelReport?
  /// MDA: last measured Mode 3/A.
  public var mode3A: ModeACode?
  /// TYP: kind of detection.
  public var detection: DetectionType?
  public var isSimulated: Bool?
  public var isFieldMonitor: Bool?
  public var isTest: Bool?

  init(_ items: RecordItems, at offset: Int) {
    var fields = items.subfields(at: offset)
    sensor = fields.next(1, size: 2).map { DataSource(sac: items.uint8($0), sic: items.uint8($0 + 1)) }
    if let at = fields.next(2, size: 4) {
      rhoNauticalMiles = Double(items.uint16(at)) / 256
      thetaDegrees = Double(items.uint16(at + 2)) * (360.0 / 65536)
    }
    heightFeet = fields.next(3, size: 2).map { items.int16($0) * 25 }
    flightLevel = fields.next(4, size: 2).map { FlightLevelReport(items, at: $0) }
    mode3A = fields.next(5, size: 2).map { items.modeA(at: $0) }
    if let at = fields.next(6, size: 1) {
      detection = DetectionType(rawValue: items.uint8(at) >> 5)
      isSimulated = items.flag(at, 5)
      isFieldMonitor = items.flag(at, 4)
      isTest = items.flag(at, 3)
    }
  }
}

/// I062/500, estimated accuracies (standard deviations).
public struct Accuracy062: Hashable, Sendable {
  /// APC: position, metres.
  public var positionMetres: CartesianPair?
  /// COV: xy covariance component, metres.
  public var covarianceMetres: Double?
  /// APW: latitude and longitude, degrees.
  public var position: GeographicDegrees?
  /// AGA: geometric altitude, feet.
  public var geometricAltitudeFeet: Double?
  /// ABA: barometric altitude, flight levels.
  public var barometricAltitudeFlightLevels: Double?
  /// ATV: velocity, metres per second.
  public var velocityMetresPerSecond: CartesianPair?
  /// AA: acceleration, metres per second squared.
  public var accelerationMetresPerSecondSquared: CartesianPair?
  /// ARC: vertical rate, feet per minute.
  public var verticalRateFeetPerMinute: Double?

  init(_ items: RecordItems, at offset: Int) {
    var fields = items.subfields(at: offset)
    positionMetres = fields.next(1, size: 4).map { Self.pair(items.uint16($0), items.uint16($0 + 2), step: 0.5) }
    covarianceMetres = fields.next(2, size: 2).map { items.int16($0) / 2 }
    position = fields.next(3, size: 4).map {
      GeographicDegrees(
        latitudeDegrees: Double(items.uint16($0)) * (180.0 / 33_554_432),
        longitudeDegrees: Double(items.uint16($0 + 2)) * (180.0 / 33_554_432))
    }
    geometricAltitudeFeet = fields.next(4, size: 1).map { Double(items.uint8($0)) * 6.25 }
    barometricAltitudeFlightLevels = fields.next(5, size: 1).map { Double(items.uint8($0)) / 4 }
    velocityMetresPerSecond = fields.next(6, size: 2).map {
      Self.pair(UInt16(items.uint8($0)), UInt16(items.uint8($0 + 1)), step: 0.25)
    }
    accelerationMetresPerSecondSquared = fields.next(7, size: 2).map {
      Self.pair(UInt16(items.uint8($0)), UInt16(items.uint8($0 + 1)), step: 0.25)
    }
    verticalRateFeetPerMinute = fields.next(8, size: 1).map { Double(items.uint8($0)) * 6.25 }
  }

  private static func pair(_ x: UInt16, _ y: UInt16, step: Double) -> CartesianPair {
    CartesianPair(x: Double(x) * step, y: Double(y) * step)
  }
}

/// I062/510, composed track number: units and their track numbers, read one by one from the datagram.
public struct ComposedTracks062: Hashable, Sendable {
  public let count: Int
  let offset: Int

  init(_ items: RecordItems, at offset: Int) {
    self.offset = offset
    var count = 1
    while items.uint8(offset + 3 * count - 1) & 1 != 0 { count += 1 }
    self.count = count
  }

  /// The system unit and track number of entry `index` (0 is the master); nil where there is none.
  public func entry(_ index: Int, in datagram: DecodedDatagram) -> (unit: UInt8, trackNumber: UInt16)? {
    guard index >= 0, index < count else { return nil }
    let bit = (offset + 3 * index) * 8
    return (
      UInt8(truncatingIfNeeded: readBits(datagram.bytes, start: bit, count: 8)),
      UInt16(truncatingIfNeeded: readBits(datagram.bytes, start: bit + 8, count: 15))
    )
  }
}
