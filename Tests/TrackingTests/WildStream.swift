import Geodesy
import Surveillance
import Tracking

/// Reports that no sensor should ever send among ones that it might: any number in any place, times at once, backwards and
/// far away, on top of a few aircraft that are reported well enough to live.
struct WildStream {
  var numbers: Numbers
  private let radars = [
    TestRadar(0), TestRadar(1, rangeSigma: 0, azimuthSigmaDegrees: 0), TestRadar(2, latitude: 44.6, period: nil),
  ]

  init(seed: UInt64) { numbers = Numbers(seed: seed) }

  var sites: [SensorSite] { radars.map(\.site) }

  /// One chance in so many.
  private mutating func happens(oneIn count: UInt64) -> Bool { numbers.bits() % count == 0 }

  mutating func anything() -> Double {
    switch numbers.bits() % 9 {
    case 0: .nan
    case 1: .infinity
    case 2: -.infinity
    case 3: Double(bitPattern: numbers.bits())
    case 4: 0
    case 5: 1e-300
    default: (numbers.share() - 0.5) * 3e5
    }
  }

  /// Turns a site into one that cannot be, or back.
  mutating func change(_ sites: inout [SensorSite]) {
    guard happens(oneIn: 16) else { return }
    let index = Int(numbers.bits() % UInt64(sites.count))
    sites[index] = radars[index].site
    guard happens(oneIn: 2) else { return }
    switch numbers.bits() % 4 {
    case 0: sites[index].rangeSigmaMetres = anything()
    case 1: sites[index].azimuthSigmaRadians = anything() / 1e5
    case 2: sites[index].scanPeriodSeconds = anything()
    default:
      sites[index].antenna = GeodeticPosition(
        latitudeRadians: anything() / 1e5, longitudeRadians: anything() / 1e5,
        height: EllipsoidalHeight(metres: anything()))
    }
  }

  /// What comes in one step.
  mutating func batch(at seconds: Double) -> [SensorReport] {
    (0..<(numbers.bits() % 24)).map { _ in happens(oneIn: 2) ? aircraft(at: seconds) : nonsense(at: seconds) }
  }

  /// A report of one of eight aircraft, now and then with one thing wrong.
  private mutating func aircraft(at seconds: Double) -> SensorReport {
    let own = UInt32(numbers.bits() % 8)
    let target = Target(
      east: Double(own) * 4000 - 16_000, north: Double(own % 3) * 9000, speedEast: 120 - Double(own) * 30,
      speedNorth: Double(own) * 20, heightMetres: Double(own) * 1500, turnRate: own == 5 ? 0.05 : 0)
    let moment = happens(oneIn: 4) ? seconds - 7 * numbers.share() : seconds
    let radar = radars[Int(numbers.bits() % 3)]
    var report: SensorReport
    switch numbers.bits() % 4 {
    case 0: report = broadcast(target, moment, own, sensor: 2, &numbers)
    case 1: report = radar.primary(target, moment, &numbers)
    case 2: report = radar.secondary(target, moment, "12\(own)0", &numbers)
    default: report = radar.modeS(target, moment, own, &numbers)
    }
    if happens(oneIn: 8) { spoil(&report) }
    return report
  }

  private mutating func spoil(_ report: inout SensorReport) {
    switch numbers.bits() % 6 {
    case 0: report.positionSigmaMetres = anything()
    case 1: report.pressureAltitude = PressureAltitudeReport(altitude: PressureAltitude(metres: anything()))
    case 2: report.measuredHeight = OrthometricHeight(metres: anything())
    case 3:
      report.velocity = GroundVelocity(eastMetresPerSecond: anything() / 100, northMetresPerSecond: anything() / 100)
    case 4:
      report.position = .polar(slantRangeMetres: happens(oneIn: 2) ? 0 : abs(anything()), azimuthRadians: anything())
    default: report.verticalRateMetresPerSecond = anything()
    }
  }

  /// Any number in any place.
  private mutating func nonsense(at seconds: Double) -> SensorReport {
    let kind = SensorReport.Kind(rawValue: UInt8(numbers.bits() % 3)) ?? .plot
    var report = SensorReport(
      kind: kind, sensor: SensorNumber(rawValue: UInt16(numbers.bits() % 5)),
      time: midnight.adding(seconds: seconds + 6 * (numbers.share() - 0.7)),
      means: DetectionMeans(rawValue: UInt16(truncatingIfNeeded: numbers.bits() & 15)))
    if happens(oneIn: 50) { report.time = SurveillanceTime(nanoseconds: Int64(bitPattern: numbers.bits())) }
    if happens(oneIn: 2) {
      report.position = .polar(slantRangeMetres: abs(anything()), azimuthRadians: anything() / 1e5)
    } else {
      report.position = .geodetic(latitudeRadians: anything() / 1e5, longitudeRadians: anything() / 1e5)
    }
    report.velocity = GroundVelocity(eastMetresPerSecond: anything() / 500, northMetresPerSecond: anything() / 500)
    report.positionSigmaMetres = anything()
    report.pressureAltitude = PressureAltitudeReport(altitude: PressureAltitude(metres: anything()))
    report.geometricHeight = EllipsoidalHeight(metres: anything())
    report.measuredHeight = OrthometricHeight(metres: anything())
    report.verticalRateMetresPerSecond = anything()
    report.modeSAddress = address(UInt32(numbers.bits() % 12))
    report.localTrackNumber = UInt16(numbers.bits() % 6)
    report.mode3A = Mode3AReply(code: Mode3ACode(truncating: UInt16(truncatingIfNeeded: numbers.bits() & 3)))
    return report
  }
}
