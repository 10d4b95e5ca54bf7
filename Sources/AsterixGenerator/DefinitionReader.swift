import Foundation

/// Why a definition file could not be used.
struct DefinitionError: Error, CustomStringConvertible {
  var description: String
}

/// Reads the JSON form of the definitions: every node is `{"tag": …, "contents": …}`.
struct DefinitionReader {
  typealias Object = [String: Any]

  /// The name of the file read, for error messages.
  var file: String

  func category(_ data: Data) throws -> CategoryEdition {
    let contents = try document(data, tag: "AsterixBasic")
    let profiles = try readProfiles(try tagged(contents["uap"]))
    let edition = try object(contents["edition"])
    return CategoryEdition(
      category: try integer(contents["category"]), title: try text(contents["title"]),
      major: try integer(edition["major"]), minor: try integer(edition["minor"]),
      date: try date(contents["date"]), items: try list(contents["catalogue"]).map(item),
      profiles: profiles.profiles, selector: profiles.selector)
  }

  func expansion(_ data: Data) throws -> ExpansionEdition {
    let contents = try document(data, tag: "AsterixExpansion")
    let edition = try object(contents["edition"])
    return ExpansionEdition(
      category: try integer(contents["category"]), title: try text(contents["title"]),
      major: try integer(edition["major"]), minor: try integer(edition["minor"]),
      date: try date(contents["date"]), fspecBytes: contents["fspecByteSize"] as? Int,
      items: try list(contents["items"]).map { $0 is NSNull ? nil : try item($0) })
  }

  // MARK: Profiles

  private func readProfiles(
    _ node: (tag: String, contents: Any)
  ) throws -> (profiles: [Profile], selector: CategoryEdition.Selector?) {
    if node.tag == "Uap" { return ([Profile(name: "", slots: try list(node.contents).map(slot))], nil) }
    let contents = try object(node.contents)
    let profiles = try list(contents["cases"]).map { entry in
      let pair = try list(entry)
      return Profile(name: try text(pair[0]), slots: try list(pair[1]).map(slot))
    }
    guard let selector = contents["selector"] as? Object else { return (profiles, nil) }
    let cases = try list(selector["cases"]).map { entry in
      let pair = try list(entry)
      return (value: try integer(pair[0]), profile: try text(pair[1]))
    }
    return (profiles, .init(path: try list(selector["item"]).map(text), cases: cases))
  }

  private func slot(_ value: Any) throws -> ProfileSlot {
    let node = try tagged(value)
    switch node.tag {
    case "UapItem": return .item(try text(node.contents))
    case "UapItemSpare": return .spare
    case "UapItemRFS": return .randomFieldSequencing
    default: throw unknown(node.tag)
    }
  }

  // MARK: Items

  private func item(_ value: Any) throws -> Item {
    let contents = try object(value)
    return Item(
      name: try text(contents["name"]), title: try text(contents["title"]),
      rule: try rule(contents["rule"], variation))
  }

  private func rule<Subject>(_ value: Any?, _ subject: (Any?) throws -> Subject) throws -> Rule<Subject> {
    let node = try tagged(value)
    if node.tag == "ContextFree" { return Rule(otherwise: try subject(node.contents)) }
    guard node.tag == "Dependent" else { throw unknown(node.tag) }
    let contents = try object(node.contents)
    let paths = try list(contents["path"]).map { try list($0).map(text) }
    let cases = try list(contents["cases"]).map { entry in
      let pair = try list(entry)
      return Rule<Subject>.Case(values: try list(pair[0]).map(integer), subject: try subject(pair[1]))
    }
    return Rule(paths: paths, cases: cases, otherwise: try subject(contents["default"]))
  }

  private func variation(_ value: Any?) throws -> Variation {
    let node = try tagged(value)
    switch node.tag {
    case "Element":
      let contents = try object(node.contents)
      return .element(bits: try integer(contents["bitSize"]), try rule(contents["rule"], content))
    case "Group": return .group(try list(node.contents).map(part))
    case "Extended": return .extended(try list(node.contents).map { $0 is NSNull ? nil : try part($0) })
    case "Repetitive": return try repetitive(try object(node.contents))
    case "Explicit":
      return .explicit(node.contents is NSNull ? "-" : try tagged(node.contents).tag)
    case "Compound": return .compound(try list(node.contents).map { $0 is NSNull ? nil : try item($0) })
    default: throw unknown(node.tag)
    }
  }

  private func repetitive(_ contents: Object) throws -> Variation {
    let kind = try tagged(contents["type"])
    let repeated = try variation(contents["variation"])
    switch kind.tag {
    case "RepetitiveFx": return .repetitiveByExtension(repeated)
    case "RepetitiveRegular":
      return .repetitive(countBytes: try integer(try object(kind.contents)["byteSize"]), repeated)
    default: throw unknown(kind.tag)
    }
  }

  private func part(_ value: Any) throws -> Part {
    let node = try tagged(value)
    return node.tag == "Spare" ? .spare(try integer(node.contents)) : .item(try item(node.contents))
  }

  // MARK: Contents

  private func content(_ value: Any?) throws -> Content {
    let node = try tagged(value)
    switch node.tag {
    case "ContentRaw": return .raw
    case "ContentTable":
      return .table(
        try list(node.contents).map { entry in
          let pair = try list(entry)
          return TableRow(value: try integer(pair[0]), text: try text(pair[1]))
        })
    case "ContentString": return .string(try tagged(node.contents).tag)
    case "ContentInteger":
      let contents = try object(node.contents)
      return .integer(signed: try signed(contents), try list(contents["constraints"]).map(constraint))
    case "ContentQuantity":
      let contents = try object(node.contents)
      return .quantity(
        signed: try signed(contents), lsb: try ratio(contents["lsb"]), unit: try text(contents["unit"]),
        try list(contents["constraints"]).map(constraint))
    case "ContentBds": return .commB(try commB(try tagged(node.contents)))
    default: throw unknown(node.tag)
    }
  }

  private func commB(_ node: (tag: String, contents: Any)) throws -> String {
    switch node.tag {
    case "BdsWithAddress": return "address"
    case "BdsAt": return node.contents is NSNull ? "unknown" : "\(try integer(node.contents))"
    default: throw unknown(node.tag)
    }
  }

  private func signed(_ contents: Object) throws -> Bool { try tagged(contents["signedness"]).tag == "Signed" }

  private func constraint(_ value: Any) throws -> Constraint {
    let node = try tagged(value)
    let relations: [String: Constraint.Relation] = [
      "LessThan": .less, "LessThanOrEqualTo": .lessOrEqual, "GreaterThan": .greater,
      "GreaterThanOrEqualTo": .greaterOrEqual,
    ]
    guard let relation = relations[node.tag] else { throw unknown(node.tag) }
    return Constraint(relation: relation, bound: try ratio(node.contents))
  }

  private func ratio(_ value: Any?) throws -> Ratio {
    let node = try tagged(value)
    switch node.tag {
    case "NumInt": return Ratio(try integer(node.contents))
    case "NumPow":
      let contents = try object(node.contents)
      let base = try integer(contents["base"])
      return Ratio((0..<(try integer(contents["exponent"]))).reduce(1) { power, _ in power * base })
    case "NumDiv":
      let contents = try object(node.contents)
      let numerator = try ratio(contents["numerator"])
      let denominator = try ratio(contents["denominator"])
      return Ratio(numerator.numerator * denominator.denominator, numerator.denominator * denominator.numerator)
    default: throw unknown(node.tag)
    }
  }

  // MARK: JSON

  private func document(_ data: Data, tag: String) throws -> Object {
    let node = try tagged(try JSONSerialization.jsonObject(with: data))
    guard node.tag == tag else { throw DefinitionError(description: "\(file): expected \(tag), found \(node.tag)") }
    return try object(node.contents)
  }

  private func tagged(_ value: Any?) throws -> (tag: String, contents: Any) {
    let node = try object(value)
    guard let tag = node["tag"] as? String, let contents = node["contents"] else {
      throw DefinitionError(description: "\(file): a node has no tag or no contents")
    }
    return (tag, contents)
  }

  private func object(_ value: Any?) throws -> Object {
    guard let object = value as? Object else { throw DefinitionError(description: "\(file): expected an object") }
    return object
  }

  private func list(_ value: Any?) throws -> [Any] {
    guard let list = value as? [Any] else { throw DefinitionError(description: "\(file): expected a list") }
    return list
  }

  private func integer(_ value: Any?) throws -> Int {
    guard let number = value as? Int else { throw DefinitionError(description: "\(file): expected an integer") }
    return number
  }

  private func text(_ value: Any?) throws -> String {
    guard let text = value as? String else { throw DefinitionError(description: "\(file): expected a text") }
    return text
  }

  private func date(_ value: Any?) throws -> String {
    let date = try object(value)
    let fields = try ["year", "month", "day"].map { String(try integer(date[$0])) }
    return fields.map { $0.count == 1 ? "0" + $0 : $0 }.joined(separator: "-")
  }

  private func unknown(_ tag: String) -> DefinitionError {
    DefinitionError(description: "\(file): unknown tag \(tag)")
  }
}
