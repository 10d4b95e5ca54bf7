import Geodesy
import Surveillance

extension GroundVelocity {
  /// - Parameter trackDegrees: Clockwise from true north.
  init(_ speed: Speed, trackDegrees: Double) {
    let direction = Elementary.sincos(Angle.radians(fromDegrees: trackDegrees))
    self.init(
      eastMetresPerSecond: speed.metresPerSecond * direction.sin,
      northMetresPerSecond: speed.metresPerSecond * direction.cos)
  }
}
