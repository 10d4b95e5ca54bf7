/// What a reply to an interrogation says besides Comm-B: formats 0, 4, 5, 16, 20 and 21 (ICAO Annex 10 vol. IV, 3.1.2.6-8).
@frozen
public struct SurveillanceReply: Hashable, Sendable {
  /// The flight status of formats 4, 5, 20 and 21, as sent: 0 ... 7.
  public let flightStatus: UInt8?
  /// Whether the vertical status of formats 0 and 16 says "on the ground".
  private let verticalStatus: Bool?
  /// The altitude or identity field, 13 bits.
  public let code: UInt16
  /// Whether ``code`` is an identity.
  private let isIdentity: Bool

  public init(_ frame: ModeSFrame) {
    let format = frame.downlinkFormat
    let bits = UInt16(truncatingIfNeeded: frame.high &>> 32)
    code = bits & 0x1FFF
    isIdentity = format == 5 || format == 21
    let hasFlightStatus = format == 4 || format == 5 || format == 20 || format == 21
    flightStatus = hasFlightStatus ? frame.capability : nil
    verticalStatus = hasFlightStatus ? nil : frame.high &>> 58 & 1 == 1
  }

  /// Barometric; nil where not available or where the reply holds an identity.
  public var altitudeFeet: Int? { isIdentity ? nil : AltitudeCode.feet(fromThirteenBits: code) }

  /// Nil where the reply holds an altitude.
  public var squawk: ModeACode? { isIdentity ? ModeACode(identityField: code) : nil }

  /// Whether it holds neither an altitude nor a code.
  var saysNothing: Bool { !isIdentity && altitudeFeet == nil }

  /// Nil where the reply does not tell.
  public var isOnGround: Bool? {
    switch flightStatus {
    case 0, 2: false
    case 1, 3: true
    case .some: nil
    case nil: verticalStatus
    }
  }

  public var isAlert: Bool { flightStatus.map { (2...4).contains($0) } ?? false }
  public var isSpecialPositionIdentification: Bool { flightStatus == 4 || flightStatus == 5 }
}

extension AltitudeCode {
  /// The altitude in feet of a 13-bit code, whose M bit says metres.
  public static func feet(fromThirteenBits code: UInt16) -> Int? {
    if code & 0x40 == 0 { return feet(fromTwelveBits: (code & 0x1F80) &>> 1 | code & 0x3F) }
    let metres = (code & 0x1F80) &>> 1 | code & 0x3F
    return metres == 0 ? nil : Int((Double(metres) * 3.28084).rounded())
  }
}
