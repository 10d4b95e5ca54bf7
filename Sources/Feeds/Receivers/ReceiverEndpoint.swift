/// A place of one receiver protocol over TCP: a program to connect to, or an address of this machine that receivers connect
/// to.
public struct ReceiverEndpoint: Hashable, Sendable {
  public var receiverProtocol: ReceiverProtocol
  /// A name or an address; of this machine where receivers connect (0.0.0.0 for all it has).
  public var host: String
  public var port: Int
  /// Whether to listen there for receivers that connect.
  public var isListening: Bool

  public init(_ receiverProtocol: ReceiverProtocol, host: String, port: Int? = nil, isListening: Bool = false) {
    self.receiverProtocol = receiverProtocol
    self.host = host
    self.port = port ?? receiverProtocol.defaultPort
    self.isListening = isListening
  }

  /// From what stands behind `://`.
  init(_ receiverProtocol: ReceiverProtocol, parsing rest: Substring, in text: String) throws(FeedError) {
    let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let (host, port) = try FeedAddress.hostAndPort(parts.first ?? "", in: text)
    self.init(receiverProtocol, host: host, port: port)
    guard parts.count == 2 else { return }
    guard parts[1] == "listen" else {
      throw .badAddress(text: text, reason: "expected the parameter listen, found \"\(parts[1])\"")
    }
    guard port != nil else {
      throw .badAddress(
        text: text,
        reason: "the port to listen at is missing: expected \(receiverProtocol.rawValue)://\(host):PORT?listen")
    }
    isListening = true
  }

  /// Host and port as people write them.
  var place: String { Self.place(host: host, port: port) }

  static func place(host: String, port: Int) -> String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}

extension ReceiverEndpoint: CustomStringConvertible {
  public var description: String { "\(receiverProtocol.rawValue)://\(place)\(isListening ? "?listen" : "")" }
}
