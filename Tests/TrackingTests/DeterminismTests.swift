import Geodesy
import Surveillance
import Testing
import Tracking

struct DeterminismTests {
  /// Everything at once: two radars, broadcasts, false plots, a fixed transponder, another system's tracks.
  static func air(seed: UInt64, seconds: Double) -> (sites: [SensorSite], reports: [SensorReport]) {
    var numbers = Numbers(seed: seed)
    let radars = [TestRadar(0), TestRadar(1, latitude: 45.6, longitude: 5.7, period: nil)]
    var reports: [SensorReport] = []
    for index in 0..<14 {
      let target = Target(
        east: 80_000 * (numbers.share() - 0.5), north: 80_000 * (numbers.share() - 0.5),
        speedEast: 300 * (numbers.share() - 0.5), speedNorth: 300 * (numbers.share() - 0.5),
        heightMetres: 500 + 9000 * numbers.share(), turnRate: index % 3 == 0 ? 0.02 : 0)
      for radar in radars {
        for moment in scans(radar.number == 0 ? 4 : 10, from: 4 * numbers.share(), to: seconds)
        where numbers.share() < 0.9 {
          switch index % 4 {
          case 0: reports.append(radar.primary(target, moment, &numbers))
          case 1: reports.append(radar.secondary(target, moment, index < 7 ? "7000" : "5\(index)0", &numbers))
          default: reports.append(radar.modeS(target, moment, UInt32(index), &numbers))
          }
        }
      }
      if index % 4 == 3 {
        for moment in scans(1.1, from: numbers.share(), to: seconds) {
          reports.append(broadcast(target, moment, UInt32(index), sensor: 2, &numbers))
        }
      }
    }
    let post = Target(east: -20_000, north: 9000, speedEast: 0, speedNorth: 0, heightMetres: 100)
    for moment in scans(4, to: seconds) {
      reports.append(radars[0].secondary(post, moment, "7777", &numbers))
      for _ in 0..<8 {
        var report = SensorReport(
          kind: .plot, sensor: SensorNumber(rawValue: 0), time: midnight.adding(seconds: moment + 4 * numbers.share()),
          means: .primary)
        report.position = .polar(
          slantRangeMetres: 80_000 * numbers.share().squareRoot(), azimuthRadians: 6.28 * numbers.share())
        reports.append(report)
      }
      var record = SensorReport(
        kind: .systemTrack, sensor: SensorNumber(rawValue: 3), time: midnight.adding(seconds: moment), means: .external)
      record.localTrackNumber = UInt16(numbers.bits() % 5)
      record.position = .geodetic(latitudeRadians: 0.7 + 0.001 * numbers.share(), longitudeRadians: 0.1)
      record.external = ExternalTrackState(
        isEnded: numbers.share() < 0.1, isTentative: false, isCoasting: false, isSimulated: false, sources: [],
        positionCovariance: nil)
      reports.append(record)
    }
    return ([radars[0].site, radars[1].site, radars[0].site, radars[0].site], reports)
  }

  @Test func theSameReportsGiveTheSameBytes() {
    let (sites, reports) = Self.air(seed: 71, seconds: 90)
    var first = Run(sites)
    var second = Run(sites)
    first.play(reports, until: 90)
    second.play(reports, until: 90)
    #expect(first.bytes() == second.bytes())
    #expect(first.shown.count >= 12)
  }

  @Test(arguments: [72, 73] as [UInt64])
  func goesOnFromASnapshotAsIfNothingHadHappened(seed: UInt64) throws {
    let (sites, reports) = Self.air(seed: seed, seconds: 70)
    var numbers = Numbers(seed: seed)
    var uninterrupted = Run(sites)
    var restored = Run(sites)
    var next = 3.0
    while uninterrupted.seconds < 70 {
      let end = min(70, uninterrupted.seconds + (next * 4).rounded() / 4)
      var outputs: [[SystemTrack]] = []
      var removals: [[TrackNumber]] = []
      uninterrupted.play(reports, until: end) { _, changes in
        outputs.append(changes.updated)
        removals.append(changes.removed)
      }
      var index = 0
      restored.play(reports, until: end) { _, changes in
        #expect(changes.updated == outputs[index] && changes.removed == removals[index])
        index += 1
      }
      let saved = restored.bytes()
      #expect(saved == uninterrupted.bytes())
      var reader = CanonicalReader(saved)
      restored.tracker = try Tracker(from: &reader)
      #expect(reader.isAtEnd)
      #expect(restored.bytes() == saved)
      next = 0.5 + 20 * numbers.share()
    }
    #expect(!uninterrupted.tracker.siteMonitors.isEmpty)
  }

  @Test func refusesSnapshotsThatAreCutOrOfAnotherVersion() {
    let (sites, reports) = Self.air(seed: 75, seconds: 20)
    var run = Run(sites)
    run.play(reports, until: 20)
    let bytes = run.bytes()
    for count in stride(from: 0, to: bytes.count, by: 701) {
      var reader = CanonicalReader(Array(bytes[0..<count]))
      #expect(throws: CanonicalDecodingError.self) { try Tracker(from: &reader) }
    }
    var other = bytes
    other[0] = 99
    var reader = CanonicalReader(other)
    #expect(throws: CanonicalDecodingError.self) { try Tracker(from: &reader) }
  }
}
