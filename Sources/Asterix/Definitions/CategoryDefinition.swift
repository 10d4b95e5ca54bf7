/// The layout of one category in every edition built in: flat arrays, parsed once from text rows.
///
/// Nodes name each other by their place in these arrays, never by reference, so walking a record touches no reference
/// count. Nodes that editions share are stored once.
final class CategoryDefinition: Sendable {
  let category: UInt8
  /// Every name, title, unit and table text, each once.
  let texts: [String]
  let contents: [Content]
  let tableRows: [TableRow]
  let constraints: [Constraint]
  let variations: [Variation]
  let members: [Member]
  let items: [ItemDefinition]
  /// Contents and variations that depend on other items of the record.
  let dependencies: [Dependency]
  let profiles: [Profile]
  let slots: [Slot]
  /// Newest first.
  let editions: [Edition]
  /// Reserved expansion fields, newest first.
  let expansions: [Expansion]
  /// The field reference number of item `number` in profile `p`, at `p * 1000 + number`; 0 where the profile lacks it.
  let fieldByNumber: [UInt8]

  private let textPlaces: [String: Int32]

  convenience init(category: UInt8, rows: StaticString) { self.init(category: category, rows: rows.description) }

  init(category: UInt8, rows: String) {
    var parser = DefinitionParser()
    parser.parse(rows)
    self.category = category
    texts = parser.texts
    contents = parser.contents
    tableRows = parser.tableRows
    constraints = parser.constraints
    variations = parser.variations
    members = parser.members
    items = parser.items
    dependencies = parser.dependencies
    profiles = parser.profiles
    slots = parser.slots
    editions = parser.editions
    expansions = parser.expansions
    textPlaces = parser.textPlaces
    fieldByNumber = parser.fieldsByNumber()
  }

  /// The place of a name among ``texts``; nil where no definition uses it.
  func place(ofText text: String) -> Int32? { textPlaces[text] }

  func name(_ item: ItemDefinition) -> String { texts[Int(item.name)] }

  /// The text of a table's value; nil where the table leaves it undefined.
  func tableText(_ content: Content, value: UInt64) -> String? {
    for row in tableRows[content.rows.range] where row.value == value { return texts[Int(row.text)] }
    return nil
  }
}

/// A run of consecutive places in one of the flat arrays.
struct Run: Sendable {
  var first: Int32 = 0
  var count: Int32 = 0
  var range: Range<Int> { Int(first)..<Int(first + count) }
}

/// What the bits of an element mean.
struct Content: Sendable {
  enum Kind: UInt8, Sendable { case raw, table, ascii, sixBit, octal, integer, quantity, commB }
  var kind: Kind
  var isSigned = false
  /// The weight of the least significant bit, an exact ratio evaluated once.
  var scale = 1.0
  var numerator = 1
  var denominator = 1
  /// Place of the unit's text.
  var unit: Int32 = 0
  /// A table's rows.
  var rows = Run()
  var constraints = Run()
}

/// One value of a table.
struct TableRow: Sendable {
  var value: UInt64
  var text: Int32
}

/// A bound on a physical value.
struct Constraint: Sendable {
  enum Relation: Sendable { case less, lessOrEqual, greater, greaterOrEqual }
  var relation: Relation
  var bound: Double

  func holds(_ value: Double) -> Bool {
    switch relation {
    case .less: value < bound
    case .lessOrEqual: value <= bound
    case .greater: value > bound
    case .greaterOrEqual: value >= bound
    }
  }
}

/// How an item is laid out.
struct Variation: Sendable {
  enum Kind: UInt8, Sendable {
    case element, group, extended, repetitive, repetitiveByExtension
    case explicit, reservedExpansion, specialPurpose, compound
  }
  var kind: Kind
  /// Bits of an element or a group; nil-like -1 where the size depends on the bytes.
  var bits: Int32 = -1
  /// The content of an element, or the dependency that chooses it.
  var content: Int32 = -1
  var contentDepends = false
  /// Octets of the repetition count.
  var countBytes: Int32 = 0
  /// The variation that is repeated.
  var repeated: Int32 = -1
  /// Members of a group, an extended or a compound item.
  var members = Run()

  /// The size in octets where every value has the same; -1 otherwise.
  var fixedBytes: Int { bits >= 0 && bits & 7 == 0 ? Int(bits) >> 3 : -1 }
}

/// One member of a group, an extended or a compound item.
struct Member: Sendable {
  enum Kind: UInt8, Sendable {
    case item, spare
    /// The field extension bit of an extended item.
    case extension_
    /// A slot of a compound item that must stay empty.
    case empty
  }
  var kind: Kind
  /// The item's place, or the number of spare bits.
  var value: Int32
}

/// A named item at any depth.
struct ItemDefinition: Sendable {
  var name: Int32
  var title: Int32
  var variation: Int32
  /// The dependency that chooses the variation; -1 for none.
  var dependency: Int32 = -1
}

/// A choice made by the values of other items of the same record.
struct Dependency: Sendable {
  struct Case: Sendable {
    var values: [UInt64]
    var subject: Int32
  }
  /// Names of the items looked at, from the record's top.
  var paths: [[Int32]]
  var cases: [Case]
  var otherwise: Int32
}

/// One slot of a user application profile.
struct Slot: Sendable {
  enum Kind: UInt8, Sendable { case item, spare, randomFieldSequencing }
  var kind: Kind
  var item: Int32 = -1
  var variation: Int32 = -1
  /// The item's size where every value has the same; -1 otherwise.
  var fixedBytes: Int32 = -1
}

/// A user application profile: which item each field reference number stands for.
struct Profile: Sendable {
  var name: Int32
  var slots: Run
}

/// One edition of a category.
struct Edition: Sendable {
  var number: AsterixEdition
  var date: String
  var title: String
  /// Places of its profiles; more than one where ``selectorPath`` chooses.
  var profiles: [Int32]
  var selectorPath: [Int32]
  var selectorCases: [(value: UInt64, profile: Int32)]
}

/// One edition of a reserved expansion field.
struct Expansion: Sendable {
  var number: AsterixEdition
  var date: String
  /// The fixed size of its FSPEC; 0 where the last bit of each octet extends it.
  var fspecBytes: Int32
  var members: Run
}
