import Geodesy
import ModeS
import Surveillance

/// What an extended squitter with a position says, with what else is known of its sender.
struct ModeSReports {
  /// A velocity older than this is not carried with a position, seconds.
  static let velocityAgeMaxSeconds = 5.0
  /// An emergency status, or a code, counts for so long, seconds; aircraft repeat the status every 5 s or more often
  /// (RTCA DO-260B), and radars ask for the code in every turn.
  static let statusAgeMaxSeconds = 30.0
  /// What replies to radars say is shown for so long, seconds.
  static let replyAgeMaxSeconds = 30.0
  /// Of positions that a multilateration client made up, metres, one standard deviation.
  static let multilaterationSigmaMetres = 150.0

  let time: SurveillanceTime
  let sensor: SensorNumber

  func report(
    _ message: ADSBReport, at position: CPRPosition, of aircraft: ADSBAircraft, replies: ModeSAircraft?,
    isMultilaterated: Bool
  ) -> SensorReport {
    var report = SensorReport(
      kind: .adsb, sensor: sensor, time: time, means: isMultilaterated ? .multilateration : .adsb)
    report.position = .geodetic(
      latitudeRadians: Angle.radians(fromDegrees: position.latitudeDegrees),
      longitudeRadians: Angle.radians(fromDegrees: position.longitudeDegrees))
    report.positionSigmaMetres =
      isMultilaterated ? Self.multilaterationSigmaMetres : Self.positionSigmaMetres(message)
    report.modeSAddress = message.qualifier.isICAOAddress ? ModeSAddress(message.address) : nil
    report.callsign = aircraft.callsign.flatMap { Surveillance.Callsign($0.value.description) }
    report.isSpecialPosition = message.surveillanceStatus == .specialPositionIdentification
    readAltitude(message.altitude, aircraft, into: &report)
    readMotion(message, aircraft, into: &report)
    readStatus(aircraft, replies, into: &report)
    readQuality(message, aircraft, into: &report)
    if let replies { readRegisters(replies, into: &report) }
    return report
  }

  private func readAltitude(_ altitude: ADSBAltitude?, _ aircraft: ADSBAircraft, into report: inout SensorReport) {
    guard let altitude else { return }
    switch altitude.kind {
    case .geometric: report.geometricHeight = EllipsoidalHeight(feet: Double(altitude.feet))
    case .barometric:
      report.pressureAltitude = PressureAltitudeReport(altitude: PressureAltitude(feet: Double(altitude.feet)))
      if let difference = fresh(aircraft.velocity, Self.velocityAgeMaxSeconds)?.geometricMinusBarometricFeet {
        report.geometricHeight = EllipsoidalHeight(feet: Double(altitude.feet + difference))
      }
    }
  }

  private func readMotion(_ message: ADSBReport, _ aircraft: ADSBAircraft, into report: inout SensorReport) {
    if case .surfacePosition(let surface) = message.message.content {
      report.isOnGround = true
      if let knots = surface.groundspeedKnots, let track = surface.trackDegrees {
        report.velocity = GroundVelocity(Speed.knots(knots), trackDegrees: track)
      }
      return
    }
    report.isOnGround = false
    guard let velocity = fresh(aircraft.velocity, Self.velocityAgeMaxSeconds) else { return }
    if let east = velocity.eastKnots, let north = velocity.northKnots {
      report.velocity = GroundVelocity(
        eastMetresPerSecond: Speed.knots(Double(east)).metresPerSecond,
        northMetresPerSecond: Speed.knots(Double(north)).metresPerSecond)
    }
    report.verticalRateMetresPerSecond = velocity.verticalRateFeetPerMinute.map {
      VerticalRate.feetPerMinute(Double($0)).metresPerSecond
    }
    report.aircraft.magneticHeadingDegrees = velocity.headingDegrees
    report.aircraft.nacV = velocity.navigationAccuracyCategory
  }

  /// The code and the emergency state: the squitter's own, else the code that two replies to radars agreed on.
  private func readStatus(_ aircraft: ADSBAircraft, _ replies: ModeSAircraft?, into report: inout SensorReport) {
    if let status = fresh(aircraft.status, Self.statusAgeMaxSeconds) {
      report.emergency = Surveillance.EmergencyState(rawValue: status.emergency.rawValue)
      report.mode3A = Mode3AReply(code: Mode3ACode(truncating: status.squawk.value))
    } else if let squawk = fresh(replies?.squawk, Self.statusAgeMaxSeconds) {
      report.mode3A = Mode3AReply(code: Mode3ACode(truncating: squawk.value))
    }
  }

  private func readQuality(_ message: ADSBReport, _ aircraft: ADSBAircraft, into report: inout SensorReport) {
    report.aircraft.emitterCategory = aircraft.category?.value.value
    guard let status = message.operationalStatus else { return }
    report.aircraft.adsbVersion = status.version
    report.aircraft.nacP = status.navigationAccuracyCategory
    report.aircraft.sil = status.sourceIntegrityLevel
    report.aircraft.nic = message.navigationIntegrity
  }

  private func readRegisters(_ replies: ModeSAircraft, into report: inout SensorReport) {
    let age = Self.replyAgeMaxSeconds
    if let status = fresh(replies.flightStatus, age) { report.aircraft.flightStatus = FlightStatus(rawValue: status) }
    if let field = fresh(replies.selectedVerticalIntention, age) {
      report.aircraft.selectedAltitudeFeet = (field.selectedAltitudeFeet ?? field.managedAltitudeFeet).map(Double.init)
      report.aircraft.barometricSettingHectopascals = field.pressureSettingHectopascals
    }
    if let field = fresh(replies.trackAndTurn, age) {
      report.aircraft.rollDegrees = field.rollDegrees
      report.aircraft.trackAngleRateDegreesPerSecond = field.trackRateDegreesPerSecond
      report.aircraft.trueAirspeedKnots = field.trueAirspeedKnots.map(Double.init)
    }
    if let field = fresh(replies.headingAndSpeed, age) {
      report.aircraft.magneticHeadingDegrees = field.magneticHeadingDegrees ?? report.aircraft.magneticHeadingDegrees
      report.aircraft.indicatedAirspeedKnots = field.indicatedAirspeedKnots.map(Double.init)
      report.aircraft.mach = field.mach
    }
  }

  /// By NACp where the aircraft states it, by the uncertainty category of its type code where it is of version 0.
  private static func positionSigmaMetres(_ message: ADSBReport) -> Double {
    if let status = message.operationalStatus, status.version >= 1 {
      return NavigationAccuracy.positionSigmaMetres(nacP: status.navigationAccuracyCategory)
    }
    return NavigationAccuracy.positionSigmaMetres(typeCode: message.typeCode)
  }

  private func fresh<Value>(_ timed: Timed<Value>?, _ seconds: Double) -> Value? {
    guard let timed else { return nil }
    let age = time.seconds(since: SurveillanceTime(nanoseconds: timed.timeNanoseconds))
    return age.magnitude <= seconds ? timed.value : nil
  }
}
