/// Why octets are no Remote ID message, and where.
public struct RemoteIDError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    /// Not as long as its type and count say: `expected` octets, from octet 0.
    case wrongLength(octets: Int, expected: Int)
    /// A pack of messages that are not 25 octets long.
    case packMessageLength(UInt8)
    /// A pack of no message or of more than nine.
    case packCount(UInt8)
    /// A pack within a pack.
    case nestedPack
    /// The first authentication page announces a page beyond the sixteenth (index 15).
    case authenticationLastPage(UInt8)
    /// The first authentication page announces more octets than its pages can carry.
    case authenticationLength(UInt8, capacity: Int)
    /// A radio's element that belongs to something else.
    case notRemoteID
  }

  public let reason: Reason
  /// The octet that is wrong, counted from the first one given (in a pack's element: from the pack's first).
  public let octet: Int

  public init(_ reason: Reason, octet: Int) {
    self.reason = reason
    self.octet = octet
  }

  func moved(by octets: Int) -> RemoteIDError { RemoteIDError(reason, octet: octet &+ octets) }

  public var description: String {
    let what =
      switch reason {
      case .wrongLength(let octets, let expected): "\(octets) octets where \(expected) are expected"
      case .packMessageLength(let length): "a pack of messages of \(length) octets, not 25"
      case .packCount(let count): "a pack of \(count) messages, not 1 ... 9"
      case .nestedPack: "a pack within a pack"
      case .authenticationLastPage(let page): "the last authentication page is \(page), beyond 15"
      case .authenticationLength(let length, let capacity):
        "\(length) octets of authentication in pages that carry \(capacity)"
      case .notRemoteID: "no Remote ID element"
      }
    return "octet \(octet): \(what)"
  }
}
