import Geodesy
import ModeS
import Surveillance

/// One Mode S receiver's decoder and what it makes of frames.
struct ReceiverState: Sendable {
  /// What came of one frame.
  enum Outcome {
    case report(SensorReport)
    case refused(SensorReason)
    /// The frame told something that no report carries alone, as an identification does; it stands in the next report.
    case nothing
  }

  /// A velocity older than this is not carried with a position, seconds.
  static let velocityAgeMaxSeconds = 5.0
  /// An emergency status, or the code in it, counts for so long, seconds; aircraft repeat it every 5 s or more often
  /// (RTCA DO-260B).
  static let statusAgeMaxSeconds = 30.0

  let sensor: SensorNumber
  private var decoder = ADSBDecoder()

  init(sensor: SensorNumber) {
    self.sensor = sensor
  }

  /// Reads one frame in Beast form: type, six octets of counter, level, message.
  mutating func read(_ entry: LogEntry) -> Outcome {
    guard entry.payload.count > 8, let frame = ModeSFrame(entry.payload.dropFirst(8)) else {
      return .refused(.undecodable)
    }
    let before = decoder.counters
    guard let message = decoder.decode(frame, timeNanoseconds: entry.receiveTime.nanoseconds) else {
      let isBad = decoder.counters.badParity != before.badParity
      return .refused(isBad ? .badParity : .notExtendedSquitter)
    }
    guard message.position != nil else {
      return message.positionRejection == nil || message.positionRejection == .awaitingOtherHalf
        ? .nothing : .refused(.positionRejected)
    }
    guard let aircraft = decoder.aircraft(address: message.address, qualifier: message.qualifier) else {
      return .nothing
    }
    return .report(report(message, of: aircraft))
  }

  private func report(_ message: ADSBReport, of aircraft: ADSBAircraft) -> SensorReport {
    let time = SurveillanceTime(nanoseconds: message.timeNanoseconds)
    var report = SensorReport(kind: .adsb, sensor: sensor, time: time, means: .adsb)
    report.position = message.position.map {
      .geodetic(
        latitudeRadians: Angle.radians(fromDegrees: $0.latitudeDegrees),
        longitudeRadians: Angle.radians(fromDegrees: $0.longitudeDegrees))
    }
    report.positionSigmaMetres = NavigationAccuracy.positionSigmaMetres(nacP: nil)
    report.modeSAddress = message.qualifier.isICAOAddress ? ModeSAddress(message.address) : nil
    report.callsign = aircraft.callsign.flatMap { Surveillance.Callsign($0.value.description) }
    report.isOnGround = false
    readAltitude(message.altitude, into: &report)
    if let velocity = aircraft.velocity, age(velocity.timeNanoseconds, at: time) <= Self.velocityAgeMaxSeconds {
      read(velocity.value, into: &report)
    }
    if let status = aircraft.status, age(status.timeNanoseconds, at: time) <= Self.statusAgeMaxSeconds {
      report.emergency = Surveillance.EmergencyState(rawValue: status.value.emergency.rawValue)
      report.mode3A = Mode3AReply(code: Mode3ACode(truncating: status.value.squawk.value))
    }
    report.isSpecialPosition = message.surveillanceStatus?.rawValue == 3
    report.aircraft.emitterCategory = aircraft.category?.value.value
    return report
  }

  private func readAltitude(_ altitude: ADSBAltitude?, into report: inout SensorReport) {
    guard let altitude else { return }
    switch altitude.kind {
    case .barometric:
      report.pressureAltitude = PressureAltitudeReport(altitude: PressureAltitude(feet: Double(altitude.feet)))
    case .geometric: report.geometricHeight = EllipsoidalHeight(feet: Double(altitude.feet))
    }
  }

  private func read(_ velocity: AirborneVelocity, into report: inout SensorReport) {
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

  private func age(_ nanoseconds: Int64, at time: SurveillanceTime) -> Double {
    time.seconds(since: SurveillanceTime(nanoseconds: nanoseconds))
  }
}

extension ReceiverState: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    var bytes: [UInt8] = []
    decoder.encode(into: &bytes)
    writer.write(bytes)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    sensor = try reader.value()
    let start = reader.offset
    let bytes = try reader.octets()
    do {
      decoder = try ADSBDecoder(decoding: bytes)
    } catch {
      throw .invalid(offset: start, what: "receiver's state")
    }
  }
}
