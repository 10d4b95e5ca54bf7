import Geodesy
import Surveillance
import Testing

@testable import Tracking

/// Reports that come twice, and aircraft that share what should tell them apart.
struct DuplicateTests {
  let radar = TestRadar(0)
  let target = Target(east: 30_000, north: 30_000, speedEast: 200, speedNorth: 0)

  @Test(arguments: [0.0, 0.5, 8.0])
  func aCopyIsCountedAndChangesNothing(late: Double) {
    var numbers = Numbers(seed: 321)
    let other = Target(east: 12_000, north: -9_000, speedEast: 80, speedNorth: 20, heightMetres: 700)
    let reports = scans(4, to: 60).flatMap {
      [
        radar.modeS(target, $0, 3, &numbers), radar.primary(other, $0, &numbers),
        broadcast(target, $0 + 1, 3, sensor: 1, &numbers),
      ]
    }
    var once = Run([radar.site, radar.site])
    var twice = once
    while once.seconds < 70 {
      once.seconds += 0.25
      twice.seconds = once.seconds
      let now = midnight.adding(seconds: once.seconds)
      let fresh = reports.filter { $0.time <= now && now.seconds(since: $0.time) < 0.25 }
      let copies = reports.filter {
        let shifted = $0.time.adding(seconds: late)
        return shifted <= now && now.seconds(since: shifted) < 0.25
      }
      let changes = once.step(fresh)
      let others = twice.step(late == 0 ? fresh + copies : copies + fresh)
      #expect(changes.updated == others.updated && changes.removed == others.removed)
    }
    #expect(once.totals[0].duplicate == 0 && once.totals[1].duplicate == 0)
    #expect(twice.totals[0].duplicate == 30 && twice.totals[1].duplicate == 15)
    #expect(once.shown.count == 2)
  }

  @Test func aBroadcastThatTwoStationsHearCountsOnce() throws {
    var numbers = Numbers(seed: 322)
    let reports = scans(2, to: 40).map { broadcast(target, $0, 3, sensor: 0, &numbers) }
    let heardTwice = reports.flatMap { report in
      var second = report
      second.sensor = SensorNumber(rawValue: 1)
      second.time = report.time.adding(seconds: 0.03)
      return [report, second]
    }
    var once = Run([radar.site, radar.site])
    var twice = once
    once.play(reports, until: 40)
    twice.play(heardTwice, until: 40)
    let (one, both) = (try #require(once.shown.first), try #require(twice.shown.first))
    #expect(one.positionSigmaMetres == both.positionSigmaMetres)
    #expect(one.velocity == both.velocity)
    #expect(both.contributions.count == 2)
    #expect(twice.totals[1].used > 15)
  }

  @Test func aCopyOfAFalsePlotStartsNothing() {
    var numbers = Numbers(seed: 323)
    let plot = radar.primary(target, 1, &numbers)
    var run = Run([radar.site])
    run.seconds = 1
    run.step([plot, plot])
    run.seconds = 3
    run.step([plot])
    #expect(run.tracker.tracks.count == 1)
    #expect(run.totals[0].duplicate == 2 && run.totals[0].started == 1)
  }

  @Test func theMemoryOfReportsIsBoundedAndForgets() {
    var memory = ReportMemory()
    let start = midnight
    let isNew = [0, 9.9, 19.9, 40].map { memory.remember(1, at: start.adding(seconds: $0), seconds: 10) }
    #expect(isNew == [true, false, false, true])
    var numbers = Numbers(seed: 324)
    for _ in 0..<(3 * ReportMemory.greatestCount) {
      _ = memory.remember(numbers.bits() | 1, at: start.adding(seconds: 41), seconds: 10)
    }
    var writer = CanonicalWriter()
    memory.encode(to: &writer)
    #expect(writer.bytes.count <= 16 * ReportMemory.greatestCount + 16)
  }

  @Test func aSharedAddressStaysTwoTracksWhereTheyCross() {
    var numbers = Numbers(seed: 325)
    let first = Target(east: -20_000, north: 20_000, speedEast: 200, speedNorth: 0)
    let second = Target(east: 0, north: 1_000, speedEast: 0, speedNorth: 190, heightMetres: 10_000)
    var reports = scans(4, to: 196).map { radar.modeS(first, $0, 9, &numbers) }
    reports += scans(4, from: 1.3, to: 196).map { radar.modeS(second, $0, 9, &numbers) }
    var run = Run([radar.site])
    run.play(reports, until: 60)
    let before = run.shown.map(\.number)
    run.play(reports, until: 194)
    #expect(before.count == 2)
    #expect(run.shown.map(\.number) == before)
    #expect(run.confirmed.count == 2)
  }
}
