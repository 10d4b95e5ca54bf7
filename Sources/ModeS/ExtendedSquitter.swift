/// The 56 bits of an extended squitter's ME field, numbered 1 ... 56 as in the standards.
@frozen
public struct MessageField: Hashable, Sendable {
  /// The first bit is the 56th from the right.
  public let value: UInt64

  @inlinable
  public init(_ value: UInt64) { self.value = value & 0xFF_FFFF_FFFF_FFFF }

  /// `count` bits from the bit numbered `first`.
  @inlinable
  public func bits(_ first: Int, _ count: Int) -> UInt64 {
    (value &>> UInt64(truncatingIfNeeded: 57 &- first &- count)) & ((1 &<< UInt64(truncatingIfNeeded: count)) &- 1)
  }

  @inlinable
  public func bit(_ place: Int) -> Bool { bits(place, 1) != 0 }

  /// Bits 1 ... 5.
  @inlinable
  public var typeCode: UInt8 { UInt8(truncatingIfNeeded: value &>> 51) }
}

/// One intact extended squitter: DF17, or DF18 with its control field.
@frozen
public struct ExtendedSquitter: Hashable, Sendable {
  /// What the message says.
  public enum Content: Hashable, Sendable {
    case identification(AircraftIdentification)
    case airbornePosition(AirbornePosition)
    case velocity(AirborneVelocity)
    case status(AircraftStatus)
    case surfacePosition(SurfacePosition)
    case targetState(TargetState)
    case operationalStatus(OperationalStatus)
    /// A resolution advisory of the collision avoidance system (type code 28, subtype 2): the 56 bits as sent, laid out as
    /// register 3,0 from bit 9 on.
    case resolutionAdvisory(MessageField)
    /// A type without a position, without a meaning yet, or coarse TIS-B.
    case other
  }

  /// Why a frame is no extended squitter.
  public enum Refusal: Error, Hashable, Sendable {
    /// Another downlink format, or a short message.
    case otherFormat
    /// The parity does not hold.
    case badParity
    /// TIS-B management or a reserved control field: no aircraft speaks.
    case noAircraft
  }

  /// 24 bits.
  public let address: UInt32
  public let qualifier: AddressQualifier
  public let field: MessageField
  public let content: Content

  public var typeCode: UInt8 { field.typeCode }

  public init(_ frame: ModeSFrame) throws(Refusal) {
    let format = frame.downlinkFormat
    guard frame.byteCount == 14, format == 17 || format == 18 else { throw .otherFormat }
    guard ModeSCRC.syndrome(frame) == 0 else { throw .badParity }
    try self.init(intact: frame)
  }

  /// From a DF17 or DF18 whose parity was found to hold.
  init(intact frame: ModeSFrame) throws(Refusal) {
    let format = frame.downlinkFormat
    let field = MessageField(frame.messageField)
    if format == 17 {
      qualifier = .transponder
    } else {
      let imf = frame.capability == 3 ? field.bit(1) : ExtendedSquitter.isNonICAO(field)
      guard let named = AddressQualifier(controlField: frame.capability, imf: imf) else { throw .noAircraft }
      qualifier = named
    }
    address = frame.announcedAddress
    self.field = field
    content = ExtendedSquitter.isCoarse(frame) ? .other : Content(field)
  }

  /// Whether a frame is coarse TIS-B, whose field has a layout of its own and no type code.
  static func isCoarse(_ frame: ModeSFrame) -> Bool { frame.downlinkFormat == 18 && frame.capability == 3 }

  /// The ICAO/Mode A flag (IMF) of a DF18, which stands in another place in each type; set, the address is no ICAO
  /// address. Control fields without the flag ignore it.
  private static func isNonICAO(_ field: MessageField) -> Bool {
    switch field.typeCode {
    case 5...8: field.bit(21)
    case 9...18, 20...22: field.bit(8)
    case 19: field.bit(9)
    case 29: field.bit(51)
    case 28, 31: field.bit(56)
    default: false
    }
  }
}

extension ExtendedSquitter.Content {
  init(_ field: MessageField) {
    switch field.typeCode {
    case 1...4: self = .identification(AircraftIdentification(field: field))
    case 9...18, 20...22: self = .airbornePosition(AirbornePosition(field: field))
    case 19 where (1...4).contains(field.bits(6, 3)): self = .velocity(AirborneVelocity(field: field))
    case 5...8: self = .surfacePosition(SurfacePosition(field: field))
    case 28 where field.bits(6, 3) == 1: self = .status(AircraftStatus(field: field))
    case 28 where field.bits(6, 3) == 2: self = .resolutionAdvisory(field)
    case 29 where field.bits(6, 2) == 1: self = .targetState(TargetState(field: field))
    case 31 where field.bits(6, 3) <= 1: self = .operationalStatus(OperationalStatus(field: field))
    default: self = .other
    }
  }
}
