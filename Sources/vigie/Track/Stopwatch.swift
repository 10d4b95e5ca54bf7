import Foundation

/// Adds up the time that one part of the work takes: by the clock, and of the processor in all threads together.
struct Stopwatch {
  /// An instant on both clocks.
  struct Instant {
    fileprivate let wall = ContinuousClock.now
    /// POSIX counts them in millionths of a second.
    fileprivate let processor = clock()

    static var now: Instant { Instant() }
  }

  private(set) var wallSeconds = 0.0
  private(set) var processorSeconds = 0.0

  /// Adds what has passed since an instant.
  mutating func add(since start: Instant) {
    let now = Instant.now
    wallSeconds += (now.wall - start.wall) / .seconds(1)
    processorSeconds += Double(now.processor - start.processor) * 1e-6
  }
}
