/// Where a feed comes from, as people write it: `beast://host:port` and its relatives `avr://`, `sbs://` and `uat://`, with
/// `?listen` to be connected to; `udp://group:port?interface=…&source=…`; or the path of a file.
public enum FeedAddress: Hashable, Sendable {
  /// A receiver's program, over TCP.
  case receiver(ReceiverEndpoint)
  /// ASTERIX over UDP.
  case udp(UDPEndpoint)
  case file(path: String)

  /// Understands what a person wrote.
  public static func parse(_ text: String) throws(FeedError) -> FeedAddress {
    guard let separator = text.firstRange(of: "://") else {
      guard !text.isEmpty else { throw .badAddress(text: text, reason: "expected an address or a file, found nothing") }
      return .file(path: text)
    }
    let scheme = text[..<separator.lowerBound].lowercased()
    let rest = text[separator.upperBound...]
    if let receiver = ReceiverProtocol(rawValue: scheme.hasSuffix("+tcp") ? String(scheme.dropLast(4)) : scheme) {
      return .receiver(try ReceiverEndpoint(receiver, parsing: rest, in: text))
    }
    switch scheme {
    case "udp", "asterix+udp": return .udp(try UDPEndpoint(parsing: rest, in: text))
    case "file": return .file(path: String(rest))
    default:
      throw .badAddress(
        text: text,
        reason:
          "expected beast://HOST:PORT, udp://GROUP:PORT, avr://, sbs://, uat://, remoteid:// or a file, found the scheme "
          + "\(scheme)://")
    }
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
    case .receiver(let endpoint): endpoint.description
    case .udp(let endpoint): endpoint.description
    case .file(let path): path
    }
  }
}
