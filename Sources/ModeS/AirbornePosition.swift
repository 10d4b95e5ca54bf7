/// One airborne position message: type codes 9-18 (barometric altitude) and 20-22 (GNSS height).
@frozen
public struct AirbornePosition: Hashable, Sendable {
  /// What the altitude is measured from.
  public enum AltitudeKind: UInt8, Hashable, Sendable {
    /// Pressure altitude above 1013.25 hPa.
    case barometric = 0
    /// Height above the WGS-84 ellipsoid.
    case geometric = 1
  }

  /// Surveillance status.
  public enum SurveillanceStatus: UInt8, Hashable, Sendable {
    case none = 0
    /// An emergency code is set.
    case permanentAlert = 1
    /// The Mode A code was changed.
    case temporaryAlert = 2
    /// Special position identification.
    case specialPositionIdentification = 3
  }

  public let typeCode: UInt8
  public let surveillanceStatus: SurveillanceStatus
  /// Single-antenna flag (version 0, 1) or NIC supplement B (version 2); the IMF bit in TIS-B and ADS-R.
  public let supplementBit: Bool
  /// The altitude field as sent; zero says "not available".
  public let altitudeCode: UInt16
  /// Whether the position is the one at a 0.2-s UTC epoch.
  public let isTimeSynchronised: Bool
  public let cpr: CPRCode

  init(field: MessageField) {
    typeCode = field.typeCode
    surveillanceStatus = SurveillanceStatus(rawValue: UInt8(truncatingIfNeeded: field.bits(6, 2))) ?? .none
    supplementBit = field.bit(8)
    altitudeCode = UInt16(truncatingIfNeeded: field.bits(9, 12))
    isTimeSynchronised = field.bit(21)
    cpr = CPRCode(
      isOdd: field.bit(22), latitude: UInt32(truncatingIfNeeded: field.bits(23, 17)),
      longitude: UInt32(truncatingIfNeeded: field.bits(40, 17)))
  }

  public var altitudeKind: AltitudeKind { typeCode >= 20 ? .geometric : .barometric }

  /// Feet in the sense of ``altitudeKind``; nil where not available.
  public var altitudeFeet: Int? { AltitudeCode.feet(fromTwelveBits: altitudeCode) }
}
