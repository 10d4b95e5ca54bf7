/// What a datagram, or a batch of them, held: records, blocks of other categories, and what was refused.
///
/// Reuse one value for every datagram: its storage is kept, so decoding allocates nothing once warm.
public struct DecodedDatagram: Sendable {
  /// The octets decoded, untouched.
  public internal(set) var bytes: [UInt8] = []
  /// Where each datagram lies among them.
  public internal(set) var datagrams: [AsterixDatagramPlace] = []
  /// In the order of their octets.
  public internal(set) var records: [AsterixRecord] = []
  /// Well-formed blocks of categories that are not built in.
  public internal(set) var opaqueBlocks: [AsterixOpaqueBlock] = []
  /// In the order of their octets.
  public internal(set) var refusals: [AsterixRefusal] = []
  /// The number of data blocks recognised, opaque and refused ones included.
  public internal(set) var blockCount = 0

  /// Where each item of each record begins, record after record, in the order of the field reference numbers.
  var itemOffsets: [Int32] = []

  public init() {}

  mutating func begin(_ bytes: [UInt8], _ datagrams: [AsterixDatagramPlace]) {
    self.bytes = bytes
    self.datagrams = datagrams
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
    guard let definition = generatedDefinition(record.category), let text = definition.place(ofText: name),
      let slot = definition.slot(named: text, profile: Int(record.profile))
    else { return nil }
    return range(ofField: slot - Int(definition.profiles[Int(record.profile)].slots.first) + 1, in: record)
  }
}

extension DecodedDatagram {
  /// Forgets the opaque blocks of categories that are not wanted.
  public mutating func keepOthers(_ isWanted: (UInt8) -> Bool) { opaqueBlocks.removeAll { !isWanted($0.category) } }

  /// What is not a record.
  enum OtherPart {
    case opaqueBlock(AsterixOpaqueBlock)
    case refusal(AsterixRefusal)

    var start: Int {
      switch self {
      case .opaqueBlock(let block): Int(block.start)
      case .refusal(let refusal): refusal.byteRange.lowerBound
      }
    }
  }

  /// Opaque blocks and refusals in the order of their octets.
  var partsWithoutRecords: [OtherPart] {
    guard !opaqueBlocks.isEmpty || !refusals.isEmpty else { return [] }
    let parts = opaqueBlocks.map { OtherPart.opaqueBlock($0) } + refusals.map { OtherPart.refusal($0) }
    return parts.sorted { $0.start < $1.start }
  }
}
