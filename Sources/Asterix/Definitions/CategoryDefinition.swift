/// The layout of one category in every edition built in: flat tables, parsed once from text rows.
final class CategoryDefinition: Sendable {
  let category: UInt8
  /// Every name, title, unit and table text, each once.
  let texts: [String]
  /// Every place of every item; what editions share stands once.
  let nodes: [LayoutNode]
  /// The stretches of fixed layout that nodes are made of.
  let parts: [LayoutPart]
  let steps: [LayoutStep]
  let spares: [LayoutSpare]
  let outlines: [LayoutOutline]
  /// See ``LayoutNode/sizes``.
  let sizes: [Int16]
  /// The JSON text of parts.
  let pieces: PieceTable
  let contents: [Content]
  let tableRows: [TableRow]
  let constraints: [Constraint]
  /// Contents and nodes that depend on other items of the record.
  let dependencies: [Dependency]
  let profiles: [Profile]
  /// Newest first.
  let editions: [Edition]
  /// Reserved expansion fields, newest first.
  let expansions: [Expansion]
  /// The node of each Comm-B register, by its number (0x40 for BDS 4,0); -1 where it has no definition.
  let registers: [Int32]
  /// The field reference number of item `number` in profile `p`, at `p * 1000 + number`; 0 where the profile lacks it.
  let fieldByNumber: [UInt8]
  /// Of each profile the field reference numbers of times of day: 24 bits of 1/128 s.
  let timeFields: [[UInt8]]
  /// The texts as JSON member names, `"RHO":`; those that are no names of nodes are empty.
  let keys: PieceTable

  /// The octets of the longest piece of JSON text.
  let longestPiece: Int
  /// The numbers of ``editions``.
  let numbers: [AsterixEdition]

  private let textPlaces: [String: Int32]

  convenience init(category: UInt8, rows: StaticString) { self.init(category: category, rows: rows.description) }

  init(category: UInt8, rows: String) {
    var parser = DefinitionParser()
    parser.parse(rows)
    parser.findRegisters()
    self.category = category
    texts = parser.texts
    let unrolled = LayoutUnroller(nodes: parser.nodes, contents: parser.contents, names: parser.texts)
    nodes = unrolled.nodes
    parts = unrolled.parts
    steps = unrolled.steps
    spares = unrolled.spares
    outlines = unrolled.outlines
    sizes = unrolled.sizes
    pieces = unrolled.texts
    contents = parser.contents
    tableRows = parser.tableRows
    constraints = parser.constraints
    dependencies = parser.dependencies
    profiles = parser.profiles
    editions = parser.editions
    expansions = parser.expansions
    registers = parser.registers
    textPlaces = parser.textPlaces
    numbers = parser.editions.map(\.number)
    fieldByNumber = parser.fieldsByNumber()
    timeFields = parser.profiles.map { parser.timeFields($0) }
    var isName = [Bool](repeating: false, count: parser.texts.count)
    for node in parser.nodes { isName[Int(node.name)] = true }
    keys = PieceTable(parser.texts.indices.map { isName[$0] && $0 > 0 ? "\"\(parser.texts[$0])\":" : "" })
    longestPiece = max(keys.longest, pieces.longest)
  }

  /// The place of a name among ``texts``; nil where no definition uses it.
  func place(ofText text: String) -> Int32? { textPlaces[text] }

  /// The text of a table's value; nil where the table leaves it undefined.
  func tableText(_ content: Content, value: UInt64) -> String? {
    for row in tableRows[content.rows.range] where row.value == value { return texts[Int(row.text)] }
    return nil
  }

  /// The place of the profile's node that is called `name`; nil where it has none.
  func slot(named name: Int32, profile: Int) -> Int? {
    guard profiles.indices.contains(profile) else { return nil }
    return profiles[profile].slots.range.first { nodes[$0].name == name && nodes[$0].isItem }
  }
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
