extension AsterixRecordValues {
  /// Appends the record these values make to `output`: for values that were read, the very octets they were read from.
  public func encode(into output: inout [UInt8]) throws(AsterixEncodingError) {
    guard let definition = generatedDefinition(category) else { throw .categoryUnknown(category) }
    guard Int(profile) < definition.profiles.count else { throw .valuesMalformed }
    let nodes = definition.nodes
    let parts = definition.parts
    let steps = definition.steps
    let spares = definition.spares
    let start = output.count
    var writer = RecordWriter(
      nodes: nodes.span, parts: parts.span, steps: steps.span, spares: spares.span,
      entries: entries.span.extracting(first: entryCount), elements: elements.span.extracting(first: elementCount),
      octets: kept.octets.span, output: OctetWriter(taking: &output))
    do throws(AsterixEncodingError) {
      try writer.writeRecord(definition, profile: Int(profile), presenceOctets: presenceOctets)
    } catch {
      output = writer.output.bytes
      output.removeLast(output.count - start)
      throw error
    }
    output = writer.output.bytes
  }
}

/// Writes one record from its values, following the same layout that reads it.
struct RecordWriter: ~Escapable {
  let nodes: Span<LayoutNode>
  let parts: Span<LayoutPart>
  let steps: Span<LayoutStep>
  let spares: Span<LayoutSpare>
  let entries: Span<RecordEntry>
  let elements: Span<ElementValue>
  let octets: Span<UInt8>
  var output: OctetWriter
  private var next = 0
  private var element = 0

  @_lifetime(copy nodes, copy parts, copy steps, copy spares, copy entries, copy elements, copy octets)
  init(
    nodes: Span<LayoutNode>, parts: Span<LayoutPart>, steps: Span<LayoutStep>, spares: Span<LayoutSpare>,
    entries: Span<RecordEntry>, elements: Span<ElementValue>, octets: Span<UInt8>, output: OctetWriter
  ) {
    self.nodes = nodes
    self.parts = parts
    self.steps = steps
    self.spares = spares
    self.entries = entries
    self.elements = elements
    self.octets = octets
    self.output = output
  }

  @_lifetime(self: copy self)
  mutating func writeRecord(
    _ definition: CategoryDefinition, profile: Int, presenceOctets: Int
  ) throws(AsterixEncodingError) {
    let slots = definition.profiles[profile].slots
    let start = output.bytes.count
    let presenceOctets = max(1, presenceOctets)
    output.writeExtensionOctets(presenceOctets)
    var field = -1
    while next < entries.count, entries[next].kind != .beginRegister {
      // The entries stand in the order of the profile, so each is found past the one before.
      field = try place(in: slots, after: field, definition)
      guard field / 7 < presenceOctets else { throw .valuesMalformed }
      output.bytes[start &+ field / 7] |= 0x80 &>> UInt8(truncatingIfNeeded: field % 7)
      let node = Int(slots.first) &+ field
      if nodes[node].kind == .randomFieldSequencing {
        try writeSequence(slots, definition)
      } else {
        try writeItem(node, definition)
      }
    }
    guard field >= 0 else { throw .recordEmpty }
  }

  /// Which of the members the next entry is of; members up to `last` are behind.
  @inline(__always)
  private func place(
    in members: Run, after last: Int, _ definition: CategoryDefinition
  ) throws(AsterixEncodingError) -> Int {
    var entry = next
    while entry < entries.count, entries[entry].kind == .spare { entry &+= 1 }
    guard entry < entries.count else { throw .valuesMalformed }
    let found = Int(entries[entry].place)
    let isPart = entries[entry].kind == .part
    guard found >= 0, found < (isPart ? parts.count : nodes.count) else { throw .valuesMalformed }
    let node = isPart ? Int(parts[found].node) : found
    // The nodes of a run stand side by side, so that the place tells; only what was chosen for another stands elsewhere.
    let index = node &- Int(members.first)
    if index > last, index < Int(members.count) { return index }
    return try placeOfChosen(node, in: members, after: last, definition)
  }

  private func placeOfChosen(
    _ node: Int, in members: Run, after last: Int, _ definition: CategoryDefinition
  ) throws(AsterixEncodingError) -> Int {
    for index in last + 1..<max(last + 1, Int(members.count)) {
      let dependency = nodes[Int(members.first) + index].dependency
      guard dependency >= 0 else { continue }
      let choice = definition.dependencies[Int(dependency)]
      if Int(choice.otherwise) == node || choice.cases.contains(where: { Int($0.subject) == node }) { return index }
    }
    throw .valuesMalformed
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func take(_ kind: RecordEntry.Kind) throws(AsterixEncodingError) -> RecordEntry {
    guard next < entries.count, entries[next].kind == kind else { throw .valuesMalformed }
    next &+= 1
    return entries[next &- 1]
  }

  private func isNext(_ kind: RecordEntry.Kind) -> Bool { next < entries.count && entries[next].kind == kind }

  @_lifetime(self: copy self)
  private mutating func writeSequence(_ slots: Run, _ definition: CategoryDefinition) throws(AsterixEncodingError) {
    let list = try take(.beginList)
    output.write(octet: UInt8(truncatingIfNeeded: list.raw))
    while isNext(.beginParts) {
      let field = try take(.beginParts).raw
      guard field >= 1, field <= UInt64(slots.count) else { throw .valuesMalformed }
      output.write(octet: UInt8(truncatingIfNeeded: field))
      try writeItem(Int(slots.first) + Int(field) - 1, definition)
      _ = try take(.endParts)
    }
    _ = try take(.endList)
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func writeItem(_ node: Int, _ definition: CategoryDefinition) throws(AsterixEncodingError) {
    if nodes[node].isOnePart { try writePart(of: node) } else { try writeVariable(node, definition) }
  }

  // MARK: Parts of fixed layout

  @_lifetime(self: copy self)
  private mutating func writePart(of node: Int) throws(AsterixEncodingError) {
    let firstSpare = next
    while isNext(.spare) { next &+= 1 }
    let spareEntries = firstSpare..<next
    let place = Int(try take(.part).place)
    guard place < parts.count, Int(parts[place].node) == node else { throw .valuesMalformed }
    let count = Int(parts[place].steps.count)
    guard elements.count &- element >= count else { throw .valuesMalformed }
    if parts[place].isSimple {
      var word: UInt64 = 0
      let first = Int(parts[place].steps.first)
      let run = steps.extracting(first..<first &+ count)
      let values = elements.extracting(element..<element &+ count)
      for index in 0..<count {
        let step = run[index]
        let raw = values[index].raw
        guard raw <= step.mask else { throw .valuesMalformed }
        word |= raw &<< UInt64(64 &- Int(step.bitOffset) &- Int(step.bits))
      }
      for entry in spareEntries { word |= try spareBits(entries[entry], of: place) }
      output.write(word &>> UInt64(64 &- Int(parts[place].bits)), bits: Int(parts[place].bits))
    } else {
      try writeLong(place, spareEntries)
    }
    element &+= count
  }

  /// Spare bits where they stand in a word that begins with the part.
  private func spareBits(_ entry: RecordEntry, of part: Int) throws(AsterixEncodingError) -> UInt64 {
    guard parts[part].spares.range.contains(Int(entry.place)) else { throw .valuesMalformed }
    let spare = spares[Int(entry.place)]
    guard entry.raw >> UInt64(spare.bits) == 0 else { throw .valuesMalformed }
    return entry.raw << UInt64(64 - Int(spare.bitOffset) - Int(spare.bits))
  }

  /// A part of more than a word: elements and spare bits in the order they stand in.
  @_lifetime(self: copy self)
  private mutating func writeLong(_ place: Int, _ spareEntries: Range<Int>) throws(AsterixEncodingError) {
    var spare = parts[place].spares.range
    for index in 0..<Int(parts[place].steps.count) {
      let step = steps[Int(parts[place].steps.first) &+ index]
      while let first = spare.first, spares[first].bitOffset < step.bitOffset {
        writeSpare(first, spareEntries)
        spare.removeFirst()
      }
      let raw = elements[element &+ index].raw
      guard raw <= step.mask else { throw .valuesMalformed }
      output.write(raw, bits: Int(step.bits))
    }
    for rest in spare { writeSpare(rest, spareEntries) }
  }

  @_lifetime(self: copy self)
  private mutating func writeSpare(_ place: Int, _ spareEntries: Range<Int>) {
    var raw: UInt64 = 0
    for entry in spareEntries where Int(entries[entry].place) == place { raw = entries[entry].raw }
    output.write(raw, bits: Int(spares[place].bits))
  }

  // MARK: Items whose layout their values tell

  @_lifetime(self: copy self)
  private mutating func writeVariable(_ node: Int, _ definition: CategoryDefinition) throws(AsterixEncodingError) {
    let node = try chosen(node)
    switch nodes[node].kind {
    case .group, .element:
      if nodes[node].parts.count > 0 { return try writePart(of: node) }
      if nodes[node].kind == .element { return try writeElement(node) }
      try writeMembers(node, definition)
    case .extended:
      if nodes[node].parts.count > 0 { return try writeExtended(node) }
      try writeMembers(node, definition)
    case .compound: try writeCompound(node, definition)
    case .repetitive, .repetitiveByExtension: try writeList(node, definition)
    case .explicit, .specialPurpose: try writeExplicit()
    case .reservedExpansion:
      if isNext(.octets) { try writeExplicit() } else { try writeExpansion(definition) }
    case .spare, .empty, .extensionBit, .randomFieldSequencing: throw .valuesMalformed
    }
  }

  /// The node itself, or the one that was read in its stead.
  private func chosen(_ node: Int) throws(AsterixEncodingError) -> Int {
    guard nodes[node].dependency >= 0 else { return node }
    var entry = next
    while entry < entries.count, entries[entry].kind == .spare { entry += 1 }
    guard entry < entries.count else { throw .valuesMalformed }
    let found = Int(entries[entry].place)
    let isPart = entries[entry].kind == .part
    guard found >= 0, found < (isPart ? parts.count : nodes.count) else { throw .valuesMalformed }
    return isPart ? Int(parts[found].node) : found
  }

  @_lifetime(self: copy self)
  private mutating func writeElement(_ node: Int) throws(AsterixEncodingError) {
    let bits = Int(nodes[node].bits)
    guard bits <= 64 else { return try writeOctets(count: bits >> 3) }
    _ = try take(.element)
    guard element < elements.count else { throw .valuesMalformed }
    let raw = elements[element].raw
    element += 1
    guard bits == 64 || raw >> UInt64(bits) == 0 else { throw .valuesMalformed }
    output.write(raw, bits: bits)
  }

  /// Writes octets as they were kept; `count` is nil where any number will do.
  @_lifetime(self: copy self)
  private mutating func writeOctets(count: Int?) throws(AsterixEncodingError) {
    let range = KeptOctets.range(try take(.octets).raw)
    guard output.isAligned, range.upperBound <= octets.count, count == nil || count == range.count else {
      throw .valuesMalformed
    }
    for place in range { output.write(octet: octets[place]) }
  }

  @_lifetime(self: copy self)
  private mutating func writeExtended(_ node: Int) throws(AsterixEncodingError) {
    let count = try take(.beginParts).raw
    let range = nodes[node].parts.range
    guard count >= 1, count <= UInt64(range.count) else { throw .valuesMalformed }
    let last = range.lowerBound + Int(count) - 1
    for part in range.lowerBound...last {
      try writePart(of: node)
      if parts[part].hasExtensionBit { output.write(part < last ? 1 : 0, bits: 1) }
    }
    _ = try take(.endParts)
  }

  /// A group or extended item with members that have no fixed layout.
  @_lifetime(self: copy self)
  private mutating func writeMembers(_ node: Int, _ definition: CategoryDefinition) throws(AsterixEncodingError) {
    var count = try take(.beginParts).raw
    for member in nodes[node].children.range {
      switch nodes[member].kind {
      case .extensionBit:
        output.write(count > 1 ? 1 : 0, bits: 1)
        guard count > 1 else {
          _ = try take(.endParts)
          return
        }
        count -= 1
      case .spare:
        let isSet = isNext(.spare) && Int(entries[next].place) == ~member
        output.write(isSet ? try take(.spare).raw : 0, bits: Int(nodes[member].bits))
      default: try writeItem(member, definition)
      }
    }
    _ = try take(.endParts)
  }

  @_lifetime(self: copy self)
  private mutating func writeList(_ node: Int, _ definition: CategoryDefinition) throws(AsterixEncodingError) {
    let count = try take(.beginList).raw
    let member = Int(nodes[node].children.first)
    let byExtension = nodes[node].kind == .repetitiveByExtension
    if !byExtension { output.write(count, bits: Int(nodes[node].countBytes) &* 8) }
    var index: UInt64 = 0
    while index < count {
      try writeItem(member, definition)
      index &+= 1
      if byExtension { output.write(index < count ? 1 : 0, bits: 1) }
    }
    _ = try take(.endList)
  }

  @_lifetime(self: copy self)
  private mutating func writeCompound(_ node: Int, _ definition: CategoryDefinition) throws(AsterixEncodingError) {
    let octets = Int(truncatingIfNeeded: try take(.beginParts).raw)
    guard octets >= 1, octets <= 65536 else { throw .valuesMalformed }
    let start = output.bytes.count
    output.writeExtensionOctets(octets)
    try writeSubfields(nodes[node].children, at: start, octets: octets, bitsPerOctet: 7, definition)
  }

  @_lifetime(self: copy self)
  private mutating func writeSubfields(
    _ members: Run, at start: Int, octets: Int, bitsPerOctet: Int, _ definition: CategoryDefinition
  ) throws(AsterixEncodingError) {
    var index = -1
    while !isNext(.endParts) {
      index = try place(in: members, after: index, definition)
      guard index / bitsPerOctet < octets else { throw .valuesMalformed }
      output.bytes[start &+ index / bitsPerOctet] |= 0x80 &>> UInt8(truncatingIfNeeded: index % bitsPerOctet)
      try writeItem(Int(members.first) &+ index, definition)
    }
    next &+= 1
  }

  @_lifetime(self: copy self)
  private mutating func writeExplicit() throws(AsterixEncodingError) {
    let start = output.bytes.count
    output.write(octet: 0)
    try writeOctets(count: nil)
    try setLength(at: start)
  }

  @_lifetime(self: copy self)
  private mutating func writeExpansion(_ definition: CategoryDefinition) throws(AsterixEncodingError) {
    let layout = try take(.beginParts).raw
    guard let expansion = definition.expansions[at: Int(truncatingIfNeeded: layout >> 8)] else {
      throw .valuesMalformed
    }
    let octets = Int(truncatingIfNeeded: layout & 0xFF)
    let isFixed = expansion.fspecBytes > 0
    let start = output.bytes.count
    output.write(octet: 0)
    if isFixed {
      for _ in 0..<octets { output.write(octet: 0) }
    } else {
      output.writeExtensionOctets(octets)
    }
    try writeSubfields(
      expansion.members, at: start + 1, octets: octets, bitsPerOctet: isFixed ? 8 : 7, definition)
    try setLength(at: start)
  }

  @_lifetime(self: copy self)
  private mutating func setLength(at start: Int) throws(AsterixEncodingError) {
    guard let length = UInt8(exactly: output.bytes.count - start) else {
      throw .fieldTooLong(octets: output.bytes.count - start)
    }
    output.bytes[start] = length
  }
}
