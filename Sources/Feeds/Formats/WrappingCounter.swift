/// A counter of 48 bits at 12 MHz as nanoseconds from its first value's start, going on where it wraps.
struct WrappingCounter: Sendable {
  private var last: UInt64?
  private var ticks: Int64 = 0

  mutating func nanoseconds(_ value: UInt64) -> Int64 {
    guard let last else {
      self.last = value
      ticks = Int64(truncatingIfNeeded: value)
      return nanoseconds
    }
    // From one value to another on the circle of 48 bits, the shorter way.
    ticks &+= Int64(bitPattern: (value &- last) << 16) >> 16
    self.last = value
    return nanoseconds
  }

  private var nanoseconds: Int64 { ticks.multipliedReportingOverflow(by: 250).partialValue / 3 }
}
