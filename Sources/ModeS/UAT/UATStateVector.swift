/// The state vector element, octets 5-17 (RTCA DO-282B, 2.2.4.5.2; TIS-B and ADS-R: 2.2.4.5.3). "Not available" is nil
/// and never zero.
@frozen
public struct UATStateVector: Hashable, Sendable {
  /// Octet 13, bits 1-2 (2.2.4.5.2.5).
  @frozen
  public enum AirGroundState: UInt8, Hashable, Sendable, CaseIterable {
    case airborneSubsonic = 0
    case airborneSupersonic = 1
    case onGround = 2
    case reserved = 3
  }

  /// 23 bits, one being 360/2²⁴ degree.
  public let latitudeCode: UInt32
  /// 24 bits, one being 360/2²⁴ degree.
  public let longitudeCode: UInt32
  /// The primary altitude.
  public let altitude: UATAltitude
  /// Navigation integrity category, 0 (unknown) ... 11; larger ones are reserved.
  public let navigationIntegrityCategory: UInt8
  public let airGroundState: AirGroundState
  /// Octet 13, bit 4, to octet 16, bit 1, 22 bits: two velocities, or ground speed and track or heading.
  public let horizontalVelocityCode: UInt32
  /// Octet 16, bit 2, to octet 17, bit 4, 11 bits: the vertical rate, or size and antenna of who is on the ground.
  public let verticalVelocityCode: UInt16
  /// Octet 17, bits 5-8: UTC coupling and uplink feedback, or the TIS-B site.
  public let trailingCode: UInt8
  public let addressQualifier: UATAddressQualifier

  init(_ frame: UATFrame, qualifier: UATAddressQualifier) {
    latitudeCode = UInt32(truncatingIfNeeded: frame.bits(octet: 5, bit: 1, count: 23))
    longitudeCode = UInt32(truncatingIfNeeded: frame.bits(octet: 7, bit: 8, count: 24))
    let kind: UATAltitude.Kind = frame.bits(octet: 10, bit: 8, count: 1) == 0 ? .barometric : .geometric
    altitude = UATAltitude(code: frame.bits(octet: 11, bit: 1, count: 12), kind: kind)
    navigationIntegrityCategory = UInt8(truncatingIfNeeded: frame.bits(octet: 12, bit: 5, count: 4))
    let state = UInt8(truncatingIfNeeded: frame.bits(octet: 13, bit: 1, count: 2))
    airGroundState = AirGroundState(rawValue: state) ?? .reserved
    horizontalVelocityCode = UInt32(truncatingIfNeeded: frame.bits(octet: 13, bit: 4, count: 22))
    verticalVelocityCode = UInt16(truncatingIfNeeded: frame.bits(octet: 16, bit: 2, count: 11))
    trailingCode = UInt8(truncatingIfNeeded: frame.bits(octet: 17, bit: 5, count: 4))
    addressQualifier = qualifier
  }

  /// Whether there is a position: all of latitude, longitude and NIC are zero where there is none.
  public var hasPosition: Bool { latitudeCode != 0 || longitudeCode != 0 || navigationIntegrityCategory != 0 }

  /// North positive; the poles share one code, taken for the north. Nil where not available.
  public var latitudeDegrees: Double? {
    guard hasPosition else { return nil }
    let degrees = Double(latitudeCode) * (360.0 / 16_777_216)
    return degrees > 90 ? degrees - 180 : degrees
  }

  /// East positive, above -180 ... 180; nil where not available.
  public var longitudeDegrees: Double? {
    guard hasPosition else { return nil }
    let degrees = Double(longitudeCode) * (360.0 / 16_777_216)
    return degrees > 180 ? degrees - 360 : degrees
  }

  /// Feet in the sense of ``altitude``'s kind; nil where not available.
  public var altitudeFeet: Int? { altitude.feet }

  public var isAirborne: Bool { airGroundState == .airborneSubsonic || airGroundState == .airborneSupersonic }
  public var isOnGround: Bool { airGroundState == .onGround }

  /// Octet 17, bit 5: whether the transmission is coupled to UTC; nil in messages from a ground station.
  public var isUTCCoupled: Bool? { addressQualifier.isDirect ? trailingCode & 8 != 0 : nil }

  /// Octet 17, bits 6-8 (version 2); nil in messages from a ground station.
  public var uplinkFeedbackCode: UInt8? { addressQualifier.isDirect ? trailingCode & 7 : nil }

  /// Octet 17, bits 5-8: the ground station's TIS-B site; nil in messages from the aircraft itself.
  public var tisBSiteIdentifier: UInt8? { addressQualifier.isFromGroundStation ? trailingCode : nil }
}
