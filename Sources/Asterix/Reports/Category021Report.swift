/// An ADS-B target report (CAT021), editions 2.1 and later.
public struct Category021Report: Sendable {
  /// I021/010.
  public var source: DataSource?
  /// I021/015.
  public var serviceID: UInt8?
  /// I021/080: the target's 24-bit address.
  public var targetAddress: UInt32?
  /// I021/161.
  public var trackNumber: UInt16?
  /// I021/040.
  public var descriptor: TargetDescriptor021?
  /// I021/071: time of applicability of the position, seconds since midnight UTC.
  public var positionApplicabilitySeconds: Double?
  /// I021/072: time of applicability of the velocity.
  public var velocityApplicabilitySeconds: Double?
  /// I021/073, refined by I021/074: time the position message was received.
  public var positionReceptionSeconds: Double?
  /// I021/075, refined by I021/076: time the velocity message was received.
  public var velocityReceptionSeconds: Double?
  /// I021/077: time the report was transmitted.
  public var transmissionSeconds: Double?
  /// I021/131 where present (high resolution), else I021/130.
  public var position: GeographicDegrees?
  /// I021/140: height above the WGS-84 ellipsoid, feet.
  public var geometricHeightFeet: Double?
  /// I021/145.
  public var flightLevel: Double?
  /// I021/160: knots.
  public var groundSpeedKnots: Double?
  /// I021/160: track angle, clockwise from true north.
  public var trackAngleDegrees: Double?
  /// I021/152: magnetic heading.
  public var magneticHeadingDegrees: Double?
  /// I021/155: feet per minute, up positive.
  public var barometricVerticalRateFeetPerMinute: Double?
  /// I021/157: feet per minute, up positive.
  public var geometricVerticalRateFeetPerMinute: Double?
  /// I021/170.
  public var callsign: Callsign8?
  /// I021/070.
  public var mode3A: ModeACode?
  /// I021/020.
  public var emitterCategory: UInt8?
  /// I021/090.
  public var quality: QualityIndicators021?
  /// I021/200.
  public var status: TargetStatus021?
  /// I021/210.
  public var version: MopsVersion021?
  /// I021/132: dBm.
  public var amplitudeDBm: Double?
  /// I021/016: period of the reports, seconds.
  public var servicePeriodSeconds: Double?
  /// I021/400.
  public var receiverID: UInt8?

  /// The best time of the position: its applicability, else its reception, else the report's transmission.
  public var timeOfDaySeconds: Double? {
    positionApplicabilitySeconds ?? positionReceptionSeconds ?? velocityReceptionSeconds ?? transmissionSeconds
  }

  /// Nil where the record is of another category or of an edition before 2.
  public init?(_ record: AsterixRecord, in datagram: DecodedDatagram) {
    guard let items = RecordItems(record, in: datagram, category: 21) else { return nil }
    guard record.editionPlace == 0 || (record.edition?.major ?? 0) >= 2 else { return nil }
    source = items.source(10)
    if let at = items[15] { serviceID = items.uint8(at) }
    if let at = items[80] { targetAddress = items.uint24(at) }
    if let at = items[161] { trackNumber = items.uint16(at) & 0xFFF }
    if let at = items[40] { descriptor = TargetDescriptor021(items, at: at) }
    readTimes(items)
    readPosition(items)
    readVelocity(items)
    if let at = items[170] { callsign = items.callsign(at: at) }
    if let at = items[70] {
      mode3A = ModeACode(code: items.uint16(at) & 0xFFF, isNotValidated: false, isGarbled: false, thirdFlag: false)
    }
    if let at = items[20] { emitterCategory = items.uint8(at) }
    if let at = items[90] { quality = QualityIndicators021(items, at: at) }
    if let at = items[200] { status = TargetStatus021(items, at: at) }
    if let at = items[210] { version = MopsVersion021(items, at: at) }
    if let at = items[132] { amplitudeDBm = items.int8(at) }
    if let at = items[16] { servicePeriodSeconds = Double(items.uint8(at)) / 2 }
    if let at = items[400] { receiverID = items.uint8(at) }
  }

  private mutating func readTimes(_ items: RecordItems) {
    positionApplicabilitySeconds = items.timeOfDaySeconds(71)
    velocityApplicabilitySeconds = items.timeOfDaySeconds(72)
    positionReceptionSeconds = Self.refined(items.timeOfDaySeconds(73), by: items[74], items)
    velocityReceptionSeconds = Self.refined(items.timeOfDaySeconds(75), by: items[76], items)
    transmissionSeconds = items.timeOfDaySeconds(77)
  }

  /// Replaces the fraction of a second by the high-precision one, whose FSI says which whole second it belongs to.
  private static func refined(_ coarse: Double?, by offset: Int?, _ items: RecordItems) -> Double? {
    guard let coarse, let offset else { return coarse }
    let bits = items.uint32(offset)
    let whole = Double(Int64(coarse))
    let fraction = Double(bits & 0x3FFF_FFFF) / 1_073_741_824
    switch bits >> 30 {
    case 0: return whole + fraction
    case 1: return whole + 1 + fraction
    case 2: return whole - 1 + fraction
    default: return coarse
    }
  }

  private mutating func readPosition(_ items: RecordItems) {
    if let at = items[131] {
      position = GeographicDegrees(
        latitudeDegrees: items.int32(at) * (180.0 / 1_073_741_824),
        longitudeDegrees: items.int32(at + 4) * (180.0 / 1_073_741_824))
    } else if let at = items[130] {
      position = GeographicDegrees(
        latitudeDegrees: items.int24(at) * (180.0 / 8_388_608),
        longitudeDegrees: items.int24(at + 3) * (180.0 / 8_388_608))
    }
    if let at = items[140] { geometricHeightFeet = items.int16(at) * 6.25 }
    if let at = items[145] { flightLevel = items.int16(at) / 4 }
  }

  private mutating func readVelocity(_ items: RecordItems) {
    if let at = items[160] {
      groundSpeedKnots = Double(items.uint16(at) & 0x7FFF) * (3600.0 / 16384)
      trackAngleDegrees = Double(items.uint16(at + 2)) * (360.0 / 65536)
    }
    if let at = items[152] { magneticHeadingDegrees = Double(items.uint16(at)) * (360.0 / 65536) }
    if let at = items[155] { barometricVerticalRateFeetPerMinute = Self.rate(items, at: at) }
    if let at = items[157] { geometricVerticalRateFeetPerMinute = Self.rate(items, at: at) }
  }

  private static func rate(_ items: RecordItems, at offset: Int) -> Double {
    Double(Int16(bitPattern: items.uint16(offset) << 1) >> 1) * 6.25
  }
}

/// I021/040, target report descriptor.
public struct TargetDescriptor021: Hashable, Sendable {
  /// ATP: 0 ICAO address, 1 duplicate, 2 surface vehicle, 3 anonymous.
  public var addressType: UInt8
  /// ARC: altitude resolution, 0 25 ft, 1 100 ft, 2 unknown, 3 invalid.
  public var altitudeResolution: UInt8
  /// RC: a range check was passed, the position is being verified.
  public var isRangeChecked: Bool
  /// RAB: from a fixed field monitor rather than a target.
  public var isFieldMonitor: Bool
  /// DCR: differential correction.
  public var isDifferentiallyCorrected = false
  /// GBS: the ground bit is set.
  public var isOnGround = false
  /// SIM: a simulated target.
  public var isSimulated = false
  /// TST: a test target.
  public var isTest = false
  /// SAA: the equipment cannot provide a selected altitude.
  public var lacksSelectedAltitude = false
  /// CL: confidence, 0 valid, 1 suspect, 2 no information.
  public var confidence: UInt8 = 0
  /// LLC: list lookup failed.
  public var isListLookupFailed = false
  /// IPC: independent position check failed.
  public var isPositionCheckFailed = false
  /// NOGO: the ground station's NOGO bit is set.
  public var isInhibited = false
  /// CPR: CPR validation failed.
  public var isCPRFailed = false
  /// LDPJ: local decoding position jump detected.
  public var isPositionJump = false
  /// RCF: range check failed.
  public var isRangeCheckFailed = false

  init(_ items: RecordItems, at offset: Int) {
    let first = items.uint8(offset)
    addressType = first >> 5
    altitudeResolution = first >> 3 & 3
    isRangeChecked = first & 0x04 != 0
    isFieldMonitor = first & 0x02 != 0
    guard first & 1 != 0 else { return }
    let second = items.uint8(offset + 1)
    isDifferentiallyCorrected = second & 0x80 != 0
    isOnGround = second & 0x40 != 0
    isSimulated = second & 0x20 != 0
    isTest = second & 0x10 != 0
    lacksSelectedAltitude = second & 0x08 != 0
    confidence = second >> 1 & 3
    guard second & 1 != 0 else { return }
    let third = items.uint8(offset + 2)
    isListLookupFailed = third & 0x40 != 0
    isPositionCheckFailed = third & 0x20 != 0
    isInhibited = third & 0x10 != 0
    isCPRFailed = third & 0x08 != 0
    isPositionJump = third & 0x04 != 0
    isRangeCheckFailed = third & 0x02 != 0
  }
}

/// I021/090, quality indicators.
public struct QualityIndicators021: Hashable, Sendable {
  /// NUCr or NACv, by the MOPS version.
  public var nucrOrNACv: UInt8
  /// NUCp or NIC, by the MOPS version.
  public var nucpOrNIC: UInt8
  /// NICbaro.
  public var nicBaro: UInt8?
  /// SIL: surveillance or source integrity level.
  public var sil: UInt8?
  /// NACp.
  public var nacp: UInt8?
  /// SIL supplement: per sample rather than per flight hour.
  public var isSILPerSample: Bool?
  /// SDA: horizontal position system design assurance.
  public var sda: UInt8?
  /// GVA: geometric vertical accuracy.
  public var gva: UInt8?
  /// PIC: position integrity category.
  public var pic: UInt8?

  init(_ items: RecordItems, at offset: Int) {
    let first = items.uint8(offset)
    nucrOrNACv = first >> 5
    nucpOrNIC = first >> 1 & 0xF
    guard first & 1 != 0 else { return }
    let second = items.uint8(offset + 1)
    nicBaro = second >> 7
    sil = second >> 5 & 3
    nacp = second >> 1 & 0xF
    guard second & 1 != 0 else { return }
    let third = items.uint8(offset + 2)
    isSILPerSample = third & 0x20 != 0
    sda = third >> 3 & 3
    gva = third >> 1 & 3
    guard third & 1 != 0 else { return }
    pic = items.uint8(offset + 3) >> 4
  }
}

/// I021/200, target status.
public struct TargetStatus021: Hashable, Sendable {
  /// ICF: the intent change flag is set.
  public var hasIntentChange: Bool
  /// LNAV: the LNAV mode is not engaged.
  public var isLNAVOff: Bool
  /// ME: military emergency.
  public var isMilitaryEmergency: Bool
  /// PS: 0 none, 1 general emergency, 2 medical, 3 minimum fuel, 4 no communications, 5 unlawful interference, 6 downed.
  public var priority: UInt8
  /// SS: 0 none, 1 permanent alert, 2 temporary alert, 3 SPI.
  public var surveillance: UInt8

  init(_ items: RecordItems, at offset: Int) {
    let bits = items.uint8(offset)
    hasIntentChange = bits & 0x80 != 0
    isLNAVOff = bits & 0x40 != 0
    isMilitaryEmergency = bits & 0x20 != 0
    priority = bits >> 2 & 7
    surveillance = bits & 3
  }
}

/// I021/210, MOPS version of the target.
public struct MopsVersion021: Hashable, Sendable {
  /// VNS: the ground system does not support the version.
  public var isUnsupported: Bool
  /// VN: 0 DO-260, 1 DO-260A, 2 DO-260B, 3 DO-260C.
  public var version: UInt8
  /// LTT: link technology; 2 is 1090 ES.
  public var linkTechnology: UInt8

  init(_ items: RecordItems, at offset: Int) {
    let bits = items.uint8(offset)
    isUnsupported = bits & 0x40 != 0
    version = bits >> 3 & 7
    linkTechnology = bits & 7
  }
}
