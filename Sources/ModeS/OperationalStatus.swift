/// Operational status: type code 31, subtypes 0 (airborne) and 1 (surface), versions 0-3 (RTCA DO-260B, 2.2.3.2.7.2).
@frozen
public struct OperationalStatus: Hashable, Sendable {
  public let field: MessageField

  init(field: MessageField) { self.field = field }

  public var isSurface: Bool { field.bits(6, 3) == 1 }

  /// 0 is DO-260, 1 DO-260A, 2 DO-260B, 3 DO-260C; higher ones are not defined.
  public var version: UInt8 { UInt8(truncatingIfNeeded: field.bits(41, 3)) }

  /// NIC supplement A; from version 1 on.
  public var supplementA: Bool? { version >= 1 ? field.bit(44) : nil }

  /// NIC supplement C; surface, from version 2 on.
  public var supplementC: Bool? { version >= 2 && isSurface ? field.bit(20) : nil }

  /// NACp; from version 1 on.
  public var navigationAccuracyCategory: UInt8? {
    version >= 1 ? UInt8(truncatingIfNeeded: field.bits(45, 4)) : nil
  }

  /// GVA: airborne, from version 2 on.
  public var geometricVerticalAccuracy: UInt8? {
    version >= 2 && !isSurface ? UInt8(truncatingIfNeeded: field.bits(49, 2)) : nil
  }

  /// SIL; from version 1 on.
  public var sourceIntegrityLevel: UInt8? { version >= 1 ? UInt8(truncatingIfNeeded: field.bits(51, 2)) : nil }

  /// Whether the SIL counts per sample rather than per hour; from version 2 on.
  public var isIntegrityPerSample: Bool? { version >= 2 ? field.bit(55) : nil }

  /// SDA; from version 2 on.
  public var systemDesignAssurance: UInt8? { version >= 2 ? UInt8(truncatingIfNeeded: field.bits(31, 2)) : nil }

  /// Whether the barometric altitude is cross-checked; airborne, from version 1 on.
  public var isBarometricAltitudeCrossChecked: Bool? { version >= 1 && !isSurface ? field.bit(53) : nil }

  /// NACv; surface, from version 2 on.
  public var velocityAccuracyCategory: UInt8? {
    version >= 2 && isSurface ? UInt8(truncatingIfNeeded: field.bits(17, 3)) : nil
  }

  /// Whether headings are magnetic; from version 1 on.
  public var isHeadingMagnetic: Bool? { version >= 1 ? field.bit(54) : nil }
}

/// Navigation integrity of a position message.
public enum NavigationIntegrity {
  /// NIC; nil for version 0, which has a NUC instead, and for types without a position.
  /// - Parameters:
  ///   - a: NIC supplement A of the last operational status.
  ///   - b: The supplement bit of the airborne position itself; only from version 2 on.
  ///   - c: NIC supplement C of the last operational status; only surface, from version 2 on.
  public static func category(typeCode: UInt8, version: UInt8, a: Bool, b: Bool, c: Bool) -> UInt8? {
    guard version >= 1 else { return nil }
    let isFine = version == 1 ? a : a && b
    switch typeCode {
    case 9, 20, 5: return 11
    case 10, 21, 6: return 10
    case 11: return isFine ? 9 : 8
    case 12: return 7
    case 13: return 6
    case 14: return 5
    case 15: return 4
    case 16: return isFine ? 3 : 2
    case 17: return 1
    case 7: return a && (version == 1 || !c) ? 9 : 8
    case 8: return version == 1 ? 0 : a && c ? 7 : a || c ? 6 : 0
    case 0, 18, 22: return 0
    default: return nil
    }
  }

  /// The radius of containment Rc in metres that goes with a position; nil where unknown.
  public static func containmentRadiusMetres(typeCode: UInt8, version: UInt8, a: Bool, b: Bool, c: Bool) -> Double? {
    guard let category = category(typeCode: typeCode, version: version, a: a, b: b, c: c) else { return nil }
    switch category {
    case 11: return 7.5
    case 10: return 25
    case 9: return 75
    case 8: return 185.2
    case 7: return 370.4
    case 6 where typeCode == 8: return a ? 555.6 : 1111.2
    case 6: return version >= 2 && !a && b ? 555.6 : a ? 1111.2 : 926
    case 5: return 1852
    case 4: return 3704
    case 3: return 7408
    case 2: return 14_816
    case 1: return 37_040
    default: return nil
    }
  }
}
