/// Eight octets from `first` on as one number, most significant first; octets past the end read as 0.
@inline(__always)
func readWord(_ bytes: Span<UInt8>, at first: Int) -> UInt64 {
  guard first >= 0, first <= bytes.count &- 8 else { return readWordNearEnd(bytes, at: first) }
  // The load checks its bounds, and any octets make a number.
  return unsafe UInt64(bigEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: first, as: UInt64.self))
}

@inline(never)
private func readWordNearEnd(_ bytes: Span<UInt8>, at first: Int) -> UInt64 {
  guard first >= 0, first < bytes.count else { return 0 }
  if bytes.count >= 8 { return readWord(bytes, at: bytes.count &- 8) &<< UInt64((first &- bytes.count &+ 8) &* 8) }
  var word: UInt64 = 0
  for step in 0..<8 { word = word &<< 8 | (first + step < bytes.count ? UInt64(bytes[first + step]) : 0) }
  return word
}

/// Bits `start ..< start + count` of `bytes`, most significant first; bits past the end read as 0.
/// - Parameter count: At most 64.
@inline(__always)
func readBits(_ bytes: Span<UInt8>, start: Int, count: Int) -> UInt64 {
  guard count > 0, start >= 0 else { return 0 }
  let offset = start & 7
  let word = readWord(bytes, at: start &>> 3) &<< UInt64(offset)
  let value = word &>> UInt64(64 &- count)
  guard offset &+ count > 64 else { return value }
  // Only an unaligned element of more than 57 bits reaches a ninth octet.
  let missing = UInt64(offset &+ count &- 64)
  return value | readWord(bytes, at: (start &>> 3) &+ 8) &>> (64 &- missing)
}

func readBits(_ bytes: [UInt8], start: Int, count: Int) -> UInt64 { readBits(bytes.span, start: start, count: count) }

/// Reads an unsigned value of `bits` bits as two's complement.
@inline(__always)
func signExtended(_ raw: UInt64, bits: Int) -> Int64 {
  guard bits > 0, bits < 64 else { return Int64(bitPattern: raw) }
  let unused = UInt64(64 &- bits)
  return Int64(bitPattern: raw &<< unused) &>> Int64(unused)
}
