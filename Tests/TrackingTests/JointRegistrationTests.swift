import Geodesy
import Surveillance
import Testing
import Tracking

/// What a test's radar measures wrong from a moment on.
private struct Displacement {
  var metres = 0.0
  var degrees = 0.0
  var seconds = 0.0
  var from = 0.0

  func applied(to report: SensorReport) -> SensorReport {
    guard report.time.seconds(since: midnight) >= from, case .polar(let range, let azimuth) = report.position else {
      return report
    }
    var report = report
    report.position = .polar(
      slantRangeMetres: range + metres, azimuthRadians: azimuth + Angle.radians(fromDegrees: degrees))
    report.time = report.time.adding(seconds: seconds)
    return report
  }
}

/// Radars that are registered on aircraft, on each other and on surveyed transponders, together.
struct JointRegistrationTests {
  private let radars = [
    TestRadar(0), TestRadar(1, latitude: 45.6, longitude: 5.9), TestRadar(2, latitude: 44.5, longitude: 5.7),
  ]
  private let station = SensorSite(
    id: .asterix(sac: 1, sic: 9), type: .adsbStation,
    antenna: GeodeticPosition(latitudeDegrees: 45, longitudeDegrees: 5), page: .map, rangeSigmaMetres: 0,
    azimuthSigmaRadians: 0, scanPeriodSeconds: nil)

  private var sites: [SensorSite] { radars.map(\.site) + [station] }

  /// Sixteen aircraft that fly in all directions.
  private let targets: [Target] = (0..<16).map { index in
    let place = Elementary.sincos(Double(index) * 0.39)
    let course = Elementary.sincos(Double(index) * 2.4)
    let distance = 50_000 + 6_000 * Double(index % 5)
    return Target(
      east: distance * place.sin - 100 * 220 * course.sin, north: distance * place.cos - 100 * 220 * course.cos,
      speedEast: 220 * course.sin, speedNorth: 220 * course.cos)
  }

  /// The radars' plots, displaced, and the aircraft's own reports, late by what is expected of them.
  private func traffic(
    _ displacements: [[Displacement]], broadcasting: Bool = true, until end: Double, seed: UInt64
  ) -> [SensorReport] {
    var numbers = Numbers(seed: seed)
    var reports: [SensorReport] = []
    for (index, target) in targets.enumerated() {
      let own = UInt32(index + 1)
      for (radar, errors) in zip(radars, displacements) {
        for seconds in scans(4, from: 1 + Double(index) * 0.23 + Double(radar.number), to: end) {
          let plot = radar.modeS(target, seconds, own, &numbers)
          reports.append(errors.reduce(plot) { $1.applied(to: $0) })
        }
      }
      guard broadcasting else { continue }
      for seconds in scans(2, from: 1 + Double(index) * 0.1, to: end) {
        var report = broadcast(target, seconds - 0.15, own, sensor: 3, &numbers)
        report.time = report.time.adding(seconds: 0.15)
        reports.append(report)
      }
    }
    return reports
  }

  private func learnt(_ run: Run, _ radar: UInt16) throws -> Registration {
    try #require(run.tracker.registration(of: SensorNumber(rawValue: radar)))
  }

  private func expect(_ found: RegistrationOffsets, _ truth: Displacement) {
    #expect(abs(found.rangeMetres - truth.metres) < 25)
    #expect(abs(Angle.degrees(fromRadians: found.azimuthRadians) - truth.degrees) < 0.03)
    #expect(abs(found.clockSeconds - truth.seconds) < 0.08)
  }

  @Test func radarsThatAllMeasureWrongFromTheStartAreRegisteredWithoutSecondTracks() throws {
    let errors = [
      Displacement(metres: -60, seconds: 0.25), Displacement(),
      Displacement(metres: 180, degrees: -0.35, seconds: -0.3),
    ]
    var run = Run(sites)
    run.play(traffic(errors.map { [$0] }, until: 240, seed: 81), until: 240)
    for (radar, error) in errors.enumerated() {
      let registration = try learnt(run, UInt16(radar))
      expect(registration.offsets, error)
      #expect(registration.sigma.rangeMetres < 10)
      #expect(registration.isApplied)
      #expect(registration.isClockApplied == (error.seconds != 0))
      #expect(registration.jump == nil)
    }
    #expect(run.confirmed.count == targets.count)
  }

  @Test func radarsAloneAreRegisteredOnEachOther() throws {
    let errors = [
      Displacement(metres: 200, degrees: 0.3, seconds: 0.2), Displacement(metres: -100, degrees: -0.2),
      Displacement(metres: -100, degrees: -0.1, seconds: -0.2),
    ]
    var run = Run(sites)
    run.play(traffic(errors.map { [$0] }, broadcasting: false, until: 300, seed: 82), until: 300)
    let first = try learnt(run, 0)
    for radar in [1, 2] {
      let other = try learnt(run, UInt16(radar))
      // Three radars about their traffic tell range and azimuth apart from each other; of the clocks only differences.
      expect(
        RegistrationOffsets(
          rangeMetres: first.offsets.rangeMetres - other.offsets.rangeMetres,
          azimuthRadians: first.offsets.azimuthRadians - other.offsets.azimuthRadians,
          clockSeconds: first.offsets.clockSeconds - other.offsets.clockSeconds),
        Displacement(
          metres: errors[0].metres - errors[radar].metres, degrees: errors[0].degrees - errors[radar].degrees,
          seconds: errors[0].seconds - errors[radar].seconds))
      #expect(other.sigma.clockSeconds > 0.1)
    }
    #expect(first.isClockApplied)
    #expect(run.confirmed.count == targets.count)
  }

  @Test(arguments: [true, false])
  func aJumpIsPublishedWithinTwoTurnsAndLearntAnew(broadcasting: Bool) throws {
    let errors = [
      [Displacement(metres: 100)], [Displacement(metres: 300, degrees: 0.5, from: 150)], [Displacement()],
    ]
    let reports = traffic(errors, broadcasting: broadcasting, until: 220, seed: 83)
    var run = Run(sites)
    run.play(reports, until: 149)
    let before = try learnt(run, 1)
    #expect(before.jump == nil)
    run.play(reports, until: 158)
    let jump = try #require(try learnt(run, 1).jump)
    #expect(jump.time.seconds(since: midnight) > 150)
    #expect(abs(jump.former.rangeMetres - before.offsets.rangeMetres) < 60)
    run.play(reports, until: 218)
    let after = try learnt(run, 1)
    #expect(abs(after.offsets.rangeMetres - before.offsets.rangeMetres - 300) < 30)
    #expect(abs(Angle.degrees(fromRadians: after.offsets.azimuthRadians - before.offsets.azimuthRadians) - 0.5) < 0.05)
    #expect(after.isApplied)
    #expect(try learnt(run, 0).jump == nil)
    #expect(try learnt(run, 2).jump == nil)
    #expect(run.confirmed.count == targets.count)
  }

  @Test func oneAircraftThatMisreportsItsPlaceMovesNoRadar() throws {
    var reports = traffic([[Displacement()], [Displacement()], [Displacement()]], until: 200, seed: 84)
    for index in reports.indices where reports[index].kind == .adsb && reports[index].modeSAddress == address(3) {
      guard case .geodetic(let latitude, let longitude) = reports[index].position else { continue }
      reports[index].position = .geodetic(
        latitudeRadians: latitude + 700 / WGS84.meanRadiusMetres, longitudeRadians: longitude)
    }
    var run = Run(sites)
    run.play(reports, until: 200)
    for radar in run.tracker.registrations {
      expect(radar.offsets, Displacement())
      #expect(radar.jump == nil)
    }
  }

  @Test func aSurveyedTransponderFixesRangeAndAzimuthWithoutAnyAircraft() throws {
    var numbers = Numbers(seed: 85)
    let post = Target(east: -18_000, north: -9_500, speedEast: 0, speedNorth: 0, heightMetres: 400)
    let error = Displacement(metres: -150, degrees: 0.4)
    var site = radars[0].site
    site.siteMonitors = [KnownTransponder(modeSAddress: address(0x344045), position: post.place(at: 0))]
    var run = Run([site])
    run.play(
      scans(4, to: 400).map { error.applied(to: radars[0].modeS(post, $0, 0x344045, &numbers)) }, until: 400)
    let registration = try learnt(run, 0)
    expect(registration.offsets, error)
    #expect(registration.isApplied)
    #expect(run.tracker.tracks.isEmpty)
    #expect(run.totals[0].siteMonitor > 90)
  }

  @Test func registrationIsPartOfTheState() throws {
    let errors = [[Displacement(metres: 120, seconds: 0.2)], [Displacement(degrees: 0.3, from: 100)], [Displacement()]]
    let reports = traffic(errors, until: 130, seed: 86)
    var run = Run(sites)
    run.play(reports, until: 101)
    var reader = CanonicalReader(run.bytes())
    var restored = run
    restored.tracker = try reader.value()
    run.play(reports, until: 130)
    restored.play(reports, until: 130)
    #expect(run.bytes() == restored.bytes())
    #expect(run.tracker.registrations.contains { $0.jump != nil })
  }
}
