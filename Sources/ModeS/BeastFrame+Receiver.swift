/// What readsb adds to a Beast stream beside the messages: 0x1A, a type, and eight octets in which every 0x1A is doubled.
extension BeastFrame {
  /// Appends the name of the receiver that heard the messages behind it, until another is named: type 0xE3, the identifier
  /// with the most significant octet first.
  public static func encode(receiverIdentifier: UInt64, into bytes: inout [UInt8]) {
    encode(type: 0xE3, receiverIdentifier, into: &bytes)
  }

  /// Appends the time at which the messages behind it were received, as recordings have it: type 0xE8, milliseconds since
  /// 1970-01-01T00:00:00Z with the least significant octet first.
  public static func encode(recordedTimeMilliseconds: Int64, into bytes: inout [UInt8]) {
    encode(type: 0xE8, UInt64(bitPattern: recordedTimeMilliseconds).byteSwapped, into: &bytes)
  }

  private static func encode(type: UInt8, _ value: UInt64, into bytes: inout [UInt8]) {
    bytes.append(0x1A)
    bytes.append(type)
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      escape(UInt8(truncatingIfNeeded: value &>> shift), into: &bytes)
    }
  }
}
