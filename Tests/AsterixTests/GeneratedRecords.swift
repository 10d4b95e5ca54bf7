@testable import Asterix

/// Makes records of any category and edition at random from its layout, every field and value equally likely.
struct GeneratedRecords {
  let definition: CategoryDefinition
  var random: SeededGenerator

  /// One record's values, not yet encoded; at least one item.
  mutating func values(edition: Int) -> AsterixRecordValues {
    let layout = definition.editions[edition]
    var values = AsterixRecordValues()
    let profile = layout.profiles[Int.random(in: 0..<layout.profiles.count, using: &random)]
    values.begin(
      category: definition.category, editionPlace: UInt8(edition), profile: UInt16(profile), presenceOctets: 1)
    let slots = definition.profiles[Int(profile)].slots.range
    let selector = layout.selectorPath.first
    let density = Double.random(in: 0.02...0.6, using: &random)
    for (field, place) in slots.enumerated() where definition.nodes[place].isItem {
      let selects = selector == definition.nodes[place].name
      guard selects || Double.random(in: 0..<1, using: &random) < density else { continue }
      values.presenceOctets = field / 7 + 1
      if definition.nodes[place].kind == .randomFieldSequencing {
        appendSequence(place, slots, to: &values)
      } else {
        append(place, to: &values)
      }
      if selects { choose(profile, layout, in: &values) }
    }
    if values.entryCount == 0 {
      let place = slots.first { definition.nodes[$0].isItem } ?? slots.lowerBound
      append(place, to: &values)
    }
    // Some senders announce nothing in their last octets.
    if Int.random(in: 0..<20, using: &random) == 0 { values.presenceOctets += 1 }
    return values
  }

  /// Gives the item that selects the profile, the last one appended, a value that does select it.
  private mutating func choose(_ profile: Int32, _ layout: Edition, in values: inout AsterixRecordValues) {
    guard let value = layout.selectorCases.filter({ $0.profile == profile }).randomElement(using: &random)?.value,
      let name = layout.selectorPath.last,
      let part = values.entries[..<values.entryCount].firstIndex(where: { entry in
        entry.kind == .part && steps(of: entry).contains { definition.texts[Int(nodeName($0))] == self.text(name) }
      })
    else { return }
    var element = 0
    for entry in values.entries[..<part] where entry.kind == .part { element += steps(of: entry).count }
    for step in steps(of: values.entries[part]) {
      if nodeName(step) == name { values.elements[element].raw = value }
      element += 1
    }
  }

  private func steps(of entry: RecordEntry) -> ArraySlice<LayoutStep> {
    definition.steps[definition.parts[Int(entry.place)].steps.range]
  }

  private func nodeName(_ step: LayoutStep) -> Int32 { definition.nodes[Int(step.node)].name }
  private func text(_ name: Int32) -> String { definition.texts[Int(name)] }

  private mutating func appendSequence(_ node: Int, _ slots: Range<Int>, to values: inout AsterixRecordValues) {
    let count = Int.random(in: 0...3, using: &random)
    values.append(RecordEntry(.beginList, node, raw: UInt64(count)))
    for _ in 0..<count {
      let field = Int.random(in: 0..<slots.count, using: &random)
      let place = slots.lowerBound + field
      let isUsable = definition.nodes[place].isItem && definition.nodes[place].kind != .randomFieldSequencing
      values.append(RecordEntry(.beginParts, node, raw: UInt64(isUsable ? field + 1 : 1)))
      append(isUsable ? place : slots.lowerBound, to: &values)
      values.append(RecordEntry(.endParts, node))
    }
    values.append(RecordEntry(.endList, node))
  }

  private mutating func append(_ place: Int, to values: inout AsterixRecordValues) {
    // An item with several layouts gets its default one; the others are read where the selecting values stand.
    let dependency = definition.nodes[place].dependency
    let place = dependency >= 0 ? Int(definition.dependencies[Int(dependency)].otherwise) : place
    let node = definition.nodes[place]
    switch node.kind {
    case .element where node.parts.count == 0: appendElement(place, to: &values)
    case .element, .group:
      if node.parts.count > 0 { return appendPart(Int(node.parts.first), to: &values) }
      values.append(RecordEntry(.beginParts, place))
      for member in node.children.range where definition.nodes[member].isItem { append(member, to: &values) }
      values.append(RecordEntry(.endParts, place))
    case .extended: appendExtended(place, to: &values)
    case .repetitive, .repetitiveByExtension:
      let count = Int.random(in: node.kind == .repetitive ? 0...4 : 1...4, using: &random)
      values.append(RecordEntry(.beginList, place, raw: UInt64(count)))
      for _ in 0..<count { append(Int(node.children.first), to: &values) }
      values.append(RecordEntry(.endList, place))
    case .compound:
      values.append(RecordEntry(.beginParts, place, raw: 1))
      appendSubfields(node.children, bitsPerOctet: 7, place, to: &values)
    case .reservedExpansion where !definition.expansions.isEmpty:
      let octets = Int(definition.expansions[0].fspecBytes)
      values.append(RecordEntry(.beginParts, place, raw: UInt64(max(1, octets))))
      appendSubfields(definition.expansions[0].members, bitsPerOctet: octets > 0 ? 8 : 7, place, to: &values)
    case .explicit, .specialPurpose, .reservedExpansion:
      let count = Int.random(in: 0...8, using: &random)
      appendOctets(count, place, to: &values)
    case .spare, .empty, .extensionBit, .randomFieldSequencing: return
    }
  }

  private mutating func appendOctets(_ count: Int, _ place: Int, to values: inout AsterixRecordValues) {
    let octets = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    values.append(RecordEntry(.octets, place, raw: values.kept.keep(octets.span)))
  }

  /// Any value; the ends of the range, where faults are, more often.
  private mutating func raw(bits: Int) -> UInt64 {
    let largest = bits == 64 ? UInt64.max : (1 << UInt64(bits)) - 1
    return switch Int.random(in: 0..<6, using: &random) {
    case 0: 0
    case 1: largest
    case 2: largest >> 1
    default: UInt64.random(in: 0...largest, using: &random)
    }
  }

  private mutating func appendElement(_ place: Int, to values: inout AsterixRecordValues) {
    let bits = Int(definition.nodes[place].bits)
    guard bits <= 64 else { return appendOctets(bits / 8, place, to: &values) }
    values.append(RecordEntry(.element, place))
    values.append(raw: raw(bits: bits))
  }

  private mutating func appendPart(_ place: Int, to values: inout AsterixRecordValues) {
    let part = definition.parts[place]
    for spare in part.spares.range where Int.random(in: 0..<20, using: &random) == 0 {
      values.append(RecordEntry(.spare, spare, raw: 1))
    }
    values.append(RecordEntry(.part, place))
    for step in definition.steps[part.steps.range] { values.append(raw: raw(bits: Int(step.bits))) }
  }

  private mutating func appendExtended(_ place: Int, to values: inout AsterixRecordValues) {
    let node = definition.nodes[place]
    let members = node.children.range
    let bits = members.filter { definition.nodes[$0].kind == .extensionBit }.count
    let endsOpen = members.last.map { definition.nodes[$0].kind != .extensionBit } ?? false
    let wanted = Int.random(in: 1...max(1, bits + (endsOpen ? 1 : 0)), using: &random)
    values.append(RecordEntry(.beginParts, place, raw: UInt64(wanted)))
    if node.parts.count > 0 {
      for part in node.parts.range.prefix(wanted) { appendPart(part, to: &values) }
    } else {
      var part = 1
      for member in members where part <= wanted {
        if definition.nodes[member].kind == .extensionBit { part += 1 } else { append(member, to: &values) }
      }
    }
    values.append(RecordEntry(.endParts, place))
  }

  private mutating func appendSubfields(
    _ members: Run, bitsPerOctet: Int, _ place: Int, to values: inout AsterixRecordValues
  ) {
    let begin = values.entryCount - 1
    for (index, member) in members.range.enumerated()
    where definition.nodes[member].isItem && Int.random(in: 0..<3, using: &random) == 0 {
      if bitsPerOctet == 7 { values.entries[begin].raw = UInt64(index / bitsPerOctet + 1) }
      append(member, to: &values)
    }
    values.append(RecordEntry(.endParts, place))
  }
}
