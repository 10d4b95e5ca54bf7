/// The time between two messages, whichever came first; the greatest number where it is more than can be said.
@inline(__always)
func elapsedNanoseconds(_ a: Int64, _ b: Int64) -> UInt64 {
  let (difference, overflow) = b.subtractingReportingOverflow(a)
  return overflow ? .max : difference.magnitude
}
