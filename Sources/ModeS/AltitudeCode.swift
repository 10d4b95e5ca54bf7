/// The 12-bit altitude code of airborne positions, and the two ways it is written (ICAO Annex 10 vol. IV, 3.1.2.6.5.4).
public enum AltitudeCode {
  /// The altitude in feet, or nil where the code says "not available" or is no altitude.
  ///
  /// With the Q bit it counts 25 ft from −1000 ft; without it, it is the Gillham code of Mode C in steps of 100 ft.
  public static func feet(fromTwelveBits code: UInt16) -> Int? {
    if code == 0 || code > 0xFFF { return nil }
    if code & 0x10 != 0 {
      let count = Int((code & 0xFE0) &>> 1 | code & 0xF)
      return count &* 25 &- 1000
    }
    return gillhamFeet(code)
  }

  /// The code of an altitude, held within −1000 ... 126,700 ft: to the nearest 25 ft (Q bit set), and above 50,175 ft,
  /// where those steps end, to the nearest 100 ft (Gillham code).
  public static func twelveBits(fromFeet feet: Int) -> UInt16 {
    // 50,188 ft is nearer to 50,200 than to 50,175.
    if feet >= 50_188 { return gillham(feet: min(feet, 126_700)) }
    let count = UInt16(truncatingIfNeeded: (max(-1000, feet) &+ 1012) / 25)
    return (count & 0x7F0) &<< 1 | 0x10 | count & 0xF
  }

  /// The 13-bit code of replies, in feet (M bit zero), otherwise as ``twelveBits(fromFeet:)``; zero for nil.
  static func thirteenBits(fromFeet feet: Int?) -> UInt16 {
    guard let feet else { return 0 }
    let code = twelveBits(fromFeet: feet)
    return (code & 0xFC0) &<< 1 | code & 0x3F
  }

  /// Bits, from the first: C1 A1 C2 A2 C4 A4 B1 Q B2 D2 B4 D4. The Gray code D2 D4 A1 A2 A4 B1 B2 B4 counts 500 ft, the
  /// Gray code C1 C2 C4 the hundreds, up and down in turn.
  private static func gillhamFeet(_ code: UInt16) -> Int? {
    func bit(_ place: UInt16, to target: UInt16) -> UInt16 { (code &>> (12 &- place) & 1) &<< target }
    let upper =
      bit(10, to: 7) | bit(12, to: 6) | bit(2, to: 5) | bit(4, to: 4) | bit(6, to: 3) | bit(7, to: 2) | bit(9, to: 1)
      | bit(11, to: 0)
    let fiveHundreds = Int(binary(fromGray: upper))
    var hundreds = Int(binary(fromGray: bit(1, to: 2) | bit(3, to: 1) | bit(5, to: 0)))
    if hundreds == 0 || hundreds == 5 || hundreds == 6 { return nil }
    if hundreds == 7 { hundreds = 5 }
    if fiveHundreds & 1 == 1 { hundreds = 6 &- hundreds }
    return fiveHundreds &* 500 &+ hundreds &* 100 &- 1300
  }

  /// The other way round, to the nearest 100 ft of −1200 ... 126,700.
  private static func gillham(feet: Int) -> UInt16 {
    let steps = (feet &+ 1250) / 100
    let fiveHundreds = steps / 5
    var hundreds = steps % 5 &+ 1
    if fiveHundreds & 1 == 1 { hundreds = 6 &- hundreds }
    if hundreds == 5 { hundreds = 7 }
    let upper = UInt16(fiveHundreds ^ fiveHundreds &>> 1)
    let lower = UInt16(hundreds ^ hundreds &>> 1)
    func bit(_ place: UInt16, of bits: UInt16, to target: UInt16) -> UInt16 { (bits &>> place & 1) &<< (12 &- target) }
    return bit(7, of: upper, to: 10) | bit(6, of: upper, to: 12) | bit(5, of: upper, to: 2)
      | bit(4, of: upper, to: 4) | bit(3, of: upper, to: 6) | bit(2, of: upper, to: 7) | bit(1, of: upper, to: 9)
      | bit(0, of: upper, to: 11) | bit(2, of: lower, to: 1) | bit(1, of: lower, to: 3) | bit(0, of: lower, to: 5)
  }

  /// Of up to eight bits: each is the exclusive or of all that stand before it.
  private static func binary(fromGray bits: UInt16) -> UInt16 {
    var result = bits
    result ^= result &>> 4
    result ^= result &>> 2
    result ^= result &>> 1
    return result
  }
}

/// A Mode A code, 0 ... 0o7777.
@frozen
public struct ModeACode: Hashable, Sendable, CustomStringConvertible {
  /// The four octal digits as a 12-bit number.
  public let value: UInt16

  public init(_ value: UInt16) { self.value = value & 0xFFF }

  /// From the 13-bit identity field: C1 A1 C2 A2 C4 A4 X B1 D1 B2 D2 B4 D4.
  public init(identityField field: UInt16) {
    func bit(_ place: UInt16) -> UInt16 { (field &>> (13 &- place)) & 1 }
    func digit(_ four: UInt16, _ two: UInt16, _ one: UInt16) -> UInt16 { bit(four) &<< 2 | bit(two) &<< 1 | bit(one) }
    let a = digit(6, 4, 2)
    let b = digit(12, 10, 8)
    let c = digit(5, 3, 1)
    let d = digit(13, 11, 9)
    value = a &<< 9 | b &<< 6 | c &<< 3 | d
  }

  /// The 13-bit identity field, its X bit zero.
  public var identityField: UInt16 {
    func bit(_ place: UInt16) -> UInt16 { (value &>> place) & 1 }
    // Places of A4 A2 A1, B4 B2 B1, C4 C2 C1, D4 D2 D1 in the value: 11 10 9, 8 7 6, 5 4 3, 2 1 0.
    let order: [UInt16] = [3, 9, 4, 10, 5, 11, 12, 6, 0, 7, 1, 8, 2]
    return order.reduce(0) { $0 &<< 1 | ($1 == 12 ? 0 : bit($1)) }
  }

  /// Four octal digits.
  public var description: String {
    let digits = String(value, radix: 8)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
