import Geodesy
import Surveillance
import Testing

@testable import Tracking

/// How tracks of targets that nothing but primary radar sees begin.
struct PrimaryInitiationTests {
  private let radars = [
    TestRadar(0, rangeSigma: 70, azimuthSigmaDegrees: 0.15),
    TestRadar(1, latitude: 45.1, longitude: 5.2, period: 5, rangeSigma: 70, azimuthSigmaDegrees: 0.15),
  ]
  private let parameters = TrackerParameters.standard
  private let models = MotionModelSet(.standard)
  private let noise = Symmetric2(variance: 100 * 100)

  /// Both radars' plots of one target.
  private func plots(of target: Target, until end: Double, numbers: inout Numbers) -> [SensorReport] {
    scans(4, to: end).map { radars[0].primary(target, $0, &numbers) }
      + scans(5, from: 2.3, to: end).map { radars[1].primary(target, $0, &numbers) }
  }

  private func motion() -> TrackMotion {
    let plane = LocalTangentPlane(origin: GeodeticPosition(latitudeDegrees: 45, longitudeDegrees: 5))
    let sigma = parameters.speedSigmaMetresPerSecond
    return TrackMotion(
      plane: plane, time: midnight,
      estimate: PlanarEstimate(
        position: Vector2(east: 0, north: 0), velocity: Vector2(east: 0, north: 0), positionCovariance: noise,
        crossCovariance: .zero, velocityCovariance: Symmetric2(variance: sigma * sigma)), models: models)
  }

  private func secondPlace(_ east: Double, after seconds: Double) -> (motion: TrackMotion, logDensity: Double) {
    var motion = motion()
    let density = motion.takeSecondPlace(
      Vector2(east: east, north: 0), covariance: noise, at: midnight.adding(seconds: seconds),
      classes: parameters.speedClasses, models: models)
    return (motion, density)
  }

  @Test func showsASlowTargetWithinHalfAMinute() {
    for seed in 1...8 as ClosedRange<UInt64> {
      var numbers = Numbers(seed: seed)
      let target = Target(east: 20_000, north: 25_000, speedEast: 30, speedNorth: 25, heightMetres: 600)
      var run = Run(radars.map(\.site))
      run.play(plots(of: target, until: 30, numbers: &numbers), until: 28)
      #expect(run.shown.count == 1, "seed \(seed)")
    }
  }

  @Test func showsNoReflectorThatStandsStill() {
    var shown = 0
    for seed in 1...8 as ClosedRange<UInt64> {
      var numbers = Numbers(seed: 100 + seed)
      let mast = Target(east: 20_000, north: 25_000, speedEast: 0, speedNorth: 0, heightMetres: 600)
      var run = Run(radars.map(\.site))
      run.play(plots(of: mast, until: 120, numbers: &numbers), until: 120)
      shown += run.confirmed.count
    }
    #expect(shown == 0)
  }

  @Test func theSecondPlaceTellsTheSpeed() {
    let fast = secondPlace(1000, after: 4).motion.estimate
    #expect((fast.velocity.east - 250).magnitude < 40)
    let slow = secondPlace(120, after: 4).motion.estimate
    #expect((slow.velocity.east - 30).magnitude < 20)
    #expect(slow.velocityCovariance.ee < fast.velocityCovariance.ee)
  }

  @Test func anotherRadarsPlaceAtOnceLeavesTheSpeedOpen() {
    let estimate = secondPlace(90, after: 0.1).motion.estimate
    #expect(estimate.velocityCovariance.ee.squareRoot() > 100)
    #expect(estimate.isSound)
  }

  @Test func anOlderSecondPlaceTellsTheSpeedAndTheTrackStaysInTime() {
    let older = secondPlace(-1000, after: -4).motion
    #expect(older.time == midnight)
    #expect((older.estimate.velocity.east - 250).magnitude < 40)
    #expect(older.estimate.isSound)
  }

  @Test func aSecondPlaceIsComparedAsItWouldBeTaken() {
    for (east, seconds) in [(0.0, 4.0), (160, 4), (900, 5), (300, 1.5)] {
      let fit = motion().fitOfSecondPlace(
        Vector2(east: east, north: 0), covariance: noise, at: midnight.adding(seconds: seconds),
        classes: parameters.speedClasses)
      #expect((fit.logLikelihood - secondPlace(east, after: seconds).logDensity).magnitude < 1e-6)
    }
  }

  @Test func theMovementTestDecidesByAllPlotsTogether() {
    var numbers = Numbers(seed: 7)
    for speed in [0.0, 25] {
      var test = MovementTest(place: Vector2(east: 0, north: 0), covariance: noise)
      var motion = motion()
      for turn in 1...12 {
        let place = Vector2(east: speed * 4 * Double(turn) + 100 * numbers.normal(), north: 100 * numbers.normal())
        let time = midnight.adding(seconds: 4 * Double(turn))
        let density =
          turn == 1
          ? motion.takeSecondPlace(
            place, covariance: noise, at: time, classes: parameters.speedClasses, models: models)
          : motion.update(place: place, covariance: noise, velocity: nil, at: time, models: models)
        test.take(place: place, noise: noise, logDensity: density)
      }
      #expect((test.logRatio > parameters.movementLogRatio) == (speed > 0))
    }
  }
}
