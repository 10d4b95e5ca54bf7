import Geodesy
import Surveillance
import Testing

@testable import Tracking

/// What a sensor cannot see, and what it did not look for, is not held against a track.
struct CoverageTests {
  private let near = TestRadar(0)
  private let other = TestRadar(1, latitude: 45.2, longitude: 5.3)
  private let target = Target(east: 30_000, north: 10_000, speedEast: 60, speedNorth: 120, heightMetres: 3000)

  /// What keeps a radar's echoes coming, far from the target: an aircraft with a transponder, and a mast.
  private let company = Target(east: -40_000, north: 30_000, speedEast: 150, speedNorth: 0)
  private let mast = Target(east: -30_000, north: -20_000, speedEast: 0, speedNorth: 0, heightMetres: 300)

  private func company(_ radar: TestRadar, until end: Double, _ numbers: inout Numbers) -> [SensorReport] {
    scans(4, from: 1.5, to: end).flatMap { seconds in
      var report = radar.modeS(company, seconds, 0xABC, &numbers)
      report.means = [.primary, .modeS]
      return [report, radar.primary(mast, seconds + 1, &numbers)]
    }
  }

  /// The first radar sees the target all the time, the second until `lost`; its other echoes end at `silent`.
  private func run(
    lost: Double, silent: Double, sites: [SensorSite], coverage: any SensorCoverage = GeometricCoverage()
  ) -> Run {
    var numbers = Numbers(seed: 12)
    var reports = scans(4, to: 200).map { near.primary(target, $0, &numbers) }
    reports += scans(4, from: 2, to: lost).map { other.primary(target, $0, &numbers) }
    reports += company(other, until: silent, &numbers)
    var run = Run(sites)
    run.coverage = coverage
    run.play(reports, until: 200)
    return run
  }

  /// How likely the second radar is taken to see the target where it is.
  private func detection(_ run: Run) throws -> Double? {
    let track = try #require(run.shown.first { $0.modeSAddress == nil })
    let range = Geodesic.distanceMetres(
      from: other.site.antenna,
      to: GeodeticPosition(latitudeRadians: track.latitudeRadians, longitudeRadians: track.longitudeRadians))
    return run.tracker.detection[1]?.probability(rangeMetres: range)
  }

  @Test func aRadarThatSeesElseButNotTheTargetMissesIt() throws {
    let sites = [near.site, other.site]
    let found = try #require(try detection(run(lost: 0, silent: 200, sites: sites)))
    #expect(found < 0.1)
  }

  @Test func aRadarIsNotAskedForWhatItCannotSee() throws {
    for limits in [
      CoverageLimits(greatestRangeMetres: 5_000), CoverageLimits(leastElevationRadians: 1),
      CoverageLimits(blankedSectors: [AzimuthSector(fromRadians: 0, toRadians: 6.2)]),
    ] {
      var blind = other.site
      blind.coverage = limits
      #expect(try detection(run(lost: 0, silent: 200, sites: [near.site, blind])) == nil)
    }
  }

  @Test func whoKnowsTheTerrainIsAsked() throws {
    struct Ridge: SensorCoverage {
      func mayDetect(_ question: CoverageQuestion) -> Bool { question.sensor.rawValue != 1 }
    }
    let sites = [near.site, other.site]
    #expect(try detection(run(lost: 0, silent: 200, sites: sites, coverage: Ridge())) == nil)
  }

  @Test func theTurnsOfARadarThatFellSilentAreNotMissed() throws {
    let sites = [near.site, other.site]
    let silent = try #require(try detection(run(lost: 100, silent: 100, sites: sites)))
    let lost = try #require(try detection(run(lost: 100, silent: 200, sites: sites)))
    #expect(silent > 0.85)
    #expect(lost < 0.7)
  }

  /// Seen until the 60th second.
  private func shownAfterLoss(_ radar: TestRadar, silent: Double, at end: Double) -> [SystemTrack] {
    var numbers = Numbers(seed: 14)
    var run = Run([radar.site])
    run.play(
      scans(4, to: 60).map { radar.secondary(target, $0, "2345", &numbers) }
        + company(radar, until: silent, &numbers), until: end)
    return run.shown.filter { $0.mode3A?.code == code("2345") }
  }

  @Test func aTrackOutlivesAnOutageForAWhileAndNoLonger() {
    #expect(shownAfterLoss(near, silent: 60, at: 80).map(\.status) == [.coasting])
    #expect(shownAfterLoss(near, silent: 60, at: 90).isEmpty)
    #expect(shownAfterLoss(near, silent: 100, at: 80).isEmpty)
  }

  @Test func aRadarThatSaysItIsAtWorkIsInNoOutage() {
    var radar = near
    radar.site.isOperating = true
    #expect(shownAfterLoss(radar, silent: 60, at: 80).isEmpty)
    radar.site.isOperating = false
    #expect(shownAfterLoss(radar, silent: 60, at: 80).map(\.status) == [.coasting])
  }
}

struct GeometricCoverageTests {
  private func sees(
    _ limits: CoverageLimits, groundMetres: Double, azimuthDegrees: Double = 90, heights: ClosedRange<Double>
  ) -> Bool {
    var site = TestRadar(0).site
    site.coverage = limits
    return GeometricCoverage().mayDetect(
      CoverageQuestion(
        sensor: SensorNumber(rawValue: 0), site: site, latitudeRadians: 0, longitudeRadians: 0,
        azimuthRadians: Angle.radians(fromDegrees: azimuthDegrees), groundMetres: groundMetres,
        leastHeightMetres: heights.lowerBound, greatestHeightMetres: heights.upperBound))
  }

  @Test func seesNoFurtherThanItsRange() {
    let limits = CoverageLimits(greatestRangeMetres: 100_000)
    #expect(sees(limits, groundMetres: 99_000, heights: 9000...9000))
    #expect(!sees(limits, groundMetres: 100_100, heights: 2000...9000))
    // Slant range, not distance.
    #expect(!sees(limits, groundMetres: 99_900, heights: 9000...9000))
  }

  @Test func seesNothingInTheConeOfSilenceNorBelowTheBeam() {
    let limits = CoverageLimits(
      leastElevationRadians: Angle.radians(fromDegrees: 1), greatestElevationRadians: Angle.radians(fromDegrees: 45))
    #expect(!sees(limits, groundMetres: 5000, heights: 9000...9000))
    #expect(sees(limits, groundMetres: 5000, heights: 3000...9000))
    #expect(!sees(limits, groundMetres: 50_000, heights: 300...900))
    #expect(sees(limits, groundMetres: 50_000, heights: 300...1500))
  }

  @Test func seesAsFarAsTheBentRayReaches() {
    // The antenna is 200 m high: 58.3 km; a target at 1000 m adds 130.3 km (4.12 km × √m).
    let none = CoverageLimits()
    #expect(sees(none, groundMetres: 188_000, heights: 1000...1000))
    #expect(!sees(none, groundMetres: 190_000, heights: 1000...1000))
    #expect(!sees(none, groundMetres: 60_000, heights: -500 ... -100))
  }

  @Test func seesNothingInABlankedSectorThatMayHoldNorth() {
    let limits = CoverageLimits(
      blankedSectors: [
        AzimuthSector(fromRadians: Angle.radians(fromDegrees: 350), toRadians: Angle.radians(fromDegrees: 10)),
        AzimuthSector(fromRadians: Angle.radians(fromDegrees: 100), toRadians: Angle.radians(fromDegrees: 120)),
      ])
    for (azimuth, isSeen) in [(355.0, false), (5, false), (11, true), (110, false), (121, true), (349, true)] {
      #expect(sees(limits, groundMetres: 30_000, azimuthDegrees: azimuth, heights: 3000...3000) == isSeen)
    }
  }
}
