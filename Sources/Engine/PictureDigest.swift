public import Surveillance

/// One number for the whole history of a picture: equal exactly where every step gave the same changes.
///
/// FNV-1a over 64 bits (Fowler, Noll, Vo) of the canonical bytes of every change, in order. It tells runs apart; it is no
/// protection against a forger.
public struct PictureDigest: Hashable, Sendable {
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The digest of an empty history.
  public init() {}

  /// Takes in bytes.
  public mutating func absorb(_ bytes: [UInt8]) {
    var hash = value
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    value = hash
  }
}

extension PictureDigest: CustomStringConvertible {
  /// Sixteen hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

extension PictureDigest: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) { writer.write(value) }
  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) { value = try reader.integer() }
}
