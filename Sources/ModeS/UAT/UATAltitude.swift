/// A twelve-bit altitude and what it is measured from (RTCA DO-282B, 2.2.4.5.2.2).
@frozen
public struct UATAltitude: Hashable, Sendable {
  @frozen
  public enum Kind: UInt8, Hashable, Sendable {
    /// Pressure altitude above 1013.25 hPa.
    case barometric = 0
    /// Height above the WGS-84 ellipsoid.
    case geometric = 1

    var other: Kind { self == .barometric ? .geometric : .barometric }
  }

  /// As sent; zero says "not available".
  public let code: UInt16
  public let kind: Kind

  init(code: UInt64, kind: Kind) {
    self.code = UInt16(truncatingIfNeeded: code & 0xFFF)
    self.kind = kind
  }

  /// -1,000 ... 101,350 ft in steps of 25 ft; the last stands for anything above 101,337.5 ft. Nil where not available.
  public var feet: Int? { code == 0 ? nil : (Int(code) &- 41) &* 25 }
}
