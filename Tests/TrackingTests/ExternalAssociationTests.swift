import Geodesy
import Surveillance
import Testing
import Tracking

/// Tracks of other systems beside ours: one aircraft, one track.
struct ExternalAssociationTests {
  let radar = TestRadar(0)
  let target = Target(east: 30_000, north: 30_000, speedEast: 200, speedNorth: 0)

  private func record(
    of target: Target, _ number: UInt16, _ seconds: Double, address own: UInt32? = nil, code text: String? = nil,
    sensor: UInt16 = 1, sigma: Double = 60
  ) -> SensorReport {
    let place = target.place(at: seconds)
    var report = SensorReport(
      kind: .systemTrack, sensor: SensorNumber(rawValue: sensor), time: midnight.adding(seconds: seconds),
      means: .external)
    report.localTrackNumber = number
    report.position = .geodetic(latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians)
    report.velocity = target.velocity(at: seconds)
    report.pressureAltitude = PressureAltitudeReport(altitude: PressureAltitude(metres: target.heightMetres))
    report.modeSAddress = own.flatMap(address)
    report.mode3A = text.map { Mode3AReply(code: code($0)) }
    report.external = ExternalTrackState(
      isEnded: false, isTentative: false, isCoasting: false, isSimulated: false, sources: [.modeS],
      positionCovariance: HorizontalCovariance(sigma: sigma))
    return report
  }

  private func run(fusing: Bool = false) -> Run {
    var system = radar.site
    system.fusesTracks = fusing
    return Run([radar.site, system, system])
  }

  @Test func anAddressJoinsAtTheFirstLook() {
    var numbers = Numbers(seed: 62)
    var run = run()
    run.play(scans(4, from: 2, to: 30).map { radar.modeS(target, $0, 3, &numbers) }, until: 30)
    run.seconds = 31
    let changes = run.step([record(of: target, 7, 31, address: 3)])
    #expect(run.shown.count == 1)
    #expect(changes.updated.map(\.alsoTracked.count) == [1])
    #expect(changes.removed.isEmpty)
  }

  @Test func aPlaceJoinsAfterSomeLooksAndTheOtherTrackGoesFromThePicture() throws {
    var numbers = Numbers(seed: 63)
    let plots = scans(4, from: 2, to: 60).map { radar.primary(target, $0, &numbers) }
    var run = run()
    run.play(plots + scans(4, from: 41, to: 46).map { record(of: target, 7, $0) }, until: 48)
    #expect(run.shown.count == 2)
    let other = try #require(run.shown.first { $0.external != nil })
    run.play(plots + scans(4, from: 49, to: 60).map { record(of: target, 7, $0) }, until: 60)
    #expect(run.shown.map(\.alsoTracked.count) == [1])
    #expect(run.removed == [other.number])
    #expect(run.tracker.track(other.number) == nil)
  }

  @Test func anotherAddressNeverJoinsHoweverNear() {
    var numbers = Numbers(seed: 64)
    var reports = scans(4, from: 2, to: 80).map { radar.modeS(target, $0, 3, &numbers) }
    reports += scans(4, from: 3, to: 80).map { record(of: target, 7, $0, address: 4) }
    var run = run()
    run.play(reports, until: 80)
    #expect(run.shown.count == 2)
  }

  @Test func twoNeighboursThatMayBothBeItStayUndecided() {
    var numbers = Numbers(seed: 65)
    var neighbour = target
    neighbour.north += 300
    var middle = target
    middle.north += 150
    var reports = scans(4, from: 2, to: 60).map { radar.secondary(target, $0, "4001", &numbers) }
    reports += scans(4, from: 2.05, to: 60).map { radar.secondary(neighbour, $0, "4002", &numbers) }
    let unnamed = scans(4, from: 23, to: 60).map { record(of: middle, 7, $0) }
    var undecided = run()
    undecided.play(reports + unnamed, until: 60)
    #expect(undecided.shown.count == 3)
    let named = scans(4, from: 23, to: 60).map { record(of: middle, 7, $0, code: "4002") }
    var decided = run()
    decided.play(reports + named, until: 60)
    #expect(decided.shown.count == 2)
    #expect(decided.shown.first { !$0.alsoTracked.isEmpty }?.mode3A?.code == code("4002"))
  }

  @Test func partsWhenTheyFlyApart() throws {
    var numbers = Numbers(seed: 66)
    var reports = scans(4, from: 2, to: 120).map { radar.primary(target, $0, &numbers) }
    reports += scans(4, from: 3, to: 60).map { record(of: target, 7, $0) }
    // From here on the other system follows somebody who turned away.
    var other = target
    other.east += 60 * 200 - 60 * 0
    other.speedEast = 0
    other.speedNorth = -200
    other.north += 60 * 200
    reports += scans(4, from: 63, to: 120).map { record(of: other, 7, $0) }
    var run = run()
    run.play(reports, until: 60)
    #expect(run.shown.count == 1)
    run.play(reports, until: 120)
    #expect(run.shown.count == 2)
    #expect(run.shown.map(\.alsoTracked.count) == [0, 0])
    let shown = try #require(run.shown.first { $0.external != nil })
    #expect(distance(shown, other.place(at: 119)) < 1)
  }

  @Test func theOtherSystemsTrackComesBackWhereOursEnds() throws {
    var numbers = Numbers(seed: 67)
    var reports = scans(4, from: 2, to: 40).map { radar.modeS(target, $0, 3, &numbers) }
    reports += scans(4, from: 3, to: 150).map { record(of: target, 7, $0, address: 3) }
    var run = run()
    run.play(reports, until: 40)
    let ours = try #require(run.shown.first)
    #expect(run.shown.count == 1 && ours.external == nil)
    run.play(reports, until: 150)
    let remaining = try #require(run.shown.first)
    #expect(run.shown.count == 1 && remaining.external != nil && remaining.alsoTracked.isEmpty)
    #expect(remaining.number > ours.number && run.removed.contains(ours.number))
  }

  @Test func forgetsAnExternalTrackThatEnds() {
    var numbers = Numbers(seed: 68)
    var reports = scans(4, from: 2, to: 150).map { radar.modeS(target, $0, 3, &numbers) }
    reports += scans(4, from: 3, to: 60).map { record(of: target, 7, $0, address: 3) }
    var run = run()
    run.play(reports, until: 60)
    #expect(run.shown.map(\.alsoTracked.count) == [1])
    run.play(reports, until: 150)
    #expect(run.shown.map(\.alsoTracked.count) == [0])
    #expect(run.shown.first?.means.contains(.external) == false)
  }

  @Test func joinsTheTracksOfTwoSystems() {
    var numbers = Numbers(seed: 69)
    var reports = scans(4, from: 2, to: 60).map { radar.modeS(target, $0, 3, &numbers) }
    for sensor: UInt16 in [2, 1] {
      reports += scans(4, from: 30, to: 60).map { record(of: target, 7, $0, address: 3, sensor: sensor) }
    }
    var run = run()
    run.play(reports, until: 60)
    #expect(run.shown.map { $0.alsoTracked.map(\.sensor.rawValue) } == [[1, 2]])
  }

  @Test func fusesWhatIsShownWhereConfiguredAndNeverTheFilter() throws {
    var numbers = Numbers(seed: 70)
    let plots = scans(4, from: 2, to: 120).map { radar.primary(target, $0, &numbers) }
    let records = scans(4, from: 3, to: 120).map { record(of: target, 7, $0, sigma: 20) }
    var plain = run()
    var fusing = run(fusing: true)
    plain.play(plots + records, until: 120)
    fusing.play(plots + records, until: 120)
    let (own, fused) = (try #require(plain.shown.first), try #require(fusing.shown.first))
    #expect(own.number == fused.number && !fused.alsoTracked.isEmpty)
    #expect(fused.positionSigmaMetres < own.positionSigmaMetres)
    #expect(distance(fused, target.place(at: fused.time.seconds(since: midnight))) < 60)
    let estimate = fusing.tracker.detail(of: fused.number, at: fused.time)
    let detail = try #require(estimate)
    #expect(detail.fusedWith == [SensorNumber(rawValue: 1)])
    #expect(detail.track == fused)
    // Without the other system the filter's own estimate is what is shown, to the bit.
    var alone = run()
    alone.play(plots, until: 120)
    let unaided = try #require(alone.shown.first { $0.external == nil })
    #expect(own.latitudeRadians == unaided.latitudeRadians && own.positionCovariance == unaided.positionCovariance)
  }

  @Test func goesOnFromASnapshotAsIfNothingHadHappened() throws {
    var numbers = Numbers(seed: 71)
    var reports = scans(4, from: 2, to: 100).map { radar.primary(target, $0, &numbers) }
    reports += scans(4, from: 3, to: 130).map { record(of: target, 7, $0) }
    var uninterrupted = run(fusing: true)
    var restored = run(fusing: true)
    for end in stride(from: 5.0, through: 180, by: 5) {
      uninterrupted.play(reports, until: end)
      restored.play(reports, until: end)
      #expect(restored.bytes() == uninterrupted.bytes())
      var reader = CanonicalReader(restored.bytes())
      restored.tracker = try Tracker(from: &reader)
      #expect(restored.tracker.tracks == uninterrupted.tracker.tracks)
    }
    #expect(uninterrupted.shown.isEmpty)
  }
}
