import Foundation

/// Adds up the time that one part of the work takes: by the clock, and of the processor in all threads together.
struct Stopwatch {
  /// An instant on both clocks, seconds.
  struct Instant {
    var wallSeconds: Double
    var processorSeconds: Double

    static var now: Instant {
      Instant(wallSeconds: seconds(CLOCK_MONOTONIC), processorSeconds: seconds(CLOCK_PROCESS_CPUTIME_ID))
    }

    private static func seconds(_ clock: clockid_t) -> Double {
      var time = timespec()
      clock_gettime(clock, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
  }

  private(set) var wallSeconds = 0.0
  private(set) var processorSeconds = 0.0

  /// Adds what has passed since an instant.
  mutating func add(since start: Instant) {
    let now = Instant.now
    wallSeconds += now.wallSeconds - start.wallSeconds
    processorSeconds += now.processorSeconds - start.processorSeconds
  }
}
