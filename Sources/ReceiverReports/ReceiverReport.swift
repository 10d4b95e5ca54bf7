public import ModeS

/// What a receiver says of one aircraft in words: a decoded message, or the state it keeps, in contrast to raw frames.
///
/// Whatever the source does not say is nil and never zero. Values are as written, in the units of the field; nothing is
/// extrapolated. All numbers are finite.
public struct ReceiverReport: Hashable, Sendable {
  /// WGS-84 degrees, north and east positive: always a pair, always within the globe.
  public struct Position: Hashable, Sendable {
    /// -90 ... 90.
    public let latitudeDegrees: Double
    /// -180 ... 180.
    public let longitudeDegrees: Double

    /// Nil outside the globe, or for what is no number.
    public init?(latitudeDegrees: Double, longitudeDegrees: Double) {
      guard abs(latitudeDegrees) <= 90, abs(longitudeDegrees) <= 180 else { return nil }
      self.latitudeDegrees = latitudeDegrees
      self.longitudeDegrees = longitudeDegrees
    }
  }

  /// What a source integrity level is a probability of.
  public enum SILType: UInt8, Hashable, Sendable, CaseIterable {
    case perHour = 1
    case perSample = 2
  }

  public var address: ReceiverAddress
  public var source: ReceiverSource
  /// Which kind of `MSG` line it came from; nil where it came from none.
  public var sbsKind: SBSMessageKind?

  /// When the position was received, or the message where there is no position: nanoseconds since
  /// 1970-01-01T00:00:00 UTC as the source states it, by the source's clock.
  public var timeNanoseconds: Int64?

  public var callsign: Callsign?
  public var category: EmitterCategory?
  public var squawk: ModeACode?
  public var emergency: EmergencyState?
  public var isAlert: Bool?
  public var isSpecialPositionIdentification: Bool?

  public var position: Position?
  /// How old the position was when the source wrote the report.
  public var positionAgeSeconds: Double?
  public var isOnGround: Bool?
  /// Pressure altitude above 1013.25 hPa.
  public var altitudeBarometricFeet: Int32?
  /// Height above the ellipsoid.
  public var altitudeGeometricFeet: Int32?

  public var groundspeedKnots: Double?
  /// Over ground, clockwise from true north: 0 ..< 360.
  public var trackDegrees: Double?
  /// 0 ..< 360.
  public var trueHeadingDegrees: Double?
  /// 0 ..< 360.
  public var magneticHeadingDegrees: Double?
  public var indicatedAirspeedKnots: Double?
  public var trueAirspeedKnots: Double?
  public var mach: Double?
  /// Climb positive.
  public var verticalRateFeetPerMinute: Int32?
  /// Nil where the source does not say.
  public var verticalRateSource: AirborneVelocity.VerticalRateSource?
  /// Right wing down positive.
  public var rollDegrees: Double?
  /// Turning right positive.
  public var trackRateDegreesPerSecond: Double?

  /// Selected at the mode control panel or flight control unit.
  public var selectedAltitudeMCPFeet: Int32?
  /// Selected by the flight management system.
  public var selectedAltitudeFMSFeet: Int32?
  /// 0 ..< 360; from magnetic north in nearly all aircraft.
  public var selectedHeadingDegrees: Double?
  /// The barometric setting.
  public var qnhHectopascals: Double?

  /// Navigation integrity category.
  public var nic: UInt8?
  /// Whether the barometric altitude was cross-checked (1) or not (0).
  public var nicBarometric: UInt8?
  /// Radius of containment.
  public var containmentRadiusMetres: Double?
  /// Navigation accuracy category of the position.
  public var nacPosition: UInt8?
  /// Navigation accuracy category of the velocity.
  public var nacVelocity: UInt8?
  /// Source integrity level.
  public var sil: UInt8?
  public var silType: SILType?
  /// System design assurance.
  public var sda: UInt8?
  /// Geometric vertical accuracy.
  public var gva: UInt8?
  /// ADS-B version: 0 DO-260, 1 DO-260A, 2 DO-260B.
  public var version: UInt8?

  /// Relative to full scale: zero or less.
  public var signalLevelDBFS: Double?
  /// How many messages the receiver has had from this aircraft.
  public var messageCount: UInt32?

  public init(address: ReceiverAddress, source: ReceiverSource = .unknown) {
    self.address = address
    self.source = source
  }
}
