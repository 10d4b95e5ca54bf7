/// The auxiliary state vector element (RTCA DO-282B, 2.2.4.5.5): the altitude of the kind that the state vector does
/// not carry.
@frozen
public struct UATAuxiliaryStateVector: Hashable, Sendable {
  /// Octet 30, bit 1, to octet 31, bit 4; its kind is the other one than octet 10, bit 8, names.
  public let altitude: UATAltitude

  init(_ frame: UATFrame) {
    let primary: UATAltitude.Kind = frame.bits(octet: 10, bit: 8, count: 1) == 0 ? .barometric : .geometric
    altitude = UATAltitude(code: frame.bits(octet: 30, bit: 1, count: 12), kind: primary.other)
  }

  /// Secondary altitude in the sense of its kind; nil where not available.
  public var secondaryAltitudeFeet: Int? { altitude.feet }
}
