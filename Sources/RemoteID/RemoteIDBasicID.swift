/// A basic ID message (type 0): which aircraft, by one of several identifiers. An aircraft may send more than one, of
/// different types.
public struct RemoteIDBasicID: RemoteIDPayload {
  /// What the identifier is.
  public enum IDType: UInt8, Hashable, Sendable, CaseIterable {
    /// No identifier.
    case none = 0
    /// The serial number of ANSI/CTA-2063-A.
    case serialNumber = 1
    /// A registration of the civil aviation authority.
    case registration = 2
    /// A UUID of the traffic management: 16 octets, of which text is not expected.
    case trafficManagementUUID = 3
    /// A session: the first octet says of which kind.
    case session = 4
  }

  /// What flies.
  public enum AircraftType: UInt8, Hashable, Sendable, CaseIterable {
    case notDeclared = 0
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

  public let octets: RemoteIDOctets

  init(octets: RemoteIDOctets) { self.octets = octets }

  /// With an identifier in ASCII; nil where it is longer than 20 characters or has others.
  public init?(version: RemoteIDVersion = .f3411v22, idType: IDType, aircraftType: AircraftType, identifier: String) {
    var octets = RemoteIDOctets(type: 0, version: version)
    octets.set(1, high: idType.rawValue, low: aircraftType.rawValue)
    guard octets.setText(2, identifier, count: 20) else { return nil }
    self.octets = octets
  }

  /// With a binary identifier, of which at most 20 octets are sent.
  public init(
    version: RemoteIDVersion = .f3411v22, idType: IDType, aircraftType: AircraftType, identifierOctets: [UInt8]
  ) {
    var octets = RemoteIDOctets(type: 0, version: version)
    octets.set(1, high: idType.rawValue, low: aircraftType.rawValue)
    octets.set(2, identifierOctets, count: 20)
    self.octets = octets
  }

  /// 0 ... 15.
  public var idTypeCode: UInt8 { octets.highNibble(1) }
  /// Nil for a reserved code.
  public var idType: IDType? { IDType(rawValue: idTypeCode) }

  /// 0 ... 15.
  public var aircraftTypeCode: UInt8 { octets.lowNibble(1) }
  public var aircraftType: AircraftType { AircraftType(rawValue: aircraftTypeCode) ?? .other }

  /// All 20 octets, the filling among them.
  public var identifierOctets: [UInt8] { octets.bytes(from: 2, count: 20) }
  /// Nil where no identifier is sent, or one that is not ASCII; trailing spaces are left out.
  public var identifier: String? { octets.identifier(from: 2, count: 20) }
  /// 40 digits.
  public var identifierHexadecimal: String { RemoteIDHexadecimal.text(identifierOctets) }

  /// The kind of session, as ICAO numbers them; nil for other types of identifier and for the reserved kind zero.
  public var sessionKind: UInt8? {
    guard idType == .session, octets[2] != 0 else { return nil }
    return octets[2]
  }

  /// Whether an identifier is sent at all.
  public var hasIdentifier: Bool { idType != IDType.none && identifierOctets.contains { $0 != 0 } }

  /// Octets 22 ... 24.
  public var reservedOctets: [UInt8] { octets.bytes(from: 22, count: 3) }
}
