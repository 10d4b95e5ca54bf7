import Testing

@testable import Tracking

struct CovarianceIntersectionTests {
  /// Some covariance: semi-axes of 1 to 1,000 m in any direction.
  private static func covariance(_ numbers: inout Numbers) -> Symmetric2 {
    let (x, y) = (numbers.share() - 0.5, numbers.share() - 0.5)
    let length = max((x * x + y * y).squareRoot(), 1e-6)
    func axis() -> Double { 1 + 999 * numbers.share() * numbers.share() }
    let (a, b) = (axis(), axis())
    return Symmetric2(
      along: Vector2(east: x / length, north: y / length), variance: a * a, acrossVariance: b * b)
  }

  /// The lower Cholesky factor.
  private static func root(_ s: Symmetric2) -> Matrix2 {
    let a = s.ee.squareRoot()
    let b = s.en / a
    return Matrix2(ee: a, en: 0, ne: b, nn: max(0, s.nn - b * b).squareRoot())
  }

  @Test func isNeverWorseThanTheBetterOfBothAndNeverSmallerThanAnyCorrelationAllows() {
    var numbers = Numbers(seed: 91)
    for _ in 0..<300 {
      let (a, b) = (Self.covariance(&numbers), Self.covariance(&numbers))
      let zero = Vector2(east: 0, north: 0)
      let (_, fused) = CovarianceIntersection.fused(zero, a, zero, b)
      #expect(fused.trace <= min(a.trace, b.trace) * (1 + 1e-9))
      #expect(fused.determinant > 0)
      // Gains as a linear estimator: fused = K a + (1 − K) b, with K = P w A⁻¹. Its true error for any correlation.
      for (east, north) in [(1.0, 0.0), (0.0, 1.0)] {
        let unitA = CovarianceIntersection.fused(Vector2(east: east, north: north), a, zero, b).value
        #expect(unitA.squaredLength.isFinite)
      }
      let east = CovarianceIntersection.fused(Vector2(east: 1, north: 0), a, zero, b).value
      let north = CovarianceIntersection.fused(Vector2(east: 0, north: 1), a, zero, b).value
      let gain = Matrix2(ee: east.east, en: north.east, ne: east.north, nn: north.north)
      let rest = Matrix2.identity - gain
      for _ in 0..<8 {
        // A cross-covariance L_a R L_bᵀ with |R| ≤ 1 is possible; a turned or mirrored unit matrix is the extreme.
        let angle = 7 * numbers.share()
        let cosine = 1 - 2 * (angle - angle.rounded(.down))
        let sine = (1 - cosine * cosine).squareRoot()
        let mirror = numbers.share() < 0.5 ? -1.0 : 1.0
        let turn = Matrix2(ee: cosine, en: -sine * mirror, ne: sine, nn: cosine * mirror)
        let cross = Self.root(a) * turn * Self.root(b).transposed
        let actual =
          gain.congruence(a) + rest.congruence(b) + (gain * cross * rest.transposed).twiceSymmetricPart
        let margin = fused - actual
        let tolerance = 1e-6 * fused.trace
        #expect(margin.trace >= -tolerance && margin.determinant >= -tolerance * fused.trace)
      }
    }
  }

  @Test func equalEstimatesGainNothing() {
    let same = Symmetric2(ee: 400, en: 30, nn: 90)
    let place = Vector2(east: 5, north: -3)
    let (value, covariance) = CovarianceIntersection.fused(place, same, place, same)
    #expect((value - place).squaredLength < 1e-12)
    #expect((covariance - same).trace.magnitude < 1e-9)
  }

  @Test func crossedEllipsesGain() {
    let zero = Vector2(east: 0, north: 0)
    let (_, covariance) = CovarianceIntersection.fused(
      zero, Symmetric2(ee: 100, en: 0, nn: 10_000), zero, Symmetric2(ee: 10_000, en: 0, nn: 100))
    #expect(covariance.ee < 250 && covariance.nn < 250)
    #expect(covariance.ee > 150)
  }
}
