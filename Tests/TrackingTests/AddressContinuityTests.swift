import Geodesy
import Surveillance
import Testing

@testable import Tracking

/// An aircraft with a Mode S address keeps its track, whatever becomes of single plots.
struct AddressContinuityTests {
  let radar = TestRadar(0)
  let target = Target(east: -20_000, north: 30_000, speedEast: 150, speedNorth: 0)

  /// Every number that was ever published, tentative ones too.
  func numbers(of reports: [SensorReport], until end: Double, _ run: inout Run) -> Set<UInt32> {
    var seen: Set<UInt32> = []
    run.play(reports, until: end) { _, changes in seen.formUnion(changes.updated.map(\.number.rawValue)) }
    return seen
  }

  @Test func aDisplacedPlotStartsNoTrackAndIsCounted() {
    var random = Numbers(seed: 601)
    var reports = scans(4, to: 120).map { radar.modeS(target, $0, 5, &random) }
    // The back lobe's reflection: half a turn later, opposite.
    var reflection = radar.modeS(target, 59, 5, &random)
    if case .polar(let range, let azimuth) = reflection.position {
      reflection.position = .polar(slantRangeMetres: range, azimuthRadians: azimuth + 3.1)
    }
    reports.append(reflection)
    var run = Run([radar.site])
    run.tracker.observation.quality = TrackingQuality()
    #expect(numbers(of: reports, until: 122, &run) == [1])
    #expect(run.totals[0].echoes == 1)
    let address = run.tracker.observation.quality?.addresses.first
    #expect(address?.isContinuous == true && address?.displaced == 1)
  }

  @Test func aTrackLedAstrayIsBroughtBackUnderItsNumber() throws {
    var random = Numbers(seed: 602)
    let slow = Target(east: -3_000, north: 24_000, speedEast: 30, speedNorth: 0, heightMetres: 600)
    var reports = scans(4, to: 120).map { radar.modeS(slow, $0, 5, &random) }
    // Azimuths further and further off, each near enough to be believed for the last one's sake.
    for (index, degrees) in [1.5, 3.5, 6].enumerated() {
      guard case .polar(let range, let azimuth) = reports[10 + index].position else { continue }
      reports[10 + index].position = .polar(
        slantRangeMetres: range, azimuthRadians: azimuth + Angle.radians(fromDegrees: degrees))
    }
    var run = Run([radar.site])
    #expect(numbers(of: reports, until: 118, &run) == [1])
    let shown = try #require(run.shown.first)
    #expect(distance(shown, slow.place(at: shown.time.seconds(since: midnight))) < 150)
  }

  @Test func anotherAircraftWithTheAddressOfATrackGetsItsOwn() {
    var random = Numbers(seed: 603)
    let other = Target(east: 40_000, north: -30_000, speedEast: 0, speedNorth: 180)
    var reports = scans(4, to: 160).map { radar.modeS(target, $0, 5, &random) }
    reports += scans(4, from: 62.2, to: 160).map { radar.modeS(other, $0, 5, &random) }
    var run = Run([radar.site])
    run.play(reports, until: 158)
    #expect(run.shown.count == 2)
    #expect(run.confirmed.count == 2)
  }

  @Test func anAircraftThatComesBackGetsItsOldNumber() throws {
    var random = Numbers(seed: 604)
    let times = scans(4, to: 60) + scans(4, from: 201, to: 260)
    let reports = times.map { radar.modeS(target, $0, 5, &random) }
    var run = Run([radar.site])
    run.play(reports, until: 150)
    #expect(run.tracker.tracks.isEmpty && run.removed.map(\.rawValue) == [1])
    var reader = CanonicalReader(run.bytes())
    var restored = run
    restored.tracker = try Tracker(from: &reader)
    #expect(numbers(of: reports, until: 262, &run) == [1])
    restored.play(reports, until: 262)
    #expect(run.shown.map(\.number.rawValue) == [1] && restored.bytes() == run.bytes())
  }

  @Test func aSinglePlotNowAndThenKeepsItsNumberToo() {
    var random = Numbers(seed: 608)
    let reports = scans(80, to: 330).map { radar.modeS(target, $0, 5, &random) }
    var run = Run([radar.site])
    #expect(numbers(of: reports, until: 350, &run) == [1])
    #expect(run.confirmed.isEmpty && run.removed.count == 5)
  }

  @Test(arguments: [(90.0, 90_000.0), (420, 0)])
  func tooFarAwayOrTooLateItIsAnother(gap: Double, north: Double) {
    var random = Numbers(seed: 605)
    var later = target
    later.north += north
    var reports = scans(4, to: 60).map { radar.modeS(target, $0, 5, &random) }
    reports += scans(4, from: 60 + gap, to: 100 + gap).map { radar.modeS(later, $0, 5, &random) }
    var run = Run([radar.site])
    #expect(numbers(of: reports, until: 102 + gap, &run) == [1, 2])
  }

  @Test func aParkedAircraftSeenNowAndThenKeepsItsTrack() {
    var random = Numbers(seed: 606)
    let parked = Target(east: 1_500, north: -2_000, speedEast: 0, speedNorth: 0, heightMetres: 200)
    let times = [1.0, 5, 9, 61, 65, 117, 121, 173, 177]
    let reports = times.map { seconds in
      var report = radar.modeS(parked, seconds, 5, &random)
      report.isOnGround = true
      return report
    }
    var run = Run([radar.site])
    #expect(numbers(of: reports, until: 180, &run) == [1])
    #expect(run.removed.isEmpty && run.totals[0].used == 8)
  }

  @Test func aMissedSecondTurnDoesNotMakeEveryOtherPlotAnEcho() {
    var random = Numbers(seed: 607)
    let unknown = TestRadar(0, period: nil)
    // The antenna comes a little sooner each turn.
    let times = [1.0] + (2...30).map { 1 + 3.99 * Double($0) }
    var run = Run([unknown.site])
    run.play(times.map { unknown.modeS(target, $0, 5, &random) }, until: 125)
    #expect(run.totals[0].echoes <= 4 && run.totals[0].used >= 25)
    #expect(abs(run.tracker.periodSeconds(of: SensorNumber(rawValue: 0), look: nil) - 3.99) < 0.1)
  }

  @Test func theMemoryOfEndedTracksIsBoundedAndForgets() throws {
    var ended = EndedAddresses()
    for index in 1...3000 {
      ended.remember(
        EndedAddress(
          address: try #require(address(UInt32(index))),
          number: TrackNumber(rawValue: UInt32(index)), page: .map,
          place: ECEFPosition(target.place(at: 0)), time: midnight, speedMetresPerSecond: 100,
          wasConfirmed: true, ended: midnight.adding(seconds: Double(index))))
    }
    #expect(ended.entries.count == EndedAddresses.greatestCount)
    #expect(!ended.hasConfirmed(TrackNumber(rawValue: 1)) && ended.hasConfirmed(TrackNumber(rawValue: 3000)))
    ended.forget(before: midnight.adding(seconds: 2999))
    #expect(ended.entries.map(\.number.rawValue) == [2999, 3000])
  }
}
