import Foundation
import Geodesy
import Testing

@testable import Tracking

/// How much more the soak run does.
let soakFactor = ProcessInfo.processInfo.environment["VIGIE_SOAK"] == nil ? 1 : 20

struct CovarianceTests {
  /// Moves, turns, mixtures and updates in any order, as the tracker and worse: times at once and far apart, backwards and
  /// forth again, measurements far better and far worse than the estimate.
  @Test func staysPositiveDefiniteThroughAnyCycles() {
    var numbers = Numbers(seed: 301)
    var wrong = 0
    var left = 100_000 * soakFactor
    while left > 0, wrong == 0 {
      var estimate = Self.start(&numbers)
      for _ in 0..<50 {
        Self.cycle(&estimate, &numbers)
        left -= 1
        if !Covariance4(estimate).isPositiveDefinite || !estimate.isSound { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  /// The check itself sees what is not positive definite.
  @Test func aCorrelationBeyondOneIsSeen() {
    var numbers = Numbers(seed: 302)
    var estimate = Self.start(&numbers)
    #expect(Covariance4(estimate).isPositiveDefinite)
    estimate.crossCovariance.ee =
      1.0001 * (estimate.positionCovariance.ee * estimate.velocityCovariance.ee).squareRoot()
    #expect(!Covariance4(estimate).isPositiveDefinite)
  }

  /// The gain in a case that can be done by hand: equal variances halve, and the rate follows by its correlation.
  @Test func updateIsThatOfKalman() {
    var estimate = PlanarEstimate(
      position: Vector2(east: 0, north: 10), velocity: Vector2(east: 1, north: 0),
      positionCovariance: Symmetric2(variance: 100), crossCovariance: Matrix2(ee: 20, en: 0, ne: 0, nn: 0),
      velocityCovariance: Symmetric2(variance: 25))
    _ = estimate.update(position: Vector2(east: 8, north: 10), covariance: Symmetric2(variance: 100))
    let expected = PlanarEstimate(
      position: Vector2(east: 4, north: 10), velocity: Vector2(east: 1.8, north: 0),
      positionCovariance: Symmetric2(variance: 50), crossCovariance: Matrix2(ee: 10, en: 0, ne: 0, nn: 0),
      velocityCovariance: Symmetric2(ee: 23, en: 0, nn: 25))
    let difference = Self.largestDifference(estimate, expected)
    #expect(difference < 1e-12)
  }

  private static func largestDifference(_ a: PlanarEstimate, _ b: PlanarEstimate) -> Double {
    let values: [KeyPath<PlanarEstimate, Double>] = [
      \.position.east, \.position.north, \.velocity.east, \.velocity.north, \.positionCovariance.ee,
      \.positionCovariance.en, \.positionCovariance.nn, \.crossCovariance.ee, \.crossCovariance.en,
      \.crossCovariance.ne, \.crossCovariance.nn, \.velocityCovariance.ee, \.velocityCovariance.en,
      \.velocityCovariance.nn,
    ]
    return values.map { (a[keyPath: $0] - b[keyPath: $0]).magnitude }.max() ?? .infinity
  }

  // MARK: Cycles

  /// Between two numbers, even in the logarithm.
  private static func between(_ low: Double, _ high: Double, _ numbers: inout Numbers) -> Double {
    low * Elementary.exp(numbers.share() * Elementary.log(high / low))
  }

  /// An ellipse with any axes.
  private static func ellipse(_ low: Double, _ high: Double, _ numbers: inout Numbers) -> Symmetric2 {
    let (sine, cosine) = Elementary.sincos(7 * numbers.share())
    let (along, across) = (between(low, high, &numbers), between(low, high, &numbers))
    return Symmetric2(
      along: Vector2(east: sine, north: cosine), variance: along * along, acrossVariance: across * across)
  }

  private static func start(_ numbers: inout Numbers) -> PlanarEstimate {
    let speed = between(1, 600, &numbers)
    return PlanarEstimate(
      position: Vector2(east: 0, north: 0), velocity: Vector2(east: 200 * numbers.normal(), north: 50),
      positionCovariance: ellipse(1, 3e4, &numbers), crossCovariance: .zero,
      velocityCovariance: Symmetric2(variance: speed * speed))
  }

  private static func place(_ numbers: inout Numbers) -> Vector2 {
    Vector2(east: 1e4 * numbers.normal(), north: 1e4 * numbers.normal())
  }

  private static func cycle(_ estimate: inout PlanarEstimate, _ numbers: inout Numbers) {
    let seconds = [0, 0, 1e-6, 0.001, 0.25, 1, 4, 10, 60][Int(numbers.bits() % 9)]
    let processNoise = between(1e-3, 2e3, &numbers)
    switch numbers.bits() % 8 {
    case 0:
      let turn = TurnStep(rate: 0.4 * (numbers.share() - 0.5), seconds: seconds)
      estimate = estimate.moved(along: turn).diffused(seconds: seconds, processNoise: processNoise)
    case 1:
      let other = start(&numbers)
      estimate = .mixed(estimate, other, weightOfFirst: numbers.bits() % 4 == 0 ? 1 : numbers.share())
    case 2:
      let age = min(seconds, 8)
      estimate = estimate.moved(seconds: -age)
      _ = estimate.update(position: place(&numbers), covariance: ellipse(1, 1e4, &numbers))
      estimate = estimate.moved(seconds: age)
    default:
      estimate = estimate.moved(seconds: seconds).diffused(seconds: seconds, processNoise: processNoise)
    }
    if numbers.bits() % 4 != 0 {
      _ = estimate.update(position: place(&numbers), covariance: ellipse(1, 1e4, &numbers))
    }
    if numbers.bits() % 4 == 0 {
      let velocity = Vector2(east: 300 * numbers.normal(), north: 300 * numbers.normal())
      _ = estimate.update(velocity: velocity, covariance: ellipse(0.1, 100, &numbers))
    }
  }
}
