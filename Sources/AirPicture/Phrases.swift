import Geodesy
import Surveillance

/// Numbers and names as they stand in sentences for the operator.
enum Phrases {
  /// The nearest whole number; held at ±10⁹, and 0 for what is not a number.
  static func integer(_ value: Double) -> Int {
    guard value.isFinite else { return 0 }
    return Int(min(max(value.rounded(), -1e9), 1e9))
  }

  /// At least `digits` digits, leading zeros.
  static func padded(_ value: UInt, digits: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// `1 min 40 s`, `35 s`.
  static func duration(seconds: Double) -> String {
    let whole = max(0, integer(seconds))
    let minutes = whole / 60
    return minutes == 0 ? "\(whole) s" : "\(minutes) min \(whole % 60) s"
  }

  /// `145°` with three digits, 001 to 360.
  static func trackAngle(_ velocity: GroundVelocity) -> String {
    let radians = Elementary.atan2(velocity.eastMetresPerSecond, velocity.northMetresPerSecond)
    let degrees = integer(Angle.normalisedDegrees(Angle.degrees(fromRadians: radians)))
    return padded(UInt(degrees == 0 ? 360 : max(0, degrees)), digits: 3) + "°"
  }

  /// Ground speed in whole knots.
  static func knots(_ velocity: GroundVelocity) -> Int {
    let metresPerSecond = Elementary.hypot(velocity.eastMetresPerSecond, velocity.northMetresPerSecond)
    return integer(Speed(metresPerSecond: metresPerSecond).knots)
  }

  /// What people call a track: its callsign, else an unmanned aircraft's identifier, else its number.
  static func name(of track: SystemTrack) -> String {
    if let callsign = track.callsign { return callsign.description }
    if let identifier = track.aircraft.unmanned?.identifier { return "UAS \(identifier)" }
    return "TRK \(track.number.rawValue)"
  }
}
