extension RemoteIDLocation {
  /// A message from physical values, each rounded to the nearest step and held within its range; nil, or what is no
  /// number, says not available. Accuracies are rounded up to the next bound.
  public init(
    version: RemoteIDVersion = .f3411v22, status: Status, position: RemoteIDPosition?, trackDegrees: Double? = nil,
    speedMetresPerSecond: Double? = nil, climbMetresPerSecond: Double? = nil,
    pressureAltitudeMetres: Double? = nil, ellipsoidAltitudeMetres: Double? = nil, heightMetres: Double? = nil,
    heightReference: HeightReference = .takeOff, horizontalAccuracyMetres: Double? = nil,
    verticalAccuracyMetres: Double? = nil, pressureAltitudeAccuracyMetres: Double? = nil,
    speedAccuracyMetresPerSecond: Double? = nil, secondsAfterHour: Double? = nil, timeAccuracySeconds: Double? = nil
  ) {
    let direction = Self.direction(trackDegrees)
    let speed = Self.speed(speedMetresPerSecond)
    let place = RemoteIDScale.positionCounts(position)
    var octets = RemoteIDOctets(type: 1, version: version)
    octets[1] =
      status.rawValue &<< 4 | heightReference.rawValue &<< 2 | (direction.isWestward ? 2 : 0) | (speed.isFast ? 1 : 0)
    octets[2] = direction.count
    octets[3] = speed.count
    octets[4] = Self.climb(climbMetresPerSecond)
    octets.set(5, place.latitude)
    octets.set(9, place.longitude)
    octets.set(13, RemoteIDScale.altitudeCount(metres: pressureAltitudeMetres))
    octets.set(15, RemoteIDScale.altitudeCount(metres: ellipsoidAltitudeMetres))
    octets.set(17, RemoteIDScale.altitudeCount(metres: heightMetres))
    octets.set(
      19, high: RemoteIDAccuracy.verticalCode(metres: verticalAccuracyMetres),
      low: RemoteIDAccuracy.horizontalCode(metres: horizontalAccuracyMetres))
    octets.set(
      20, high: RemoteIDAccuracy.verticalCode(metres: pressureAltitudeAccuracyMetres),
      low: RemoteIDAccuracy.speedCode(metresPerSecond: speedAccuracyMetresPerSecond))
    octets.set(21, Self.time(secondsAfterHour))
    octets[23] = RemoteIDAccuracy.timeCode(seconds: timeAccuracySeconds)
    self.octets = octets
  }

  private static func direction(_ degrees: Double?) -> (count: UInt8, isWestward: Bool) {
    guard let degrees, degrees.isFinite else { return (181, true) }
    let turned = (degrees - 360 * (degrees / 360).rounded(.down)).rounded()
    let whole = Int(max(0, min(360, turned))) % 360
    return (UInt8(truncatingIfNeeded: whole % 180), whole >= 180)
  }

  /// 63.75 m/s is sent in the fast steps: its count in the slow ones is what some receivers read as not available.
  private static func speed(_ metresPerSecond: Double?) -> (count: UInt8, isFast: Bool) {
    guard let metresPerSecond, metresPerSecond.isFinite else { return (255, true) }
    if let slow = RemoteIDScale.count(metresPerSecond * 4, in: 0...255), slow < 255 {
      return (UInt8(truncatingIfNeeded: slow), false)
    }
    let fast = RemoteIDScale.count((metresPerSecond - 63.75) / 0.75, in: 0...254) ?? 255
    return (UInt8(truncatingIfNeeded: fast), true)
  }

  private static func climb(_ metresPerSecond: Double?) -> UInt8 {
    UInt8(truncatingIfNeeded: metresPerSecond.flatMap { RemoteIDScale.count($0 * 2, in: -124...124) } ?? 126)
  }

  private static func time(_ seconds: Double?) -> UInt16 {
    UInt16(truncatingIfNeeded: seconds.flatMap { RemoteIDScale.count($0 * 10, in: 0...36_000) } ?? 0xFFFF)
  }
}
