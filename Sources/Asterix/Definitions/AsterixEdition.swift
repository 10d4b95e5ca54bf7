/// The edition of a category's definition, for example 1.32.
public struct AsterixEdition: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var major: UInt8
  public var minor: UInt8

  public init(major: UInt8, minor: UInt8) {
    self.major = major
    self.minor = minor
  }

  /// Reads `"1.32"`; nil where the text is no edition.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let major = UInt8(parts[0]), let minor = UInt8(parts[1]) else { return nil }
    self.init(major: major, minor: minor)
  }

  public var description: String { "\(major).\(minor)" }

  public static func < (left: Self, right: Self) -> Bool { (left.major, left.minor) < (right.major, right.minor) }
}

/// The definitions built in.
public enum AsterixCatalogue {
  /// The categories that decode to items, ascending; every other category passes as an opaque block.
  public static var categories: [UInt8] { generatedCategories }

  /// The editions of a category, newest first; empty where the category is not built in.
  public static func editions(of category: UInt8) -> [AsterixEdition] {
    generatedDefinition(category)?.editions.map(\.number) ?? []
  }

  /// The editions of a category's reserved expansion field, newest first.
  public static func expansionEditions(of category: UInt8) -> [AsterixEdition] {
    generatedDefinition(category)?.expansions.map(\.number) ?? []
  }

  /// The title of a category, for example "Monoradar Target Reports".
  public static func title(of category: UInt8) -> String? { generatedDefinition(category)?.editions.first?.title }
}
