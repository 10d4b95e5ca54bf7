/// Numbers log entries and keeps their time from running backwards.
public struct EntrySequencer: Sendable {
  /// The number of the next entry.
  public private(set) var nextSequence: UInt64
  /// The time of the entry before.
  public private(set) var lastTime: SurveillanceTime

  /// Continues behind an entry already written; from the start by default.
  public init(nextSequence: UInt64 = 0, lastTime: SurveillanceTime = .distantPast) {
    self.nextSequence = nextSequence
    self.lastTime = lastTime
  }

  /// The next entry; its time is `receiveTime` or that of the entry before, whichever is later.
  public mutating func entry(
    receiveTime: SurveillanceTime, feed: FeedNumber, kind: LogEntryKind, payload: [UInt8]
  ) -> LogEntry {
    lastTime = max(lastTime, receiveTime)
    defer { nextSequence &+= 1 }
    return LogEntry(sequence: nextSequence, receiveTime: lastTime, feed: feed, kind: kind, payload: payload)
  }
}
