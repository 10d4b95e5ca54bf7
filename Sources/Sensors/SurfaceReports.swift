import Asterix
import Geodesy
import Surveillance

extension ReadingContext {
  /// Reads a monosensor surface movement report (CAT010).
  mutating func read(_ message: Category010Report) -> SensorReport? {
    guard message.messageType == .targetReport else { return nil }
    if let descriptor = message.descriptor {
      if descriptor.isSimulated { return dismiss(.simulatedTarget) }
      if descriptor.isTest { return dismiss(.testTarget) }
      if descriptor.isFieldMonitor { return dismiss(.fieldMonitor) }
    }
    if sensor.configuration.type == .unknown { sensor.type = .surfaceRadar }
    guard let position = position(of: message) else { return dismiss(.noPosition) }
    let means = Self.means(message.descriptor)
    var report = SensorReport(
      kind: .plot, sensor: sensor.number, time: time(ofDay: message.timeOfDaySeconds), means: means)
    report.position = position
    report.positionSigmaMetres = 10
    report.mode3A = message.mode3A.map(Mode3AReply.init)
    report.pressureAltitude = message.flightLevel.map(PressureAltitudeReport.init)
    report.modeSAddress = ModeSAddress(message.targetAddress)
    report.callsign = message.callsign.flatMap(Callsign.init)
    report.isOnGround = means == .surface || message.descriptor?.isGroundBitSet == true
    report.isSpecialPosition = message.descriptor?.hasSPI ?? false
    report.localTrackNumber = message.trackNumber
    report.velocity = velocity(knots: message.groundSpeedKnots, trackDegrees: message.trackAngleDegrees)
    return report
  }

  private func position(of message: Category010Report) -> MeasuredPosition? {
    if let place = message.position {
      return .geodetic(
        latitudeRadians: Angle.radians(fromDegrees: place.latitudeDegrees),
        longitudeRadians: Angle.radians(fromDegrees: place.longitudeDegrees))
    }
    if let place = message.positionMetres {
      return polar(
        slantRange: .metres(Elementary.hypot(place.x, place.y)),
        azimuth: .radians(Elementary.atan2(place.x, place.y)))
    }
    guard let rho = message.rhoMetres, let theta = message.thetaDegrees else { return nil }
    return polar(slantRange: .metres(rho), azimuth: .degrees(theta))
  }

  /// I010/020 TYP.
  private static func means(_ descriptor: TargetDescriptor010?) -> DetectionMeans {
    switch descriptor?.kind {
    case 0, 1, 5: .multilateration
    case 2: .adsb
    default: .surface
    }
  }
}
