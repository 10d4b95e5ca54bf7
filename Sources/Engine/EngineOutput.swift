import AirPicture
public import Surveillance

/// What came of log entries: what readers of the picture must look at again.
public struct EngineOutput: Sendable {
  /// Tracks that are new or different, by ascending number; none that is gone.
  public private(set) var changed: [TrackNumber] = []
  /// Tracks that are gone, by ascending number.
  public private(set) var removed: [TrackNumber] = []
  /// Whether a configuration came, so that everything is new.
  public private(set) var isReset = false
  /// Entries that could not be carried out, each with a sentence.
  public internal(set) var refusals: [String] = []
  /// Steps of log time that passed.
  public internal(set) var steps = 0

  /// Nothing came of nothing.
  public init() {}

  /// Whether the tracks are as they were.
  public var isEmpty: Bool { changed.isEmpty && removed.isEmpty && !isReset }

  /// Everything is new: what was known of tracks before is of no use.
  mutating func reset() {
    changed = []
    removed = []
    isReset = true
  }

  mutating func merge(_ changes: PictureChanges) {
    merge(changed: changes.changed, removed: changes.removed)
  }

  /// Takes in what came of later entries.
  public mutating func merge(_ later: EngineOutput) {
    if later.isReset { reset() }
    merge(changed: later.changed, removed: later.removed)
    refusals += later.refusals
    steps += later.steps
  }

  /// What comes later holds: a track that ends is no more, and one that comes back under its number is there again.
  private mutating func merge(changed later: [TrackNumber], removed gone: [TrackNumber]) {
    changed = Self.union(gone.isEmpty ? changed : Self.difference(changed, gone), later)
    removed = Self.union(later.isEmpty ? removed : Self.difference(removed, later), gone)
  }

  private static func union(_ left: [TrackNumber], _ right: [TrackNumber]) -> [TrackNumber] {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    var result: [TrackNumber] = []
    result.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count || j < right.count {
      if j == right.count || (i < left.count && left[i] < right[j]) {
        result.append(left[i])
        i += 1
      } else {
        if i < left.count, left[i] == right[j] { i += 1 }
        result.append(right[j])
        j += 1
      }
    }
    return result
  }

  private static func difference(_ left: [TrackNumber], _ right: [TrackNumber]) -> [TrackNumber] {
    var j = 0
    return left.filter { number in
      while j < right.count, right[j] < number { j += 1 }
      return j == right.count || right[j] != number
    }
  }
}
