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
  }

  public let category: UInt8
  let definition: CategoryDefinition?
  private let edition: AsterixEdition?
  private let profile: Int32?
  private(set) var assignments: [Assignment] = []

  /// - Parameters:
  ///   - edition: The newest where nil.
  ///   - profile: Which user application profile, in the order of the definition, where the category has several.
  public init(category: UInt8, edition: AsterixEdition? = nil, profile: Int = 0) {
    self.category = category
    self.edition = edition
    definition = generatedDefinition(category)
    let found = definition?.editions.first { edition == nil || $0.number == edition }
    let profiles = found?.profiles ?? []
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

  /// Sets the octets of an explicit item after its length, of a whole item with parts, or of an element wider than 64
  /// bits.
  public mutating func set(_ path: String, bytes: [UInt8]) throws(AsterixEncodingError) {
    let found = try resolve(path)
    switch found.variation.kind {
    case .explicit, .specialPurpose, .reservedExpansion:
      guard bytes.count <= 254 else { throw .tooManyOctets(path: path, count: bytes.count, maximum: 254) }
    case .element, .group:
      guard bytes.count * 8 == Int(found.variation.bits) else {
        throw .wrongOctetCount(path: path, count: bytes.count, expected: Int(found.variation.bits) / 8)
      }
    default: throw .notOctets(path: path)
    }
    assign(found.path, .octets(bytes))
  }

  /// Sets a repetitive item of elements, for example I048/030, by the numbers their bits make.
  public mutating func set(_ path: String, list: [UInt64]) throws(AsterixEncodingError) {
    let found = try resolve(path)
    guard found.variation.kind == .repetitive || found.variation.kind == .repetitiveByExtension else {
      throw .notRepetitive(path: path)
    }
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

  private func definedProfile() throws(AsterixEncodingError) -> Profile {
    let definition = try definedCategory()
    guard let profile else {
      throw .editionUnknown(category: category, edition ?? AsterixEdition(major: 0, minor: 0))
    }
    return definition.profiles[Int(profile)]
  }

  private func resolve(_ path: String) throws(AsterixEncodingError) -> (path: [Int32], variation: Variation) {
    let definition = try definedCategory()
    let profile = try definedProfile()
    let unknown = AsterixEncodingError.pathUnknown(category: category, path: path)
    let parts = path.split(separator: "/")
    guard let first = parts.first, let name = definition.place(ofText: String(first)) else { throw unknown }
    let slot = definition.slots[profile.slots.range].first {
      $0.kind == .item && definition.items[Int($0.item)].name == name
    }
    guard let slot else { throw unknown }
    var variation = definition.variations[Int(slot.variation)]
    var components = [name]
    for part in parts.dropFirst() {
      guard let (component, next) = step(String(part), into: variation, definition) else { throw unknown }
      components.append(component)
      variation = next
    }
    return (components, variation)
  }

  private func step(
    _ part: String, into variation: Variation, _ definition: CategoryDefinition
  ) -> (component: Int32, variation: Variation)? {
    if variation.kind == .repetitive || variation.kind == .repetitiveByExtension {
      guard let index = Int32(part), index >= 0 else { return nil }
      return (~index, definition.variations[Int(variation.repeated)])
    }
    var members = variation.members
    if variation.kind == .reservedExpansion {
      guard let expansion = definition.expansions.first else { return nil }
      members = expansion.members
    }
    guard let name = definition.place(ofText: part) else { return nil }
    for member in definition.members[members.range] where member.kind == .item {
      let item = definition.items[Int(member.value)]
      if item.name == name { return (name, definition.variations[Int(item.variation)]) }
    }
    return nil
  }

  private func element(_ path: String) throws(AsterixEncodingError) -> ElementTarget {
    let found = try resolve(path)
    guard found.variation.kind == .element else { throw .notAnElement(path: path) }
    let definition = try definedCategory()
    var content = Int(found.variation.content)
    if found.variation.contentDepends {
      content = Int(chosen(definition.dependencies[content]))
    }
    return ElementTarget(
      path: found.path, bits: Int(found.variation.bits), content: definition.contents[content])
  }

  /// The content chosen by what is already set.
  private func chosen(_ dependency: Dependency) -> Int32 {
    var values: [UInt64] = []
    for path in dependency.paths {
      guard case .raw(let raw)? = assignments.first(where: { $0.path == path })?.value else {
        return dependency.otherwise
      }
      values.append(raw)
    }
    return dependency.cases.first { $0.values == values }?.subject ?? dependency.otherwise
  }

  // MARK: Writing

  /// The record: FSPEC and items.
  public func record() throws(AsterixEncodingError) -> [UInt8] {
    let definition = try definedCategory()
    let profile = try definedProfile()
    guard !assignments.isEmpty else { throw .recordEmpty }
    let emitter = RecordEmitter(definition: definition)
    var body = BitWriter()
    var present: [Int] = []
    for (field, slot) in definition.slots[profile.slots.range].enumerated() where slot.kind == .item {
      let item = definition.items[Int(slot.item)]
      let values = assignments.filter { $0.path.first == item.name }
      guard !values.isEmpty else { continue }
      present.append(field)
      try emitter.emit(definition.variations[Int(slot.variation)], values, depth: 1, name: item.name, into: &body)
    }
    return RecordEmitter.presenceOctets(present) + body.bytes
  }
}

/// Data blocks.
public enum AsterixBlock {
  /// The records of one category as data blocks: one where they fit, more where they exceed `maximumBytes`.
  /// - Parameter maximumBytes: The largest block, its three header octets included. A record too large for it gets a
  ///   block of its own; one that no block can hold (65,532 octets) is left out.
  public static func encode(category: UInt8, records: [[UInt8]], maximumBytes: Int = 65535) -> [UInt8] {
    var output: [UInt8] = []
    var body: [UInt8] = []
    func close() {
      guard !body.isEmpty else { return }
      let length = body.count + 3
      output += [category, UInt8(length >> 8), UInt8(length & 0xFF)]
      output += body
      body.removeAll(keepingCapacity: true)
    }
    for record in records where !record.isEmpty && record.count <= 65532 {
      if body.count + record.count + 3 > min(maximumBytes, 65535) { close() }
      body += record
    }
    close()
    return output
  }
}
