import Geodesy
import Surveillance
import Testing

@testable import Tracking

/// Why a track takes a plot or not, in scenes small enough to know the answer.
struct ExplanationTests {
  private let radar = TestRadar(0)
  private let target = Target(east: -20_000, north: 30_000, speedEast: 200, speedNorth: 0)
  /// When the scene is set, and when the next turn of the radar comes.
  private let settled = 39.0
  private let next = 41.0

  /// One track, number 1, that has been followed for ten turns.
  private func scene(_ report: (Target, Double, inout Numbers) -> SensorReport) -> Run {
    var numbers = Numbers(seed: 81)
    var run = Run([radar.site])
    run.tracker.observation.watch = .all
    run.play(scans(4, to: 38).map { report(target, $0, &numbers) }, until: settled)
    #expect(run.shown.map(\.number.rawValue) == [1])
    return run
  }

  private func secondaryScene() -> Run { scene { radar.secondary($0, $1, "1111", &$2) } }

  /// A plot of where the target is plus an offset to the north.
  private func plot(
    north: Double = 0, at seconds: Double, means: DetectionMeans = .secondary, text: String? = nil,
    level: Double = 9000, own: UInt32? = nil
  ) -> SensorReport {
    var numbers = Numbers(seed: 82)
    var moved = target
    moved.north += north
    let exact = TestRadar(0, rangeSigma: 0, azimuthSigmaDegrees: 0)
    var report = exact.plot(of: moved, at: seconds, means: means, numbers: &numbers)
    report.mode3A = text.map { Mode3AReply(code: code($0)) }
    if means != .primary {
      report.pressureAltitude = PressureAltitudeReport(altitude: PressureAltitude(metres: level))
    }
    report.modeSAddress = own.flatMap(address)
    return report
  }

  /// What track 1 makes of reports that come together.
  private func explained(_ reports: [SensorReport], in scene: Run, at seconds: Double? = nil) -> [ExplainedPlot] {
    var run = scene
    _ = run.tracker.observation.watch?.take()
    run.seconds = (seconds ?? next) + 0.2
    run.step(reports)
    return scansOf(1, run).last?.candidates ?? []
  }

  private func scansOf(_ number: UInt32, _ run: Run) -> [ExplainedScan] {
    (run.tracker.observation.watch?.explanations(of: TrackNumber(rawValue: number)) ?? []).compactMap {
      if case .scan(let scan) = $0.event { scan } else { nil }
    }
  }

  private func changesOf(_ number: UInt32, _ run: Run) -> [TrackChange] {
    (run.tracker.observation.watch?.explanations(of: TrackNumber(rawValue: number)) ?? []).compactMap {
      if case .change(let change) = $0.event { change } else { nil }
    }
  }

  @Test func thePlotOfLeastCostIsTaken() throws {
    let found = explained([plot(at: next, text: "1111")], in: secondaryScene())
    let only = try #require(found.first)
    #expect(found.count == 1 && only.reason == .leastCost && only.fate == .taken(TrackNumber(rawValue: 1)))
    #expect(only.distanceMetres < 300 && only.squaredDistance < only.gate)
    let total = try #require(only.cost.total)
    #expect(only.cost.code == TrackerParameters.standard.sameCodeCost && total < only.cost.ofNoTrack)
  }

  @Test func theUpdateSaysWhatThePlotDid() throws {
    var run = secondaryScene()
    run.seconds = next + 0.2
    run.step([plot(north: 150, at: next, text: "1111")])
    let update = try #require(scansOf(1, run).last?.update)
    #expect(update.innovationNorthMetres > 50 && update.sigmaAfterMetres < update.sigmaBeforeMetres)
    #expect(abs(update.speedMetresPerSecond - 200) < 40)
  }

  static let alone: [(AssociationReason, north: Double, text: String?, level: Double, own: UInt32?)] = [
    (.outsideGate, 4500, "1111", 9000, nil),
    (.levelsApart, 0, "1111", 7500, nil),
  ]

  @Test(arguments: alone)
  func aPlotAloneIsRefusedForOneReason(
    reason: AssociationReason, north: Double, text: String?, level: Double, own: UInt32?
  ) {
    let found = explained([plot(north: north, at: next, text: text, level: level, own: own)], in: secondaryScene())
    #expect(found.map(\.reason) == [reason])
    #expect(found.allSatisfy { $0.fate != .taken(TrackNumber(rawValue: 1)) })
  }

  /// Further and further from the track, a plot with another code is first taken for it none the less, then not for its
  /// code, then not for its place.
  @Test func anotherCodeCostsWhatLittleDistanceWouldNot() {
    let scene = secondaryScene()
    var reasons: [AssociationReason] = []
    for north in stride(from: 0.0, to: 3000, by: 25) {
      let reason = explained([plot(north: north, at: next, text: "2222")], in: scene).first?.reason
      if let reason, reasons.last != reason { reasons.append(reason) }
    }
    #expect(reasons.contains(.anotherCode))
    #expect(reasons.last == .outsideGate)
  }

  @Test func aPlotThatFitsBadlyInPlaceAndLevelCostsMoreThanNoTrack() {
    let scene = secondaryScene()
    let reasons = stride(from: 0.0, to: 3000, by: 25).compactMap {
      explained([plot(north: $0, at: next, level: 8450)], in: scene).first?.reason
    }
    #expect(reasons.contains(.dearerThanNoTrack))
  }

  @Test func addressesTakeAndPart() {
    let scene = scene { radar.modeS($0, $1, 9, &$2) }
    let track = TrackNumber(rawValue: 1)
    let own = explained([plot(at: next, means: .modeS, own: 9)], in: scene)
    #expect(own.map(\.reason) == [.sameAddress] && own.map(\.fate) == [.taken(track)])
    let other = explained([plot(north: 100, at: next, means: .modeS, own: 10)], in: scene)
    #expect(other.map(\.reason) == [.anotherAddress] && other.map(\.fate) == [.started(TrackNumber(rawValue: 2))])
    let far = explained([plot(north: 20_000, at: next, means: .modeS, own: 9)], in: scene)
    #expect(far.map(\.reason) == [.outOfReach])
  }

  @Test func theSecondPlotOfATurnIsNamedAsSuch() {
    let byAddress = scene { radar.modeS($0, $1, 9, &$2) }
    let found = explained(
      [plot(at: next, means: .modeS, own: 9), plot(north: 200, at: next + 0.1, means: .modeS, own: 9)], in: byAddress)
    #expect(found.map(\.reason) == [.sameAddress, .secondOfTurn])
    #expect(found.last?.fate == .echo(TrackNumber(rawValue: 1)))
    var byCode = secondaryScene()
    byCode.seconds = next + 0.2
    byCode.step([plot(at: next, text: "1111")])
    #expect(
      explained([plot(at: next + 1.5, text: "1111")], in: byCode, at: next + 1.5).map(\.reason) == [.secondOfTurn])
  }

  @Test func aPlotMeasuredLongBeforeTheLastUpdateIsTooLate() {
    var run = secondaryScene()
    run.seconds = next + 0.2
    run.step([plot(at: next, text: "1111")])
    #expect(explained([plot(at: next - 14, text: "1111")], in: run, at: next + 1).map(\.reason) == [.tooLate])
  }

  @Test func ofTwoPlotsTheTrackTakesOneAndTheOtherIsItsEcho() {
    let found = explained([plot(at: next), plot(north: 150, at: next)], in: secondaryScene())
    #expect(found.map(\.reason) == [.leastCost, .tookAnotherReport])
    #expect(found.last?.fate == .echo(TrackNumber(rawValue: 1)))
  }

  @Test func aPrimaryEchoBesideTheTrackIsDroppedForIt() {
    let found = explained([plot(north: -1100, at: next, means: .primary)], in: secondaryScene())
    #expect(found.map(\.fate) == [.echo(TrackNumber(rawValue: 1))])
  }

  @Test func aPlotThatFitsBothGoesToTheTrackWhereTheSumIsLess() throws {
    var numbers = Numbers(seed: 83)
    var other = target
    other.north += 450
    var run = Run([radar.site])
    run.tracker.observation.watch = .all
    let times = scans(4, to: 60)
    run.play(
      times.flatMap {
        [
          radar.plot(of: target, at: $0, means: .secondary, numbers: &numbers),
          radar.plot(of: other, at: $0, means: .secondary, numbers: &numbers),
        ]
      }, until: 62)
    let reasons = scansOf(1, run).flatMap(\.candidates).map(\.reason)
    #expect(reasons.contains(.betterForTrack(TrackNumber(rawValue: 2))))
  }

  @Test func anotherAircraftByRemoteIDIsNamedAsSuch() {
    var report = plot(north: 60, at: next, means: .remoteID)
    report.aircraft.unmanned = UnmannedAircraft(transmitter: 7)
    #expect(explained([report], in: secondaryScene()).map(\.reason) == [.anotherIdentifier])
  }

  @Test func aFixedTranspondersReplyIsNamedAsSuch() {
    var numbers = Numbers(seed: 84)
    let post = Target(east: -14_000, north: 30_000, speedEast: 0, speedNorth: 0, heightMetres: 15)
    var run = Run([radar.site])
    run.tracker.observation.watch = .all
    var reports = scans(4, to: 78).map { radar.secondary(post, $0, "0041", &numbers) }
    reports += scans(4, from: 41, to: 78).map { radar.secondary(target, $0 - 40, "1111", &numbers) }
      .map {
        var moved = $0; moved.time = moved.time.adding(seconds: 40); return moved
      }
    run.play(reports, until: 79)
    #expect(run.tracker.siteMonitors.count == 1)
    #expect(changesOf(1, run).last == .foundFixed)
    let shown = run.shown.first?.number.rawValue ?? 0
    #expect(scansOf(shown, run).flatMap(\.candidates).contains { $0.reason == .siteMonitor && $0.fate == .siteMonitor })
  }

  @Test func aTracksLifeIsToldFromItsFirstPlotToItsEnd() {
    var numbers = Numbers(seed: 85)
    var run = Run([radar.site])
    run.tracker.observation.watch = TrackWatch(numbers: [TrackNumber(rawValue: 1)])
    var reports = scans(4, to: 38).map { radar.secondary(target, $0, "1111", &numbers) }
    reports += [radar.secondary(target, 49, "1111", &numbers)]
    run.play(reports, until: 100)
    let changes = changesOf(1, run)
    guard changes.count == 6 else {
      Issue.record("\(changes)")
      return
    }
    #expect(changes[0] == .started(sensor: SensorNumber(rawValue: 0)))
    if case .confirmed(let weight, let needed) = changes[1] { #expect(weight >= needed) } else { Issue.record() }
    if case .coasting(let missed, let allowed) = changes[2] { #expect(missed > allowed) } else { Issue.record() }
    #expect(changes[3] == .resumed)
    if case .coasting = changes[4] {} else { Issue.record() }
    if case .endedBySilence(let missed, let allowed, let seconds) = changes[5] {
      #expect(missed > allowed && seconds > 8)
    } else {
      Issue.record()
    }
  }

  @Test func explainingAndMeasuringChangeNoBit() {
    var numbers = Numbers(seed: 86)
    let others = (0..<6).map { Target(east: -20_000 + 900 * Double($0), north: 30_000, speedEast: 0, speedNorth: 150) }
    var reports = others.flatMap { other in scans(4, to: 120).map { radar.primary(other, $0, &numbers) } }
    reports += scans(4, to: 120).map { radar.secondary(target, $0, "1111", &numbers) }
    var plain = Run([radar.site])
    plain.play(reports, until: 150)
    var watched = Run([radar.site])
    watched.tracker.observation.watch = .all
    watched.tracker.observation.quality = TrackingQuality()
    watched.play(reports, until: 150)
    #expect(plain.bytes() == watched.bytes())
    #expect(plain.removed == watched.removed)
  }

  @Test func whatIsHeldIsBounded() {
    var watch = TrackWatch.all
    for number in 0..<10_000 {
      watch.add(
        Explanation(track: TrackNumber(rawValue: UInt32(number)), time: midnight, event: .change(.resumed)))
    }
    #expect(watch.explanations.count <= TrackWatch.capacity)
    #expect(watch.explanations.count + watch.lost == 10_000)
    #expect(TrackWatch(numbers: (0..<500).map { TrackNumber(rawValue: $0) }).numbers.count == TrackWatch.numbersMax)
  }
}
