/// A monoradar target report (CAT048): a plot, a local track, or both.
public struct Category048Report: Sendable {
  /// I048/010.
  public var source: DataSource?
  /// I048/140: when the radar detected the target, seconds since midnight UTC.
  public var timeOfDaySeconds: Double?
  /// I048/020.
  public var descriptor: TargetDescriptor048?
  /// I048/040: slant range, from the radar's antenna.
  public var rhoNauticalMiles: Double?
  /// I048/040: azimuth, clockwise from the radar's north.
  public var thetaDegrees: Double?
  /// I048/070; ``ModeACode/isNotExtracted`` is its L.
  public var mode3A: ModeACode?
  /// I048/090.
  public var flightLevel: FlightLevelReport?
  /// I048/110: height from a 3D radar, feet above mean sea level.
  public var heightFeet: Double?
  /// I048/130.
  public var plot: PlotCharacteristics?
  /// I048/220: the aircraft's 24-bit address.
  public var modeSAddress: UInt32?
  /// I048/240.
  public var callsign: Callsign8?
  /// I048/250.
  public var commB: CommBRegisters?
  /// I048/161: the radar's own track number.
  public var trackNumber: UInt16?
  /// I048/042: position from the radar in nautical miles, x east, y north.
  public var positionNauticalMiles: CartesianPair?
  /// I048/200: ground speed in nautical miles per second.
  public var groundSpeedNauticalMilesPerSecond: Double?
  /// I048/200: heading of the track, clockwise from the radar's north.
  public var headingDegrees: Double?
  /// I048/170.
  public var trackStatus: TrackStatus048?
  /// I048/030.
  public var warnings = WarningCodes()
  /// I048/230.
  public var communications: Communications048?
  /// Whether I048/055 is there.
  public var hasMode1 = false
  /// I048/050.
  public var mode2: ModeACode?
  /// Whether I048/260, an ACAS resolution advisory, is there.
  public var hasResolutionAdvisory = false

  /// I048/200: ground speed in knots.
  public var groundSpeedKnots: Double? { groundSpeedNauticalMilesPerSecond.map { $0 * 3600 } }

  /// Nil where the record is of another category.
  public init?(_ record: AsterixRecord, in datagram: DecodedDatagram) {
    guard let items = RecordItems(record, in: datagram, category: 48) else { return nil }
    source = items.source(10)
    timeOfDaySeconds = items.timeOfDaySeconds(140)
    if let at = items[20] { descriptor = TargetDescriptor048(items, at: at) }
    if let at = items[40] {
      rhoNauticalMiles = Double(items.uint16(at)) / 256
      thetaDegrees = Double(items.uint16(at + 2)) * (360.0 / 65536)
    }
    if let at = items[70] { mode3A = items.modeA(at: at) }
    if let at = items[90] { flightLevel = FlightLevelReport(items, at: at) }
    if let at = items[110] { heightFeet = Double(Int16(bitPattern: items.uint16(at) << 2) >> 2) * 25 }
    if let at = items[130] { plot = PlotCharacteristics(items, at: at) }
    if let at = items[220] { modeSAddress = items.uint24(at) }
    if let at = items[240] { callsign = items.callsign(at: at) }
    if let at = items[250] { commB = CommBRegisters(count: Int(items.uint8(at)), offset: at + 1) }
    if let at = items[161] { trackNumber = items.uint16(at) & 0xFFF }
    readTrack(items)
    if let at = items[30] { readWarnings(items, at: at) }
    if let at = items[230] { communications = Communications048(items, at: at) }
    hasMode1 = items.isPresent(55)
    if let at = items[50] { mode2 = items.modeA(at: at) }
    hasResolutionAdvisory = items.isPresent(260)
  }

  private mutating func readTrack(_ items: RecordItems) {
    if let at = items[42] {
      positionNauticalMiles = CartesianPair(x: items.int16(at) / 128, y: items.int16(at + 2) / 128)
    }
    if let at = items[200] {
      groundSpeedNauticalMilesPerSecond = Double(items.uint16(at)) / 16384
      headingDegrees = Double(items.uint16(at + 2)) * (360.0 / 65536)
    }
    if let at = items[170] { trackStatus = TrackStatus048(items, at: at) }
  }

  private mutating func readWarnings(_ items: RecordItems, at offset: Int) {
    var offset = offset
    while true {
      let octet = items.uint8(offset)
      warnings.insert(octet >> 1)
      if octet & 1 == 0 { return }
      offset += 1
    }
  }
}

extension FlightLevelReport {
  /// V, G and fourteen signed bits of a quarter flight level (I048/090, I010/090).
  init(_ items: RecordItems, at offset: Int) {
    let bits = items.uint16(offset)
    flightLevel = Double(Int16(bitPattern: bits << 2) >> 2) / 4
    isNotValidated = bits & 0x8000 != 0
    isGarbled = bits & 0x4000 != 0
  }
}

/// I048/020, target report descriptor: its first two parts.
public struct TargetDescriptor048: Hashable, Sendable {
  /// TYP.
  public var detection: DetectionType
  /// SIM: a simulated target.
  public var isSimulated: Bool
  /// RDP: from processing chain 2 rather than 1.
  public var isFromChain2: Bool
  /// SPI: special position identification.
  public var hasSPI: Bool
  /// RAB: from a fixed field monitor rather than an aircraft.
  public var isFieldMonitor: Bool
  /// TST: a test target.
  public var isTest = false
  /// ERR: extended range present (in the expansion field).
  public var hasExtendedRange = false
  /// XPP: X pulse present.
  public var hasXPulse = false
  /// ME: military emergency.
  public var isMilitaryEmergency = false
  /// MI: military identification.
  public var isMilitaryIdentification = false
  /// FOE/FRI: 0 no Mode 4 interrogation, 1 friendly, 2 unknown, 3 no reply.
  public var mode4: UInt8 = 0

  init(_ items: RecordItems, at offset: Int) {
    let first = items.uint8(offset)
    detection = DetectionType(rawValue: first >> 5) ?? .none
    isSimulated = first & 0x10 != 0
    isFromChain2 = first & 0x08 != 0
    hasSPI = first & 0x04 != 0
    isFieldMonitor = first & 0x02 != 0
    guard first & 1 != 0 else { return }
    let second = items.uint8(offset + 1)
    isTest = second & 0x80 != 0
    hasExtendedRange = second & 0x40 != 0
    hasXPulse = second & 0x20 != 0
    isMilitaryEmergency = second & 0x10 != 0
    isMilitaryIdentification = second & 0x08 != 0
    mode4 = second >> 1 & 3
  }
}

/// I048/130, radar plot characteristics.
public struct PlotCharacteristics: Hashable, Sendable {
  /// SRL: run length of the secondary plot, degrees.
  public var secondaryRunLengthDegrees: Double?
  /// SRR: number of secondary replies.
  public var secondaryReplies: UInt8?
  /// SAM: amplitude of the secondary replies, dBm.
  public var secondaryAmplitudeDBm: Double?
  /// PRL: run length of the primary plot, degrees.
  public var primaryRunLengthDegrees: Double?
  /// PAM: amplitude of the primary plot, dBm.
  public var primaryAmplitudeDBm: Double?
  /// RPD: range of the primary plot less that of the secondary, nautical miles.
  public var rangeDifferenceNauticalMiles: Double?
  /// APD: azimuth of the primary plot less that of the secondary, degrees.
  public var azimuthDifferenceDegrees: Double?

  init(_ items: RecordItems, at offset: Int) {
    var fields = items.subfields(at: offset)
    secondaryRunLengthDegrees = fields.next(1, size: 1).map { Double(items.uint8($0)) * (360.0 / 8192) }
    secondaryReplies = fields.next(2, size: 1).map { items.uint8($0) }
    secondaryAmplitudeDBm = fields.next(3, size: 1).map { items.int8($0) }
    primaryRunLengthDegrees = fields.next(4, size: 1).map { Double(items.uint8($0)) * (360.0 / 8192) }
    primaryAmplitudeDBm = fields.next(5, size: 1).map { items.int8($0) }
    rangeDifferenceNauticalMiles = fields.next(6, size: 1).map { items.int8($0) / 256 }
    azimuthDifferenceDegrees = fields.next(7, size: 1).map { items.int8($0) * (360.0 / 16384) }
  }
}

/// I048/170, track status.
public struct TrackStatus048: Hashable, Sendable {
  /// CNF: tentative rather than confirmed.
  public var isTentative: Bool
  /// RAD: 0 combined, 1 primary, 2 secondary or Mode S, 3 invalid.
  public var sensors: UInt8
  /// DOU: low confidence in the association of plots to the track.
  public var isDoubtful: Bool
  /// MAH: a horizontal manoeuvre is sensed.
  public var isManoeuvring: Bool
  /// CDM: 0 maintaining, 1 climbing, 2 descending, 3 unknown.
  public var verticalMode: UInt8
  /// TRE: the last report of the track.
  public var isEnd = false
  /// GHO: a ghost.
  public var isGhost = false
  /// SUP: maintained with information from a neighbouring node.
  public var isSupported = false
  /// TCC: positions are corrected for slant range and projected, rather than in the radar's plane.
  public var isSlantRangeCorrected = false

  init(_ items: RecordItems, at offset: Int) {
    let first = items.uint8(offset)
    isTentative = first & 0x80 != 0
    sensors = first >> 5 & 3
    isDoubtful = first & 0x10 != 0
    isManoeuvring = first & 0x08 != 0
    verticalMode = first >> 1 & 3
    guard first & 1 != 0 else { return }
    let second = items.uint8(offset + 1)
    isEnd = second & 0x80 != 0
    isGhost = second & 0x40 != 0
    isSupported = second & 0x20 != 0
    isSlantRangeCorrected = second & 0x10 != 0
  }
}

/// I048/230, communications and ACAS capability and flight status.
public struct Communications048: Hashable, Sendable {
  /// COM: communications capability of the transponder.
  public var capability: UInt8
  /// STAT: 0 airborne, 1 on ground, 2 alert airborne, 3 alert on ground, 4 alert and SPI, 5 SPI; 7 unknown.
  public var flightStatus: UInt8
  /// SI: II code capable only rather than SI code capable.
  public var isInterrogatorIdentifierOnly: Bool
  /// MSSC: Mode S specific service capability.
  public var hasSpecificServices: Bool
  /// ARC: altitude is reported in 25 ft rather than 100 ft.
  public var reportsAltitudeIn25Feet: Bool
  /// AIC: aircraft identification capability.
  public var hasIdentification: Bool
  /// B1A: BDS 1,0 bit 16, ACAS operational.
  public var b1a: Bool
  /// B1B: BDS 1,0 bits 37 to 40.
  public var b1b: UInt8

  /// STAT says on the ground; nil where it says nothing of it.
  public var isOnGround: Bool? {
    switch flightStatus {
    case 0, 2: false
    case 1, 3: true
    default: nil
    }
  }

  init(_ items: RecordItems, at offset: Int) {
    let bits = items.uint16(offset)
    capability = UInt8(bits >> 13)
    flightStatus = UInt8(bits >> 10 & 7)
    isInterrogatorIdentifierOnly = bits & 0x200 != 0
    hasSpecificServices = bits & 0x80 != 0
    reportsAltitudeIn25Feet = bits & 0x40 != 0
    hasIdentification = bits & 0x20 != 0
    b1a = bits & 0x10 != 0
    b1b = UInt8(bits & 0xF)
  }
}
