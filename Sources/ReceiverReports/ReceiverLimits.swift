/// What a value of each kind can be at all: what lies outside is damage, not an aircraft.
enum ReceiverLimits {
  static let altitudeFeet = -5_000.0...150_000
  static let speedKnots = 0.0...10_000
  static let mach = 0.0...20
  static let directionDegrees = 0.0...360
  static let verticalRateFeetPerMinute = -200_000.0...200_000
  static let rollDegrees = -180.0...180
  static let trackRateDegreesPerSecond = -360.0...360
  static let qnhHectopascals = 500.0...1_500
  static let latitudeDegrees = -90.0...90
  static let longitudeDegrees = -180.0...180
  static let containmentRadiusMetres = 0.0...100_000
  static let ageSeconds = 0.0...1e9
  static let signalLevelDBFS = -200.0...100
  /// From 1970 to the year 2255, which fits into 64 bits of nanoseconds.
  static let unixSeconds = 0.0...9_000_000_000

  /// 360 degrees, which rounding writes, are 0.
  static func direction(_ degrees: Double) -> Double { degrees == 360 ? 0 : degrees }

  /// Exactly 0° N 0° E is what faulty senders and writers put for "unknown": no position, and no fault of its own.
  static func position(_ latitudeDegrees: Double, _ longitudeDegrees: Double) -> ReceiverReport.Position? {
    if latitudeDegrees == 0 && longitudeDegrees == 0 { return nil }
    return ReceiverReport.Position(latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees)
  }
}
