/// A place in degrees on WGS-84.
public struct RemoteIDPosition: Hashable, Sendable {
  /// −90 ... 90, north positive.
  public var latitudeDegrees: Double
  /// −180 ... 180, east positive.
  public var longitudeDegrees: Double

  public init(latitudeDegrees: Double, longitudeDegrees: Double) {
    self.latitudeDegrees = latitudeDegrees
    self.longitudeDegrees = longitudeDegrees
  }
}

/// Physical values from the counts that are sent, and back.
enum RemoteIDScale {
  /// The nearest count within a range; nil for what is no number.
  static func count(_ value: Double, in range: ClosedRange<Double>) -> Int? {
    guard value.isFinite else { return nil }
    return Int(max(range.lowerBound, min(range.upperBound, value.rounded())))
  }

  /// Half metres above −1000 m; the count zero says not available.
  static func altitudeMetres(_ count: UInt16) -> Double? {
    count == 0 ? nil : Double(count) * 0.5 - 1000
  }

  /// Held within −999.5 ... 31767.5 m.
  static func altitudeCount(metres: Double?) -> UInt16 {
    metres.flatMap { count(($0 + 1000) * 2, in: 1...65535) }.map { UInt16(truncatingIfNeeded: $0) } ?? 0
  }

  /// Counts of 10⁻⁷ degree; both zero, or one out of range, say not available.
  static func position(latitude: Int32, longitude: Int32) -> RemoteIDPosition? {
    guard latitude != 0 || longitude != 0 else { return nil }
    guard latitude.magnitude <= 900_000_000, longitude.magnitude <= 1_800_000_000 else { return nil }
    return RemoteIDPosition(latitudeDegrees: Double(latitude) / 1e7, longitudeDegrees: Double(longitude) / 1e7)
  }

  /// Held within the range. The place 0° N 0° E, which would say not available, is sent 11 mm east of itself.
  static func positionCounts(_ position: RemoteIDPosition?) -> (latitude: Int32, longitude: Int32) {
    guard let position,
      let latitude = count(position.latitudeDegrees * 1e7, in: -900_000_000...900_000_000),
      let longitude = count(position.longitudeDegrees * 1e7, in: -1_800_000_000...1_800_000_000)
    else { return (0, 0) }
    if latitude == 0, longitude == 0 { return (0, 1) }
    return (Int32(truncatingIfNeeded: latitude), Int32(truncatingIfNeeded: longitude))
  }
}
