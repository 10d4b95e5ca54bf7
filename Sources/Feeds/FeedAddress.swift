/// Where a feed comes from, as people write it: `beast://host:port`, `udp://group:port?interface=…&source=…`, or the path
/// of a file.
public enum FeedAddress: Hashable, Sendable {
  /// A receiver's Beast output over TCP (readsb, dump1090).
  case beast(host: String, port: Int)
  /// ASTERIX over UDP.
  case udp(UDPEndpoint)
  case file(path: String)

  /// The port where readsb and dump1090 offer Beast.
  public static let defaultBeastPort = 30005

  /// Understands what a person wrote.
  public static func parse(_ text: String) throws(FeedError) -> FeedAddress {
    guard let separator = text.firstRange(of: "://") else {
      guard !text.isEmpty else { throw .badAddress(text: text, reason: "expected an address or a file, found nothing") }
      return .file(path: text)
    }
    let scheme = text[..<separator.lowerBound].lowercased()
    let rest = text[separator.upperBound...]
    switch scheme {
    case "beast", "beast+tcp": return try beast(rest, in: text)
    case "udp", "asterix+udp": return .udp(try UDPEndpoint(parsing: rest, in: text))
    case "file": return .file(path: String(rest))
    default:
      throw .badAddress(
        text: text, reason: "expected beast://HOST:PORT, udp://GROUP:PORT or a file, found the scheme \(scheme)://")
    }
  }

  private static func beast(_ rest: Substring, in text: String) throws(FeedError) -> FeedAddress {
    guard !rest.contains("?") else { throw .badAddress(text: text, reason: "a beast:// address takes no parameters") }
    let (host, port) = try hostAndPort(rest, in: text)
    return .beast(host: host, port: port ?? defaultBeastPort)
  }

  /// Takes `host:port`, `host`, or `[address]:port` apart.
  static func hostAndPort(_ rest: Substring, in text: String) throws(FeedError) -> (host: String, port: Int?) {
    var authority = rest
    if authority.hasSuffix("/") { authority = authority.dropLast() }
    guard !authority.contains("/") else {
      throw .badAddress(text: text, reason: "expected HOST:PORT, found a path behind it")
    }
    guard !authority.contains("@") else {
      throw .badAddress(text: text, reason: "expected HOST:PORT; to name an interface write ?interface=ADDRESS")
    }
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else {
        throw .badAddress(text: text, reason: "the bracket before the address is not closed")
      }
      let host = String(authority[authority.index(after: authority.startIndex)..<end])
      let behind = authority[authority.index(after: end)...]
      guard behind.isEmpty || behind.hasPrefix(":") else {
        throw .badAddress(text: text, reason: "expected :PORT behind the bracket, found \(behind)")
      }
      return (host, behind.isEmpty ? nil : try port(behind.dropFirst(), in: text))
    }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2 else {
      throw .badAddress(text: text, reason: "expected HOST:PORT; put an IPv6 address in brackets")
    }
    guard let host = parts.first, !host.isEmpty else { throw .badAddress(text: text, reason: "the host is missing") }
    return (String(host), parts.count == 2 ? try port(parts[1], in: text) : nil)
  }

  private static func port(_ digits: Substring, in text: String) throws(FeedError) -> Int {
    guard let port = Int(digits), (1...65535).contains(port), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { throw .badAddress(text: text, reason: "expected a port from 1 to 65535, found \"\(digits)\"") }
    return port
  }
}

extension FeedAddress: CustomStringConvertible {
  public var description: String {
    switch self {
    case .beast(let host, let port): "beast://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    case .udp(let endpoint): endpoint.description
    case .file(let path): path
    }
  }
}

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

/// An IPv4 address.
public struct IPv4Address: Hashable, Sendable, CustomStringConvertible {
  /// The address, its first octet in the highest place.
  public var bits: UInt32

  public init(bits: UInt32) { self.bits = bits }

  /// Reads four decimal numbers with points between; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    bits = 0
    for part in parts {
      guard part.utf8.count <= 3, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let octet = UInt8(part) else {
        return nil
      }
      bits = bits << 8 | UInt32(octet)
    }
  }

  /// Whether it names a group: 224.0.0.0 to 239.255.255.255.
  public var isMulticast: Bool { bits >> 28 == 0xE }

  public var description: String { "\(bits >> 24).\(bits >> 16 & 0xFF).\(bits >> 8 & 0xFF).\(bits & 0xFF)" }
}
