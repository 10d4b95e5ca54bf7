/// Builds a 56-bit message field from its first bit on, holding every value to its place.
struct MessageFieldWriter {
  private var value: UInt64 = 0
  private var count = 0

  init() {}

  init(typeCode: UInt8) { put(typeCode, 5) }

  /// The bits so far, zeros after them.
  var field: MessageField { MessageField(value &<< UInt64(truncatingIfNeeded: 56 &- count)) }

  /// A number of `bits` bits; one that is too great is held at the greatest.
  mutating func put(_ number: some FixedWidthInteger & UnsignedInteger, _ bits: Int) {
    let most: UInt64 = (1 &<< UInt64(truncatingIfNeeded: bits)) &- 1
    value = value &<< UInt64(truncatingIfNeeded: bits) | min(UInt64(truncatingIfNeeded: number), most)
    count &+= bits
  }

  mutating func put(_ flag: Bool) { put(flag ? 1 as UInt8 : 0, 1) }

  /// Zeros up to the bit numbered `place`, which comes next.
  mutating func skip(to place: Int) {
    while count < place &- 1 { put(false) }
  }

  /// A magnitude counted from one, held at its greatest count; zero for "not available".
  mutating func putMagnitude(_ quantity: Double?, step: Double, bits: Int) {
    put(Self.magnitude(quantity, step: step, bits: bits), bits)
  }

  /// A sign bit and a magnitude as of ``putMagnitude(_:step:bits:)``. What rounds to zero has no sign.
  mutating func putSigned(_ quantity: Double?, step: Double, bits: Int) {
    let magnitude = Self.magnitude(quantity, step: step, bits: bits)
    put((quantity ?? 0) < 0 && magnitude > 1)
    put(magnitude, bits)
  }

  /// A count from one of steps above `lowest`; zero for "not available", to which everything beyond the range belongs.
  mutating func putCount(_ quantity: Double?, lowest: Double, step: Double, bits: Int) {
    let most = Double((1 &<< bits) &- 2)
    guard let quantity, quantity.isFinite else { return put(0 as UInt64, bits) }
    let steps = ((quantity - lowest) / step + 0.5).rounded(.down)
    put(steps >= 0 && steps <= most ? 1 &+ UInt64(steps) : 0, bits)
  }

  /// Whether an angle is given, then the angle as a part of the circle, to the nearest of 2^`bits`, of any turn.
  mutating func putAngle(_ degrees: Double?, bits: Int) {
    let parts = Double(1 &<< bits)
    let turns = degrees.flatMap { $0.isFinite ? $0 / 360 - ($0 / 360).rounded(.down) : nil }
    put(turns != nil)
    // The last half of a part belongs to north again.
    put(UInt64(((turns ?? 0) * parts + 0.5).rounded(.down)) & ((1 &<< UInt64(truncatingIfNeeded: bits)) &- 1), bits)
  }

  private static func magnitude(_ quantity: Double?, step: Double, bits: Int) -> UInt64 {
    guard let quantity, quantity.isFinite else { return 0 }
    let steps = (quantity.magnitude / step + 0.5).rounded(.down)
    return 1 &+ UInt64(min(steps, Double((1 &<< bits) &- 2)))
  }
}

extension ModeSFrame {
  /// A long message, its parity still open: the first 32 bits and the 56 of the message field.
  init(start: UInt32, field: MessageField) {
    self.init(high: UInt64(start) &<< 32 | field.value &>> 24, low: field.value &<< 40, byteCount: 14)
  }

  /// A short message, its parity still open.
  init(start: UInt32) {
    self.init(high: UInt64(start) &<< 32, low: 0, byteCount: 7)
  }
}
