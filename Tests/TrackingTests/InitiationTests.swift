import Geodesy
import Surveillance
import Testing
import Tracking

struct InitiationTests {
  let radar = TestRadar(0)
  let target = Target(east: 30_000, north: 40_000, speedEast: 180, speedNorth: -120)

  @Test func confirmsAModeSTargetAtItsSecondPlot() {
    var numbers = Numbers(seed: 1)
    var run = Run([radar.site])
    let reports = scans(4, to: 9).map { radar.modeS(target, $0, 0xABCDEF, &numbers) }
    run.play(reports, until: 4)
    #expect(run.tracker.tracks.map(\.status) == [.tentative])
    run.play(reports, until: 6)
    #expect(run.tracker.tracks.map(\.status) == [.confirmed])
    #expect(run.tracker.tracks.first?.number == TrackNumber(rawValue: 1))
    #expect(run.tracker.tracks.first?.modeSAddress == address(0xABCDEF))
  }

  @Test func confirmsASecondaryTargetAtItsThirdPlot() {
    var numbers = Numbers(seed: 2)
    var run = Run([radar.site])
    let reports = scans(4, to: 13).map { radar.secondary(target, $0, "4321", &numbers) }
    run.play(reports, until: 8)
    #expect(run.tracker.tracks.map(\.status) == [.tentative])
    run.play(reports, until: 10)
    #expect(run.tracker.tracks.map(\.status) == [.confirmed])
  }

  @Test func confirmsAPrimaryTargetLaterThanACooperativeOne() {
    var numbers = Numbers(seed: 3)
    let low = Target(east: 20_000, north: 15_000, speedEast: 70, speedNorth: 60, heightMetres: 600)
    var run = Run([radar.site])
    let reports = scans(4, to: 40).map { radar.primary(low, $0, &numbers) }
    run.play(reports, until: 6)
    #expect(run.shown.isEmpty)
    run.play(reports, until: 24)
    #expect(run.shown.count == 1)
    #expect(run.shown.first?.means == .primary)
  }

  @Test func scatteredFalsePlotsMakeNoShownTrack() {
    var numbers = Numbers(seed: 4)
    var reports: [SensorReport] = []
    for turn in 0..<30 {
      for _ in 0..<40 {
        var report = SensorReport(
          kind: .plot, sensor: SensorNumber(rawValue: 0),
          time: midnight.adding(seconds: Double(turn) * 4 + 4 * numbers.share()), means: .primary)
        report.position = .polar(
          slantRangeMetres: 5_000 + 95_000 * numbers.share().squareRoot(), azimuthRadians: 6.28 * numbers.share())
        reports.append(report)
      }
    }
    var run = Run([radar.site])
    run.play(reports, until: 120)
    #expect(run.confirmed.count <= 1)
  }

  @Test func refusesNewTracksBeyondItsBound() {
    var parameters = TrackerParameters()
    parameters.greatestTracks = 3
    var numbers = Numbers(seed: 5)
    var run = Run([radar.site], parameters: parameters)
    run.seconds = 1
    let reports = (0..<8).map { index in
      radar.modeS(
        Target(east: Double(index) * 9000 - 30_000, north: 20_000, speedEast: 200, speedNorth: 0), 1,
        UInt32(index) + 1, &numbers)
    }
    run.step(reports)
    #expect(run.tracker.tracks.count == 3)
    #expect(run.totals[0].refused == 5)
  }

  @Test func takesAdsbVelocityAsMeasured() {
    var numbers = Numbers(seed: 6)
    var run = Run([radar.site, radar.site])
    run.seconds = 2
    run.step([broadcast(target, 2, 0x123456, sensor: 1, &numbers)])
    let first = run.tracker.tracks.first
    #expect(first?.isVelocityKnown == true)
    #expect(abs((first?.velocity.eastMetresPerSecond ?? 0) - 180) < 1)
    run.seconds = 3
    run.step([broadcast(target, 3, 0x123456, sensor: 1, &numbers)])
    #expect(run.shown.count == 1)
    #expect(run.shown.first?.means == .adsb)
  }

  @Test func showsGroundTargetsThatStandStill() {
    var numbers = Numbers(seed: 7)
    let parked = Target(east: 1500, north: 800, speedEast: 0, speedNorth: 0, heightMetres: 200)
    let reports = scans(4, to: 100).map { seconds in
      var report = radar.modeS(parked, seconds, 0x400001, &numbers)
      report.isOnGround = true
      report.mode3A = Mode3AReply(code: code("1234"))
      return report
    }
    var run = Run([radar.site])
    run.play(reports, until: 100)
    #expect(run.shown.count == 1)
    #expect(run.shown.first?.isOnGround == true)
    #expect(run.tracker.siteMonitors.isEmpty)
    #expect(run.confirmed.count == 1)
  }
}
