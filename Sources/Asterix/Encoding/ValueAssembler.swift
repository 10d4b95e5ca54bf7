/// Puts assigned values in the order and shape of a record's layout.
struct ValueAssembler {
  typealias Assignment = AsterixRecordBuilder.Assignment

  let definition: CategoryDefinition
  var values = AsterixRecordValues()

  /// - Parameters:
  ///   - node: The item, or the node chosen in its stead.
  ///   - set: What is set in it, and depth the number of components of their paths that lead to it.
  mutating func assemble(
    _ node: Int, _ set: [Assignment], depth: Int, builder: AsterixRecordBuilder
  ) throws(AsterixEncodingError) {
    let node = builder.chosen(node)
    let layout = definition.nodes[node]
    let whole = set.first { $0.path.count == depth }
    switch layout.kind {
    case .element, .group:
      if layout.parts.count > 0 { return assemblePart(Int(layout.parts.first), set, depth: depth) }
      if layout.kind == .element { return assembleElement(node, whole) }
      values.append(RecordEntry(.beginParts, node))
      try assembleMembers(layout.children.range, set, depth: depth, builder: builder)
      values.append(RecordEntry(.endParts, node))
    case .extended: try assembleExtended(node, set, depth: depth, builder: builder)
    case .compound:
      let entry = begin(.beginParts, node)
      let last = try assembleSubfields(layout.children, set, depth: depth, builder: builder)
      values.entries[entry].raw = UInt64(max(0, last) / 7 + 1)
      values.append(RecordEntry(.endParts, node))
    case .repetitive, .repetitiveByExtension: try assembleList(node, set, depth: depth, builder: builder)
    case .explicit, .specialPurpose: append(whole?.octets ?? [], node)
    case .reservedExpansion: try assembleExpansion(node, set, whole, depth: depth, builder: builder)
    case .spare, .empty, .extensionBit, .randomFieldSequencing: return
    }
  }

  private mutating func append(_ octets: [UInt8], _ node: Int) {
    values.append(RecordEntry(.octets, node, raw: values.kept.keep(octets.span)))
  }

  private mutating func begin(_ kind: RecordEntry.Kind, _ node: Int) -> Int {
    values.append(RecordEntry(kind, node))
    return values.entryCount - 1
  }

  private mutating func assembleElement(_ node: Int, _ whole: Assignment?) {
    let bits = Int(definition.nodes[node].bits)
    guard bits <= 64 else { return append(whole?.octets ?? [UInt8](repeating: 0, count: bits / 8), node) }
    values.append(RecordEntry(.element, node, raw: UInt64(max(0, definition.nodes[node].content))))
    values.append(raw: whole?.raw ?? 0)
  }

  /// The elements of a part, whose groups `set` tells apart by the names of its paths from `depth` on.
  private mutating func assemblePart(_ part: Int, _ set: [Assignment], depth: Int) {
    values.append(RecordEntry(.part, part))
    var depth = depth
    var sets = [set]
    for outline in definition.outlines[definition.parts[part].outline.range] {
      let node = definition.nodes[Int(outline.node)]
      // The outermost node of an item is what the paths lead to already; members go by name.
      let isWhole = sets.count == 1 && outline.node == definition.parts[part].node
      switch outline.kind {
      case .beginParts:
        sets.append(isWhole ? set : inside(sets[sets.count - 1], node.name, depth))
        if !isWhole { depth += 1 }
      case .endParts:
        sets.removeLast()
        if sets.count > 1 || outline.node != definition.parts[part].node { depth -= 1 }
      case .element:
        let own = isWhole ? set : inside(sets[sets.count - 1], node.name, depth)
        let value = own.first { $0.path.count == (isWhole ? depth : depth + 1) }
        values.append(raw: value?.raw ?? 0)
      }
    }
  }

  private mutating func assembleMembers(
    _ places: Range<Int>, _ set: [Assignment], depth: Int, builder: AsterixRecordBuilder
  ) throws(AsterixEncodingError) {
    for place in places where definition.nodes[place].isItem {
      let inner = inside(set, definition.nodes[place].name, depth)
      try assemble(place, inner, depth: depth + 1, builder: builder)
    }
  }

  private func inside(_ set: [Assignment], _ name: Int32, _ depth: Int) -> [Assignment] {
    set.filter { $0.path.count > depth && $0.path[depth] == name }
  }

  private mutating func assembleExtended(
    _ node: Int, _ set: [Assignment], depth: Int, builder: AsterixRecordBuilder
  ) throws(AsterixEncodingError) {
    let parts = parts(of: definition.nodes[node].children.range)
    let last =
      parts.lastIndex { part in
        part.contains { place in
          definition.nodes[place].isItem && !inside(set, definition.nodes[place].name, depth).isEmpty
        }
      } ?? 0
    let entry = begin(.beginParts, node)
    values.entries[entry].raw = UInt64(last + 1)
    let layout = definition.nodes[node].parts
    for index in 0...last {
      if layout.count > 0 {
        assemblePart(Int(layout.first) + index, set, depth: depth)
      } else {
        try assembleMembers(parts[index], set, depth: depth, builder: builder)
      }
    }
    values.append(RecordEntry(.endParts, node))
  }

  /// The members of each part, extension bits left out.
  private func parts(of members: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = members.lowerBound
    for place in members where definition.nodes[place].kind == .extensionBit {
      parts.append(start..<place)
      start = place + 1
    }
    if start < members.upperBound || parts.isEmpty { parts.append(start..<members.upperBound) }
    return parts
  }

  private mutating func assembleList(
    _ node: Int, _ set: [Assignment], depth: Int, builder: AsterixRecordBuilder
  ) throws(AsterixEncodingError) {
    var count = 0
    for value in set where value.path.count > depth && value.path[depth] < 0 {
      count = max(count, Int(~value.path[depth]) + 1)
    }
    let byExtension = definition.nodes[node].kind == .repetitiveByExtension
    if byExtension { count = max(count, 1) }
    let maximum = byExtension ? 4096 : 1 << (8 * Int(min(2, definition.nodes[node].countBytes))) - 1
    guard count <= maximum else {
      throw .tooManyRepetitions(
        path: definition.texts[Int(definition.nodes[node].name)], count: count, maximum: maximum)
    }
    let entry = begin(.beginList, node)
    values.entries[entry].raw = UInt64(count)
    for index in 0..<count {
      try assemble(
        Int(definition.nodes[node].children.first), inside(set, ~Int32(index), depth), depth: depth + 1,
        builder: builder)
    }
    values.append(RecordEntry(.endList, node))
  }

  private mutating func assembleExpansion(
    _ node: Int, _ set: [Assignment], _ whole: Assignment?, depth: Int, builder: AsterixRecordBuilder
  ) throws(AsterixEncodingError) {
    guard whole?.octets == nil, let expansion = definition.expansions.first else {
      return append(whole?.octets ?? [], node)
    }
    let entry = begin(.beginParts, node)
    let last = try assembleSubfields(expansion.members, set, depth: depth, builder: builder)
    let octets = expansion.fspecBytes > 0 ? Int(expansion.fspecBytes) : max(0, last) / 7 + 1
    values.entries[entry].raw = UInt64(octets)
    values.append(RecordEntry(.endParts, node))
  }

  /// Returns the place of the last subfield set; -1 for none.
  private mutating func assembleSubfields(
    _ members: Run, _ set: [Assignment], depth: Int, builder: AsterixRecordBuilder
  ) throws(AsterixEncodingError) -> Int {
    var last = -1
    for (index, place) in members.range.enumerated() where definition.nodes[place].isItem {
      let inner = inside(set, definition.nodes[place].name, depth)
      guard !inner.isEmpty else { continue }
      last = index
      try assemble(place, inner, depth: depth + 1, builder: builder)
    }
    return last
  }
}
