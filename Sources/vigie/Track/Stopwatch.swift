import Foundation

/// Adds up the time that one part of the work takes: by the clock, and of the processor in the thread that does it.
struct Stopwatch {
  /// An instant on both clocks.
  struct Instant {
    fileprivate let wall = ContinuousClock.now
    fileprivate let processorSeconds = Self.processorSeconds()

    static var now: Instant { Instant() }

    /// Of the calling thread. Two whole numbers stand for the C library's structure, whose members a debug build does not
    /// see: seconds and nanoseconds.
    private static func processorSeconds() -> Double {
      var time = (seconds: 0, nanoseconds: 0)
      withUnsafeMutablePointer(to: &time) { pointer in
        _ = pointer.withMemoryRebound(to: timespec.self, capacity: 1) { clock_gettime(CLOCK_THREAD_CPUTIME_ID, $0) }
      }
      return Double(time.seconds) + Double(time.nanoseconds) * 1e-9
    }
  }

  private(set) var wallSeconds = 0.0
  private(set) var processorSeconds = 0.0

  /// Adds what has passed since an instant.
  mutating func add(since start: Instant) {
    let now = Instant.now
    wallSeconds += (now.wall - start.wall) / .seconds(1)
    processorSeconds += now.processorSeconds - start.processorSeconds
  }
}
