import Geodesy
import ModeS
import ReceiverReports
import Surveillance

/// What decoded messages (SBS, UAT, a list of aircraft) said of each aircraft, which comes in parts: a position in one line,
/// its speed in another.
struct SpokenAircraft: Hashable, Sendable {
  /// The most aircraft kept; a full table is cleared of those not heard for a minute.
  static let capacity = 4096
  static let lifeSeconds = 60.0

  struct Entry: Hashable, Sendable {
    var key: UInt32
    var last: SurveillanceTime
    /// All that was said, the latest of each; nil is what was not said.
    var known: ReceiverReport
    var motionTime: SurveillanceTime?
    var statusTime: SurveillanceTime?
  }

  private var entries: [Entry] = []
  /// Looked up, never walked.
  private var entryNumbers: [UInt32: Int] = [:]

  /// Takes what one message says.
  /// - Returns: A report, where the message has a position.
  mutating func take(_ said: ReceiverReport, from sensor: SensorNumber, at time: SurveillanceTime) -> SensorReport? {
    let index = place(of: said, at: time)
    entries[index].take(said, at: time)
    guard let position = said.position else { return nil }
    return entries[index].report(said, at: position, from: sensor, time: time)
  }

  private mutating func place(of said: ReceiverReport, at time: SurveillanceTime) -> Int {
    let key = said.address.value << 1 | (said.address.isICAO ? 1 : 0)
    if let index = entryNumbers[key] {
      entries[index].last = time
      return index
    }
    if entries.count >= Self.capacity { forget(at: time) }
    entries.append(Entry(key: key, last: time, known: ReceiverReport(address: said.address, source: said.source)))
    entryNumbers[key] = entries.count - 1
    return entries.count - 1
  }

  private mutating func forget(at time: SurveillanceTime) {
    entries.removeAll { time.seconds(since: $0.last) > Self.lifeSeconds }
    if entries.count >= Self.capacity { entries.removeAll(keepingCapacity: true) }
    indexAll()
  }

  private mutating func indexAll() {
    entryNumbers.removeAll(keepingCapacity: true)
    for (index, entry) in entries.enumerated() { entryNumbers[entry.key] = index }
  }
}

extension SpokenAircraft.Entry {
  fileprivate mutating func take(_ said: ReceiverReport, at time: SurveillanceTime) {
    known.callsign = said.callsign ?? known.callsign
    known.category = said.category ?? known.category
    known.altitudeBarometricFeet = said.altitudeBarometricFeet ?? known.altitudeBarometricFeet
    known.altitudeGeometricFeet = said.altitudeGeometricFeet ?? known.altitudeGeometricFeet
    known.isOnGround = said.isOnGround ?? known.isOnGround
    known.version = said.version ?? known.version
    known.nacPosition = said.nacPosition ?? known.nacPosition
    known.nacVelocity = said.nacVelocity ?? known.nacVelocity
    known.sil = said.sil ?? known.sil
    known.nic = said.nic ?? known.nic
    if said.groundspeedKnots != nil || said.verticalRateFeetPerMinute != nil {
      known.groundspeedKnots = said.groundspeedKnots
      known.trackDegrees = said.trackDegrees
      known.verticalRateFeetPerMinute = said.verticalRateFeetPerMinute
      motionTime = time
    }
    if said.squawk != nil || said.emergency != nil {
      known.squawk = said.squawk ?? known.squawk
      known.emergency = said.emergency
      statusTime = time
    }
  }

  fileprivate func report(
    _ said: ReceiverReport, at position: ReceiverReport.Position, from sensor: SensorNumber, time: SurveillanceTime
  ) -> SensorReport {
    let isMultilaterated = said.source == .mlat
    var report = SensorReport(
      kind: .adsb, sensor: sensor, time: time, means: isMultilaterated ? .multilateration : .adsb)
    report.position = .geodetic(
      latitudeRadians: Angle.radians(fromDegrees: position.latitudeDegrees),
      longitudeRadians: Angle.radians(fromDegrees: position.longitudeDegrees))
    report.positionSigmaMetres =
      isMultilaterated
      ? ModeSReports.multilaterationSigmaMetres : NavigationAccuracy.positionSigmaMetres(nacP: known.nacPosition)
    report.modeSAddress = known.address.isICAO ? ModeSAddress(rawValue: known.address.value) : nil
    report.callsign = known.callsign.flatMap { Surveillance.Callsign($0.description) }
    report.isOnGround = known.isOnGround
    report.isSpecialPosition = said.isSpecialPositionIdentification ?? false
    readHeights(into: &report)
    readMotion(into: &report, at: time)
    readStatus(into: &report, at: time)
    readQuality(said, into: &report)
    return report
  }

  private func readHeights(into report: inout SensorReport) {
    report.pressureAltitude = known.altitudeBarometricFeet.map {
      PressureAltitudeReport(altitude: PressureAltitude(feet: Double($0)))
    }
    report.geometricHeight = known.altitudeGeometricFeet.map { EllipsoidalHeight(feet: Double($0)) }
  }

  private func readMotion(into report: inout SensorReport, at time: SurveillanceTime) {
    guard isFresh(motionTime, at: time, ModeSReports.velocityAgeMaxSeconds) else { return }
    if let knots = known.groundspeedKnots, let track = known.trackDegrees {
      report.velocity = GroundVelocity(Speed.knots(knots), trackDegrees: track)
    }
    report.verticalRateMetresPerSecond = known.verticalRateFeetPerMinute.map {
      VerticalRate.feetPerMinute(Double($0)).metresPerSecond
    }
  }

  private func readStatus(into report: inout SensorReport, at time: SurveillanceTime) {
    guard isFresh(statusTime, at: time, ModeSReports.statusAgeMaxSeconds) else { return }
    report.mode3A = known.squawk.map { Mode3AReply(code: Mode3ACode(truncating: $0.value)) }
    report.emergency = known.emergency.flatMap { Surveillance.EmergencyState(rawValue: $0.rawValue) }
  }

  private func readQuality(_ said: ReceiverReport, into report: inout SensorReport) {
    report.aircraft.emitterCategory = known.category?.value
    report.aircraft.adsbVersion = known.version
    report.aircraft.nacP = known.nacPosition
    report.aircraft.nacV = known.nacVelocity
    report.aircraft.nic = known.nic
    report.aircraft.sil = known.sil
    report.aircraft.selectedAltitudeFeet =
      (said.selectedAltitudeMCPFeet ?? said.selectedAltitudeFMSFeet).map(Double.init)
    report.aircraft.barometricSettingHectopascals = said.qnhHectopascals
    report.aircraft.magneticHeadingDegrees = said.magneticHeadingDegrees
    report.aircraft.indicatedAirspeedKnots = said.indicatedAirspeedKnots
    report.aircraft.trueAirspeedKnots = said.trueAirspeedKnots
    report.aircraft.mach = said.mach
    report.aircraft.rollDegrees = said.rollDegrees
    report.aircraft.trackAngleRateDegreesPerSecond = said.trackRateDegreesPerSecond
  }

  private func isFresh(_ earlier: SurveillanceTime?, at time: SurveillanceTime, _ seconds: Double) -> Bool {
    earlier.map { time.seconds(since: $0).magnitude <= seconds } ?? false
  }
}

extension SpokenAircraft.Entry: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(key)
    writer.write(last)
    var octets: [UInt8] = []
    known.encode(into: &octets)
    writer.write(octets)
    writer.write(motionTime)
    writer.write(statusTime)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    key = try reader.integer()
    last = try reader.value()
    let start = reader.offset
    let octets = try reader.octets()
    do {
      known = try ReceiverReport(decoding: octets[...])
    } catch {
      throw .invalid(offset: start, what: "receiver's report")
    }
    motionTime = try reader.optional()
    statusTime = try reader.optional()
  }
}

extension SpokenAircraft: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) { writer.write(entries) }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    entries = try reader.list()
    indexAll()
  }
}
