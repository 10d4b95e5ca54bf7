import Geodesy
import Surveillance

/// What the readers of the several categories work on: one sensor, and when the message was received.
struct ReadingContext {
  /// A time of day further than this from the time of receipt is not believed, seconds.
  static let clockToleranceSeconds = 30.0

  var sensor: MonitoredSensor
  let receiveTime: SurveillanceTime

  /// The instant a time of day means; receipt where there is none, or where the sensor's clock is far off.
  mutating func time(ofDay seconds: Double?) -> SurveillanceTime {
    guard let seconds else { return receiveTime }
    let time = receiveTime.nearest(secondsOfDay: seconds)
    guard abs(time.seconds(since: receiveTime)) <= Self.clockToleranceSeconds else {
      sensor.tally.add(.clockOff)
      return receiveTime
    }
    return time
  }

  /// Counts a message that is no plot of an aircraft.
  mutating func dismiss(_ reason: SensorReason) -> SensorReport? {
    sensor.tally.add(reason)
    return nil
  }

  /// A polar measurement with the configured corrections.
  func polar(slantRange: Distance, azimuth: Angle) -> MeasuredPosition {
    .polar(
      slantRangeMetres: max(0, slantRange.metres + sensor.configuration.rangeCorrection.metres),
      azimuthRadians: Angle.normalisedRadians(azimuth.radians + sensor.configuration.azimuthCorrection.radians))
  }

  /// A ground velocity from speed and track angle; nil unless both are known.
  func velocity(knots: Double?, trackDegrees: Double?) -> GroundVelocity? {
    guard let knots, let trackDegrees else { return nil }
    return GroundVelocity(Speed.knots(knots), trackDegrees: trackDegrees)
  }
}
