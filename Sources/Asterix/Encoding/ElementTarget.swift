/// An element about to be set.
struct ElementTarget {
  var path: [Int32]
  var bits: Int
  var content: Content

  private var largestRaw: UInt64 { bits >= 64 ? .max : (1 << UInt64(bits)) - 1 }

  /// The bits of a physical value, checked against the element's size and the stated constraints.
  func rawValue(
    of physical: Double, path: String, definition: CategoryDefinition
  ) throws(AsterixEncodingError) -> UInt64 {
    let numerator = Double(content.numerator)
    let denominator = Double(content.denominator)
    let signed = content.isSigned
    let highest = Double(signed ? largestRaw >> 1 : largestRaw)
    let lowest = signed ? -highest - 1 : 0
    let outOfRange = AsterixEncodingError.outOfRange(
      path: path, value: physical, minimum: lowest * numerator / denominator, maximum: highest * numerator / denominator
    )
    guard bits <= 53, physical.isFinite else { throw outOfRange }
    for constraint in definition.constraints[content.constraints.range] where !constraint.holds(physical) {
      throw .constraintBroken(path: path, value: physical, constraint: constraint.description)
    }
    guard let nearest = Self.nearestInteger(physical * denominator / numerator) else { throw outOfRange }
    var steps = nearest
    if isFullCircle(definition), steps == Int64(largestRaw) + 1 { steps = 0 }
    // Rounding must not carry a value over a bound that the value itself keeps.
    for constraint in definition.constraints[content.constraints.range]
    where !constraint.holds(Double(steps) * numerator / denominator) {
      switch constraint.relation {
      case .less, .lessOrEqual: steps -= 1
      case .greater, .greaterOrEqual: steps += 1
      }
    }
    if content.kind != .quantity, Double(steps) != physical { throw outOfRange }
    guard Double(steps) >= lowest, Double(steps) <= highest else { throw outOfRange }
    return UInt64(bitPattern: steps) & largestRaw
  }

  /// Whether all values of the element together make one turn.
  private func isFullCircle(_ definition: CategoryDefinition) -> Bool {
    !content.isSigned && bits < 48 && definition.texts[Int(content.unit)] == "°"
      && content.numerator << bits == 360 * content.denominator
  }

  /// The nearest whole number, halves away from zero; nil where it is beyond 2^53.
  static func nearestInteger(_ value: Double) -> Int64? {
    guard value.magnitude < 9_007_199_254_740_992 else { return nil }
    let whole = Int64(value)
    let rest = value - Double(whole)
    if rest >= 0.5 { return whole + 1 }
    if rest <= -0.5 { return whole - 1 }
    return whole
  }

  func rawValue(of text: String, path: String) throws(AsterixEncodingError) -> UInt64 {
    let width: Int
    switch content.kind {
    case .ascii: width = 8
    case .sixBit: width = 6
    case .octal: width = 3
    default: throw .notAString(path: path)
    }
    let characters = bits / width
    var octets = Array(text.utf8)
    guard octets.count <= characters else { throw .textTooLong(path: path, text: text, characters: characters) }
    let padding = [UInt8](
      repeating: content.kind == .octal ? UInt8(ascii: "0") : UInt8(ascii: " "), count: characters - octets.count)
    octets = content.kind == .octal ? padding + octets : octets + padding
    var raw: UInt64 = 0
    for octet in octets {
      guard let code = code(of: octet) else { throw .characterInvalid(path: path, text: text) }
      raw = raw << UInt64(width) | UInt64(code)
    }
    return raw
  }

  private func code(of character: UInt8) -> UInt8? {
    switch content.kind {
    case .octal: (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(character) ? character - UInt8(ascii: "0") : nil
    case .sixBit: AsterixText.sixBitCode(character)
    default: character < 0x80 ? character : nil
    }
  }
}
