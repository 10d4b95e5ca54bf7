/// I062/380, aircraft-derived data.
public struct AircraftData062: Hashable, Sendable {
  /// ADR: the 24-bit address.
  public var address: UInt32?
  /// ID: target identification.
  public var callsign: Callsign8?
  /// MHG: magnetic heading.
  public var magneticHeadingDegrees: Double?
  /// IAS, where it is an indicated airspeed: nautical miles per second.
  public var indicatedAirspeedNauticalMilesPerSecond: Double?
  /// IAS, where it is a Mach number.
  public var indicatedMach: Double?
  /// TAS: knots.
  public var trueAirspeedKnots: Double?
  /// SAL: selected altitude, feet.
  public var selectedAltitudeFeet: Double?
  /// SAL SRC: 0 unknown, 1 aircraft altitude, 2 FCU/MCP, 3 FMS; nil where SAS says nothing of it.
  public var selectedAltitudeSource: UInt8?
  /// FSS: final state selected altitude, feet.
  public var finalSelectedAltitudeFeet: Double?
  /// Whether TIS or TID, trajectory intent, is there.
  public var hasTrajectoryIntent = false
  /// COM: communications capability and flight status.
  public var communicationsCapability: UInt8?
  /// COM STAT: as ``Communications048/flightStatus``.
  public var flightStatus: UInt8?
  /// SAB: 2 ACAS operational, 1 not, 0 unknown.
  public var acasStatus: UInt8?
  /// SAB GBS: the ground bit is set.
  public var isGroundBitSet: Bool?
  /// SAB STAT: emergency status, as ``TargetStatus021/priority``.
  public var emergency: UInt8?
  /// ACS: ACAS resolution advisory, 56 bits.
  public var resolutionAdvisory: UInt64?
  /// BVR: barometric vertical rate, feet per minute.
  public var barometricVerticalRateFeetPerMinute: Double?
  /// GVR: geometric vertical rate, feet per minute.
  public var geometricVerticalRateFeetPerMinute: Double?
  /// RAN: roll, right wing down positive.
  public var rollDegrees: Double?
  /// TAR: 1 left, 2 right, 3 straight.
  public var turnIndicator: UInt8?
  /// TAR: rate of turn, right positive.
  public var turnRateDegreesPerSecond: Double?
  /// TAN: track angle, clockwise from true north.
  public var trackAngleDegrees: Double?
  /// GS: knots.
  public var groundSpeedKnots: Double?
  /// VUN: velocity uncertainty category.
  public var velocityUncertainty: UInt8?
  /// MET.
  public var meteorology: Meteorology062?
  /// EMC: emitter category.
  public var emitterCategory: UInt8?
  /// POS: position.
  public var position: GeographicDegrees?
  /// GAL: geometric altitude, feet above the WGS-84 ellipsoid.
  public var geometricAltitudeFeet: Double?
  /// PUN: position uncertainty category.
  public var positionUncertainty: UInt8?
  /// MB: Comm-B registers.
  public var commB: CommBRegisters?
  /// IAR: indicated airspeed, knots.
  public var indicatedAirspeedKnots: Double?
  /// MAC: Mach number.
  public var mach: Double?
  /// BPS: barometric pressure setting, hectopascals.
  public var pressureSettingHectopascals: Double?

  init(_ items: RecordItems, at offset: Int) {
    var fields = items.subfields(at: offset)
    address = fields.next(1, size: 3).map { items.uint24($0) }
    callsign = fields.next(2, size: 6).map { items.callsign(at: $0) }
    magneticHeadingDegrees = fields.next(3, size: 2).map { Double(items.uint16($0)) * (360.0 / 65536) }
    if let at = fields.next(4, size: 2) { readAirspeed(items.uint16(at)) }
    trueAirspeedKnots = fields.next(5, size: 2).map { Double(items.uint16($0)) }
    if let at = fields.next(6, size: 2) {
      let bits = items.uint16(at)
      selectedAltitudeFeet = Self.selectedAltitude(bits)
      if bits & 0x8000 != 0 { selectedAltitudeSource = UInt8(bits >> 13 & 3) }
    }
    finalSelectedAltitudeFeet = fields.next(7, size: 2).map { Self.selectedAltitude(items.uint16($0)) }
    readIntent(items, &fields)
    readStatus(items, &fields)
    readMotion(items, &fields)
    readRest(items, &fields)
  }

  private mutating func readAirspeed(_ bits: UInt16) {
    let value = Double(bits & 0x7FFF)
    if bits & 0x8000 == 0 {
      indicatedAirspeedNauticalMilesPerSecond = value / 16384
    } else {
      indicatedMach = value / 1000
    }
  }

  /// Thirteen signed bits of 25 feet.
  private static func selectedAltitude(_ bits: UInt16) -> Double { Double(Int16(bitPattern: bits << 3) >> 3) * 25 }

  private mutating func readIntent(_ items: RecordItems, _ fields: inout Subfields) {
    if let at = fields.next(8, size: 0) {
      hasTrajectoryIntent = true
      // One octet: its extension is not defined, the scan refuses it.
      fields.offset = at + 1
    }
    if let at = fields.next(9, size: 0) {
      hasTrajectoryIntent = true
      fields.offset = at + 1 + 15 * Int(items.uint8(at))
    }
  }

  private mutating func readStatus(_ items: RecordItems, _ fields: inout Subfields) {
    if let at = fields.next(10, size: 2) {
      communicationsCapability = items.uint8(at) >> 5
      flightStatus = items.uint8(at) >> 2 & 7
    }
    if let at = fields.next(11, size: 2) {
      acasStatus = items.uint8(at) >> 6
      isGroundBitSet = items.flag(at, 2)
      emergency = items.uint8(at + 1) & 7
    }
    resolutionAdvisory = fields.next(12, size: 7).map {
      UInt64(items.uint24($0)) << 32 | UInt64(items.uint32($0 + 3))
    }
  }

  private mutating func readMotion(_ items: RecordItems, _ fields: inout Subfields) {
    barometricVerticalRateFeetPerMinute = fields.next(13, size: 2).map { items.int16($0) * 6.25 }
    geometricVerticalRateFeetPerMinute = fields.next(14, size: 2).map { items.int16($0) * 6.25 }
    rollDegrees = fields.next(15, size: 2).map { items.int16($0) / 100 }
    if let at = fields.next(16, size: 2) {
      turnIndicator = items.uint8(at) >> 6
      turnRateDegreesPerSecond = Double(Int8(bitPattern: items.uint8(at + 1)) >> 1) / 4
    }
    trackAngleDegrees = fields.next(17, size: 2).map { Double(items.uint16($0)) * (360.0 / 65536) }
    groundSpeedKnots = fields.next(18, size: 2).map { items.int16($0) * (3600.0 / 16384) }
    velocityUncertainty = fields.next(19, size: 1).map { items.uint8($0) }
  }

  private mutating func readRest(_ items: RecordItems, _ fields: inout Subfields) {
    meteorology = fields.next(20, size: 8).map { Meteorology062(items, at: $0) }
    emitterCategory = fields.next(21, size: 1).map { items.uint8($0) }
    position = fields.next(22, size: 6).map {
      GeographicDegrees(
        latitudeDegrees: items.int24($0) * (180.0 / 8_388_608),
        longitudeDegrees: items.int24($0 + 3) * (180.0 / 8_388_608))
    }
    geometricAltitudeFeet = fields.next(23, size: 2).map { items.int16($0) * 6.25 }
    positionUncertainty = fields.next(24, size: 1).map { items.uint8($0) & 0xF }
    if let at = fields.next(25, size: 0) {
      commB = CommBRegisters(count: Int(items.uint8(at)), offset: at + 1)
      fields.offset = at + 1 + 8 * Int(items.uint8(at))
    }
    indicatedAirspeedKnots = fields.next(26, size: 2).map { Double(items.uint16($0)) }
    mach = fields.next(27, size: 2).map { Double(items.uint16($0)) / 125 }
    pressureSettingHectopascals = fields.next(28, size: 2).map { Double(items.uint16($0) & 0xFFF) / 10 }
  }
}

/// I062/380 MET, meteorological data the aircraft sent; nil where its validity bit is clear.
public struct Meteorology062: Hashable, Sendable {
  public var windSpeedKnots: Double?
  public var windDirectionDegrees: Double?
  public var temperatureCelsius: Double?
  public var turbulence: UInt8?

  init(_ items: RecordItems, at offset: Int) {
    if items.flag(offset, 8) { windSpeedKnots = Double(items.uint16(offset + 1)) }
    if items.flag(offset, 7) { windDirectionDegrees = Double(items.uint16(offset + 3)) }
    if items.flag(offset, 6) { temperatureCelsius = items.int16(offset + 5) / 4 }
    if items.flag(offset, 5) { turbulence = items.uint8(offset + 7) }
  }
}

/// I062/390, flight plan facts.
public struct FlightPlan062: Hashable, Sendable {
  /// TAG: the flight plan system.
  public var source: DataSource?
  /// CSN: callsign.
  public var callsign: Callsign8?
  /// IFI: the flight's number in the system that TYP names, 0 for IFPS.
  public var flightID: UInt32?
  public var flightIDType: UInt8?
  /// FCT GAT/OAT: 1 general, 2 operational air traffic.
  public var trafficKind: UInt8?
  /// FCT FR1/FR2: 0 IFR, 1 VFR, 3 controlled VFR.
  public var flightRules: UInt8?
  /// FCT RVSM: 1 approved, 2 exempt, 3 not approved.
  public var rvsm: UInt8?
  /// FCT HPR: a high priority flight.
  public var isHighPriority: Bool?
  /// TAC: type of aircraft.
  public var aircraftType: Callsign8?
  /// WTC: wake turbulence category, "L", "M", "H" or "J".
  public var wakeCategory: Callsign8?
  /// DEP: departure aerodrome.
  public var departure: Callsign8?
  /// DST: destination aerodrome.
  public var destination: Callsign8?
  /// RDS: runway designation.
  public var runway: Callsign8?
  /// CFL: cleared flight level.
  public var clearedFlightLevel: Double?

  init(_ items: RecordItems, at offset: Int) {
    var fields = items.subfields(at: offset)
    source = fields.next(1, size: 2).map { DataSource(sac: items.uint8($0), sic: items.uint8($0 + 1)) }
    callsign = fields.next(2, size: 7).map { items.characters(at: $0, count: 7) }
    if let at = fields.next(3, size: 4) {
      flightIDType = items.uint8(at) >> 6
      flightID = items.uint32(at) & 0x07FF_FFFF
    }
    if let at = fields.next(4, size: 1) {
      let bits = items.uint8(at)
      trafficKind = bits >> 6
      flightRules = bits >> 4 & 3
      rvsm = bits >> 2 & 3
      isHighPriority = bits & 0x02 != 0
    }
    aircraftType = fields.next(5, size: 4).map { items.characters(at: $0, count: 4) }
    wakeCategory = fields.next(6, size: 1).map { items.characters(at: $0, count: 1) }
    departure = fields.next(7, size: 4).map { items.characters(at: $0, count: 4) }
    destination = fields.next(8, size: 4).map { items.characters(at: $0, count: 4) }
    runway = fields.next(9, size: 3).map { items.characters(at: $0, count: 3) }
    clearedFlightLevel = fields.next(10, size: 2).map { Double(items.uint16($0)) / 4 }
  }
}
