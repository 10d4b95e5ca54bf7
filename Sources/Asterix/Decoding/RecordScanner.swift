/// Why a record's scan stopped.
struct ScanFailure: Error {
  var kind: AsterixRefusal.Kind
  var offset: Int
  var expected: Int
  var found: Int
  /// Names of the items it happened in, innermost first.
  var path: [Int32] = []

  func inside(_ name: Int32) -> ScanFailure {
    var failure = self
    failure.path.append(name)
    return failure
  }
}

/// Measures items: where each one ends, by its definition and the bytes.
///
/// Every length is checked against the end of the block before it is used; nothing is interpreted.
struct RecordScanner {
  let definition: CategoryDefinition
  let bytes: [UInt8]
  /// The end of the block.
  let end: Int

  /// The place just past the item of `variation` that begins at `offset`.
  func endOfItem(_ variation: Variation, at offset: Int) throws(ScanFailure) -> Int {
    switch variation.kind {
    case .element, .group:
      return try advance(offset, by: variation.fixedBytes)
    case .extended: return try endOfExtended(variation, at: offset)
    case .repetitive: return try endOfRepetitive(variation, at: offset)
    case .repetitiveByExtension: return try endOfRepetitiveByExtension(variation, at: offset)
    case .explicit, .reservedExpansion, .specialPurpose: return try endOfExplicit(at: offset)
    case .compound: return try endOfCompound(variation, at: offset)
    }
  }

  @inline(__always)
  private func advance(_ offset: Int, by count: Int) throws(ScanFailure) -> Int {
    guard count >= 0, end - offset >= count else {
      throw ScanFailure(kind: .itemTruncated, offset: offset, expected: max(0, count), found: end - offset)
    }
    return offset + count
  }

  private func endOfExtended(_ variation: Variation, at start: Int) throws(ScanFailure) -> Int {
    var bit = start * 8
    var isOpen = true
    for place in variation.members.range {
      let member = definition.members[place]
      switch member.kind {
      case .spare: bit += Int(member.value)
      case .item: bit += Int(max(0, definition.variations[Int(definition.items[Int(member.value)].variation)].bits))
      case .empty: continue
      case .extension_:
        _ = try advance(start, by: (bit >> 3) + 1 - start)
        isOpen = bytes[bit >> 3] & 1 != 0
        bit += 1
        if !isOpen { return bit >> 3 }
      }
    }
    // Definitions without a final extension bit end with their last part.
    let stop = try advance(start, by: (bit + 7) >> 3 - start)
    let last = variation.members.range.upperBound - 1
    guard last >= 0, definition.members[last].kind == .extension_, isOpen else { return stop }
    throw ScanFailure(kind: .extensionUndefined, offset: stop - 1, expected: stop - start, found: stop - start + 1)
  }

  private func endOfRepetitive(_ variation: Variation, at start: Int) throws(ScanFailure) -> Int {
    let first = try advance(start, by: Int(variation.countBytes))
    var count = 0
    for place in start..<first { count = count << 8 | Int(bytes[place]) }
    let repeated = definition.variations[Int(variation.repeated)]
    let size = repeated.fixedBytes
    if size >= 0 { return try advance(first, by: count * size) }
    var offset = first
    for _ in 0..<count { offset = try endOfItem(repeated, at: offset) }
    return offset
  }

  private func endOfRepetitiveByExtension(_ variation: Variation, at start: Int) throws(ScanFailure) -> Int {
    let size = (Int(definition.variations[Int(variation.repeated)].bits) + 1) >> 3
    var offset = start
    repeat { offset = try advance(offset, by: max(1, size)) } while bytes[offset - 1] & 1 != 0
    return offset
  }

  private func endOfExplicit(at start: Int) throws(ScanFailure) -> Int {
    _ = try advance(start, by: 1)
    let length = Int(bytes[start])
    guard length >= 1 else {
      throw ScanFailure(kind: .explicitLengthInvalid, offset: start, expected: 1, found: length)
    }
    return try advance(start, by: length)
  }

  private func endOfCompound(_ variation: Variation, at start: Int) throws(ScanFailure) -> Int {
    var presenceOctet = start
    repeat { presenceOctet = try advance(presenceOctet, by: 1) } while bytes[presenceOctet - 1] & 1 != 0
    let field = SubfieldPresence(first: start, octets: presenceOctet - start, sevenBits: true)
    return try endOfSubfields(variation.members, presence: field, at: presenceOctet)
  }

  /// The place just past the subfields that `presence` announces.
  func endOfSubfields(_ run: Run, presence: SubfieldPresence, at start: Int) throws(ScanFailure) -> Int {
    var offset = start
    let members = run.range
    for index in 0..<presence.count where presence.isSet(index, in: bytes) {
      guard index < members.count, definition.members[members.lowerBound + index].kind == .item else {
        throw ScanFailure(
          kind: .subfieldUndefined, offset: presence.octet(of: index), expected: members.count, found: index + 1)
      }
      let item = definition.items[Int(definition.members[members.lowerBound + index].value)]
      do throws(ScanFailure) {
        offset = try endOfItem(definition.variations[Int(item.variation)], at: offset)
      } catch {
        throw error.inside(item.name)
      }
    }
    return offset
  }
}

/// The presence bits of a compound item or an expansion field.
struct SubfieldPresence {
  var first: Int
  var octets: Int
  /// Whether the last bit of each octet is an extension bit.
  var sevenBits: Bool

  var count: Int { octets * (sevenBits ? 7 : 8) }

  func octet(of index: Int) -> Int { first + (sevenBits ? index / 7 : index >> 3) }

  func isSet(_ index: Int, in bytes: [UInt8]) -> Bool {
    let bit = sevenBits ? index % 7 : index & 7
    return bytes[octet(of: index)] & (0x80 >> UInt8(bit)) != 0
  }
}
