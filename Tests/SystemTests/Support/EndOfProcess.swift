import Synchronization

/// Keeps the moment a process ended; noted by the thread that watches it.
final class EndOfProcess: Sendable {
  private let ended = Mutex<ContinuousClock.Instant?>(nil)

  var instant: ContinuousClock.Instant? { ended.withLock { $0 } }

  func note() {
    ended.withLock { $0 = .now }
  }
}
