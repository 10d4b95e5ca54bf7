import Geodesy
import Surveillance

/// How a track's velocity changes: smoothed differences of its estimates.
struct VelocityTrend {
  /// Time over which it is smoothed, seconds.
  static let seconds = 8.0
  /// Slower than this a course is noise, m/s.
  private static let leastSpeed = 15.0

  /// Of the groundspeed, m/s².
  private(set) var speedRate = 0.0
  /// Of the course, radians a second, clockwise positive.
  private(set) var turnRate = 0.0

  /// Takes in a velocity and the one so many seconds before.
  mutating func note(_ velocity: Vector2, after former: Vector2, seconds dt: Double) {
    let (speed, before) = (velocity.squaredLength.squareRoot(), former.squaredLength.squareRoot())
    speedRate += (speed - before - speedRate * dt) / (Self.seconds + dt)
    let angle = min(speed, before) > Self.leastSpeed ? Self.turn(from: former, to: velocity) : 0
    turnRate += (angle - turnRate * dt) / (Self.seconds + dt)
  }

  /// Radians from one course to another, clockwise positive.
  private static func turn(from former: Vector2, to velocity: Vector2) -> Double {
    let across = velocity.east * former.north - velocity.north * former.east
    let along = velocity.east * former.east + velocity.north * former.north
    let tangent = across / along
    // The series is right to 10⁻⁶ within 0.07 rad, where nearly all are.
    if along > 0, tangent.magnitude < 0.07 { return tangent * (1 - tangent * tangent / 3) }
    return Elementary.atan2(across, along)
  }
}

extension VelocityTrend: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(speedRate)
    writer.write(turnRate)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    speedRate = try reader.double()
    turnRate = try reader.double()
  }
}

extension LiveTrack {
  /// Notes how the velocity changes; called while `published` still holds the one before.
  mutating func noteTrend(_ velocity: Vector2) {
    let seconds = motion.time.seconds(since: published.lastUpdate)
    guard published.isVelocityKnown, seconds > 0, seconds < 60 else { return }
    trend.note(velocity, after: Vector2(published.velocity), seconds: seconds)
  }

  /// The mode of flight (I062/200).
  ///
  /// What a trend may be wrong by is two standard deviations of the velocity at the last report over the time of smoothing;
  /// where that hides a change that matters, the mode is undetermined. A turn that the models are sure of counts before the
  /// trend shows it.
  func modeOfFlight(
    at time: SurveillanceTime, _ models: TrackEstimateDetail.ModelProbabilities, parameters: TrackerParameters
  ) -> ModeOfFlight {
    let doubt = 2 * HorizontalCovariance(motion.estimate.velocityCovariance).sigma / VelocityTrend.seconds
    return ModeOfFlight(
      course: course(models, doubt: doubt), groundspeed: groundspeed(doubt: doubt),
      vertical: vertical(at: time, parameters: parameters))
  }

  /// Half a degree a second is a turn (a standard one is three); a doubt of 1.5 degrees a second would hide it.
  private func course(
    _ models: TrackEstimateDetail.ModelProbabilities, doubt: Double
  ) -> ModeOfFlight.Course {
    guard published.isVelocityKnown else { return .undetermined }
    if models.rightTurn > 0.5 { return .turningRight }
    if models.leftTurn > 0.5 { return .turningLeft }
    let doubt = doubt / max(Vector2(published.velocity).squaredLength.squareRoot(), 1)
    if trend.turnRate.magnitude > max(0.0087, doubt) { return trend.turnRate > 0 ? .turningRight : .turningLeft }
    return doubt > 0.026 ? .undetermined : .constant
  }

  /// 0.3 m/s² (0.6 kt a second) is a change of speed; a doubt of 1.5 m/s² would hide it.
  private func groundspeed(doubt: Double) -> ModeOfFlight.Groundspeed {
    guard published.isVelocityKnown else { return .undetermined }
    if trend.speedRate.magnitude > max(0.3, doubt) { return trend.speedRate > 0 ? .increasing : .decreasing }
    return doubt > 1.5 ? .undetermined : .constant
  }

  /// 300 ft/min is a climb or a descent.
  private func vertical(at time: SurveillanceTime, parameters: TrackerParameters) -> ModeOfFlight.Vertical {
    guard level.isKnown, time.seconds(since: level.time).magnitude < parameters.levelServesSeconds else {
      return .undetermined
    }
    let rate = level.rateMetresPerSecond
    if rate.magnitude < 1.524 { return .level }
    return rate > 0 ? .climbing : .descending
  }
}
