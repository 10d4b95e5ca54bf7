import Geodesy
import Surveillance
import Testing
import Tracking

struct ExternalTrackTests {
  let radar = TestRadar(0)
  let target = Target(east: 30_000, north: 30_000, speedEast: 200, speedNorth: 0)

  private func record(
    _ number: UInt16, _ seconds: Double, ended: Bool = false, tentative: Bool = false, coasting: Bool = false
  ) -> SensorReport {
    let place = target.place(at: seconds)
    var report = SensorReport(
      kind: .systemTrack, sensor: SensorNumber(rawValue: 1), time: midnight.adding(seconds: seconds), means: .external)
    report.localTrackNumber = number
    report.position = .geodetic(latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians)
    report.velocity = target.velocity(at: seconds)
    report.callsign = Callsign("AFR12")
    report.external = ExternalTrackState(
      isEnded: ended, isTentative: tentative, isCoasting: coasting, isSimulated: false, sources: [.modeS],
      positionCovariance: HorizontalCovariance(sigma: 44))
    return report
  }

  @Test func showsAnotherSystemsTrackAsItIsAndEndsItWhenToldTo() throws {
    var run = Run([radar.site, radar.site])
    run.seconds = 1
    run.step([record(7, 1, tentative: true)])
    #expect(run.tracker.tracks.map(\.status) == [.tentative])
    run.seconds = 5
    run.step([record(7, 5)])
    let track = try #require(run.shown.first)
    #expect(distance(track, target.place(at: 5)) < 0.01)
    #expect(track.velocity == target.velocity(at: 5))
    #expect(track.positionSigmaMetres == 44)
    #expect(track.external?.sources == .modeS)
    #expect(track.means.contains(.external))
    run.seconds = 9
    run.step([record(7, 9, coasting: true)])
    #expect(run.shown.first?.status == .coasting)
    #expect(run.shown.first?.number == track.number)
    run.seconds = 13
    run.step([record(7, 13, ended: true)])
    #expect(run.tracker.tracks.isEmpty)
    #expect(run.removed == [track.number])
    run.step([record(8, 13, ended: true)])
    #expect(run.tracker.tracks.isEmpty)
  }

  @Test func endsAfterSilence() {
    var run = Run([radar.site, radar.site])
    run.play(scans(4, to: 40).map { record(7, $0) }, until: 40)
    #expect(run.shown.count == 1)
    run.play([], until: 66)
    #expect(run.shown.count == 1)
    run.play([], until: 70)
    #expect(run.shown.isEmpty)
  }

  @Test func itsRecordsNeverEnterOurFilter() throws {
    var numbers = Numbers(seed: 61)
    let plots = scans(4, from: 2, to: 60).map { radar.modeS(target, $0, 3, &numbers) }
    var alone = Run([radar.site, radar.site])
    alone.play(plots, until: 60)
    var together = Run([radar.site, radar.site])
    together.play(plots + scans(4, from: 30, to: 60).map { record(7, $0) }, until: 60)
    let (ours, joined) = (try #require(alone.shown.first), try #require(together.shown.first))
    #expect(together.shown.count == 1 && joined.number == ours.number)
    #expect(joined.alsoTracked == [OtherSystemTrack(sensor: SensorNumber(rawValue: 1), localTrackNumber: 7)])
    #expect(joined.latitudeRadians == ours.latitudeRadians && joined.velocity == ours.velocity)
    #expect(joined.contributions == ours.contributions)
    #expect(joined.callsign == Callsign("AFR12") && ours.callsign == nil)
  }
}
