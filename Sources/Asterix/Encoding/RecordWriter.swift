extension AsterixRecordValues {
  /// Appends the record these values make to `output`: for values that were read, the very octets they were read from.
  public func encode(into output: inout [UInt8]) throws(AsterixEncodingError) {
    guard let definition = generatedDefinition(category) else { throw .categoryUnknown(category) }
    guard Int(profile) < definition.profiles.count else { throw .valuesMalformed }
    // Most records take fewer octets than this; one that takes more is written again with more room.
    var room = 64 &+ presenceOctets &+ 4 &* (entryCount &+ elementCount) &+ kept.octets.count
    while try !encode(into: &output, room: room, definition) { room &*= 4 }
  }

  /// Appends the record; false where it takes more than `room` octets.
  private func encode(
    into output: inout [UInt8], room: Int, _ definition: CategoryDefinition
  ) throws(AsterixEncodingError) -> Bool {
    let nodes = definition.nodes
    let parts = definition.parts
    let steps = definition.steps
    let spares = definition.spares
    let stretches = shapes[0].stretches
    let stretchSteps = shapes[0].steps
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: room &+ OctetWriter.slack))
    var end = start
    defer { output.removeLast(output.count &- end) }
    var writer = RecordWriter(
      nodes: nodes.span, parts: parts.span, steps: steps.span, spares: spares.span,
      entries: entries.span.extracting(first: entryCount), elements: elements.span.extracting(first: elementCount),
      octets: kept.octets.span, stretches: stretches.span, stretchSteps: stretchSteps.span,
      output: OctetWriter(output.mutableSpan, position: start))
    try writer.writeRecord(definition, profile: Int(profile), presenceOctets: presenceOctets)
    guard !writer.output.isFull else { return false }
    end = writer.output.position
    return true
  }
}

/// Writes one record from its values, following the same layout that reads it.
struct RecordWriter: ~Copyable, ~Escapable {
  let nodes: Span<LayoutNode>
  let parts: Span<LayoutPart>
  let steps: Span<LayoutStep>
  let spares: Span<LayoutSpare>
  let entries: Span<RecordEntry>
  let elements: Span<ElementValue>
  let octets: Span<UInt8>
  let stretches: Span<ItemStretch>
  let stretchSteps: Span<ItemStretch.Step>
  var output: OctetWriter
  private var next = 0
  private var element = 0

  @_lifetime(
    copy nodes, copy parts, copy steps, copy spares, copy entries, copy elements, copy octets, copy stretches,
    copy stretchSteps, copy output
  )
  init(
    nodes: Span<LayoutNode>, parts: Span<LayoutPart>, steps: Span<LayoutStep>, spares: Span<LayoutSpare>,
    entries: Span<RecordEntry>, elements: Span<ElementValue>, octets: Span<UInt8>, stretches: Span<ItemStretch>,
    stretchSteps: Span<ItemStretch.Step>, output: consuming OctetWriter
  ) {
    self.nodes = nodes
    self.parts = parts
    self.steps = steps
    self.spares = spares
    self.entries = entries
    self.elements = elements
    self.octets = octets
    self.stretches = stretches
    self.stretchSteps = stretchSteps
    self.output = output
  }

  @_lifetime(self: copy self)
  mutating func writeRecord(
    _ definition: CategoryDefinition, profile: Int, presenceOctets: Int
  ) throws(AsterixEncodingError) {
    let slots = definition.profiles[profile].slots
    let start = output.position
    let presenceOctets = max(1, presenceOctets)
    output.writeExtensionOctets(presenceOctets)
    let presence = try writePresent(slots, definition, until: .beginRegister)
    guard presence != 0 else { throw .recordEmpty }
    try setPresence(presence, at: start, octets: presenceOctets, bitsPerOctet: 7)
  }

  /// Writes members up to the end of the entries or one of the kind `last`; returns which there were, the first the most
  /// significant bit.
  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func writePresent(
    _ members: Run, _ definition: CategoryDefinition, until last: RecordEntry.Kind
  ) throws(AsterixEncodingError) -> UInt64 {
    var presence: UInt64 = 0
    while next < entries.count, entries[next].kind != last {
      // The entries stand in the order of the members, so each is found past the one before.
      let behind = 63 &- (presence == 0 ? 64 : presence.trailingZeroBitCount)
      if entries[next].kind == .stretch {
        let stretch = Int(entries[next].place)
        guard stretch < stretches.count, stretches[stretch].firstMember == members.first,
          stretches[stretch].presence.leadingZeroBitCount > behind
        else { throw .valuesMalformed }
        presence |= stretches[stretch].presence
        next &+= 1
        try writeStretch(stretch)
        continue
      }
      let index = try place(in: members, after: behind, definition)
      guard index < 64 else { throw .valuesMalformed }
      presence |= (1 << 63) &>> UInt64(index)
      let node = Int(members.first) &+ index
      if nodes[node].kind == .randomFieldSequencing {
        try writeSequence(members, definition)
      } else {
        try writeItem(node, definition)
      }
    }
    return presence
  }

  /// Sets the presence bits in octets written before.
  @_lifetime(self: copy self)
  private mutating func setPresence(
    _ presence: UInt64, at start: Int, octets: Int, bitsPerOctet: Int
  ) throws(AsterixEncodingError) {
    var left = presence
    for octet in 0..<octets {
      output.set(UInt8(truncatingIfNeeded: left &>> 56) & (bitsPerOctet == 7 ? 0xFE : 0xFF), at: start &+ octet)
      left &<<= UInt64(bitsPerOctet)
      if left == 0 { return }
    }
    throw .valuesMalformed
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

  // MARK: Stretches and parts of fixed layout

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func writeStretch(_ place: Int) throws(AsterixEncodingError) {
    let run = stretches[place].steps
    guard elements.count &- element >= Int(run.count) else { throw .valuesMalformed }
    guard output.isAligned else { throw .valuesMalformed }
    let steps = stretchSteps.extracting(run.range)
    let values = elements.extracting(element..<element &+ Int(run.count))
    var word: UInt64 = 0
    var octet: Int32 = 0
    var excess: UInt64 = 0
    for index in steps.indices {
      let step = steps[index]
      let raw = values[index].raw
      excess |= raw & ~step.mask
      word = (step.octet == octet ? word : 0) | raw &<< UInt64(step.shift)
      octet = step.octet
      output.put(word, at: Int(octet))
    }
    guard excess == 0 else { throw .valuesMalformed }
    element &+= steps.count
    output.advance(octets: Int(stretches[place].octets))
  }

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
      var excess: UInt64 = 0
      for index in 0..<count {
        let raw = values[index].raw
        excess |= raw & ~run[index].mask
        word |= raw &<< UInt64(run[index].shift)
      }
      guard excess == 0 else { throw .valuesMalformed }
      for entry in spareEntries { word |= try spareBits(entries[entry], of: place) }
      output.write(atHighEnd: word, bits: Int(parts[place].bits))
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
    if isNext(.stretch) {
      try writeExtended(node, stretch: Int(entries[next].place), parts: range.lowerBound...last)
      _ = try take(.endParts)
      return
    }
    for part in range.lowerBound...last {
      try writePart(of: node)
      if parts[part].hasExtensionBit { output.write(part < last ? 1 : 0, bits: 1) }
    }
    _ = try take(.endParts)
  }

  /// An item that is a stretch by itself.
  @_lifetime(self: copy self)
  private mutating func writeStretch(of node: Int) throws(AsterixEncodingError) {
    let stretch = Int(try take(.stretch).place)
    guard stretch < stretches.count, Int(stretches[stretch].firstMember) == node,
      stretches[stretch].presence == 1 &<< 63
    else { throw .valuesMalformed }
    try writeStretch(stretch)
  }

  @_lifetime(self: copy self)
  private mutating func writeExtended(
    _ node: Int, stretch: Int, parts range: ClosedRange<Int>
  ) throws(AsterixEncodingError) {
    guard stretch < stretches.count, stretches[stretch].firstMember == ~Int32(truncatingIfNeeded: node),
      Int(stretches[stretch].parts.count) == range.count
    else { throw .valuesMalformed }
    next &+= 1
    var octet = output.position
    try writeStretch(stretch)
    for part in range where parts[part].hasExtensionBit && part < range.upperBound {
      octet &+= (Int(parts[part].bits) &+ 1) &>> 3
      output.set(1, at: octet &- 1)
    }
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
      if isNext(.stretch) { try writeStretch(of: member) } else { try writeItem(member, definition) }
      index &+= 1
      if byExtension { output.write(index < count ? 1 : 0, bits: 1) }
    }
    _ = try take(.endList)
  }

  @_lifetime(self: copy self)
  private mutating func writeCompound(_ node: Int, _ definition: CategoryDefinition) throws(AsterixEncodingError) {
    let octets = Int(truncatingIfNeeded: try take(.beginParts).raw)
    guard octets >= 1, octets <= 65536 else { throw .valuesMalformed }
    let start = output.position
    output.writeExtensionOctets(octets)
    let presence = try writePresent(nodes[node].children, definition, until: .endParts)
    try setPresence(presence, at: start, octets: octets, bitsPerOctet: 7)
    _ = try take(.endParts)
  }

  @_lifetime(self: copy self)
  private mutating func writeExplicit() throws(AsterixEncodingError) {
    let start = output.position
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
    let start = output.position
    output.write(octet: 0)
    if isFixed {
      for _ in 0..<octets { output.write(octet: 0) }
    } else {
      output.writeExtensionOctets(octets)
    }
    let presence = try writePresent(expansion.members, definition, until: .endParts)
    try setPresence(presence, at: start + 1, octets: octets, bitsPerOctet: isFixed ? 8 : 7)
    _ = try take(.endParts)
    try setLength(at: start)
  }

  @_lifetime(self: copy self)
  private mutating func setLength(at start: Int) throws(AsterixEncodingError) {
    guard let length = UInt8(exactly: output.position - start) else {
      throw .fieldTooLong(octets: output.position - start)
    }
    output.set(length, at: start)
  }
}
