import Geodesy
import Surveillance
import Testing

@testable import Tracking

/// Reports that come after others measured later.
struct LateReportTests {
  let radars = [TestRadar(0), TestRadar(1, latitude: 45.4, longitude: 5.6)]

  /// Plays reports in the order they are received, each so many seconds after its measurement.
  private func play(_ run: inout Run, _ reports: [(received: Double, report: SensorReport)], until end: Double) {
    let ordered = reports.enumerated().sorted {
      ($0.element.received, $0.offset) < ($1.element.received, $1.offset)
    }.map(\.element)
    var next = ordered.firstIndex { $0.received > run.seconds } ?? ordered.count
    while run.seconds < end {
      run.seconds += 0.25
      var batch: [SensorReport] = []
      while next < ordered.count, ordered[next].received <= run.seconds {
        batch.append(ordered[next].report)
        next += 1
      }
      run.step(batch)
    }
  }

  private func received(_ report: SensorReport, late: Double = 0) -> (received: Double, report: SensorReport) {
    (report.time.seconds(since: midnight) + late, report)
  }

  private func aircraft(_ target: Target, to end: Double, seed: UInt64) -> [SensorReport] {
    var numbers = Numbers(seed: seed)
    return scans(4, to: end).map { radars[0].modeS(target, $0, 5, &numbers) }
      + scans(5, from: 2.2, to: end).map { radars[1].modeS(target, $0, 5, &numbers) }
  }

  /// A third of a plot's error at most in any of several flights, and much less on average.
  @Test(arguments: [3.1, 5.7, 7.9])
  func aLatePlotLeavesTheTrackNearlyAsInOrder(late: Double) throws {
    let seeds = 301...306 as ClosedRange<UInt64>
    var sum = 0.0
    for seed in seeds {
      let shift = try shift(ofAPlotLateBy: late, seed: seed)
      #expect(shift < 10)
      sum += shift
    }
    #expect(sum < 4 * Double(seeds.count))
  }

  /// How far one late plot moves the track from where it is in order, metres.
  private func shift(ofAPlotLateBy late: Double, seed: UInt64) throws -> Double {
    let target = Target(east: -20_000, north: 15_000, speedEast: 180, speedNorth: 90, turnRate: 0.03)
    let reports = aircraft(target, to: 60, seed: seed).sorted { $0.time < $1.time }
    let chosen = reports.lastIndex { $0.time.seconds(since: midnight) < 50 } ?? 0
    // What one aircraft alone teaches of the radars is another matter.
    var parameters = TrackerParameters.standard
    parameters.registrationPairs = 1e9
    var inOrder = Run(radars.map(\.site), parameters: parameters)
    var outOfOrder = inOrder
    play(&inOrder, reports.map { received($0) }, until: 59)
    play(&outOfOrder, reports.indices.map { received(reports[$0], late: $0 == chosen ? late : 0) }, until: 59)
    let expected = try #require(inOrder.shown.first)
    let place = GeodeticPosition(
      latitudeRadians: expected.latitudeRadians, longitudeRadians: expected.longitudeRadians)
    #expect(outOfOrder.totals[0].late == 0 && outOfOrder.totals[1].late == 0)
    #expect(outOfOrder.shown.first?.lastUpdate == expected.lastUpdate)
    return distance(try #require(outOfOrder.shown.first), place)
  }

  @Test func aPlotTooLateIsCountedAndChangesNothing() {
    let target = Target(east: -20_000, north: 15_000, speedEast: 180, speedNorth: 90)
    var reports = aircraft(target, to: 50, seed: 302)
    let late = reports.remove(at: 9)
    var run = Run(radars.map(\.site))
    play(&run, reports.map { received($0) }, until: 50)
    let before = run.shown
    run.seconds += 0.25
    run.step([late])
    #expect(run.shown == before)
    #expect(run.totals[0].late == 1)
  }

  @Test func aLatePlotMeetsItsTrackWhereItWas() {
    // In a turn of 6 degrees a second the track has come round to where it does not point back to where it was.
    let target = Target(east: -20_000, north: 15_000, speedEast: 150, speedNorth: 0, turnRate: 0.105)
    var numbers = Numbers(seed: 303)
    var reports: [(received: Double, report: SensorReport)] = []
    for (index, seconds) in scans(2, to: 80).enumerated() {
      reports.append(received(radars[0].primary(target, seconds, &numbers), late: index % 4 == 3 ? 6 : 0))
    }
    var site = radars[0].site
    site.scanPeriodSeconds = 2
    var run = Run([site])
    play(&run, reports, until: 78)
    #expect(run.confirmed.count == 1)
    #expect(run.totals[0].late == 0)
    #expect(run.totals[0].used > 33)
  }

  @Test func aSecondEchoOfALateTurnIsNotTaken() {
    let target = Target(east: -20_000, north: 15_000, speedEast: 180, speedNorth: 90)
    var numbers = Numbers(seed: 304)
    var reports = scans(4, to: 60).map { received(radars[0].modeS(target, $0, 5, &numbers)) }
    reports.append(received(radars[0].modeS(target, 41.02, 5, &numbers), late: 6))
    var run = Run([radars[0].site])
    play(&run, reports, until: 58)
    #expect(run.totals[0].echoes == 1)
  }

  @Test func aLateEchoTakesBackAMiss() throws {
    let target = Target(east: -20_000, north: 15_000, speedEast: 60, speedNorth: 90, heightMetres: 900)
    // By whose echoes the radar is known to be at work.
    let mast = Target(east: 25_000, north: -15_000, speedEast: 0, speedNorth: 0, heightMetres: 300)
    func run(late: Double?) -> Run {
      var (numbers, others) = (Numbers(seed: 305), Numbers(seed: 306))
      var reports: [(received: Double, report: SensorReport)] = []
      for seconds in scans(4, to: 62) {
        reports.append(received(radars[0].primary(mast, seconds + 1, &others)))
        let report = radars[0].primary(target, seconds, &numbers)
        guard seconds == 45 else {
          reports.append(received(report))
          continue
        }
        if let late { reports.append(received(report, late: late)) }
      }
      var parameters = TrackerParameters()
      parameters.greatestScore = 1000
      var run = Run([radars[0].site], parameters: parameters)
      play(&run, reports, until: 56)
      return run
    }
    func track(_ run: Run) throws -> LiveTrack {
      run.tracker.store.slots[Int(try #require(run.tracker.store.order.first))]
    }
    let (inTime, late, never) = try (track(run(late: 0)), track(run(late: 6.5)), track(run(late: nil)))
    #expect(never.clocks.map(\.missed) == [1])
    #expect(late.clocks.map(\.missed) == [0])
    let cost = try #require(never.clocks.first).lastCost
    #expect(cost < -1)
    // The miss comes back beside what the echo itself weighs.
    #expect(late.score - never.score > -cost)
    #expect(late.clocks.first?.since == inTime.clocks.first?.since)
    #expect(late.looks.first?.scans == inTime.looks.first?.scans)
  }

  @Test func lateReportsOfIdentityAndStateChangeNothingNewer() throws {
    let target = Target(east: -20_000, north: 15_000, speedEast: 180, speedNorth: 90)
    var reports = aircraft(target, to: 60, seed: 306).map { report in
      var report = report
      let isChanged = report.time.seconds(since: midnight) > 30
      report.mode3A = Mode3AReply(code: code(isChanged ? "2222" : "1111"))
      report.callsign = Callsign(isChanged ? "NEW2" : "OLD1")
      return received(report)
    }
    let old = try #require(reports.lastIndex { $0.report.time.seconds(since: midnight) < 30 })
    reports[old].received += 7.5
    var run = Run(radars.map(\.site))
    play(&run, reports, until: reports[old].received + 0.3)
    #expect(run.shown.first?.mode3A?.code == code("2222"))
    #expect(run.shown.first?.callsign == Callsign("NEW2"))
  }

  @Test func aLatePlotStartsAndConfirms() {
    let target = Target(east: -20_000, north: 15_000, speedEast: 180, speedNorth: 90)
    var numbers = Numbers(seed: 307)
    var run = Run([radars[0].site])
    let first = received(radars[0].modeS(target, 1, 5, &numbers), late: 7)
    let second = received(radars[0].modeS(target, 5, 5, &numbers))
    play(&run, [first, second], until: 7.75)
    #expect(run.tracker.tracks.count == 1 && run.shown.isEmpty)
    play(&run, [first, second], until: 8.25)
    #expect(run.tracker.tracks.count == 1 && run.shown.count == 1)
  }

  @Test func theMemoryOfATrackIsBounded() {
    let target = Target(east: -20_000, north: 15_000, speedEast: 180, speedNorth: 90)
    var numbers = Numbers(seed: 308)
    var run = Run([radars[0].site])
    let reports = scans(0.3, to: 60).map {
      received(broadcast(target, $0, 5, sensor: 0, &numbers), late: numbers.share() < 0.3 ? 8 * numbers.share() : 0)
    }
    play(&run, reports, until: 60)
    let recent = run.tracker.store.slots[0].recent
    #expect(recent.measurements.count == RecentMeasurements.capacity)
    #expect((2...RecentMeasurements.checkpointCapacity).contains(recent.checkpoints.count))
    #expect(MemoryLayout<TakenMeasurement>.stride * RecentMeasurements.capacity <= 1536)
    #expect(MemoryLayout<RecentMeasurements.Checkpoint>.stride * RecentMeasurements.checkpointCapacity <= 1152)
  }

  @Test func goesOnFromASnapshotWithLatePlotsUnderWay() throws {
    let (sites, ordered) = DeterminismTests.air(seed: 309, seconds: 60)
    var numbers = Numbers(seed: 310)
    var reports: [(received: Double, report: SensorReport)] = []
    for report in ordered {
      reports.append(received(report, late: numbers.share() < 0.2 ? 8 * numbers.share() : 0))
      if numbers.share() < 0.2 { reports.append(received(report, late: 3 * numbers.share())) }
    }
    var uninterrupted = Run(sites)
    var restored = Run(sites)
    for end in stride(from: 7.0, to: 60, by: 6.25) {
      play(&uninterrupted, reports, until: end)
      play(&restored, reports, until: end)
      let saved = restored.bytes()
      #expect(saved == uninterrupted.bytes())
      var reader = CanonicalReader(saved)
      restored.tracker = try Tracker(from: &reader)
      #expect(reader.isAtEnd)
      #expect(restored.bytes() == saved)
    }
    #expect(uninterrupted.totals.contains { $0.duplicate > 10 })
  }
}
