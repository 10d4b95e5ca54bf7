/// One `name=value` of a line.
struct UATLineField {
  static let rs: UInt64 = 0x7273
  static let ss: UInt64 = 0x7373
  static let rssi: UInt64 = 0x7273_7369
  static let t: UInt64 = 0x74
  static let rt: UInt64 = 0x7274

  /// The name's ASCII characters, the last in the least significant octet; zero where longer than eight.
  private(set) var name: UInt64 = 0
  private(set) var value = UATDecimal()
  private var nameLength = 0
  private var hasValue = false

  var isEmpty: Bool { nameLength == 0 && !hasValue }

  mutating func append(_ character: UInt8) {
    if hasValue {
      value.append(character)
    } else if character == 0x3D {
      hasValue = true
    } else {
      nameLength = min(nameLength &+ 1, 9)
      name = nameLength > 8 ? 0 : name &<< 8 | UInt64(character)
    }
  }
}
