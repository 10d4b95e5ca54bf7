/// One surface position message: type codes 5-8 (RTCA DO-260B, 2.2.3.2.4).
@frozen
public struct SurfacePosition: Hashable, Sendable {
  public let typeCode: UInt8
  /// The movement field as sent, 7 bits: 0 says "not available", 125-127 are reserved.
  public let movementCode: UInt8
  /// Whether the track is given.
  public let hasTrack: Bool
  /// The track field as sent, 7 bits.
  public let trackCode: UInt8
  public let isTimeSynchronised: Bool
  public let cpr: CPRCode

  init(field: MessageField) {
    typeCode = field.typeCode
    movementCode = UInt8(truncatingIfNeeded: field.bits(6, 7))
    hasTrack = field.bit(13)
    trackCode = UInt8(truncatingIfNeeded: field.bits(14, 7))
    isTimeSynchronised = field.bit(21)
    cpr = CPRCode(
      isOdd: field.bit(22), latitude: UInt32(truncatingIfNeeded: field.bits(23, 17)),
      longitude: UInt32(truncatingIfNeeded: field.bits(40, 17)))
  }

  /// The lower end of the band of speeds that the movement field names; nil where not available. The last band has no
  /// upper end: 175 kt and more.
  public var groundspeedKnots: Double? {
    switch movementCode {
    case 1: 0
    case 2...8: 0.125 + Double(movementCode - 2) * 0.125
    case 9...12: 1 + Double(movementCode - 9) * 0.25
    case 13...38: 2 + Double(movementCode - 13) * 0.5
    case 39...93: 15 + Double(movementCode - 39)
    case 94...108: 70 + Double(movementCode - 94) * 2
    case 109...123: 100 + Double(movementCode - 109) * 5
    case 124: 175
    default: nil
    }
  }

  /// The direction of travel or of the nose, clockwise from north (which north and which of them, the operational status
  /// tells), 0 ..< 360.
  public var trackDegrees: Double? { hasTrack ? Double(trackCode) * (360.0 / 128) : nil }
}
