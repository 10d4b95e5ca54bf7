/// An exact ratio of integers: the weight of a least significant bit, or a bound of a constraint.
struct Ratio: Hashable, CustomStringConvertible {
  var numerator: Int
  var denominator: Int

  init(_ numerator: Int, _ denominator: Int = 1) {
    let divisor = Ratio.greatestCommonDivisor(abs(numerator), abs(denominator))
    let sign = denominator < 0 ? -1 : 1
    self.numerator = divisor == 0 ? 0 : sign * numerator / divisor
    self.denominator = divisor == 0 ? 1 : abs(denominator) / divisor
  }

  var value: Double { Double(numerator) / Double(denominator) }
  var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
    second == 0 ? first : greatestCommonDivisor(second, first % second)
  }
}

/// A bound on a physical value, as the category document states it.
struct Constraint: Hashable, CustomStringConvertible {
  enum Relation: String { case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=" }
  var relation: Relation
  var bound: Ratio
  var description: String { relation.rawValue + bound.description }
}

/// What the bits of an element mean.
indirect enum Content: Hashable {
  case raw
  case table([TableRow])
  case string(String)
  case integer(signed: Bool, [Constraint])
  case quantity(signed: Bool, lsb: Ratio, unit: String, [Constraint])
  case commB(String)
}

/// One value of a table and its text.
struct TableRow: Hashable {
  var value: Int
  var text: String
}

/// Something that is the same in every record, or that depends on the value of other items of the record.
struct Rule<Subject: Hashable>: Hashable {
  struct Case: Hashable {
    var values: [Int]
    var subject: Subject
  }
  /// The items looked at; empty when the rule depends on nothing.
  var paths: [[String]] = []
  var cases: [Case] = []
  /// What holds when nothing is looked at or no case fits.
  var otherwise: Subject

  func mapped(_ transform: (Subject) -> Subject) -> Self {
    let cases = cases.map { Case(values: $0.values, subject: transform($0.subject)) }
    return Rule(paths: paths, cases: cases, otherwise: transform(otherwise))
  }
}

/// How an item is laid out.
indirect enum Variation: Hashable {
  case element(bits: Int, Rule<Content>)
  case group([Part])
  /// `nil` is a field extension bit, the end of a part.
  case extended([Part?])
  case repetitive(countBytes: Int, Variation)
  case repetitiveByExtension(Variation)
  case explicit(String)
  /// `nil` is a slot that must stay empty.
  case compound([Item?])
}

/// A member of a group or of an extended item.
enum Part: Hashable {
  case spare(Int)
  case item(Item)
}

/// A named item at any depth.
struct Item: Hashable {
  var name: String
  var title: String
  var rule: Rule<Variation>
}

/// One slot of a user application profile.
enum ProfileSlot: Hashable {
  case item(String)
  case spare
  case randomFieldSequencing
}

/// A user application profile: which item each field reference number stands for.
struct Profile: Hashable {
  var name: String
  var slots: [ProfileSlot]
}

/// One edition of a category.
struct CategoryEdition {
  struct Selector {
    var path: [String]
    var cases: [(value: Int, profile: String)]
  }
  var category: Int
  var title: String
  var major: Int
  var minor: Int
  var date: String
  var items: [Item]
  var profiles: [Profile]
  var selector: Selector?
}

/// One edition of a category's reserved expansion field.
struct ExpansionEdition {
  var category: Int
  var title: String
  var major: Int
  var minor: Int
  var date: String
  /// The fixed size of its FSPEC; nil when the FSPEC is extended by its last bits.
  var fspecBytes: Int?
  var items: [Item?]
}
