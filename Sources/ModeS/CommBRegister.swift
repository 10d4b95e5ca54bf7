/// The Comm-B registers that are told apart and decoded (ICAO Doc 9871).
public enum CommBRegister: UInt8, Hashable, Sendable, CaseIterable {
  case dataLinkCapability = 0x10
  case commonUsage = 0x17
  case identification = 0x20
  case resolutionAdvisory = 0x30
  case selectedVerticalIntention = 0x40
  case meteorologicalRoutine = 0x44
  case meteorologicalHazard = 0x45
  case trackAndTurn = 0x50
  case headingAndSpeed = 0x60

  /// The number as it is written: "4,0".
  public var number: String { "\(rawValue >> 4),\(rawValue & 15)" }
}

/// The 56 bits of a register with the fields of each kind; which one it is, ``CommBInference`` tells.
///
/// A field whose status bit is not set is nil. Values are in the steps the register has, nothing is rounded.
@frozen
public struct CommBField: Hashable, Sendable {
  public let bits: MessageField

  public init(_ bits: MessageField) { self.bits = bits }

  /// `count` bits from `first` on where the status bit is set.
  @inline(__always)
  func unsigned(status: Int, _ first: Int, _ count: Int) -> Int? {
    bits.bit(status) ? Int(truncatingIfNeeded: bits.bits(first, count)) : nil
  }

  /// A sign bit at `first` and `count` bits after it, two's complement.
  @inline(__always)
  func signed(status: Int, _ first: Int, _ count: Int) -> Int? {
    guard bits.bit(status) else { return nil }
    return signed(first, count)
  }

  @inline(__always)
  func signed(_ first: Int, _ count: Int) -> Int {
    Int(truncatingIfNeeded: bits.bits(first &+ 1, count)) &- (bits.bit(first) ? 1 &<< count : 0)
  }

  @inline(__always)
  private static func circle(_ degrees: Double) -> Double { degrees < 0 ? degrees + 360 : degrees }

  // MARK: BDS 2,0

  /// The aircraft identification of register 2,0.
  public var callsign: Callsign { Callsign(sixBitCharacters: bits.bits(9, 48)) }

  // MARK: BDS 4,0

  /// Selected on the control panel (MCP/FCU), in steps of 16 ft.
  public var selectedAltitudeFeet: Int? { unsigned(status: 1, 2, 12).map { $0 &* 16 } }
  /// Selected by the flight management system, in steps of 16 ft.
  public var managedAltitudeFeet: Int? { unsigned(status: 14, 15, 12).map { $0 &* 16 } }
  /// The pressure set on the altimeter, in steps of 0.1 hPa.
  public var pressureSettingHectopascals: Double? { unsigned(status: 27, 28, 12).map { Double(8000 &+ $0) / 10 } }

  // MARK: BDS 4,4

  public var windSpeedKnots: Int? { unsigned(status: 5, 6, 9) }
  /// Where the wind comes from, clockwise from true north.
  public var windDirectionDegrees: Double? { unsigned(status: 5, 15, 9).map { Double($0) * (180.0 / 256) } }
  /// Static air temperature in steps of 0.25 °C; register 4,4 has no status bit for it.
  public var routineTemperatureCelsius: Double { Double(signed(24, 10)) * 0.25 }
  public var routinePressureHectopascals: Int? { unsigned(status: 35, 36, 11) }
  public var humidityPercent: Double? { unsigned(status: 50, 51, 6).map { Double($0) * (100.0 / 64) } }

  // MARK: BDS 4,5

  public var hazardTemperatureCelsius: Double? { signed(status: 16, 17, 9).map { Double($0) * 0.25 } }
  public var hazardPressureHectopascals: Int? { unsigned(status: 27, 28, 11) }
  public var radioHeightFeet: Int? { unsigned(status: 39, 40, 12).map { $0 &* 16 } }

  // MARK: BDS 5,0

  /// Right wing down positive.
  public var rollDegrees: Double? { signed(status: 1, 2, 9).map { Double($0) * (45.0 / 256) } }
  /// Clockwise from true north, 0 ..< 360.
  public var trackDegrees: Double? { signed(status: 12, 13, 10).map { Self.circle(Double($0) * (90.0 / 512)) } }
  public var groundspeedKnots: Int? { unsigned(status: 24, 25, 10).map { $0 &* 2 } }
  public var trackRateDegreesPerSecond: Double? { signed(status: 35, 36, 9).map { Double($0) * (8.0 / 256) } }
  public var trueAirspeedKnots: Int? { unsigned(status: 46, 47, 10).map { $0 &* 2 } }

  // MARK: BDS 6,0

  /// Clockwise from magnetic north, 0 ..< 360.
  public var magneticHeadingDegrees: Double? { signed(status: 1, 2, 10).map { Self.circle(Double($0) * (90.0 / 512)) } }
  public var indicatedAirspeedKnots: Int? { unsigned(status: 13, 14, 10) }
  public var mach: Double? { unsigned(status: 24, 25, 10).map { Double($0) * 2.048 / 512 } }
  public var barometricRateFeetPerMinute: Int? { signed(status: 35, 36, 9).map { $0 &* 32 } }
  public var inertialRateFeetPerMinute: Int? { signed(status: 46, 47, 9).map { $0 &* 32 } }
}
