/// A surface movement report (CAT010): a radar or multilateration target, or a service message.
public struct Category010Report: Sendable {
  /// I010/000.
  public enum MessageType: UInt8, Hashable, Sendable {
    case targetReport = 1
    case startOfUpdateCycle, periodicStatus, eventStatus
  }

  /// I010/010.
  public var source: DataSource?
  /// I010/000.
  public var messageType: MessageType?
  /// I010/140: seconds since midnight UTC.
  public var timeOfDaySeconds: Double?
  /// I010/020.
  public var descriptor: TargetDescriptor010?
  /// I010/041.
  public var position: GeographicDegrees?
  /// I010/040: slant range, metres.
  public var rhoMetres: Double?
  /// I010/040: azimuth, clockwise from north.
  public var thetaDegrees: Double?
  /// I010/042: metres from the system's reference point, x east, y north.
  public var positionMetres: CartesianPair?
  /// I010/200.
  public var groundSpeedKnots: Double?
  /// I010/200: clockwise from north.
  public var trackAngleDegrees: Double?
  /// I010/202: metres per second.
  public var velocityMetresPerSecond: CartesianPair?
  /// I010/210: metres per second squared.
  public var accelerationMetresPerSecondSquared: CartesianPair?
  /// I010/161.
  public var trackNumber: UInt16?
  /// I010/170.
  public var trackStatus: TrackStatus010?
  /// I010/060; ``ModeACode/isNotExtracted`` is its L.
  public var mode3A: ModeACode?
  /// I010/220.
  public var targetAddress: UInt32?
  /// I010/245 STI: 0 downlinked, 1 callsign not downlinked, 2 registration not downlinked.
  public var identificationKind: UInt8?
  /// I010/245.
  public var callsign: Callsign8?
  /// I010/090.
  public var flightLevel: FlightLevelReport?
  /// I010/091: measured height above the local reference, feet.
  public var heightFeet: Double?
  /// I010/300.
  public var vehicleFleet: UInt8?
  /// I010/270.
  public var size: TargetSize?
  /// I010/500: standard deviations of the position, metres.
  public var positionDeviationMetres: CartesianPair?
  /// I010/550 NOGO: 0 operational, 1 degraded, 2 not to be used.
  public var systemStatus: UInt8?
  /// I010/550 TSV: the time source is invalid.
  public var isTimeSourceInvalid: Bool?

  /// Nil where the record is of another category.
  public init?(_ record: AsterixRecord, in datagram: DecodedDatagram) {
    guard let items = RecordItems(record, in: datagram, category: 10) else { return nil }
    source = items.source(10)
    if let at = items[0] { messageType = MessageType(rawValue: items.uint8(at)) }
    timeOfDaySeconds = items.timeOfDaySeconds(140)
    if let at = items[20] { descriptor = TargetDescriptor010(items, at: at) }
    readPosition(items)
    readVelocity(items)
    if let at = items[161] { trackNumber = items.uint16(at) & 0xFFF }
    if let at = items[170] { trackStatus = TrackStatus010(items, at: at) }
    if let at = items[60] { mode3A = items.modeA(at: at) }
    if let at = items[220] { targetAddress = items.uint24(at) }
    if let at = items[245] {
      identificationKind = items.uint8(at) >> 6
      callsign = items.callsign(at: at + 1)
    }
    if let at = items[300] { vehicleFleet = items.uint8(at) }
    if let at = items[270] { size = TargetSize(items, at: at) }
    if let at = items[500] {
      positionDeviationMetres = CartesianPair(x: Double(items.uint8(at)) / 4, y: Double(items.uint8(at + 1)) / 4)
    }
    if let at = items[550] {
      systemStatus = items.uint8(at) >> 6
      isTimeSourceInvalid = items.flag(at, 5)
    }
  }

  private mutating func readPosition(_ items: RecordItems) {
    if let at = items[41] {
      position = GeographicDegrees(
        latitudeDegrees: items.int32(at) * (180.0 / 2_147_483_648),
        longitudeDegrees: items.int32(at + 4) * (180.0 / 2_147_483_648))
    }
    if let at = items[40] {
      rhoMetres = Double(items.uint16(at))
      thetaDegrees = Double(items.uint16(at + 2)) * (360.0 / 65536)
    }
    if let at = items[42] { positionMetres = CartesianPair(x: items.int16(at), y: items.int16(at + 2)) }
    if let at = items[90] { flightLevel = FlightLevelReport(items, at: at) }
    if let at = items[91] { heightFeet = items.int16(at) * 6.25 }
  }

  private mutating func readVelocity(_ items: RecordItems) {
    if let at = items[200] {
      groundSpeedKnots = Double(items.uint16(at)) * (3600.0 / 16384)
      trackAngleDegrees = Double(items.uint16(at + 2)) * (360.0 / 65536)
    }
    if let at = items[202] {
      velocityMetresPerSecond = CartesianPair(x: items.int16(at) / 4, y: items.int16(at + 2) / 4)
    }
    if let at = items[210] {
      accelerationMetresPerSecondSquared = CartesianPair(x: items.int8(at) / 4, y: items.int8(at + 1) / 4)
    }
  }
}

/// I010/020, target report descriptor.
public struct TargetDescriptor010: Hashable, Sendable {
  /// TYP: 0 SSR multilateration, 1 Mode S multilateration, 2 ADS-B, 3 primary, 4 magnetic loop, 5 HF multilateration,
  /// 6 not defined, 7 other.
  public var kind: UInt8
  /// GBS: the transponder's ground bit is set.
  public var isGroundBitSet: Bool
  /// CRT: corrupted replies in multilateration.
  public var isCorrupted: Bool
  /// SIM: a simulated target.
  public var isSimulated = false
  /// TST: a test target.
  public var isTest = false
  /// RAB: from a fixed field monitor.
  public var isFieldMonitor = false
  /// TOT: 0 undetermined, 1 aircraft, 2 ground vehicle, 3 helicopter.
  public var targetKind: UInt8 = 0
  /// SPI.
  public var hasSPI = false

  init(_ items: RecordItems, at offset: Int) {
    let first = items.uint8(offset)
    kind = first >> 5
    isGroundBitSet = first & 0x04 != 0
    isCorrupted = first & 0x02 != 0
    guard first & 1 != 0 else { return }
    let second = items.uint8(offset + 1)
    isSimulated = second & 0x80 != 0
    isTest = second & 0x40 != 0
    isFieldMonitor = second & 0x20 != 0
    targetKind = second >> 1 & 3
    guard second & 1 != 0 else { return }
    hasSPI = items.flag(offset + 2, 8)
  }
}

/// I010/170, track status.
public struct TrackStatus010: Hashable, Sendable {
  /// CNF: in initialisation rather than confirmed.
  public var isTentative: Bool
  /// TRE: the last report of the track.
  public var isEnd: Bool
  /// CST: 0 none, 1 and 2 predictable extrapolation, 3 unpredictable.
  public var extrapolation: UInt8
  /// MAH: a horizontal manoeuvre is sensed.
  public var isManoeuvring: Bool
  /// STH: smoothed rather than measured position.
  public var isSmoothed: Bool
  /// GHO: a ghost.
  public var isGhost = false

  init(_ items: RecordItems, at offset: Int) {
    let first = items.uint8(offset)
    isTentative = first & 0x80 != 0
    isEnd = first & 0x40 != 0
    extrapolation = first >> 4 & 3
    isManoeuvring = first & 0x08 != 0
    isSmoothed = first & 0x02 != 0
    guard first & 1 != 0, items.flag(offset + 1, 1) else { return }
    isGhost = items.flag(offset + 2, 8)
  }
}
