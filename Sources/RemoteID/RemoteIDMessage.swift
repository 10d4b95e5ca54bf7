/// One Open Drone ID message (ASTM F3411-22a, ASD-STAN EN 4709-002). Any is as easily forged as it is received.
public enum RemoteIDMessage: Hashable, Sendable {
  case basicID(RemoteIDBasicID)
  case location(RemoteIDLocation)
  case authentication(RemoteIDAuthenticationPage)
  case selfID(RemoteIDSelfID)
  case system(RemoteIDSystem)
  case operatorID(RemoteIDOperatorID)
  case pack(RemoteIDPack)
  /// A type, 6 ... 14, that the standard does not define.
  case reserved(type: UInt8, octets: RemoteIDOctets)

  /// From 25 octets, or a pack's 28 ... 228: no fewer and no more.
  public init(_ octets: [UInt8]) throws(RemoteIDError) {
    if let first = octets.first, first &>> 4 == RemoteIDPack.type {
      self = .pack(try RemoteIDPack(octets))
      return
    }
    guard let message = RemoteIDOctets(octets) else {
      let expected = RemoteIDOctets.count
      throw RemoteIDError(
        .wrongLength(octets: octets.count, expected: expected), octet: min(octets.count, expected))
    }
    try self.init(message)
  }

  /// From 25 octets that are no pack.
  init(_ octets: RemoteIDOctets) throws(RemoteIDError) {
    switch octets.type {
    case 0: self = .basicID(RemoteIDBasicID(octets: octets))
    case 1: self = .location(RemoteIDLocation(octets: octets))
    case 2: self = .authentication(try RemoteIDAuthenticationPage(octets: octets))
    case 3: self = .selfID(RemoteIDSelfID(octets: octets))
    case 4: self = .system(RemoteIDSystem(octets: octets))
    case 5: self = .operatorID(RemoteIDOperatorID(octets: octets))
    case RemoteIDPack.type: throw RemoteIDError(.nestedPack, octet: 0)
    default: self = .reserved(type: octets.type, octets: octets)
    }
  }

  /// The high four bits of the first octet.
  public var type: UInt8 {
    switch self {
    case .basicID: 0
    case .location: 1
    case .authentication: 2
    case .selfID: 3
    case .system: 4
    case .operatorID: 5
    case .pack: RemoteIDPack.type
    case .reserved(let type, _): type & 0x0F
    }
  }

  public var version: RemoteIDVersion {
    if case .pack(let pack) = self { return pack.version }
    return message?.version ?? .f3411v22
  }

  /// The octets as sent: of a decoded message, those it was decoded from.
  public func encoded() -> [UInt8] {
    if case .pack(let pack) = self { return pack.encoded() }
    return message?.bytes ?? []
  }

  /// Nil for a pack.
  var message: RemoteIDOctets? {
    switch self {
    case .basicID(let payload): return payload.octets
    case .location(let payload): return payload.octets
    case .authentication(let payload): return payload.octets
    case .selfID(let payload): return payload.octets
    case .system(let payload): return payload.octets
    case .operatorID(let payload): return payload.octets
    case .pack: return nil
    case .reserved(let type, var octets):
      octets.set(0, high: type, low: octets.version.rawValue)
      return octets
    }
  }
}
