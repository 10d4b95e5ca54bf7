/// Reads datagrams: one to many data blocks, each with the records of one category.
///
/// Total: any bytes give records, opaque blocks and refusals. A record that cannot be read costs the rest of its block,
/// since nothing says where the next record begins; reading goes on with the next block.
public struct AsterixDecoder: Sendable {
  /// The largest datagram taken, in octets: larger inputs are files and need a ``FramingReader``.
  public static let datagramBytesMax = 1 << 24

  private let editions: EditionSelection

  public init(editions: EditionSelection = .newest) { self.editions = editions }

  /// Decodes one datagram into `result`, replacing what it held. Never throws: see ``DecodedDatagram/refusals``.
  public mutating func decode(_ datagram: [UInt8], into result: inout DecodedDatagram) {
    result.begin(datagram)
    guard datagram.count <= Self.datagramBytesMax else {
      result.refuse(
        ScanFailure(kind: .datagramTooLarge, offset: 0, expected: Self.datagramBytesMax, found: datagram.count),
        in: 0..<datagram.count)
      return
    }
    var offset = 0
    while offset < datagram.count {
      guard let next = decodeBlock(datagram, at: offset, into: &result) else { return }
      offset = next
    }
  }

  /// Decodes the block at `start`; returns the next block's place, nil where there can be none.
  private func decodeBlock(_ bytes: [UInt8], at start: Int, into result: inout DecodedDatagram) -> Int? {
    let remaining = bytes.count - start
    guard remaining >= 3 else {
      refuseRest(bytes, at: start, kind: .blockTruncated, expected: 3, found: remaining, into: &result)
      return nil
    }
    let length = Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
    guard length >= 3 else {
      refuseRest(bytes, at: start, kind: .blockLengthInvalid, expected: 3, found: length, into: &result)
      return nil
    }
    guard length <= remaining else {
      refuseRest(bytes, at: start, kind: .blockTruncated, expected: length, found: remaining, into: &result)
      return nil
    }
    decodeRecords(bytes, block: start..<start + length, into: &result)
    result.blockCount += 1
    return start + length
  }

  /// Gives up the rest of the datagram: trailing octets where good blocks came before, a bad block otherwise.
  private func refuseRest(
    _ bytes: [UInt8], at start: Int, kind: AsterixRefusal.Kind, expected: Int, found: Int,
    into result: inout DecodedDatagram
  ) {
    let rest = start..<bytes.count
    // A known category with a length that wants more is a block cut short; anything else after good blocks is a trailer.
    let isBlock = kind == .blockTruncated && rest.count >= 3 && generatedDefinition(bytes[start]) != nil
    if result.blockCount > 0 && !isBlock {
      result.refuse(ScanFailure(kind: .trailingBytes, offset: start, expected: 0, found: rest.count), in: rest)
    } else {
      let category = bytes[start]
      result.refuse(
        ScanFailure(kind: kind, offset: start, expected: expected, found: found), in: rest, category: category)
    }
  }

  private func decodeRecords(_ bytes: [UInt8], block: Range<Int>, into result: inout DecodedDatagram) {
    let category = bytes[block.lowerBound]
    guard let definition = generatedDefinition(category) else {
      result.opaqueBlocks.append(
        AsterixOpaqueBlock(
          category: category, blockIndex: Int32(result.blockCount), start: Int32(block.lowerBound),
          end: Int32(block.upperBound)))
      return
    }
    let scanner = RecordScanner(definition: definition, bytes: bytes, end: block.upperBound)
    let place = editions.places[Int(category)]
    let edition = definition.editions[Int(place)]
    var offset = block.lowerBound + 3
    var recordIndex: Int32 = 0
    while offset < block.upperBound {
      let itemsBefore = result.itemOffsets.count
      do throws(ScanFailure) {
        let scan = try scanner.scanRecord(edition, at: offset, offsets: &result.itemOffsets)
        result.records.append(
          AsterixRecord(
            category: category, editionPlace: place, profile: scan.profile, blockIndex: Int32(result.blockCount),
            recordIndex: recordIndex, start: Int32(offset), end: Int32(scan.end), presence: scan.presence,
            firstItem: Int32(itemsBefore)))
        offset = scan.end
        recordIndex += 1
      } catch {
        result.itemOffsets.removeLast(result.itemOffsets.count - itemsBefore)
        result.refuse(
          error, in: offset..<block.upperBound, category: category, recordIndex: recordIndex, definition: definition)
        return
      }
    }
  }
}

extension DecodedDatagram {
  mutating func refuse(
    _ failure: ScanFailure, in range: Range<Int>, category: UInt8 = 0, recordIndex: Int32? = nil,
    definition: CategoryDefinition? = nil
  ) {
    let names = failure.path.reversed().map { definition?.texts[Int($0)] ?? "" }
    refusals.append(
      AsterixRefusal(
        kind: failure.kind, category: category, blockIndex: Int32(blockCount), recordIndex: recordIndex,
        itemPath: names.joined(separator: "/"), byteOffset: failure.offset, byteRange: range,
        expected: failure.expected, found: failure.found))
  }
}

/// What the scan of one record found; the item offsets are appended to the datagram's.
struct RecordScan {
  var profile: UInt16
  var presence: UInt64
  var end: Int
}

extension RecordScanner {
  func scanRecord(_ edition: Edition, at start: Int, offsets: inout [Int32]) throws(ScanFailure) -> RecordScan {
    let fspec = try scanFieldSpecification(at: start)
    let first = edition.profiles.first ?? 0
    let before = offsets.count
    guard !edition.selectorPath.isEmpty else {
      return try scanItems(fspec, profile: first, selector: nil, offsets: &offsets).scan
    }
    // The profile depends on an item that every profile reads alike: scan up to it, then with the profile it names.
    let trial = try scanItems(fspec, profile: first, selector: edition, offsets: &offsets)
    guard let chosen = trial.chosenProfile else { return trial.scan }
    offsets.removeLast(offsets.count - before)
    return try scanItems(fspec, profile: chosen, selector: nil, offsets: &offsets).scan
  }

  private struct FieldSpecification {
    var presence: UInt64
    /// The highest field announced past the 64th; 0 for none.
    var beyond: Int
    var start: Int
    var end: Int
  }

  private func scanFieldSpecification(at start: Int) throws(ScanFailure) -> FieldSpecification {
    var offset = start
    var presence: UInt64 = 0
    var beyond = 0
    var shift = 57
    while true {
      guard offset < end else {
        throw ScanFailure(kind: .fspecTruncated, offset: offset, expected: 1, found: 0)
      }
      let octet = bytes[offset]
      let fields = UInt64(octet >> 1)
      if shift >= 0 {
        presence |= fields << UInt64(shift)
      } else if shift > -7 {
        presence |= fields >> UInt64(-shift)
        if fields & ((1 << UInt64(-shift)) - 1) != 0 { beyond = 65 }
      } else if fields != 0 {
        beyond = (offset - start) * 7 + fields.leadingZeroBitCount - 56
      }
      shift -= 7
      offset += 1
      if octet & 1 == 0 { break }
    }
    guard presence != 0 || beyond != 0 else {
      throw ScanFailure(kind: .recordEmpty, offset: start, expected: 1, found: offset - start)
    }
    return FieldSpecification(presence: presence, beyond: beyond, start: start, end: offset)
  }

  private func scanItems(
    _ fspec: FieldSpecification, profile: Int32, selector: Edition?, offsets: inout [Int32]
  ) throws(ScanFailure) -> (scan: RecordScan, chosenProfile: Int32?) {
    let slots = definition.profiles[Int(profile)].slots
    let slotCount = Int(slots.count)
    guard fspec.beyond == 0 else {
      throw ScanFailure(kind: .fieldUndefined, offset: fspec.start, expected: slotCount, found: fspec.beyond)
    }
    var offset = fspec.end
    var remaining = fspec.presence
    while remaining != 0 {
      let field = remaining.leadingZeroBitCount
      remaining &= ~(1 << UInt64(63 - field))
      guard field < slotCount else { throw undefined(field, slotCount: slotCount, fspec) }
      let slot = definition.slots[Int(slots.first) + field]
      offsets.append(Int32(truncatingIfNeeded: offset))
      if slot.fixedBytes >= 0, end - offset >= Int(slot.fixedBytes) {
        offset += Int(slot.fixedBytes)
      } else {
        let start = offset
        offset = try endOfSlot(slot, at: start, slots: slots, field: field, fspec)
      }
      if let selector, let chosen = chosenProfile(selector, slot: slot, at: Int(offsets[offsets.count - 1])) {
        return (RecordScan(profile: 0, presence: 0, end: offset), chosen)
      }
    }
    return (RecordScan(profile: UInt16(profile), presence: fspec.presence, end: offset), nil)
  }

  private func undefined(_ field: Int, slotCount: Int, _ fspec: FieldSpecification) -> ScanFailure {
    ScanFailure(kind: .fieldUndefined, offset: fspec.start + field / 7, expected: slotCount, found: field + 1)
  }

  private func endOfSlot(
    _ slot: Slot, at offset: Int, slots: Run, field: Int, _ fspec: FieldSpecification
  ) throws(ScanFailure) -> Int {
    switch slot.kind {
    case .spare: throw undefined(field, slotCount: Int(slots.count), fspec)
    case .randomFieldSequencing: return try endOfSequence(slots, at: offset)
    case .item:
      do throws(ScanFailure) {
        return try endOfItem(definition.variations[Int(slot.variation)], at: offset)
      } catch {
        throw error.inside(definition.items[Int(slot.item)].name)
      }
    }
  }

  /// Random field sequencing: a count, then pairs of field reference number and item.
  private func endOfSequence(_ slots: Run, at start: Int) throws(ScanFailure) -> Int {
    guard start < end else { throw ScanFailure(kind: .itemTruncated, offset: start, expected: 1, found: 0) }
    var offset = start + 1
    for _ in 0..<Int(bytes[start]) {
      guard offset < end else { throw ScanFailure(kind: .itemTruncated, offset: offset, expected: 1, found: 0) }
      let field = Int(bytes[offset])
      guard field >= 1, field <= slots.count, definition.slots[Int(slots.first) + field - 1].kind == .item else {
        throw ScanFailure(
          kind: .sequencedFieldUndefined, offset: offset, expected: Int(slots.count), found: field)
      }
      let slot = definition.slots[Int(slots.first) + field - 1]
      do throws(ScanFailure) {
        offset = try endOfItem(definition.variations[Int(slot.variation)], at: offset + 1)
      } catch {
        throw error.inside(definition.items[Int(slot.item)].name)
      }
    }
    return offset
  }

  /// The profile that the item just scanned selects; nil where it is not the selector.
  private func chosenProfile(_ edition: Edition, slot: Slot, at offset: Int) -> Int32? {
    guard slot.kind == .item, definition.items[Int(slot.item)].name == edition.selectorPath.first else { return nil }
    let navigator = ItemNavigator(definition: definition, bytes: bytes)
    let variation = definition.variations[Int(slot.variation)]
    guard
      let leaf = navigator.find(edition.selectorPath.dropFirst(), in: variation, bit: offset * 8, endBit: end * 8)
    else { return nil }
    let value = readBits(bytes, start: leaf.bit, count: leaf.bits)
    return edition.selectorCases.first { $0.value == value }?.profile ?? edition.profiles.first
  }
}
