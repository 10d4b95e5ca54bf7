import Geodesy
import Surveillance
import Testing

@testable import Tracking

/// Unmanned aircraft by Remote ID.
@Suite struct UnmannedTests {
  private let receiver = SensorSite(
    id: .receiver(FeedNumber(rawValue: 1)), type: .remoteIDReceiver,
    antenna: GeodeticPosition(latitudeDegrees: 45, longitudeDegrees: 5), page: .map, rangeSigmaMetres: 100,
    azimuthSigmaRadians: 0.003, scanPeriodSeconds: nil)
  private let radar = TestRadar(1)

  /// A report of its own place, by a receiver that is sensor 0.
  private func report(
    _ target: Target, _ seconds: Double, _ serial: String?, transmitter: UInt64 = 0, sigma: Double = 4,
    hasVelocity: Bool = true, _ numbers: inout Numbers
  ) -> SensorReport {
    var report = broadcast(target, seconds, 0, sensor: 0, sigma: sigma, &numbers)
    report.means = .remoteID
    report.modeSAddress = nil
    if !hasVelocity { report.velocity = nil }
    report.aircraft.unmanned = UnmannedAircraft(transmitter: transmitter)
    report.aircraft.unmanned?.identifier = serial.flatMap { UnmannedIdentifier(.serialNumber, text: $0) }
    return report
  }

  private func hover(east: Double = 500, north: Double = 300) -> Target {
    Target(east: east, north: north, speedEast: 0, speedNorth: 0, heightMetres: 80)
  }

  private func serials(_ run: Run) -> [String?] {
    run.shown.map { $0.aircraft.unmanned?.identifier?.description }
  }

  @Test(arguments: [true, false])
  func aHoveringDroneIsConfirmedAndStaysForMinutes(hasVelocity: Bool) throws {
    var numbers = Numbers(seed: 71)
    var run = Run([receiver])
    run.play(
      scans(1, to: 400).map { report(hover(), $0, "A", hasVelocity: hasVelocity, &numbers) }, until: 398)
    #expect(serials(run) == ["A"] && run.confirmed.count == 1 && run.tracker.siteMonitors.isEmpty)
    let track = try #require(run.shown.first)
    #expect(track.means == .remoteID && distance(track, hover().place(at: 0)) < 10)
    #expect(run.totals[0].siteMonitor == 0 && run.totals[0].echoes == 0)
  }

  @Test(arguments: [20.0, 5])
  func twoDronesSideBySideStayTwoByTheirIdentifiers(metresApart: Double) throws {
    var numbers = Numbers(seed: 72)
    let (first, second) = (hover(), hover(east: 500 + metresApart))
    var reports = scans(1, to: 120).map { report(first, $0, "A", &numbers) }
    reports += scans(1, from: 1.1, to: 120).map { report(second, $0, "B", &numbers) }
    var run = Run([receiver])
    run.play(reports, until: 118)
    #expect(serials(run).sorted { $0 ?? "" < $1 ?? "" } == ["A", "B"] && run.confirmed.count == 2)
    for track in run.shown {
      let own = track.aircraft.unmanned?.identifier?.description == "A" ? first : second
      #expect(distance(track, own.place(at: 0)) < 8)
    }
  }

  @Test func crossingDronesKeepTheirNumbers() {
    var numbers = Numbers(seed: 73)
    let first = Target(east: -300, north: 0, speedEast: 10, speedNorth: 0, heightMetres: 80)
    let second = Target(east: 300, north: 0, speedEast: -10, speedNorth: 0, heightMetres: 80)
    var reports = scans(1, to: 60).map { report(first, $0, "A", &numbers) }
    reports += scans(1, from: 1.2, to: 60).map { report(second, $0, "B", &numbers) }
    var run = Run([receiver])
    run.play(reports, until: 10)
    let before = run.shown.map { ($0.aircraft.unmanned?.identifier?.description ?? "") + "\($0.number.rawValue)" }
    run.play(reports, until: 58)
    let after = run.shown.map { ($0.aircraft.unmanned?.identifier?.description ?? "") + "\($0.number.rawValue)" }
    #expect(before.count == 2 && before == after && run.confirmed.count == 2)
  }

  @Test func transmittersPartWhatHasNoIdentifierAndAnIdentifierThatComesLaterStaysWithTheTrack() {
    var numbers = Numbers(seed: 74)
    var reports = scans(1, to: 30).map { report(hover(), $0, nil, transmitter: 1, &numbers) }
    reports += scans(1, from: 1.1, to: 60).map { report(hover(east: 515), $0, nil, transmitter: 2, &numbers) }
    reports += scans(1, from: 31, to: 60).map { report(hover(), $0, "A", transmitter: 1, &numbers) }
    var run = Run([receiver])
    run.play(reports, until: 58)
    #expect(run.shown.count == 2 && run.confirmed.count == 2)
    #expect(serials(run).compactMap { $0 } == ["A"])
  }

  @Test func oneDroneOfTwoRadiosIsOneTrack() {
    var numbers = Numbers(seed: 75)
    var reports = scans(1, to: 60).map { report(hover(), $0, "A", transmitter: 1, &numbers) }
    reports += scans(1, from: 1.4, to: 60).map { report(hover(), $0, "A", transmitter: 2, &numbers) }
    var run = Run([receiver])
    run.play(reports, until: 58)
    #expect(serials(run) == ["A"] && run.confirmed.count == 1)
  }

  @Test func anIdentifierThatChangesIsAnotherTrack() {
    var numbers = Numbers(seed: 76)
    var reports = scans(1, to: 20).map { report(hover(), $0, "A", transmitter: 1, &numbers) }
    reports += scans(1, from: 20.5, to: 40).map { report(hover(), $0, "B", transmitter: 1, &numbers) }
    var run = Run([receiver])
    run.play(reports, until: 30)
    #expect(serials(run) == ["A", "B"])
  }

  @Test func anIdentifierClaimedFarAwayIsASecondTrack() {
    var numbers = Numbers(seed: 77)
    var reports = scans(1, to: 60).map { report(hover(), $0, "A", transmitter: 1, &numbers) }
    reports += scans(1, from: 1.4, to: 60).map { report(hover(east: 6000), $0, "A", transmitter: 2, &numbers) }
    var run = Run([receiver])
    run.play(reports, until: 58)
    #expect(serials(run) == ["A", "A"] && run.confirmed.count == 2)
  }

  @Test func aDroneAndAnAircraftWithATransponderBesideItStayTwo() {
    for (seed, kind) in [UInt64(78), 79, 80].enumerated() {
      var numbers = Numbers(seed: kind)
      let helicopter = Target(east: 8000, north: 9000, speedEast: 5, speedNorth: 40, heightMetres: 80)
      let drone = Target(east: 8030, north: 9000, speedEast: 5, speedNorth: 40, heightMetres: 80)
      var reports = scans(1, to: 120).map { report(drone, $0, "A", &numbers) }
      reports += scans(4, to: 120).map { seconds in
        switch seed {
        case 0: radar.modeS(helicopter, seconds, 0x3D1234, &numbers)
        case 1: radar.secondary(helicopter, seconds, "7000", &numbers)
        default: broadcast(helicopter, seconds, 0x3D1234, sensor: 1, &numbers)
        }
      }
      var run = Run([receiver, radar.site])
      run.play(reports, until: 118)
      #expect(run.shown.count == 2 && run.confirmed.count == 2, "case \(seed)")
      #expect(run.shown.filter { $0.aircraft.unmanned != nil }.map(\.means) == [.remoteID])
      #expect(run.shown.filter { $0.aircraft.unmanned == nil }.allSatisfy { !$0.means.contains(.remoteID) })
    }
  }

  @Test func aTransponderThatComesIntoViewBesideADroneIsNoEchoOfIt() {
    var numbers = Numbers(seed: 81)
    let flying = Target(east: 6000, north: 9000, speedEast: 45, speedNorth: 0, heightMetres: 300)
    var reports = scans(1, to: 120).map { report(hover(east: 9000, north: 9000), $0, "A", &numbers) }
    reports += scans(4, from: 30, to: 120).map { radar.secondary(flying, $0, "7000", &numbers) }
    var run = Run([receiver, radar.site])
    run.play(reports, until: 118)
    #expect(run.shown.count == 2 && run.totals[1].echoes == 0)
  }

  @Test func aPrimaryTargetThatPassesHalfAMileFromADroneKeepsItsTrack() {
    var numbers = Numbers(seed: 82)
    let passing = Target(east: 4000, north: 9800, speedEast: 60, speedNorth: 0, heightMetres: 300)
    var reports = scans(1, to: 160).map { report(hover(east: 9000, north: 9000), $0, "A", &numbers) }
    reports += scans(4, to: 160).map { radar.primary(passing, $0, &numbers) }
    var run = Run([receiver, radar.site])
    run.play(reports, until: 158)
    #expect(run.shown.count == 2 && run.confirmed.count == 2)
    #expect(run.shown.contains { $0.means == .primary })
  }

  @Test func aDroneThatARadarSeesTooIsOneTrack() {
    var numbers = Numbers(seed: 83)
    let flying = Target(east: 6000, north: 9000, speedEast: 18, speedNorth: 0, heightMetres: 120)
    var reports = scans(1, to: 120).map { report(flying, $0, "A", &numbers) }
    reports += scans(4, to: 120).map { radar.primary(flying, $0, &numbers) }
    var run = Run([receiver, radar.site])
    run.play(reports, until: 118)
    #expect(run.shown.map(\.means) == [[.remoteID, .primary]] && run.confirmed.count == 1)
  }

  @Test func theEmergencyOfADroneEndsWithItsWord() {
    var numbers = Numbers(seed: 84)
    var reports = scans(1, to: 20).map { report(hover(), $0, "A", &numbers) }
    for index in 10..<15 { reports[index].emergency = .general }
    var run = Run([receiver])
    run.play(reports, until: 13)
    #expect(run.shown.map(\.emergency) == [.general])
    run.play(reports, until: 19)
    #expect(run.shown.map(\.emergency) == [nil])
  }

  @Test func impossiblePlaceOfAnOperatorIsTakenOut() throws {
    for latitude in [Double.nan, .infinity, 3] {
      var numbers = Numbers(seed: 85)
      var bad = report(hover(), 1, "A", &numbers)
      bad.aircraft.unmanned?.operatorPosition = UnmannedAircraft.OperatorPosition(
        latitudeRadians: latitude, longitudeRadians: 0, kind: nil)
      let checked = try #require(bad.checked())
      #expect(checked.aircraft.unmanned?.identifier != nil && checked.aircraft.unmanned?.operatorPosition == nil)
    }
  }

  @Test func aTrackerWithDronesIsRestoredAndGoesOnAlike() throws {
    var numbers = Numbers(seed: 86)
    var reports = scans(1, to: 60).map { report(hover(), $0, "A", transmitter: 1, &numbers) }
    reports += scans(1, from: 1.1, to: 60).map { report(hover(east: 520), $0, nil, transmitter: 2, &numbers) }
    var run = Run([receiver])
    run.play(reports, until: 30)
    var reader = CanonicalReader(run.bytes())
    var restored = run
    restored.tracker = try reader.value()
    #expect(restored.bytes() == run.bytes())
    run.play(reports, until: 58)
    restored.play(reports, until: 58)
    #expect(restored.bytes() == run.bytes() && run.shown.count == 2)
  }
}
