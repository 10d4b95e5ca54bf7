import Geodesy

/// Chance that depends on nothing but what it is asked about: the same seed and keys always give the same numbers, in
/// whatever order they are drawn. So a run does not change with the size of its steps.
///
/// Each draw is the finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014)
/// over the seed and the keys.
struct Draw {
  private var state: UInt64

  /// - Parameters:
  ///   - subject: What the chance is about, so that two uses with equal keys differ.
  init(seed: UInt64, subject: Subject, _ first: UInt64, _ second: UInt64 = 0, _ third: UInt64 = 0) {
    state = Self.mixed(seed &+ Self.increment)
    for key in [subject.rawValue, first, second, third] {
      state = Self.mixed((state ^ key) &+ Self.increment)
    }
  }

  enum Subject: UInt64 {
    case detection = 1
    case falsePlots = 2
    case latency = 3
    case broadcast = 4
    case traffic = 5
    case installation = 6
  }

  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The next 64 bits.
  mutating func bits() -> UInt64 {
    state = state &+ Self.increment
    return Self.mixed(state)
  }

  /// In 0 ..< 1.
  mutating func uniform() -> Double { Double(bits() >> 11) * 0x1p-53 }

  /// In a range.
  mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
  }

  /// An index below `count`, which must be above nought.
  mutating func index(below count: Int) -> Int { Int(bits() % UInt64(max(1, count))) }

  /// Normally distributed with mean 0 and variance 1 (Box and Muller, 1958).
  mutating func normal() -> Double {
    let radius = (-2 * Elementary.log(1 - uniform())).squareRoot()
    return radius * Elementary.cos(Elementary.twoPi * uniform())
  }

  /// How many rare events occur where `mean` are expected (Knuth's product method); at most 1000.
  mutating func poisson(mean: Double) -> Int {
    guard mean > 0, mean < 500 else { return 0 }
    let limit = Elementary.exp(-mean)
    var product = uniform()
    var count = 0
    while product > limit, count < 1000 {
      product *= uniform()
      count += 1
    }
    return count
  }
}
