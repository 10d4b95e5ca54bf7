import AirPicture
import Engine
import Geodesy
import Runtime
import Surveillance

/// The binary messages of the picture stream; their layout is in docs/formats/picture-stream.md.
enum PictureFrame {
  static let version: UInt8 = 1
  static let recordSize: UInt16 = 48

  enum MessageType: UInt8 {
    case snapshot = 1
    case delta = 2
    case heartbeat = 3
    case status = 4
  }

  /// Everything there is.
  static func snapshot(_ snapshot: PictureSnapshot) -> [UInt8] {
    message(.snapshot, number: snapshot.number, time: snapshot.time) { bytes in
      bytes.append(UInt32(truncatingIfNeeded: snapshot.picture.tracks.count))
      for track in snapshot.picture.tracks {
        record(
          track, settings: snapshot.picture.settings, at: snapshot.time, isExercise: snapshot.configuration.isExercise,
          into: &bytes)
      }
    }
  }

  /// What changed since the picture before.
  static func delta(_ delta: PictureDelta, settings: PictureSettings, isExercise: Bool) -> [UInt8] {
    message(.delta, number: delta.number, time: delta.time) { bytes in
      bytes.append(delta.previous)
      bytes.append(UInt32(truncatingIfNeeded: delta.changed.count))
      bytes.append(UInt32(truncatingIfNeeded: delta.removed.count))
      for track in delta.changed {
        record(track, settings: settings, at: delta.time, isExercise: isExercise, into: &bytes)
      }
      for number in delta.removed { bytes.append(number.rawValue) }
    }
  }

  /// Nothing but the engine's clock.
  static func heartbeat(number: UInt32, time: SurveillanceTime) -> [UInt8] {
    message(.heartbeat, number: number, time: time) { _ in }
  }

  /// A JSON object of low rate.
  static func status(_ json: [UInt8], number: UInt32, time: SurveillanceTime) -> [UInt8] {
    message(.status, number: number, time: time) { $0.append(contentsOf: json) }
  }

  private static func message(
    _ type: MessageType, number: UInt32, time: SurveillanceTime, body: (inout LittleEndianBytes) -> Void
  ) -> [UInt8] {
    var bytes = LittleEndianBytes()
    bytes.append(UInt32(0))
    bytes.append(type.rawValue)
    bytes.append(version)
    bytes.append(recordSize)
    bytes.append(number)
    bytes.append(time.nanoseconds)
    body(&bytes)
    bytes.replaceLength()
    return bytes.bytes
  }

  private static func record(
    _ entry: PictureTrack, settings: PictureSettings, at time: SurveillanceTime, isExercise: Bool,
    into bytes: inout LittleEndianBytes
  ) {
    let track = entry.track
    let level = DisplayedLevel(of: track, settings: settings)
    bytes.append(track.number.rawValue)
    bytes.append(scaled(Angle.degrees(fromRadians: track.latitudeRadians), by: 1e7, as: Int32.self))
    bytes.append(scaled(Angle.degrees(fromRadians: track.longitudeRadians), by: 1e7, as: Int32.self))
    bytes.append(level.map { max(scaled($0.hundredsOfFeet, by: 4, as: Int16.self), .min + 1) } ?? Int16.min)
    let rate = track.verticalRateMetresPerSecond.map { VerticalRate(metresPerSecond: $0).feetPerMinute }
    bytes.append(rate.map { max(scaled($0, by: 1, as: Int16.self), .min + 1) } ?? Int16.min)
    bytes.append(groundspeed(track))
    bytes.append(trackAngle(track))
    bytes.append(track.mode3A?.code.rawValue ?? UInt16.max)
    bytes.append(level?.kind.rawValue ?? 0)
    bytes.append(entry.identification.identity.rawValue)
    bytes.append(flags(entry, isExercise: isExercise))
    bytes.append(track.means.rawValue)
    bytes.append(scaled(time.seconds(since: track.lastUpdate), by: 10, as: UInt16.self))
    bytes.append(track.page.rawValue)
    bytes.append(trend(rate))
    bytes.append(bigEndian: track.callsign?.octets ?? 0x2020_2020_2020_2020)
    bytes.append(track.modeSAddress?.rawValue ?? UInt32.max)
    bytes.append(UInt16(track.quality))
    bytes.append(UInt16(0))
  }

  private static func flags(_ entry: PictureTrack, isExercise: Bool) -> UInt16 {
    let track = entry.track
    let states: [Bool] = [
      track.status == .coasting, track.isOnGround, track.status == .tentative, track.external != nil,
      entry.isAlerted, entry.declaredEmergency != nil, isExercise || track.external?.isSimulated == true,
      track.means == .primary, track.isSpecialPosition, track.mode3A.map { !$0.isValidated || $0.isGarbled } ?? false,
    ]
    var flags: UInt16 = 0
    for (bit, state) in states.enumerated() where state { flags |= 1 << UInt16(bit) }
    return flags
  }

  /// Tenths of a knot; 65535 where unknown.
  private static func groundspeed(_ track: SystemTrack) -> UInt16 {
    guard track.isVelocityKnown else { return .max }
    let velocity = track.velocity
    let speed = Elementary.hypot(velocity.eastMetresPerSecond, velocity.northMetresPerSecond)
    return min(scaled(Speed(metresPerSecond: speed).knots, by: 10, as: UInt16.self), .max - 1)
  }

  private static func trackAngle(_ track: SystemTrack) -> UInt16 {
    let velocity = track.velocity
    let angle = Angle.normalisedRadians(Elementary.atan2(velocity.eastMetresPerSecond, velocity.northMetresPerSecond))
    return UInt16(truncatingIfNeeded: scaled(Angle.degrees(fromRadians: angle), by: 65536.0 / 360, as: Int32.self))
  }

  /// −1 descending, +1 climbing: from 300 ft/min, below which a level is held.
  private static func trend(_ feetPerMinute: Double?) -> Int8 {
    guard let feetPerMinute, abs(feetPerMinute) >= 300 else { return 0 }
    return feetPerMinute > 0 ? 1 : -1
  }

  private static func scaled<Value: FixedWidthInteger>(_ value: Double, by factor: Double, as: Value.Type) -> Value {
    let scaled = (value * factor).rounded()
    guard scaled == scaled else { return 0 }
    return Value(exactly: scaled) ?? (scaled < 0 ? Value.min : Value.max)
  }
}

/// Bytes written least significant first.
struct LittleEndianBytes {
  private(set) var bytes: [UInt8] = []

  mutating func append<Value: FixedWidthInteger>(_ value: Value) {
    var rest = value
    for _ in 0..<(Value.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      if Value.bitWidth > 8 { rest >>= 8 }
    }
  }

  mutating func append(bigEndian value: UInt64) {
    append(value.byteSwapped)
  }

  mutating func append(contentsOf other: [UInt8]) {
    bytes.append(contentsOf: other)
  }

  /// Writes the count of what follows the first four octets into them.
  mutating func replaceLength() {
    let length = UInt32(truncatingIfNeeded: bytes.count - 4)
    for index in 0..<4 { bytes[index] = UInt8(truncatingIfNeeded: length >> UInt32(8 * index)) }
  }
}
