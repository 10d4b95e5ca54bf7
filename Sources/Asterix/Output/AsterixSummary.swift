/// Counts of what a recording holds: records by category, refusals by reason, sources.
public struct AsterixSummary: Sendable {
  /// One source of one category.
  public struct SourceCount: Hashable, Sendable {
    public let category: UInt8
    /// Nil where the records carry no item 010.
    public let source: DataSource?
    public internal(set) var records = 0
    /// The first and last time of day seen in the order of the records, seconds since midnight UTC.
    public internal(set) var firstTimeOfDaySeconds: Double?
    public internal(set) var lastTimeOfDaySeconds: Double?
    /// The last antenna rotation period it sent (I034/041).
    public internal(set) var rotationPeriodSeconds: Double?

    fileprivate var key: Int {
      Int(category) << 17 | (source.map { 1 << 16 | Int($0.sac) << 8 | Int($0.sic) } ?? 0)
    }
  }

  public private(set) var datagrams = 0
  public private(set) var blocks = 0
  /// By category and source, ascending.
  public private(set) var sources: [SourceCount] = []

  private var recordCounts = [Int](repeating: 0, count: 256)
  private var opaqueCounts = [Int](repeating: 0, count: 256)
  private var refusalCounts = [Int](repeating: 0, count: 256)

  public init() {}

  /// The records of each category that has any, ascending.
  public var recordsByCategory: [(category: UInt8, count: Int)] { Self.counted(recordCounts) }

  /// The opaque blocks of each category that has any, ascending.
  public var opaqueBlocksByCategory: [(category: UInt8, count: Int)] { Self.counted(opaqueCounts) }

  /// The refusals of each kind that has any, in the order of the kinds.
  public var refusalsByKind: [(kind: AsterixRefusal.Kind, count: Int)] {
    AsterixRefusal.Kind.allCases.compactMap { kind in
      let count = refusalCounts[Int(kind.rawValue)]
      return count > 0 ? (kind, count) : nil
    }
  }

  public var records: Int { recordCounts.reduce(0, +) }
  public var refusals: Int { refusalCounts.reduce(0, +) }

  private static func counted(_ counts: [Int]) -> [(category: UInt8, count: Int)] {
    counts.enumerated().compactMap { $1 > 0 ? (UInt8($0), $1) : nil }
  }

  /// Adds what a datagram, or a batch of them, held.
  /// - Parameter isWanted: Which of the records count; nil for all.
  public mutating func add(_ datagram: DecodedDatagram, where isWanted: ((AsterixRecord) -> Bool)? = nil) {
    datagrams += datagram.datagrams.count
    blocks += datagram.blockCount
    for block in datagram.opaqueBlocks { opaqueCounts[Int(block.category)] += 1 }
    for refusal in datagram.refusals { refusalCounts[Int(refusal.kind.rawValue)] += 1 }
    for record in datagram.records where isWanted?(record) ?? true { add(record, datagram) }
  }

  private mutating func add(_ record: AsterixRecord, _ datagram: DecodedDatagram) {
    recordCounts[Int(record.category)] += 1
    let index = place(of: SourceCount(category: record.category, source: datagram.source(of: record)))
    sources[index].records += 1
    if let time = datagram.timeOfDaySeconds(of: record) {
      if sources[index].firstTimeOfDaySeconds == nil { sources[index].firstTimeOfDaySeconds = time }
      sources[index].lastTimeOfDaySeconds = time
    }
    if record.category == 34, let period = datagram.leaf("041", in: record)?.quantity {
      sources[index].rotationPeriodSeconds = period
    }
  }

  /// The place of a source, inserted in order where it is new. At most 256 × 65,537 can exist.
  private mutating func place(of source: SourceCount) -> Int {
    var low = 0
    var high = sources.count
    while low < high {
      let middle = (low + high) / 2
      if sources[middle].key < source.key { low = middle + 1 } else { high = middle }
    }
    if low == sources.count || sources[low].key != source.key { sources.insert(source, at: low) }
    return low
  }
}
