/// Which items of records are wanted.
public struct AsterixItemSelection: Hashable, Sendable {
  /// The items' names, for example "040" or "RE".
  public let items: [String]

  public init(_ items: [String]) { self.items = items }

  /// Whether a record has any of them.
  public func isMet(by record: AsterixRecord) -> Bool {
    guard let definition = generatedDefinition(record.category) else { return false }
    return record.presence & fields(of: record, definition) != 0
  }

  /// The fields the items stand for in a record's profile, field reference number 1 the most significant bit.
  func fields(of record: AsterixRecord, _ definition: CategoryDefinition) -> UInt64 {
    guard Int(record.profile) < definition.profiles.count else { return 0 }
    let slots = definition.profiles[Int(record.profile)].slots
    var fields: UInt64 = 0
    for item in items {
      guard let name = definition.place(ofText: item) else { continue }
      for (field, place) in slots.range.enumerated() where definition.nodes[place].name == name && field < 64 {
        fields |= (1 << 63) >> UInt64(field)
      }
    }
    return fields
  }
}
