/// The Mode S parity (ICAO Annex 10 vol. IV, 3.1.2.3.3): a 24-bit cyclic code with generator 0xFFF409.
///
/// The code is linear, so a message's remainder is the exclusive or of one table entry for each byte and position.
public enum ModeSCRC {
  static let generator: UInt32 = 0xFF_F409

  /// What is left after division: zero for an intact DF17 or DF18, the interrogator code for DF11, the address for the
  /// formats with overlaid parity. Mode A/C replies have none and give zero.
  public static func syndrome(_ frame: ModeSFrame) -> UInt32 {
    let all = remainders
    let table = all.span
    let high = frame.high
    // The table is for 14 octets; a short message is one whose first seven are zero. The parity itself stands for itself.
    switch frame.byteCount {
    case 14:
      let low = frame.low
      return table.entry(0, high &>> 56) ^ table.entry(1, high &>> 48) ^ table.entry(2, high &>> 40)
        ^ table.entry(3, high &>> 32) ^ table.entry(4, high &>> 24) ^ table.entry(5, high &>> 16)
        ^ table.entry(6, high &>> 8) ^ table.entry(7, high) ^ table.entry(8, low &>> 56)
        ^ table.entry(9, low &>> 48) ^ table.entry(10, low &>> 40)
        ^ UInt32(truncatingIfNeeded: low &>> 16) & 0xFF_FFFF
    case 7:
      return table.entry(7, high &>> 56) ^ table.entry(8, high &>> 48) ^ table.entry(9, high &>> 40)
        ^ table.entry(10, high &>> 32) ^ UInt32(truncatingIfNeeded: high &>> 8) & 0xFF_FFFF
    default:
      return 0
    }
  }

  /// Whether a DF17 or DF18 is intact, or a DF11 intact with any interrogator code (0 ... 127); false for formats whose
  /// parity is overlaid with an address.
  public static func isIntact(_ frame: ModeSFrame) -> Bool {
    switch frame.downlinkFormat {
    case 17, 18: frame.byteCount == 14 && syndrome(frame) == 0
    case 11: frame.byteCount == 7 && syndrome(frame) & 0xFF_FF80 == 0
    default: false
    }
  }

  /// The frame with its last 24 bits set so that ``syndrome(_:)`` gives `overlay`.
  public static func sealed(_ frame: ModeSFrame, overlay: UInt32 = 0) -> ModeSFrame {
    switch frame.byteCount {
    case 14:
      let open = ModeSFrame(high: frame.high, low: frame.low & 0xFFFF_FF00_0000_0000, byteCount: 14)
      let parity = UInt64((syndrome(open) ^ overlay) & 0xFF_FFFF)
      return ModeSFrame(high: open.high, low: open.low | parity &<< 16, byteCount: 14)
    case 7:
      let open = ModeSFrame(high: frame.high & 0xFFFF_FFFF_0000_0000, low: 0, byteCount: 7)
      let parity = UInt64((syndrome(open) ^ overlay) & 0xFF_FFFF)
      return ModeSFrame(high: open.high | parity &<< 8, low: 0, byteCount: 7)
    default:
      return frame
    }
  }

  /// Remainders of every octet value at each of the 11 places before the parity: 11 × 256 entries.
  private static let remainders: [UInt32] = {
    var table = [UInt32](repeating: 0, count: 11 * 256)
    for value in 0..<256 {
      var remainder = UInt32(value) << 16
      for place in stride(from: 10, through: 0, by: -1) {
        remainder = shiftedByOneByte(remainder)
        table[place * 256 + value] = remainder
      }
    }
    return table
  }()

  private static func shiftedByOneByte(_ remainder: UInt32) -> UInt32 {
    var result = remainder
    for _ in 0..<8 {
      result <<= 1
      if result & 0x100_0000 != 0 { result ^= 0x100_0000 | generator }
    }
    return result
  }
}

extension Span<UInt32> {
  /// The entry of one place for the lowest octet of `bits`.
  @inline(__always)
  fileprivate func entry(_ place: Int, _ bits: UInt64) -> UInt32 {
    self[place &<< 8 | Int(truncatingIfNeeded: bits & 0xFF)]
  }
}
