/// The bytes of one Mode S message (7 or 14) or Mode A/C reply (2), held inline.
@frozen
public struct ModeSFrame: Hashable, Sendable {
  /// Bytes 0 ... 7, the first in the most significant place; absent bytes are zero.
  public let high: UInt64
  /// Bytes 8 ... 13 in the upper six places.
  public let low: UInt64
  /// 2, 7 or 14.
  public let byteCount: Int

  @inlinable
  init(high: UInt64, low: UInt64, byteCount: Int) {
    self.high = high
    self.low = low
    self.byteCount = byteCount
  }

  /// A frame of exactly 2, 7 or 14 bytes; nil for any other length.
  public init?(_ bytes: some Sequence<UInt8>) {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var count = 0
    for byte in bytes {
      if count >= 14 { return nil }
      if count < 8 {
        high |= UInt64(byte) &<< (56 &- 8 &* UInt64(count))
      } else {
        low |= UInt64(byte) &<< (120 &- 8 &* UInt64(count))
      }
      count &+= 1
    }
    guard count == 2 || count == 7 || count == 14 else { return nil }
    self.init(high: high, low: low, byteCount: count)
  }

  /// A frame written in hexadecimal, in either case; nil where it is not one.
  public init?(hexadecimal: some StringProtocol) {
    guard let bytes = Hexadecimal.bytes(hexadecimal.utf8) else { return nil }
    self.init(bytes)
  }

  /// The downlink format, 0 ... 24; formats above 24 share the two leading ones (Comm-D) and count as 24.
  @inlinable
  public var downlinkFormat: Int { min(Int(truncatingIfNeeded: high &>> 59), 24) }

  /// Bits 9 ... 32: the announced address of DF11, DF17 and DF18.
  @inlinable
  public var announcedAddress: UInt32 { UInt32(truncatingIfNeeded: (high &>> 32) & 0xFF_FFFF) }

  /// Bits 6 ... 8: capability (DF11, DF17) or control field (DF18).
  @inlinable
  public var capability: UInt8 { UInt8(truncatingIfNeeded: (high &>> 56) & 7) }

  /// Bits 33 ... 88 of a long message: the ME or MB field, 56 bits.
  @inlinable
  public var messageField: UInt64 { (high & 0xFFFF_FFFF) &<< 24 | low &>> 40 }

  /// The byte at an index; zero beyond the end.
  @inlinable
  public subscript(index: Int) -> UInt8 {
    if index < 0 || index >= byteCount { return 0 }
    if index < 8 { return UInt8(truncatingIfNeeded: high &>> (56 &- 8 &* UInt64(truncatingIfNeeded: index))) }
    return UInt8(truncatingIfNeeded: low &>> (120 &- 8 &* UInt64(truncatingIfNeeded: index)))
  }

  public var bytes: [UInt8] { (0..<byteCount).map { self[$0] } }

  /// Lower-case hexadecimal, two digits a byte.
  public var hexadecimal: String { Hexadecimal.text(bytes) }
}

/// Hexadecimal text to bytes and back.
package enum Hexadecimal {
  /// Nil for what is no hexadecimal, an odd digit, or more octets than `most`.
  package static func bytes(_ text: some Sequence<UInt8>, most: Int = 65) -> [UInt8]? {
    var result: [UInt8] = []
    var pending: UInt8?
    for character in text {
      guard result.count < most, let digit = digit(character) else { return nil }
      if let upper = pending {
        result.append(upper &<< 4 | digit)
        pending = nil
      } else {
        pending = digit
      }
    }
    return pending == nil ? result : nil
  }

  package static func digit(_ character: UInt8) -> UInt8? {
    switch character {
    case 0x30...0x39: character &- 0x30
    case 0x41...0x46: character &- 0x37
    case 0x61...0x66: character &- 0x57
    default: nil
    }
  }

  static func text(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: ascii(bytes), as: UTF8.self)
  }

  static func ascii(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      for digit in [byte &>> 4, byte & 15] {
        result.append(digit < 10 ? 0x30 &+ digit : 0x57 &+ digit)
      }
    }
    return result
  }
}
