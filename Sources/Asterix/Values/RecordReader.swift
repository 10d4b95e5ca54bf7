extension DecodedDatagram {
  /// Reads every element of a record, converted to its physical value, into `values`, replacing what they held.
  /// - Parameter decodesRegisters: Whether the fields of Comm-B registers follow the items.
  public func read(
    _ record: AsterixRecord, into values: inout AsterixRecordValues, decodesRegisters: Bool = true
  ) {
    read([record][...], decodesRegisters: decodesRegisters, into: &values) { _, _ in }
  }

  /// Reads records one after the other and hands each one's values to `use`.
  ///
  /// One call for the records of a whole batch costs less than a call each.
  /// - Parameters:
  ///   - items: Only these items are read; nil for all. What is read so cannot be encoded.
  ///   - values: Storage to read into; holds the last record's values afterwards.
  public func read(
    _ records: ArraySlice<AsterixRecord>, items: AsterixItemSelection? = nil, decodesRegisters: Bool = true,
    into values: inout AsterixRecordValues, use: (AsterixRecord, borrowing AsterixRecordValues) -> Void
  ) {
    var next = records.startIndex
    while next != records.endIndex {
      guard let definition = generatedDefinition(records[next].category) else {
        values.begin(category: records[next].category, editionPlace: 0, profile: 0, presenceOctets: 0)
        records.formIndex(after: &next)
        continue
      }
      readRun(definition, records, &next, items, decodesRegisters, into: &values, use: use)
    }
  }

  /// Reads records as long as they are of one category.
  private func readRun(
    _ definition: CategoryDefinition, _ records: ArraySlice<AsterixRecord>, _ next: inout Int,
    _ items: AsterixItemSelection?,
    _ decodesRegisters: Bool, into values: inout AsterixRecordValues,
    use: (AsterixRecord, borrowing AsterixRecordValues) -> Void
  ) {
    let nodes = definition.nodes
    let parts = definition.parts
    let steps = definition.steps
    let spares = definition.spares
    let contents = definition.contents
    let profiles = definition.profiles
    var reader = RecordReader(
      definition: definition, nodes: nodes.span, parts: parts.span, steps: steps.span, spares: spares.span,
      contents: contents.span, bytes: bytes.span, itemOffsets: itemOffsets.span, record: records[next],
      decodesRegisters: decodesRegisters)
    while next != records.endIndex, records[next].category == definition.category {
      let record = records[next]
      records.formIndex(after: &next)
      guard Int(record.profile) < profiles.count else { continue }
      reader.move(to: record, selected: items?.fields(of: record, definition) ?? .max)
      reader.readWhole(profiles[Int(record.profile)].slots, into: &values)
      use(record, values)
    }
  }
}

/// Reads records. Item lengths were checked when the record was scanned, so this only follows the layout.
///
/// Functions that return a truth value return false where the output has no room left.
struct RecordReader: ~Escapable {
  let definition: CategoryDefinition
  let nodes: Span<LayoutNode>
  let parts: Span<LayoutPart>
  let steps: Span<LayoutStep>
  let spares: Span<LayoutSpare>
  let contents: Span<Content>
  let bytes: Span<UInt8>
  /// Where the items of all records begin.
  let itemOffsets: Span<Int32>
  private(set) var record: AsterixRecord
  private let decodesRegisters: Bool
  /// The fields to be read, field reference number 1 the most significant bit.
  private var selected = UInt64.max

  @_lifetime(copy nodes, copy parts, copy steps, copy spares, copy contents, copy bytes, copy itemOffsets)
  init(
    definition: CategoryDefinition, nodes: Span<LayoutNode>, parts: Span<LayoutPart>, steps: Span<LayoutStep>,
    spares: Span<LayoutSpare>, contents: Span<Content>, bytes: Span<UInt8>, itemOffsets: Span<Int32>,
    record: AsterixRecord, decodesRegisters: Bool = false
  ) {
    self.definition = definition
    self.nodes = nodes
    self.parts = parts
    self.steps = steps
    self.spares = spares
    self.contents = contents
    self.bytes = bytes
    self.itemOffsets = itemOffsets
    self.record = record
    self.decodesRegisters = decodesRegisters
  }

  @_lifetime(self: copy self)
  mutating func move(to record: AsterixRecord, selected: UInt64) {
    self.record = record
    self.selected = selected
  }

  func readWhole(_ slots: Run, into values: inout AsterixRecordValues) {
    // Most records hold fewer entries than one an octet; where one holds more, it is read again with more room.
    var room = 64 &+ Int(record.end) &- Int(record.start)
    while true {
      values.makeRoom(room)
      values.begin(
        category: record.category, editionPlace: record.editionPlace, profile: record.profile,
        presenceOctets: presenceOctets)
      let counts = readWhole(slots, &values.entries, &values.elements, &values.kept, &values.shapes[0])
      if let counts {
        values.entryCount = counts.entries
        values.elementCount = counts.elements
        return
      }
      room = 4 &* values.entries.count
    }
  }

  /// Returns how many entries and elements there are; nil where they do not fit.
  @inline(__always)
  private func readWhole(
    _ slots: Run, _ entries: inout [RecordEntry], _ elements: inout [ElementValue],
    _ kept: inout KeptOctets, _ shapes: inout RecordShapes
  ) -> (entries: Int, elements: Int)? {
    var output = RecordOutput(entries: entries.mutableSpan, elements: elements.mutableSpan)
    guard read(slots, into: &output, &kept, &shapes) else { return nil }
    if !kept.registers.isEmpty {
      guard readRegisters(kept.registers, into: &output) else { return nil }
    }
    return (output.entryCount, output.elementCount)
  }

  private var presenceOctets: Int {
    let item = Int(record.firstItem)
    return (item < itemOffsets.count ? Int(itemOffsets[item]) : Int(record.end)) &- Int(record.start)
  }

  private func read(
    _ slots: Run, into output: inout RecordOutput, _ kept: inout KeptOctets, _ shapes: inout RecordShapes
  ) -> Bool {
    guard selected == .max else { return readSelected(slots, into: &output, &kept, &shapes) }
    var bit = (Int(record.start) &+ presenceOctets) &* 8
    let isRead = readPresent(
      slots, record.presence, bit: &bit, end: Int(record.end), areItems: true, into: &output, &kept, &shapes)
    return isRead
  }

  /// Some of a record's items, each found by itself.
  private func readSelected(
    _ slots: Run, into output: inout RecordOutput, _ kept: inout KeptOctets, _ shapes: inout RecordShapes
  ) -> Bool {
    var item = Int(record.firstItem)
    var remaining = record.presence
    while remaining != 0 {
      let field = (1 << 63) &>> UInt64(remaining.leadingZeroBitCount)
      remaining &= ~field
      guard item < itemOffsets.count else { return true }
      var bit = Int(itemOffsets[item]) &* 8
      item &+= 1
      let end = remaining != 0 && item < itemOffsets.count ? Int(itemOffsets[item]) : Int(record.end)
      guard readPresent(slots, selected & field, bit: &bit, end: end, areItems: true, into: &output, &kept, &shapes)
      else {
        return false
      }
    }
    return true
  }

  /// The members that `presence` announces.
  /// - Parameter areItems: Whether they are the record's items rather than subfields.
  @inline(__always)
  private func readPresent(
    _ members: Run, _ presence: UInt64, bit: inout Int, end: Int, areItems: Bool, into output: inout RecordOutput,
    _ kept: inout KeptOctets, _ shapes: inout RecordShapes
  ) -> Bool {
    let segments = shapes.segments(of: members, presence, definition, nodes)
    for index in segments.range {
      guard bit <= end &* 8 else { return true }
      let segment = shapes.segments[index]
      let place = Int(segment.place)
      if segment.isStretch {
        guard readStretch(place, bit: bit, into: &output, shapes) else { return false }
        bit &+= Int(shapes.stretches[place].octets) &* 8
        continue
      }
      guard areItems else {
        guard readItem(place, bit: &bit, end: end, into: &output, &kept, &shapes) else { return false }
        continue
      }
      if nodes[place].kind == .randomFieldSequencing {
        guard readSequence(place, members, bit: &bit, end: end, into: &output, &kept, &shapes) else { return false }
      } else {
        guard readItem(place, bit: &bit, end: end, into: &output, &kept, &shapes) else { return false }
      }
      if !kept.registers.isEmpty { kept.setSlotOfNewRegisters(place) }
    }
    return true
  }

  /// - Parameters:
  ///   - bit: Where the item begins; moved past it.
  ///   - end: The octet that the enclosing field ends at.
  @inline(__always)
  private func readItem(
    _ place: Int, bit: inout Int, end: Int, into output: inout RecordOutput, _ kept: inout KeptOctets,
    _ shapes: inout RecordShapes
  ) -> Bool {
    guard nodes[place].isOnePart else { return readVariable(place, bit: &bit, end: end, into: &output, &kept, &shapes) }
    guard readPart(Int(nodes[place].parts.first), bit: bit, into: &output) else { return false }
    bit &+= Int(nodes[place].bits)
    return true
  }

  // MARK: Stretches and parts of fixed layout

  @inline(__always)
  private func readStretch(
    _ place: Int, bit: Int, into output: inout RecordOutput, _ shapes: borrowing RecordShapes
  ) -> Bool {
    let stretch = shapes.stretches.span[place]
    let octet = bit &>> 3
    // The last octets of all are read part by part, since words would reach past them.
    guard bytes.count &- octet >= Int(stretch.octets) &+ 8 else {
      return readParts(stretch, bit: bit, into: &output, shapes)
    }
    for index in stretch.spares.range {
      let spare = shapes.spares[index]
      guard readWord(bytes, at: octet &+ Int(spare.octet)) & spare.mask == 0 else {
        return readParts(stretch, bit: bit, into: &output, shapes)
      }
    }
    guard output.hasRoom(elements: Int(stretch.steps.count)) else { return false }
    output.append(RecordEntry(.stretch, place))
    let steps = shapes.steps.span.extracting(stretch.steps.range)
    output.read(steps, bytes.extracting(octet..<octet &+ Int(stretch.octets) &+ 8))
    for index in stretch.divisions.range {
      let element = Int(shapes.divisions[index])
      let content = contents[Int(steps[element].content)]
      output.divide(element: element, content, bits: Int(steps[element].bits))
    }
    output.elementCount &+= steps.count
    return true
  }

  /// A stretch with spare bits that are not zero, part by part.
  private func readParts(
    _ stretch: ItemStretch, bit: Int, into output: inout RecordOutput, _ shapes: borrowing RecordShapes
  ) -> Bool {
    for index in stretch.parts.range {
      let part = shapes.parts[index]
      guard readPart(Int(part.place), bit: bit &+ 8 &* Int(part.octet), into: &output) else { return false }
    }
    return true
  }

  @inline(__always)
  private func readPart(_ place: Int, bit: Int, into output: inout RecordOutput) -> Bool {
    let part = parts[place]
    let first = Int(part.steps.first)
    let count = Int(part.steps.count)
    guard output.hasRoom(elements: count) else { return false }
    guard part.isSimple else { return readLong(place, bit: bit, into: &output) }
    // One load serves them all.
    let word = readWord(bytes, at: bit &>> 3) &<< UInt64(bit & 7)
    if word & part.spareMask != 0 {
      guard readSpares(part.spares, bit: bit, into: &output) else { return false }
    }
    output.append(RecordEntry(.part, place))
    let run = steps.extracting(first..<first &+ count)
    for index in 0..<count {
      let step = run[index]
      let raw = word &>> UInt64(step.shift) & step.mask
      output.set(element: index, raw, Self.whole(raw, step.sign) * step.scale)
    }
    output.elementCount &+= count
    return true
  }

  /// A part of more than a word, or one some of whose values need a division.
  private func readLong(_ place: Int, bit: Int, into output: inout RecordOutput) -> Bool {
    let part = parts[place]
    if part.spares.count > 0 {
      guard readSpares(part.spares, bit: bit, into: &output) else { return false }
    }
    output.append(RecordEntry(.part, place))
    for index in 0..<Int(part.steps.count) {
      let step = steps[Int(part.steps.first) &+ index]
      let raw = readBits(bytes, start: bit &+ Int(step.bitOffset), count: Int(step.bits))
      let physical =
        step.needsDivision
        ? contents[Int(step.content)].physical(raw, bits: Int(step.bits))
        : Self.whole(raw, step.sign) * step.scale
      output.set(element: index, raw, physical)
    }
    output.elementCount &+= Int(part.steps.count)
    return true
  }

  /// The whole number of an element's bits, signed where it has a sign bit.
  @inline(__always)
  private static func whole(_ raw: UInt64, _ sign: UInt64) -> Double {
    Double(Int64(bitPattern: raw ^ sign) &- Int64(bitPattern: sign))
  }

  /// Spare bits that are not zero come before the part they are in.
  private func readSpares(_ run: Run, bit: Int, into output: inout RecordOutput) -> Bool {
    for place in run.range {
      let raw = readBits(bytes, start: bit &+ Int(spares[place].bitOffset), count: Int(spares[place].bits))
      guard raw != 0 else { continue }
      output.append(RecordEntry(.spare, place, raw: raw))
      guard output.hasRoom(elements: 0) else { return false }
    }
    return true
  }

  private func readExtended(
    _ place: Int, bit: inout Int, into output: inout RecordOutput, _ kept: inout KeptOctets,
    _ shapes: inout RecordShapes
  ) -> Bool {
    let begin = output.append(RecordEntry(.beginParts, place))
    let parts = nodes[place].parts
    let (count, end) = extent(ofExtended: place, bit: bit)
    if let stretch = shapes.stretch(ofExtended: place, parts: count, definition, nodes) {
      guard readStretch(stretch, bit: bit, into: &output, shapes) else { return false }
    } else {
      for part in parts.range.prefix(Int(count)) {
        guard readPart(part, bit: bit, into: &output) else { return false }
        bit &+= Int(self.parts[part].bits) &+ (self.parts[part].hasExtensionBit ? 1 : 0)
      }
    }
    bit = end
    return output.finish(.endParts, place, begin, count)
  }

  /// How many parts an extended item has, and the bit past the last.
  @inline(__always)
  private func extent(ofExtended place: Int, bit: Int) -> (parts: UInt64, end: Int) {
    var count: UInt64 = 1
    if nodes[place].octetParts > 0 {
      // Each part is an octet; the scan made sure of the last.
      var octet = bit &>> 3
      while bytes[octet] & 1 != 0, count < UInt64(nodes[place].octetParts) {
        octet &+= 1
        count &+= 1
      }
      return (count, (octet &+ 1) &* 8)
    }
    count = 0
    var end = bit
    for part in nodes[place].parts.range {
      count &+= 1
      end &+= Int(parts[part].bits)
      guard parts[part].hasExtensionBit else { continue }
      end &+= 1
      if bytes[(end &- 1) &>> 3] & 1 == 0 { break }
    }
    return (count, end)
  }

  // MARK: Items whose layout their octets tell

  private func readVariable(
    _ place: Int, bit: inout Int, end: Int, into output: inout RecordOutput, _ kept: inout KeptOctets,
    _ shapes: inout RecordShapes
  ) -> Bool {
    guard output.hasRoom(elements: 1) else { return false }
    let place = chosen(place)
    switch nodes[place].kind {
    case .extended where nodes[place].parts.count > 0:
      return readExtended(place, bit: &bit, into: &output, &kept, &shapes)
    case .compound: return readCompound(place, bit: &bit, end: end, into: &output, &kept, &shapes)
    case .repetitive: return readRepetitive(place, bit: &bit, end: end, into: &output, &kept, &shapes)
    case .repetitiveByExtension:
      return readRepetitiveByExtension(place, bit: &bit, end: end, into: &output, &kept, &shapes)
    case .explicit, .specialPurpose, .reservedExpansion:
      return readExplicit(place, bit: &bit, end: end, into: &output, &kept, &shapes)
    case .group, .element:
      if nodes[place].parts.count > 0 {
        guard readPart(Int(nodes[place].parts.first), bit: bit, into: &output) else { return false }
        bit &+= Int(nodes[place].bits)
        return true
      }
      if nodes[place].kind == .element { return readElement(place, bit: &bit, into: &output, &kept, &shapes) }
      return readMembers(place, bit: &bit, end: end, into: &output, &kept, &shapes)
    case .extended: return readMembers(place, bit: &bit, end: end, into: &output, &kept, &shapes)
    case .spare, .empty, .extensionBit, .randomFieldSequencing: return true
    }
  }

  /// The node itself, or the one chosen in its stead by other items.
  @inline(__always)
  private func chosen(_ place: Int) -> Int {
    let dependency = nodes[place].dependency
    guard dependency >= 0 else { return place }
    return Int(resolve(definition.dependencies[Int(dependency)]))
  }

  /// An element of more than 57 bits, or one whose content other items choose.
  private func readElement(
    _ place: Int, bit: inout Int, into output: inout RecordOutput, _ kept: inout KeptOctets,
    _ shapes: inout RecordShapes
  ) -> Bool {
    let bits = Int(nodes[place].bits)
    let start = bit
    bit &+= bits
    guard bits <= 64 else {
      let first = min(bytes.count, start >> 3)
      let octets = kept.keep(bytes.extracting(first..<min(bytes.count, first + bits >> 3)))
      output.append(RecordEntry(.octets, place, raw: octets))
      return true
    }
    var content = Int(nodes[place].content)
    if nodes[place].contentDepends { content = Int(resolve(definition.dependencies[content])) }
    let raw = readBits(bytes, start: start, count: bits)
    output.append(RecordEntry(.element, place, raw: UInt64(content)))
    output.set(element: 0, raw, contents[content].physical(raw, bits: bits))
    output.elementCount &+= 1
    return true
  }

  /// A group or extended item with members that have no fixed layout.
  private func readMembers(
    _ place: Int, bit: inout Int, end: Int, into output: inout RecordOutput, _ kept: inout KeptOctets,
    _ shapes: inout RecordShapes
  ) -> Bool {
    let begin = output.append(RecordEntry(.beginParts, place))
    var count: UInt64 = nodes[place].kind == .extended ? 1 : 0
    for member in nodes[place].children.range {
      guard output.hasRoom(elements: 1) else { return false }
      if nodes[member].kind == .extensionBit {
        bit &+= 1
        guard readBits(bytes, start: bit &- 1, count: 1) == 1 else { break }
        count &+= 1
      } else if nodes[member].kind == .spare {
        let raw = readBits(bytes, start: bit, count: min(64, Int(nodes[member].bits)))
        // The writer tells this kind of spare bits from those of a part by what follows.
        if raw != 0 { output.append(RecordEntry(.spare, ~member, raw: raw)) }
        bit &+= Int(nodes[member].bits)
      } else {
        guard bit < end &* 8 else { break }
        guard readItem(member, bit: &bit, end: end, into: &output, &kept, &shapes) else { return false }
      }
    }
    return output.finish(.endParts, place, begin, count)
  }

  private func readRepetitive(
    _ place: Int, bit: inout Int, end: Int, into output: inout RecordOutput, _ kept: inout KeptOctets,
    _ shapes: inout RecordShapes
  ) -> Bool {
    let countBits = Int(nodes[place].countBytes) &* 8
    let count = readBits(bytes, start: bit, count: countBits)
    bit &+= countBits
    let member = Int(nodes[place].children.first)
    let isRegister = decodesRegisters && nodes[member].isRegister
    let begin = output.append(RecordEntry(.beginList, place))
    var index: UInt64 = 0
    let stretch = shapes.stretch(of: member, definition, nodes)
    while index < count, bit < end &* 8 {
      if isRegister { noteRegister(list: place, index: Int32(truncatingIfNeeded: index), bit: bit, &kept) }
      if let stretch {
        guard readStretch(stretch, bit: bit, into: &output, shapes) else { return false }
        bit &+= Int(nodes[member].bits)
      } else {
        guard readItem(member, bit: &bit, end: end, into: &output, &kept, &shapes) else { return false }
      }
      index &+= 1
    }
    return output.finish(.endList, place, begin, count)
  }

  private func readRepetitiveByExtension(
    _ place: Int, bit: inout Int, end: Int, into output: inout RecordOutput, _ kept: inout KeptOctets,
    _ shapes: inout RecordShapes
  ) -> Bool {
    let begin = output.append(RecordEntry(.beginList, place))
    let member = Int(nodes[place].children.first)
    var count: UInt64 = 0
    while bit < end &* 8 {
      guard readItem(member, bit: &bit, end: end, into: &output, &kept, &shapes) else { return false }
      bit &+= 1
      count &+= 1
      if readBits(bytes, start: bit &- 1, count: 1) == 0 { break }
    }
    return output.finish(.endList, place, begin, count)
  }

  private func readCompound(
    _ place: Int, bit: inout Int, end: Int, into output: inout RecordOutput, _ kept: inout KeptOctets,
    _ shapes: inout RecordShapes
  ) -> Bool {
    let start = bit &>> 3
    var first = start
    repeat { first &+= 1 } while first < end && bytes[first &- 1] & 1 != 0
    let presence = SubfieldPresence(first: start, octets: first &- start, hasExtensionBits: true)
    bit = first &* 8
    let begin = output.append(RecordEntry(.beginParts, place))
    let bits = presence.bits(in: bytes)
    guard readPresent(nodes[place].children, bits, bit: &bit, end: end, areItems: false, into: &output, &kept, &shapes)
    else {
      return false
    }
    return output.finish(.endParts, place, begin, UInt64(presence.octets))
  }

  private func readExplicit(
    _ place: Int, bit: inout Int, end: Int, into output: inout RecordOutput, _ kept: inout KeptOctets,
    _ shapes: inout RecordShapes
  ) -> Bool {
    let start = bit >> 3
    guard start < end else { return true }
    let stop = min(end, start + max(1, Int(bytes[start])))
    bit = stop * 8
    guard nodes[place].kind == .reservedExpansion,
      let layout = ExpansionLayout(definition, nodes: nodes, bytes: bytes, field: start..<stop)
    else {
      output.append(RecordEntry(.octets, place, raw: kept.keep(bytes.extracting(start + 1..<stop))))
      return true
    }
    var inner = layout.first * 8
    let begin = output.append(RecordEntry(.beginParts, place))
    let bits = layout.presence.bits(in: bytes)
    guard readPresent(layout.members, bits, bit: &inner, end: stop, areItems: false, into: &output, &kept, &shapes)
    else {
      return false
    }
    return output.finish(.endParts, place, begin, UInt64(layout.index << 8 | layout.presence.octets))
  }

  /// A random field sequence: a list whose members are items with parts of their own.
  private func readSequence(
    _ place: Int, _ slots: Run, bit: inout Int, end: Int, into output: inout RecordOutput, _ kept: inout KeptOctets,
    _ shapes: inout RecordShapes
  ) -> Bool {
    guard bit &>> 3 < end else { return true }
    guard output.hasRoom(elements: 0) else { return false }
    let scanner = RecordScanner(nodes: nodes, bytes: bytes, end: end)
    let begin = output.append(RecordEntry(.beginList, place))
    var count: UInt64 = 0
    var offset = bit &>> 3 &+ 1
    for _ in 0..<Int(bytes[offset &- 1]) {
      guard let item = scanner.sequencedNode(slots, at: offset),
        let next = try? scanner.endOfItem(nodes[item], at: offset + 1)
      else { break }
      guard output.hasRoom(elements: 0) else { return false }
      output.append(RecordEntry(.beginParts, place, raw: UInt64(bytes[offset])))
      bit = (offset + 1) * 8
      guard readItem(item, bit: &bit, end: next, into: &output, &kept, &shapes), output.hasRoom(elements: 0) else {
        return false
      }
      output.append(RecordEntry(.endParts, place))
      count += 1
      offset = next
    }
    bit = offset &* 8
    return output.finish(.endList, place, begin, count)
  }

  // MARK: Comm-B registers

  /// Notes a list member that is a Comm-B register: 56 bits and the register's number.
  private func noteRegister(list: Int, index: Int32, bit: Int, _ kept: inout KeptOctets) {
    kept.registers.append(
      RegisterPlace(
        slot: -1, list: Int32(truncatingIfNeeded: list), index: index, bit: bit,
        register: UInt8(truncatingIfNeeded: readBits(bytes, start: bit &+ 56, count: 8))))
  }

  private func readRegisters(_ registers: [RegisterPlace], into output: inout RecordOutput) -> Bool {
    guard !definition.registers.isEmpty else { return true }
    for index in registers.indices {
      let place = Int(definition.registers[Int(registers[index].register)])
      guard place >= 0, nodes[place].parts.count > 0 else { continue }
      guard output.hasRoom(elements: 0) else { return false }
      output.append(RecordEntry(.beginRegister, place, raw: UInt64(index)))
      let before = output.entryCount
      guard readPart(Int(nodes[place].parts.first), bit: registers[index].bit, into: &output) else { return false }
      // Reserved bits of a register are nobody's to keep: the register itself stands among the items.
      output.removeSpares(from: before)
      output.append(RecordEntry(.endRegister, place))
    }
    return true
  }
}

/// Where a record's values are written to.
struct RecordOutput: ~Copyable, ~Escapable {
  private var entries: MutableSpan<RecordEntry>
  private var elements: MutableSpan<ElementValue>
  private(set) var entryCount = 0
  var elementCount = 0

  @_lifetime(copy entries, copy elements)
  init(entries: consuming MutableSpan<RecordEntry>, elements: consuming MutableSpan<ElementValue>) {
    self.entries = entries
    self.elements = elements
  }

  /// Whether so many elements and a few entries fit.
  @inline(__always)
  func hasRoom(elements count: Int) -> Bool {
    elements.count &- elementCount >= count && entries.count &- entryCount >= 4
  }

  /// Returns the entry's place.
  @discardableResult
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func append(_ entry: RecordEntry) -> Int {
    entries[entryCount] = entry
    entryCount &+= 1
    return entryCount &- 1
  }

  /// Sets the element `index` past those there are.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func set(element index: Int, _ raw: UInt64, _ physical: Double) {
    elements[elementCount &+ index] = ElementValue(raw: raw, physical: physical)
  }

  /// Sets the elements past those there are to what the steps of a stretch find.
  @_lifetime(self: copy self)
  ///
  /// - Parameter bytes: From the beginning of the stretch to eight octets past its end.
  mutating func read(_ steps: Span<ItemStretch.Step>, _ bytes: Span<UInt8>) {
    var elements = elements._mutatingExtracting(elementCount..<elementCount &+ steps.count)
    for index in steps.indices {
      let step = steps[index]
      // In bounds: each word begins among the octets of the stretch, and eight more follow those.
      let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: Int(step.octet), as: UInt64.self)
      let raw = UInt64(bigEndian: word) &>> UInt64(step.shift) & step.mask
      let whole = Double(Int64(bitPattern: raw ^ step.sign) &- Int64(bitPattern: step.sign))
      elements[index] = ElementValue(raw: raw, physical: whole * step.scale)
    }
  }

  /// Sets the physical value of the element `index` past those there are by the content's ratio.
  @_lifetime(self: copy self)
  mutating func divide(element index: Int, _ content: Content, bits: Int) {
    let place = elementCount &+ index
    elements[place].physical = content.physical(elements[place].raw, bits: bits)
  }

  /// Ends what entry `begin` began; false where there is no room.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func finish(_ kind: RecordEntry.Kind, _ place: Int, _ begin: Int, _ count: UInt64) -> Bool {
    guard entryCount < entries.count else { return false }
    entries[begin].raw = count
    append(RecordEntry(kind, place))
    return true
  }

  /// Drops entries of spare bits among those from `first` on.
  @_lifetime(self: copy self)
  mutating func removeSpares(from first: Int) {
    var kept = first
    for place in first..<entryCount where entries[place].kind != .spare {
      entries[kept] = entries[place]
      kept &+= 1
    }
    entryCount = kept
  }
}
