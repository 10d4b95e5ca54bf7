/// By what an unmanned aircraft is named (ASTM F3411-22a, basic ID message): 20 octets of one of four types.
public struct UnmannedIdentifier: Hashable, Sendable {
  /// What the octets are.
  public enum Kind: UInt8, Hashable, Sendable, CanonicalCodable, CaseIterable {
    /// The maker's serial number (ANSI/CTA-2063-A), text.
    case serialNumber = 1
    /// A civil aviation authority's registration, text.
    case registration = 2
    /// A UUID of the traffic management, 16 octets.
    case trafficManagement = 3
    /// A session: an octet that says of which kind, then up to 19.
    case session = 4

    var isText: Bool { self == .serialNumber || self == .registration }
  }

  /// How many octets are kept.
  public static let octetsMax = 20

  public let kind: Kind
  /// The first octet in the highest; unused ones are zero.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt32

  /// Nil where the octets hold nothing or are more than 20. Of text, what follows a zero and the spaces at the end do not
  /// count, so that two ways of filling up are one name.
  public init?(_ kind: Kind, octets: some Sequence<UInt8>) {
    var name = kind.isText ? Array(octets.prefix { $0 != 0 }) : Array(octets)
    while let last = name.last, last == 0 || kind.isText && last == 0x20 { name.removeLast() }
    guard !name.isEmpty, name.count <= Self.octetsMax else { return nil }
    func octet(_ place: Int) -> UInt8 { place < name.count ? name[place] : 0 }
    self.kind = kind
    first = (0..<8).reduce(0) { $0 << 8 | UInt64(octet($1)) }
    second = (8..<16).reduce(0) { $0 << 8 | UInt64(octet($1)) }
    third = (16..<20).reduce(0) { $0 << 8 | UInt32(octet($1)) }
  }

  /// Reads text as `init(_:octets:)` reads octets.
  public init?(_ kind: Kind, text: some StringProtocol) { self.init(kind, octets: text.utf8) }

  /// All 20, the filling among them.
  public var octets: [UInt8] {
    func octets(_ value: UInt64, count: Int) -> [UInt8] {
      stride(from: 8 * (count - 1), through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt64($0)) }
    }
    return octets(first, count: 8) + octets(second, count: 8) + octets(UInt64(third), count: 4)
  }
}

extension UnmannedIdentifier: CustomStringConvertible {
  /// Text as it is; a UUID in its usual form; a session as the number of its kind and hexadecimal digits. Text with other
  /// characters than printable ones is given in hexadecimal too.
  public var description: String {
    switch kind {
    case .serialNumber, .registration:
      let name = trimmed
      return name.allSatisfy { (0x20...0x7E).contains($0) }
        ? String(decoding: name, as: UTF8.self) : Self.hexadecimal(name[...])
    case .trafficManagement:
      let name = octets
      return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { Self.hexadecimal(name[$0]) }.joined(separator: "-")
    case .session:
      let name = trimmed
      return "\(name.first ?? 0):\(Self.hexadecimal(name.dropFirst()))"
    }
  }

  private var trimmed: [UInt8] {
    var name = octets
    while name.last == 0 { name.removeLast() }
    return name
  }

  private static func hexadecimal(_ octets: ArraySlice<UInt8>) -> String {
    octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

extension UnmannedIdentifier: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(kind)
    writer.write(first)
    writer.write(second)
    writer.write(third)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    kind = try reader.value()
    first = try reader.integer()
    second = try reader.integer()
    third = try reader.integer()
    guard UnmannedIdentifier(kind, octets: octets) == self else {
      throw .invalid(offset: start, what: "identifier of an unmanned aircraft")
    }
  }
}
