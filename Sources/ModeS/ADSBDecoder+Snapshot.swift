/// Why bytes are no decoder state.
public enum ADSBSnapshotError: Error, Hashable, Sendable {
  case unknownVersion(UInt8)
  case truncated
  /// A count, a value or the order of addresses that no encoder writes.
  case malformed
}

// The canonical byte form of the decoder's state, version 3, big-endian:
//   octet version · UInt32 capacity · receiver's and first airborne position, each an octet 0, or 1 and two doubles ·
//   octet whether airborne positions are of many receivers ·
//   7 × Int64 counters · UInt32 count · aircraft in ascending order of key
// Aircraft: UInt32 key (address and qualifier) · Int64 last heard · UInt16 presence bits · the present parts in the
// order of the bits: callsign, category, altitude, velocity, status, surveillance status, even half, odd half, trusted
// fix, contradicting fix with its count, surface speed, target state, operational status. Each part is its value and an
// Int64 time. The highest bit of a half's latitude says that it is a surface one.
extension ADSBDecoder {
  static let snapshotVersion: UInt8 = 3

  /// Appends the state; equal histories give equal bytes.
  public func encode(into bytes: inout [UInt8]) {
    var writer = SnapshotWriter(bytes: bytes)
    bytes = []
    writer.put8(ADSBDecoder.snapshotVersion)
    writer.put32(UInt32(truncatingIfNeeded: capacity))
    writer.put(reference.receiver)
    writer.put(reference.airborne)
    writer.put8(reference.isWide ? 1 : 0)
    for path in ADSBDecoder.counterPaths { writer.put64(Int64(counters[keyPath: path])) }
    writer.put32(UInt32(truncatingIfNeeded: table.count))
    for aircraft in aircraft { aircraft.encode(into: &writer) }
    bytes = writer.bytes
  }

  /// The state from the whole of `bytes`.
  public init(decoding bytes: [UInt8]) throws(ADSBSnapshotError) {
    var offset = 0
    self = try ADSBDecoder.decode(bytes, at: &offset)
    guard offset == bytes.count else { throw .malformed }
  }

  /// The state that starts at `offset`, which moves past it (left unchanged on throw).
  public static func decode(_ bytes: [UInt8], at offset: inout Int) throws(ADSBSnapshotError) -> ADSBDecoder {
    var reader = SnapshotReader(bytes: bytes, position: offset)
    let version = try reader.get8()
    guard version == snapshotVersion else { throw .unknownVersion(version) }
    let capacity = Int(try reader.get32())
    guard capacity >= 16 else { throw .malformed }
    var decoder = ADSBDecoder(capacity: capacity)
    decoder.reference.receiver = try reader.optionalPosition()
    decoder.reference.airborne = try reader.optionalPosition()
    decoder.reference.isWide = try reader.flag()
    for path in counterPaths { decoder.counters[keyPath: path] = Int(try reader.get64()) }
    let count = try reader.get32()
    guard count <= capacity else { throw .malformed }
    var aircraft: [ADSBAircraft] = []
    for _ in 0..<count {
      let next = try ADSBAircraft(from: &reader)
      if let last = aircraft.last, last.key >= next.key { throw .malformed }
      aircraft.append(next)
    }
    decoder.keep(aircraft)
    offset = reader.position
    return decoder
  }

  private static var counterPaths: [WritableKeyPath<Counters, Int>] {
    [
      \.reports, \.badParity, \.otherFormats, \.noAircraft, \.positions, \.rejectedPositions, \.forgottenAircraft,
    ]
  }
}

extension ADSBAircraft {
  private var presence: UInt16 {
    let parts = [
      callsign != nil, category != nil, altitude != nil, velocity != nil, status != nil, surveillanceStatus != nil,
      cpr.even != nil, cpr.odd != nil, cpr.trusted != nil, cpr.contradiction != nil,
      surfaceSpeedKnots != nil, targetState != nil, operationalStatus != nil,
    ]
    return parts.reversed().reduce(0) { $0 &<< 1 | ($1 ? 1 : 0) }
  }

  func encode(into writer: inout SnapshotWriter) {
    writer.put32(key)
    writer.put64(lastHeardNanoseconds)
    writer.put16(presence)
    writer.put(callsign) { $0.put64(Int64(bitPattern: $1.ascii)) }
    writer.put(category) { $0.put8($1.value) }
    writer.put(altitude) {
      $0.put64(Int64($1.feet))
      $0.put8($1.kind.rawValue)
    }
    writer.put(velocity) { $0.put64(Int64(bitPattern: $1.field.value)) }
    writer.put(status) {
      $0.put8($1.emergency.rawValue)
      $0.put16($1.squawk.value)
    }
    writer.put(surveillanceStatus) { $0.put8($1.rawValue) }
    for half in [cpr.even, cpr.odd] {
      guard let half else { continue }
      writer.put32(half.code.latitude | (half.isSurface ? 1 &<< 31 : 0))
      writer.put32(half.code.longitude)
      writer.put64(half.time)
    }
    for fix in [cpr.trusted, cpr.contradiction] {
      guard let fix else { continue }
      writer.put(fix.position)
      writer.put64(fix.time)
    }
    if cpr.contradiction != nil { writer.put8(cpr.contradictionCount) }
    writer.put(surfaceSpeedKnots) { $0.put64(Int64(bitPattern: $1.bitPattern)) }
    writer.put(targetState) { $0.put64(Int64(bitPattern: $1.field.value)) }
    writer.put(operationalStatus) { $0.put64(Int64(bitPattern: $1.field.value)) }
  }

  init(from reader: inout SnapshotReader) throws(ADSBSnapshotError) {
    let key = try reader.get32()
    guard let qualifier = AddressQualifier(rawValue: UInt8(truncatingIfNeeded: key)) else { throw .malformed }
    self.init(address: key &>> 8, qualifier: qualifier, timeNanoseconds: try reader.get64())
    let presence = try reader.get16()
    guard presence < 1 << 13 else { throw .malformed }
    func has(_ bit: UInt16) -> Bool { (presence &>> bit) & 1 == 1 }
    if has(0) { callsign = Timed(Callsign(ascii: UInt64(bitPattern: try reader.get64())), try reader.get64()) }
    if has(1) { category = Timed(EmitterCategory(try reader.get8()), try reader.get64()) }
    if has(2) { altitude = Timed(try reader.altitude(), try reader.get64()) }
    if has(3) { velocity = Timed(AirborneVelocity(field: try reader.messageField(19)), try reader.get64()) }
    if has(4) { status = Timed(try reader.status(), try reader.get64()) }
    if has(5) { surveillanceStatus = Timed(try reader.surveillanceStatus(), try reader.get64()) }
    if has(6) { cpr.even = try reader.half(isOdd: false) }
    if has(7) { cpr.odd = try reader.half(isOdd: true) }
    if has(8) { cpr.trusted = try reader.fix() }
    if has(9) {
      cpr.contradiction = try reader.fix()
      cpr.contradictionCount = try reader.get8()
    }
    if has(10) { surfaceSpeedKnots = Timed(try reader.speed(), try reader.get64()) }
    if has(11) { targetState = Timed(TargetState(field: try reader.messageField(29)), try reader.get64()) }
    if has(12) { operationalStatus = Timed(OperationalStatus(field: try reader.messageField(31)), try reader.get64()) }
  }
}

extension Timed {
  fileprivate init(_ value: Value, _ timeNanoseconds: Int64) {
    self.init(value, timeNanoseconds: timeNanoseconds)
  }
}

struct SnapshotWriter {
  var bytes: [UInt8]

  mutating func put8(_ value: UInt8) { bytes.append(value) }

  mutating func put16(_ value: UInt16) {
    put8(UInt8(truncatingIfNeeded: value &>> 8))
    put8(UInt8(truncatingIfNeeded: value))
  }

  mutating func put32(_ value: UInt32) {
    put16(UInt16(truncatingIfNeeded: value &>> 16))
    put16(UInt16(truncatingIfNeeded: value))
  }

  mutating func put64(_ value: Int64) {
    put32(UInt32(truncatingIfNeeded: value &>> 32))
    put32(UInt32(truncatingIfNeeded: value))
  }

  mutating func put(_ position: CPRPosition) {
    put64(Int64(bitPattern: position.latitudeDegrees.bitPattern))
    put64(Int64(bitPattern: position.longitudeDegrees.bitPattern))
  }

  mutating func put(_ position: CPRPosition?) {
    put8(position == nil ? 0 : 1)
    if let position { put(position) }
  }

  /// A present value and its time; nothing for an absent one.
  mutating func put<Value>(_ timed: Timed<Value>?, _ value: (inout SnapshotWriter, Value) -> Void) {
    guard let timed else { return }
    value(&self, timed.value)
    put64(timed.timeNanoseconds)
  }
}

struct SnapshotReader {
  let bytes: [UInt8]
  var position: Int

  mutating func get8() throws(ADSBSnapshotError) -> UInt8 {
    guard position >= 0, position < bytes.count else { throw .truncated }
    position &+= 1
    return bytes[position &- 1]
  }

  mutating func get16() throws(ADSBSnapshotError) -> UInt16 {
    let high = UInt16(try get8())
    return high &<< 8 | UInt16(try get8())
  }

  mutating func get32() throws(ADSBSnapshotError) -> UInt32 {
    let high = UInt32(try get16())
    return high &<< 16 | UInt32(try get16())
  }

  mutating func get64() throws(ADSBSnapshotError) -> Int64 {
    let high = UInt64(try get32())
    return Int64(bitPattern: high &<< 32 | UInt64(try get32()))
  }

  mutating func messageField(_ typeCode: UInt8) throws(ADSBSnapshotError) -> MessageField {
    let field = MessageField(UInt64(bitPattern: try get64()))
    guard field.typeCode == typeCode else { throw .malformed }
    return field
  }

  mutating func altitude() throws(ADSBSnapshotError) -> ADSBAltitude {
    let feet = Int(try get64())
    guard let kind = AirbornePosition.AltitudeKind(rawValue: try get8()) else { throw .malformed }
    return ADSBAltitude(feet: feet, kind: kind)
  }

  mutating func status() throws(ADSBSnapshotError) -> AircraftStatus {
    guard let emergency = EmergencyState(rawValue: try get8()) else { throw .malformed }
    return AircraftStatus(emergency: emergency, squawk: ModeACode(try get16()))
  }

  mutating func surveillanceStatus() throws(ADSBSnapshotError) -> AirbornePosition.SurveillanceStatus {
    guard let status = AirbornePosition.SurveillanceStatus(rawValue: try get8()) else { throw .malformed }
    return status
  }

  mutating func half(isOdd: Bool) throws(ADSBSnapshotError) -> CPRState.Half {
    let latitude = try get32()
    let code = CPRCode(isOdd: isOdd, latitude: latitude, longitude: try get32())
    return CPRState.Half(code: code, time: try get64(), isSurface: latitude &>> 31 == 1)
  }

  mutating func speed() throws(ADSBSnapshotError) -> Double {
    let speed = Double(bitPattern: UInt64(bitPattern: try get64()))
    guard (0...175).contains(speed) else { throw .malformed }
    return speed
  }

  mutating func flag() throws(ADSBSnapshotError) -> Bool {
    switch try get8() {
    case 0: false
    case 1: true
    default: throw .malformed
    }
  }

  mutating func optionalPosition() throws(ADSBSnapshotError) -> CPRPosition? {
    switch try get8() {
    case 0: nil
    case 1: try place()
    default: throw .malformed
    }
  }

  mutating func fix() throws(ADSBSnapshotError) -> CPRState.Fix {
    CPRState.Fix(position: try place(), time: try get64())
  }

  private mutating func place() throws(ADSBSnapshotError) -> CPRPosition {
    let latitude = Double(bitPattern: UInt64(bitPattern: try get64()))
    let longitude = Double(bitPattern: UInt64(bitPattern: try get64()))
    guard latitude.magnitude <= 90, longitude.magnitude <= 180 else { throw .malformed }
    return CPRPosition(latitudeDegrees: latitude, longitudeDegrees: longitude)
  }
}
