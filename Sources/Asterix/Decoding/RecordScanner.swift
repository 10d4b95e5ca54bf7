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

/// Measures items: where each one ends, by its layout and the octets.
///
/// Every length is checked against the end of the block before it is used; nothing is interpreted.
struct RecordScanner: ~Escapable {
  let nodes: Span<LayoutNode>
  /// What ``LayoutNode/sizes`` point to; none where speed does not matter.
  let sizes: Span<Int16>
  let bytes: Span<UInt8>
  /// The end of the block; at most that of ``bytes``.
  private(set) var end: Int

  @_lifetime(copy nodes, copy sizes, copy bytes)
  init(nodes: Span<LayoutNode>, sizes: Span<Int16> = Span(), bytes: Span<UInt8>, end: Int) {
    self.nodes = nodes
    self.sizes = sizes
    self.bytes = bytes
    self.end = min(end, bytes.count)
  }

  @_lifetime(self: copy self)
  mutating func moveEnd(to end: Int) { self.end = min(end, bytes.count) }

  /// The place just past the item of `node` that begins at `offset`.
  func endOfItem(_ node: borrowing LayoutNode, at offset: Int) throws(ScanFailure) -> Int {
    switch node.kind {
    case .element, .group: return try advance(offset, by: node.fixedBytes)
    case .extended: return try endOfExtended(node, at: offset)
    case .repetitive: return try endOfRepetitive(node, at: offset)
    case .repetitiveByExtension: return try endOfRepetitiveByExtension(node, at: offset)
    case .explicit, .reservedExpansion, .specialPurpose: return try endOfExplicit(at: offset)
    case .compound: return try endOfCompound(node, at: offset)
    case .spare, .extensionBit, .empty, .randomFieldSequencing: return offset
    }
  }

  @inline(__always)
  private func advance(_ offset: Int, by count: Int) throws(ScanFailure) -> Int {
    guard count >= 0, end &- offset >= count else {
      throw ScanFailure(kind: .itemTruncated, offset: offset, expected: max(0, count), found: end - offset)
    }
    return offset &+ count
  }

  private func endOfExtended(_ node: borrowing LayoutNode, at start: Int) throws(ScanFailure) -> Int {
    // Mostly each part is an octet.
    var last = start
    while last < end, last &- start < Int(node.octetParts) {
      if bytes[last] & 1 == 0 { return last &+ 1 }
      last &+= 1
    }
    return try endOfExtendedMembers(node.children, at: start)
  }

  private func endOfExtendedMembers(_ members: Run, at start: Int) throws(ScanFailure) -> Int {
    var bit = start &* 8
    var isOpen = true
    var endsWithExtension = false
    for place in members.range {
      let kind = nodes[place].kind
      bit &+= Int(max(0, nodes[place].bits))
      endsWithExtension = kind == .extensionBit
      guard endsWithExtension else { continue }
      let next = bit &>> 3
      guard next <= end else {
        throw ScanFailure(kind: .itemTruncated, offset: start, expected: next - start, found: end - start)
      }
      isOpen = bytes[next &- 1] & 1 != 0
      if !isOpen { return next }
    }
    // Definitions without a final extension bit end with their last part.
    let stop = try advance(start, by: (bit &+ 7) &>> 3 &- start)
    guard endsWithExtension, isOpen else { return stop }
    throw ScanFailure(kind: .extensionUndefined, offset: stop - 1, expected: stop - start, found: stop - start + 1)
  }

  private func endOfRepetitive(_ node: borrowing LayoutNode, at start: Int) throws(ScanFailure) -> Int {
    let first = try advance(start, by: Int(node.countBytes))
    let count = Int(truncatingIfNeeded: readBits(bytes, start: start &* 8, count: Int(node.countBytes) &* 8))
    let place = Int(node.children.first)
    let size = nodes[place].fixedBytes
    if size >= 0 {
      let (total, overflow) = count.multipliedReportingOverflow(by: size)
      return try advance(first, by: overflow ? -1 : total)
    }
    var offset = first
    for _ in 0..<max(0, count) { offset = try endOfItem(nodes[place], at: offset) }
    return offset
  }

  private func endOfRepetitiveByExtension(_ node: borrowing LayoutNode, at start: Int) throws(ScanFailure) -> Int {
    let size = max(1, (Int(nodes[Int(node.children.first)].bits) + 1) >> 3)
    var offset = start
    repeat { offset = try advance(offset, by: size) } while bytes[offset &- 1] & 1 != 0
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

  private func endOfCompound(_ node: borrowing LayoutNode, at start: Int) throws(ScanFailure) -> Int {
    var first = start
    repeat { first = try advance(first, by: 1) } while bytes[first &- 1] & 1 != 0
    let presence = SubfieldPresence(first: start, octets: first &- start, hasExtensionBits: true)
    return try endOfSubfields(node.children, sizes: Int(node.sizes), presence: presence, at: first)
  }

  /// The place just past the subfields that `presence` announces.
  ///
  /// - Parameter sizes: The members' ``LayoutNode/sizes``; -1 for none.
  func endOfSubfields(
    _ members: Run, sizes place: Int, presence: SubfieldPresence, at start: Int
  ) throws(ScanFailure) -> Int {
    var offset = start
    for octet in 0..<presence.octets {
      var bits = presence.bits(ofOctet: octet, in: bytes)
      let row = place &+ octet &* 128 &+ Int(bits &>> 1)
      if place >= 0, row < sizes.count, octet &* 7 < Int(members.count), sizes[row] >= 0,
        end &- offset >= Int(sizes[row])
      {
        offset &+= Int(sizes[row])
        continue
      }
      while bits != 0 {
        let index = octet &* presence.bitsPerOctet &+ bits.leadingZeroBitCount
        bits &= ~(0x80 &>> UInt8(truncatingIfNeeded: bits.leadingZeroBitCount))
        let place = Int(members.first) &+ index
        guard index < Int(members.count), nodes[place].isItem else {
          throw ScanFailure(
            kind: .subfieldUndefined, offset: presence.first + octet, expected: Int(members.count), found: index + 1)
        }
        let size = nodes[place].fixedBytes
        if size >= 0, end &- offset >= size {
          offset &+= size
        } else {
          offset = try endOfMember(place, at: offset)
        }
      }
    }
    return offset
  }

  /// The place just past the item of node `place`; a failure tells its name.
  func endOfMember(_ place: Int, at offset: Int) throws(ScanFailure) -> Int {
    do throws(ScanFailure) {
      return try endOfItem(nodes[place], at: offset)
    } catch {
      throw error.inside(nodes[place].name)
    }
  }
}

/// The presence bits of a compound item or an expansion field.
struct SubfieldPresence {
  var first: Int
  var octets: Int
  /// Whether the last bit of each octet is an extension bit.
  var hasExtensionBits: Bool

  @inline(__always)
  var bitsPerOctet: Int { hasExtensionBits ? 7 : 8 }

  /// Which members are there: the first is the most significant bit.
  @inline(__always)
  func bits(in bytes: Span<UInt8>) -> UInt64 {
    var all: UInt64 = 0
    var shift = 64
    for octet in 0..<octets {
      shift &-= bitsPerOctet
      let bits = UInt64(self.bits(ofOctet: octet, in: bytes) &>> UInt8(truncatingIfNeeded: 8 &- bitsPerOctet))
      all |= shift >= 0 ? bits &<< UInt64(shift) : shift > -8 ? bits &>> UInt64(-shift) : 0
    }
    return all
  }

  @inline(__always)
  func bits(ofOctet index: Int, in bytes: Span<UInt8>) -> UInt8 {
    let octet = bytes[first &+ index]
    return hasExtensionBits ? octet & 0xFE : octet
  }
}
