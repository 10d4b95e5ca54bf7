import Geodesy
import Surveillance
import Testing

@testable import Tracking

/// Sensors and tracks judged without truth.
struct SensorQualityTests {
  private let first = TestRadar(0)
  private let second = TestRadar(1, latitude: 45.4, longitude: 5.5)

  private func targets() -> [Target] {
    (0..<6).map { index in
      let turn = Elementary.sincos(Double(index))
      return Target(
        east: 60_000 * turn.sin, north: 60_000 * turn.cos, speedEast: 170 * turn.cos, speedNorth: -170 * turn.sin)
    }
  }

  /// Six aircraft seen by two radars, of which the second measures too far; a share of the plots is missing.
  private func run(bias metres: Double = 0, missing share: Double = 0, until end: Double = 240) -> Run {
    var numbers = Numbers(seed: 91)
    var reports: [SensorReport] = []
    for (index, target) in targets().enumerated() {
      let own = UInt32(index + 1)
      for (radar, phase) in [(first, 0.3), (second, 2.1)] {
        for seconds in scans(4, from: 1 + phase + Double(index) * 0.2, to: end) where numbers.share() >= share {
          var plot = radar.modeS(target, seconds, own, &numbers)
          if radar.number == 1, case .polar(let range, let azimuth) = plot.position {
            plot.position = .polar(slantRangeMetres: range + metres, azimuthRadians: azimuth)
          }
          reports.append(plot)
        }
      }
    }
    var run = Run([first.site, second.site])
    run.tracker.observation.quality = TrackingQuality()
    run.play(reports, until: end)
    return run
  }

  private func sensor(_ number: Int, _ run: Run) throws -> SensorQuality {
    let sensors = try #require(run.tracker.observation.quality?.sensors)
    try #require(sensors.count > number)
    return sensors[number]
  }

  @Test func aBiasBetweenTwoRadarsIsLearntAndLeavesLittleInTheirResiduals() throws {
    let run = run(bias: 150)
    let learnt = run.tracker.registrations.map(\.offsets.rangeMetres)
    try #require(learnt.count == 2)
    #expect((learnt[1] - learnt[0] - 150).magnitude < 40)
    for number in 0...1 {
      let remaining = try #require(try sensor(number, run).rangeResidualMetres.mean)
      #expect(remaining.magnitude < 30)
    }
  }

  @Test func radarsWithoutBiasAreHonest() throws {
    let run = run()
    for number in 0...1 {
      let quality = try sensor(number, run)
      #expect(abs(try #require(quality.rangeResidualMetres.mean)) < 10)
      #expect(abs(try #require(quality.azimuthResidualRadians.mean)) < 0.0005)
      #expect((0.3...1.4).contains(try #require(quality.normalisedInnovation.mean)))
      #expect(quality.plots >= 355 && quality.usedShare == 1)
    }
  }

  @Test func detectionIsTheShareOfTurnsWithAPlot() throws {
    let quality = try sensor(0, run(missing: 0.25))
    #expect(abs(try #require(quality.detectionProbability) - 0.75) < 0.07)
    #expect(try sensor(0, run()).detectionProbability == 1)
  }

  @Test func plotsOfTracksThatNeverWereAreFalse() throws {
    var numbers = Numbers(seed: 92)
    var run = Run([first.site])
    run.tracker.observation.quality = TrackingQuality()
    let reports = scans(4, to: 200).map { seconds in
      var stray = Target(east: 0, north: 0, speedEast: 0, speedNorth: 0, heightMetres: 600)
      stray.east = 60_000 * (numbers.share() - 0.5)
      stray.north = 60_000 * (numbers.share() - 0.5)
      return first.primary(stray, seconds, &numbers)
    }
    run.play(reports, until: 260)
    let quality = try sensor(0, run)
    #expect(run.confirmed.isEmpty && quality.falsePlots >= 45)
    #expect(abs(try #require(quality.falsePlotsPerTurn) - 1) < 0.15)
  }

  @Test func tracksAreCountedByClass() throws {
    let run = run()
    let classes = run.tracker.trackClassQuality
    #expect(classes.map(\.tracks) == [0, 6, 0, 0])
    #expect(try #require(classes[1].updateProbability) > 0.95)
    #expect(classes[1].gaps == 0 && classes[1].broken == 0)
    #expect(try #require(classes[1].lengthSeconds.mean) > 200)
  }

  @Test func anAddressUnderOneNumberThroughoutIsContinuous() throws {
    let quality = try #require(run().tracker.observation.quality)
    #expect(quality.addresses.count == 6)
    #expect(quality.addresses.allSatisfy { $0.isContinuous && $0.plots == $0.taken && $0.plots > 100 })
  }

  @Test func anAddressThatComesBackUnderAnotherNumberIsBroken() throws {
    var numbers = Numbers(seed: 93)
    let target = Target(east: -20_000, north: 30_000, speedEast: 150, speedNorth: 0)
    var run = Run([first.site])
    run.tracker.observation.quality = TrackingQuality()
    let times = scans(4, to: 60) + scans(4, from: 501, to: 560)
    run.play(times.map { first.modeS(target, $0, 5, &numbers) }, until: 562)
    let address = try #require(run.tracker.observation.quality?.addresses.first)
    #expect(address.changes == 1 && !address.isContinuous && address.firstNumber != address.lastNumber)
    #expect(try #require(address.shortestChangeSeconds) > 430)
  }

  @Test func latenessHasAMeanAndAQuantile() throws {
    var histogram = LatenessHistogram()
    for step in 0..<1000 { histogram.add(Double(step) / 1000) }
    #expect(abs(try #require(histogram.seconds.mean) - 0.4995) < 1e-9)
    #expect(abs(try #require(histogram.quantile(0.95)) - 0.95) < 0.03)
    histogram.add(-50)
    histogram.add(.nan)
    #expect(histogram.seconds.count == 1001 && histogram.quantile(0) == -2 + 0.025)
  }
}
