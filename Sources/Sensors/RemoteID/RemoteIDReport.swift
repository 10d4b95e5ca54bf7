import Geodesy
import RemoteID
import Surveillance

/// Makes a report of what a transmitter has said.
struct RemoteIDReport {
  /// A location's own time further than this from its reception is not believed, seconds: the standards want it sent
  /// within one second.
  static let clockToleranceSeconds = 5.0
  /// A self-ID that tells of an emergency counts for so long, seconds; it is repeated every three at least.
  static let emergencyTextSeconds = 30.0
  /// Usual satellite navigation where the aircraft says nothing, and the least error believed, metres.
  static let unstatedSigmaMetres = 50.0
  static let leastSigmaMetres = 3.0

  let sensor: SensorNumber
  let receiveTime: SurveillanceTime
  private(set) var reasons: [SensorReason] = []

  init(sensor: SensorNumber, receiveTime: SurveillanceTime) {
    self.sensor = sensor
    self.receiveTime = receiveTime
  }

  /// Nil where it has no position.
  mutating func report(of transmitter: RemoteIDTransmitter, transmitterCount: Int) -> SensorReport? {
    guard let location = transmitter.state.location?.value, let place = location.position else {
      reasons.append(.noPosition)
      return nil
    }
    var report = SensorReport(kind: .adsb, sensor: sensor, time: time(of: location), means: .remoteID)
    report.position = .geodetic(
      latitudeRadians: Angle.radians(fromDegrees: place.latitudeDegrees),
      longitudeRadians: Angle.radians(fromDegrees: place.longitudeDegrees))
    report.positionSigmaMetres = Self.positionSigmaMetres(location)
    report.velocity = Self.velocity(location)
    report.pressureAltitude = location.pressureAltitudeMetres.map {
      PressureAltitudeReport(altitude: PressureAltitude(metres: $0))
    }
    report.geometricHeight = location.ellipsoidAltitudeMetres.map { EllipsoidalHeight(metres: $0) }
    report.verticalRateMetresPerSecond = location.climbMetresPerSecond
    report.isOnGround = Self.isOnGround(location.status)
    report.emergency = isEmergency(transmitter.state) ? .general : nil
    report.aircraft.unmanned = unmanned(transmitter, transmitterCount: transmitterCount)
    return report
  }

  /// The location's own time, tenths of a second after the full hour, resolved against its reception.
  private mutating func time(of location: RemoteIDLocation) -> SurveillanceTime {
    guard let seconds = location.secondsAfterHour else { return receiveTime }
    let hour = 3600.0
    let received = receiveTime.secondsOfDay - (receiveTime.secondsOfDay / hour).rounded(.down) * hour
    var shift = seconds - received
    if shift > hour / 2 { shift -= hour }
    if shift < -hour / 2 { shift += hour }
    guard shift.magnitude <= Self.clockToleranceSeconds else {
      reasons.append(.clockOff)
      return receiveTime
    }
    return receiveTime.adding(seconds: shift)
  }

  /// The accuracy is a 95 % bound: over 2.45, the 95 % radius of a circular normal distribution, it is one standard deviation
  /// of each axis.
  private static func positionSigmaMetres(_ location: RemoteIDLocation) -> Double {
    location.horizontalAccuracyMetres.map { max($0 / 2.45, leastSigmaMetres) } ?? unstatedSigmaMetres
  }

  /// One that stands in the air may leave its direction out.
  private static func velocity(_ location: RemoteIDLocation) -> GroundVelocity? {
    guard let speed = location.speedMetresPerSecond else { return nil }
    guard let track = location.trackDegrees else {
      return speed == 0 ? GroundVelocity(eastMetresPerSecond: 0, northMetresPerSecond: 0) : nil
    }
    return GroundVelocity(Speed(metresPerSecond: speed), trackDegrees: track)
  }

  private static func isOnGround(_ status: RemoteIDLocation.Status?) -> Bool? {
    switch status {
    case .onGround: true
    case .airborne: false
    case .emergency, .notDeclared, .remoteIDFailure, nil: nil
    }
  }

  private func isEmergency(_ state: RemoteIDState) -> Bool {
    if state.location?.value.status == .emergency { return true }
    guard let text = state.selfID, text.value.kind == .emergency else { return false }
    return receiveTime.seconds(since: SurveillanceTime(nanoseconds: text.timeNanoseconds))
      <= Self.emergencyTextSeconds
  }

  private func unmanned(_ transmitter: RemoteIDTransmitter, transmitterCount: Int) -> UnmannedAircraft {
    let state = transmitter.state
    var unmanned = UnmannedAircraft(transmitter: transmitter.address)
    unmanned.identifier = transmitter.identifier
    let type = (state.identification ?? state.basicIDs.first?.value)?.aircraftTypeCode
    unmanned.kind = type.flatMap { UnmannedAircraft.Kind(rawValue: $0) }
    unmanned.operatorIdentifier = state.operatorID.flatMap { ShortText(ascii: $0.value.identifierOctets) }
    unmanned.operatorPosition = state.system.flatMap { UnmannedAircraft.OperatorPosition($0.value) }
    unmanned.europeanCategory = (state.system?.value.euCategory).flatMap {
      UnmannedAircraft.EuropeanCategory(rawValue: $0.rawValue)
    }
    unmanned.europeanClass = state.system?.value.euClass
    unmanned.status = (state.location?.value.status).flatMap { UnmannedAircraft.Status(rawValue: $0.rawValue) }
    unmanned.height = state.location.flatMap { UnmannedAircraft.Height($0.value) }
    unmanned.selfDescription = state.selfID.flatMap { ShortText(ascii: $0.value.textOctets) }
    unmanned.identifierChanges = UInt8(clamping: state.identifierChanges)
    unmanned.transmitterCount = UInt16(clamping: transmitterCount)
    return unmanned
  }
}

extension UnmannedAircraft.OperatorPosition {
  /// Nil where the operator's position is not available.
  fileprivate init?(_ system: RemoteIDSystem) {
    guard let place = system.operatorPosition else { return nil }
    self.init(
      latitudeRadians: Angle.radians(fromDegrees: place.latitudeDegrees),
      longitudeRadians: Angle.radians(fromDegrees: place.longitudeDegrees),
      kind: Kind(rawValue: system.operatorPositionSourceCode))
  }
}

extension UnmannedAircraft.Height {
  /// Nil where it is not available.
  fileprivate init?(_ location: RemoteIDLocation) {
    guard let metres = location.heightMetres else { return nil }
    self.init(metres: metres, reference: location.heightReference == .takeOff ? .takeOff : .ground)
  }
}
