extension [UInt8] {
  /// Appends an integer, least significant octet first.
  mutating func appendLittleEndian<Value: FixedWidthInteger>(_ value: Value) {
    for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> Value(shift)))
    }
  }
}

extension Span<UInt8> {
  /// The integer at `offset`, least significant octet first. The caller has checked that it lies inside.
  func littleEndian<Value: FixedWidthInteger>(_ type: Value.Type = Value.self, at offset: Int) -> Value {
    var value: Value = 0
    for index in stride(from: offset + Value.bitWidth / 8 - 1, through: offset, by: -1) {
      value = (value << 8) | Value(truncatingIfNeeded: self[index])
    }
    return value
  }
}
