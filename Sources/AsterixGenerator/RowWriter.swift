/// Writes definitions as text rows, one node a row, equal nodes once.
///
/// Rows come children first, so that a reader needs no forward reference; a node is named by its place among the rows of
/// its own letter. Editions that share an item share its rows. See docs/guides/asterix-definitions.md for the grammar.
struct RowWriter {
  private(set) var rows: [String] = []
  private var places: [String: Int] = [:]
  private var counts: [Character: Int] = [:]

  mutating func add(_ edition: CategoryEdition) throws {
    var byName: [String: String] = [:]
    for item in edition.items { byName[item.name] = add(item) }
    let profiles = try edition.profiles.map { profile in
      let slots = try profile.slots.map { slot in
        switch slot {
        case .spare: return "-"
        case .randomFieldSequencing: return "*"
        case .item(let name):
          guard let place = byName[name] else {
            throw DefinitionError(description: "category \(edition.category): profile names unknown item \(name)")
          }
          return place
        }
      }
      return intern("U", [profile.name, slots.joined(separator: " ")])
    }
    let selector = edition.selector.map { selector in
      let cases = selector.cases.map { value, name in
        "\(value)=\(edition.profiles.firstIndex { $0.name == name } ?? 0)"
      }
      return [selector.path.joined(separator: "/"), cases.joined(separator: " ")]
    }
    rows.append(
      (["E", "\(edition.major).\(edition.minor)", edition.date, edition.title, profiles.joined(separator: " ")]
        + (selector ?? ["", ""])).joined(separator: "|"))
  }

  mutating func add(_ expansion: ExpansionEdition) {
    let items = expansion.items.map { item in item.map { add($0) } ?? "-" }
    rows.append(
      [
        "X", "\(expansion.major).\(expansion.minor)", expansion.date, "\(expansion.fspecBytes ?? 0)",
        items.joined(separator: " "),
      ].joined(separator: "|"))
  }

  private mutating func add(_ item: Item) -> String {
    let rule = item.rule
    guard !rule.paths.isEmpty else {
      return intern("I", [item.name, item.title, add(rule.otherwise)])
    }
    let otherwise = add(rule.otherwise)
    let cases = rule.cases.map { entry in (entry.values, add(entry.subject)) }
    return intern("I", [item.name, item.title, dependency("W", rule.paths, otherwise, cases)])
  }

  private mutating func add(_ variation: Variation) -> String {
    switch variation {
    case .element(let bits, let rule): return intern("V", ["E", "\(bits)", add(rule)])
    case .group(let parts): return intern("V", ["G", parts.map { add($0) }.joined(separator: " ")])
    case .extended(let parts):
      return intern("V", ["X", parts.map { part in part.map { add($0) } ?? "-" }.joined(separator: " ")])
    case .repetitive(let countBytes, let repeated): return intern("V", ["R", "\(countBytes)", add(repeated)])
    case .repetitiveByExtension(let repeated): return intern("V", ["F", add(repeated)])
    case .explicit(let kind):
      return intern("V", ["P", ["ReservedExpansion": "R", "SpecialPurpose": "S"][kind] ?? "-"])
    case .compound(let items):
      return intern("V", ["C", items.map { item in item.map { add($0) } ?? "-" }.joined(separator: " ")])
    }
  }

  private mutating func add(_ part: Part) -> String {
    switch part {
    case .spare(let bits): return "s\(bits)"
    case .item(let item): return add(item)
    }
  }

  private mutating func add(_ rule: Rule<Content>) -> String {
    guard !rule.paths.isEmpty else { return add(rule.otherwise) }
    let otherwise = add(rule.otherwise)
    let cases = rule.cases.map { entry in (entry.values, add(entry.subject)) }
    return dependency("D", rule.paths, otherwise, cases)
  }

  private mutating func dependency(
    _ letter: Character, _ paths: [[String]], _ otherwise: String, _ cases: [([Int], String)]
  ) -> String {
    let looked = paths.map { $0.joined(separator: "/") }.joined(separator: " ")
    let chosen = cases.map { values, place in values.map(String.init).joined(separator: ",") + "=" + place }
    return intern(letter, [looked, otherwise, chosen.joined(separator: " ")])
  }

  private mutating func add(_ content: Content) -> String {
    switch content {
    case .raw: return intern("C", ["R"])
    case .table(let rows): return intern("C", ["T"] + rows.map { "\($0.value)=\($0.text)" })
    case .string(let kind):
      return intern("C", ["S", ["StringAscii": "A", "StringICAO": "I", "StringOctal": "O"][kind] ?? "A"])
    case .integer(let signed, let constraints): return intern("C", ["I", sign(signed), text(constraints)])
    case .quantity(let signed, let lsb, let unit, let constraints):
      return intern("C", ["Q", sign(signed), lsb.description, unit, text(constraints)])
    case .commB(let register): return intern("C", ["B", register])
    }
  }

  private func sign(_ signed: Bool) -> String { signed ? "s" : "u" }

  private func text(_ constraints: [Constraint]) -> String {
    constraints.map(\.description).joined(separator: " ")
  }

  /// The name of a row: its letter in lower case and its place among the rows of that letter.
  private mutating func intern(_ letter: Character, _ fields: [String]) -> String {
    let row = ([String(letter)] + fields).joined(separator: "|")
    if let place = places[row] { return letter.lowercased() + "\(place)" }
    let place = counts[letter, default: 0]
    counts[letter] = place + 1
    places[row] = place
    rows.append(row)
    return letter.lowercased() + "\(place)"
  }
}
