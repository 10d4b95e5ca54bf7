import Geodesy
import Surveillance
import Testing

@testable import Tracking

struct AssociationTests {
  let radar = TestRadar(0)

  @Test func crossingTargetsKeepTheirNumbers() throws {
    var numbers = Numbers(seed: 21)
    let first = Target(east: -20_000, north: 30_000, speedEast: 200, speedNorth: 0)
    let second = Target(east: 0, north: 10_000, speedEast: 0, speedNorth: 200, heightMetres: 8000)
    var reports = scans(4, to: 200).map { radar.secondary(first, $0, "1111", &numbers) }
    reports += scans(4, from: 1.3, to: 200).map { radar.secondary(second, $0, "2222", &numbers) }
    var run = Run([radar.site])
    run.play(reports, until: 60)
    let before = Dictionary(uniqueKeysWithValues: run.shown.map { ($0.mode3A?.code.description ?? "", $0.number) })
    run.play(reports, until: 198)
    let after = Dictionary(uniqueKeysWithValues: run.shown.map { ($0.mode3A?.code.description ?? "", $0.number) })
    #expect(before.count == 2)
    #expect(before == after)
    #expect(run.confirmed.count == 2)
  }

  @Test func parallelPrimaryTargetsStayTwo() {
    var numbers = Numbers(seed: 22)
    let first = Target(east: 15_000, north: 20_000, speedEast: 90, speedNorth: 0, heightMetres: 600)
    let second = Target(east: 15_000, north: 21_500, speedEast: 90, speedNorth: 0, heightMetres: 600)
    var reports = scans(4, to: 160).map { radar.primary(first, $0, &numbers) }
    reports += scans(4, to: 160).map { radar.primary(second, $0, &numbers) }
    var run = Run([radar.site])
    run.play(reports, until: 158)
    #expect(run.shown.count == 2)
    #expect(run.confirmed.count == 2)
  }

  @Test func aSharedAddressFarApartGivesTwoTracks() {
    var numbers = Numbers(seed: 23)
    let first = Target(east: -40_000, north: 20_000, speedEast: 200, speedNorth: 0)
    let second = Target(east: 40_000, north: -30_000, speedEast: 0, speedNorth: 180)
    var reports = scans(4, to: 120).map { radar.modeS(first, $0, 9, &numbers) }
    reports += scans(4, from: 2.2, to: 120).map { radar.modeS(second, $0, 9, &numbers) }
    var run = Run([radar.site])
    run.play(reports, until: 118)
    #expect(run.shown.count == 2)
    #expect(run.confirmed.count == 2)
  }

  @Test func aConspicuityCodeDoesNotIdentify() {
    var numbers = Numbers(seed: 24)
    let first = Target(east: -10_000, north: 20_000, speedEast: 60, speedNorth: 0, heightMetres: 900)
    let second = Target(east: -10_000, north: 24_000, speedEast: 60, speedNorth: 0, heightMetres: 900)
    var reports = scans(4, to: 120).map { radar.secondary(first, $0, "7000", &numbers) }
    reports += scans(4, to: 120).map { radar.secondary(second, $0, "7000", &numbers) }
    var run = Run([radar.site])
    run.play(reports, until: 118)
    #expect(run.shown.count == 2)
  }

  @Test func doubtfulCodesAreShownWithTheirFlagsAndReplaceNothing() throws {
    var numbers = Numbers(seed: 25)
    let target = Target(east: -10_000, north: 20_000, speedEast: 160, speedNorth: 0)
    var run = Run([radar.site])
    for (index, seconds) in scans(4, to: 60).enumerated() {
      run.seconds = seconds
      var report = radar.secondary(target, seconds, "4444", &numbers)
      if index < 4 { report.mode3A = Mode3AReply(code: code("4440"), isValidated: false, isGarbled: true) }
      if index == 8 { report.mode3A = Mode3AReply(code: code("1044"), isSmoothed: true) }
      if index == 10 { report.mode3A = Mode3AReply(code: code("7700")) }
      run.step([report])
      let shown = run.tracker.tracks.first?.mode3A
      if index < 4 { #expect(shown == Mode3AReply(code: code("4440"), isValidated: false, isGarbled: true)) }
      if index >= 4 { #expect(shown?.code == code("4444"), "one odd reply changes no code") }
    }
    for seconds in [61.0, 65] {
      run.seconds = seconds
      run.step([radar.secondary(target, seconds, "7700", &numbers)])
    }
    #expect(run.shown.first?.mode3A?.code == .emergency)
    #expect(run.confirmed.count == 1)
  }

  @Test func primaryEchoesOfACombinedTargetBreedNoGhosts() {
    var numbers = Numbers(seed: 26)
    let target = Target(east: 30_000, north: 30_000, speedEast: 200, speedNorth: 0)
    let echo = Target(east: 30_600, north: 30_500, speedEast: 200, speedNorth: 0)
    var reports: [SensorReport] = []
    for seconds in scans(4, to: 160) {
      var report = radar.modeS(target, seconds, 3, &numbers)
      report.means = [.primary, .modeS]
      reports.append(report)
      reports.append(radar.primary(echo, seconds + 0.02, &numbers))
    }
    var run = Run([radar.site])
    run.play(reports, until: 158)
    #expect(run.confirmed.count == 1)
  }

  @Test func aReportThatComesTwiceAtOnceStartsOneTrack() {
    var numbers = Numbers(seed: 27)
    let target = Target(east: 30_000, north: 30_000, speedEast: 200, speedNorth: 0)
    var reports: [SensorReport] = []
    for seconds in scans(2, to: 60) {
      for repeated in [0, 0.1] {
        var report = broadcast(target, seconds, 0x4248E7, sensor: 0, &numbers)
        report.time = report.time.adding(seconds: repeated)
        reports.append(report)
      }
    }
    var run = Run([radar.site])
    run.play(reports, until: 60)
    #expect(run.tracker.tracks.count == 1)
    #expect(run.confirmed.count == 1)
  }

  @Test func pagesDoNotMix() {
    var numbers = Numbers(seed: 27)
    let other = TestRadar(1, page: PicturePage(rawValue: 1))
    let target = Target(east: 30_000, north: 30_000, speedEast: 200, speedNorth: 0)
    var reports = scans(4, to: 60).map { radar.modeS(target, $0, 3, &numbers) }
    reports += scans(4, from: 2, to: 60).map { other.modeS(target, $0, 3, &numbers) }
    var run = Run([radar.site, other.site])
    run.play(reports, until: 58)
    #expect(run.shown.map(\.page.rawValue) == [0, 1])
    #expect(run.shown.allSatisfy { $0.contributions.count == 1 })
  }

  @Test func ignoresSensorsItDoesNotKnowUntilTheyAreThere() {
    var numbers = Numbers(seed: 28)
    let late = TestRadar(1)
    let target = Target(east: 30_000, north: 30_000, speedEast: 200, speedNorth: 0)
    var run = Run([radar.site])
    run.seconds = 1
    run.step([late.modeS(target, 1, 3, &numbers)])
    #expect(run.tracker.tracks.isEmpty)
    run.sites.append(late.site)
    run.totals.append(SensorTally(sensor: SensorNumber(rawValue: 1)))
    run.seconds = 2
    run.step([late.modeS(target, 2, 3, &numbers)])
    #expect(run.tracker.tracks.count == 1)
  }

  @Test func theAssignmentIsTheBestThereIs() {
    var numbers = Numbers(seed: 29)
    for _ in 0..<300 {
      let rows = 1 + Int(numbers.bits() % 5)
      let columns = rows + Int(numbers.bits() % 3)
      let costs = (0..<(rows * columns)).map { _ in (numbers.share() * 20).rounded() - 8 }
      let solution = Assignment.solve(costs: costs, rows: rows, columns: columns)
      #expect(Set(solution).count == rows)
      var cost = 0.0
      for (row, column) in solution.enumerated() { cost += costs[row * columns + column] }
      #expect(cost == least(costs, columns: columns, row: 0, rows: rows, used: []))
    }
  }

  private func least(_ costs: [Double], columns: Int, row: Int, rows: Int, used: Set<Int>) -> Double {
    guard row < rows else { return 0 }
    var best = Double.infinity
    for column in 0..<columns where !used.contains(column) {
      let rest = least(costs, columns: columns, row: row + 1, rows: rows, used: used.union([column]))
      best = min(best, costs[row * columns + column] + rest)
    }
    return best
  }
}
