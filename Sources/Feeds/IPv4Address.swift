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
