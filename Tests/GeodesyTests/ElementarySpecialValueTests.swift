import Geodesy
import Testing

/// NaN, signed zeros and infinities as C99 Annex F states them.
@Suite struct ElementarySpecialValueTests {
  static let infinity = Double.infinity

  private func same(_ a: Double, _ b: Double) -> Bool { a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN) }

  @Test func trigonometryKeepsSignedZerosAndRefusesInfinities() {
    for function in [Elementary.sin, Elementary.tan, Elementary.asin, Elementary.atan] {
      #expect(same(function(0.0), 0.0))
      #expect(same(function(-0.0), -0.0))
      #expect(function(.nan).isNaN)
    }
    for function in [Elementary.sin, Elementary.cos, Elementary.tan] {
      #expect(function(.infinity).isNaN)
      #expect(function(-.infinity).isNaN)
      #expect(function(0x1.1p30).isNaN)
      #expect(function(0x1p30).isFinite)
    }
    #expect(Elementary.cos(0) == 1)
    #expect(Elementary.asin(1.0.nextUp).isNaN)
    #expect(Elementary.acos(-1.0.nextUp).isNaN)
    #expect(same(Elementary.acos(1), 0))
    #expect(Elementary.acos(-1) == Double.pi)
    #expect(Elementary.atan(.infinity) == Double.pi / 2)
  }

  @Test func sincosGivesTheBitsOfSineAndCosine() {
    for i in -2000...2000 {
      let x = Double(i) * 0.731 + 1e-9
      let (s, c) = Elementary.sincos(x)
      #expect(s == Elementary.sin(x))
      #expect(c == Elementary.cos(x))
    }
  }

  @Test(
    arguments: [
      (0.0, 1.0, 0.0), (-0.0, 1.0, -0.0), (0.0, -1.0, Double.pi), (-0.0, -1.0, -Double.pi),
      (0.0, 0.0, 0.0), (-0.0, 0.0, -0.0), (0.0, -0.0, Double.pi), (-0.0, -0.0, -Double.pi),
      (1.0, 0.0, Double.pi / 2), (-1.0, -0.0, -Double.pi / 2),
      (infinity, 1.0, Double.pi / 2), (1.0, infinity, 0.0), (-1.0, infinity, -0.0), (1.0, -infinity, Double.pi),
      (infinity, infinity, Double.pi / 4), (-infinity, -infinity, -3 * Double.pi / 4),
      (Double.nan, 1.0, Double.nan), (1.0, Double.nan, Double.nan),
    ] as [(Double, Double, Double)])
  func arcTangentOfTwoArgumentsFollowsC99(y: Double, x: Double, expected: Double) {
    #expect(same(Elementary.atan2(y, x), expected))
  }

  @Test(
    arguments: [
      (Double.nan, 0.0, 1.0), (1.0, Double.nan, 1.0), (2.0, Double.nan, Double.nan),
      (0.0, 3.0, 0.0), (-0.0, 3.0, -0.0), (-0.0, 2.0, 0.0), (0.0, -3.0, infinity), (-0.0, -3.0, -infinity),
      (-0.0, -2.0, infinity), (-0.0, 0.5, 0.0), (-0.0, -0.5, infinity),
      (infinity, 2.0, infinity), (infinity, -2.0, 0.0), (-infinity, 3.0, -infinity), (-infinity, 2.0, infinity),
      (-infinity, -3.0, -0.0), (-infinity, -2.0, 0.0), (-infinity, 0.5, infinity),
      (-1.0, infinity, 1.0), (-1.0, -infinity, 1.0), (0.5, infinity, 0.0), (0.5, -infinity, infinity),
      (2.0, infinity, infinity), (2.0, -infinity, 0.0), (-2.0, infinity, infinity), (-2.0, 0.5, Double.nan),
      (-2.0, 3.0, -8.0), (-2.0, 2.0, 4.0), (2.0, 10.0, 1024.0), (10.0, 400.0, infinity), (10.0, -400.0, 0.0),
      (-10.0, 401.0, -infinity), (-2.0, 0x1p60, infinity), (0.9, 1e300, 0.0), (4.0, 0.5, 2.0),
    ] as [(Double, Double, Double)])
  func powerFollowsC99(x: Double, y: Double, expected: Double) {
    #expect(same(Elementary.pow(x, y), expected))
  }

  @Test func exponentialAndLogarithmReachTheirEnds() {
    #expect(Elementary.exp(0) == 1)
    #expect(Elementary.exp(-.infinity) == 0)
    #expect(Elementary.exp(.infinity) == .infinity)
    #expect(Elementary.exp(.nan).isNaN)
    #expect(Elementary.exp(709.782712893384) > 1.7e308)
    #expect(Elementary.exp(709.782712893385) == .infinity)
    #expect(Elementary.exp(-745.2) == 0)
    #expect(Elementary.exp(-745) == .leastNonzeroMagnitude)
    #expect(same(Elementary.log(1), 0))
    #expect(Elementary.log(0) == -.infinity)
    #expect(Elementary.log(-0.0) == -.infinity)
    #expect(Elementary.log(-1).isNaN)
    #expect(Elementary.log(.infinity) == .infinity)
    #expect(Elementary.log(.nan).isNaN)
  }

  @Test func hypotenuseNeitherOverflowsNorVanishes() {
    #expect(Elementary.hypot(3, -4) == 5)
    #expect(Elementary.hypot(3e300, 4e300) == 5e300)
    #expect(Elementary.hypot(.leastNonzeroMagnitude, 0) == .leastNonzeroMagnitude)
    #expect(Elementary.hypot(.nan, .infinity) == .infinity)
    #expect(Elementary.hypot(.nan, 1).isNaN)
    #expect(Elementary.hypot(0, 0) == 0)
    #expect(Elementary.hypot(.greatestFiniteMagnitude, .greatestFiniteMagnitude) == .infinity)
  }
}
