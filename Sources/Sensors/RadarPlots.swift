import Asterix
import Geodesy
import Surveillance

extension ReadingContext {
  /// Reads a monoradar target report (CAT048).
  ///
  /// The radar's own coasting (TYP 0), simulated and test targets, field monitors and what the radar itself calls a
  /// reflection, an angel or the like are no plots of aircraft.
  mutating func read(_ message: Category048Report, in datagram: DecodedDatagram) -> SensorReport? {
    let descriptor = message.descriptor
    if let reason = Self.dismissal(descriptor, message.warnings) { return dismiss(reason) }
    let detection = descriptor?.detection ?? .secondary
    learnType(from: detection)
    guard let position = position(of: message) else { return dismiss(.noPosition) }
    let time = time(ofDay: message.timeOfDaySeconds)
    if case .polar(_, let azimuth) = position { sensor.scan.plot(azimuthRadians: azimuth, at: time) }

    var report = SensorReport(kind: .plot, sensor: sensor.number, time: time, means: DetectionMeans(detection))
    report.position = position
    report.mode3A = message.mode3A.map(Mode3AReply.init)
    report.pressureAltitude = message.flightLevel.map(PressureAltitudeReport.init)
    distrust(&report, message.warnings)
    report.measuredHeight = message.heightFeet.map { OrthometricHeight(feet: $0) }
    report.modeSAddress = message.warnings.contains(16) ? nil : ModeSAddress(message.modeSAddress)
    report.callsign = message.callsign.flatMap(Callsign.init)
    report.isOnGround = message.communications?.isOnGround
    report.isSpecialPosition = descriptor?.hasSPI ?? false
    if descriptor?.isMilitaryEmergency == true { report.emergency = .general }
    report.localTrackNumber = message.trackNumber
    report.aircraft.flightStatus = message.communications.flatMap { FlightStatus(rawValue: $0.flightStatus) }
    report.aircraft.amplitudeDecibelMilliwatts =
      message.plot?.secondaryAmplitudeDBm ?? message.plot?.primaryAmplitudeDBm
    readCommB(message.commB, in: datagram, into: &report.aircraft)
    return report
  }

  /// Reads a radar's service message (CAT034): north marks, its place, its faults.
  mutating func read(_ message: Category034Report) {
    let time = time(ofDay: message.timeOfDaySeconds)
    if let period = message.rotationPeriodSeconds, ScanClock.plausibleSeconds.contains(period),
      sensor.configuration.scanPeriodSeconds == nil
    {
      sensor.scan.statedPeriodSeconds = period
    }
    if message.messageType == .northMarker { sensor.scan.north(at: time) }
    if let position = message.position {
      sensor.state(
        antenna: GeodeticPosition(
          latitudeDegrees: position.latitudeDegrees, longitudeDegrees: position.longitudeDegrees,
          heightMetres: message.heightMetres ?? 0))
    }
    if let status = message.status {
      sensor.fault = status.isInhibited == true ? "the radar reports NOGO (I034/050)" : nil
    }
  }

  private static func dismissal(_ descriptor: TargetDescriptor048?, _ warnings: WarningCodes) -> SensorReason? {
    if let descriptor {
      if descriptor.detection == .none { return .radarCoasting }
      if descriptor.isSimulated { return .simulatedTarget }
      if descriptor.isTest { return .testTarget }
      if descriptor.isFieldMonitor { return .fieldMonitor }
    }
    guard !warnings.isEmpty else { return nil }
    let dismissing: [(UInt8, SensorReason)] = [
      (1, .reflection), (2, .sidelobe), (3, .splitPlot), (4, .secondTimeAround), (5, .angel), (6, .roadVehicle),
      (7, .fixedEcho), (10, .phantom), (19, .birds), (20, .birds), (23, .windTurbine),
    ]
    return dismissing.first { warnings.contains($0.0) }?.1
  }

  /// Codes and levels that the radar itself doubts (I048/030) count as not validated.
  private func distrust(_ report: inout SensorReport, _ warnings: WarningCodes) {
    if warnings.contains(11) { report.mode3A?.isValidated = false }
    if warnings.contains(12) || warnings.contains(18) { report.pressureAltitude?.isValidated = false }
  }

  private func position(of message: Category048Report) -> MeasuredPosition? {
    if let rho = message.rhoNauticalMiles, let theta = message.thetaDegrees {
      return polar(slantRange: .nauticalMiles(rho), azimuth: .degrees(theta))
    }
    guard let place = message.positionNauticalMiles else { return nil }
    return polar(
      slantRange: .nauticalMiles(Elementary.hypot(place.x, place.y)),
      azimuth: .radians(Elementary.atan2(place.x, place.y)))
  }

  /// A sensor is what the best of its detections shows.
  private mutating func learnType(from detection: DetectionType) {
    guard sensor.configuration.type == .unknown else { return }
    let shown: SensorType =
      detection.isModeS ? .modeSRadar : detection.hasSecondary ? .secondaryRadar : .primaryRadar
    switch sensor.type {
    case .unknown, .primaryRadar: sensor.type = shown
    case .secondaryRadar: if shown == .modeSRadar { sensor.type = shown }
    default: break
    }
  }
}

extension DetectionMeans {
  /// The means that a radar's type of detection stands for.
  init(_ detection: DetectionType) {
    self = []
    if detection.hasPrimary { insert(.primary) }
    if detection.isModeS { insert(.modeS) } else if detection.hasSecondary { insert(.secondary) }
  }
}

extension PressureAltitudeReport {
  /// Mode C with its V and G bits.
  init(_ level: FlightLevelReport) {
    self.init(
      altitude: PressureAltitude(flightLevel: level.flightLevel), isValidated: !level.isNotValidated,
      isGarbled: level.isGarbled)
  }
}
