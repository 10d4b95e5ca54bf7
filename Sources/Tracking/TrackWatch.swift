public import Surveillance

/// Which tracks a tracker explains, and what it has explained: bounded, and no part of its state.
public struct TrackWatch: Hashable, Sendable {
  /// Explanations held at most; the oldest go first.
  public static let capacity = 4096
  /// Tracks watched by number at most.
  public static let numbersMax = 64
  /// What lies further from where a track is expected is no candidate, metres.
  static let reachMetres = 10_000.0
  /// Candidates of one batch for one track at most: the nearest.
  static let candidatesMax = 12

  /// Ascending; empty where all are watched.
  public private(set) var numbers: [TrackNumber]
  /// Whether every track is watched.
  public let watchesAll: Bool
  /// Latest last.
  public private(set) var explanations: [Explanation] = []
  /// Explanations that found no room.
  public private(set) var lost = 0

  // Of the batch under way.
  var openScans: [OpenScan] = []
  var fates: [ReportIndexFate] = []
  /// The track whose reason to end was noted last, so that it is not noted again.
  var endNoted: TrackNumber?

  /// Watches some tracks, whether they are there yet or not. Beyond ``numbersMax`` the first are watched.
  public init(numbers: [TrackNumber]) {
    var distinct: [TrackNumber] = []
    for number in numbers.sorted() where distinct.last != number { distinct.append(number) }
    self.numbers = Array(distinct.prefix(Self.numbersMax))
    watchesAll = false
  }

  /// Watches every track: for short scenes.
  public static var all: TrackWatch { TrackWatch() }

  private init() {
    numbers = []
    watchesAll = true
  }

  /// Whether a track is watched.
  public func watches(_ number: TrackNumber) -> Bool {
    watchesAll || numbers.contains(number)
  }

  /// Watches other tracks from now on; forgets what was explained of those that are watched no more.
  public mutating func watch(_ others: [TrackNumber]) {
    let next = TrackWatch(numbers: others)
    guard !watchesAll, next.numbers != numbers else { return }
    numbers = next.numbers
    explanations.removeAll { !numbers.contains($0.track) }
  }

  /// What was explained of one track, latest last.
  public func explanations(of number: TrackNumber) -> [Explanation] {
    explanations.filter { $0.track == number }
  }

  /// Takes out what was explained so far.
  public mutating func take() -> [Explanation] {
    defer { explanations.removeAll(keepingCapacity: true) }
    return explanations
  }

  mutating func add(_ explanation: Explanation) {
    if explanations.count >= Self.capacity {
      explanations.removeFirst(Self.capacity / 4)
      lost += Self.capacity / 4
    }
    explanations.append(explanation)
  }
}

/// A watched track's part in the batch under way.
struct OpenScan: Hashable {
  var track: TrackNumber
  var scan: ExplainedScan
  /// In step with the candidates.
  var reports: [Int]
}

/// What became of one of the step's reports.
struct ReportIndexFate: Hashable {
  var report: Int
  var fate: ReportFate
}
