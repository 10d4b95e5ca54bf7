/// A location message (type 1): where the aircraft is and how it moves. "Not available" is nil and never zero.
public struct RemoteIDLocation: RemoteIDPayload {
  public enum Status: UInt8, Hashable, Sendable, CaseIterable {
    case notDeclared = 0
    case onGround = 1
    case airborne = 2
    case emergency = 3
    /// The Remote ID equipment has failed.
    case remoteIDFailure = 4
  }

  /// From where the height is counted.
  public enum HeightReference: UInt8, Hashable, Sendable {
    case takeOff = 0
    case ground = 1
  }

  public let octets: RemoteIDOctets

  init(octets: RemoteIDOctets) { self.octets = octets }

  /// 0 ... 15.
  public var statusCode: UInt8 { octets.highNibble(1) }
  /// Nil for a reserved code.
  public var status: Status? { Status(rawValue: statusCode) }
  public var heightReference: HeightReference { octets[1] & 0x04 == 0 ? .takeOff : .ground }
  /// Bit 3 of octet 1.
  public var reservedBit: Bool { octets[1] & 0x08 != 0 }

  /// 0 ... 179; 181 is sent for not available.
  public var directionCount: UInt8 { octets[2] }
  /// Whether 180° are added to the direction.
  public var isWestward: Bool { octets[1] & 0x02 != 0 }
  /// Whether the speed's steps are 0.75 m/s from 63.75 m/s upwards, not 0.25 m/s from zero.
  public var isFast: Bool { octets[1] & 0x01 != 0 }
  public var speedCount: UInt8 { octets[3] }
  /// In steps of 0.5 m/s; 126 says not available.
  public var climbCount: Int8 { Int8(bitPattern: octets[4]) }

  /// The course over the ground, clockwise from true north, 0 ..< 360, in whole degrees.
  public var trackDegrees: Double? {
    guard directionCount <= 180 else { return nil }
    let track = Double(directionCount) + (isWestward ? 180 : 0)
    return track >= 360 ? 0 : track
  }

  /// Over the ground, 0 ... 254.25; the last stands for anything faster. The count 255 of the slow steps is 63.75 m/s,
  /// of the fast ones (255 m/s) not available.
  public var speedMetresPerSecond: Double? {
    guard isFast else { return Double(speedCount) * 0.25 }
    return speedCount == 255 ? nil : Double(speedCount) * 0.75 + 63.75
  }

  /// Up positive, −62 ... 62; the ends stand for anything beyond.
  public var climbMetresPerSecond: Double? {
    climbCount.magnitude <= 124 ? Double(climbCount) * 0.5 : nil
  }

  /// 10⁻⁷ degree.
  public var latitudeCount: Int32 { octets.signed32(5) }
  /// 10⁻⁷ degree.
  public var longitudeCount: Int32 { octets.signed32(9) }
  /// Nil where both are zero or one is out of range.
  public var position: RemoteIDPosition? {
    RemoteIDScale.position(latitude: latitudeCount, longitude: longitudeCount)
  }

  /// In the standard atmosphere (1013.25 hPa).
  public var pressureAltitudeMetres: Double? { RemoteIDScale.altitudeMetres(octets.unsigned16(13)) }
  /// Above the WGS-84 ellipsoid.
  public var ellipsoidAltitudeMetres: Double? { RemoteIDScale.altitudeMetres(octets.unsigned16(15)) }
  /// Above the `heightReference`.
  public var heightMetres: Double? { RemoteIDScale.altitudeMetres(octets.unsigned16(17)) }

  /// 0 ... 15.
  public var horizontalAccuracyCode: UInt8 { octets.lowNibble(19) }
  /// 0 ... 15, of the altitude above the ellipsoid.
  public var verticalAccuracyCode: UInt8 { octets.highNibble(19) }
  /// 0 ... 15.
  public var pressureAltitudeAccuracyCode: UInt8 { octets.highNibble(20) }
  /// 0 ... 15.
  public var speedAccuracyCode: UInt8 { octets.lowNibble(20) }
  /// 0 ... 15.
  public var timeAccuracyCode: UInt8 { octets.lowNibble(23) }

  public var horizontalAccuracyMetres: Double? {
    RemoteIDAccuracy.horizontalMetres(code: horizontalAccuracyCode)
  }
  public var verticalAccuracyMetres: Double? { RemoteIDAccuracy.verticalMetres(code: verticalAccuracyCode) }
  public var pressureAltitudeAccuracyMetres: Double? {
    RemoteIDAccuracy.verticalMetres(code: pressureAltitudeAccuracyCode)
  }
  public var speedAccuracyMetresPerSecond: Double? {
    RemoteIDAccuracy.speedMetresPerSecond(code: speedAccuracyCode)
  }
  public var timeAccuracySeconds: Double? { RemoteIDAccuracy.timeSeconds(code: timeAccuracyCode) }

  /// Tenths of a second after the full hour of UTC; 0xFFFF says not available.
  public var timeCount: UInt16 { octets.unsigned16(21) }
  /// After the full hour of UTC, 0 ... 3600; which hour, only the time of reception tells.
  public var secondsAfterHour: Double? { timeCount <= 36_000 ? Double(timeCount) / 10 : nil }

  /// The high four bits of octet 23.
  public var reservedNibble: UInt8 { octets.highNibble(23) }
  /// Octet 24.
  public var reservedOctet: UInt8 { octets[24] }
}
