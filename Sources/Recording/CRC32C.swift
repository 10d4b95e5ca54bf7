/// The Castagnoli cyclic redundancy check (polynomial 0x1EDC6F41, reflected; RFC 3720 appendix B.4): the checksum of every
/// header and payload of the log.
struct CRC32C {
  private var register: UInt32 = 0xFFFF_FFFF

  /// The checksum of the bytes taken so far.
  var value: UInt32 { ~register }

  /// Takes the bytes of an integer, least significant first.
  mutating func update<Value: FixedWidthInteger>(_ value: Value) {
    for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
      let octet = UInt8(truncatingIfNeeded: value >> Value(shift))
      register = (register >> 8) ^ Self.tables[Int(UInt8(truncatingIfNeeded: register) ^ octet)]
    }
  }

  /// Takes bytes, eight at a time (slicing by eight) as far as they go.
  mutating func update(_ bytes: Span<UInt8>) {
    let tables = Self.tables.span
    var register = register
    var index = 0
    while bytes.count - index >= 8 {
      let low =
        register
        ^ (UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
          | UInt32(bytes[index + 3]) << 24)
      let first = tables[1792 + Int(low & 0xFF)] ^ tables[1536 + Int((low >> 8) & 0xFF)]
      let second = tables[1280 + Int((low >> 16) & 0xFF)] ^ tables[1024 + Int(low >> 24)]
      let third = tables[768 + Int(bytes[index + 4])] ^ tables[512 + Int(bytes[index + 5])]
      let fourth = tables[256 + Int(bytes[index + 6])] ^ tables[Int(bytes[index + 7])]
      register = first ^ second ^ third ^ fourth
      index += 8
    }
    while index < bytes.count {
      register = (register >> 8) ^ tables[Int(UInt8(truncatingIfNeeded: register) ^ bytes[index])]
      index += 1
    }
    self.register = register
  }

  /// The checksum of `bytes` alone.
  static func checksum(_ bytes: Span<UInt8>) -> UInt32 {
    var crc = CRC32C()
    crc.update(bytes)
    return crc.value
  }

  /// Eight tables of 256: entry `256 k + b` is the effect of octet `b` after `k` more octets of zero.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for octet in 0..<256 {
      var remainder = UInt32(octet)
      for _ in 0..<8 { remainder = (remainder >> 1) ^ (remainder & 1 == 1 ? 0x82F6_3B78 : 0) }
      tables[octet] = remainder
    }
    for index in 256..<tables.count {
      let before = tables[index - 256]
      tables[index] = (before >> 8) ^ tables[Int(before & 0xFF)]
    }
    return tables
  }()
}
