/// Prints definitions: what an item is, bit by bit.
public enum AsterixDescription {
  /// The lines that describe a category ("048"), an item ("048/040"), a part of one ("062/380/IAS") or a Comm-B register
  /// ("BDS/4,0").
  /// - Returns: Nil where there is no such thing.
  public static func lines(_ path: String, edition: AsterixEdition? = nil) -> [String]? {
    let parts = path.split(separator: "/").map(String.init)
    if parts.first?.uppercased() == "BDS" { return registerLines(Array(parts.dropFirst())) }
    guard let first = parts.first, let category = UInt8(first), let definition = generatedDefinition(category) else {
      return nil
    }
    guard let place = definition.editions.firstIndex(where: { edition == nil || $0.number == edition }) else {
      return nil
    }
    let writer = DescriptionWriter(definition: definition, edition: definition.editions[place])
    guard parts.count > 1 else { return writer.category() }
    return writer.item(Array(parts.dropFirst()))
  }

  /// What a path that is not there may have meant: the names at its last good step.
  public static func names(near path: String, edition: AsterixEdition? = nil) -> [String] {
    let parts = path.split(separator: "/").map(String.init)
    guard let first = parts.first, let category = UInt8(first), let definition = generatedDefinition(category),
      let used = definition.editions.first(where: { edition == nil || $0.number == edition })
    else { return AsterixCatalogue.categories.map { padded($0) } }
    let writer = DescriptionWriter(definition: definition, edition: used)
    for count in stride(from: parts.count - 1, through: 1, by: -1) {
      if count == 1 { return writer.itemNames() }
      if let place = writer.place(Array(parts[1..<count])) { return writer.memberNames(place) }
    }
    return writer.itemNames()
  }

  /// The lines that describe a Comm-B register, `["4,0"]`; all registers for an empty path.
  private static func registerLines(_ path: [String]) -> [String]? {
    // Every category with Comm-B data has the same registers.
    guard path.count <= 1, let definition = generatedDefinition(48), let edition = definition.editions.first else {
      return nil
    }
    let writer = DescriptionWriter(definition: definition, edition: edition)
    let places = definition.registers.filter { $0 >= 0 }.map { Int($0) }
    guard let name = path.first else { return places.flatMap { writer.register($0) } }
    return places.first { writer.name(of: $0) == name }.map { writer.register($0) }
  }

  static func padded(_ category: UInt8) -> String {
    String(repeating: "0", count: 3 - String(category).count) + String(category)
  }
}

private struct DescriptionWriter {
  let definition: CategoryDefinition
  let edition: Edition

  private var name: String { "CAT" + AsterixDescription.padded(definition.category) }

  func category() -> [String] {
    var lines = ["\(name), edition \(edition.number) of \(edition.date): \(edition.title)"]
    let others = definition.editions.map(\.number.description).joined(separator: ", ")
    lines.append("editions built in: \(others)")
    if !definition.expansions.isEmpty {
      lines.append(
        "reserved expansion field: editions \(definition.expansions.map(\.number.description).joined(separator: ", "))")
    }
    for profile in edition.profiles {
      let layout = definition.profiles[Int(profile)]
      let profileName = definition.texts[Int(layout.name)]
      lines.append(profileName.isEmpty ? "user application profile:" : "user application profile \"\(profileName)\":")
      for (field, place) in layout.slots.range.enumerated() {
        let node = definition.nodes[place]
        let text =
          switch node.kind {
          case .randomFieldSequencing: "RFS  random field sequencing"
          case _ where node.isItem: "\(text(node.name))  \(text(node.title))"
          default: "-"
          }
        lines.append("  \(field + 1)\t\(text)")
      }
    }
    return lines
  }

  func item(_ path: [String]) -> [String]? {
    guard let place = place(path) else { return nil }
    let node = definition.nodes[place]
    var lines = ["\(name)/\(path.joined(separator: "/")), edition \(edition.number): \(text(node.title))"]
    describe(place, depth: 0, at: 0, into: &lines)
    return lines
  }

  func name(of place: Int) -> String { text(definition.nodes[place].name) }

  func register(_ place: Int) -> [String] {
    var lines = ["BDS \(name(of: place)): \(text(definition.nodes[place].title))"]
    describe(place, depth: 0, at: 0, into: &lines)
    return lines
  }

  func itemNames() -> [String] {
    var names: [String] = []
    for profile in edition.profiles {
      for place in definition.profiles[Int(profile)].slots.range where definition.nodes[place].isItem {
        let name = text(definition.nodes[place].name)
        if !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  func memberNames(_ place: Int) -> [String] {
    members(of: place).filter { definition.nodes[$0].isItem }.map { text(definition.nodes[$0].name) }
  }

  func place(_ path: [String]) -> Int? {
    guard let first = path.first, let name = definition.place(ofText: first) else { return nil }
    var place: Int?
    for profile in edition.profiles where place == nil { place = definition.slot(named: name, profile: Int(profile)) }
    for part in path.dropFirst() {
      guard let outer = place else { return nil }
      place = members(of: outer).first { definition.nodes[$0].isItem && text(definition.nodes[$0].name) == part }
    }
    return place
  }

  /// The members of a node; of a list those of what it repeats.
  private func members(of place: Int) -> Range<Int> {
    let node = definition.nodes[place]
    switch node.kind {
    case .repetitive, .repetitiveByExtension: return members(of: Int(node.children.first))
    case .reservedExpansion: return definition.expansions.first?.members.range ?? 0..<0
    default: return node.children.range
    }
  }

  private func text(_ place: Int32) -> String { definition.texts[Int(place)] }

  /// - Parameter bit: Where it begins, counted from the item's first bit; nil where the octets before tell.
  private func describe(_ place: Int, depth: Int, at bit: Int?, into lines: inout [String]) {
    let node = definition.nodes[place]
    let indent = String(repeating: "  ", count: depth + 1)
    switch node.kind {
    case .element: describeElement(node, indent, into: &lines)
    case .group: lines.append("\(indent)group of \(node.bits) bits")
    case .extended:
      let announces = node.children.range.contains { definition.nodes[$0].kind == .extensionBit }
      lines.append(
        "\(indent)\(announces ? "extended: each part ends with a bit that announces the next (FX)" : "56 bits")")
    case .compound: lines.append("\(indent)compound: presence octets, then the subfields they announce")
    case .repetitive: lines.append("\(indent)repetitive: a count of \(node.countBytes) octet, then as many times")
    case .repetitiveByExtension:
      lines.append("\(indent)repetitive: each is followed by a bit that announces the next (FX)")
    case .explicit: lines.append("\(indent)explicit: a length octet that counts itself, then free octets")
    case .specialPurpose:
      lines.append("\(indent)special purpose field: a length octet that counts itself, then private octets")
    case .reservedExpansion: lines.append("\(indent)reserved expansion field: a length octet that counts itself, then")
    case .spare, .empty, .extensionBit, .randomFieldSequencing: break
    }
    if node.dependency >= 0 {
      lines.append("\(indent)the layout depends on \(dependency(node.dependency)); this is the usual one")
    }
    if node.kind == .repetitive || node.kind == .repetitiveByExtension {
      describe(Int(node.children.first), depth: depth + 1, at: nil, into: &lines)
      return
    }
    var next = node.kind == .group || node.kind == .extended ? bit : nil
    for member in members(of: place) {
      describeMember(member, depth: depth, at: next, into: &lines)
      let size = Int(definition.nodes[member].bits)
      next = size >= 0 ? next.map { $0 + size } : nil
    }
  }

  private func describeMember(_ place: Int, depth: Int, at bit: Int?, into lines: inout [String]) {
    let node = definition.nodes[place]
    let indent = String(repeating: "  ", count: depth + 1)
    switch node.kind {
    case .spare: lines.append("\(indent)- \(node.bits) spare \(node.bits == 1 ? "bit" : "bits")")
    case .extensionBit: lines.append("\(indent)FX")
    case .empty: lines.append("\(indent)- (always absent)")
    default:
      let title = text(node.title)
      let where_ = bit.map { " [\(Self.octets(of: Int(node.bits), at: $0))]" } ?? ""
      lines.append("\(indent)\(text(node.name))\(title.isEmpty ? "" : "  " + title)\(where_)")
      describe(place, depth: depth + 1, at: bit, into: &lines)
    }
  }

  /// Where bits lie, as the documents count: octets from 1, the first bit of an octet is 8.
  private static func octets(of bits: Int, at bit: Int) -> String {
    guard bits > 0 else { return "octet \(bit / 8 + 1)" }
    let last = bit + bits - 1
    let (firstOctet, lastOctet) = (bit / 8 + 1, last / 8 + 1)
    let (firstBit, lastBit) = (8 - bit % 8, 8 - last % 8)
    if firstBit == 8, lastBit == 1 {
      return firstOctet == lastOctet ? "octet \(firstOctet)" : "octets \(firstOctet)-\(lastOctet)"
    }
    if firstOctet == lastOctet {
      return "octet \(firstOctet) bit\(firstBit == lastBit ? " \(firstBit)" : "s \(firstBit)-\(lastBit)")"
    }
    return "octet \(firstOctet) bit \(firstBit) to octet \(lastOctet) bit \(lastBit)"
  }

  private func describeElement(_ node: LayoutNode, _ indent: String, into lines: inout [String]) {
    guard !node.contentDepends else {
      let choice = definition.dependencies[Int(node.content)]
      lines.append("\(indent)\(bits(node)), depending on \(dependency(node.content)):")
      for entry in choice.cases {
        lines.append("\(indent)  \(entry.values.map { "\($0)" }.joined(separator: ",")):")
        describe(definition.contents[Int(entry.subject)], node, indent + "    ", into: &lines)
      }
      return
    }
    describe(definition.contents[Int(node.content)], node, indent, into: &lines)
  }

  private func bits(_ node: LayoutNode) -> String { "\(node.bits) \(node.bits == 1 ? "bit" : "bits")" }

  private func dependency(_ place: Int32) -> String {
    definition.dependencies[Int(place)].paths.map { path in path.map { text($0) }.joined(separator: "/") }
      .joined(separator: " and ")
  }

  private func describe(_ content: Content, _ node: LayoutNode, _ indent: String, into lines: inout [String]) {
    let sign = content.isSigned ? "signed" : "unsigned"
    switch content.kind {
    case .raw: lines.append("\(indent)\(bits(node))")
    case .ascii: lines.append("\(indent)\(bits(node)): characters of 8 bits")
    case .sixBit: lines.append("\(indent)\(bits(node)): characters of 6 bits (ICAO Annex 10)")
    case .octal: lines.append("\(indent)\(bits(node)): octal digits")
    case .commB: lines.append("\(indent)\(bits(node)): Comm-B register")
    case .integer: lines.append("\(indent)\(bits(node)), \(sign) integer\(range(content))")
    case .quantity:
      let ratio = content.denominator == 1 ? "\(content.numerator)" : "\(content.numerator)/\(content.denominator)"
      lines.append("\(indent)\(bits(node)), \(sign), LSB \(ratio) \(text(content.unit))\(range(content))")
    case .table:
      lines.append("\(indent)\(bits(node)):")
      for row in definition.tableRows[content.rows.range] { lines.append("\(indent)  \(row.value): \(text(row.text))") }
    }
  }

  private func range(_ content: Content) -> String {
    let bounds = definition.constraints[content.constraints.range].map(\.description)
    return bounds.isEmpty ? "" : ", " + bounds.joined(separator: " and ")
  }
}

extension AsterixCatalogue {
  /// The unit of an element in the newest edition of a category; empty for none.
  public static func unit(ofPath path: String, category: UInt8) -> String {
    guard let definition = generatedDefinition(category), let edition = definition.editions.first else { return "" }
    let writer = DescriptionWriter(definition: definition, edition: edition)
    guard let place = writer.place(path.split(separator: "/").map(String.init)) else { return "" }
    let node = definition.nodes[place]
    guard node.kind == .element, !node.contentDepends else { return "" }
    return definition.texts[Int(definition.contents[Int(node.content)].unit)]
  }
}
