/// A quantity whose bits times its least significant bit cannot reach the range that the definition states for it.
struct RangeFinding: Hashable, CustomStringConvertible {
  var path: String
  var bits: Int
  var lsb: Ratio
  var constraint: Constraint
  var description: String {
    "\(path): \(bits) bits of \(lsb) cannot reach the stated \(constraint)"
  }
}

/// Compares full scale (bits × least significant bit) with the stated constraints: the check that finds wrong scales.
struct RangeLint {
  private(set) var findings: [RangeFinding] = []

  mutating func check(_ item: Item, parent: String) {
    let path = parent + "/" + item.name
    for variation in [item.rule.otherwise] + item.rule.cases.map(\.subject) { check(variation, path: path) }
  }

  private mutating func check(_ variation: Variation, path: String) {
    switch variation {
    case .element(let bits, let rule):
      for content in [rule.otherwise] + rule.cases.map(\.subject) { check(content, bits: bits, path: path) }
    case .group(let parts):
      for case .item(let item) in parts { check(item, parent: path) }
    case .extended(let parts):
      for case .some(.item(let item)) in parts { check(item, parent: path) }
    case .repetitive(_, let repeated), .repetitiveByExtension(let repeated): check(repeated, path: path)
    case .explicit: return
    case .compound(let items):
      for case .some(let item) in items { check(item, parent: path) }
    }
  }

  private mutating func check(_ content: Content, bits: Int, path: String) {
    guard case .quantity(let signed, let lsb, _, let constraints) = content, bits < 63 else { return }
    let steps = Double(1 << (signed ? bits - 1 : bits))
    let lowest = signed ? -steps * lsb.value : 0
    let highest = steps * lsb.value
    for constraint in constraints where constraint.bound.value > highest || constraint.bound.value < lowest {
      findings.append(RangeFinding(path: path, bits: bits, lsb: lsb, constraint: constraint))
    }
  }
}
