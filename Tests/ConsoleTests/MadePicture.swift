import AirPicture
import Airspace
import Engine
import Foundation
import Geodesy
import Sensors
import Surveillance

@testable import Runtime

/// 2026-11-21T00:00:00Z.
let midnight = SurveillanceTime(nanoseconds: 1_795_219_200_000_000_000)

/// A track with something in every field.
func madeTrack(number: UInt32 = 1042) -> SystemTrack {
  var track = SystemTrack(
    number: TrackNumber(rawValue: number), page: .map, time: midnight,
    latitudeRadians: Angle.radians(fromDegrees: 13.4815), longitudeRadians: Angle.radians(fromDegrees: -2.1836))
  track.status = .confirmed
  let speed = Speed.knots(455.3).metresPerSecond
  // South-west: 225°.
  track.velocity = GroundVelocity(
    eastMetresPerSecond: -speed * 0.5.squareRoot(), northMetresPerSecond: -speed * 0.5.squareRoot())
  track.isVelocityKnown = true
  track.positionSigmaMetres = 84.2
  track.pressureAltitude = PressureAltitude(flightLevel: 370.25)
  track.verticalRateMetresPerSecond = VerticalRate.feetPerMinute(-1250).metresPerSecond
  track.mode3A = Mode3AReply(code: Mode3ACode(truncating: 0o4217))
  track.modeSAddress = ModeSAddress(rawValue: 0x3C6DD8)
  track.callsign = Callsign("XNG101")
  track.means = [.modeS, .adsb]
  track.firstSeen = midnight.adding(seconds: -400)
  track.lastUpdate = midnight.adding(seconds: -1.5)
  track.updates = 213
  return track
}

/// The picture after these tracks were updated, so many times.
func madePicture(_ tracks: [SystemTrack], times: UInt32 = 1) -> AirPicture {
  var picture = AirPicture(airspace: AirspaceModel())
  for time in 0..<times {
    let updated = tracks.map { track in
      var track = track
      track.updates += time
      return track
    }
    _ = picture.step(updated: updated, removed: [], sensors: [], at: midnight)
  }
  return picture
}

/// The sensors of these configurations, each heard once.
func madeSensors(_ configurations: [SensorConfiguration]) -> [MonitoredSensor] {
  var bank = SensorBank(configurations: configurations)
  var reports: [SensorReport] = []
  for configuration in configurations {
    guard case .asterix(let sac, let sic) = configuration.id else { continue }
    // A CAT048 data block: one plot with I048/010, 140, 020 (a single reply) and 040 (16 NM, 45°).
    let block: [UInt8] = [48, 0, 14, 0xF0, sac, sic, 0, 0, 0, 0x40, 0x10, 0, 0x20, 0]
    bank.ingest(
      LogEntry(sequence: 0, receiveTime: midnight, feed: FeedNumber(rawValue: 1), kind: .asterix, payload: block),
      into: &reports)
  }
  return bank.sensors
}

/// A published picture.
func madeSnapshot(
  _ picture: AirPicture, configuration: EngineConfiguration = EngineConfiguration(title: "Niger theatre"),
  sensors: [MonitoredSensor] = [], siteMonitors: [SiteMonitor] = [], registrations: [Registration] = [],
  receptions: ReceptionBook = ReceptionBook()
) -> PictureSnapshot {
  PictureSnapshot(
    number: 7, time: midnight, configuration: configuration, picture: picture, sensors: sensors,
    siteMonitors: siteMonitors, registrations: registrations, receptions: receptions, entries: 182_331)
}

/// The members of a JSON object.
func members(_ json: [UInt8]) throws -> [String: Any] {
  struct NoObject: Error {}
  guard let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any] else { throw NoObject() }
  return object
}
