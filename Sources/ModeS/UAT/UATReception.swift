/// What the receiver says about one message, in the fields after its octets. Nil where the line does not tell.
@frozen
public struct UATReception: Hashable, Sendable {
  /// `rs`: how many symbols the Reed-Solomon code corrected; dump978 leaves the field out when it corrected none.
  public internal(set) var correctedSymbolCount: Int?
  /// `ss`: signal strength in the unit of the receiver that wrote the line.
  public internal(set) var signalStrength: Double?
  /// `rssi`: signal level in dB below full scale.
  public internal(set) var signalLevelDecibels: Double?
  /// `t`: nanoseconds since 1970-01-01T00:00:00Z (the line gives seconds with decimals).
  public internal(set) var receivedAtNanoseconds: Int64?
  /// `rt`: the receiver's own count at the start of the message.
  public internal(set) var rawTimestamp: UInt64?

  public init() {}

  /// Takes one field; one that is not known is passed over. False where a known one has no proper value.
  mutating func take(_ field: UATLineField) -> Bool {
    switch field.name {
    case UATLineField.rs:
      guard let value = field.value.wholeNumber, value <= 0xFFFF else { return false }
      correctedSymbolCount = Int(truncatingIfNeeded: value)
    case UATLineField.ss:
      guard let value = field.value.number else { return false }
      signalStrength = value
    case UATLineField.rssi:
      guard let value = field.value.number else { return false }
      signalLevelDecibels = value
    case UATLineField.t:
      guard let value = field.value.nanoseconds else { return false }
      receivedAtNanoseconds = value
    case UATLineField.rt:
      guard let value = field.value.wholeNumber else { return false }
      rawTimestamp = value
    default:
      break
    }
    return true
  }
}
