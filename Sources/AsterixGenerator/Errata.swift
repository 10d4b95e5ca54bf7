/// A known error of the definitions and its correction.
///
/// Each entry names the item, what the data says and what is written instead, and why. An entry that no longer finds
/// what it corrects stops the generator: the data has been mended, and the entry must go.
struct Erratum {
  enum Correction: Hashable {
    case leastSignificantBit(from: Ratio, to: Ratio)
    case bound(from: Ratio, to: Ratio)
  }
  var category: Int
  var path: String
  var correction: Correction
  var reason: String
}

/// Every correction applied to the definitions.
let errata: [Erratum] = [
  Erratum(
    category: 10, path: "202/VX", correction: .leastSignificantBit(from: Ratio(1, 16), to: Ratio(1, 4)),
    reason: "±8192 m/s needs 1/4 m/s in 16 bits; recorded vectors agree with I010/200 at 1/4 only"),
  Erratum(
    category: 10, path: "202/VY", correction: .leastSignificantBit(from: Ratio(1, 16), to: Ratio(1, 4)),
    reason: "±8192 m/s needs 1/4 m/s in 16 bits; recorded vectors agree with I010/200 at 1/4 only"),
  Erratum(
    category: 10, path: "210/AX", correction: .leastSignificantBit(from: Ratio(1, 16), to: Ratio(1, 4)),
    reason: "±31 m/s² needs 1/4 m/s² in 8 bits"),
  Erratum(
    category: 10, path: "210/AY", correction: .leastSignificantBit(from: Ratio(1, 16), to: Ratio(1, 4)),
    reason: "±31 m/s² needs 1/4 m/s² in 8 bits"),
  Erratum(
    category: 15, path: "605/RSVA/SDVA", correction: .bound(from: Ratio(16_777_215, 100), to: Ratio(65535, 100)),
    reason: "16 bits of 0.01 reach 655.35 only"),
  Erratum(
    category: 17, path: "045/LAT",
    correction: .leastSignificantBit(from: Ratio(180, 1 << 25), to: Ratio(180, 1 << 23)),
    reason: "±90° needs 180/2^23 in 24 bits"),
  Erratum(
    category: 17, path: "045/LON",
    correction: .leastSignificantBit(from: Ratio(180, 1 << 25), to: Ratio(180, 1 << 23)),
    reason: "±180° needs 180/2^23 in 24 bits"),
  Erratum(
    category: 25, path: "600/LON",
    correction: .leastSignificantBit(from: Ratio(180, 1 << 32), to: Ratio(180, 1 << 31)),
    reason: "±180° needs 180/2^31 in 32 bits"),
]

/// Applies the errata of one category and remembers which entries found their error.
struct ErrataApplication {
  let entries: [Erratum]
  private(set) var applied: Set<Int> = []

  init(entries: [Erratum] = errata) { self.entries = entries }

  mutating func correct(_ item: Item, category: Int, parent: String = "") -> Item {
    let path = parent.isEmpty ? item.name : parent + "/" + item.name
    var corrected = item
    corrected.rule = corrected.rule.mapped { correct($0, category: category, path: path) }
    return corrected
  }

  private mutating func correct(_ variation: Variation, category: Int, path: String) -> Variation {
    switch variation {
    case .element(let bits, let rule):
      return .element(bits: bits, rule.mapped { correct($0, category: category, path: path) })
    case .group(let parts):
      return .group(parts.map { correct($0, category: category, path: path) })
    case .extended(let parts):
      return .extended(parts.map { part in part.map { correct($0, category: category, path: path) } })
    case .repetitive(let countBytes, let repeated):
      return .repetitive(countBytes: countBytes, correct(repeated, category: category, path: path))
    case .repetitiveByExtension(let repeated):
      return .repetitiveByExtension(correct(repeated, category: category, path: path))
    case .explicit: return variation
    case .compound(let items):
      return .compound(items.map { item in item.map { correct($0, category: category, parent: path) } })
    }
  }

  private mutating func correct(_ part: Part, category: Int, path: String) -> Part {
    guard case .item(let item) = part else { return part }
    return .item(correct(item, category: category, parent: path))
  }

  private mutating func correct(_ content: Content, category: Int, path: String) -> Content {
    guard case .quantity(let signed, let lsb, let unit, let constraints) = content else { return content }
    for (index, entry) in entries.enumerated() where entry.category == category && entry.path == path {
      switch entry.correction {
      case .leastSignificantBit(let from, let to) where from == lsb:
        applied.insert(index)
        return .quantity(signed: signed, lsb: to, unit: unit, constraints)
      case .bound(let from, let to) where constraints.contains { $0.bound == from }:
        applied.insert(index)
        let mended = constraints.map { $0.bound == from ? Constraint(relation: $0.relation, bound: to) : $0 }
        return .quantity(signed: signed, lsb: lsb, unit: unit, mended)
      default: continue
      }
    }
    return content
  }
}
