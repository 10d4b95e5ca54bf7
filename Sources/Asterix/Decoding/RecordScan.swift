/// What the scan of one record found; the item offsets are appended to the datagram's.
struct RecordScan {
  var profile: UInt16
  var presence: UInt64
  var end: Int
}

/// A record's field specification.
struct FieldSpecification {
  /// Field reference number 1 is the most significant bit.
  var presence: UInt64
  /// The highest field announced past the 64th; 0 for none.
  var beyond: Int
  var start: Int
  var end: Int
}

extension RecordScanner {
  /// Scans one record with the profile its edition gives it.
  func scanRecord(
    _ edition: borrowing EditionLayout, _ definition: CategoryDefinition, at start: Int, offsets: inout [Int32]
  ) throws(ScanFailure) -> RecordScan {
    let fspec = try scanFieldSpecification(at: start)
    guard edition.hasSelector else { return try scanItems(fspec, edition.profile, edition.slots, offsets: &offsets) }
    guard let chosen = chosenProfile(definition.editions[edition.place], definition, fspec) else {
      return try scanItems(fspec, edition.profile, edition.slots, offsets: &offsets)
    }
    return try scanItems(fspec, UInt16(chosen), definition.profiles[Int(chosen)].slots, offsets: &offsets)
  }

  func scanFieldSpecification(at start: Int) throws(ScanFailure) -> FieldSpecification {
    var offset = start
    var presence: UInt64 = 0
    var beyond = 0
    var shift = 57
    while true {
      guard offset < end else { throw ScanFailure(kind: .fspecTruncated, offset: offset, expected: 1, found: 0) }
      let octet = bytes[offset]
      let fields = UInt64(octet &>> 1)
      if shift >= 0 {
        presence |= fields &<< UInt64(shift)
      } else if shift > -7 {
        presence |= fields &>> UInt64(-shift)
        if fields & ((1 << UInt64(-shift)) - 1) != 0 { beyond = 65 }
      } else if fields != 0 {
        beyond = (offset - start) * 7 + fields.leadingZeroBitCount - 56
      }
      shift &-= 7
      offset &+= 1
      if octet & 1 == 0 { break }
    }
    guard presence != 0 || beyond != 0 else {
      throw ScanFailure(kind: .recordEmpty, offset: start, expected: 1, found: offset - start)
    }
    return FieldSpecification(presence: presence, beyond: beyond, start: start, end: offset)
  }

  private func scanItems(
    _ fspec: FieldSpecification, _ profile: UInt16, _ slots: Run, offsets: inout [Int32]
  ) throws(ScanFailure) -> RecordScan {
    guard fspec.beyond == 0 else {
      throw ScanFailure(
        kind: .fieldUndefined, offset: fspec.start, expected: Int(slots.count), found: fspec.beyond)
    }
    var offset = fspec.end
    try offsets.append(addingCapacity: fspec.presence.nonzeroBitCount) { output throws(ScanFailure) in
      var remaining = fspec.presence
      while remaining != 0 {
        let field = remaining.leadingZeroBitCount
        remaining &= ~((1 << 63) &>> UInt64(field))
        guard field < Int(slots.count) else { throw undefined(field, slots, fspec) }
        output.append(Int32(truncatingIfNeeded: offset))
        let place = Int(slots.first) &+ field
        let size = nodes[place].fixedBytes
        if size >= 0, end &- offset >= size, nodes[place].isItem {
          offset &+= size
        } else {
          offset = try endOfSlot(place, slots, at: offset, undefined: undefined(field, slots, fspec))
        }
      }
    }
    return RecordScan(profile: profile, presence: fspec.presence, end: offset)
  }

  private func undefined(_ field: Int, _ slots: Run, _ fspec: FieldSpecification) -> ScanFailure {
    ScanFailure(
      kind: .fieldUndefined, offset: fspec.start + field / 7, expected: Int(slots.count), found: field + 1)
  }

  private func endOfSlot(
    _ place: Int, _ slots: Run, at offset: Int, undefined: @autoclosure () -> ScanFailure
  ) throws(ScanFailure) -> Int {
    switch nodes[place].kind {
    case .spare, .empty, .extensionBit: throw undefined()
    case .randomFieldSequencing: return try endOfSequence(slots, at: offset)
    default: return try endOfMember(place, at: offset)
    }
  }

  /// Random field sequencing: a count, then pairs of field reference number and item.
  private func endOfSequence(_ slots: Run, at start: Int) throws(ScanFailure) -> Int {
    guard start < end else { throw ScanFailure(kind: .itemTruncated, offset: start, expected: 1, found: 0) }
    var offset = start + 1
    for _ in 0..<Int(bytes[start]) {
      guard offset < end else { throw ScanFailure(kind: .itemTruncated, offset: offset, expected: 1, found: 0) }
      guard let place = sequencedNode(slots, at: offset) else {
        throw ScanFailure(
          kind: .sequencedFieldUndefined, offset: offset, expected: Int(slots.count), found: Int(bytes[offset]))
      }
      offset = try endOfMember(place, at: offset + 1)
    }
    return offset
  }

  /// The node that the field reference number at `offset` stands for in a random field sequence; nil for none.
  func sequencedNode(_ slots: Run, at offset: Int) -> Int? {
    let field = Int(bytes[offset])
    guard field >= 1, field <= Int(slots.count) else { return nil }
    let place = Int(slots.first) + field - 1
    return nodes[place].isItem && nodes[place].kind != .randomFieldSequencing ? place : nil
  }

  /// The profile that the record's selecting item names; nil where the record lacks that item.
  ///
  /// Every profile lays the record out alike up to that item, so the first one finds it.
  private func chosenProfile(
    _ edition: borrowing Edition, _ definition: CategoryDefinition, _ fspec: FieldSpecification
  ) -> Int32? {
    guard let name = edition.selectorPath.first, let first = edition.profiles.first else { return nil }
    let slots = definition.profiles[Int(first)].slots
    var offset = fspec.end
    var remaining = fspec.presence
    while remaining != 0 {
      let field = remaining.leadingZeroBitCount
      remaining &= ~((1 << 63) &>> UInt64(field))
      guard field < Int(slots.count) else { return nil }
      let place = Int(slots.first) + field
      if nodes[place].name == name {
        let navigator = ItemNavigator(definition: definition, nodes: nodes, bytes: bytes)
        guard
          let found = navigator.find(
            edition.selectorPath.dropFirst(), in: place, bit: offset * 8, endBit: end * 8)
        else { return nil }
        let value = readBits(bytes, start: found.bit, count: found.bits)
        return edition.selectorCases.first { $0.value == value }?.profile
      }
      guard nodes[place].isItem, let next = try? endOfItem(nodes[place], at: offset) else { return nil }
      offset = next
    }
    return nil
  }
}

/// What the scan needs of an edition, taken out once a block.
struct EditionLayout {
  var place: Int
  var profile: UInt16
  var slots: Run
  var hasSelector: Bool

  init(_ definition: CategoryDefinition, place: Int) {
    let edition = definition.editions[place]
    self.place = place
    profile = UInt16(edition.profiles.first ?? 0)
    slots = definition.profiles[Int(profile)].slots
    hasSelector = !edition.selectorPath.isEmpty
  }
}
