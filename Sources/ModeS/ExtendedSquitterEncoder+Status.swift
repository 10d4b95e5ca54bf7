extension ExtendedSquitterEncoder {
  /// Emergency state and Mode A code (type code 28, subtype 1).
  public func status(_ status: AircraftStatus) -> ModeSFrame {
    var field = MessageFieldWriter(typeCode: 28)
    field.put(1 as UInt8, 3)
    field.put(status.emergency.rawValue, 3)
    field.put(status.squawk.identityField, 13)
    field.skip(to: 56)
    field.put(isOtherRebroadcast)
    return sealed(field)
  }

  /// Target state and status, version 2 (type code 29, subtype 1).
  public func targetState(_ values: TargetStateValues) -> ModeSFrame {
    var field = MessageFieldWriter(typeCode: 29)
    field.put(1 as UInt8, 2)
    field.put(values.isIntegrityPerSample)
    field.put(values.altitudeSource.rawValue, 1)
    field.putCount(values.selectedAltitudeFeet, lowest: 0, step: 32, bits: 11)
    field.putCount(values.pressureSettingHectopascals, lowest: 800, step: 0.8, bits: 9)
    field.putAngle(values.selectedHeadingDegrees, bits: 9)
    field.put(values.navigationAccuracyCategory, 4)
    field.put(values.isBarometricAltitudeCrossChecked)
    field.put(values.sourceIntegrityLevel, 2)
    field.put(values.modes != nil)
    let modes = values.modes ?? []
    field.put(modes.contains(.autopilot))
    field.put(modes.contains(.verticalNavigation))
    field.put(modes.contains(.altitudeHold))
    field.put(isOtherRebroadcast)
    field.put(modes.contains(.approach))
    field.put(values.isCollisionAvoidanceOperational)
    field.put(modes.contains(.lateralNavigation))
    return sealed(field)
  }

  /// Operational status, version 2 (type code 31).
  public func operationalStatus(_ values: OperationalStatusValues) -> ModeSFrame {
    var field = MessageFieldWriter(typeCode: 31)
    switch values.situation {
    case .airborne:
      field.put(0 as UInt8, 3)
    case .surface(let supplementC, let velocityAccuracyCategory):
      field.put(1 as UInt8, 3)
      field.skip(to: 17)
      field.put(velocityAccuracyCategory, 3)
      field.put(supplementC)
    }
    field.skip(to: 31)
    field.put(values.systemDesignAssurance, 2)
    field.skip(to: 41)
    field.put(2 as UInt8, 3)
    field.put(values.supplementA)
    field.put(values.navigationAccuracyCategory, 4)
    if case .airborne(let verticalAccuracy, _) = values.situation { field.put(verticalAccuracy, 2) }
    field.skip(to: 51)
    field.put(values.sourceIntegrityLevel, 2)
    if case .airborne(_, let isCrossChecked) = values.situation { field.put(isCrossChecked) }
    field.skip(to: 54)
    field.put(values.isHeadingMagnetic)
    field.put(values.isIntegrityPerSample)
    field.put(isOtherRebroadcast)
    return sealed(field, onGround: values.isSurface)
  }
}

/// What a target state message is to say. Nil is "not available", as is a selection beyond its range.
public struct TargetStateValues: Hashable, Sendable {
  public var altitudeSource = TargetState.AltitudeSource.controlPanel
  /// 0 ... 65,472 in steps of 32.
  public var selectedAltitudeFeet: Double?
  /// The pressure set on the altimeter, 800 ... 1208 in steps of 0.8.
  public var pressureSettingHectopascals: Double?
  /// Clockwise, in steps of 180/256 degrees.
  public var selectedHeadingDegrees: Double?
  /// NACp, 0 ... 15.
  public var navigationAccuracyCategory: UInt8 = 0
  public var isBarometricAltitudeCrossChecked = false
  /// SIL, 0 ... 3.
  public var sourceIntegrityLevel: UInt8 = 0
  public var isIntegrityPerSample = false
  /// Nil where not known.
  public var modes: TargetState.Modes?
  public var isCollisionAvoidanceOperational = false

  public init() {}
}

/// What an operational status message of version 2 is to say.
public struct OperationalStatusValues: Hashable, Sendable {
  /// What only one of the two kinds of message has.
  public enum Situation: Hashable, Sendable {
    /// GVA, 0 ... 3, and NICbaro.
    case airborne(geometricVerticalAccuracy: UInt8, isBarometricAltitudeCrossChecked: Bool)
    /// NIC supplement C and NACv, 0 ... 7.
    case surface(supplementC: Bool, velocityAccuracyCategory: UInt8)
  }

  public var situation: Situation
  /// NIC supplement A.
  public var supplementA = false
  /// NACp, 0 ... 15.
  public var navigationAccuracyCategory: UInt8 = 0
  /// SIL, 0 ... 3.
  public var sourceIntegrityLevel: UInt8 = 0
  public var isIntegrityPerSample = false
  /// SDA, 0 ... 3.
  public var systemDesignAssurance: UInt8 = 0
  public var isHeadingMagnetic = false

  public init(_ situation: Situation) { self.situation = situation }

  var isSurface: Bool {
    if case .surface = situation { return true }
    return false
  }
}
