/// Which edition of each category a decoder reads: one for all sources of a category, others for single sources.
///
/// A selection belongs to one input; a program with several inputs gives each decoder its own.
public struct EditionSelection: Hashable, Sendable {
  /// The newest edition built in, for every category.
  public static let newest = EditionSelection()

  private struct SourceChoice: Hashable, Sendable {
    var category: UInt8
    var source: DataSource
    var place: UInt8
  }

  /// The place of the chosen edition among the category's, newest first.
  private var places = [UInt8](repeating: 0, count: 256)
  private var sourceChoices: [SourceChoice] = []

  public init() {}

  /// Whether single sources have a choice of their own.
  var hasSourceChoices: Bool { !sourceChoices.isEmpty }

  /// Chooses an edition for a category.
  /// - Parameter source: Only records of this source, by item 010 of the first record of their block; nil for all
  ///   sources that have no choice of their own.
  /// - Returns: False, changing nothing, where that edition is not built in.
  @discardableResult
  public mutating func select(_ edition: AsterixEdition, category: UInt8, source: DataSource? = nil) -> Bool {
    guard let place = AsterixCatalogue.editions(of: category).firstIndex(of: edition) else { return false }
    guard let source else {
      places[Int(category)] = UInt8(place)
      return true
    }
    sourceChoices.removeAll { $0.category == category && $0.source == source }
    sourceChoices.append(SourceChoice(category: category, source: source, place: UInt8(place)))
    return true
  }

  /// The edition chosen for a category, or for one source of it; nil where the category is not built in.
  public func edition(category: UInt8, source: DataSource? = nil) -> AsterixEdition? {
    let choice = sourceChoices.first { $0.category == category && $0.source == source }
    return generatedDefinition(category)?.editions[at: Int(choice?.place ?? places[Int(category)])]?.number
  }

  /// The place of the edition for the record at `start`.
  func place(category: UInt8, recordAt start: Int, in bytes: Span<UInt8>) -> Int {
    let general = Int(places[Int(category)])
    guard !sourceChoices.isEmpty, let source = Self.source(ofRecordAt: start, in: bytes) else { return general }
    return sourceChoices.first { $0.category == category && $0.source == source }.map { Int($0.place) } ?? general
  }

  /// Item 010, which is the first field of every category in every edition.
  static func source(ofRecordAt start: Int, in bytes: Span<UInt8>) -> DataSource? {
    guard start < bytes.count, bytes[start] & 0x80 != 0 else { return nil }
    var place = start
    while place < bytes.count, bytes[place] & 1 != 0 { place += 1 }
    guard place + 2 < bytes.count else { return nil }
    return DataSource(sac: bytes[place + 1], sic: bytes[place + 2])
  }
}
