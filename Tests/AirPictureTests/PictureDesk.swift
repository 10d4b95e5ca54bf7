import AirPicture
import Airspace
import Geodesy
import Surveillance

/// A picture on a desk: takes tracks as the tracker would deliver them, a few seconds apart.
struct PictureDesk {
  static let start = SurveillanceTime(nanoseconds: 1_772_352_000_000_000_000)

  var picture: AirPicture
  var now = Self.start

  init(volumes: [Volume] = []) {
    picture = AirPicture(airspace: AirspaceModel(volumes: volumes))
  }

  /// Lets the tracker deliver a track after `seconds`, with one more report in it.
  @discardableResult
  mutating func update(_ track: inout SystemTrack, afterSeconds seconds: Double = 4) -> PictureChanges {
    track.updates += 1
    track.lastUpdate = now.adding(seconds: seconds)
    return carryOn(&track, afterSeconds: seconds)
  }

  /// Lets the tracker deliver a track that it only extrapolated.
  @discardableResult
  mutating func carryOn(_ track: inout SystemTrack, afterSeconds seconds: Double = 4) -> PictureChanges {
    now = now.adding(seconds: seconds)
    track.time = now
    return picture.step(updated: [track], removed: [], sensors: [], at: now)
  }

  @discardableResult
  mutating func remove(_ number: UInt32) -> PictureChanges {
    picture.step(updated: [], removed: [TrackNumber(rawValue: number)], sensors: [], at: now)
  }

  /// Alerts whose cause lasts.
  var active: [Alert] { picture.alerts.filter(\.isActive) }
}

extension SystemTrack {
  /// A confirmed track at FL100 on its way east at 250 m/s.
  static func airliner(
    _ number: UInt32 = 1, latitudeDegrees: Double = 10.5, longitudeDegrees: Double = 9.8
  ) -> SystemTrack {
    var track = SystemTrack(
      number: TrackNumber(rawValue: number), page: .map, time: PictureDesk.start,
      latitudeRadians: Angle.radians(fromDegrees: latitudeDegrees),
      longitudeRadians: Angle.radians(fromDegrees: longitudeDegrees))
    track.status = .confirmed
    track.velocity = GroundVelocity(eastMetresPerSecond: 250, northMetresPerSecond: 0)
    track.isVelocityKnown = true
    track.pressureAltitude = PressureAltitude(flightLevel: 100)
    track.means = .modeS
    return track
  }

  mutating func squawk(_ code: String, isValidated: Bool = true, isGarbled: Bool = false) {
    mode3A = Mode3ACode(code).map { Mode3AReply(code: $0, isValidated: isValidated, isGarbled: isGarbled) }
  }

  mutating func move(toLongitudeDegrees degrees: Double) {
    longitudeRadians = Angle.radians(fromDegrees: degrees)
  }
}

/// Ten to eleven degrees north and east, ground to FL200.
func keep(_ id: String = "KEEP", ceiling: Double = 200) throws -> Volume {
  try Volume(
    id: id, name: "Keep", kind: .protected, floor: .ground,
    ceiling: .flightLevel(PressureAltitude(flightLevel: ceiling)),
    ring: [(10, 10), (10, 11), (11, 11), (11, 10)].map {
      Vertex(latitudeDegrees: $0.0, longitudeDegrees: $0.1)
    }, isFictional: true)
}

extension CanonicalCodable {
  var canonicalBytes: [UInt8] {
    var writer = CanonicalWriter()
    writer.write(self)
    return writer.bytes
  }
}
