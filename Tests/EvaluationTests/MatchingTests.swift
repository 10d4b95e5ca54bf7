import Evaluation
import Testing

/// The assignment behind GOSPA is the best there is.
@Suite struct MatchingTests {
  /// SplitMix64.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// The least cost of rows `row...`, every way tried.
  private static func leastCost(_ squares: [[Double]], row: Int = 0, taken: Int = 0) -> Double {
    guard row < squares.count else { return Double(squares[0].count - taken.nonzeroBitCount) * 500_000 }
    var best = 500_000 + leastCost(squares, row: row + 1, taken: taken)
    for (column, square) in squares[row].enumerated() where taken >> column & 1 == 0 && square < 1e6 {
      best = min(best, square + leastCost(squares, row: row + 1, taken: taken | 1 << column))
    }
    return best
  }

  @Test(arguments: 0..<60) func findsTheLeastCostOfCrowdedScenes(seed: Int) {
    var random = Seeded(state: UInt64(seed))
    func points(_ count: Int) -> [SIMD2<Double>] {
      (0..<count).map { _ in
        [Double.random(in: 0...3000, using: &random), Double.random(in: 0...3000, using: &random)]
      }
    }
    let targets = points(6)
    let tracks = points(Int.random(in: 1...8, using: &random))
    let truth = targets.enumerated().map { Scene.truth("T\($0)", at: 4, east: $1.x, north: $1.y) }
    let records = tracks.enumerated().map { Scene.track("\($0)", at: 4, east: $1.x, north: $1.y) }
    let squares = targets.map { target in
      tracks.map { track in
        let offset = target - track
        return (offset * offset).sum()
      }
    }
    let score = Scene.score(truth, records)
    let expected = Self.leastCost(squares).squareRoot()
    // The flat distances of this test are right to 0.05 % over 3 km.
    #expect(agree(score.gospa.meanMetres, expected, within: 1e-3), "seed \(seed)")
  }

  /// Taking the nearest first would pair B with 1 at 400 m and leave A and 2 alone: 160,000 + 1,000,000 m². Two pairs of
  /// 700 m cost 980,000 m².
  @Test func prefersTwoFairPairsToOneGoodOne() {
    let truth = [Scene.truth("A", at: 4, east: 0), Scene.truth("B", at: 4, east: 1100)]
    let tracks = [Scene.track("1", at: 4, east: 700), Scene.track("2", at: 4, east: 1800)]
    let score = Scene.score(truth, tracks)
    #expect(agree(score.gospa.meanMetres, 980_000.0.squareRoot(), within: 1e-3))
    #expect(score.gospa.missedMean == 0)
  }

  @Test func aCrowdOfTracksOnOneSpotIsMatchedInTime() {
    let truth = (0..<150).map { Scene.truth("T\($0)", at: 4, east: Double($0) * 2) }
    let tracks = (0..<150).map { Scene.track("\($0)", at: 4, east: Double($0) * 2, north: 10) }
    let score = Scene.score(truth, tracks)
    #expect(agree(score.gospa.localisationRMSMetres, 10, within: 1e-3))
    #expect(score.gospa.missedMean == 0 && score.gospa.falseMean == 0)
  }
}
