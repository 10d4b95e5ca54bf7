/// A place to receive UDP at: a multicast group to join, or an address of this machine.
public struct UDPEndpoint: Hashable, Sendable {
  /// The multicast group, or the local address to listen at (0.0.0.0 for all).
  public var address: IPv4Address
  public var port: Int
  /// The local interface to join the group on, by its address; nil lets the system choose.
  public var interface: IPv4Address?
  /// The only sender to listen to; nil for all.
  public var source: IPv4Address?

  public init(address: IPv4Address, port: Int, interface: IPv4Address? = nil, source: IPv4Address? = nil) {
    self.address = address
    self.port = port
    self.interface = interface
    self.source = source
  }

  init(parsing rest: Substring, in text: String) throws(FeedError) {
    let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let (host, port) = try FeedAddress.hostAndPort(parts.first ?? "", in: text)
    guard let port else { throw .badAddress(text: text, reason: "the port is missing: expected udp://GROUP:PORT") }
    guard let address = IPv4Address(host == "localhost" ? "127.0.0.1" : host) else {
      throw .badAddress(text: text, reason: "expected an IPv4 address such as 239.1.2.3, found \"\(host)\"")
    }
    self.init(address: address, port: port)
    guard parts.count == 2 else { return }
    for parameter in parts[1].split(separator: "&") {
      let pair = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = pair.first, pair.count == 2, let value = IPv4Address(pair[1]) else {
        throw .badAddress(text: text, reason: "expected NAME=IPV4ADDRESS behind the ?, found \"\(parameter)\"")
      }
      switch name {
      case "interface": interface = value
      case "source": source = value
      default:
        throw .badAddress(text: text, reason: "expected the parameters interface or source, found \"\(name)\"")
      }
    }
    if interface != nil, !address.isMulticast {
      throw .badAddress(
        text: text, reason: "interface= belongs to a multicast group (224.0.0.0 to 239.255.255.255), not to \(address)")
    }
  }
}

extension UDPEndpoint: CustomStringConvertible {
  public var description: String {
    var parameters: [String] = []
    if let interface { parameters.append("interface=\(interface)") }
    if let source { parameters.append("source=\(source)") }
    return "udp://\(address):\(port)" + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
  }
}
