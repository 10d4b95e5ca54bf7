import Geodesy
import Surveillance

/// Where an aircraft itself said it was, with its speed, for a comparison with radar plots that follow.
struct OwnReport: Hashable {
  var time: SurveillanceTime
  var latitudeRadians: Double
  var longitudeRadians: Double
  var velocity: GroundVelocity
  var sigmaMetres: Double
}

extension Tracker {
  /// What was learnt of the radars' alignment, by ascending sensor.
  public var registrations: [Registration] { learnt.compactMap(\.self) }

  /// Keeps the place an aircraft reports of itself.
  mutating func noteOwnReport(_ report: SensorReport, _ slot: Int) {
    guard report.kind == .adsb, report.means == .adsb, let velocity = report.velocity,
      case .geodetic(let latitude, let longitude) = report.position
    else { return }
    if let known = store.slots[slot].ownReport, known.time > report.time { return }
    store.slots[slot].ownReport = OwnReport(
      time: report.time, latitudeRadians: latitude, longitudeRadians: longitude, velocity: velocity,
      sigmaMetres: report.positionSigmaMetres ?? parameters.adsbSigmaMetres)
  }

  /// Compares a plot with what the aircraft of a track said of its place not long before or after.
  mutating func learnRegistration(_ report: SensorReport, _ slot: Int) {
    guard report.kind == .plot, case .polar(let range, let azimuth) = report.position,
      range > parameters.registrationLeastRangeMetres, let own = store.slots[slot].ownReport,
      own.sigmaMetres <= parameters.registrationOwnSigmaMetres, let site = prepared[report.sensor.index],
      let height = report.goodLevelMetres ?? store.level(slot, at: report.time, parameters: parameters)
    else { return }
    let dt = report.time.seconds(since: own.time) + parameters.adsbLatencySeconds
    guard dt.magnitude <= parameters.registrationOwnAgeSeconds else { return }
    let expected = site.polar(of: own, movedBy: dt, height: height)
    let speed = Vector2(own.velocity).squaredLength.squareRoot()
    // The report's own error, its latency, and what a turn does in the time between.
    let latency = speed * parameters.adsbLatencySigmaSeconds
    let turn = 0.5 * parameters.registrationTurnMetresPerSecondSquared * dt * dt
    let own2 = own.sigmaMetres * own.sigmaMetres + latency * latency + turn * turn
    let sigmaRange = site.site.rangeSigmaMetres
    let sigmaAzimuth = site.site.azimuthSigmaRadians
    if learnt[report.sensor.index] == nil {
      learnt[report.sensor.index] = Registration(sensor: report.sensor, parameters: parameters)
    }
    learnt[report.sensor.index]?.take(
      range: range - expected.rangeMetres, rangeNoise: sigmaRange * sigmaRange + own2,
      azimuth: Angle.normalisedSignedRadians(azimuth - expected.azimuthRadians),
      azimuthNoise: sigmaAzimuth * sigmaAzimuth + own2 / (expected.groundMetres * expected.groundMetres),
      parameters: parameters)
    apply(report.sensor.index)
  }

  private mutating func apply(_ sensor: Int) {
    guard let registration = learnt[sensor], registration.isUsable(parameters) else {
      prepared[sensor]?.offset = (0, 0)
      return
    }
    prepared[sensor]?.offset = (registration.rangeMetres, registration.azimuthRadians)
  }

  /// Applies what is known to sites that were prepared anew.
  mutating func applyRegistrations() {
    for sensor in prepared.indices where learnt[sensor] != nil { apply(sensor) }
  }
}

extension PreparedSite {
  /// Slant range, azimuth and distance over ground at which this radar sees an aircraft where it said it was.
  fileprivate func polar(
    of own: OwnReport, movedBy dt: Double, height: Double
  ) -> (rangeMetres: Double, azimuthRadians: Double, groundMetres: Double) {
    let plane = LocalTangentPlane(
      origin: GeodeticPosition(
        latitudeRadians: own.latitudeRadians, longitudeRadians: own.longitudeRadians,
        height: EllipsoidalHeight(metres: height)))
    let (east, north) = (own.velocity.eastMetresPerSecond * dt, own.velocity.northMetresPerSecond * dt)
    let moved = plane.ecef(LocalPosition(eastMetres: east, northMetres: north, upMetres: 0))
    let seen = geometry.plane.local(moved)
    let ground = Elementary.hypot(seen.eastMetres, seen.northMetres)
    return (
      Elementary.hypot(ground, seen.upMetres), Elementary.atan2(seen.eastMetres, seen.northMetres), max(ground, 1)
    )
  }
}

extension OwnReport: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(time)
    writer.write(latitudeRadians)
    writer.write(longitudeRadians)
    writer.write(velocity.eastMetresPerSecond)
    writer.write(velocity.northMetresPerSecond)
    writer.write(sigmaMetres)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    time = try reader.value()
    latitudeRadians = try reader.double()
    longitudeRadians = try reader.double()
    velocity = GroundVelocity(eastMetresPerSecond: try reader.double(), northMetresPerSecond: try reader.double())
    sigmaMetres = try reader.double()
  }
}
