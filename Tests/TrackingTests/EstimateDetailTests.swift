import Geodesy
import Surveillance
import Testing
import Tracking

struct EstimateDetailTests {
  let radar = TestRadar(0)

  private func detail(
    of target: Target, until end: Double, asked: Double? = nil, seed: UInt64 = 101
  ) throws -> TrackEstimateDetail {
    var numbers = Numbers(seed: seed)
    var run = Run([radar.site, radar.site, radar.site])
    run.play(scans(4, to: end).map { radar.modeS(target, $0, 3, &numbers) }, until: asked ?? end)
    let track = try #require(run.shown.first)
    return try #require(run.tracker.detail(of: track.number, at: midnight.adding(seconds: asked ?? end)))
  }

  @Test func saysStraightLevelFlightAtConstantSpeed() throws {
    let detail = try detail(of: Target(east: 10_000, north: 30_000, speedEast: 220, speedNorth: 0), until: 160)
    #expect(detail.modeOfFlight == ModeOfFlight(course: .constant, groundspeed: .constant, vertical: .level))
    #expect(detail.models.straight > 0.5)
    let sum =
      detail.models.straight + detail.models.gentleManoeuvre + detail.models.strongManoeuvre + detail.models.leftTurn
      + detail.models.rightTurn
    #expect(abs(sum - 1) < 1e-12)
    #expect(abs(detail.turnRateRadiansPerSecond) < Angle.radians(fromDegrees: 0.3))
    #expect(detail.existenceProbability > 0.99)
  }

  @Test(arguments: [1.0, -1.0])
  func tellsTheSideAndRateOfATurn(side: Double) throws {
    let turning = Target(
      east: 0, north: 30_000, speedEast: 150, speedNorth: 0, turnRate: side * Angle.radians(fromDegrees: 3))
    let detail = try detail(of: turning, until: 100)
    #expect(detail.modeOfFlight.course == (side > 0 ? .turningRight : .turningLeft))
    let rate = Angle.degrees(fromRadians: detail.turnRateRadiansPerSecond) * side
    #expect(rate > 2 && rate < 4)
    #expect(detail.acrossAccelerationMetresPerSecondSquared * side > 5)
  }

  @Test func theCovarianceGrowsWithTimeAndExistenceFallsWithMisses() throws {
    let target = Target(east: 10_000, north: 30_000, speedEast: 220, speedNorth: 0)
    let fresh = try detail(of: target, until: 100)
    let later = try detail(of: target, until: 100, asked: 112)
    #expect(later.track.positionSigmaMetres > fresh.track.positionSigmaMetres)
    #expect(later.velocityCovariance.sigma > fresh.velocityCovariance.sigma)
    #expect(later.existenceProbability < fresh.existenceProbability)
    #expect(later.existenceProbability > 0 && fresh.existenceProbability < 1)
    let levelAge = try #require(later.levelAgeSeconds)
    #expect(levelAge > 10)
  }

  @Test func theErrorEllipseOfARadarLiesAcrossItsBeam() throws {
    // 80 km due north, almost at rest across the beam: azimuth is the greater error.
    let detail = try detail(of: Target(east: 0, north: 80_000, speedEast: 0, speedNorth: 60), until: 60)
    let (major, minor, direction) = detail.track.positionCovariance.ellipse
    #expect(major > 1.3 * minor)
    #expect(abs(direction.degrees - 90) < 15)
  }

  @Test func countsTheAgeOfEachKindOfSource() throws {
    var numbers = Numbers(seed: 102)
    let target = Target(east: 10_000, north: 30_000, speedEast: 220, speedNorth: 0)
    var reports = scans(4, to: 60).map { radar.modeS(target, $0, 3, &numbers) }
    reports += scans(1, from: 20, to: 50).map { broadcast(target, $0, 3, sensor: 2, &numbers) }
    var run = Run([radar.site, radar.site, radar.site])
    run.play(reports, until: 60)
    let track = try #require(run.shown.first)
    let ages = try #require(run.tracker.detail(of: track.number, at: midnight.adding(seconds: 60))).ages
    #expect(ages.modeS == 3)
    #expect(ages.adsb == 11)
    #expect(ages.primary == nil && ages.secondary == nil && ages.multilateration == nil)
  }

  @Test func anEllipseHasItsAxesAndDirection() {
    let covariance = HorizontalCovariance(eastEast: 400, eastNorth: 0, northNorth: 100)
    #expect(covariance.ellipse.semiMajor == 20 && covariance.ellipse.semiMinor == 10)
    #expect(abs(covariance.ellipse.direction.degrees - 90) < 1e-9)
    let turned = HorizontalCovariance(eastEast: 250, eastNorth: 150, northNorth: 250)
    #expect(abs(turned.ellipse.direction.degrees - 45) < 1e-9)
    #expect(abs(turned.sigma(along: turned.ellipse.direction) - turned.ellipse.semiMajor) < 1e-9)
  }
}
