/// Writes items from assigned values.
struct RecordEmitter {
  typealias Assignment = AsterixRecordBuilder.Assignment

  let definition: CategoryDefinition

  /// The fewest presence octets that announce `fields` (from 0), seven a octet and an extension bit.
  static func presenceOctets(_ fields: [Int]) -> [UInt8] {
    let count = (fields.max() ?? 0) / 7 + 1
    var octets = [UInt8](repeating: 0, count: count)
    for field in fields { octets[field / 7] |= 0x80 >> UInt8(field % 7) }
    for index in 0..<(count - 1) { octets[index] |= 1 }
    return octets
  }

  /// - Parameters:
  ///   - values: What is set in this item.
  ///   - depth: How many components of their paths lead to it.
  func emit(
    _ variation: Variation, _ values: [Assignment], depth: Int, name: Int32, into writer: inout BitWriter
  ) throws(AsterixEncodingError) {
    if let whole = values.first(where: { $0.path.count == depth }), case .octets(let octets) = whole.value {
      return emitOctets(octets, variation, into: &writer)
    }
    switch variation.kind {
    case .element:
      var raw: UInt64 = 0
      if let whole = values.first(where: { $0.path.count == depth }), case .raw(let value) = whole.value { raw = value }
      writer.write(raw, bits: Int(variation.bits))
    case .group:
      try emitMembers(variation.members.range, values, depth: depth, into: &writer)
    case .extended: try emitExtended(variation, values, depth: depth, into: &writer)
    case .repetitive, .repetitiveByExtension:
      try emitRepetitive(variation, values, depth: depth, name: name, into: &writer)
    case .compound:
      let content = try subfields(variation.members, values, depth: depth)
      writer.write(Self.presenceOctets(content.present))
      writer.write(content.octets)
    case .explicit, .specialPurpose: writer.write([1])
    case .reservedExpansion: try emitExpansion(values, depth: depth, name: name, into: &writer)
    }
  }

  private func emitOctets(_ octets: [UInt8], _ variation: Variation, into writer: inout BitWriter) {
    switch variation.kind {
    case .explicit, .specialPurpose, .reservedExpansion: writer.write([UInt8(octets.count + 1)] + octets)
    default: for octet in octets { writer.write(UInt64(octet), bits: 8) }
    }
  }

  private func emitMembers(
    _ places: Range<Int>, _ values: [Assignment], depth: Int, into writer: inout BitWriter
  ) throws(AsterixEncodingError) {
    for place in places {
      let member = definition.members[place]
      switch member.kind {
      case .spare: writer.write(0, bits: Int(member.value))
      case .empty, .extension_: continue
      case .item:
        let item = definition.items[Int(member.value)]
        try emit(
          definition.variations[Int(item.variation)], inside(values, item.name, depth), depth: depth + 1,
          name: item.name, into: &writer)
      }
    }
  }

  private func inside(_ values: [Assignment], _ name: Int32, _ depth: Int) -> [Assignment] {
    values.filter { $0.path.count > depth && $0.path[depth] == name }
  }

  private func emitExtended(
    _ variation: Variation, _ values: [Assignment], depth: Int, into writer: inout BitWriter
  ) throws(AsterixEncodingError) {
    let parts = parts(of: variation)
    let last = parts.lastIndex { part in
      definition.members[part].contains { member in
        guard member.kind == .item else { return false }
        return !inside(values, definition.items[Int(member.value)].name, depth).isEmpty
      }
    }
    for (index, part) in parts.enumerated() where index <= last ?? 0 {
      try emitMembers(part, values, depth: depth, into: &writer)
      // A last part without an extension bit fills its octets by itself.
      if part.upperBound < variation.members.range.upperBound {
        writer.write(index < last ?? 0 ? 1 : 0, bits: 1)
      }
    }
  }

  /// The members of each part, extension bits left out.
  private func parts(of variation: Variation) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = variation.members.range.lowerBound
    for place in variation.members.range where definition.members[place].kind == .extension_ {
      parts.append(start..<place)
      start = place + 1
    }
    if start < variation.members.range.upperBound { parts.append(start..<variation.members.range.upperBound) }
    return parts
  }

  private func emitRepetitive(
    _ variation: Variation, _ values: [Assignment], depth: Int, name: Int32, into writer: inout BitWriter
  ) throws(AsterixEncodingError) {
    var count = 0
    for value in values where value.path.count > depth && value.path[depth] < 0 {
      count = max(count, Int(~value.path[depth]) + 1)
    }
    let repeated = definition.variations[Int(variation.repeated)]
    let byExtension = variation.kind == .repetitiveByExtension
    if byExtension { count = max(count, 1) }
    let maximum = byExtension ? 4096 : 1 << (8 * Int(min(2, variation.countBytes))) - 1
    guard count <= maximum else {
      throw .tooManyRepetitions(path: definition.texts[Int(name)], count: count, maximum: maximum)
    }
    if !byExtension { writer.write(UInt64(count), bits: 8 * Int(variation.countBytes)) }
    for index in 0..<count {
      try emit(repeated, inside(values, ~Int32(index), depth), depth: depth + 1, name: name, into: &writer)
      if byExtension { writer.write(index < count - 1 ? 1 : 0, bits: 1) }
    }
  }

  private func emitExpansion(
    _ values: [Assignment], depth: Int, name: Int32, into writer: inout BitWriter
  ) throws(AsterixEncodingError) {
    guard let expansion = definition.expansions.first else { return writer.write([1]) }
    let content = try subfields(expansion.members, values, depth: depth)
    var octets = Self.presenceOctets(content.present)
    if expansion.fspecBytes > 0 {
      octets = [UInt8](repeating: 0, count: Int(expansion.fspecBytes))
      for field in content.present where field >> 3 < octets.count { octets[field >> 3] |= 0x80 >> UInt8(field & 7) }
    }
    octets += content.octets
    guard octets.count <= 254 else {
      throw .tooManyOctets(path: definition.texts[Int(name)], count: octets.count, maximum: 254)
    }
    writer.write([UInt8(octets.count + 1)] + octets)
  }

  private func subfields(
    _ run: Run, _ values: [Assignment], depth: Int
  ) throws(AsterixEncodingError) -> (present: [Int], octets: [UInt8]) {
    var present: [Int] = []
    var writer = BitWriter()
    for (index, member) in definition.members[run.range].enumerated() where member.kind == .item {
      let item = definition.items[Int(member.value)]
      let set = inside(values, item.name, depth)
      guard !set.isEmpty else { continue }
      present.append(index)
      try emit(
        definition.variations[Int(item.variation)], set, depth: depth + 1, name: item.name, into: &writer)
    }
    return (present, writer.bytes)
  }
}
