/// Where surface positions are near: their code repeats every 90 degrees.
///
/// That is the receiver's place where it is known. Where it is not, one receiver hears no farther than the horizon, so the
/// first airborne position of anyone will do; once airborne positions are farther apart than one receiver can hear, the
/// messages are of many receivers, and nothing is known.
struct SurfaceReference: Hashable, Sendable {
  /// One receiver hears aircraft up to 500 km away, on either side.
  static let widestLatitudeDegrees = 9.0
  static let widestLongitudeDegrees = 20.0

  var receiver: CPRPosition?
  /// The first airborne position of anyone.
  var airborne: CPRPosition?
  /// Whether airborne positions were farther apart than one receiver hears.
  var isWide = false

  var position: CPRPosition? { receiver ?? (isWide ? nil : airborne) }

  /// Takes the airborne position of anyone.
  @inline(__always)
  mutating func note(_ position: CPRPosition) {
    guard let airborne else {
      self.airborne = position
      return
    }
    let east = (position.longitudeDegrees - airborne.longitudeDegrees).magnitude
    let north = (position.latitudeDegrees - airborne.latitudeDegrees).magnitude
    if north > Self.widestLatitudeDegrees || min(east, 360 - east) > Self.widestLongitudeDegrees { isWide = true }
  }
}
