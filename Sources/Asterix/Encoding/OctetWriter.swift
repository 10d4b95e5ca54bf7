/// Appends bits, most significant first.
struct OctetWriter {
  var bytes: [UInt8] = []
  /// Bits not yet a whole octet, at the low end.
  private var pending: UInt64 = 0
  private var pendingBits = 0

  /// Writes after what `bytes` holds; leaves it empty.
  init(taking bytes: inout [UInt8]) { swap(&self.bytes, &bytes) }

  var isAligned: Bool { pendingBits == 0 }

  /// - Parameter bits: At most 64; `value` has no bit above them.
  @inline(__always)
  mutating func write(_ value: UInt64, bits: Int) {
    if pendingBits &+ bits <= 64 {
      pending = bits == 64 ? value : pending &<< UInt64(bits) | value
      pendingBits &+= bits
      flush()
    } else {
      write(value &>> 32, bits: bits &- 32)
      write(value & 0xFFFF_FFFF, bits: 32)
    }
  }

  @inline(__always)
  private mutating func flush() {
    while pendingBits >= 8 {
      pendingBits &-= 8
      bytes.append(UInt8(truncatingIfNeeded: pending &>> UInt64(pendingBits)))
    }
  }

  /// Appends octets whose last bits announce the next one.
  mutating func writeExtensionOctets(_ count: Int) {
    for place in 0..<count { bytes.append(place < count &- 1 ? 1 : 0) }
  }

  /// Appends a whole octet; only where ``isAligned``.
  @inline(__always)
  mutating func write(octet: UInt8) { bytes.append(octet) }
}
