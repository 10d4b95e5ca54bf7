/// An unevaluated sum of two doubles, `hi + lo` with |lo| at most half a unit in the last place of `hi`: about 106 bits.
///
/// Error-free transformations after Dekker (1971) and Knuth. No fused multiply-add is used anywhere, so every processor
/// gives the same bits. Magnitudes must stay below 2^990; callers scale first.
@frozen
@usableFromInline
struct DoubleDouble: Sendable {
  @usableFromInline var hi: Double
  @usableFromInline var lo: Double

  @inline(__always)
  init(_ hi: Double, _ lo: Double = 0) {
    self.hi = hi
    self.lo = lo
  }

  /// `a + b` exactly.
  @inline(__always)
  static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    let bRounded = s - a
    let e = (a - (s - bRounded)) + (b - bRounded)
    return DoubleDouble(s, e)
  }

  /// `a + b` exactly, where |a| >= |b| or a is zero.
  @inline(__always)
  static func orderedSum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    return DoubleDouble(s, b - (s - a))
  }

  /// `a × b` exactly, by splitting each factor into two halves of 26 bits.
  @inline(__always)
  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let splitter = 134_217_729.0
    let p = a * b
    let ta = splitter * a
    let aHigh = ta - (ta - a)
    let aLow = a - aHigh
    let tb = splitter * b
    let bHigh = tb - (tb - b)
    let bLow = b - bHigh
    let e = ((aHigh * bHigh - p) + aHigh * bLow + aLow * bHigh) + aLow * bLow
    return DoubleDouble(p, e)
  }

  @inline(__always)
  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let s = sum(a.hi, b.hi)
    return orderedSum(s.hi, s.lo + (a.lo + b.lo))
  }

  @inline(__always)
  static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    a + DoubleDouble(-b.hi, -b.lo)
  }

  @inline(__always)
  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let p = product(a.hi, b.hi)
    return orderedSum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi))
  }

  @inline(__always)
  static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let q = a.hi / b.hi
    let p = product(q, b.hi)
    let remainder = ((a.hi - p.hi) - p.lo) + (a.lo - q * b.lo)
    return orderedSum(q, remainder / b.hi)
  }

  /// The square root of a value that is not negative; zero gives zero.
  @inline(__always)
  var squareRoot: DoubleDouble {
    guard hi > 0 else { return DoubleDouble(0) }
    let root = hi.squareRoot()
    let square = DoubleDouble.product(root, root)
    let remainder = ((hi - square.hi) - square.lo) + lo
    return DoubleDouble.orderedSum(root, remainder / (2 * root))
  }

  @inline(__always)
  var value: Double { hi + lo }
}
