/// Where an element is.
struct LeafPlace {
  var bit: Int
  var bits: Int
  var content: Int32
  var contentDepends: Bool
  var name: Int32
}

/// Finds one element inside an item by its path.
///
/// A path component is the place of a name, or `~index` for the index of a repetition.
struct ItemNavigator {
  typealias Path = ArraySlice<Int32>

  let definition: CategoryDefinition
  let bytes: [UInt8]

  /// - Parameters:
  ///   - bit: Where the item begins, in bits from the start of the datagram.
  ///   - endBit: Where the enclosing octets end: nothing is found past it.
  func find(_ path: Path, in variation: Variation, bit: Int, endBit: Int, name: Int32 = 0) -> LeafPlace? {
    guard bit <= endBit else { return nil }
    switch variation.kind {
    case .element:
      guard path.isEmpty, bit + Int(variation.bits) <= endBit else { return nil }
      return LeafPlace(
        bit: bit, bits: Int(variation.bits), content: variation.content, contentDepends: variation.contentDepends,
        name: name)
    case .group, .extended: return findMember(path, in: variation, bit: bit, endBit: endBit)
    case .repetitive, .repetitiveByExtension: return findRepetition(path, in: variation, bit: bit, endBit: endBit)
    case .compound: return findSubfield(path, in: variation, bit: bit, endBit: endBit)
    case .reservedExpansion: return findExpansion(path, bit: bit, endBit: endBit)
    case .explicit, .specialPurpose: return nil
    }
  }

  private func findMember(_ path: Path, in variation: Variation, bit: Int, endBit: Int) -> LeafPlace? {
    guard let wanted = path.first else { return nil }
    var bit = bit
    for member in definition.members[variation.members.range] {
      switch member.kind {
      case .empty: continue
      case .spare: bit += Int(member.value)
      case .extension_:
        guard readBits(bytes, start: bit, count: 1) == 1 else { return nil }
        bit += 1
      case .item:
        let item = definition.items[Int(member.value)]
        let variation = definition.variations[Int(item.variation)]
        if item.name == wanted {
          return find(path.dropFirst(), in: variation, bit: bit, endBit: endBit, name: item.name)
        }
        bit += Int(max(0, variation.bits))
      }
      guard bit <= endBit else { return nil }
    }
    return nil
  }

  private func findRepetition(_ path: Path, in variation: Variation, bit: Int, endBit: Int) -> LeafPlace? {
    guard let component = path.first, component < 0 else { return nil }
    let index = Int(~component)
    let repeated = definition.variations[Int(variation.repeated)]
    let size = Int(repeated.bits)
    guard size > 0 else { return nil }
    if variation.kind == .repetitive {
      let first = bit + Int(variation.countBytes) * 8
      guard index < Int(readBits(bytes, start: bit, count: Int(variation.countBytes) * 8)) else { return nil }
      return find(path.dropFirst(), in: repeated, bit: first + index * size, endBit: endBit)
    }
    var place = bit
    for _ in 0..<index {
      guard place + size < endBit, readBits(bytes, start: place + size, count: 1) == 1 else { return nil }
      place += size + 1
    }
    return find(path.dropFirst(), in: repeated, bit: place, endBit: endBit)
  }

  private func findSubfield(_ path: Path, in variation: Variation, bit: Int, endBit: Int) -> LeafPlace? {
    var first = bit >> 3
    repeat { first += 1 } while first * 8 <= endBit && readBits(bytes, start: first * 8 - 1, count: 1) == 1
    let presence = SubfieldPresence(first: bit >> 3, octets: first - bit >> 3, sevenBits: true)
    return findSubfield(path, in: variation.members, presence: presence, at: first, endBit: endBit)
  }

  private func findExpansion(_ path: Path, bit: Int, endBit: Int) -> LeafPlace? {
    guard let layout = ExpansionLayout(definition, bytes: bytes, field: bit >> 3..<endBit >> 3) else { return nil }
    return findSubfield(path, in: layout.members, presence: layout.presence, at: layout.first, endBit: endBit)
  }

  private func findSubfield(
    _ path: Path, in run: Run, presence: SubfieldPresence, at start: Int, endBit: Int
  ) -> LeafPlace? {
    guard let wanted = path.first else { return nil }
    let scanner = RecordScanner(definition: definition, bytes: bytes, end: min(bytes.count, endBit >> 3))
    var offset = start
    for index in 0..<min(presence.count, Int(run.count)) where presence.isSet(index, in: bytes) {
      let member = definition.members[Int(run.first) + index]
      guard member.kind == .item else { return nil }
      let item = definition.items[Int(member.value)]
      let variation = definition.variations[Int(item.variation)]
      if item.name == wanted {
        return find(path.dropFirst(), in: variation, bit: offset * 8, endBit: endBit, name: item.name)
      }
      guard let next = try? scanner.endOfItem(variation, at: offset) else { return nil }
      offset = next
    }
    return nil
  }
}

/// The layout of a reserved expansion field whose octets fit a definition exactly.
struct ExpansionLayout {
  var members: Run
  var presence: SubfieldPresence
  /// Where the first subfield begins.
  var first: Int

  /// Nil where the field's octets do not fit the newest definition: the field is then opaque.
  /// - Parameter field: The whole field, its length octet included.
  init?(_ definition: CategoryDefinition, bytes: [UInt8], field: Range<Int>) {
    guard let expansion = definition.expansions.first, field.count >= 2, field.upperBound <= bytes.count else {
      return nil
    }
    let start = field.lowerBound + 1
    var first = start
    if expansion.fspecBytes > 0 {
      first += Int(expansion.fspecBytes)
    } else {
      repeat { first += 1 } while first < field.upperBound && bytes[first - 1] & 1 != 0
    }
    guard first <= field.upperBound else { return nil }
    members = expansion.members
    presence = SubfieldPresence(first: start, octets: first - start, sevenBits: expansion.fspecBytes == 0)
    self.first = first
    let scanner = RecordScanner(definition: definition, bytes: bytes, end: field.upperBound)
    guard let end = try? scanner.endOfSubfields(members, presence: presence, at: first), end == field.upperBound else {
      return nil
    }
  }
}

extension DecodedDatagram {
  /// One element of a record by its path, for example `"040/RHO"`, `"380/IAS/IM"`, `"250/0/BDS1"`; nil where absent.
  public func leaf(_ path: String, in record: AsterixRecord) -> AsterixLeaf? {
    guard let definition = generatedDefinition(record.category) else { return nil }
    var components: [Int32] = []
    for (index, part) in path.split(separator: "/").enumerated() {
      if let place = definition.place(ofText: String(part)), index == 0 || Int(part) == nil {
        components.append(place)
      } else if index > 0, let number = Int32(part), number >= 0 {
        components.append(~number)
      } else {
        return nil
      }
    }
    return leaf(components, in: record, definition: definition)
  }

  func leaf(_ path: [Int32], in record: AsterixRecord, definition: CategoryDefinition) -> AsterixLeaf? {
    guard let place = place(path, in: record, definition: definition) else { return nil }
    let content = resolve(
      place.content, depends: place.contentDepends, in: record, definition: definition)
    return AsterixLeaf(
      definition: definition, content: content, nameText: place.name,
      raw: readBits(bytes, start: place.bit, count: min(64, place.bits)), bitCount: place.bits, bitOffset: place.bit)
  }

  private func place(_ path: [Int32], in record: AsterixRecord, definition: CategoryDefinition) -> LeafPlace? {
    guard let name = path.first, Int(record.profile) < definition.profiles.count else { return nil }
    let slots = definition.profiles[Int(record.profile)].slots.range
    for (index, slot) in definition.slots[slots].enumerated() where slot.kind == .item {
      guard definition.items[Int(slot.item)].name == name, let range = range(ofField: index + 1, in: record) else {
        continue
      }
      let navigator = ItemNavigator(definition: definition, bytes: bytes)
      return navigator.find(
        path.dropFirst(), in: definition.variations[Int(slot.variation)], bit: range.lowerBound * 8,
        endBit: range.upperBound * 8, name: name)
    }
    return nil
  }

  /// The content of an element, chosen by other items of the record where it depends on them.
  func resolve(
    _ content: Int32, depends: Bool, in record: AsterixRecord, definition: CategoryDefinition
  ) -> Content {
    guard depends else { return definition.contents[Int(content)] }
    return definition.contents[Int(resolve(definition.dependencies[Int(content)], in: record, definition: definition))]
  }

  func resolve(_ dependency: Dependency, in record: AsterixRecord, definition: CategoryDefinition) -> Int32 {
    var values: [UInt64] = []
    for path in dependency.paths {
      guard let place = place(path, in: record, definition: definition) else { return dependency.otherwise }
      values.append(readBits(bytes, start: place.bit, count: place.bits))
    }
    return dependency.cases.first { $0.values == values }?.subject ?? dependency.otherwise
  }
}
