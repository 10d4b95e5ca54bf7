// The canonical byte form of the decoder's state, version 1, big-endian:
//   octet version · octet whether stateless · the squitters' state · UInt32 count · aircraft in the order they are kept
// Aircraft: UInt32 address · Int64 last heard · UInt16 presence bits · the present parts in the order of the bits. Each
// part is its value and an Int64 time, where it has one.
extension ModeSDecoder {
  static let snapshotVersion: UInt8 = 1

  /// Appends the state; equal histories give equal bytes. What became of the messages is not part of it.
  public func encode(into bytes: inout [UInt8]) {
    var writer = SnapshotWriter(bytes: bytes)
    bytes = []
    writer.put8(Self.snapshotVersion)
    writer.put8(isStateless ? 1 : 0)
    squitters.encode(into: &writer.bytes)
    writer.put32(UInt32(truncatingIfNeeded: replies.aircraft.count))
    for aircraft in replies.aircraft { aircraft.encode(into: &writer) }
    bytes = writer.bytes
  }

  /// The state from the whole of `bytes`.
  public init(decoding bytes: [UInt8]) throws(ADSBSnapshotError) {
    var reader = SnapshotReader(bytes: bytes, position: 0)
    let version = try reader.get8()
    guard version == Self.snapshotVersion else { throw .unknownVersion(version) }
    self.init(isStateless: try reader.flag())
    squitters = try ADSBDecoder.decode(bytes, at: &reader.position)
    let count = try reader.get32()
    guard count <= ReplyMemory.capacity else { throw .malformed }
    var aircraft: [ModeSAircraft] = []
    var addresses = KeyIndex()
    for index in 0..<Int(count) {
      let next = try ModeSAircraft(from: &reader)
      guard addresses.index(of: next.address) == nil else { throw .malformed }
      addresses.add(next.address, index: index)
      aircraft.append(next)
    }
    guard reader.position == bytes.count else { throw .malformed }
    replies = ReplyMemory(aircraft)
  }
}

extension ModeSAircraft {
  private var presence: UInt16 {
    let parts = [
      squawk != nil, altitudeFeet != nil, flightStatus != nil, selectedVerticalIntention != nil, trackAndTurn != nil,
      headingAndSpeed != nil, callsign != nil, announced != nil, heard != nil, heardAltitudeFeet != nil,
      heardSquawk != nil, motion != nil, judged != nil,
    ]
    return parts.reversed().reduce(0) { $0 &<< 1 | ($1 ? 1 : 0) }
  }

  fileprivate func encode(into writer: inout SnapshotWriter) {
    writer.put32(address)
    writer.put64(lastHeardNanoseconds)
    writer.put16(presence)
    writer.put(squawk) { $0.put16($1.value) }
    writer.put(altitudeFeet) { $0.put64(Int64($1)) }
    writer.put(flightStatus) { $0.put8($1) }
    for field in [selectedVerticalIntention, trackAndTurn, headingAndSpeed] {
      writer.put(field) { $0.put64(Int64(bitPattern: $1.bits.value)) }
    }
    if let callsign { writer.put64(Int64(bitPattern: callsign.ascii)) }
    if let announced { writer.put64(announced) }
    if let heard { writer.put64(heard) }
    writer.put(heardAltitudeFeet) { $0.put64(Int64($1)) }
    writer.put(heardSquawk) { $0.put16($1.value) }
    writer.put(motion) { writer, motion in
      writer.put(optional: motion.groundspeedKnots)
      writer.put(optional: motion.trackDegrees)
      writer.put(optional: motion.verticalRateFeetPerMinute.map { Double($0) })
    }
    if let judged { writer.put(judged) }
  }

  fileprivate init(from reader: inout SnapshotReader) throws(ADSBSnapshotError) {
    let address = try reader.get32()
    guard address <= 0xFF_FFFF else { throw .malformed }
    self.init(address: address, lastHeardNanoseconds: try reader.get64())
    let presence = try reader.get16()
    guard presence < 1 << 13 else { throw .malformed }
    func has(_ bit: UInt16) -> Bool { (presence &>> bit) & 1 == 1 }
    if has(0) { squawk = Timed(ModeACode(try reader.get16()), timeNanoseconds: try reader.get64()) }
    if has(1) { altitudeFeet = try reader.altitudeFeet() }
    if has(2) { flightStatus = Timed(try reader.get8(), timeNanoseconds: try reader.get64()) }
    if has(3) { selectedVerticalIntention = try reader.register() }
    if has(4) { trackAndTurn = try reader.register() }
    if has(5) { headingAndSpeed = try reader.register() }
    if has(6) { callsign = Callsign(ascii: UInt64(bitPattern: try reader.get64())) }
    if has(7) { announced = try reader.get64() }
    if has(8) { heard = try reader.get64() }
    if has(9) { heardAltitudeFeet = try reader.altitudeFeet() }
    if has(10) { heardSquawk = Timed(ModeACode(try reader.get16()), timeNanoseconds: try reader.get64()) }
    if has(11) { motion = Timed(try reader.motion(), timeNanoseconds: try reader.get64()) }
    if has(12) { judged = try reader.judgement() }
  }
}

extension SnapshotWriter {
  fileprivate mutating func put(optional value: Double?) {
    put8(value == nil ? 0 : 1)
    if let value { put64(Int64(bitPattern: value.bitPattern)) }
  }

  fileprivate mutating func put(_ judged: ModeSAircraft.Judgement) {
    put8(UInt8(truncatingIfNeeded: judged.frame.byteCount))
    put64(Int64(bitPattern: judged.frame.high))
    put64(Int64(bitPattern: judged.frame.low))
    put64(judged.time)
    put8(judged.rejection == nil ? 0 : 1)
  }
}

extension SnapshotReader {
  fileprivate mutating func register() throws(ADSBSnapshotError) -> Timed<CommBField> {
    let bits = MessageField(UInt64(bitPattern: try get64()))
    return Timed(CommBField(bits), timeNanoseconds: try get64())
  }

  fileprivate mutating func altitudeFeet() throws(ADSBSnapshotError) -> Timed<Int> {
    let feet = Int(try get64())
    guard feet.magnitude <= 1_000_000 else { throw .malformed }
    return Timed(feet, timeNanoseconds: try get64())
  }

  fileprivate mutating func motion() throws(ADSBSnapshotError) -> ModeSAircraft.Motion {
    var motion = ModeSAircraft.Motion()
    motion.groundspeedKnots = try number(atMost: 10_000)
    motion.trackDegrees = try number(atMost: 360)
    motion.verticalRateFeetPerMinute = try number(atMost: 100_000).map { Int($0) }
    return motion
  }

  fileprivate mutating func judgement() throws(ADSBSnapshotError) -> ModeSAircraft.Judgement {
    let count = Int(try get8())
    let high = UInt64(bitPattern: try get64())
    let low = UInt64(bitPattern: try get64())
    guard count == 7 || count == 14 else { throw .malformed }
    let time = try get64()
    return ModeSAircraft.Judgement(
      frame: ModeSFrame(high: high, low: low, byteCount: count), time: time,
      rejection: try flag() ? .unconfirmed : nil)
  }

  private mutating func number(atMost limit: Double) throws(ADSBSnapshotError) -> Double? {
    guard try flag() else { return nil }
    let value = Double(bitPattern: UInt64(bitPattern: try get64()))
    guard value.magnitude <= limit else { throw .malformed }
    return value
  }
}
