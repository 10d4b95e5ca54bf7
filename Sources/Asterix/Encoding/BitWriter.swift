/// Appends bits, most significant first.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var freeBits = 0

  var isAligned: Bool { freeBits == 0 }

  mutating func write(_ value: UInt64, bits: Int) {
    var remaining = bits
    while remaining > 0 {
      if freeBits == 0 {
        bytes.append(0)
        freeBits = 8
      }
      let taken = min(freeBits, remaining)
      let shift = remaining - taken
      let part = shift >= 64 ? 0 : UInt8(truncatingIfNeeded: value >> UInt64(shift)) & UInt8((1 << taken) - 1)
      bytes[bytes.count - 1] |= part << UInt8(freeBits - taken)
      freeBits -= taken
      remaining = shift
    }
  }

  /// Appends whole octets; only where ``isAligned``.
  mutating func write(_ octets: [UInt8]) { bytes.append(contentsOf: octets) }
}
