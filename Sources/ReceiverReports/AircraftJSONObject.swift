import ModeS

/// One aircraft of a list being read.
///
/// Where old and new names of one thing stand side by side the new one counts, and of two vertical rates the barometric
/// one, in whatever order they come.
struct AircraftJSONObject {
  private(set) var report: ReceiverReport
  private(set) var problems: [(key: String, reason: AircraftJSON.Refusal.Reason)] = []
  private(set) var ignoredMemberCount = 0
  private(set) var hasLastPosition = false

  private var latitudeDegrees: Double?
  private var longitudeDegrees: Double?
  private var seenSeconds: Double?
  private var positionAgeSeconds: Double?
  private var isPositionValid = true
  private var isTrackValid = true
  private var isPositionMultilaterated = false
  private var isPositionTrafficInformation = false
  private var barometricRate: Int32?
  private var geometricRate: Int32?
  private var oldAltitude: (feet: Int32?, isOnGround: Bool?)
  private var oldSpeedKnots: Double?
  private var oldRate: Int32?

  init(address: ReceiverAddress) { report = ReceiverReport(address: address) }

  mutating func read(_ members: [JSONMember], nowNanoseconds: Int64?) {
    for member in members {
      do throws(JSONField.Problem) {
        if try takeIdentity(member.name, member.value) { continue }
        if try takePosition(member.name, member.value) { continue }
        if try takeMotion(member.name, member.value) { continue }
        if try takeQuality(member.name, member.value) { continue }
        if try takeOldName(member.name, member.value) { continue }
        ignoredMemberCount += 1
      } catch {
        problems.append((member.name, error.reason))
      }
    }
    settleMotion()
    settlePosition()
    settleSource()
    settleTime(nowNanoseconds)
  }

  private mutating func takeIdentity(_ name: String, _ value: JSONValue) throws(JSONField.Problem) -> Bool {
    switch name {
    case "hex": break
    case "type": report.source = try JSONField.source(value)
    case "flight": report.callsign = try JSONField.callsign(value)
    case "category": report.category = try JSONField.emitterCategory(value)
    case "squawk": report.squawk = try JSONField.squawk(value)
    case "emergency": report.emergency = try JSONField.emergency(value)
    case "alert": report.isAlert = try JSONField.flag(value)
    case "spi": report.isSpecialPositionIdentification = try JSONField.flag(value)
    case "messages": report.messageCount = UInt32(try JSONField.whole(value, 0...4_294_967_295))
    case "rssi": report.signalLevelDBFS = try JSONField.number(value, ReceiverLimits.signalLevelDBFS)
    case "mlat": isPositionMultilaterated = try JSONField.listsPosition(value)
    case "tisb": isPositionTrafficInformation = try JSONField.listsPosition(value)
    default: return false
    }
    return true
  }

  private mutating func takePosition(_ name: String, _ value: JSONValue) throws(JSONField.Problem) -> Bool {
    switch name {
    case "lat": latitudeDegrees = try JSONField.number(value, ReceiverLimits.latitudeDegrees)
    case "lon": longitudeDegrees = try JSONField.number(value, ReceiverLimits.longitudeDegrees)
    case "seen_pos": positionAgeSeconds = try JSONField.number(value, ReceiverLimits.ageSeconds)
    case "seen": seenSeconds = try JSONField.number(value, ReceiverLimits.ageSeconds)
    case "lastPosition": hasLastPosition = true
    case "alt_baro":
      let altitude = try Self.altitude(value)
      report.altitudeBarometricFeet = altitude.feet
      report.isOnGround = altitude.isOnGround
    case "alt_geom": report.altitudeGeometricFeet = try JSONField.feet(value)
    default: return false
    }
    return true
  }

  private mutating func takeMotion(_ name: String, _ value: JSONValue) throws(JSONField.Problem) -> Bool {
    switch name {
    case "gs": report.groundspeedKnots = try JSONField.number(value, ReceiverLimits.speedKnots)
    case "ias": report.indicatedAirspeedKnots = try JSONField.number(value, ReceiverLimits.speedKnots)
    case "tas": report.trueAirspeedKnots = try JSONField.number(value, ReceiverLimits.speedKnots)
    case "mach": report.mach = try JSONField.number(value, ReceiverLimits.mach)
    case "track": report.trackDegrees = try JSONField.direction(value)
    case "true_heading": report.trueHeadingDegrees = try JSONField.direction(value)
    case "mag_heading": report.magneticHeadingDegrees = try JSONField.direction(value)
    case "baro_rate": barometricRate = try JSONField.feet(value, ReceiverLimits.verticalRateFeetPerMinute)
    case "geom_rate": geometricRate = try JSONField.feet(value, ReceiverLimits.verticalRateFeetPerMinute)
    case "roll": report.rollDegrees = try JSONField.number(value, ReceiverLimits.rollDegrees)
    case "track_rate":
      report.trackRateDegreesPerSecond = try JSONField.number(value, ReceiverLimits.trackRateDegreesPerSecond)
    case "nav_altitude_mcp": report.selectedAltitudeMCPFeet = try JSONField.feet(value)
    case "nav_altitude_fms": report.selectedAltitudeFMSFeet = try JSONField.feet(value)
    case "nav_heading": report.selectedHeadingDegrees = try JSONField.direction(value)
    case "nav_qnh": report.qnhHectopascals = try JSONField.number(value, ReceiverLimits.qnhHectopascals)
    default: return false
    }
    return true
  }

  private mutating func takeQuality(_ name: String, _ value: JSONValue) throws(JSONField.Problem) -> Bool {
    switch name {
    case "nic": report.nic = try JSONField.category(value, upTo: 11)
    case "nic_baro": report.nicBarometric = try JSONField.category(value, upTo: 1)
    case "rc":
      let metres = try JSONField.number(value, ReceiverLimits.containmentRadiusMetres)
      // Zero is how receivers write that the radius is unknown.
      report.containmentRadiusMetres = metres == 0 ? nil : metres
    case "nac_p": report.nacPosition = try JSONField.category(value, upTo: 15)
    case "nac_v": report.nacVelocity = try JSONField.category(value, upTo: 7)
    case "sil": report.sil = try JSONField.category(value, upTo: 3)
    case "sil_type": report.silType = try JSONField.silType(value)
    case "sda": report.sda = try JSONField.category(value, upTo: 3)
    case "gva": report.gva = try JSONField.category(value, upTo: 3)
    case "version": report.version = try JSONField.category(value, upTo: 7)
    default: return false
    }
    return true
  }

  /// Names that dump1090 had before 2018.
  private mutating func takeOldName(_ name: String, _ value: JSONValue) throws(JSONField.Problem) -> Bool {
    switch name {
    case "altitude": oldAltitude = try Self.altitude(value)
    case "speed": oldSpeedKnots = try JSONField.number(value, ReceiverLimits.speedKnots)
    case "vert_rate": oldRate = try JSONField.feet(value, ReceiverLimits.verticalRateFeetPerMinute)
    case "validposition": isPositionValid = try JSONField.flag(value)
    case "validtrack": isTrackValid = try JSONField.flag(value)
    default: return false
    }
    return true
  }

  /// Feet, or the word "ground". A number does not say that the aircraft flies: only that it is not known to be on the
  /// ground.
  private static func altitude(_ value: JSONValue) throws(JSONField.Problem) -> (feet: Int32?, isOnGround: Bool?) {
    if value == .string("ground") { return (nil, true) }
    return (try JSONField.feet(value), nil)
  }

  private mutating func settleMotion() {
    if report.altitudeBarometricFeet == nil && report.isOnGround == nil {
      report.altitudeBarometricFeet = oldAltitude.feet
      report.isOnGround = oldAltitude.isOnGround
    }
    report.groundspeedKnots = report.groundspeedKnots ?? oldSpeedKnots
    if !isTrackValid { report.trackDegrees = nil }
    if let barometricRate {
      (report.verticalRateFeetPerMinute, report.verticalRateSource) = (barometricRate, .barometric)
    } else if let geometricRate {
      (report.verticalRateFeetPerMinute, report.verticalRateSource) = (geometricRate, .geometric)
    } else {
      report.verticalRateFeetPerMinute = oldRate
    }
  }

  private mutating func settlePosition() {
    guard isPositionValid else { return }
    switch (latitudeDegrees, longitudeDegrees) {
    case (nil, nil): break
    case (let latitude?, let longitude?): report.position = ReceiverLimits.position(latitude, longitude)
    case (nil, _): noteHalfAPosition(missing: "lat")
    case (_, nil): noteHalfAPosition(missing: "lon")
    }
    if report.position != nil { report.positionAgeSeconds = positionAgeSeconds }
  }

  /// A value that was there and was refused has its own entry.
  private mutating func noteHalfAPosition(missing key: String) {
    if !problems.contains(where: { $0.key == key }) { problems.append((key, .halfAPosition)) }
  }

  /// How the position came decides, since that is what a report is for; the lists of members tell it where no type is
  /// given, or where the type tells of something else than the position.
  private mutating func settleSource() {
    if isPositionMultilaterated {
      report.source = .mlat
    } else if isPositionTrafficInformation && !report.source.isTrafficInformation {
      report.source = report.address.isICAO ? .tisbICAO : .tisbOther
    }
  }

  private mutating func settleTime(_ nowNanoseconds: Int64?) {
    guard let nowNanoseconds, let age = report.positionAgeSeconds ?? seenSeconds else { return }
    report.timeNanoseconds = nowNanoseconds - AircraftJSON.nanoseconds(age)
  }
}
