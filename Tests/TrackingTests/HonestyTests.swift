import Geodesy
import Surveillance
import Testing

@testable import Tracking

/// Whether the published error is the true one, and what is expected of a target's manoeuvres.
struct HonestyTests {
  private let radar = TestRadar(0)
  private let models = MotionModelSet(.standard)

  private func start(agility: Double) -> TrackMotion {
    var motion = TrackMotion(
      plane: LocalTangentPlane(origin: GeodeticPosition(latitudeDegrees: 45, longitudeDegrees: 5)), time: midnight,
      estimate: PlanarEstimate(
        position: Vector2(east: 0, north: 0), velocity: Vector2(east: 200, north: 0),
        positionCovariance: Symmetric2(variance: 2500), crossCovariance: .zero,
        velocityCovariance: Symmetric2(variance: 100)), models: models)
    motion.agility = agility
    return motion
  }

  /// Plots each four seconds, without noise, of a flight at 200 m/s: straight for so many, then in a turn for so many.
  private func fly(_ motion: inout TrackMotion, straight: Int, turning: Int = 0, rate: Double = 0) {
    for plot in 1...(straight + turning) {
      let seconds = 4.0 * Double(plot)
      let before = 4.0 * Double(min(plot, straight))
      let angle = rate * (seconds - before)
      var place = Vector2(east: 200 * before, north: 0)
      if plot > straight {
        place =
          place + Vector2(east: 200 * Elementary.sin(angle) / rate, north: 200 * (1 - Elementary.cos(angle)) / rate)
      }
      _ = motion.update(
        place: place, covariance: Symmetric2(variance: 2500), velocity: nil, at: midnight.adding(seconds: seconds),
        models: models)
    }
  }

  @Test func straightFlightMakesATargetGentleAndATurnOfSixGUndoesIt() {
    var straight = start(agility: 0.75)
    fly(&straight, straight: 45)
    #expect(straight.agility < 0.2)
    var turning = start(agility: 0.75)
    fly(&turning, straight: 45, turning: 2, rate: 0.3)
    #expect(turning.agility > 0.9)
  }

  @Test func speedTellsTransportFromLightAircraftAndFastJets() {
    let known = TrackerParameters.standard
    func share(at speed: Double) -> Double { models.agility(known.agileShare, speedMetresPerSecond: speed) }
    #expect((share(at: 0) - known.agileShare).magnitude < 1e-12)
    #expect((share(at: 60) - known.agileShare).magnitude < 1e-12)
    #expect((share(at: 200) - known.transportAgileShare).magnitude < 1e-12)
    #expect((share(at: 400) - known.fastAgileShare).magnitude < 1e-12)
    let slowing = stride(from: 70.0, through: 120, by: 5).map(share)
    #expect(zip(slowing, slowing.dropFirst()).allSatisfy { $0 >= $1 })
    // What its flight has told counts at any speed.
    #expect(models.agility(0.01, speedMetresPerSecond: 400) < 0.1)
    var extreme = known
    (extreme.agileShare, extreme.fastAgileShare) = (0, 1)
    #expect(extreme.agileOdds(speedMetresPerSecond: 400).isFinite)
  }

  @Test func aTransponderSaysGentleAndKeepsWhatTheFlightHasTold() {
    let (share, cooperative) = (TrackerParameters.standard.agileShare, TrackerParameters.standard.cooperativeAgileShare)
    var unknown = start(agility: share)
    unknown.expectAgility(cooperative, before: share)
    #expect((unknown.agility - cooperative).magnitude < 1e-12)
    var wild = start(agility: 0.97)
    wild.expectAgility(0.05, before: share)
    #expect(wild.agility > 3 * 0.05 && wild.agility < 0.97)
    // Shares that leave no doubt are doubted nevertheless.
    wild.expectAgility(1, before: 1)
    #expect(wild.agility > 0 && wild.agility < 1)
  }

  @Test func thePublishedErrorOfStraightFlightIsTheTrueOne() {
    var (sum, count) = (0.0, 0.0)
    for seed in 501...512 as ClosedRange<UInt64> {
      var numbers = Numbers(seed: seed)
      let target = Target(
        east: 40_000 * numbers.normal(), north: 60_000, speedEast: 220 * numbers.share(), speedNorth: -120)
      var run = Run([radar.site])
      run.play(scans(4, to: 200).map { radar.secondary(target, $0, "1234", &numbers) }, until: 200) { run, _ in
        guard run.seconds > 100, run.seconds.truncatingRemainder(dividingBy: 5) == 0 else { return }
        for track in run.shown {
          guard
            let there = run.tracker.track(track.number, predictedTo: midnight.adding(seconds: run.seconds))
          else { continue }
          let error = distance(there, target.place(at: run.seconds))
          sum += error * error / (2 * there.positionSigmaMetres * there.positionSigmaMetres)
          count += 1
        }
      }
    }
    #expect(count > 200)
    // Turns that may have begun are part of the error: straight flight alone must come out less than one.
    #expect(sum / count > 0.6 && sum / count < 1.15)
  }
}
