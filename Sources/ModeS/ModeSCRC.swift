/// The Mode S parity (ICAO Annex 10 vol. IV, 3.1.2.3.3): a 24-bit cyclic code with generator 0xFFF409.
///
/// The code is linear, so a message's remainder is the exclusive or of one table entry for each byte and position.
public enum ModeSCRC {
  static let generator: UInt32 = 0xFF_F409

  /// What is left after division: zero for an intact DF17 or DF18, the interrogator code for DF11, the address for the
  /// formats with overlaid parity. Mode A/C replies have none and give zero.
  public static func syndrome(_ frame: ModeSFrame) -> UInt32 {
    guard frame.byteCount >= 7 else { return 0 }
    let table = remainders
    var result: UInt32 = 0
    // The table is for 14 bytes; a short message is one whose first seven bytes are zero.
    let first = 14 &- frame.byteCount
    for index in 0..<frame.byteCount {
      result ^= table[(first &+ index) &* 256 &+ Int(frame[index])]
    }
    return result
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

  /// Remainders of every byte value at each of 14 places: 14 × 256 entries.
  private static let remainders: [UInt32] = {
    var table = [UInt32](repeating: 0, count: 14 * 256)
    for value in 0..<256 {
      // Places 11, 12 and 13 are the parity itself.
      table[13 * 256 + value] = UInt32(value)
      table[12 * 256 + value] = UInt32(value) << 8
      table[11 * 256 + value] = UInt32(value) << 16
    }
    for place in stride(from: 10, through: 0, by: -1) {
      for value in 0..<256 {
        table[place * 256 + value] = shiftedByOneByte(table[(place + 1) * 256 + value])
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
