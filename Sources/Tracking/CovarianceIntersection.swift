/// Fusion of two estimates of which nobody knows how their errors are correlated (Julier and Uhlmann 1997).
enum CovarianceIntersection {
  /// The inverse covariances are averaged with the weight that makes the trace least. The result is conservative whatever
  /// the correlation is, as long as both inputs are, and its trace is not greater than that of the better of both.
  static func fused(
    _ a: Vector2, _ aCovariance: Symmetric2, _ b: Vector2, _ bCovariance: Symmetric2
  ) -> (value: Vector2, covariance: Symmetric2) {
    let (aInverse, bInverse) = (aCovariance.inverse, bCovariance.inverse)
    let weight = bestWeight(aInverse, bInverse)
    if weight >= 1 { return (a, aCovariance) }
    if weight <= 0 { return (b, bCovariance) }
    let covariance = (aInverse * weight + bInverse * (1 - weight)).inverse
    let information = Matrix2(aInverse) * a * weight + Matrix2(bInverse) * b * (1 - weight)
    return (Matrix2(covariance) * information, covariance)
  }

  /// The golden section: the trace is convex in the weight. 32 steps leave 2·10⁻⁷ of the interval.
  private static func bestWeight(_ aInverse: Symmetric2, _ bInverse: Symmetric2) -> Double {
    let golden = 0.618_033_988_749_894_9
    func trace(_ weight: Double) -> Double {
      let information = aInverse * weight + bInverse * (1 - weight)
      return information.trace / information.determinant
    }
    var (low, high) = (0.0, 1.0)
    var (left, right) = (1 - golden, golden)
    var (leftTrace, rightTrace) = (trace(left), trace(right))
    for _ in 0..<32 {
      if leftTrace <= rightTrace {
        (high, right, rightTrace) = (right, left, leftTrace)
        left = high - golden * (high - low)
        leftTrace = trace(left)
      } else {
        (low, left, leftTrace) = (left, right, rightTrace)
        right = low + golden * (high - low)
        rightTrace = trace(right)
      }
    }
    let middle = (low + high) / 2
    let (atNone, atMiddle, atAll) = (trace(0), trace(middle), trace(1))
    if atAll <= atMiddle && atAll <= atNone { return 1 }
    return atNone <= atMiddle ? 0 : middle
  }
}
