import ModeS

/// Takes values of aircraft lists for what they should be.
enum JSONField {
  struct Problem: Error {
    let reason: AircraftJSON.Refusal.Reason
  }

  static func text(_ value: JSONValue) throws(Problem) -> String {
    guard case .string(let text) = value else { throw Problem(reason: .wrongKind) }
    return text
  }

  static func number(_ value: JSONValue, _ range: ClosedRange<Double>) throws(Problem) -> Double {
    guard case .number(let number) = value else { throw Problem(reason: .wrongKind) }
    guard range.contains(number) else { throw Problem(reason: .outOfRange) }
    return number
  }

  static func whole(_ value: JSONValue, _ range: ClosedRange<Double>) throws(Problem) -> Double {
    let number = try number(value, range)
    guard number == number.rounded() else { throw Problem(reason: .outOfRange) }
    return number
  }

  /// Rounded to the nearest foot, or foot a minute. The range is within 32 bits.
  static func feet(_ value: JSONValue, _ range: ClosedRange<Double> = ReceiverLimits.altitudeFeet) throws(Problem)
    -> Int32
  {
    Int32(try number(value, range).rounded())
  }

  static func direction(_ value: JSONValue) throws(Problem) -> Double {
    ReceiverLimits.direction(try number(value, ReceiverLimits.directionDegrees))
  }

  /// A category of the ADS-B quality indicators.
  static func category(_ value: JSONValue, upTo greatest: Double) throws(Problem) -> UInt8 {
    UInt8(try whole(value, 0...greatest))
  }

  /// 0 or 1, or a boolean.
  static func flag(_ value: JSONValue) throws(Problem) -> Bool {
    if case .boolean(let flag) = value { return flag }
    return try whole(value, 0...1) == 1
  }

  static func address(_ value: JSONValue) throws(Problem) -> ReceiverAddress {
    guard let address = ReceiverAddress(try text(value)) else { throw Problem(reason: .badText) }
    return address
  }

  /// Nil where it is blank.
  static func callsign(_ value: JSONValue) throws(Problem) -> Callsign? {
    var characters = Array(try text(value).utf8)
    while let last = characters.last, last == 0x20 { characters.removeLast() }
    if characters.isEmpty { return nil }
    guard characters.count <= 8, let callsign = Callsign(String(decoding: characters, as: UTF8.self)) else {
      throw Problem(reason: .badText)
    }
    return callsign
  }

  static func squawk(_ value: JSONValue) throws(Problem) -> ModeACode {
    let digits = Array(try text(value).utf8)
    guard digits.count == 4, digits.allSatisfy({ (0x30...0x37).contains($0) }) else { throw Problem(reason: .badText) }
    return ModeACode(digits.reduce(0) { $0 &<< 3 | UInt16($1 &- 0x30) })
  }

  /// A letter of A to D and a digit, such as A5; nil where it is number zero, which says nothing.
  static func emitterCategory(_ value: JSONValue) throws(Problem) -> EmitterCategory? {
    let characters = Array(try text(value).utf8)
    guard characters.count == 2, (0x41...0x44).contains(characters[0]), (0x30...0x37).contains(characters[1]) else {
      throw Problem(reason: .badText)
    }
    let category = EmitterCategory((characters[0] &- 0x37) &<< 4 | (characters[1] &- 0x30))
    return category.isKnown ? category : nil
  }

  static func emergency(_ value: JSONValue) throws(Problem) -> EmergencyState {
    switch try text(value) {
    case "none": EmergencyState.none
    case "general": .generalEmergency
    case "lifeguard": .medical
    case "minfuel": .minimumFuel
    case "nordo": .noCommunications
    case "unlawful": .unlawfulInterference
    case "downed": .downed
    case "reserved": .reserved
    default: throw Problem(reason: .badText)
    }
  }

  /// Nil where the receiver does not know it.
  static func silType(_ value: JSONValue) throws(Problem) -> ReceiverReport.SILType? {
    switch try text(value) {
    case "perhour": .perHour
    case "persample": .perSample
    case "unknown": nil
    default: throw Problem(reason: .badText)
    }
  }

  static func source(_ value: JSONValue) throws(Problem) -> ReceiverSource {
    guard let source = ReceiverSource(name: try text(value)) else { throw Problem(reason: .badText) }
    return source
  }

  /// Whether the position is in a list of members that came by some means.
  static func listsPosition(_ value: JSONValue) throws(Problem) -> Bool {
    guard case .array(let names) = value else { throw Problem(reason: .wrongKind) }
    return names.contains(.string("lat"))
  }
}
