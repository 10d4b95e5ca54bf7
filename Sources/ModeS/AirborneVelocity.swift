/// One airborne velocity message (type code 19, subtypes 1-4). "Not available" is nil and never zero.
@frozen
public struct AirborneVelocity: Hashable, Sendable {
  /// Where the vertical rate was measured.
  public enum VerticalRateSource: UInt8, Hashable, Sendable {
    case geometric = 0
    case barometric = 1
  }

  public enum AirspeedKind: UInt8, Hashable, Sendable {
    case indicated = 0
    case trueAirspeed = 1
  }

  /// The 56 bits as sent.
  public let field: MessageField

  init(field: MessageField) { self.field = field }

  /// 1 and 2: over the ground; 3 and 4: through the air; 2 and 4 in steps of 4 kt.
  public var subtype: Int { Int(truncatingIfNeeded: field.bits(6, 3)) }
  public var isSupersonic: Bool { subtype == 2 || subtype == 4 }
  public var isOverGround: Bool { subtype <= 2 }
  /// NACv (NUCr in version 0).
  public var navigationAccuracyCategory: UInt8 { UInt8(truncatingIfNeeded: field.bits(11, 3)) }
  /// The intent change flag; the IMF bit in TIS-B and ADS-R.
  public var intentChange: Bool { field.bit(9) }

  /// The component towards the east; nil where not available or the message tells of airspeed.
  public var eastKnots: Int? { isOverGround ? component(signAt: 14, speedAt: 15) : nil }
  /// The component towards the north; nil where not available or the message tells of airspeed.
  public var northKnots: Int? { isOverGround ? component(signAt: 25, speedAt: 26) : nil }

  public var groundspeedKnots: Double? {
    guard let east = eastKnots, let north = northKnots else { return nil }
    return Double(east &* east &+ north &* north).squareRoot()
  }

  /// Clockwise from true north, 0 ..< 360; nil where not available or standing still.
  public var trackDegrees: Double? {
    guard let east = eastKnots, let north = northKnots, east != 0 || north != 0 else { return nil }
    return Direction.degreesClockwise(east: Double(east), north: Double(north))
  }

  /// Where the nose points, clockwise from magnetic or true north (which, only the operational status tells).
  public var headingDegrees: Double? {
    guard !isOverGround, field.bit(14) else { return nil }
    return Double(field.bits(15, 10)) * (360.0 / 1024)
  }

  public var airspeedKnots: Int? {
    guard !isOverGround else { return nil }
    return speed(at: 26)
  }

  public var airspeedKind: AirspeedKind? {
    if isOverGround { return nil }
    return field.bit(25) ? .trueAirspeed : .indicated
  }

  /// Climb positive, in steps of 64 ft/min.
  public var verticalRateFeetPerMinute: Int? {
    let count = Int(truncatingIfNeeded: field.bits(38, 9))
    if count == 0 { return nil }
    let rate = (count &- 1) &* 64
    return field.bit(37) ? -rate : rate
  }

  /// Bit 36: one says barometric (RTCA DO-260B, 2.2.3.2.6.1.10).
  public var verticalRateSource: VerticalRateSource { field.bit(36) ? .barometric : .geometric }

  /// GNSS height less barometric altitude, in steps of 25 ft.
  public var geometricMinusBarometricFeet: Int? {
    let count = Int(truncatingIfNeeded: field.bits(50, 7))
    if count == 0 { return nil }
    let difference = (count &- 1) &* 25
    return field.bit(49) ? -difference : difference
  }

  private func speed(at place: Int) -> Int? {
    let count = Int(truncatingIfNeeded: field.bits(place, 10))
    if count == 0 { return nil }
    return (count &- 1) &* (isSupersonic ? 4 : 1)
  }

  private func component(signAt sign: Int, speedAt place: Int) -> Int? {
    speed(at: place).map { field.bit(sign) ? -$0 : $0 }
  }
}
