/// Everything one record holds, flat and in the order of its octets: enough to write the record anew, bit for bit.
///
/// Reuse one value for every record: its storage is kept, so reading allocates nothing once warm.
///
/// ```swift
/// var values = AsterixRecordValues()
/// datagram.read(datagram.records[...], into: &values) { record, values in
///   values.walk(with: &visitor)
/// }
/// ```
public struct AsterixRecordValues: Sendable {
  public internal(set) var category: UInt8 = 0
  /// The place of the edition among the category's, newest first.
  var editionPlace: UInt8 = 0
  var profile: UInt16 = 0
  /// Octets of the record's FSPEC.
  var presenceOctets = 0
  /// Storage of the entries: only the first ``entryCount`` count.
  var entries: [RecordEntry] = []
  var entryCount = 0
  /// Storage of the elements' values, in their order: only the first ``elementCount`` count.
  var elements: [ElementValue] = []
  /// How many elements the record has, those of decoded registers included.
  public internal(set) var elementCount = 0
  var kept = KeptOctets()
  /// The shapes of this record and of those before it: one table, in an array so that copies of the values share it.
  var shapes = [RecordShapes()]

  public init() {}

  /// The edition of the category the record was read with.
  public var edition: AsterixEdition? { generatedDefinition(category)?.editions[at: Int(editionPlace)]?.number }

  /// The physical value of element `index`, in the order of the record: in the definition's unit where it is a
  /// quantity, its whole number otherwise.
  public func physical(_ index: Int) -> Double { elements[index].physical }

  /// The bits of element `index` as an unsigned number.
  public func raw(_ index: Int) -> UInt64 { elements[index].raw }

  /// How many spare fields are not zero.
  var spareCount: Int { entries[..<entryCount].count { $0.kind == .spare } }

  // MARK: Filling

  mutating func begin(category: UInt8, editionPlace: UInt8, profile: UInt16, presenceOctets: Int) {
    self.category = category
    self.editionPlace = editionPlace
    self.profile = profile
    self.presenceOctets = presenceOctets
    entryCount = 0
    elementCount = 0
    kept.removeAll()
    shapes[0].beginRecord()
  }

  /// Makes room for so many entries and elements in all.
  mutating func makeRoom(_ count: Int) {
    guard entries.count < count else { return }
    let missing = count - entries.count
    entries.append(contentsOf: repeatElement(RecordEntry(.endParts, 0), count: missing))
    elements.append(contentsOf: repeatElement(ElementValue(raw: 0, physical: 0), count: count - elements.count))
  }

  mutating func append(_ entry: RecordEntry) {
    if entryCount == entries.count { makeRoom(2 * entryCount + 64) }
    entries[entryCount] = entry
    entryCount += 1
  }

  mutating func append(raw: UInt64, physical: Double = 0) {
    if elementCount == elements.count { makeRoom(2 * elementCount + 64) }
    elements[elementCount] = ElementValue(raw: raw, physical: physical)
    elementCount += 1
  }
}

/// What a record's values keep besides entries and elements.
struct KeptOctets: Sendable {
  /// What entries of kind ``RecordEntry/Kind/octets`` hold, end to end.
  var octets: [UInt8] = []
  /// Comm-B registers met while reading.
  var registers: [RegisterPlace] = []
  mutating func removeAll() {
    if !octets.isEmpty { octets.removeAll(keepingCapacity: true) }
    if !registers.isEmpty { registers.removeAll(keepingCapacity: true) }
  }

  /// Keeps octets to be written as they are; returns what their entry's `raw` is to be.
  mutating func keep(_ bytes: Span<UInt8>) -> UInt64 {
    let first = octets.count
    for place in bytes.indices { octets.append(bytes[place]) }
    return UInt64(first) << 32 | UInt64(bytes.count)
  }

  /// Where the octets of an entry are kept.
  static func range(_ raw: UInt64) -> Range<Int> {
    let first = Int(truncatingIfNeeded: raw >> 32)
    return first..<first + Int(truncatingIfNeeded: raw & 0xFFFF_FFFF)
  }

  mutating func setSlotOfNewRegisters(_ slot: Int) {
    var place = registers.count
    while place > 0, registers[place - 1].slot < 0 {
      place -= 1
      registers[place].slot = Int32(truncatingIfNeeded: slot)
    }
  }
}
