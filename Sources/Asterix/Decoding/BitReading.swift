/// Bits `start ..< start + count` of `bytes`, most significant first; bits past the end read as 0.
/// - Parameter count: At most 64.
func readBits(_ bytes: [UInt8], start: Int, count: Int) -> UInt64 {
  var value: UInt64 = 0
  var position = start
  var remaining = count
  while remaining > 0 {
    let octet = position >> 3
    guard octet >= 0, octet < bytes.count else { return remaining >= 64 ? 0 : value << UInt64(remaining) }
    let available = 8 - (position & 7)
    let taken = min(available, remaining)
    let bits = UInt64(bytes[octet]) >> UInt64(available - taken) & ((1 << UInt64(taken)) - 1)
    value = value << UInt64(taken) | bits
    position += taken
    remaining -= taken
  }
  return value
}

/// Reads an unsigned value of `bits` bits as two's complement.
@inline(__always)
func signExtended(_ raw: UInt64, bits: Int) -> Int64 {
  guard bits > 0, bits < 64 else { return Int64(bitPattern: raw) }
  let unused = UInt64(64 - bits)
  return Int64(bitPattern: raw << unused) >> Int64(unused)
}
