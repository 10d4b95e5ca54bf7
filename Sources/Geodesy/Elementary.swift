/// Elementary functions that give the same bits on every processor.
///
/// The C library's `sin`, `exp`, … choose a code path by the processor and differ in the last bit between machines; an
/// air picture that must replay to the bit cannot use them. These use only +, −, ×, ÷, √ (each correctly rounded by
/// IEEE 754) and integer work, never a fused multiply-add. The error is below 1 ulp (measured: see
/// `docs/decisions/0002-elementary-functions.md`). NaN, signed zeros and infinities follow C99 Annex F.
///
/// The derivation is the project's own: argument reduction in double-double arithmetic and minimax (Chebyshev)
/// polynomials computed at 300 bits.
public enum Elementary {
  /// The largest argument magnitude that the trigonometric functions reduce; beyond it they give NaN.
  public static let largestAngleRadians = 0x1p30

  /// 2π rounded to double.
  public static let twoPi = 0x1.921fb54442d18p+2
  /// π rounded to double.
  public static let pi = 0x1.921fb54442d18p+1
  /// π/2 rounded to double.
  public static let halfPi = 0x1.921fb54442d18p+0

  @usableFromInline static let piPair = DoubleDouble(0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53)
  @usableFromInline static let halfPiPair = DoubleDouble(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54)

  /// Adding and subtracting this rounds a double of magnitude below 2^51 to the nearest integer; the low bits of the
  /// sum's pattern are that integer in two's complement.
  static let roundingShift = 0x1.8p+52
}
