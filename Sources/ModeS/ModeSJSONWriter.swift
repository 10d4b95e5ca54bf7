/// Writes readings as JSON lines: one object a message, absent members are what the message does not say.
///
/// The format is in docs/formats/modes-jsonl.md. Numbers are the shortest text that reads back to the same value.
public struct ModeSJSONWriter: Sendable {
  /// The lines written since ``removeOutput()``.
  public private(set) var output: [UInt8] = []

  public init() {}

  /// Forgets the lines written so far and keeps the storage.
  public mutating func removeOutput() { output.removeAll(keepingCapacity: true) }

  /// Writes one message.
  /// - Parameters:
  ///   - received: The message as it was received, before any repair.
  ///   - signalLevel: The receiver's own scale; nil where it gives none.
  public mutating func write(_ reading: ModeSReading, received: ModeSFrame, signalLevel: UInt8? = nil) {
    begin(timeNanoseconds: reading.timeNanoseconds)
    put("hex", received.hexadecimal)
    if let signalLevel { put("signal", Int(signalLevel)) }
    if reading.frame.byteCount == 2 {
      put("squawk", Self.modeACode(reading.frame).description)
      return end(nil)
    }
    put("df", reading.frame.downlinkFormat)
    if let address = reading.address { put("icao", Self.hexadecimal(address)) }
    switch reading.parity {
    case .intact: put("crc", "ok")
    case .repaired(let bit):
      put("crc", "repaired")
      put("repaired_bit", bit)
    case .bad: put("crc", "bad")
    case .address: put("crc", "address")
    case .none: break
    }
    if let report = reading.report { put(report, reading) }
    if let reply = reading.reply { put(reply) }
    if let choice = reading.commB, let field = reading.commBField { put(choice, field) }
    if let isOnGround = reading.isOnGround { put("on_ground", isOnGround) }
    end(reading.rejection?.rawValue, positionRejection: reading.report?.positionRejection)
  }

  /// Writes an input that is no message.
  /// - Parameter text: What stood there.
  public mutating func write(refused text: String, timeNanoseconds: Int64?, reason: String) {
    begin(timeNanoseconds: timeNanoseconds)
    put("hex", text)
    end(reason)
  }

  /// Writes one UAT message, in the same members as far as it has them.
  public mutating func write(_ message: UATMessage, timeNanoseconds: Int64?) {
    begin(timeNanoseconds: timeNanoseconds)
    put("hex", message.frame.hexadecimal)
    put("uat", Int(message.payloadTypeCode))
    put("icao", Self.hexadecimal(message.address))
    put("source", Self.name(message.addressQualifier))
    if let status = message.modeStatus { put(status) }
    if let altitude = message.barometricAltitudeFeet {
      put("altitude_ft", altitude)
      put("altitude_kind", "baro")
      if let height = message.geometricAltitudeFeet { put("gnss_height_ft", height) }
    } else if let height = message.geometricAltitudeFeet {
      put("altitude_ft", height)
      put("altitude_kind", "gnss")
    }
    if let state = message.stateVector { put(state) }
    end(nil)
  }

  private mutating func put(_ status: UATModeStatus) {
    if let callsign = status.callsign { put("callsign", callsign.description) }
    if let squawk = status.squawk { put("squawk", ModeACode(squawk).description) }
    switch status.emergency {
    case nil: break
    case .some(let emergency): put("emergency", Self.name(EmergencyState(rawValue: emergency.rawValue) ?? .reserved))
    }
    put("version", Int(status.uatVersion))
    put("nac_p", Int(status.positionAccuracyCategory))
    put("nac_v", Int(status.velocityAccuracyCategory))
    put("sil", Int(status.sourceIntegrityLevel))
  }

  private mutating func put(_ state: UATStateVector) {
    if let latitude = state.latitudeDegrees, let longitude = state.longitudeDegrees {
      put("lat", latitude)
      put("lon", longitude)
    }
    put("on_ground", state.isOnGround)
    if let speed = state.groundspeedKnots { put("groundspeed_kt", speed) }
    if let track = state.trackDegrees { put("track_deg", track) }
    if let heading = state.headingDegrees { put("heading_deg", heading) }
    if let rate = state.verticalRateFeetPerMinute {
      put("vertical_rate_fpm", rate)
      if let source = state.verticalRateSource { put("vertical_rate_source", source == .barometric ? "baro" : "gnss") }
    }
    put("nic", Int(state.navigationIntegrityCategory))
  }

  private static func name(_ qualifier: UATAddressQualifier) -> String {
    qualifier.isICAOAddress
      ? qualifier.isDirect ? "uat" : "uat_tisb" : qualifier.isDirect ? "uat_other_address" : "uat_tisb_other_address"
  }

  // MARK: Extended squitters

  private mutating func put(_ report: ADSBReport, _ reading: ModeSReading) {
    let isCoarse = ExtendedSquitter.isCoarse(reading.frame)
    if !isCoarse { put("typecode", Int(report.typeCode)) }
    if report.qualifier != .transponder { put("source", Self.name(report.qualifier)) }
    if !isCoarse, let register = Self.register(report.typeCode) {
      put("bds", register)
      put("bds_confidence", 1)
    }
    // Characters that the code does not define are '#'.
    if case .identification(let identification) = report.message.content, !identification.callsign.isBlank {
      put("callsign", identification.callsign.description)
    }
    if let category = report.category { put("category", category.description) }
    if let altitude = report.altitude {
      put("altitude_ft", altitude.feet)
      put("altitude_kind", altitude.kind == .barometric ? "baro" : "gnss")
    }
    if let position = report.position {
      put("lat", position.latitudeDegrees)
      put("lon", position.longitudeDegrees)
    }
    if let integrity = reading.navigationIntegrity { put("nic", Int(integrity)) }
    switch report.message.content {
    case .surfacePosition(let position):
      if let speed = position.groundspeedKnots { put("groundspeed_kt", speed) }
      if let track = position.trackDegrees { put("track_deg", track) }
    case .velocity(let velocity): put(velocity)
    case .status(let status):
      put("emergency", Self.name(status.emergency))
      put("squawk", status.squawk.description)
    case .resolutionAdvisory(let field): put("acas_ra", Self.isAdvisory(field))
    case .targetState(let state): put(state)
    case .operationalStatus(let status): put(status)
    case .identification, .airbornePosition, .other: break
    }
  }

  private mutating func put(_ velocity: AirborneVelocity) {
    if let speed = velocity.groundspeedKnots { put("groundspeed_kt", speed) }
    if let track = velocity.trackDegrees { put("track_deg", track) }
    if let heading = velocity.headingDegrees { put("heading_deg", heading) }
    if let airspeed = velocity.airspeedKnots {
      put(velocity.airspeedKind == .trueAirspeed ? "tas_kt" : "ias_kt", airspeed)
    }
    if let rate = velocity.verticalRateFeetPerMinute {
      put("vertical_rate_fpm", rate)
      put("vertical_rate_source", velocity.verticalRateSource == .barometric ? "baro" : "gnss")
    }
    if let difference = velocity.geometricMinusBarometricFeet { put("gnss_minus_baro_ft", difference) }
    put("nac_v", Int(velocity.navigationAccuracyCategory))
  }

  private mutating func put(_ state: TargetState) {
    if let altitude = state.selectedAltitudeFeet {
      put("selected_altitude_ft", altitude)
      put("selected_altitude_source", state.altitudeSource == .controlPanel ? "mcp" : "fms")
    }
    if let pressure = state.pressureSettingHectopascals { put("qnh_hpa", pressure) }
    if let heading = state.selectedHeadingDegrees { put("selected_heading_deg", heading) }
    if let modes = state.modes {
      put("autopilot", modes.contains(.autopilot))
      put("vnav", modes.contains(.verticalNavigation))
      put("altitude_hold", modes.contains(.altitudeHold))
      put("approach", modes.contains(.approach))
      put("lnav", modes.contains(.lateralNavigation))
    }
    put("acas_operational", state.isCollisionAvoidanceOperational)
    put("nac_p", Int(state.navigationAccuracyCategory))
    put("nic_baro", state.isBarometricAltitudeCrossChecked ? 1 : 0)
    put("sil", Int(state.sourceIntegrityLevel))
  }

  private mutating func put(_ status: OperationalStatus) {
    put("version", Int(status.version))
    if let category = status.navigationAccuracyCategory { put("nac_p", Int(category)) }
    if let category = status.velocityAccuracyCategory { put("nac_v", Int(category)) }
    if let level = status.sourceIntegrityLevel { put("sil", Int(level)) }
    if let assurance = status.systemDesignAssurance { put("sda", Int(assurance)) }
    if let accuracy = status.geometricVerticalAccuracy { put("gva", Int(accuracy)) }
    if let a = status.supplementA { put("nic_a", a ? 1 : 0) }
    if let c = status.supplementC { put("nic_c", c ? 1 : 0) }
    if let isChecked = status.isBarometricAltitudeCrossChecked { put("nic_baro", isChecked ? 1 : 0) }
  }

  // MARK: Replies

  private mutating func put(_ reply: SurveillanceReply) {
    if let altitude = reply.altitudeFeet {
      put("altitude_ft", altitude)
      put("altitude_kind", "baro")
    }
    if let squawk = reply.squawk { put("squawk", squawk.description) }
    if reply.isAlert { put("alert", true) }
    if reply.isSpecialPositionIdentification { put("spi", true) }
  }

  private mutating func put(_ choice: CommBChoice, _ field: CommBField) {
    put("bds", choice.register.number)
    put("bds_confidence", (choice.confidence * 1000).rounded() / 1000)
    switch choice.register {
    case .identification: put("callsign", field.callsign.description)
    case .selectedVerticalIntention:
      if let altitude = field.selectedAltitudeFeet { put("selected_altitude_ft", altitude) }
      if let altitude = field.managedAltitudeFeet { put("fms_altitude_ft", altitude) }
      if let pressure = field.pressureSettingHectopascals { put("qnh_hpa", pressure) }
    case .trackAndTurn:
      if let roll = field.rollDegrees { put("roll_deg", roll) }
      if let track = field.trackDegrees { put("track_deg", track) }
      if let speed = field.groundspeedKnots { put("groundspeed_kt", speed) }
      if let rate = field.trackRateDegreesPerSecond { put("track_rate_dps", rate) }
      if let speed = field.trueAirspeedKnots { put("tas_kt", speed) }
    case .headingAndSpeed:
      if let heading = field.magneticHeadingDegrees { put("heading_deg", heading) }
      if let speed = field.indicatedAirspeedKnots { put("ias_kt", speed) }
      if let mach = field.mach { put("mach", mach) }
      if let rate = field.barometricRateFeetPerMinute {
        put("vertical_rate_fpm", rate)
        put("vertical_rate_source", "baro")
      }
      if let rate = field.inertialRateFeetPerMinute { put("inertial_rate_fpm", rate) }
    case .meteorologicalRoutine:
      if let speed = field.windSpeedKnots { put("wind_speed_kt", speed) }
      if let direction = field.windDirectionDegrees { put("wind_from_deg", direction) }
      put("temperature_c", field.routineTemperatureCelsius)
      if let pressure = field.routinePressureHectopascals { put("pressure_hpa", pressure) }
      if let humidity = field.humidityPercent { put("humidity_percent", humidity) }
    case .meteorologicalHazard:
      if let temperature = field.hazardTemperatureCelsius { put("temperature_c", temperature) }
      if let pressure = field.hazardPressureHectopascals { put("pressure_hpa", pressure) }
      if let height = field.radioHeightFeet { put("radio_height_ft", height) }
    case .resolutionAdvisory: put("acas_ra", Self.isAdvisory(field.bits))
    case .dataLinkCapability, .commonUsage: break
    }
  }

  /// Whether register 3,0 holds an advisory that is not over: for one threat (bit 9) or several (28), not terminated (27).
  private static func isAdvisory(_ field: MessageField) -> Bool { (field.bit(9) || field.bit(28)) && !field.bit(27) }

  // MARK: Names

  private static func register(_ typeCode: UInt8) -> String? {
    switch typeCode {
    case 1...4: "0,8"
    case 5...8: "0,6"
    case 9...18, 20...22: "0,5"
    case 19: "0,9"
    case 28: "6,1"
    case 29: "6,2"
    case 31: "6,5"
    default: nil
    }
  }

  package static func name(_ state: EmergencyState) -> String {
    switch state {
    case .none: "none"
    case .generalEmergency: "general"
    case .medical: "medical"
    case .minimumFuel: "minimum_fuel"
    case .noCommunications: "no_communications"
    case .unlawfulInterference: "unlawful_interference"
    case .downed: "downed"
    case .reserved: "reserved"
    }
  }

  private static func name(_ qualifier: AddressQualifier) -> String {
    switch qualifier {
    case .transponder: "adsb"
    case .nonTransponder: "adsb_no_transponder"
    case .nonTransponderOther: "adsb_other_address"
    case .tisB: "tisb"
    case .tisBOther: "tisb_other_address"
    case .coarseTISB: "tisb_coarse"
    case .rebroadcast: "adsr"
    case .rebroadcastOther: "adsr_other_address"
    }
  }

  static func name(_ rejection: CPRRejection) -> String {
    switch rejection {
    case .awaitingOtherHalf: "position_awaits_other_half"
    case .otherHalfTooOld: "position_other_half_too_old"
    case .halvesDisagree: "position_halves_disagree"
    case .implausibleSpeed: "position_implausible_speed"
    case .noReference: "position_no_reference"
    }
  }

  package static func hexadecimal(_ address: UInt32) -> String {
    let digits = String(address, radix: 16)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The code of a Mode A/C reply, whose bits stand as in the identity field.
  private static func modeACode(_ frame: ModeSFrame) -> ModeACode {
    // Four groups of three bits with a spare bit before each: A, B, C, D.
    let bits = UInt16(truncatingIfNeeded: frame.high &>> 48)
    return ModeACode((bits & 0x7000) >> 3 | (bits & 0x0700) >> 2 | (bits & 0x0070) >> 1 | bits & 0x0007)
  }

  // MARK: Members (for reports of other modules too)

  package mutating func begin(timeNanoseconds: Int64?) {
    output.append(UInt8(ascii: "{"))
    guard let time = timeNanoseconds else { return }
    let magnitude = time.magnitude
    var fraction = String(magnitude % 1_000_000_000)
    fraction = String(repeating: "0", count: 9 - fraction.count) + fraction
    while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
    text("\"t\":\(time < 0 ? "-" : "")\(magnitude / 1_000_000_000).\(fraction)")
  }

  private mutating func end(_ rejection: String?, positionRejection: CPRRejection? = nil) {
    put("accepted", rejection == nil)
    if let rejection {
      put("rejected", rejection)
    } else if let positionRejection {
      put("rejected", Self.name(positionRejection))
    }
    closeLine()
  }

  package mutating func closeLine() {
    output.append(UInt8(ascii: "}"))
    output.append(UInt8(ascii: "\n"))
  }

  private mutating func key(_ name: StaticString) {
    if output.last != UInt8(ascii: "{") { output.append(UInt8(ascii: ",")) }
    text("\"\(name)\":")
  }

  package mutating func put(_ name: StaticString, _ value: Int) {
    key(name)
    text(String(value))
  }

  package mutating func put(_ name: StaticString, _ value: Double) {
    key(name)
    text(value.description)
  }

  package mutating func put(_ name: StaticString, _ value: Bool) {
    key(name)
    text(value ? "true" : "false")
  }

  package mutating func put(_ name: StaticString, _ value: String) {
    key(name)
    output.append(UInt8(ascii: "\""))
    for octet in value.utf8 {
      switch octet {
      case 0x22, 0x5C:
        output.append(UInt8(ascii: "\\"))
        output.append(octet)
      case 0..<0x20, 0x7F...: output.append(UInt8(ascii: "?"))
      default: output.append(octet)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func text(_ text: String) { output.append(contentsOf: text.utf8) }
}
