/// What a datagram held: its records, its blocks of other categories, and what was refused.
///
/// Reuse one value for every datagram: its storage is kept, so decoding allocates nothing once warm.
public struct DecodedDatagram: Sendable {
  /// The datagram itself, untouched.
  public internal(set) var bytes: [UInt8] = []
  /// In the order of the datagram.
  public internal(set) var records: [AsterixRecord] = []
  /// Well-formed blocks of categories that are not built in.
  public internal(set) var opaqueBlocks: [AsterixOpaqueBlock] = []
  /// In the order of the datagram.
  public internal(set) var refusals: [AsterixRefusal] = []
  /// The number of data blocks recognised, opaque and refused ones included.
  public internal(set) var blockCount = 0

  /// Where each item of each record begins, record after record, in the order of the field reference numbers.
  var itemOffsets: [Int32] = []

  public init() {}

  mutating func begin(_ datagram: [UInt8]) {
    bytes = datagram
    records.removeAll(keepingCapacity: true)
    opaqueBlocks.removeAll(keepingCapacity: true)
    refusals.removeAll(keepingCapacity: true)
    itemOffsets.removeAll(keepingCapacity: true)
    blockCount = 0
  }

  /// The octets of one field of a record; nil where it is absent or the record is not of this datagram.
  func range(ofField field: Int, in record: AsterixRecord) -> Range<Int>? {
    guard let rank = record.rank(ofField: field) else { return nil }
    let place = Int(record.firstItem) + rank
    guard place >= 0, place < itemOffsets.count else { return nil }
    let start = Int(itemOffsets[place])
    let end =
      rank + 1 < record.itemCount && place + 1 < itemOffsets.count ? Int(itemOffsets[place + 1]) : Int(record.end)
    guard start >= 0, start <= end, end <= bytes.count else { return nil }
    return start..<end
  }

  /// The octets of an item, for example `"040"` or `"RE"`; nil where it is absent.
  public func byteRange(ofItem name: String, in record: AsterixRecord) -> Range<Int>? {
    guard let definition = generatedDefinition(record.category) else { return nil }
    guard let text = definition.place(ofText: name) else { return nil }
    guard Int(record.profile) < definition.profiles.count else { return nil }
    let slots = definition.profiles[Int(record.profile)].slots.range
    for (place, slot) in definition.slots[slots].enumerated()
    where slot.kind == .item && definition.items[Int(slot.item)].name == text {
      if let range = range(ofField: place + 1, in: record) { return range }
    }
    return nil
  }
}
