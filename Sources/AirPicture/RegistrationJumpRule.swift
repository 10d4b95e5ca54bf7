import Geodesy
import Surveillance

/// A radar that all at once measures otherwise wrong than before: its plots are displaced until it is learnt anew.
enum RegistrationJumpRule {
  /// Brings the alert of every sensor up to date. It lasts until the new values are known; its sentence tells them then.
  static func apply(to sensors: [SensorHealth], book: inout AlertBook, at time: SurveillanceTime) {
    for health in sensors {
      guard let registration = health.registration, let jump = registration.jump else { continue }
      let key = AlertKey(rule: .registrationJumped, sensor: health.sensor)
      guard registration.isBeingRelearnt || book.active(key) != nil else { continue }
      book.raise(
        key, priority: .warning, title: "Radar displaced · \(health.name)",
        cause: "The errors of \(health.name) changed at once from \(text(jump.former)) to "
          + (registration.isBeingRelearnt ? "others that are being learnt." : "\(text(registration.offsets))."),
        at: time)
      if !registration.isBeingRelearnt { book.clear(key, at: time) }
    }
  }

  /// `range 150 m, azimuth 0.30°, clock −0.25 s`.
  private static func text(_ offsets: RegistrationOffsets) -> String {
    "range \(Phrases.integer(offsets.rangeMetres)) m, "
      + "azimuth \(hundredths(Angle.degrees(fromRadians: offsets.azimuthRadians)))°, "
      + "clock \(hundredths(offsets.clockSeconds)) s"
  }

  private static func hundredths(_ value: Double) -> String {
    let whole = Phrases.integer(value * 100)
    let sign = whole < 0 ? "-" : ""
    return sign + "\(whole.magnitude / 100)." + Phrases.padded(whole.magnitude % 100, digits: 2)
  }
}
