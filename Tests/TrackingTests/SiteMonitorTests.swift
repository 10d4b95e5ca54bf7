import Geodesy
import Surveillance
import Testing
import Tracking

struct SiteMonitorTests {
  let radar = TestRadar(0)
  let post = Target(east: -8000, north: -1500, speedEast: 0, speedNorth: 0, heightMetres: 15)

  private func reply(_ seconds: Double, _ numbers: inout Numbers, onGround: Bool?, text: String = "7777")
    -> SensorReport
  {
    var report = radar.modeS(post, seconds, 0x344045, &numbers)
    report.mode3A = Mode3AReply(code: code(text))
    report.isOnGround = onGround
    return report
  }

  @Test(arguments: [nil, false, true] as [Bool?])
  func aFixedTransponderIsNeverShownAndBecomesASiteMonitor(onGround: Bool?) {
    for seed in 0..<20 {
      var numbers = Numbers(seed: 31 + UInt64(seed))
      var run = Run([radar.site])
      let reports = scans(4, to: 400).map { reply($0, &numbers, onGround: onGround) }
      run.play(reports, until: 400)
      #expect(run.confirmed.isEmpty)
      #expect(run.tracker.tracks.isEmpty)
      #expect(run.tracker.siteMonitors.map(\.mode3A) == [code("7777")])
      #expect(run.totals[0].siteMonitor > 80)
    }
  }

  @Test func aTransponderWithoutAddressOrKnownCodeIsRecognisedToo() {
    var numbers = Numbers(seed: 51)
    var run = Run([radar.site])
    run.play(scans(4, to: 200).map { radar.secondary(post, $0, "0041", &numbers) }, until: 200)
    #expect(run.confirmed.isEmpty)
    #expect(run.tracker.siteMonitors.count == 1)
  }

  @Test func everySensorHasItsOwnEntry() {
    var numbers = Numbers(seed: 52)
    let second = TestRadar(1, latitude: 45.3, longitude: 4.6)
    var run = Run([radar.site, second.site])
    var reports = scans(4, to: 200).map { reply($0, &numbers, onGround: nil) }
    reports += scans(4, from: 2, to: 200).map { seconds in
      var report = second.modeS(post, seconds, 0x344045, &numbers)
      report.mode3A = Mode3AReply(code: code("7777"))
      return report
    }
    run.play(reports, until: 200)
    #expect(run.confirmed.isEmpty)
    #expect(run.tracker.siteMonitors.map(\.sensor.rawValue) == [0, 1])
  }

  @Test func plotsThatLeaveThePlaceStartAnOrdinaryTrack() {
    var numbers = Numbers(seed: 53)
    let leaving = Target(east: -8000 - 60 * 100, north: -1500, speedEast: 60, speedNorth: 0, heightMetres: 300)
    var reports = scans(4, to: 100).map { radar.secondary(post, $0, "0041", &numbers) }
    reports += scans(4, from: 101, to: 180).map { radar.secondary(leaving, $0, "0041", &numbers) }
    var run = Run([radar.site])
    run.play(reports, until: 99)
    #expect(run.confirmed.isEmpty)
    #expect(run.tracker.siteMonitors.count == 1)
    run.play(reports, until: 178)
    #expect(run.confirmed.count == 1)
  }

  @Test func aHelicopterThatHoversAfterFlyingKeepsItsTrack() {
    var numbers = Numbers(seed: 54)
    let flying = Target(east: -11_600, north: -1500, speedEast: 60, speedNorth: 0, heightMetres: 300)
    let hovering = Target(east: -8000, north: -1500, speedEast: 0, speedNorth: 0, heightMetres: 300)
    var reports = scans(4, to: 60).map { radar.secondary(flying, $0, "0041", &numbers) }
    reports += scans(4, from: 61, to: 400).map { radar.secondary(hovering, $0, "0041", &numbers) }
    var run = Run([radar.site])
    run.play(reports, until: 398)
    #expect(run.shown.count == 1)
    #expect(run.confirmed.count == 1)
    #expect(run.tracker.siteMonitors.isEmpty)
  }

  @Test func echoesNearByDoNotMakeAFixedTransponderMove() {
    var numbers = Numbers(seed: 56)
    let echo = Target(east: -8900, north: -900, speedEast: 0, speedNorth: 0, heightMetres: 15)
    var run = Run([radar.site])
    var reports = [radar.primary(echo, 0.5, &numbers)]
    reports += scans(4, from: 4.5, to: 200).map { radar.secondary(post, $0, "7777", &numbers) }
    run.play(reports, until: 200)
    #expect(run.confirmed.isEmpty)
    #expect(run.tracker.siteMonitors.count == 1)
  }

  @Test func aSilentSiteMonitorIsForgotten() {
    var numbers = Numbers(seed: 55)
    var run = Run([radar.site])
    run.play(scans(4, to: 60).map { reply($0, &numbers, onGround: nil) }, until: 60)
    #expect(run.tracker.siteMonitors.count == 1)
    run.play([], until: 700)
    #expect(run.tracker.siteMonitors.isEmpty)
  }
}
