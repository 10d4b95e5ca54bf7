/// One UAT ADS-B message: the header and the elements that its payload type code names (RTCA DO-282B, 2.2.4.5 and
/// table 2-10).
@frozen
public struct UATMessage: Hashable, Sendable {
  /// Why a frame is no message.
  @frozen
  public enum Refusal: Error, Hashable, Sendable {
    /// Type 0 alone has 18 octets; every other has 34.
    case lengthContradictsType
  }

  /// The octets as sent.
  public let frame: UATFrame
  /// Octet 1, bits 1-5: 0 ... 10 name elements; 11 ... 31 are reserved and leave all of them nil.
  public let payloadTypeCode: UInt8
  /// Octet 1, bits 6-8.
  public let addressQualifier: UATAddressQualifier
  /// Octets 2-4: 24 bits.
  public let address: UInt32
  /// Types 0 ... 10.
  public let stateVector: UATStateVector?
  /// Types 1 and 3.
  public let modeStatus: UATModeStatus?
  /// Types 1, 2, 5 and 6.
  public let auxiliaryStateVector: UATAuxiliaryStateVector?

  public init(_ frame: UATFrame) throws(Refusal) {
    let type = UInt8(truncatingIfNeeded: frame.bits(octet: 1, bit: 1, count: 5))
    guard frame.isLong == (type != 0) else { throw .lengthContradictsType }
    let qualifier = UATAddressQualifier(rawValue: frame.octet(1) & 7) ?? .reserved
    self.frame = frame
    payloadTypeCode = type
    addressQualifier = qualifier
    address = UInt32(truncatingIfNeeded: frame.bits(octet: 2, bit: 1, count: 24))
    stateVector = type <= 10 ? UATStateVector(frame, qualifier: qualifier) : nil
    switch type {
    case 1, 3: modeStatus = UATModeStatus(frame)
    default: modeStatus = nil
    }
    switch type {
    case 1, 2, 5, 6: auxiliaryStateVector = UATAuxiliaryStateVector(frame)
    default: auxiliaryStateVector = nil
    }
  }

  /// Pressure altitude from the state vector or the auxiliary one, in feet; nil where not available.
  public var barometricAltitudeFeet: Int? { altitudeFeet(.barometric) }

  /// Height above the WGS-84 ellipsoid from the state vector or the auxiliary one, in feet; nil where not available.
  public var geometricAltitudeFeet: Int? { altitudeFeet(.geometric) }

  private func altitudeFeet(_ kind: UATAltitude.Kind) -> Int? {
    if let altitude = stateVector?.altitude, altitude.kind == kind { return altitude.feet }
    if let altitude = auxiliaryStateVector?.altitude, altitude.kind == kind { return altitude.feet }
    return nil
  }
}
