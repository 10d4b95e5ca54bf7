/// Tells datagrams that repeat one of the last ones: what a redundant second line (A/B) of the same sensor carries.
///
/// Records hold their time, so that equal octets soon after each other are the same message twice.
public struct DuplicateFilter: Sendable {
  /// How many datagrams back a repetition is looked for.
  public static let datagramsRemembered = 1024

  /// How many datagrams were repetitions.
  public private(set) var duplicates = 0
  /// The last datagrams' hashes in the order they came, the oldest at ``next`` once there are enough.
  private var ring: [UInt64] = []
  private var next = 0
  private var known: Set<UInt64> = []

  public init() {}

  /// Whether a datagram repeats one of the last ones; it is remembered in any case.
  public mutating func isDuplicate(_ datagram: Span<UInt8>) -> Bool {
    let hash = Self.hash(datagram)
    guard known.insert(hash).inserted else {
      duplicates += 1
      return true
    }
    if ring.count < Self.datagramsRemembered {
      ring.append(hash)
    } else {
      known.remove(ring[next])
      ring[next] = hash
      next = (next + 1) % Self.datagramsRemembered
    }
    return false
  }

  /// Whether a datagram repeats one of the last ones; it is remembered in any case.
  public mutating func isDuplicate(_ datagram: [UInt8]) -> Bool { isDuplicate(datagram.span) }

  /// 64 bits: among 1,024 datagrams remembered, a different one has the same by chance once in 10^16.
  private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    for start in stride(from: 0, to: bytes.count, by: 8) {
      hash = mixed(hash ^ readWord(bytes, at: start))
    }
    return hash
  }

  /// The finishing steps of SplitMix64.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
