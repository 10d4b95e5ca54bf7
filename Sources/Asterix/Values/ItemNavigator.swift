/// Where an element is.
struct ElementPlace {
  var bit: Int
  var bits: Int
  /// The place of its node.
  var node: Int
}

/// Finds one element inside an item by its path.
///
/// A path component is the place of a name, or `~index` for the index of a repetition.
struct ItemNavigator: ~Escapable {
  typealias Path = ArraySlice<Int32>

  let definition: CategoryDefinition
  let nodes: Span<LayoutNode>
  let bytes: Span<UInt8>

  @_lifetime(copy nodes, copy bytes)
  init(definition: CategoryDefinition, nodes: Span<LayoutNode>, bytes: Span<UInt8>) {
    self.definition = definition
    self.nodes = nodes
    self.bytes = bytes
  }

  /// - Parameters:
  ///   - bit: Where the item begins, in bits from the start of the datagram.
  ///   - endBit: Where the enclosing octets end: nothing is found past it.
  func find(_ path: Path, in node: Int, bit: Int, endBit: Int) -> ElementPlace? {
    guard bit <= endBit else { return nil }
    switch nodes[node].kind {
    case .element:
      let bits = Int(nodes[node].bits)
      guard path.isEmpty, bit + bits <= endBit else { return nil }
      return ElementPlace(bit: bit, bits: bits, node: node)
    case .group, .extended: return findMember(path, in: node, bit: bit, endBit: endBit)
    case .repetitive, .repetitiveByExtension: return findRepetition(path, in: node, bit: bit, endBit: endBit)
    case .compound: return findSubfield(path, in: node, bit: bit, endBit: endBit)
    case .reservedExpansion: return findExpansion(path, bit: bit, endBit: endBit)
    default: return nil
    }
  }

  private func findMember(_ path: Path, in node: Int, bit: Int, endBit: Int) -> ElementPlace? {
    guard let wanted = path.first else { return nil }
    var bit = bit
    for member in nodes[node].children.range {
      if nodes[member].kind == .extensionBit {
        guard readBits(bytes, start: bit, count: 1) == 1 else { return nil }
      } else if nodes[member].isItem, nodes[member].name == wanted {
        return find(path.dropFirst(), in: member, bit: bit, endBit: endBit)
      }
      bit += Int(max(0, nodes[member].bits))
      guard bit <= endBit else { return nil }
    }
    return nil
  }

  private func findRepetition(_ path: Path, in node: Int, bit: Int, endBit: Int) -> ElementPlace? {
    guard let component = path.first, component < 0 else { return nil }
    let index = Int(~component)
    let member = Int(nodes[node].children.first)
    let size = Int(nodes[member].bits)
    guard size > 0 else { return nil }
    if nodes[node].kind == .repetitive {
      let countBits = Int(nodes[node].countBytes) * 8
      guard index < Int(readBits(bytes, start: bit, count: countBits)) else { return nil }
      return find(path.dropFirst(), in: member, bit: bit + countBits + index * size, endBit: endBit)
    }
    var place = bit
    for _ in 0..<index {
      guard place + size < endBit, readBits(bytes, start: place + size, count: 1) == 1 else { return nil }
      place += size + 1
    }
    return find(path.dropFirst(), in: member, bit: place, endBit: endBit)
  }

  private func findSubfield(_ path: Path, in node: Int, bit: Int, endBit: Int) -> ElementPlace? {
    let start = bit >> 3
    var first = start
    repeat { first += 1 } while first * 8 <= endBit && readBits(bytes, start: first * 8 - 1, count: 1) == 1
    guard first <= bytes.count else { return nil }
    let presence = SubfieldPresence(first: start, octets: first - start, hasExtensionBits: true)
    return findSubfield(path, in: nodes[node].children, presence, at: first, endBit: endBit)
  }

  private func findExpansion(_ path: Path, bit: Int, endBit: Int) -> ElementPlace? {
    let start = bit >> 3
    guard start < bytes.count else { return nil }
    let end = min(endBit >> 3, start + Int(bytes[start]))
    guard let layout = ExpansionLayout(definition, nodes: nodes, bytes: bytes, field: start..<max(start, end)) else {
      return nil
    }
    return findSubfield(path, in: layout.members, layout.presence, at: layout.first, endBit: endBit)
  }

  private func findSubfield(
    _ path: Path, in members: Run, _ presence: SubfieldPresence, at start: Int, endBit: Int
  ) -> ElementPlace? {
    guard let wanted = path.first else { return nil }
    let scanner = RecordScanner(nodes: nodes, bytes: bytes, end: endBit >> 3)
    var offset = start
    for octet in 0..<presence.octets {
      var bits = presence.bits(ofOctet: octet, in: bytes)
      while bits != 0 {
        let index = octet * presence.bitsPerOctet + bits.leadingZeroBitCount
        bits &= ~(0x80 >> UInt8(bits.leadingZeroBitCount))
        let member = Int(members.first) + index
        guard index < Int(members.count), nodes[member].isItem else { return nil }
        if nodes[member].name == wanted {
          return find(path.dropFirst(), in: member, bit: offset * 8, endBit: endBit)
        }
        guard let next = try? scanner.endOfItem(nodes[member], at: offset) else { return nil }
        offset = next
      }
    }
    return nil
  }
}

/// The layout of a reserved expansion field whose octets fit a definition exactly.
struct ExpansionLayout {
  /// Which of the category's expansion definitions fits, newest first.
  var index: Int
  var members: Run
  var presence: SubfieldPresence
  /// Where the first subfield begins.
  var first: Int

  /// Nil where the field's octets fit no definition: the field is then opaque.
  /// - Parameter field: The whole field, its length octet included.
  init?(_ definition: CategoryDefinition, nodes: Span<LayoutNode>, bytes: Span<UInt8>, field: Range<Int>) {
    for index in definition.expansions.indices {
      if let layout = Self(definition.expansions[index], index, nodes: nodes, bytes: bytes, field: field) {
        self = layout
        return
      }
    }
    return nil
  }

  private init?(
    _ expansion: Expansion, _ index: Int, nodes: Span<LayoutNode>, bytes: Span<UInt8>, field: Range<Int>
  ) {
    guard field.count >= 2, field.upperBound <= bytes.count else { return nil }
    let start = field.lowerBound + 1
    var first = start
    if expansion.fspecBytes > 0 {
      first += Int(expansion.fspecBytes)
    } else {
      repeat { first += 1 } while first < field.upperBound && bytes[first - 1] & 1 != 0
    }
    guard first <= field.upperBound else { return nil }
    self.index = index
    self.first = first
    members = expansion.members
    presence = SubfieldPresence(first: start, octets: first - start, hasExtensionBits: expansion.fspecBytes == 0)
    let scanner = RecordScanner(nodes: nodes, sizes: Span(), bytes: bytes, end: field.upperBound)
    guard let end = try? scanner.endOfSubfields(members, sizes: -1, presence: presence, at: first),
      end == field.upperBound
    else { return nil }
  }
}

extension RecordReader {
  /// Where the element of a path is; nil where it is absent.
  func place(_ path: some Collection<Int32>) -> ElementPlace? {
    guard let name = path.first, let slot = definition.slot(named: name, profile: Int(record.profile)) else {
      return nil
    }
    let field = slot - Int(definition.profiles[Int(record.profile)].slots.first) + 1
    guard let rank = record.rank(ofField: field) else { return nil }
    let item = Int(record.firstItem) + rank
    guard item >= 0, item < itemOffsets.count else { return nil }
    let end =
      rank + 1 < record.itemCount && item + 1 < itemOffsets.count ? Int(itemOffsets[item + 1]) : Int(record.end)
    let navigator = ItemNavigator(definition: definition, nodes: nodes, bytes: bytes)
    return navigator.find(
      Array(path.dropFirst())[...], in: slot, bit: Int(itemOffsets[item]) * 8, endBit: end * 8)
  }

  /// The content or node that the values of other items choose.
  func resolve(_ dependency: Dependency) -> Int32 {
    var values: [UInt64] = []
    for path in dependency.paths {
      guard let place = place(path) else { return dependency.otherwise }
      values.append(readBits(bytes, start: place.bit, count: place.bits))
    }
    return dependency.cases.first { $0.values == values }?.subject ?? dependency.otherwise
  }
}
