import Surveillance

/// A sensor that was heard and is not heard any more.
enum SensorSilenceRule {
  /// Brings the alert of every sensor up to date.
  static func apply(to sensors: [SensorHealth], book: inout AlertBook, at time: SurveillanceTime) {
    for health in sensors {
      let key = AlertKey(rule: .sensorSilent, sensor: health.sensor)
      guard health.state == .silent, let last = health.lastMessage else {
        book.clear(key, at: time)
        continue
      }
      guard book.active(key) == nil else { continue }
      book.raise(
        key, priority: .warning, title: "Sensor silent · \(health.name)",
        cause: "\(health.name) has sent nothing for \(Phrases.duration(seconds: time.seconds(since: last))); "
          + "it is expected at least every \(Phrases.duration(seconds: health.silenceLimitSeconds)).",
        at: time)
    }
  }
}
