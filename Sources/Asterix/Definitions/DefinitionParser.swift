/// Parses the text rows that AsterixGenerator writes. The grammar is in docs/guides/asterix-definitions.md.
///
/// The rows are our own: a row that breaks the grammar is a fault of the generator, found by the tests that parse every
/// category, and is read as an empty node.
struct DefinitionParser {
  private(set) var texts: [String] = [""]
  private(set) var textPlaces: [String: Int32] = ["": 0]
  private(set) var contents: [Content] = []
  private(set) var tableRows: [TableRow] = []
  private(set) var constraints: [Constraint] = []
  private(set) var variations: [Variation] = []
  private(set) var members: [Member] = []
  private(set) var items: [ItemDefinition] = []
  private(set) var dependencies: [Dependency] = []
  private(set) var profiles: [Profile] = []
  private(set) var slots: [Slot] = []
  private(set) var editions: [Edition] = []
  private(set) var expansions: [Expansion] = []

  /// Where the `n`th dependent content (`D`) and dependent variation (`W`) row stand in ``dependencies``.
  private var contentDependencies: [Int32] = []
  private var variationDependencies: [Int32] = []

  mutating func parse(_ rows: String) {
    for row in rows.utf8.split(separator: UInt8(ascii: "\n")) {
      let fields = row.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
      guard let letter = fields.first?.first else { continue }
      parse(letter, Fields(values: fields.dropFirst()))
    }
  }

  private mutating func parse(_ letter: UInt8, _ fields: Fields) {
    switch letter {
    case UInt8(ascii: "C"): contents.append(content(fields))
    case UInt8(ascii: "V"): variations.append(variation(fields))
    case UInt8(ascii: "I"): items.append(item(fields))
    case UInt8(ascii: "D"):
      contentDependencies.append(Int32(dependencies.count))
      dependencies.append(dependency(fields))
    case UInt8(ascii: "W"):
      variationDependencies.append(Int32(dependencies.count))
      dependencies.append(dependency(fields))
    case UInt8(ascii: "U"): profiles.append(profile(fields))
    case UInt8(ascii: "E"): editions.append(edition(fields))
    case UInt8(ascii: "X"): expansions.append(expansion(fields))
    default: return
    }
  }

  /// See ``CategoryDefinition/fieldByNumber``.
  func fieldsByNumber() -> [UInt8] {
    var table = [UInt8](repeating: 0, count: profiles.count * 1000)
    for (index, profile) in profiles.enumerated() {
      for (place, slot) in slots[profile.slots.range].enumerated() where slot.kind == .item && place < 255 {
        let name = texts[Int(items[Int(slot.item)].name)]
        guard name.utf8.count == 3, let number = Int(name) else { continue }
        table[index * 1000 + number] = UInt8(place + 1)
      }
    }
    return table
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
      return Content(
        kind: .quantity, isSigned: fields.letter(1) == UInt8(ascii: "s"),
        scale: Double(numerator) / Double(denominator), numerator: numerator, denominator: denominator,
        unit: intern(fields[3]), constraints: constraints(fields.words(4)))
    case UInt8(ascii: "B"): return Content(kind: .commB)
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

  private mutating func variation(_ fields: Fields) -> Variation {
    switch fields.letter(0) {
    case UInt8(ascii: "E"):
      let depends = fields.letter(2) == UInt8(ascii: "d")
      let place = Fields.place(fields[2])
      return Variation(
        kind: .element, bits: Int32(Fields.integer(fields[1])),
        content: depends ? contentDependencies[Int(place)] : place, contentDepends: depends)
    case UInt8(ascii: "G"):
      let run = members(fields.words(1), gap: .empty)
      return Variation(kind: .group, bits: bits(of: run), members: run)
    case UInt8(ascii: "X"): return Variation(kind: .extended, members: members(fields.words(1), gap: .extension_))
    case UInt8(ascii: "C"): return Variation(kind: .compound, members: members(fields.words(1), gap: .empty))
    case UInt8(ascii: "R"):
      return Variation(
        kind: .repetitive, countBytes: Int32(Fields.integer(fields[1])), repeated: Fields.place(fields[2]))
    case UInt8(ascii: "F"): return Variation(kind: .repetitiveByExtension, repeated: Fields.place(fields[1]))
    default:
      switch fields.letter(1) {
      case UInt8(ascii: "R"): return Variation(kind: .reservedExpansion)
      case UInt8(ascii: "S"): return Variation(kind: .specialPurpose)
      default: return Variation(kind: .explicit)
      }
    }
  }

  private mutating func members(_ words: [Fields.Text], gap: Member.Kind) -> Run {
    let first = members.count
    for word in words {
      switch word.first {
      case UInt8(ascii: "-"): members.append(Member(kind: gap, value: 0))
      case UInt8(ascii: "s"): members.append(Member(kind: .spare, value: Fields.place(word)))
      default: members.append(Member(kind: .item, value: Fields.place(word)))
      }
    }
    return Run(first: Int32(first), count: Int32(members.count - first))
  }

  private func bits(of run: Run) -> Int32 {
    var total: Int32 = 0
    for member in members[run.range] {
      switch member.kind {
      case .spare: total += member.value
      case .item:
        let size = variations[Int(items[Int(member.value)].variation)].bits
        guard size >= 0 else { return -1 }
        total += size
      case .extension_, .empty: return -1
      }
    }
    return total
  }

  private mutating func item(_ fields: Fields) -> ItemDefinition {
    var item = ItemDefinition(name: intern(fields[0]), title: intern(fields[1]), variation: Fields.place(fields[2]))
    if fields.letter(2) == UInt8(ascii: "w") {
      item.dependency = variationDependencies[Int(item.variation)]
      item.variation = dependencies[Int(item.dependency)].otherwise
    }
    return item
  }

  private mutating func dependency(_ fields: Fields) -> Dependency {
    let cases = fields.words(2).map { word in
      let parts = word.split(separator: UInt8(ascii: "="))
      let values = (parts.first ?? word[...]).split(separator: UInt8(ascii: ",")).map { UInt64(Fields.integer($0)) }
      return Dependency.Case(values: values, subject: parts.last.map { Fields.place($0) } ?? 0)
    }
    return Dependency(paths: fields.words(0).map { path($0) }, cases: cases, otherwise: Fields.place(fields[1]))
  }

  private mutating func path(_ word: Fields.Text) -> [Int32] {
    word.split(separator: UInt8(ascii: "/")).map { intern($0) }
  }

  private mutating func profile(_ fields: Fields) -> Profile {
    let first = slots.count
    for word in fields.words(1) {
      switch word.first {
      case UInt8(ascii: "-"): slots.append(Slot(kind: .spare))
      case UInt8(ascii: "*"): slots.append(Slot(kind: .randomFieldSequencing))
      default:
        let place = Fields.place(word)
        let variation = items[Int(place)].variation
        slots.append(
          Slot(
            kind: .item, item: place, variation: variation,
            fixedBytes: Int32(variations[Int(variation)].fixedBytes)))
      }
    }
    return Profile(name: intern(fields[0]), slots: Run(first: Int32(first), count: Int32(slots.count - first)))
  }

  private mutating func edition(_ fields: Fields) -> Edition {
    let profiles = fields.words(3).map { Fields.place($0) }
    let cases = fields.words(5).map { word in
      let parts = word.split(separator: UInt8(ascii: "="))
      let profile = parts.last.map { Fields.integer($0) } ?? 0
      return (
        value: UInt64(parts.first.map { Fields.integer($0) } ?? 0),
        profile: profiles.indices.contains(profile) ? profiles[profile] : 0
      )
    }
    return Edition(
      number: Fields.edition(fields[0]), date: Fields.string(fields[1]), title: Fields.string(fields[2]),
      profiles: profiles, selectorPath: path(fields[4]), selectorCases: cases)
  }

  private mutating func expansion(_ fields: Fields) -> Expansion {
    Expansion(
      number: Fields.edition(fields[0]), date: Fields.string(fields[1]),
      fspecBytes: Int32(Fields.integer(fields[2])), members: members(fields.words(3), gap: .empty))
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
