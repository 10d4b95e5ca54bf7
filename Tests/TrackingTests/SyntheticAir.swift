import Geodesy
import Surveillance
import Tracking

/// Reproducible numbers for tests (SplitMix64).
struct Numbers {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// In 0 ..< 1.
  mutating func share() -> Double { Double(bits() >> 11) * 0x1p-53 }

  /// Mean 0, standard deviation 1, within ±6.
  mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += share() }
    return sum
  }
}

let midnight = SurveillanceTime(nanoseconds: 1_772_323_200_000_000_000)

func code(_ text: String) -> Mode3ACode { Mode3ACode(text) ?? Mode3ACode(truncating: 0) }
func address(_ value: UInt32) -> ModeSAddress? { ModeSAddress(rawValue: value) }

/// One aircraft of a test: straight flight from a place, as seconds of the test go.
struct Target {
  var east: Double
  var north: Double
  var speedEast: Double
  var speedNorth: Double
  var heightMetres: Double = 9000
  /// Turn, radians a second, clockwise.
  var turnRate: Double = 0
  var origin = GeodeticPosition(latitudeDegrees: 45, longitudeDegrees: 5)

  func place(at seconds: Double) -> GeodeticPosition {
    let (e, n) = offset(at: seconds)
    let plane = LocalTangentPlane(origin: origin)
    let flat = plane.geodetic(
      LocalPosition(eastMetres: e, northMetres: n, upMetres: -(e * e + n * n) / (2 * WGS84.meanRadiusMetres)))
    return GeodeticPosition(
      latitudeRadians: flat.latitudeRadians, longitudeRadians: flat.longitudeRadians,
      height: EllipsoidalHeight(metres: heightMetres))
  }

  func velocity(at seconds: Double) -> GroundVelocity {
    let (s, c) = Elementary.sincos(turnRate * seconds)
    return GroundVelocity(
      eastMetresPerSecond: speedEast * c + speedNorth * s, northMetresPerSecond: speedNorth * c - speedEast * s)
  }

  private func offset(at t: Double) -> (Double, Double) {
    guard turnRate != 0 else { return (east + speedEast * t, north + speedNorth * t) }
    let (s, c) = Elementary.sincos(turnRate * t)
    return (
      east + (speedEast * s + speedNorth * (1 - c)) / turnRate,
      north + (speedNorth * s - speedEast * (1 - c)) / turnRate
    )
  }
}

/// A radar of a test.
struct TestRadar {
  var number: UInt16
  var site: SensorSite
  var geometry: RadarGeometry

  init(
    _ number: UInt16, latitude: Double = 45, longitude: Double = 5, page: PicturePage = .map, period: Double? = 4,
    rangeSigma: Double = 30, azimuthSigmaDegrees: Double = 0.07
  ) {
    self.number = number
    let antenna = GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: longitude, heightMetres: 200)
    geometry = RadarGeometry(antenna: antenna)
    site = SensorSite(
      id: .asterix(sac: 1, sic: UInt8(truncatingIfNeeded: number)), type: .modeSRadar, antenna: antenna, page: page,
      rangeSigmaMetres: rangeSigma, azimuthSigmaRadians: Angle.radians(fromDegrees: azimuthSigmaDegrees),
      scanPeriodSeconds: period)
  }

  func plot(
    of target: Target, at seconds: Double, means: DetectionMeans, numbers: inout Numbers
  ) -> SensorReport {
    let measured = geometry.measurement(of: target.place(at: seconds))
    var report = SensorReport(
      kind: .plot, sensor: SensorNumber(rawValue: number), time: midnight.adding(seconds: seconds), means: means)
    report.position = .polar(
      slantRangeMetres: max(0, measured.slantRangeMetres + site.rangeSigmaMetres * numbers.normal()),
      azimuthRadians: measured.azimuthRadians + site.azimuthSigmaRadians * numbers.normal())
    if !means.isDisjoint(with: [.secondary, .modeS]) {
      report.pressureAltitude = PressureAltitudeReport(altitude: PressureAltitude(metres: target.heightMetres))
    }
    return report
  }

  func secondary(_ target: Target, _ seconds: Double, _ text: String, _ numbers: inout Numbers) -> SensorReport {
    var report = plot(of: target, at: seconds, means: .secondary, numbers: &numbers)
    report.mode3A = Mode3AReply(code: code(text))
    return report
  }

  func modeS(_ target: Target, _ seconds: Double, _ own: UInt32, _ numbers: inout Numbers) -> SensorReport {
    var report = plot(of: target, at: seconds, means: .modeS, numbers: &numbers)
    report.modeSAddress = address(own)
    return report
  }

  func primary(_ target: Target, _ seconds: Double, _ numbers: inout Numbers) -> SensorReport {
    plot(of: target, at: seconds, means: .primary, numbers: &numbers)
  }
}

/// An ADS-B report of a target.
func broadcast(
  _ target: Target, _ seconds: Double, _ own: UInt32, sensor: UInt16, sigma: Double = 10, _ numbers: inout Numbers
) -> SensorReport {
  let place = target.place(at: seconds)
  var report = SensorReport(
    kind: .adsb, sensor: SensorNumber(rawValue: sensor), time: midnight.adding(seconds: seconds), means: .adsb)
  report.position = .geodetic(
    latitudeRadians: place.latitudeRadians + sigma * numbers.normal() / WGS84.meanRadiusMetres,
    longitudeRadians: place.longitudeRadians + sigma * numbers.normal() / WGS84.meanRadiusMetres)
  report.positionSigmaMetres = sigma
  report.velocity = target.velocity(at: seconds)
  report.modeSAddress = address(own)
  return report
}

/// Runs reports through a tracker in steps of a quarter of a second, each received as it is measured unless `latency`
/// says otherwise.
struct Run {
  var tracker: Tracker
  var sites: [SensorSite]
  var coverage: any SensorCoverage = GeometricCoverage()
  var seconds = 0.0
  /// Confirmed tracks ever seen, by number, with the last state of each.
  var confirmed: [UInt32: SystemTrack] = [:]
  var removed: [TrackNumber] = []
  var totals: [SensorTally] = []

  init(_ sites: [SensorSite], parameters: TrackerParameters = .standard) {
    tracker = Tracker(parameters: parameters)
    self.sites = sites
    for index in sites.indices { totals.append(SensorTally(sensor: SensorNumber(rawValue: UInt16(index)))) }
  }

  mutating func play(_ reports: [SensorReport], until end: Double, each: (Run, TrackChanges) -> Void = { _, _ in }) {
    let ordered = reports.sorted { $0.time < $1.time }
    var next = ordered.firstIndex { $0.time.seconds(since: midnight) > seconds } ?? ordered.count
    while seconds < end {
      seconds += 0.25
      let now = midnight.adding(seconds: seconds)
      var batch: [SensorReport] = []
      while next < ordered.count, ordered[next].time <= now {
        batch.append(ordered[next])
        next += 1
      }
      each(self, step(batch))
    }
  }

  @discardableResult
  mutating func step(_ batch: [SensorReport]) -> TrackChanges {
    let changes = tracker.process(batch, sites: sites, coverage: coverage, at: midnight.adding(seconds: seconds))
    for track in changes.updated where track.status != .tentative { confirmed[track.number.rawValue] = track }
    removed.append(contentsOf: changes.removed)
    for tally in tracker.lastStep {
      let index = tally.sensor.index
      guard index < totals.count else { continue }
      totals[index].used += tally.used
      totals[index].started += tally.started
      totals[index].echoes += tally.echoes
      totals[index].duplicate += tally.duplicate
      totals[index].siteMonitor += tally.siteMonitor
      totals[index].late += tally.late
      totals[index].refused += tally.refused
      totals[index].invalid += tally.invalid
      totals[index].noPosition += tally.noPosition
      totals[index].systemTracks += tally.systemTracks
    }
    return changes
  }

  /// Tracks that are shown now.
  var shown: [SystemTrack] { tracker.tracks.filter { $0.status != .tentative } }

  func bytes() -> [UInt8] {
    var writer = CanonicalWriter()
    tracker.encode(to: &writer)
    return writer.bytes
  }
}

/// Metres between a track and a place.
func distance(_ track: SystemTrack, _ place: GeodeticPosition) -> Double {
  Geodesic.distanceMetres(
    from: GeodeticPosition(latitudeRadians: track.latitudeRadians, longitudeRadians: track.longitudeRadians),
    to: GeodeticPosition(latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians))
}

/// Moments of a radar's turns.
func scans(_ period: Double, from: Double = 1, to end: Double) -> [Double] {
  Array(stride(from: from, to: end, by: period))
}
