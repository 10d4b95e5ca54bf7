/// An operator ID message (type 5): the operator's registration, in 20 characters.
public struct RemoteIDOperatorID: RemoteIDPayload {
  public let octets: RemoteIDOctets

  init(octets: RemoteIDOctets) { self.octets = octets }

  /// Nil where the identifier is longer than 20 characters or is not ASCII.
  public init?(version: RemoteIDVersion = .f3411v22, typeCode: UInt8 = 0, identifier: String) {
    var octets = RemoteIDOctets(type: 5, version: version)
    octets[1] = typeCode
    guard octets.setText(2, identifier, count: 20) else { return nil }
    self.octets = octets
  }

  /// 0: issued by the civil aviation authority; 1 ... 200 reserved; 201 ... 255 private.
  public var typeCode: UInt8 { octets[1] }

  /// All 20 octets, the filling among them.
  public var identifierOctets: [UInt8] { octets.bytes(from: 2, count: 20) }
  /// Nil where none is sent, or one that is not ASCII; trailing spaces are left out.
  public var identifier: String? { octets.identifier(from: 2, count: 20) }

  /// Octets 22 ... 24.
  public var reservedOctets: [UInt8] { octets.bytes(from: 22, count: 3) }
}
