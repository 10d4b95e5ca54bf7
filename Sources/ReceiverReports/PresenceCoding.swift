import ModeS

/// Collects values and the bits that say which are there.
struct ReceiverReportWriter {
  var octets: [UInt8] = []
  var presence: UInt64 = 0
  private var nextBit: UInt64 = 0

  init() {}

  /// Whether the value of the next bit follows.
  private mutating func note(_ isPresent: Bool) {
    if isPresent { presence |= 1 &<< nextBit }
    nextBit &+= 1
  }

  mutating func put(_ value: (some FixedWidthInteger)?) {
    note(value != nil)
    if let value { octets.appendBigEndian(value) }
  }

  mutating func put(_ value: Double?) {
    // A negative zero is equal to zero, and equal reports have equal octets.
    guard let value, value.isFinite else { return note(false) }
    put((value == 0 ? 0 : value).bitPattern)
  }

  mutating func put(_ value: Bool?) { put(value.map { UInt8($0 ? 1 : 0) }) }

  mutating func put<Code: RawRepresentable<UInt8>>(_ value: Code?) { put(value?.rawValue) }

  mutating func put48(_ value: UInt64?) {
    note(value != nil)
    guard let value else { return }
    octets.appendBigEndian(UInt16(truncatingIfNeeded: value &>> 32))
    octets.appendBigEndian(UInt32(truncatingIfNeeded: value))
  }
}

/// Takes values in the order of their presence bits.
struct ReceiverReportReader {
  private let octets: ArraySlice<UInt8>
  /// How many octets were read, and where the value last read began.
  private var place = 0
  private var lastPlace = 0
  /// The bits not yet asked for, the next lowest.
  var presence: UInt64 = 0

  init(_ octets: ArraySlice<UInt8>) { self.octets = octets }

  func invalid() -> ReceiverReportDecodingError {
    ReceiverReportDecodingError(reason: .invalidValue, octet: lastPlace)
  }

  mutating func number(octets count: Int) throws(ReceiverReportDecodingError) -> UInt64 {
    lastPlace = place
    guard octets.count &- place >= count else {
      throw ReceiverReportDecodingError(reason: .truncated, octet: octets.count)
    }
    let first = octets.startIndex &+ place
    place &+= count
    return octets[first..<(first &+ count)].reduce(0) { $0 &<< 8 | UInt64($1) }
  }

  private mutating func isPresent() -> Bool {
    defer { presence &>>= 1 }
    return presence & 1 == 1
  }

  mutating func integer<Value: FixedWidthInteger>() throws(ReceiverReportDecodingError) -> Value? {
    guard isPresent() else { return nil }
    return Value(truncatingIfNeeded: try number(octets: Value.bitWidth / 8))
  }

  mutating func double() throws(ReceiverReportDecodingError) -> Double? {
    guard isPresent() else { return nil }
    let value = Double(bitPattern: try number(octets: 8))
    guard value.isFinite, !(value == 0 && value.sign == .minus) else { throw invalid() }
    return value
  }

  mutating func flag() throws(ReceiverReportDecodingError) -> Bool? {
    guard let value: UInt8 = try integer() else { return nil }
    guard value <= 1 else { throw invalid() }
    return value == 1
  }

  mutating func code<Code: RawRepresentable<UInt8>>() throws(ReceiverReportDecodingError) -> Code? {
    guard let value: UInt8 = try integer() else { return nil }
    guard let code = Code(rawValue: value) else { throw invalid() }
    return code
  }

  mutating func callsign() throws(ReceiverReportDecodingError) -> Callsign? {
    guard isPresent() else { return nil }
    let field = try number(octets: 6)
    let callsign = Callsign(sixBitCharacters: field)
    guard callsign.sixBitCharacters == field else { throw invalid() }
    return callsign
  }

  mutating func squawk() throws(ReceiverReportDecodingError) -> ModeACode? {
    guard let value: UInt16 = try integer() else { return nil }
    guard value <= 0xFFF else { throw invalid() }
    return ModeACode(value)
  }

  mutating func finish() throws(ReceiverReportDecodingError) {
    // A bit beyond the last value: written by nobody.
    guard presence == 0 else { throw ReceiverReportDecodingError(reason: .invalidValue, octet: 1) }
    guard place == octets.count else {
      throw ReceiverReportDecodingError(reason: .trailingOctets(octets.count &- place), octet: place)
    }
  }
}

extension [UInt8] {
  mutating func appendBigEndian<Value: FixedWidthInteger>(_ value: Value) {
    var shift = Value.bitWidth
    while shift > 0 {
      shift &-= 8
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
