/// One message or pack and who transmitted it, as a receiver hands it on.
///
/// In bytes: eight octets of transmitter, little-endian, then the message or pack as broadcast.
public struct RemoteIDReception: Hashable, Sendable {
  /// How many octets stand before the message.
  public static let transmitterOctets = 8

  /// Who transmits, as far as the radio tells: of Bluetooth and Wi-Fi the MAC address, AA:BB:CC:DD:EE:FF as
  /// 0xAABBCCDDEEFF. Zero where it is not known.
  public var transmitter: UInt64
  /// The octets of the message or pack, not looked into.
  public var octets: [UInt8]

  public init(transmitter: UInt64, octets: [UInt8]) {
    self.transmitter = transmitter
    self.octets = octets
  }

  public init(transmitter: UInt64, message: RemoteIDMessage) {
    self.init(transmitter: transmitter, octets: message.encoded())
  }

  /// Nil where there are fewer octets than a transmitter takes.
  public init?(bytes: [UInt8]) {
    guard bytes.count >= Self.transmitterOctets else { return nil }
    transmitter = bytes.prefix(Self.transmitterOctets).reversed().reduce(0) { $0 &<< 8 | UInt64($1) }
    octets = Array(bytes.dropFirst(Self.transmitterOctets))
  }

  public var bytes: [UInt8] {
    (0..<Self.transmitterOctets).map { UInt8(truncatingIfNeeded: transmitter &>> UInt64(8 &* $0)) } + octets
  }
}
