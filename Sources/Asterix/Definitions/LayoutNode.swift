/// One place of a category's layout: an item at any depth, spare bits, an extension bit.
///
/// Plain numbers only. The nodes of a category stand in one table and name their children by their places in it, so that
/// reading a record follows one span and touches no reference count.
struct LayoutNode: Sendable {
  enum Kind: UInt8, Sendable {
    /// Bits with one value.
    case element
    /// Bits that carry nothing.
    case spare
    /// The field extension bit of an extended item.
    case extensionBit
    /// A slot of a compound item or of a profile that must stay empty.
    case empty
    case group, extended, compound
    case repetitive, repetitiveByExtension
    case explicit, reservedExpansion, specialPurpose
    /// A count, then pairs of field reference number and item.
    case randomFieldSequencing
  }

  var kind: Kind
  /// Whether an element's ``content`` is the place of a dependency that chooses it.
  var contentDepends = false
  /// Octets of a repetition count.
  var countBytes: UInt8 = 0
  /// The size where every value has the same; -1 where it depends on the octets.
  var bits: Int32 = -1
  var name: Int32 = 0
  var title: Int32 = 0
  /// The children: members, or the one node that is repeated.
  var children = Run()
  /// The place of an element's content.
  var content: Int32 = -1
  /// The place of the dependency that chooses another node in this one's stead; -1 for none.
  var dependency: Int32 = -1
  /// Of a compound item: where the rows of 128 sizes begin, one row for each octet of seven presence bits. Each tells how
  /// many octets the subfields take that the bits announce; -1 where one of them has no fixed size, or none is defined.
  var sizes: Int32 = -1
  /// Of an extended item each part of which is one octet: how many there are. 0 of others.
  var octetParts: UInt8 = 0
  /// The parts of fixed size that the node is made of; none where it must be followed member by member.
  var parts = Run()
  /// Whether the node always is its one part.
  var isOnePart = false
  /// Whether it is a Comm-B register: 56 bits, then the eight of the register's number.
  var isRegister = false

  /// The size in octets where every value has the same; -1 otherwise.
  @inline(__always)
  var fixedBytes: Int { bits >= 0 && bits & 7 == 0 ? Int(bits) >> 3 : -1 }

  /// Whether the node is an item or an element rather than filling.
  @inline(__always)
  var isItem: Bool { kind != .spare && kind != .extensionBit && kind != .empty }

  /// Whether a length octet comes first.
  var hasLength: Bool { kind == .explicit || kind == .reservedExpansion || kind == .specialPurpose }
}

/// A run of consecutive places in a table.
struct Run: Sendable {
  var first: Int32 = 0
  var count: Int32 = 0

  @inline(__always)
  var range: Range<Int> { Int(first)..<Int(first &+ count) }
}

/// What the bits of an element mean.
struct Content: Sendable {
  enum Kind: UInt8, Sendable { case raw, table, ascii, sixBit, octal, integer, quantity, commB }
  var kind: Kind
  var isSigned = false
  /// The register that Comm-B bits without an address hold; 0 where their own last octet names it.
  var register: UInt8 = 0
  /// Whether ``scale`` alone converts exactly as the ratio does: its denominator is a power of two.
  var isExactScale = true
  /// The weight of the least significant bit, an exact ratio evaluated once.
  var scale = 1.0
  var numerator = 1
  var denominator = 1
  /// How many times 2 divides ``denominator`` where nothing else does; 0 otherwise.
  var binaryDigits: UInt8 = 0
  /// The steps times ``decimalNumerator`` with this many decimals is the physical value, where ``binaryDigits`` is 0; more
  /// than 15 where there is no such number.
  var decimals: UInt8 = 0
  var decimalNumerator: UInt64 = 1
  /// Place of the unit's text.
  var unit: Int32 = 0
  /// A table's rows.
  var rows = Run()
  var constraints = Run()

  /// The meaning of a quantity's bits.
  static func quantity(isSigned: Bool, numerator: Int, denominator: Int) -> Content {
    var content = Content(kind: .quantity, isSigned: isSigned, numerator: numerator, denominator: denominator)
    content.scale = Double(numerator) / Double(denominator)
    content.decimalNumerator = UInt64(max(0, numerator))
    content.isExactScale = denominator & (denominator - 1) == 0
    if content.isExactScale {
      content.binaryDigits = UInt8(denominator.trailingZeroBitCount)
      return content
    }
    var power = 1
    while power % denominator != 0, content.decimals < 16 {
      power *= 10
      content.decimals += 1
    }
    if content.decimals < 16 { content.decimalNumerator *= UInt64(power / denominator) }
    return content
  }

  /// The physical value: one exact product and one correctly rounded division.
  @inline(__always)
  func physical(_ raw: UInt64, bits: Int) -> Double {
    let steps = isSigned ? Double(signExtended(raw, bits: bits)) : Double(raw)
    return isExactScale ? steps * scale : steps * Double(numerator) / Double(denominator)
  }
}

/// One value of a table.
struct TableRow: Sendable {
  var value: UInt64
  var text: Int32
}

/// A bound on a physical value.
struct Constraint: Sendable, CustomStringConvertible {
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

  var description: String {
    switch relation {
    case .less: "< \(bound)"
    case .lessOrEqual: "<= \(bound)"
    case .greater: "> \(bound)"
    case .greaterOrEqual: ">= \(bound)"
    }
  }
}

/// A choice made by the values of other items of the same record.
struct Dependency: Sendable {
  struct Case: Sendable {
    var values: [UInt64]
    /// The place of the content, or of the node, that holds then.
    var subject: Int32
  }
  /// Names of the items looked at, from the record's top.
  var paths: [[Int32]]
  var cases: [Case]
  var otherwise: Int32
}
