extension UATStateVector {
  /// Where the vertical rate was measured (2.2.4.5.2.7.1.1).
  @frozen
  public enum VerticalRateSource: UInt8, Hashable, Sendable {
    case geometric = 0
    case barometric = 1
  }

  /// The component towards the north, in steps of 1 kt, or 4 kt when supersonic; the largest code stands for anything
  /// above. Nil where not available or not airborne.
  public var northKnots: Int? { component(horizontalVelocityCode &>> 11) }

  /// The component towards the east, as ``northKnots``.
  public var eastKnots: Int? { component(horizontalVelocityCode) }

  /// From the components while airborne, as sent on the ground; nil where not available.
  public var groundspeedKnots: Double? {
    if isOnGround {
      let code = (horizontalVelocityCode &>> 11) & 0x3FF
      return code == 0 ? nil : Double(code &- 1)
    }
    guard let north = northKnots, let east = eastKnots else { return nil }
    return Double(north &* north &+ east &* east).squareRoot()
  }

  /// Clockwise from true north, 0 ..< 360; nil where not available, airborne without speed, or where the message from
  /// the ground gives a heading.
  public var trackDegrees: Double? {
    if isOnGround { return surfaceAngleKind == .track ? surfaceAngleDegrees : nil }
    guard let north = northKnots, let east = eastKnots, north != 0 || east != 0 else { return nil }
    return Direction.degreesClockwise(east: Double(east), north: Double(north))
  }

  /// Climb positive, in steps of 64 ft/min; 32,640 ft/min stands for anything above. Nil where not available or not
  /// airborne.
  public var verticalRateFeetPerMinute: Int? {
    guard isAirborne else { return nil }
    let count = Int(verticalVelocityCode & 0x1FF)
    if count == 0 { return nil }
    let rate = (count &- 1) &* 64
    return verticalVelocityCode & 0x200 != 0 ? -rate : rate
  }

  /// Octet 16, bit 2; nil where there is no vertical rate.
  public var verticalRateSource: VerticalRateSource? {
    guard verticalRateFeetPerMinute != nil else { return nil }
    return verticalVelocityCode & 0x400 != 0 ? .barometric : .geometric
  }

  /// From eleven bits: the sign (one is south or west), then the speed plus one, zero being "not available".
  private func component(_ code: UInt32) -> Int? {
    guard isAirborne else { return nil }
    let count = Int(code & 0x3FF)
    if count == 0 { return nil }
    let speed = (count &- 1) &* (airGroundState == .airborneSupersonic ? 4 : 1)
    return code & 0x400 != 0 ? -speed : speed
  }
}
