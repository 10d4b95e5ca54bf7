import Geodesy
import Surveillance
import Testing
import Tracking

/// Radars that measure wrong are found out by aircraft that say where they are.
struct RegistrationTests {
  let radar = TestRadar(0)
  private let station = SensorSite(
    id: .asterix(sac: 1, sic: 9), type: .adsbStation,
    antenna: GeodeticPosition(latitudeDegrees: 45, longitudeDegrees: 5), page: .map, rangeSigmaMetres: 0,
    azimuthSigmaRadians: 0, scanPeriodSeconds: nil)

  private func targets() -> [Target] {
    (0..<8).map { index in
      let turn = Elementary.sincos(Double(index) * 0.8)
      return Target(
        east: 70_000 * turn.sin, north: 70_000 * turn.cos, speedEast: 180 * turn.cos, speedNorth: -180 * turn.sin)
    }
  }

  /// Eight aircraft that are seen by one radar with offsets and by ADS-B.
  private func traffic(
    offset metres: Double, _ degrees: Double, until end: Double, seed: UInt64
  ) -> [SensorReport] {
    var numbers = Numbers(seed: seed)
    var reports: [SensorReport] = []
    for (index, target) in targets().enumerated() {
      let own = UInt32(index + 1)
      for seconds in scans(4, to: end) {
        var plot = radar.modeS(target, seconds + Double(index) * 0.4, own, &numbers)
        if case .polar(let range, let azimuth) = plot.position {
          plot.position = .polar(
            slantRangeMetres: range + metres, azimuthRadians: azimuth + Angle.radians(fromDegrees: degrees))
        }
        reports.append(plot)
      }
      for seconds in scans(2, to: end) { reports.append(broadcast(target, seconds, own, sensor: 1, &numbers)) }
    }
    return reports
  }

  @Test(arguments: [(0.0, 0.0), (150.0, 0.3), (-300.0, -0.5)])
  func learnsWhatARadarMeasuresWrong(metres: Double, degrees: Double) throws {
    var run = Run([radar.site, station])
    run.play(traffic(offset: metres, degrees, until: 300, seed: 71), until: 300)
    let learnt = try #require(run.tracker.registrations.first)
    #expect(learnt.sensor.rawValue == 0)
    #expect(abs(learnt.offsets.rangeMetres - metres) < 25)
    #expect(abs(Angle.degrees(fromRadians: learnt.offsets.azimuthRadians) - degrees) < 0.03)
    #expect(learnt.pairs > 200)
    #expect(run.confirmed.count == 8)
  }

  @Test func appliesItToTargetsThatOnlyTheRadarSees() throws {
    var numbers = Numbers(seed: 72)
    let alone = Target(east: 40_000, north: -60_000, speedEast: 0, speedNorth: 150)
    var reports = traffic(offset: 400, 0.6, until: 400, seed: 73)
    for seconds in scans(4, to: 400) {
      var plot = radar.secondary(alone, seconds, "4321", &numbers)
      if case .polar(let range, let azimuth) = plot.position {
        plot.position = .polar(slantRangeMetres: range + 400, azimuthRadians: azimuth + Angle.radians(fromDegrees: 0.6))
      }
      reports.append(plot)
    }
    var run = Run([radar.site, station])
    run.play(reports, until: 398)
    let track = try #require(run.shown.first { $0.mode3A?.code == code("4321") })
    // Without it the track lies some 800 m off.
    #expect(distance(track, alone.place(at: track.time.seconds(since: midnight))) < 200)
  }

  @Test func learnsAnewAfterAJump() throws {
    var reports = traffic(offset: 100, 0.1, until: 200, seed: 74)
    reports += traffic(offset: -500, -0.8, until: 500, seed: 75).filter { $0.time.seconds(since: midnight) > 200 }
    var run = Run([radar.site, station])
    run.play(reports, until: 500)
    let learnt = try #require(run.tracker.registrations.first)
    #expect(abs(learnt.offsets.rangeMetres + 500) < 40)
    #expect(abs(Angle.degrees(fromRadians: learnt.offsets.azimuthRadians) + 0.8) < 0.05)
  }

  @Test func staysSilentWithoutAircraftThatSayWhereTheyAre() {
    var numbers = Numbers(seed: 76)
    let target = targets()[0]
    var run = Run([radar.site, station])
    run.play(scans(4, to: 200).map { radar.modeS(target, $0, 1, &numbers) }, until: 200)
    #expect(run.tracker.registrations.isEmpty)
  }
}
