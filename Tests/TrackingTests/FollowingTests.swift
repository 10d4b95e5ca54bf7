import Geodesy
import Surveillance
import Testing
import Tracking

struct FollowingTests {
  let radar = TestRadar(0)

  @Test(arguments: [(45.0, 5.0), (10.0, 179.99), (84.0, -60.0), (-33.0, -180.0)])
  func followsStraightFlightEverywhere(latitude: Double, longitude: Double) throws {
    var numbers = Numbers(seed: 11)
    let radar = TestRadar(0, latitude: latitude, longitude: longitude)
    var target = Target(east: -60_000, north: 20_000, speedEast: 230, speedNorth: 40)
    target.origin = radar.geometry.antenna
    let reports = scans(4, to: 600).map { radar.modeS(target, $0, 1, &numbers) }
    var run = Run([radar.site])
    run.play(reports, until: 597.5)
    let track = try #require(run.shown.first)
    #expect(run.confirmed.count == 1)
    #expect(distance(track, target.place(at: 597)) < 150)
    #expect(abs(track.velocity.eastMetresPerSecond - 230) < 12 || latitude > 80)
    #expect(track.isVelocityKnown)
    #expect(abs((track.pressureAltitude?.metres ?? 0) - 9000) < 1)
    #expect(track.positionSigmaMetres > 5 && track.positionSigmaMetres < 150)
  }

  @Test func followsATurnUnderOneNumber() throws {
    var numbers = Numbers(seed: 12)
    let target = Target(
      east: 20_000, north: 20_000, speedEast: 150, speedNorth: 0, turnRate: Angle.radians(fromDegrees: 3))
    let reports = scans(4, to: 200).map { radar.secondary(target, $0, "2345", &numbers) }
    var run = Run([radar.site])
    run.play(reports, until: 197.5)
    #expect(run.confirmed.count == 1)
    let track = try #require(run.shown.first)
    #expect(distance(track, target.place(at: 197)) < 250)
  }

  /// An airliner's turn and a fighter's.
  @Test(arguments: [(220.0, 3.0), (300.0, 11.0)])
  func knowsWhereATurningTargetWillBeInOneScan(speed: Double, degreesPerSecond: Double) throws {
    var numbers = Numbers(seed: 18)
    let target = Target(
      east: 15_000, north: 12_000, speedEast: speed, speedNorth: 0,
      turnRate: Angle.radians(fromDegrees: degreesPerSecond))
    let radar = TestRadar(0, period: 2)
    var run = Run([radar.site])
    let reports = scans(2, to: 160).map { radar.modeS(target, $0, 7, &numbers) }
    var misses: [Double] = []
    for seconds in stride(from: 60.0, to: 156, by: 2) {
      run.play(reports, until: seconds)
      let number = try #require(run.shown.first).number
      let ahead = try #require(run.tracker.track(number, predictedTo: midnight.adding(seconds: seconds + 4)))
      misses.append(distance(ahead, target.place(at: seconds + 4)))
    }
    let mean = misses.reduce(0, +) / Double(misses.count)
    // Straight on it would be off by half the acceleration times the square of the time, and by the noise.
    let straightMiss = 0.5 * speed * Angle.radians(fromDegrees: degreesPerSecond) * 25
    #expect(mean < 70 + 0.4 * straightMiss)
  }

  @Test func coastsThenEndsAndSaysSo() throws {
    var numbers = Numbers(seed: 13)
    let target = Target(east: 0, north: 50_000, speedEast: 200, speedNorth: 0)
    let reports = scans(4, to: 40).map { radar.secondary(target, $0, "2345", &numbers) }
    var run = Run([radar.site])
    run.play(reports, until: 37.5)
    #expect(run.shown.map(\.status) == [.confirmed])
    run.play([], until: 50)
    let coasting = try #require(run.shown.first)
    #expect(coasting.status == .coasting)
    #expect(coasting.time == midnight.adding(seconds: 50))
    #expect(distance(coasting, target.place(at: 50)) < 400)
    #expect(coasting.lastUpdate == midnight.adding(seconds: 37))
    var updates = 0
    run.play([], until: 51.75) { _, changes in updates += changes.updated.count }
    #expect(updates == 1, "a coasting track moves once a second")
    run.play([], until: 70)
    #expect(run.tracker.tracks.isEmpty)
    #expect(run.removed == [coasting.number])
  }

  @Test func comesBackFromCoastingUnderItsNumber() {
    var numbers = Numbers(seed: 14)
    let target = Target(east: 0, north: 50_000, speedEast: 200, speedNorth: 0)
    let moments = scans(4, to: 40) + scans(4, from: 53, to: 80)
    let reports = moments.map { radar.modeS(target, $0, 77, &numbers) }
    var run = Run([radar.site])
    run.play(reports, until: 78)
    #expect(run.shown.map(\.status) == [.confirmed])
    #expect(run.confirmed.count == 1)
  }

  @Test func mergesSensorsIntoOneTrackAndNamesThem() throws {
    var numbers = Numbers(seed: 15)
    let second = TestRadar(1, latitude: 45.5, longitude: 4.2, period: 10)
    let target = Target(east: 10_000, north: 30_000, speedEast: 150, speedNorth: 100)
    var reports = scans(4, to: 90).map { radar.secondary(target, $0, "2345", &numbers) }
    reports += scans(10, from: 3, to: 90).map { second.modeS(target, $0, 0x111, &numbers) }
    reports += scans(1, from: 0.5, to: 60).map { broadcast(target, $0, 0x111, sensor: 2, &numbers) }
    var run = Run([radar.site, second.site, radar.site])
    run.play(reports, until: 58)
    #expect(run.confirmed.count == 1)
    let track = try #require(run.shown.first)
    #expect(track.contributions.map(\.sensor.rawValue) == [0, 1, 2])
    #expect(track.means == [.secondary, .modeS, .adsb])
    run.play(reports, until: 90)
    let later = try #require(run.shown.first)
    #expect(later.number == track.number)
    #expect(later.means == [.secondary, .modeS], "a source that fell silent is no longer among the means")
  }

  @Test func usesReportsOutOfOrderAndCountsLateOnes() throws {
    var numbers = Numbers(seed: 16)
    let target = Target(east: 10_000, north: 30_000, speedEast: 150, speedNorth: 100)
    var run = Run([radar.site, radar.site])
    for seconds in scans(1, to: 30) {
      run.seconds = seconds
      run.step([broadcast(target, seconds, 5, sensor: 1, &numbers)])
    }
    run.seconds = 30
    run.step([radar.modeS(target, 28, 5, &numbers)])
    #expect(run.totals[0].used == 1)
    run.step([radar.modeS(target, 20, 5, &numbers)])
    #expect(run.totals[0].late == 1)
    run.step([radar.modeS(target, -20, 5, &numbers), radar.modeS(target, 40, 5, &numbers)])
    #expect(run.totals[0].late == 3)
    #expect(run.confirmed.count == 1)
    #expect(distance(try #require(run.shown.first), target.place(at: 29)) < 60)
  }

  @Test func takesStateWithoutPositionIntoTheTrackOfItsAddress() {
    var numbers = Numbers(seed: 17)
    let target = Target(east: 10_000, north: 30_000, speedEast: 150, speedNorth: 100)
    var run = Run([radar.site, radar.site])
    for seconds in [1.0, 2, 3] {
      run.seconds = seconds
      run.step([broadcast(target, seconds, 5, sensor: 1, &numbers)])
    }
    var report = SensorReport(
      kind: .adsb, sensor: SensorNumber(rawValue: 1), time: midnight.adding(seconds: 3), means: .adsb)
    report.modeSAddress = address(5)
    report.callsign = Callsign("VIGIE1")
    report.emergency = .minimumFuel
    run.step([report])
    report.modeSAddress = address(6)
    run.step([report])
    #expect(run.shown.first?.callsign == Callsign("VIGIE1"))
    #expect(run.shown.first?.emergency == .minimumFuel)
    #expect(run.totals[1].noPosition == 1)
  }
}
