/// The emergency or priority state of an aircraft status message (type code 28, subtype 1; RTCA DO-260B, 2.2.3.2.7.8).
public enum EmergencyState: UInt8, Hashable, Sendable {
  case none = 0
  case generalEmergency = 1
  /// Lifeguard or medical.
  case medical = 2
  case minimumFuel = 3
  case noCommunications = 4
  case unlawfulInterference = 5
  /// Downed aircraft.
  case downed = 6
  case reserved = 7
}

/// Emergency state and Mode A code (type code 28, subtype 1).
@frozen
public struct AircraftStatus: Hashable, Sendable {
  public let emergency: EmergencyState
  public let squawk: ModeACode

  public init(emergency: EmergencyState, squawk: ModeACode) {
    self.emergency = emergency
    self.squawk = squawk
  }

  init(field: MessageField) {
    emergency = EmergencyState(rawValue: UInt8(truncatingIfNeeded: field.bits(9, 3))) ?? .reserved
    squawk = ModeACode(identityField: UInt16(truncatingIfNeeded: field.bits(12, 13)))
  }
}

/// Aircraft identification and category (type codes 1-4).
@frozen
public struct AircraftIdentification: Hashable, Sendable {
  public let callsign: Callsign
  public let category: EmitterCategory

  init(field: MessageField) {
    callsign = Callsign(sixBitCharacters: field.bits(9, 48))
    category = EmitterCategory(typeCode: field.typeCode, code: UInt8(truncatingIfNeeded: field.bits(6, 3)))
  }
}

/// What kind of emitter speaks: set A (aircraft) to D, and a number in the set; A5 is a heavy aircraft, A7 a rotorcraft.
@frozen
public struct EmitterCategory: Hashable, Sendable, CustomStringConvertible {
  /// Set letter in the upper four bits (0xA ... 0xD), number in the lower: 0xA5.
  public let value: UInt8

  public init(_ value: UInt8) { self.value = value }

  init(typeCode: UInt8, code: UInt8) {
    value = (0xE &- min(max(typeCode, 1), 4)) &<< 4 | code & 7
  }

  /// Whether the category is given: number zero says "no information".
  public var isKnown: Bool { value & 7 != 0 }

  /// The type code of identification messages that carries it, 1 ... 4.
  var typeCode: UInt8 { min(max(0xE &- min(value &>> 4, 0xD), 1), 4) }

  /// A letter and a digit.
  public var description: String { String(value, radix: 16, uppercase: true) }
}
