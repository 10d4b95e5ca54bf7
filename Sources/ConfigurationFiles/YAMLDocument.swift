import Yams

/// The problems of one file, gathered while it is read, so that a person mends them all at once.
final class ProblemList {
  let file: String
  private(set) var problems: [ConfigurationProblem] = []

  init(file: String) {
    self.file = file
  }

  func add(line: Int?, expected: String, found: String, remedy: String) {
    problems.append(
      ConfigurationProblem(file: file, line: line, expected: expected, found: found, remedy: remedy))
  }

  func add(_ node: Node, expected: String, remedy: String) {
    add(line: node.mark?.line, expected: expected, found: node.phrase, remedy: remedy)
  }

  /// Throws what was gathered, by line.
  func throwIfAny() throws(ConfigurationError) {
    guard !problems.isEmpty else { return }
    throw ConfigurationError(
      problems: problems.enumerated().sorted {
        ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
      }.map(\.element))
  }
}

extension Node {
  /// The node in a few words, for an error.
  var phrase: String {
    switch self {
    case .scalar(let scalar):
      scalar.string.isEmpty ? "nothing" : "“\(Self.shortened(scalar.string))”"
    case .mapping: "a group of keys"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  private static func shortened(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 60 ? line.prefix(57) + "…" : line
  }
}

/// A file's tree. Every scalar stays the text that was written: YAML's own guesses (`off` is false, `0421` is 273,
/// `08:20` is 500) never come into play.
enum YAMLDocument {
  /// The most text a configuration may have, in bytes.
  static let largestByteCount = 8 << 20

  /// The root of the only document in `text`, checked to be of `schema`.
  static func root(
    of text: String, schema: String, keys: [String], problems: ProblemList
  ) throws(ConfigurationError) -> YAMLGroup {
    guard text.utf8.count <= largestByteCount else {
      problems.add(
        line: nil, expected: "a file of at most 8 MiB", found: "\(text.utf8.count) bytes",
        remedy: "check that this is the right file")
      throw ConfigurationError(problems: problems.problems)
    }
    let node = try compose(text, problems: problems)
    guard let root = YAMLGroup(node, what: "file", keys: keys, problems: problems) else {
      throw ConfigurationError(problems: problems.problems)
    }
    if let found = root.text("schema"), found != schema {
      problems.add(
        line: root.line(of: "schema"), expected: "schema: \(schema)", found: "“\(found)”",
        remedy: "give a file of that schema")
    }
    return root
  }

  private static func compose(_ text: String, problems: ProblemList) throws(ConfigurationError) -> Node {
    do {
      if let node = try Yams.compose(yaml: text, .basic, .default, .utf8) { return node }
      problems.add(line: nil, expected: "a YAML document", found: "an empty file", remedy: "see docs/formats")
    } catch {
      add(error, to: problems)
    }
    throw ConfigurationError(problems: problems.problems)
  }

  private static func add(_ error: any Error, to problems: ProblemList) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      problems.add(
        line: mark.line, expected: "YAML", found: "\(problem)",
        remedy: "check indentation, colons and quotes here and in the line before")
    case .duplicatedKeysInMapping(let duplicates, let context):
      problems.add(
        line: context.mark.line, expected: "every key once", found: "“\(duplicates.joined(separator: ", "))” twice",
        remedy: "delete one of them")
    default:
      problems.add(line: nil, expected: "YAML text in UTF-8", found: "something else", remedy: "check the file")
    }
  }
}

/// A mapping whose keys are known: unknown ones are problems.
struct YAMLGroup {
  /// What the mapping describes, for errors: `sensor`.
  let what: String
  let problems: ProblemList
  let node: Node
  private let values: [String: Node]

  /// Nil (and a problem) where the node is no mapping.
  init?(_ node: Node, what: String, keys: [String], problems: ProblemList) {
    guard let mapping = node.mapping else {
      problems.add(
        node, expected: "the keys of \(Self.withArticle(what))",
        remedy: "write \(keys.prefix(4).joined(separator: ", ")), … as key: value")
      return nil
    }
    self.what = what
    self.problems = problems
    self.node = node
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string, keys.contains(name) else {
        let near = key.scalar.flatMap { Self.nearest(to: $0.string, of: keys) }
        problems.add(
          key, expected: "a key of \(Self.withArticle(what))",
          remedy: near.map { "write \($0)" } ?? "its keys are \(keys.joined(separator: ", "))")
        continue
      }
      values[name] = value
    }
    self.values = values
  }

  var line: Int? { node.mark?.line }

  func line(of key: String) -> Int? { values[key]?.mark?.line ?? line }

  func has(_ key: String) -> Bool { values[key] != nil }

  /// The value of a key, nil where it is absent.
  func node(_ key: String) -> Node? { values[key] }

  /// The value of a key; a problem where it is absent.
  func requiredNode(_ key: String) -> Node? {
    if let node = values[key] { return node }
    problems.add(
      line: line, expected: "the key \(key) in this \(what)", found: "none", remedy: "add \(key): …")
    return nil
  }

  /// A required text.
  func text(_ key: String) -> String? { value(key, .text) }

  /// A required scalar.
  func value<Value>(_ key: String, _ kind: FieldKind<Value>) -> Value? {
    requiredNode(key).flatMap { kind.read($0, key: key, problems: problems) }
  }

  /// A scalar that may be absent.
  func optional<Value>(_ key: String, _ kind: FieldKind<Value>) -> Value? {
    values[key].flatMap { kind.read($0, key: key, problems: problems) }
  }

  /// The elements of a list; none (and, where required, a problem) if it is absent.
  func list(_ key: String, required: Bool = false) -> [Node] {
    guard let node = required ? requiredNode(key) : values[key] else { return [] }
    guard let sequence = node.sequence else {
      problems.add(node, expected: "a list under \(key)", remedy: "begin each element with “- ”")
      return []
    }
    return Array(sequence)
  }

  private static func withArticle(_ noun: String) -> String {
    let isVowel = noun.first.map { "aeiou".contains($0) } ?? false
    return (isVowel ? "an " : "a ") + noun
  }

  /// The key that differs least from a misspelt one, if by two letters at most.
  private static func nearest(to found: String, of keys: [String]) -> String? {
    let best = keys.map { ($0, distance(Array(found.lowercased().utf8.prefix(40)), Array($0.lowercased().utf8))) }
      .min { $0.1 < $1.1 }
    return best.flatMap { $0.1 <= 2 ? $0.0 : nil }
  }

  /// How many letters must be put in, taken out or changed (Levenshtein).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let substitution = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, min(row[j], row[j + 1]) + 1)
      }
    }
    return row[right.count]
  }
}
