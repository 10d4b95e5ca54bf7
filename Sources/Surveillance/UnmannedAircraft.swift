import Geodesy

/// What an unmanned aircraft says of itself and of its operator by Remote ID (ASTM F3411-22a, ASD-STAN EN 4709-002).
///
/// All of it is the aircraft's own word, as easily forged as it is received: see ``trust``.
public struct UnmannedAircraft: Hashable, Sendable {
  /// How far what it says may be believed.
  public enum Trust: UInt8, Hashable, Sendable, CanonicalCodable {
    /// The aircraft says so itself; nothing proves it.
    case claimed = 0
  }

  /// What flies; the numbers are those of the basic ID message.
  public enum Kind: UInt8, Hashable, Sendable, CanonicalCodable, CaseIterable {
    case aeroplane = 1
    case helicopterOrMultirotor = 2
    case gyroplane = 3
    /// A fixed wing that takes off vertically.
    case hybridLift = 4
    case ornithopter = 5
    case glider = 6
    case kite = 7
    case freeBalloon = 8
    case captiveBalloon = 9
    case airship = 10
    /// A parachute, or anything else that falls unpowered.
    case parachute = 11
    case rocket = 12
    case tetheredPowered = 13
    case groundObstacle = 14
    case other = 15
  }

  /// What it says of its flight; the numbers are those of the location message.
  public enum Status: UInt8, Hashable, Sendable, CanonicalCodable, CaseIterable {
    case onGround = 1
    case airborne = 2
    case emergency = 3
    /// The Remote ID equipment has failed.
    case remoteIDFailure = 4
  }

  /// Where the operator is said to be, WGS-84.
  public struct OperatorPosition: Hashable, Sendable {
    /// How the position is known.
    public enum Kind: UInt8, Hashable, Sendable, CanonicalCodable, CaseIterable {
      /// It is the place of take-off.
      case takeOff = 0
      /// It follows the operator.
      case live = 1
      case fixed = 2
    }

    public var latitudeRadians: Double
    public var longitudeRadians: Double
    /// Nil where the aircraft does not say.
    public var kind: Kind?

    /// Names a place.
    public init(latitudeRadians: Double, longitudeRadians: Double, kind: Kind?) {
      self.latitudeRadians = latitudeRadians
      self.longitudeRadians = longitudeRadians
      self.kind = kind
    }

    /// Whether it is a place on Earth.
    public var isPossible: Bool {
      latitudeRadians.magnitude <= Elementary.halfPi && longitudeRadians.magnitude <= Elementary.pi
    }
  }

  /// The category of operation of Regulation (EU) 2019/947.
  public enum EuropeanCategory: UInt8, Hashable, Sendable, CanonicalCodable, CaseIterable {
    case open = 1
    case specific = 2
    case certified = 3
  }

  /// A height that is counted from the ground or from where it took off, metres.
  public struct Height: Hashable, Sendable {
    /// From where it is counted.
    public enum Reference: UInt8, Hashable, Sendable, CanonicalCodable {
      case takeOff = 0
      case ground = 1
    }

    public var metres: Double
    public var reference: Reference

    /// Makes a height.
    public init(metres: Double, reference: Reference) {
      self.metres = metres
      self.reference = reference
    }
  }

  /// Nil until it was heard.
  public var identifier: UnmannedIdentifier?
  /// Who transmits, as the receiver knows it (a MAC address in the low 48 bits); 0 where it does not.
  public var transmitter: UInt64
  public var kind: Kind?
  /// The operator's registration.
  public var operatorIdentifier: ShortText?
  public var operatorPosition: OperatorPosition?
  public var europeanCategory: EuropeanCategory?
  /// 0 ... 6 of Regulation (EU) 2019/945.
  public var europeanClass: UInt8?
  /// Nil where it declares none.
  public var status: Status?
  public var height: Height?
  /// What the operator says of the flight.
  public var selfDescription: ShortText?
  public var trust: Trust
  /// How often the transmitter put another identifier in the place of one of the same type, at most 255.
  public var identifierChanges: UInt8
  /// How many transmitters use the identifier, this one among them: one aircraft may have one for each radio.
  public var transmitterCount: UInt16

  /// Nothing said but by whom.
  public init(transmitter: UInt64 = 0) {
    self.transmitter = transmitter
    trust = .claimed
    identifierChanges = 0
    transmitterCount = 1
  }
}

extension UnmannedAircraft {
  /// Whether two statements are of one aircraft.
  public enum Relation: Hashable, Sendable {
    case same
    case other
    /// Nothing in them tells: a name is missing, and so is a transmitter.
    case undecided
  }

  /// Identifiers of one type decide; else transmitters do, where both are known.
  public func relation(to other: UnmannedAircraft) -> Relation {
    if let identifier, let known = other.identifier {
      if identifier == known { return .same }
      if identifier.kind == known.kind { return .other }
    }
    if transmitter != 0, other.transmitter != 0 { return transmitter == other.transmitter ? .same : .other }
    return identifier != nil && other.identifier != nil ? .other : .undecided
  }

  /// Takes over what a later statement knows. Status and height are only ever those of the latest; of another aircraft's
  /// statement nothing former is kept.
  public mutating func merge(_ newer: UnmannedAircraft) {
    guard relation(to: newer) != .other else {
      self = newer
      return
    }
    identifier = newer.identifier ?? identifier
    if newer.transmitter != 0 { transmitter = newer.transmitter }
    kind = newer.kind ?? kind
    operatorIdentifier = newer.operatorIdentifier ?? operatorIdentifier
    operatorPosition = newer.operatorPosition ?? operatorPosition
    europeanCategory = newer.europeanCategory ?? europeanCategory
    europeanClass = newer.europeanClass ?? europeanClass
    status = newer.status
    height = newer.height
    selfDescription = newer.selfDescription ?? selfDescription
    trust = newer.trust
    identifierChanges = max(identifierChanges, newer.identifierChanges)
    transmitterCount = newer.transmitterCount
  }
}

extension UnmannedAircraft: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(identifier)
    writer.write(transmitter)
    writer.write(kind)
    writer.write(operatorIdentifier)
    writer.write(operatorPosition)
    writer.write(europeanCategory)
    writer.write(europeanClass)
    writer.write(status)
    writer.write(height)
    writer.write(selfDescription)
    writer.write(trust)
    writer.write(identifierChanges)
    writer.write(transmitterCount)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    identifier = try reader.optional()
    transmitter = try reader.integer()
    kind = try reader.optional()
    operatorIdentifier = try reader.optional()
    operatorPosition = try reader.optional()
    europeanCategory = try reader.optional()
    europeanClass = try reader.optional()
    status = try reader.optional()
    height = try reader.optional()
    selfDescription = try reader.optional()
    trust = try reader.value()
    identifierChanges = try reader.integer()
    transmitterCount = try reader.integer()
  }
}

extension UnmannedAircraft.OperatorPosition: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(latitudeRadians)
    writer.write(longitudeRadians)
    writer.write(kind)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      latitudeRadians: try reader.double(), longitudeRadians: try reader.double(), kind: try reader.optional())
  }
}

extension UnmannedAircraft.Height: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(metres)
    writer.write(reference)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(metres: try reader.double(), reference: try reader.value())
  }
}
