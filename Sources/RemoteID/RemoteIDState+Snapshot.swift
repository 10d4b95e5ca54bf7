/// Why bytes are no state of a transmitter.
public enum RemoteIDSnapshotError: Error, Hashable, Sendable {
  case unknownVersion(UInt8)
  case truncated
  /// A count, an order or a message that no encoder writes.
  case malformed
}

// The canonical byte form of a transmitter's state, version 1, little-endian:
//   octet version · octet count and that many basic ID messages, ascending types of identifier · location · system ·
//   operator ID · self-ID · authentication · last heard · three Int64 counts (messages, refused, changes of identifier) ·
//   octet count and that many authentication pages, ascending numbers
// A message is its 25 octets and the Int64 time of its reception. Authentication is an octet of kind, UInt32 time, an octet
// that counts and the data, the same for what is additional, and the time of its reception. What may be absent is behind an
// octet 0 or 1.
extension RemoteIDState {
  static let snapshotVersion: UInt8 = 1

  /// Appends the state; equal histories give equal bytes.
  public func encode(into bytes: inout [UInt8]) {
    var writer = RemoteIDSnapshotWriter(bytes: bytes)
    bytes = []
    writer.put8(Self.snapshotVersion)
    writer.put8(UInt8(truncatingIfNeeded: basicIDs.count))
    for heard in basicIDs { writer.put(heard) }
    writer.putOptional(location)
    writer.putOptional(system)
    writer.putOptional(operatorID)
    writer.putOptional(selfID)
    writer.putOptional(authentication)
    writer.put8(lastHeardNanoseconds == nil ? 0 : 1)
    if let lastHeardNanoseconds { writer.put64(lastHeardNanoseconds) }
    for count in [messageCount, refusedCount, identifierChanges] { writer.put64(Int64(count)) }
    let pages = (0...UInt8(15)).compactMap { joiner.heard[$0] }
    writer.put8(UInt8(truncatingIfNeeded: pages.count))
    for heard in pages { writer.put(heard.page.octets, heard.timeNanoseconds) }
    bytes = writer.bytes
  }

  /// The state from the whole of `bytes`.
  public init(decoding bytes: [UInt8]) throws(RemoteIDSnapshotError) {
    var reader = RemoteIDSnapshotReader(bytes: bytes)
    let version = try reader.get8()
    guard version == Self.snapshotVersion else { throw .unknownVersion(version) }
    self.init()
    for _ in 0..<(try reader.get8()) {
      let (octets, time) = try reader.message(type: 0)
      let value = RemoteIDBasicID(octets: octets)
      if let last = basicIDs.last, last.value.idTypeCode >= value.idTypeCode { throw .malformed }
      basicIDs.append(Heard(value: value, timeNanoseconds: time))
    }
    location = try reader.optional(type: 1) { RemoteIDLocation(octets: $0) }
    system = try reader.optional(type: 4) { RemoteIDSystem(octets: $0) }
    operatorID = try reader.optional(type: 5) { RemoteIDOperatorID(octets: $0) }
    selfID = try reader.optional(type: 3) { RemoteIDSelfID(octets: $0) }
    if try reader.flag() { authentication = try reader.authentication() }
    if try reader.flag() { lastHeardNanoseconds = try reader.get64() }
    messageCount = try reader.count()
    refusedCount = try reader.count()
    identifierChanges = try reader.count()
    try readPages(&reader)
    guard reader.isAtEnd else { throw .malformed }
  }

  private mutating func readPages(_ reader: inout RemoteIDSnapshotReader) throws(RemoteIDSnapshotError) {
    var last: UInt8?
    for _ in 0..<(try reader.get8()) {
      let (octets, time) = try reader.message(type: 2)
      guard let page = try? RemoteIDAuthenticationPage(octets: octets), last.map({ $0 < page.page }) ?? true else {
        throw .malformed
      }
      joiner.heard[page.page] = RemoteIDAuthenticationJoiner.Heard(page: page, timeNanoseconds: time)
      last = page.page
    }
  }
}

/// Collects the bytes of a snapshot.
private struct RemoteIDSnapshotWriter {
  var bytes: [UInt8]

  mutating func put8(_ value: UInt8) { bytes.append(value) }

  mutating func put64(_ value: Int64) {
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value &>> Int64(8 &* shift))) }
  }

  mutating func put(_ octets: RemoteIDOctets, _ timeNanoseconds: Int64) {
    bytes += octets.bytes
    put64(timeNanoseconds)
  }

  mutating func put(_ heard: RemoteIDState.Heard<some RemoteIDPayload>) {
    put(heard.value.octets, heard.timeNanoseconds)
  }

  mutating func putOptional(_ heard: RemoteIDState.Heard<some RemoteIDPayload>?) {
    put8(heard == nil ? 0 : 1)
    if let heard { put(heard) }
  }

  mutating func putOptional(_ heard: RemoteIDState.Heard<RemoteIDAuthentication>?) {
    put8(heard == nil ? 0 : 1)
    guard let heard else { return }
    put8(heard.value.kindCode)
    for shift in 0..<4 { put8(UInt8(truncatingIfNeeded: heard.value.timeCount &>> UInt32(8 &* shift))) }
    for octets in [heard.value.data, heard.value.additional] {
      put8(UInt8(truncatingIfNeeded: octets.count))
      bytes += octets
    }
    put64(heard.timeNanoseconds)
  }
}

/// Reads the bytes of a snapshot; every length is checked against what is there.
private struct RemoteIDSnapshotReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func octets(_ count: Int) throws(RemoteIDSnapshotError) -> ArraySlice<UInt8> {
    guard bytes.count - position >= count else { throw .truncated }
    defer { position += count }
    return bytes[position..<(position + count)]
  }

  mutating func get8() throws(RemoteIDSnapshotError) -> UInt8 { try octets(1).first ?? 0 }

  mutating func get64() throws(RemoteIDSnapshotError) -> Int64 {
    Int64(bitPattern: try octets(8).reversed().reduce(0) { $0 &<< 8 | UInt64($1) })
  }

  mutating func count() throws(RemoteIDSnapshotError) -> Int {
    guard let count = Int(exactly: try get64()), count >= 0 else { throw .malformed }
    return count
  }

  mutating func flag() throws(RemoteIDSnapshotError) -> Bool {
    switch try get8() {
    case 0: return false
    case 1: return true
    default: throw .malformed
    }
  }

  mutating func message(type: UInt8) throws(RemoteIDSnapshotError) -> (RemoteIDOctets, Int64) {
    guard let message = RemoteIDOctets(try octets(RemoteIDOctets.count)), message.type == type else {
      throw .malformed
    }
    return (message, try get64())
  }

  mutating func optional<Value>(
    type: UInt8, _ value: (RemoteIDOctets) -> Value
  ) throws(RemoteIDSnapshotError) -> RemoteIDState.Heard<Value>? {
    guard try flag() else { return nil }
    let (octets, time) = try message(type: type)
    return RemoteIDState.Heard(value: value(octets), timeNanoseconds: time)
  }

  mutating func authentication() throws(RemoteIDSnapshotError) -> RemoteIDState.Heard<RemoteIDAuthentication> {
    let kind = try get8()
    let time = try octets(4).reversed().reduce(UInt32(0)) { $0 &<< 8 | UInt32($1) }
    let data = Array(try octets(Int(try get8())))
    let additional = Array(try octets(Int(try get8())))
    guard kind < 16,
      let value = RemoteIDAuthentication(kindCode: kind, timeCount: time, data: data, additional: additional)
    else { throw .malformed }
    return RemoteIDState.Heard(value: value, timeNanoseconds: try get64())
  }
}
