/// Means and percentiles of errors; nil of nothing.
enum ErrorStatistics {
  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  static func rootMeanSquare(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
  }

  static func median(_ values: [Double]) -> Double? { percentile(values, share: 0.5) }

  /// Linear between the two values beside the place asked for.
  static func percentile(_ values: [Double], share: Double) -> Double? {
    guard let greatest = values.max() else { return nil }
    let sorted = values.sorted()
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return greatest }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
  }
}

/// How many of many trials lay in runs of three or more.
struct LongRuns {
  private(set) var trials = 0
  private var finished = 0
  private var open = 0

  mutating func add(_ isBad: Bool) {
    trials += 1
    if isBad {
      open += 1
    } else {
      finished += openIfLong
      open = 0
    }
  }

  /// Trials within long runs so far.
  var count: Int { finished + openIfLong }

  private var openIfLong: Int { open >= 3 ? open : 0 }
}
