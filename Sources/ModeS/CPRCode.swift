/// One half of a position in Compact Position Reporting: 17 bits each way, and which of the two grids they belong to.
@frozen
public struct CPRCode: Hashable, Sendable {
  public let isOdd: Bool
  /// 0 ..< 2^17.
  public let latitude: UInt32
  /// 0 ..< 2^17.
  public let longitude: UInt32

  public init(isOdd: Bool, latitude: UInt32, longitude: UInt32) {
    self.isOdd = isOdd
    self.latitude = latitude & 0x1FFFF
    self.longitude = longitude & 0x1FFFF
  }
}

/// A place in degrees on WGS-84, as Compact Position Reporting gives it.
@frozen
public struct CPRPosition: Hashable, Sendable {
  /// −90 ... 90, north positive.
  public var latitudeDegrees: Double
  /// −180 ..< 180, east positive.
  public var longitudeDegrees: Double

  public init(latitudeDegrees: Double, longitudeDegrees: Double) {
    self.latitudeDegrees = latitudeDegrees
    self.longitudeDegrees = longitudeDegrees
  }

  /// The distance on the sphere by the plane of the mean latitude: within 1 % below 1000 km away from the poles, for
  /// plausibility only.
  public func roughDistanceMetres(to other: CPRPosition) -> Double {
    let north = latitudeDegrees - other.latitudeDegrees
    var turn = (longitudeDegrees - other.longitudeDegrees).magnitude
    if turn > 180 { turn = 360 - turn }
    let east = turn * Direction.cosine(degrees: (latitudeDegrees + other.latitudeDegrees) / 2)
    return (north * north + east * east).squareRoot() * 111_195
  }
}

/// The arithmetic of Compact Position Reporting, airborne and surface (RTCA DO-260B, A.1.7).
public enum CPR {
  private static let scale = 131_072.0

  /// The place of the frame `code` alone, from it and a frame of the other grid; nil where the two lie in different
  /// zones of longitude or the latitude is impossible.
  public static func global(_ code: CPRCode, with other: CPRCode) -> CPRPosition? {
    guard code.isOdd != other.isOdd else { return nil }
    let even = code.isOdd ? other : code
    let odd = code.isOdd ? code : other
    let index = latitudeIndex(even, odd)
    guard let latitudeEven = latitude(zone: 6.0, modulo(index, 60) + Double(even.latitude) / scale),
      let latitudeOdd = latitude(zone: 360.0 / 59, modulo(index, 59) + Double(odd.latitude) / scale)
    else { return nil }
    let zones = CPRZones.longitudeZones(latitudeDegrees: latitudeEven)
    guard zones == CPRZones.longitudeZones(latitudeDegrees: latitudeOdd) else { return nil }
    let longitude = longitude(of: code, even, odd, zones: zones, circle: 360)
    return CPRPosition(
      latitudeDegrees: code.isOdd ? latitudeOdd : latitudeEven, longitudeDegrees: signed(longitude))
  }

  /// The latitude zone index j of two frames.
  @inline(__always)
  private static func latitudeIndex(_ even: CPRCode, _ odd: CPRCode) -> Int {
    // floor((59 YZ0 - 60 YZ1) / 2^17 + 1/2), in whole numbers.
    (59 &* Int(even.latitude) &- 60 &* Int(odd.latitude) &+ 65_536) &>> 17
  }

  /// The longitude of one of two frames that lie in `zones` zones, 0 ..< circle.
  @inline(__always)
  private static func longitude(
    of code: CPRCode, _ even: CPRCode, _ odd: CPRCode, zones: Int, circle: Double
  ) -> Double {
    let m = (Int(even.longitude) &* (zones &- 1) &- Int(odd.longitude) &* zones &+ 65_536) &>> 17
    let cells = max(zones &- (code.isOdd ? 1 : 0), 1)
    return circle / Double(cells) * (modulo(m, cells) + Double(code.longitude) / scale)
  }

  /// The place of the surface frame `code` alone, from it and a surface frame of the other grid. Surface codes repeat every
  /// 90 degrees: the place nearest to the reference is taken, which must be within 45 degrees of the truth.
  public static func globalSurface(
    _ code: CPRCode, with other: CPRCode, near reference: CPRPosition
  ) -> CPRPosition? {
    guard code.isOdd != other.isOdd, reference.latitudeDegrees.magnitude <= 90,
      reference.longitudeDegrees.magnitude <= 360
    else { return nil }
    let even = code.isOdd ? other : code
    let odd = code.isOdd ? code : other
    let index = latitudeIndex(even, odd)
    let northEven = 1.5 * (modulo(index, 60) + Double(even.latitude) / scale)
    let northOdd = 90.0 / 59 * (modulo(index, 59) + Double(odd.latitude) / scale)
    // South of the equator the same codes stand 90 degrees lower.
    let own = code.isOdd ? northOdd : northEven
    let turn =
      (own - reference.latitudeDegrees).magnitude <= (own - 90 - reference.latitudeDegrees).magnitude ? 0.0 : 90
    let zones = CPRZones.longitudeZones(latitudeDegrees: northEven - turn)
    guard zones == CPRZones.longitudeZones(latitudeDegrees: northOdd - turn) else { return nil }
    let longitude = longitude(of: code, even, odd, zones: zones, circle: 90)
    let quarters = ((reference.longitudeDegrees - longitude) / 90 + 0.5).rounded(.down)
    return CPRPosition(latitudeDegrees: own - turn, longitudeDegrees: signed(longitude + 90 * quarters))
  }

  /// The place of a frame nearest to a reference, which must be within half a cell of the truth: 180 NM in the air, 45 NM
  /// on the surface.
  public static func local(
    _ code: CPRCode, near reference: CPRPosition, isSurface: Bool = false
  ) -> CPRPosition? {
    let circle = isSurface ? 90.0 : 360.0
    let latitudeZone = circle / (code.isOdd ? 59 : 60)
    let latitude = nearest(Double(code.latitude) / scale, zone: latitudeZone, to: reference.latitudeDegrees)
    guard latitude.magnitude <= 90, reference.longitudeDegrees.magnitude <= 360 else { return nil }
    let zones = CPRZones.longitudeZones(latitudeDegrees: latitude)
    let longitudeZone = circle / Double(max(zones &- (code.isOdd ? 1 : 0), 1))
    let longitude = nearest(Double(code.longitude) / scale, zone: longitudeZone, to: reference.longitudeDegrees)
    return CPRPosition(latitudeDegrees: latitude, longitudeDegrees: signed(longitude))
  }

  /// The code of a place on one of the two surface grids; latitudes are held within ±90 and NaN counts as zero.
  public static func encodeSurface(_ position: CPRPosition, isOdd: Bool) -> CPRCode {
    encode(position, isOdd: isOdd, circle: 90)
  }

  /// The code of a place on one of the two grids; latitudes are held within ±90 and NaN counts as zero.
  public static func encode(_ position: CPRPosition, isOdd: Bool) -> CPRCode {
    encode(position, isOdd: isOdd, circle: 360)
  }

  private static func encode(_ position: CPRPosition, isOdd: Bool, circle: Double) -> CPRCode {
    let latitude = position.latitudeDegrees.isFinite ? max(-90, min(90, position.latitudeDegrees)) : 0
    let turned = signed(position.longitudeDegrees)
    let longitude = turned.isFinite ? turned : 0
    let latitudeZone = circle / (isOdd ? 59 : 60)
    let latitudeCode = (scale * modulo(latitude, latitudeZone) / latitudeZone + 0.5).rounded(.down)
    let coded = latitudeZone * (latitudeCode / scale + (latitude / latitudeZone).rounded(.down))
    let zones = CPRZones.longitudeZones(latitudeDegrees: coded)
    let longitudeZone = circle / Double(max(zones &- (isOdd ? 1 : 0), 1))
    let longitudeCode = (scale * modulo(longitude, longitudeZone) / longitudeZone + 0.5).rounded(.down)
    return CPRCode(isOdd: isOdd, latitude: UInt32(latitudeCode), longitude: UInt32(longitudeCode))
  }

  private static func latitude(zone: Double, _ count: Double) -> Double? {
    let latitude = zone * count
    let signed = latitude >= 270 ? latitude - 360 : latitude
    return signed.magnitude <= 90 ? signed : nil
  }

  private static func nearest(_ fraction: Double, zone: Double, to reference: Double) -> Double {
    let base = (reference / zone).rounded(.down)
    let step = (0.5 + modulo(reference, zone) / zone - fraction).rounded(.down)
    return zone * (base + step + fraction)
  }

  /// The remainder with the sign of the divisor, as the standard's MOD.
  private static func modulo(_ a: Double, _ b: Double) -> Double { a - b * (a / b).rounded(.down) }

  /// The same, of whole numbers; exact.
  @inline(__always)
  private static func modulo(_ a: Int, _ b: Int) -> Double {
    let rest = a % b
    return Double(rest < 0 ? rest &+ b : rest)
  }

  private static func signed(_ longitude: Double) -> Double {
    if longitude >= -180, longitude < 180 { return longitude }
    if longitude >= 180, longitude < 540 { return longitude - 360 }
    let turned = modulo(longitude + 180, 360) - 180
    return turned >= 180 ? -180 : turned
  }
}
