/// An altitude as an aircraft sent it.
@frozen
public struct ADSBAltitude: Hashable, Sendable {
  public var feet: Int
  public var kind: AirbornePosition.AltitudeKind

  public init(feet: Int, kind: AirbornePosition.AltitudeKind) {
    self.feet = feet
    self.kind = kind
  }
}

/// A value with the time of the message that gave it.
@frozen
public struct Timed<Value: Hashable & Sendable>: Hashable, Sendable {
  public var value: Value
  public var timeNanoseconds: Int64

  public init(_ value: Value, timeNanoseconds: Int64) {
    self.value = value
    self.timeNanoseconds = timeNanoseconds
  }
}

/// The latest of everything one aircraft has said, each with its time.
public struct ADSBAircraft: Hashable, Sendable {
  public let address: UInt32
  public let qualifier: AddressQualifier
  /// When its last message came (the greatest time).
  public internal(set) var lastHeardNanoseconds: Int64
  public internal(set) var callsign: Timed<Callsign>?
  public internal(set) var category: Timed<EmitterCategory>?
  public internal(set) var altitude: Timed<ADSBAltitude>?
  public internal(set) var velocity: Timed<AirborneVelocity>?
  public internal(set) var status: Timed<AircraftStatus>?
  public internal(set) var surfaceSpeedKnots: Timed<Double>?
  public internal(set) var targetState: Timed<TargetState>?
  public internal(set) var operationalStatus: Timed<OperationalStatus>?
  public internal(set) var surveillanceStatus: Timed<AirbornePosition.SurveillanceStatus>?
  /// The memory of position decoding.
  public internal(set) var cpr = CPRState()

  init(address: UInt32, qualifier: AddressQualifier, timeNanoseconds: Int64) {
    self.address = address
    self.qualifier = qualifier
    lastHeardNanoseconds = timeNanoseconds
  }

  /// The table key: address first, so that ascending keys are ascending addresses.
  var key: UInt32 { ADSBAircraft.key(address, qualifier) }

  static func key(_ address: UInt32, _ qualifier: AddressQualifier) -> UInt32 {
    address &<< 8 | UInt32(qualifier.rawValue)
  }
}

/// What one extended squitter says; all that its sender said before, ``ADSBDecoder/aircraft(address:qualifier:)`` tells.
public struct ADSBReport: Hashable, Sendable {
  /// When the message was received.
  public let timeNanoseconds: Int64
  public let message: ExtendedSquitter
  /// The place of this very message; nil for other kinds and where it was rejected.
  public let position: CPRPosition?
  /// Why a position message gave no position.
  public let positionRejection: CPRRejection?
  /// The sender's last operational status, which says how the quality of its positions is to be read.
  public let operationalStatus: OperationalStatus?

  /// 24 bits.
  public var address: UInt32 { message.address }
  public var qualifier: AddressQualifier { message.qualifier }
  public var typeCode: UInt8 { message.typeCode }

  /// This message's callsign; nil for other kinds, where blank, and where a character is undefined.
  public var callsign: Callsign? {
    guard case .identification(let identification) = message.content else { return nil }
    let callsign = identification.callsign
    return callsign.isBlank || !callsign.isWellFormed ? nil : callsign
  }

  /// This message's emitter category; nil for other kinds and where not given.
  public var category: EmitterCategory? {
    guard case .identification(let identification) = message.content else { return nil }
    return identification.category.isKnown ? identification.category : nil
  }

  /// This message's altitude; nil for other kinds and where not available.
  public var altitude: ADSBAltitude? {
    guard case .airbornePosition(let position) = message.content else { return nil }
    return position.altitudeFeet.map { ADSBAltitude(feet: $0, kind: position.altitudeKind) }
  }

  public var surveillanceStatus: AirbornePosition.SurveillanceStatus? {
    guard case .airbornePosition(let position) = message.content else { return nil }
    return position.surveillanceStatus
  }

  /// This message's velocity; its parts may be not available.
  public var velocity: AirborneVelocity? {
    guard case .velocity(let velocity) = message.content else { return nil }
    return velocity
  }

  public var emergency: EmergencyState? {
    guard case .status(let status) = message.content else { return nil }
    return status.emergency
  }

  public var squawk: ModeACode? {
    guard case .status(let status) = message.content else { return nil }
    return status.squawk
  }

  /// NIC of a position message whose sender's version is known.
  public var navigationIntegrity: UInt8? {
    guard let status = operationalStatus else { return nil }
    var supplement = false
    switch message.content {
    // In TIS-B and ADS-R the bit is the address flag.
    case .airbornePosition(let position): supplement = position.supplementBit && qualifier.isDirect
    case .surfacePosition: break
    default: return nil
    }
    return NavigationIntegrity.category(
      typeCode: typeCode, version: status.version, a: status.supplementA ?? false, b: supplement,
      c: status.supplementC ?? false)
  }
}
