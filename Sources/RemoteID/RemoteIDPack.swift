/// A message pack (type 15): one to nine messages sent together.
public struct RemoteIDPack: Hashable, Sendable {
  /// One message of a pack: a bad one is refused alone and keeps its octets.
  public enum Element: Hashable, Sendable {
    case message(RemoteIDMessage)
    /// The error's octet is counted from the pack's first.
    case refused(RemoteIDOctets, RemoteIDError)

    /// Nil for a refused one.
    public var message: RemoteIDMessage? {
      if case .message(let message) = self { return message }
      return nil
    }
  }

  static let type: UInt8 = 15
  /// How many messages a pack can hold.
  public static let maximumMessages = 9
  private static let headerOctets = 3

  public let version: RemoteIDVersion
  /// In the order sent.
  public let elements: [Element]

  /// Of the elements, those that are good.
  public var messages: [RemoteIDMessage] { elements.compactMap(\.message) }

  /// Nil where there is no message or more than nine, or one is itself a pack.
  public init?(version: RemoteIDVersion = .f3411v22, messages: [RemoteIDMessage]) {
    guard (1...Self.maximumMessages).contains(messages.count) else { return nil }
    guard messages.allSatisfy({ $0.type != Self.type }) else { return nil }
    self.version = version
    elements = messages.map { .message($0) }
  }

  /// From the pack's octets, 3 + 25 for each message: no fewer and no more.
  init(_ octets: [UInt8]) throws(RemoteIDError) {
    let length = try Self.length(octets[...])
    guard octets.count == length else {
      throw RemoteIDError(.wrongLength(octets: octets.count, expected: length), octet: min(octets.count, length))
    }
    version = RemoteIDVersion(rawValue: octets[0])
    var elements: [Element] = []
    for start in stride(from: Self.headerOctets, to: length, by: RemoteIDOctets.count) {
      guard let message = RemoteIDOctets(octets[start..<start + RemoteIDOctets.count]) else { continue }
      elements.append(Self.element(message, at: start))
    }
    self.elements = elements
  }

  /// How many octets the header of a pack announces; there may be fewer.
  static func length(_ octets: ArraySlice<UInt8>) throws(RemoteIDError) -> Int {
    let header = Array(octets.prefix(headerOctets))
    guard header.count == headerOctets else {
      throw RemoteIDError(.wrongLength(octets: header.count, expected: headerOctets), octet: header.count)
    }
    guard header[1] == RemoteIDOctets.count else {
      throw RemoteIDError(.packMessageLength(header[1]), octet: 1)
    }
    guard (1...maximumMessages).contains(Int(header[2])) else { throw RemoteIDError(.packCount(header[2]), octet: 2) }
    return headerOctets + RemoteIDOctets.count * Int(header[2])
  }

  private static func element(_ octets: RemoteIDOctets, at start: Int) -> Element {
    do throws(RemoteIDError) {
      return .message(try RemoteIDMessage(octets))
    } catch {
      return .refused(octets, error.moved(by: start))
    }
  }

  func encoded() -> [UInt8] {
    var octets = [
      Self.type &<< 4 | version.rawValue, UInt8(RemoteIDOctets.count), UInt8(truncatingIfNeeded: elements.count),
    ]
    for element in elements {
      switch element {
      case .message(let message): octets += message.encoded()
      case .refused(let refused, _): octets += refused.bytes
      }
    }
    return octets
  }
}
