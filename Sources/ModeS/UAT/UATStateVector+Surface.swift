extension UATStateVector {
  /// What the angle of a message from the ground is (2.2.4.5.2.6.4, table 2-28).
  @frozen
  public enum SurfaceAngleKind: UInt8, Hashable, Sendable {
    case track = 1
    case magneticHeading = 2
    case trueHeading = 3
  }

  /// Octet 14, bits 7-8; nil where airborne or where there is no angle.
  public var surfaceAngleKind: SurfaceAngleKind? {
    guard isOnGround else { return nil }
    return SurfaceAngleKind(rawValue: UInt8(truncatingIfNeeded: (horizontalVelocityCode &>> 9) & 3))
  }

  /// Clockwise from the north of ``headingReference``, in steps of 360/512 degree; nil where airborne
  /// or where the message gives no heading.
  public var headingDegrees: Double? { headingReference == nil ? nil : surfaceAngleDegrees }

  public var headingReference: UATHeadingReference? {
    switch surfaceAngleKind {
    case .magneticHeading: .magneticNorth
    case .trueHeading: .trueNorth
    case .track, .none: nil
    }
  }

  /// Octet 16, bits 2-5: length and width code; nil where airborne.
  public var sizeCode: UInt8? { isOnGround ? UInt8(truncatingIfNeeded: (verticalVelocityCode &>> 7) & 15) : nil }

  /// No longer than this (table 2-35); nil where airborne or not given.
  public var lengthMeters: Double? {
    guard let code = sizeCode, code != 0 else { return nil }
    return Double(15 &+ 10 &* (code &>> 1))
  }

  /// No wider than this (table 2-35); nil where airborne or not given.
  public var widthMeters: Double? {
    switch sizeCode {
    case 1: 23
    case 2: 28.5
    case 3: 34
    case 4: 33
    case 5: 38
    case 6: 39.5
    case 7, 8: 45
    case 9: 52
    case 10: 59.5
    case 11: 67
    case 12: 72.5
    case 13, 14: 80
    case 15: 90
    default: nil
    }
  }

  /// Octet 16, bit 6, to octet 17, bit 4, seven bits: where the position antenna is (its meaning changed between
  /// versions, and the state vector does not tell its version); nil where airborne.
  public var antennaOffsetCode: UInt8? { isOnGround ? UInt8(truncatingIfNeeded: verticalVelocityCode & 0x7F) : nil }

  var surfaceAngleDegrees: Double { Double(horizontalVelocityCode & 0x1FF) * (360.0 / 512) }
}
