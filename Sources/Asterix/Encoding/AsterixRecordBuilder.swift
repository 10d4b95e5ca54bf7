/// Makes one record from values, by the same tables that decode it.
///
/// Paths name elements as the category documents do: `"140"`, `"040/RHO"`, `"170/CNF"`, `"380/IAS/IM"`; repetitive
/// items take an index, `"250/0/BDS1"`. Parts that are not set are zero; an extended item gets as many parts as the values
/// need. Items are written in the order of the user application profile, whatever the order they were set in.
public struct AsterixRecordBuilder: Sendable {
  struct Assignment: Sendable {
    enum Value: Sendable {
      case raw(UInt64)
      case octets([UInt8])
      /// The item is there, though none of its parts is set: an empty compound or repetitive item.
      case present
    }
    /// Places of names, or `~index`.
    var path: [Int32]
    var value: Value

    var raw: UInt64? { if case .raw(let raw) = value { raw } else { nil } }
    var octets: [UInt8]? { if case .octets(let octets) = value { octets } else { nil } }
  }

  public let category: UInt8
  let definition: CategoryDefinition?
  private let edition: AsterixEdition?
  private let editionPlace: Int
  private let profile: Int32?
  private(set) var assignments: [Assignment] = []

  /// - Parameters:
  ///   - edition: The newest where nil.
  ///   - profile: Which user application profile, in the order of the definition, where the category has several.
  public init(category: UInt8, edition: AsterixEdition? = nil, profile: Int = 0) {
    self.category = category
    self.edition = edition
    let definition = generatedDefinition(category)
    let place = definition?.editions.firstIndex { edition == nil || $0.number == edition }
    let profiles = place.flatMap { definition?.editions[$0].profiles } ?? []
    self.definition = definition
    editionPlace = place ?? 0
    self.profile = profiles.indices.contains(profile) ? profiles[profile] : nil
  }

  /// Whether nothing is set.
  public var isEmpty: Bool { assignments.isEmpty }

  /// Forgets every value, keeping the storage for the next record.
  public mutating func removeAll() { assignments.removeAll(keepingCapacity: true) }

  // MARK: Setting values

  /// Sets a quantity by its physical value in the definition's unit, rounded to the nearest step; any other element by
  /// its whole number. A direction that rounds up to a full circle becomes 0.
  public mutating func set(_ path: String, _ physical: Double) throws(AsterixEncodingError) {
    let element = try element(path)
    assign(element.path, .raw(try element.rawValue(of: physical, path: path, definition: try definedCategory())))
  }

  /// Sets an element by the unsigned number its bits make.
  public mutating func set(_ path: String, raw: UInt64) throws(AsterixEncodingError) {
    let element = try element(path)
    guard element.bits >= 64 || raw >> UInt64(element.bits) == 0 else {
      throw .rawOutOfRange(path: path, value: raw, bits: element.bits)
    }
    assign(element.path, .raw(raw))
  }

  /// Sets a flag.
  public mutating func set(_ path: String, _ flag: Bool) throws(AsterixEncodingError) {
    try set(path, raw: flag ? 1 : 0)
  }

  /// Sets a string, padded with spaces (octal digits: with zeros in front).
  public mutating func set(_ path: String, string: String) throws(AsterixEncodingError) {
    let element = try element(path)
    assign(element.path, .raw(try element.rawValue(of: string, path: path)))
  }

  /// Sets the octets of an explicit item after its length, or of an element of whole octets.
  public mutating func set(_ path: String, bytes: [UInt8]) throws(AsterixEncodingError) {
    let found = try resolve(path)
    let node = try definedCategory().nodes[found.node]
    if node.hasLength {
      guard bytes.count <= 254 else { throw .tooManyOctets(path: path, count: bytes.count, maximum: 254) }
      return assign(found.path, .octets(bytes))
    }
    guard node.kind == .element else { throw .notOctets(path: path) }
    guard bytes.count * 8 == Int(node.bits) else {
      throw .wrongOctetCount(path: path, count: bytes.count, expected: Int(node.bits) / 8)
    }
    assign(found.path, node.bits > 64 ? .octets(bytes) : .raw(bytes.reduce(0) { $0 << 8 | UInt64($1) }))
  }

  /// Sets a repetitive item of elements, for example I048/030, by the numbers their bits make.
  public mutating func set(_ path: String, list: [UInt64]) throws(AsterixEncodingError) {
    let found = try resolve(path)
    let kind = try definedCategory().nodes[found.node].kind
    guard kind == .repetitive || kind == .repetitiveByExtension else { throw .notRepetitive(path: path) }
    assign(found.path, .present)
    for (index, raw) in list.enumerated() { try set("\(path)/\(index)", raw: raw) }
  }

  /// Puts an item in the record though nothing in it is set.
  public mutating func setPresent(_ path: String) throws(AsterixEncodingError) {
    assign(try resolve(path).path, .present)
  }

  private mutating func assign(_ path: [Int32], _ value: Assignment.Value) {
    if let index = assignments.firstIndex(where: { $0.path == path }) {
      assignments[index].value = value
    } else {
      assignments.append(Assignment(path: path, value: value))
    }
  }

  // MARK: Paths

  private func definedCategory() throws(AsterixEncodingError) -> CategoryDefinition {
    guard let definition else { throw .categoryUnknown(category) }
    return definition
  }

  private func definedProfile() throws(AsterixEncodingError) -> Int {
    _ = try definedCategory()
    guard let profile else {
      throw .editionUnknown(category: category, edition ?? AsterixEdition(major: 0, minor: 0))
    }
    return Int(profile)
  }

  private func resolve(_ path: String) throws(AsterixEncodingError) -> (path: [Int32], node: Int) {
    let definition = try definedCategory()
    let profile = try definedProfile()
    let unknown = AsterixEncodingError.pathUnknown(category: category, path: path)
    let parts = path.split(separator: "/")
    guard let first = parts.first, let name = definition.place(ofText: String(first)),
      var node = definition.slot(named: name, profile: profile)
    else { throw unknown }
    var components = [name]
    for part in parts.dropFirst() {
      guard let (component, next) = step(String(part), into: chosen(node), definition) else { throw unknown }
      components.append(component)
      node = next
    }
    return (components, chosen(node))
  }

  private func step(
    _ part: String, into node: Int, _ definition: CategoryDefinition
  ) -> (component: Int32, node: Int)? {
    var members = definition.nodes[node].children
    switch definition.nodes[node].kind {
    case .repetitive, .repetitiveByExtension:
      guard let index = Int32(part), index >= 0 else { return nil }
      return (~index, Int(members.first))
    case .reservedExpansion: members = definition.expansions.first?.members ?? Run()
    default: break
    }
    guard let name = definition.place(ofText: part) else { return nil }
    return members.range.first { definition.nodes[$0].isItem && definition.nodes[$0].name == name }.map { (name, $0) }
  }

  private func element(_ path: String) throws(AsterixEncodingError) -> ElementTarget {
    let found = try resolve(path)
    let definition = try definedCategory()
    let node = definition.nodes[found.node]
    guard node.kind == .element else { throw .notAnElement(path: path) }
    let content = node.contentDepends ? chosen(definition.dependencies[Int(node.content)]) : node.content
    return ElementTarget(path: found.path, bits: Int(node.bits), content: definition.contents[Int(content)])
  }

  /// The node itself, or the one that what is already set chooses in its stead.
  func chosen(_ node: Int) -> Int {
    guard let definition, definition.nodes[node].dependency >= 0 else { return node }
    return Int(chosen(definition.dependencies[Int(definition.nodes[node].dependency)]))
  }

  private func chosen(_ dependency: Dependency) -> Int32 {
    var values: [UInt64] = []
    for path in dependency.paths {
      guard let raw = assignments.first(where: { $0.path == path })?.raw else { return dependency.otherwise }
      values.append(raw)
    }
    return dependency.cases.first { $0.values == values }?.subject ?? dependency.otherwise
  }

  // MARK: Writing

  /// The record: FSPEC and items.
  public func record() throws(AsterixEncodingError) -> [UInt8] {
    var output: [UInt8] = []
    try values().encode(into: &output)
    return output
  }

  /// The values in the order of the record.
  func values() throws(AsterixEncodingError) -> AsterixRecordValues {
    let definition = try definedCategory()
    let profile = try definedProfile()
    guard !assignments.isEmpty else { throw .recordEmpty }
    var assembler = ValueAssembler(definition: definition)
    assembler.values.begin(
      category: category, editionPlace: UInt8(truncatingIfNeeded: editionPlace), profile: UInt16(profile),
      presenceOctets: 1)
    for (field, slot) in definition.profiles[profile].slots.range.enumerated() where definition.nodes[slot].isItem {
      let set = assignments.filter { $0.path.first == definition.nodes[slot].name }
      guard !set.isEmpty else { continue }
      assembler.values.presenceOctets = field / 7 + 1
      try assembler.assemble(slot, set, depth: 1, builder: self)
    }
    return assembler.values
  }
}
