/// Parses the text rows that AsterixGenerator writes. The grammar is in docs/guides/asterix-definitions.md.
///
/// The rows are our own: a row that breaks the grammar is a fault of the generator, found by the tests that parse every
/// category, and is read as an empty node.
struct DefinitionParser {
  private(set) var texts: [String] = [""]
  private(set) var textPlaces: [String: Int32] = ["": 0]
  private(set) var nodes: [LayoutNode] = []
  private(set) var contents: [Content] = []
  private(set) var tableRows: [TableRow] = []
  private(set) var constraints: [Constraint] = []
  private(set) var dependencies: [Dependency] = []
  private(set) var profiles: [Profile] = []
  private(set) var editions: [Edition] = []
  private(set) var expansions: [Expansion] = []
  private(set) var registers: [Int32] = []

  /// What the rows read so far name by letter and number.
  private struct Named {
    var contents: [Int32] = []
    /// Nodes without a name; their children stand in ``nodes`` already.
    var variations: [LayoutNode] = []
    var items: [LayoutNode] = []
    var contentDependencies: [Int32] = []
    var variationDependencies: [Int32] = []
    var profiles: [Int32] = []
  }
  private var named = Named()

  mutating func parse(_ rows: String) {
    for row in rows.utf8.split(separator: UInt8(ascii: "\n")) {
      let fields = row.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
      guard let letter = fields.first?.first else { continue }
      parse(letter, Fields(values: fields.dropFirst()))
    }
  }

  /// Marks the nodes that are Comm-B registers: one element of 64 bits, or a group of 56 bits and the two halves of the
  /// register's number. Where there are some, the layouts of the registers are added.
  mutating func findRegisters() {
    let half = textPlaces["BDS1"] ?? -1
    for place in nodes.indices where nodes[place].bits == 64 {
      let node = nodes[place]
      if node.kind == .element {
        nodes[place].isRegister = !node.contentDepends && contents[Int(node.content)].kind == .commB
      } else if node.kind == .group, node.children.count == 3 {
        nodes[place].isRegister = nodes[Int(node.children.first) + 1].name == half
      }
    }
    if nodes.contains(where: \.isRegister) { parseRegisters() }
  }

  /// Adds the Comm-B registers, whose rows count from 0 anew.
  private mutating func parseRegisters() {
    named = Named()
    parse(CommBRegisterRows.rows.description)
    registers = [Int32](repeating: -1, count: 256)
    for (register, item) in CommBRegisterRows.registers where named.items.indices.contains(item) {
      // Its fields stand by themselves, without a group around them.
      var node = named.items[item]
      node.kind = .extended
      registers[Int(register)] = append([node]).first
    }
  }

  private mutating func parse(_ letter: UInt8, _ fields: Fields) {
    switch letter {
    case UInt8(ascii: "C"):
      named.contents.append(Int32(contents.count))
      contents.append(content(fields))
    case UInt8(ascii: "V"): named.variations.append(variation(fields))
    case UInt8(ascii: "I"): named.items.append(item(fields))
    case UInt8(ascii: "D"):
      named.contentDependencies.append(Int32(dependencies.count))
      dependencies.append(dependency(fields) { parser, place in parser.named.contents[at: place] ?? 0 })
    case UInt8(ascii: "W"):
      named.variationDependencies.append(Int32(dependencies.count))
      dependencies.append(
        dependency(fields) { parser, place in
          parser.append([parser.named.variations[at: place] ?? LayoutNode(kind: .empty)]).first
        })
    case UInt8(ascii: "U"):
      named.profiles.append(Int32(profiles.count))
      profiles.append(profile(fields))
    case UInt8(ascii: "E"): editions.append(edition(fields))
    case UInt8(ascii: "X"): expansions.append(expansion(fields))
    default: return
    }
  }

  /// See ``CategoryDefinition/fieldByNumber``.
  func fieldsByNumber() -> [UInt8] {
    var table = [UInt8](repeating: 0, count: profiles.count * 1000)
    for (index, profile) in profiles.enumerated() {
      for (place, slot) in nodes[profile.slots.range].enumerated() where slot.isItem && place < 255 {
        let name = texts[Int(slot.name)]
        guard name.utf8.count == 3, let number = Int(name) else { continue }
        table[index * 1000 + number] = UInt8(place + 1)
      }
    }
    return table
  }

  /// See ``CategoryDefinition/timeFields``.
  func timeFields(_ profile: Profile) -> [UInt8] {
    profile.slots.range.enumerated().compactMap { field, place in
      let node = nodes[place]
      guard node.kind == .element, node.bits == 24, !node.contentDepends, field < 64 else { return nil }
      let content = contents[Int(node.content)]
      let isTime =
        content.kind == .quantity && !content.isSigned && content.denominator == 128 && content.numerator == 1
        && texts[Int(content.unit)] == "s"
      return isTime ? UInt8(field + 1) : nil
    }
  }

  private mutating func append(_ run: [LayoutNode]) -> Run {
    defer { nodes += run }
    return Run(first: Int32(nodes.count), count: Int32(run.count))
  }

  // MARK: Nodes

  private mutating func content(_ fields: Fields) -> Content {
    switch fields.letter(0) {
    case UInt8(ascii: "T"):
      let first = tableRows.count
      for field in fields.values.dropFirst() {
        let parts = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { continue }
        tableRows.append(TableRow(value: UInt64(Fields.integer(parts[0])), text: intern(parts[1])))
      }
      return Content(kind: .table, rows: Run(first: Int32(first), count: Int32(tableRows.count - first)))
    case UInt8(ascii: "S"):
      switch fields.letter(1) {
      case UInt8(ascii: "I"): return Content(kind: .sixBit)
      case UInt8(ascii: "O"): return Content(kind: .octal)
      default: return Content(kind: .ascii)
      }
    case UInt8(ascii: "I"):
      return Content(
        kind: .integer, isSigned: fields.letter(1) == UInt8(ascii: "s"), constraints: constraints(fields.words(2)))
    case UInt8(ascii: "Q"):
      let (numerator, denominator) = Fields.ratio(fields[2])
      var content = Content.quantity(
        isSigned: fields.letter(1) == UInt8(ascii: "s"), numerator: numerator, denominator: denominator)
      content.unit = intern(fields[3])
      content.constraints = constraints(fields.words(4))
      return content
    case UInt8(ascii: "B"): return Content(kind: .commB, register: UInt8(clamping: Fields.integer(fields[1])))
    default: return Content(kind: .raw)
    }
  }

  private mutating func constraints(_ words: [Fields.Text]) -> Run {
    let first = constraints.count
    for word in words {
      let isGreater = word.first == UInt8(ascii: ">")
      let isEqual = word.dropFirst().first == UInt8(ascii: "=")
      let (numerator, denominator) = Fields.ratio(word.dropFirst(isEqual ? 2 : 1))
      let relation: Constraint.Relation =
        isGreater ? (isEqual ? .greaterOrEqual : .greater) : (isEqual ? .lessOrEqual : .less)
      constraints.append(Constraint(relation: relation, bound: Double(numerator) / Double(denominator)))
    }
    return Run(first: Int32(first), count: Int32(constraints.count - first))
  }

  private mutating func variation(_ fields: Fields) -> LayoutNode {
    switch fields.letter(0) {
    case UInt8(ascii: "E"):
      let depends = fields.letter(2) == UInt8(ascii: "d")
      let place = Int(Fields.place(fields[2]))
      return LayoutNode(
        kind: .element, contentDepends: depends, bits: Int32(Fields.integer(fields[1])),
        content: (depends ? named.contentDependencies : named.contents)[at: place] ?? 0)
    case UInt8(ascii: "G"):
      let members = members(fields.words(1), gap: .empty)
      return LayoutNode(kind: .group, bits: Self.bits(of: members), children: append(members))
    case UInt8(ascii: "X"):
      return LayoutNode(kind: .extended, children: append(members(fields.words(1), gap: .extensionBit)))
    case UInt8(ascii: "C"):
      return LayoutNode(kind: .compound, children: append(members(fields.words(1), gap: .empty)))
    case UInt8(ascii: "R"):
      return LayoutNode(
        kind: .repetitive, countBytes: UInt8(clamping: Fields.integer(fields[1])), children: repeated(fields[2]))
    case UInt8(ascii: "F"): return LayoutNode(kind: .repetitiveByExtension, children: repeated(fields[1]))
    default:
      switch fields.letter(1) {
      case UInt8(ascii: "R"): return LayoutNode(kind: .reservedExpansion)
      case UInt8(ascii: "S"): return LayoutNode(kind: .specialPurpose)
      default: return LayoutNode(kind: .explicit)
      }
    }
  }

  private mutating func repeated(_ word: Fields.Text) -> Run {
    append([named.variations[at: Int(Fields.place(word))] ?? LayoutNode(kind: .empty)])
  }

  private func members(_ words: [Fields.Text], gap: LayoutNode.Kind) -> [LayoutNode] {
    words.map { word in
      switch word.first {
      case UInt8(ascii: "-"): LayoutNode(kind: gap, bits: gap == .extensionBit ? 1 : 0)
      case UInt8(ascii: "*"): LayoutNode(kind: .randomFieldSequencing)
      case UInt8(ascii: "s"): LayoutNode(kind: .spare, bits: Fields.place(word))
      default: named.items[at: Int(Fields.place(word))] ?? LayoutNode(kind: .empty)
      }
    }
  }

  private static func bits(of members: [LayoutNode]) -> Int32 {
    var total: Int32 = 0
    for member in members {
      guard member.bits >= 0 else { return -1 }
      total += member.bits
    }
    return total
  }

  private mutating func item(_ fields: Fields) -> LayoutNode {
    let place = Int(Fields.place(fields[2]))
    var node: LayoutNode
    if fields.letter(2) == UInt8(ascii: "w"), let dependency = named.variationDependencies[at: place] {
      return dependentItem(fields, dependencies[Int(dependency)])
    } else {
      node = named.variations[at: place] ?? LayoutNode(kind: .empty)
    }
    node.name = intern(fields[0])
    node.title = intern(fields[1])
    return node
  }

  /// An item with several layouts: each of them is a node of its own that bears the item's name.
  private mutating func dependentItem(_ fields: Fields, _ choice: Dependency) -> LayoutNode {
    let name = intern(fields[0])
    let title = intern(fields[1])
    func named(_ place: Int32, _ parser: inout Self) -> Int32 {
      var node = parser.nodes[Int(place)]
      node.name = name
      node.title = title
      return parser.append([node]).first
    }
    var own = choice
    own.otherwise = named(choice.otherwise, &self)
    own.cases = choice.cases.map { Dependency.Case(values: $0.values, subject: named($0.subject, &self)) }
    var node = nodes[Int(own.otherwise)]
    node.dependency = Int32(dependencies.count)
    dependencies.append(own)
    return node
  }

  private mutating func dependency(
    _ fields: Fields, _ subject: (inout Self, Int) -> Int32
  ) -> Dependency {
    let otherwise = subject(&self, Int(Fields.place(fields[1])))
    var cases: [Dependency.Case] = []
    for word in fields.words(2) {
      let parts = word.split(separator: UInt8(ascii: "="))
      let values = (parts.first ?? word[...]).split(separator: UInt8(ascii: ",")).map { UInt64(Fields.integer($0)) }
      cases.append(
        Dependency.Case(values: values, subject: subject(&self, parts.last.map { Int(Fields.place($0)) } ?? 0)))
    }
    return Dependency(paths: fields.words(0).map { path($0) }, cases: cases, otherwise: otherwise)
  }

  private mutating func path(_ word: Fields.Text) -> [Int32] {
    word.split(separator: UInt8(ascii: "/")).map { intern($0) }
  }

  private mutating func profile(_ fields: Fields) -> Profile {
    Profile(name: intern(fields[0]), slots: append(members(fields.words(1), gap: .empty)))
  }

  private mutating func edition(_ fields: Fields) -> Edition {
    let places = fields.words(3).map { named.profiles[at: Int(Fields.place($0))] ?? 0 }
    let cases = fields.words(5).map { word in
      let parts = word.split(separator: UInt8(ascii: "="))
      return (
        value: UInt64(parts.first.map { Fields.integer($0) } ?? 0),
        profile: places[at: parts.last.map { Fields.integer($0) } ?? 0] ?? 0
      )
    }
    return Edition(
      number: Fields.edition(fields[0]), date: Fields.string(fields[1]), title: Fields.string(fields[2]),
      profiles: places, selectorPath: path(fields[4]), selectorCases: cases)
  }

  private mutating func expansion(_ fields: Fields) -> Expansion {
    Expansion(
      number: Fields.edition(fields[0]), date: Fields.string(fields[1]),
      fspecBytes: Int32(Fields.integer(fields[2])), members: append(members(fields.words(3), gap: .empty)))
  }

  // MARK: Texts

  private mutating func intern(_ text: Fields.Text) -> Int32 {
    let string = Fields.string(text)
    if let place = textPlaces[string] { return place }
    let place = Int32(texts.count)
    texts.append(string)
    textPlaces[string] = place
    return place
  }
}

/// The fields of one row.
struct Fields {
  typealias Text = Substring.UTF8View.SubSequence

  var values: ArraySlice<Text>

  subscript(_ index: Int) -> Text {
    let place = values.startIndex + index
    return place < values.endIndex ? values[place] : ""[...].utf8
  }

  func letter(_ index: Int) -> UInt8 { self[index].first ?? 0 }

  func words(_ index: Int) -> [Text] { self[index].split(separator: UInt8(ascii: " ")) }

  static func string(_ text: Text) -> String { String(Substring(text)) }

  static func integer(_ text: Text) -> Int { Int(Substring(text)) ?? 0 }

  /// The number after a node's letter.
  static func place(_ text: Text) -> Int32 { Int32(Substring(text.dropFirst())) ?? 0 }

  static func ratio(_ text: Text) -> (numerator: Int, denominator: Int) {
    let parts = text.split(separator: UInt8(ascii: "/"))
    return (parts.first.map { integer($0) } ?? 0, parts.count == 2 ? max(1, integer(parts[1])) : 1)
  }

  static func edition(_ text: Text) -> AsterixEdition {
    let parts = text.split(separator: UInt8(ascii: "."))
    return AsterixEdition(
      major: UInt8(clamping: parts.first.map { integer($0) } ?? 0),
      minor: UInt8(clamping: parts.last.map { integer($0) } ?? 0))
  }
}

extension Array {
  /// The element at `place`; nil where there is none.
  subscript(at place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}
