import Geodesy
import Surveillance
import Testing

@testable import Tracking

/// The height of a target without a transponder, as its plots tell it.
struct HeightEstimateTests {
  private let west = TestRadar(0, period: 4)
  private let east = TestRadar(1, longitude: 6, period: 4)

  /// Flies between the two radars, 40 km from each.
  private func target(height: Double) -> Target {
    Target(east: 40_000, north: -25_000, speedEast: 0, speedNorth: 180, heightMetres: height)
  }

  private func run(_ target: Target, by radars: [TestRadar], seconds end: Double, seed: UInt64) -> Run {
    var numbers = Numbers(seed: seed)
    var run = Run([west.site, east.site])
    var reports: [SensorReport] = []
    for radar in radars {
      for seconds in scans(4, from: 1 + 1.7 * Double(radar.number), to: end) {
        reports.append(radar.primary(target, seconds, &numbers))
      }
    }
    run.play(reports, until: end)
    return run
  }

  private func height(of run: Run) throws -> HeightEstimate {
    let shown = try #require(run.shown.first)
    let slot = try #require(run.tracker.store.slot(of: shown.number))
    return try #require(run.tracker.store.slots[slot].height)
  }

  @Test(arguments: [2_000.0, 6_000, 9_000])
  func twoRadarsFindTheHeightOfAPrimaryTarget(metres: Double) throws {
    let target = target(height: metres)
    let run = run(target, by: [west, east], seconds: 160, seed: 31)
    let height = try height(of: run)
    #expect(height.sigmaMetres < 600)
    #expect(abs(height.metres - metres) < 3 * height.sigmaMetres)
    #expect(abs(height.metres - metres) < 700)
    let track = try #require(run.shown.first)
    #expect(distance(track, target.place(at: track.time.seconds(since: midnight))) < 120)
    let published = try #require(track.estimatedHeight)
    #expect(published.height.metres == height.metres)
    #expect(published.sigmaMetres == height.sigmaMetres)
    let later = try #require(run.tracker.track(track.number, predictedTo: track.time.adding(seconds: 10)))
    #expect(try #require(later.estimatedHeight).sigmaMetres > height.sigmaMetres)
  }

  @Test func oneRadarThatCannotSeeTheHeightDoesNotInventOne() throws {
    // A circle about the radar: the beam rises alike all the time.
    let radius = 40_000.0
    let target = Target(
      east: radius, north: 0, speedEast: 0, speedNorth: 180, heightMetres: 10_000, turnRate: -180 / radius)
    let run = run(target, by: [west], seconds: 160, seed: 32)
    let height = try height(of: run)
    #expect(height.sigmaMetres > 2_000)
    let track = try #require(run.shown.first)
    #expect(track.estimatedHeight == nil)
    let error = distance(track, target.place(at: track.time.seconds(since: midnight)))
    // Wrong by what the height makes, and honest about it.
    #expect(error > 200)
    #expect(error < 3 * track.positionSigmaMetres)
  }

  @Test func statedAccuracyHoldsOverManyHeights() throws {
    var squared = 0.0
    var heights = 0.0
    let runs = 30
    for seed in 0..<runs {
      var numbers = Numbers(seed: UInt64(500 + seed))
      let metres = max(3_000, min(9_000, 7_000 + 3_000 * numbers.normal()))
      let target = target(height: metres)
      let run = run(target, by: [west, east], seconds: 100, seed: UInt64(seed))
      let track = try #require(run.shown.first)
      let error = distance(track, target.place(at: track.time.seconds(since: midnight))) / track.positionSigmaMetres
      squared += error * error / 2
      let height = try height(of: run)
      heights += (height.metres - metres) * (height.metres - metres) / height.variance
    }
    #expect(squared / Double(runs) < 1.8)
    #expect(squared / Double(runs) > 0.3)
    #expect(heights / Double(runs) < 1.8)
  }

  @Test func aLevelThatComesLaterMovesTheTrackAtOnce() throws {
    var numbers = Numbers(seed: 33)
    let target = target(height: 11_000)
    var run = run(target, by: [west], seconds: 60, seed: 34)
    let before = try #require(run.shown.first)
    let reply = west.secondary(target, 61, "4321", &numbers)
    run.play([reply], until: 62)
    let after = try #require(run.shown.first)
    #expect(after.number == before.number)
    #expect(distance(after, target.place(at: after.time.seconds(since: midnight))) < 250)
    let slot = try #require(run.tracker.store.slot(of: after.number))
    #expect(run.tracker.store.slots[slot].height == nil)
    #expect(after.estimatedHeight == nil)
  }

  @Test func echoesArePlacedByTheirOwnAccuracy() throws {
    var site = west.site
    site.primaryRangeSigmaMetres = 90
    site.primaryAzimuthSigmaRadians = 0.004
    let prepared = try #require(PreparedSite(site))
    var numbers = Numbers(seed: 35)
    let target = target(height: 9_000)
    let echo = prepared.sigmas(of: west.primary(target, 10, &numbers))
    #expect(echo.rangeMetres == 90)
    #expect(echo.azimuthRadians == 0.004)
    let reply = prepared.sigmas(of: west.modeS(target, 10, 7, &numbers))
    #expect(reply.rangeMetres == site.rangeSigmaMetres)
    #expect(reply.azimuthRadians == site.azimuthSigmaRadians)
  }
}
