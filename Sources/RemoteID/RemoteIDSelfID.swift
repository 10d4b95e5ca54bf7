/// A self-ID message (type 3): what the operator says of the flight, in 23 characters.
public struct RemoteIDSelfID: RemoteIDPayload {
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    case text = 0
    case emergency = 1
    case extendedStatus = 2
  }

  public let octets: RemoteIDOctets

  init(octets: RemoteIDOctets) { self.octets = octets }

  /// Nil where the text is longer than 23 characters or is not ASCII.
  public init?(version: RemoteIDVersion = .f3411v22, kind: Kind = .text, text: String) {
    var octets = RemoteIDOctets(type: 3, version: version)
    octets[1] = kind.rawValue
    guard octets.setText(2, text, count: 23) else { return nil }
    self.octets = octets
  }

  public var kindCode: UInt8 { octets[1] }
  /// Nil for a reserved (3 ... 200) or private (201 ... 255) code.
  public var kind: Kind? { Kind(rawValue: kindCode) }

  /// All 23 octets, the filling among them.
  public var textOctets: [UInt8] { octets.bytes(from: 2, count: 23) }
  /// Nil where empty; U+FFFD stands for what is not printable ASCII; trailing spaces are left out.
  public var text: String? { octets.description(from: 2, count: 23) }
}
