/// The mode status element, octets 18-29 (RTCA DO-282B, 2.2.4.5.4; versions 0 and 1: RTCA DO-282 and DO-282A).
@frozen
public struct UATModeStatus: Hashable, Sendable {
  /// Octet 24, bits 1-3 (2.2.4.5.4.4).
  @frozen
  public enum Emergency: UInt8, Hashable, Sendable, CaseIterable {
    case none = 0
    case general = 1
    case medical = 2
    case minimumFuel = 3
    case noCommunications = 4
    case unlawfulInterference = 5
    case downedAircraft = 6
  }

  /// Octets 18-23: category and characters as sent.
  public let identification: UATIdentification
  /// Octets 24-29 as sent, 48 bits.
  public let statusField: UInt64

  init(_ frame: UATFrame) {
    identification = UATIdentification(field: frame.bits(octet: 18, bit: 1, count: 48))
    statusField = frame.bits(octet: 24, bit: 1, count: 48)
  }

  /// 0 ... 39; nil where the digits are none.
  public var emitterCategoryCode: UInt8? { identification.digit(0) }
  /// Nil for "no information" and what is reserved.
  public var emitterCategory: UATEmitterCategory? { emitterCategoryCode.flatMap { UATEmitterCategory(rawValue: $0) } }

  /// CSID, octet 27, bit 7: the characters are the call sign; otherwise the flight plan identification, which is the
  /// Mode A code.
  public var isCallsign: Bool { bit(27, 7) }
  /// The call sign; nil where not available or where the message carries the Mode A code.
  public var callsign: UATIdentification? { isCallsign && !identification.isBlank ? identification : nil }
  /// The Mode A code, four octal digits in twelve bits; nil where not available or where the message carries the call
  /// sign.
  public var squawk: UInt16? { isCallsign ? nil : identification.octalCode }

  /// 0 ... 7; 7 is reserved.
  public var emergencyCode: UInt8 { bits(24, 1, 3) }
  /// Nil where reserved.
  public var emergency: Emergency? { Emergency(rawValue: emergencyCode) }
  /// Octet 24, bits 4-6: 0 DO-282, 1 DO-282A, 2 DO-282B, above: later.
  public var uatVersion: UInt8 { bits(24, 4, 3) }
  /// SIL: octet 24, bits 7-8; 0 is unknown.
  public var sourceIntegrityLevel: UInt8 { bits(24, 7, 2) }
  /// Octet 25, bits 1-6: the six least significant bits of the message start opportunity.
  public var transmitOpportunity: UInt8 { bits(25, 1, 6) }
  /// SDA: octet 25, bits 7-8; nil before version 2.
  public var systemDesignAssurance: UInt8? { isVersion2 ? bits(25, 7, 2) : nil }
  /// NACp: octet 26, bits 1-4; 0 is unknown.
  public var positionAccuracyCategory: UInt8 { bits(26, 1, 4) }
  /// NACv: octet 26, bits 5-7; 0 is unknown.
  public var velocityAccuracyCategory: UInt8 { bits(26, 5, 3) }
  /// NICbaro: octet 26, bit 8: the pressure altitude was checked against another source.
  public var isBarometricAltitudeChecked: Bool { bit(26, 8) }

  /// Octet 27 as sent: capabilities, operational modes, CSID. The places changed with version 2.
  public var capabilityAndModeCode: UInt8 { bits(27, 1, 8) }

  /// Whether the layout is that of version 2 or above.
  var isVersion2: Bool { uatVersion >= 2 }

  /// Bits by the standard's octet and bit.
  func bits(_ octet: Int, _ bit: Int, _ count: Int) -> UInt8 {
    let shift = UInt64(truncatingIfNeeded: 48 &- (octet &- 24) &* 8 &- (bit &- 1) &- count)
    let mask: UInt64 = (1 &<< UInt64(truncatingIfNeeded: count)) &- 1
    return UInt8(truncatingIfNeeded: (statusField &>> shift) & mask)
  }

  func bit(_ octet: Int, _ bit: Int) -> Bool { bits(octet, bit, 1) != 0 }
}
