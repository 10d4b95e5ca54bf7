extension ModeSCRC {
  /// The extended squitter that one flipped bit made of `frame`; nil where no single bit explains the remainder, or it
  /// would lie in the format itself. For DF17 and DF18 only: overlaid parity tells nothing of errors.
  /// - Returns: The message, and which bit was wrong, from 1.
  public static func repaired(_ frame: ModeSFrame) -> (frame: ModeSFrame, bit: Int)? {
    guard frame.byteCount == 14, frame.downlinkFormat == 17 || frame.downlinkFormat == 18 else { return nil }
    let wanted = syndrome(frame)
    guard wanted != 0 else { return nil }
    var low = 0
    var high = singleBits.count
    while low < high {
      let middle = (low &+ high) &>> 1
      if singleBits[middle].syndrome < wanted { low = middle &+ 1 } else { high = middle }
    }
    guard low < singleBits.count, singleBits[low].syndrome == wanted else { return nil }
    return (flipped(frame, singleBits[low].bit), singleBits[low].bit)
  }

  private static func flipped(_ frame: ModeSFrame, _ bit: Int) -> ModeSFrame {
    let place = UInt64(truncatingIfNeeded: bit &- 1)
    return place < 64
      ? ModeSFrame(high: frame.high ^ (1 &<< (63 &- place)), low: frame.low, byteCount: 14)
      : ModeSFrame(high: frame.high, low: frame.low ^ (1 &<< (127 &- place)), byteCount: 14)
  }

  /// The remainder that each bit from 6 to 112 leaves by itself, in ascending order.
  private static let singleBits: [(syndrome: UInt32, bit: Int)] = (6...112)
    .map { bit in (syndrome(flipped(ModeSFrame(high: 0, low: 0, byteCount: 14), bit)), bit) }
    .sorted { $0.0 < $1.0 }
}
