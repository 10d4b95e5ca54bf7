/// Receives the contents of a record, item by item, in the order of the bytes.
public protocol AsterixVisitor {
  /// An item with named parts begins: a group, an extended or a compound item. Inside a list the name is empty.
  mutating func beginParts(_ name: String)
  mutating func endParts()
  /// A repetitive item begins; what follows until ``endList()`` has no names of its own.
  mutating func beginList(_ name: String)
  mutating func endList()
  /// One element.
  mutating func leaf(_ leaf: AsterixLeaf, bytes: [UInt8])
  /// Octets without a definition: a special purpose field, an expansion field that fits no definition.
  mutating func opaque(_ name: String, bytes: ArraySlice<UInt8>)
}

extension DecodedDatagram {
  /// Hands every element of a record to `visitor`.
  public func walk<Visitor: AsterixVisitor>(_ record: AsterixRecord, with visitor: inout Visitor) {
    guard let definition = generatedDefinition(record.category) else { return }
    guard Int(record.profile) < definition.profiles.count else { return }
    let walker = RecordWalker(datagram: self, record: record, definition: definition)
    let slots = definition.profiles[Int(record.profile)].slots
    for field in 1...64 {
      guard let range = range(ofField: field, in: record), field <= slots.count else { continue }
      walker.walk(slot: definition.slots[Int(slots.first) + field - 1], range, slots: slots, with: &visitor)
    }
  }
}

/// Walks one record. Item lengths were checked when the record was scanned, so this only follows the definition.
struct RecordWalker {
  let datagram: DecodedDatagram
  let record: AsterixRecord
  let definition: CategoryDefinition

  func walk<Visitor: AsterixVisitor>(
    slot: Slot, _ range: Range<Int>, slots: Run, with visitor: inout Visitor
  ) {
    switch slot.kind {
    case .spare: return
    case .item: walk(definition.items[Int(slot.item)], range, with: &visitor)
    case .randomFieldSequencing: walkSequence(range, slots: slots, with: &visitor)
    }
  }

  private func walkSequence<Visitor: AsterixVisitor>(
    _ range: Range<Int>, slots: Run, with visitor: inout Visitor
  ) {
    let scanner = RecordScanner(definition: definition, bytes: datagram.bytes, end: range.upperBound)
    var offset = range.lowerBound + 1
    while offset < range.upperBound {
      let field = Int(datagram.bytes[offset])
      guard field >= 1, field <= slots.count else { return }
      let slot = definition.slots[Int(slots.first) + field - 1]
      guard slot.kind == .item,
        let end = try? scanner.endOfItem(definition.variations[Int(slot.variation)], at: offset + 1)
      else { return }
      walk(definition.items[Int(slot.item)], offset + 1..<end, with: &visitor)
      offset = end
    }
  }

  private func walk<Visitor: AsterixVisitor>(
    _ item: ItemDefinition, _ range: Range<Int>, with visitor: inout Visitor
  ) {
    var bit = range.lowerBound * 8
    walk(chosen(item), name: item.name, bit: &bit, end: range.upperBound, with: &visitor)
  }

  private func chosen(_ item: ItemDefinition) -> Variation {
    guard item.dependency >= 0 else { return definition.variations[Int(item.variation)] }
    let dependency = definition.dependencies[Int(item.dependency)]
    return definition.variations[Int(datagram.resolve(dependency, in: record, definition: definition))]
  }

  private func walk<Visitor: AsterixVisitor>(
    _ variation: Variation, name: Int32, bit: inout Int, end: Int, with visitor: inout Visitor
  ) {
    switch variation.kind {
    case .element: walkElement(variation, name: name, bit: &bit, with: &visitor)
    case .group, .extended:
      visitor.beginParts(text(name))
      walkMembers(variation, bit: &bit, end: end, with: &visitor)
      visitor.endParts()
    case .repetitive, .repetitiveByExtension:
      visitor.beginList(text(name))
      walkRepetitions(variation, bit: &bit, end: end, with: &visitor)
      visitor.endList()
    case .compound: walkCompound(variation, name: name, bit: &bit, end: end, with: &visitor)
    case .explicit, .specialPurpose, .reservedExpansion:
      walkExplicit(variation, name: name, bit: &bit, end: end, with: &visitor)
    }
  }

  private func text(_ name: Int32) -> String { definition.texts[Int(name)] }

  private func walkElement<Visitor: AsterixVisitor>(
    _ variation: Variation, name: Int32, bit: inout Int, with visitor: inout Visitor
  ) {
    let bits = Int(variation.bits)
    let content =
      variation.contentDepends
      ? datagram.resolve(variation.content, depends: true, in: record, definition: definition)
      : definition.contents[Int(variation.content)]
    let start = max(bit, bit + bits - 64)
    let leaf = AsterixLeaf(
      definition: definition, content: content, nameText: name,
      raw: readBits(datagram.bytes, start: start, count: min(bits, 64)), bitCount: bits, bitOffset: bit)
    visitor.leaf(leaf, bytes: datagram.bytes)
    bit += bits
  }

  private func walkMembers<Visitor: AsterixVisitor>(
    _ variation: Variation, bit: inout Int, end: Int, with visitor: inout Visitor
  ) {
    for place in variation.members.range {
      let member = definition.members[place]
      switch member.kind {
      case .empty: continue
      case .spare: bit += Int(member.value)
      case .extension_:
        let isExtended = readBits(datagram.bytes, start: bit, count: 1) == 1
        bit += 1
        if !isExtended { return }
      case .item:
        guard bit < end * 8 else { return }
        let item = definition.items[Int(member.value)]
        walk(chosen(item), name: item.name, bit: &bit, end: end, with: &visitor)
      }
    }
  }

  private func walkRepetitions<Visitor: AsterixVisitor>(
    _ variation: Variation, bit: inout Int, end: Int, with visitor: inout Visitor
  ) {
    let repeated = definition.variations[Int(variation.repeated)]
    if variation.kind == .repetitive {
      let countBits = Int(variation.countBytes) * 8
      let count = readBits(datagram.bytes, start: bit, count: countBits)
      bit += countBits
      for _ in 0..<count where bit < end * 8 { walk(repeated, name: 0, bit: &bit, end: end, with: &visitor) }
      return
    }
    while bit < end * 8 {
      walk(repeated, name: 0, bit: &bit, end: end, with: &visitor)
      bit += 1
      if readBits(datagram.bytes, start: bit - 1, count: 1) == 0 { return }
    }
  }

  private func walkCompound<Visitor: AsterixVisitor>(
    _ variation: Variation, name: Int32, bit: inout Int, end: Int, with visitor: inout Visitor
  ) {
    let start = bit >> 3
    var first = start
    repeat { first += 1 } while first < end && datagram.bytes[first - 1] & 1 != 0
    let presence = SubfieldPresence(first: start, octets: first - start, sevenBits: true)
    bit = first * 8
    visitor.beginParts(text(name))
    walkSubfields(variation.members, presence: presence, bit: &bit, end: end, with: &visitor)
    visitor.endParts()
  }

  private func walkSubfields<Visitor: AsterixVisitor>(
    _ run: Run, presence: SubfieldPresence, bit: inout Int, end: Int, with visitor: inout Visitor
  ) {
    for index in 0..<min(presence.count, Int(run.count)) where presence.isSet(index, in: datagram.bytes) {
      let member = definition.members[Int(run.first) + index]
      guard member.kind == .item, bit <= end * 8 else { return }
      let item = definition.items[Int(member.value)]
      walk(chosen(item), name: item.name, bit: &bit, end: end, with: &visitor)
    }
  }

  private func walkExplicit<Visitor: AsterixVisitor>(
    _ variation: Variation, name: Int32, bit: inout Int, end: Int, with visitor: inout Visitor
  ) {
    let start = bit >> 3
    guard start < end else { return }
    let stop = min(end, start + max(1, Int(datagram.bytes[start])))
    if variation.kind == .reservedExpansion,
      let layout = ExpansionLayout(definition, bytes: datagram.bytes, field: start..<stop)
    {
      var inner = layout.first * 8
      visitor.beginParts(text(name))
      walkSubfields(layout.members, presence: layout.presence, bit: &inner, end: stop, with: &visitor)
      visitor.endParts()
    } else {
      visitor.opaque(text(name), bytes: datagram.bytes[start + 1..<stop])
    }
    bit = stop * 8
  }
}
