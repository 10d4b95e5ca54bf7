import Foundation

/// One track in the picture stream, as docs/formats/picture-stream.md lays it out.
struct TrackRecord: Equatable {
  var number: UInt32
  var latitudeDegrees: Double
  var longitudeDegrees: Double
  /// Hundreds of feet; its kind says of what.
  var level: Double?
  var levelKind: UInt8
  var groundspeedKnots: Double?
  var mode3A: UInt16?
  var identity: UInt8
  var flags: UInt16
  var sources: UInt16
  var ageSeconds: Double
  var page: UInt8
  var callsign: String
  var modeSAddress: UInt32?

  var isTentative: Bool { flags & 1 << 2 != 0 }
  var isExternal: Bool { flags & 1 << 3 != 0 }
  var isExercise: Bool { flags & 1 << 6 != 0 }
}

/// One message of the picture stream.
struct PictureMessage {
  enum Content {
    case snapshot([TrackRecord])
    case delta(previous: UInt32, changed: [TrackRecord], removed: [UInt32])
    case heartbeat
    case status([UInt8])
  }

  var number: UInt32
  var timeNanoseconds: Int64
  var content: Content

  /// Reads the body of a message. Throws where it is not laid out as the page says.
  init(body: [UInt8]) throws {
    var bytes = LittleEndianReader(body)
    let type = try bytes.integer(UInt8.self)
    guard try bytes.integer(UInt8.self) == 1 else { throw TestFailure("a message of another version than 1") }
    let recordSize = Int(try bytes.integer(UInt16.self))
    guard recordSize >= 48 else { throw TestFailure("records of \(recordSize) octets") }
    number = try bytes.integer(UInt32.self)
    timeNanoseconds = try bytes.integer(Int64.self)
    switch type {
    case 1:
      let count = try bytes.integer(UInt32.self)
      content = .snapshot(try bytes.records(count, size: recordSize))
    case 2:
      let previous = try bytes.integer(UInt32.self)
      let changed = try bytes.integer(UInt32.self)
      let removed = try bytes.integer(UInt32.self)
      let records = try bytes.records(changed, size: recordSize)
      content = .delta(
        previous: previous, changed: records, removed: try (0..<removed).map { _ in try bytes.integer(UInt32.self) })
    case 3: content = .heartbeat
    case 4: content = .status(bytes.rest())
    default: throw TestFailure("a message of the unknown type \(type)")
    }
    guard bytes.isAtEnd else { throw TestFailure("octets behind the message's end") }
  }
}

/// Reads numbers of which the least octet comes first.
struct LittleEndianReader {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }

  mutating func integer<Value: FixedWidthInteger>(_: Value.Type) throws -> Value {
    let size = Value.bitWidth / 8
    let value = try take(size).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Value(truncatingIfNeeded: value)
  }

  mutating func rest() -> [UInt8] {
    defer { offset = bytes.count }
    return Array(bytes[offset...])
  }

  mutating func records(_ count: UInt32, size: Int) throws -> [TrackRecord] {
    try (0..<count).map { _ in
      var record = LittleEndianReader(Array(try take(size)))
      return try record.track()
    }
  }

  private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
    guard bytes.count - offset >= count else { throw TestFailure("a message ends too early") }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  private mutating func track() throws -> TrackRecord {
    let number = try integer(UInt32.self)
    let latitude = Double(try integer(Int32.self)) / 1e7
    let longitude = Double(try integer(Int32.self)) / 1e7
    let level = try integer(Int16.self)
    _ = try integer(Int16.self)
    let speed = try integer(UInt16.self)
    _ = try integer(UInt16.self)
    let code = try integer(UInt16.self)
    let levelKind = try integer(UInt8.self)
    let identity = try integer(UInt8.self)
    let flags = try integer(UInt16.self)
    let sources = try integer(UInt16.self)
    let age = Double(try integer(UInt16.self)) / 10
    let page = try integer(UInt8.self)
    _ = try integer(UInt8.self)
    let callsign = String(decoding: try take(8), as: UTF8.self)
    let address = try integer(UInt32.self)
    return TrackRecord(
      number: number, latitudeDegrees: latitude, longitudeDegrees: longitude,
      level: level == .min ? nil : Double(level) / 4, levelKind: levelKind,
      groundspeedKnots: speed == .max ? nil : Double(speed) / 10, mode3A: code == .max ? nil : code,
      identity: identity, flags: flags, sources: sources, ageSeconds: age, page: page,
      callsign: callsign.trimmingCharacters(in: .whitespaces), modeSAddress: address == .max ? nil : address)
  }
}
