import Asterix
import Geodesy
import Surveillance

extension ReadingContext {
  /// Reads an ADS-B target report of a ground station (CAT021).
  mutating func read(_ message: Category021Report) -> SensorReport? {
    if let descriptor = message.descriptor {
      if descriptor.isSimulated { return dismiss(.simulatedTarget) }
      if descriptor.isTest { return dismiss(.testTarget) }
      if descriptor.isFieldMonitor { return dismiss(.fieldMonitor) }
    }
    if sensor.configuration.type == .unknown { sensor.type = .adsbStation }
    guard let place = message.position else { return dismiss(.noPosition) }
    let time = time(
      ofDay: message.positionApplicabilitySeconds ?? message.positionReceptionSeconds ?? message.timeOfDaySeconds)

    var report = SensorReport(kind: .adsb, sensor: sensor.number, time: time, means: .adsb)
    report.position = .geodetic(
      latitudeRadians: Angle.radians(fromDegrees: place.latitudeDegrees),
      longitudeRadians: Angle.radians(fromDegrees: place.longitudeDegrees))
    report.positionSigmaMetres = NavigationAccuracy.positionSigmaMetres(nacP: message.quality?.nacp)
    report.velocity = velocity(knots: message.groundSpeedKnots, trackDegrees: message.trackAngleDegrees)
    report.mode3A = message.mode3A.map(Mode3AReply.init)
    report.pressureAltitude = message.flightLevel.map {
      PressureAltitudeReport(altitude: PressureAltitude(flightLevel: $0))
    }
    report.geometricHeight = message.geometricHeightFeet.map { EllipsoidalHeight(feet: $0) }
    report.verticalRateMetresPerSecond =
      (message.barometricVerticalRateFeetPerMinute ?? message.geometricVerticalRateFeetPerMinute)
      .map { VerticalRate.feetPerMinute($0).metresPerSecond }
    report.modeSAddress = ModeSAddress(message.targetAddress)
    report.callsign = message.callsign.flatMap(Callsign.init)
    report.isOnGround = message.descriptor?.isOnGround
    report.emergency = message.status.flatMap(Self.emergency)
    report.isSpecialPosition = message.status?.surveillance == 3
    report.localTrackNumber = message.trackNumber
    report.aircraft.emitterCategory = message.emitterCategory.flatMap(Self.emitterCategory)
    report.aircraft.adsbVersion = message.version?.version
    report.aircraft.nacP = message.quality?.nacp
    report.aircraft.nacV = message.quality?.nucrOrNACv
    report.aircraft.nic = message.quality?.nucpOrNIC
    report.aircraft.sil = message.quality?.sil
    report.aircraft.amplitudeDecibelMilliwatts = message.amplitudeDBm
    report.aircraft.magneticHeadingDegrees = message.magneticHeadingDegrees
    return report
  }

  /// I021/020 ECAT as aircraft themselves code it: set letter in the upper four bits, number in the lower (0xA5 is A5, heavy).
  static func emitterCategory(_ category: UInt8) -> UInt8? {
    switch category {
    case 1...6: 0xA0 | category
    case 10: 0xA7
    case 11: 0xB1
    case 12: 0xB2
    case 13: 0xB6
    case 14: 0xB7
    case 15: 0xB4
    case 16: 0xB3
    case 20: 0xC1
    case 21: 0xC2
    case 22: 0xC3
    case 23: 0xC4
    case 24: 0xC5
    default: nil
    }
  }

  /// I021/200 PS: priority status.
  private static func emergency(_ status: TargetStatus021) -> EmergencyState? {
    if status.isMilitaryEmergency { return .general }
    return EmergencyState(rawValue: status.priority)
  }
}

/// How good an ADS-B position is by what the aircraft says of it.
public enum NavigationAccuracy {
  /// Usual satellite navigation where the aircraft says nothing, metres.
  public static let unstatedSigmaMetres = 50.0

  /// One standard deviation of each axis by NACp: its 95 % bound (RTCA DO-260B, table of NACp) over 2.45, the 95 % radius of
  /// a circular normal distribution. NACp 0 says nothing.
  public static func positionSigmaMetres(nacP: UInt8?) -> Double {
    let nauticalMile = 1852.0
    let bound95: Double? =
      switch nacP {
      case 1: 10 * nauticalMile
      case 2: 4 * nauticalMile
      case 3: 2 * nauticalMile
      case 4: 1 * nauticalMile
      case 5: 0.5 * nauticalMile
      case 6: 0.3 * nauticalMile
      case 7: 0.1 * nauticalMile
      case 8: 0.05 * nauticalMile
      case 9: 30
      case 10, 11: 10
      default: nil
      }
    return sigmaMetres(bound95)
  }

  /// The same for aircraft of version 0, whose type code says it: the navigation uncertainty category NUCp (RTCA DO-260,
  /// table 2-11).
  static func positionSigmaMetres(typeCode: UInt8) -> Double {
    let nauticalMile = 1852.0
    let bound95: Double? =
      switch typeCode {
      case 5, 9, 20: 3
      case 6, 10, 21: 10
      case 7, 11: 0.05 * nauticalMile
      case 8, 12: 0.1 * nauticalMile
      case 13: 0.25 * nauticalMile
      case 14: 0.5 * nauticalMile
      case 15: 1 * nauticalMile
      case 16: 5 * nauticalMile
      case 17: 10 * nauticalMile
      default: nil
      }
    return sigmaMetres(bound95)
  }

  private static func sigmaMetres(_ bound95Metres: Double?) -> Double {
    // Below some 10 m the latency of the report is the larger error.
    bound95Metres.map { max($0 / 2.45, 10) } ?? unstatedSigmaMetres
  }
}
