/// Blocks of addresses that armed forces are known to use, as somebody wrote them down on some day.
///
/// A hint only. Nobody publishes these blocks: they are what watchers saw. Armed forces fly with addresses outside
/// them, set addresses of their choice, and civil aircraft have been met inside. Good for a mark beside a track, never
/// for an identity.
public struct MilitaryAddressBlocks: Hashable, Sendable {
  public struct Block: Hashable, Sendable {
    public let addresses: ClosedRange<UInt32>
    /// The state's ISO 3166-1 code of two letters.
    public let state: String
    /// What the file says beside; may be empty.
    public let note: String
  }

  /// Where the list comes from.
  public let source: String
  /// The day it was written, year-month-day (ISO 8601).
  public let date: String
  /// By first address; no two overlap.
  public let blocks: [Block]

  /// The block that holds the address; nil where none does.
  public func block(of address: UInt32) -> Block? {
    let after = partitionPoint(count: blocks.count) { blocks[$0].addresses.lowerBound <= address }
    guard after > 0, blocks[after &- 1].addresses.contains(address) else { return nil }
    return blocks[after &- 1]
  }
}
