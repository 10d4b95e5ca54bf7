/// Target state and status, version 2 (type code 29, subtype 1; RTCA DO-260B, 2.2.3.2.7.1).
@frozen
public struct TargetState: Hashable, Sendable {
  /// Who selected the altitude.
  public enum AltitudeSource: UInt8, Hashable, Sendable {
    case controlPanel = 0
    case flightManagementSystem = 1
  }

  /// What the autopilot does; known only where ``areModesKnown``.
  public struct Modes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let autopilot = Modes(rawValue: 1)
    public static let verticalNavigation = Modes(rawValue: 2)
    public static let altitudeHold = Modes(rawValue: 4)
    public static let approach = Modes(rawValue: 8)
    public static let lateralNavigation = Modes(rawValue: 16)
  }

  public let field: MessageField

  init(field: MessageField) { self.field = field }

  public var altitudeSource: AltitudeSource { field.bit(9) ? .flightManagementSystem : .controlPanel }

  /// In steps of 32 ft, as sent.
  public var selectedAltitudeFeet: Int? {
    let count = Int(truncatingIfNeeded: field.bits(10, 11))
    return count == 0 ? nil : (count &- 1) &* 32
  }

  /// The pressure set on the altimeter, in steps of 0.8 hPa.
  public var pressureSettingHectopascals: Double? {
    let count = Int(truncatingIfNeeded: field.bits(21, 9))
    return count == 0 ? nil : Double(8000 &+ (count &- 1) &* 8) / 10
  }

  /// Clockwise, in steps of 180/256 degrees, 0 ..< 360.
  public var selectedHeadingDegrees: Double? {
    field.bit(30) ? Double(field.bits(31, 9)) * (180.0 / 256) : nil
  }

  public var navigationAccuracyCategory: UInt8 { UInt8(truncatingIfNeeded: field.bits(40, 4)) }
  public var isBarometricAltitudeCrossChecked: Bool { field.bit(44) }
  public var sourceIntegrityLevel: UInt8 { UInt8(truncatingIfNeeded: field.bits(45, 2)) }
  /// Whether ``sourceIntegrityLevel`` counts per sample rather than per hour.
  public var isIntegrityPerSample: Bool { field.bit(8) }
  public var areModesKnown: Bool { field.bit(47) }
  public var isCollisionAvoidanceOperational: Bool { field.bit(53) }

  /// Nil where not known.
  public var modes: Modes? {
    guard areModesKnown else { return nil }
    var modes: Modes = []
    if field.bit(48) { modes.insert(.autopilot) }
    if field.bit(49) { modes.insert(.verticalNavigation) }
    if field.bit(50) { modes.insert(.altitudeHold) }
    if field.bit(52) { modes.insert(.approach) }
    if field.bit(54) { modes.insert(.lateralNavigation) }
    return modes
  }
}
