/// How long to wait before a connection is tried again: twice as long after every failure up to a limit, and never two
/// machines in step.
public struct RetryPolicy: Hashable, Sendable {
  /// First wait, seconds.
  public var firstSeconds: Double
  /// Longest wait, seconds.
  public var limitSeconds: Double

  public init(firstSeconds: Double = 0.5, limitSeconds: Double = 30) {
    self.firstSeconds = firstSeconds
    self.limitSeconds = limitSeconds
  }

  /// The wait after a number of failures in a row (from 1), without the random part.
  func nominalSeconds(afterFailures failures: Int) -> Double {
    var wait = firstSeconds
    for _ in 1..<max(2, min(failures, 64)) where failures > 1 { wait = min(wait * 2, limitSeconds) }
    return min(wait, limitSeconds)
  }

  /// The wait after a number of failures in a row: between three quarters of the nominal one and all of it.
  func seconds(afterFailures failures: Int) -> Double {
    nominalSeconds(afterFailures: failures) * Double.random(in: 0.75...1)
  }
}
