import AirPicture
import Engine
import Geodesy
import Sensors
import Surveillance
import Testing
import Tracking

/// From bytes to alerts: what an operator sees of two minutes of traffic.
@Suite struct StoryTests {
  private static let engine = PictureEngine(playing: MixedTraffic.log)
  private let engine = Self.engine

  @Test func everyAircraftIsOneTrack() throws {
    let tracks = engine.picture.tracks.map(\.track).filter { $0.status != .tentative }
    let callsigns = tracks.compactMap { $0.callsign?.description }.sorted()
    #expect(callsigns == ["XTS0", "XTS1", "XTS2", "XTS3", "XTS4"])
    let addresses = tracks.compactMap { $0.modeSAddress?.rawValue }.sorted()
    #expect(addresses == [0xF0_0001, 0xF0_0002, 0xF0_0003, 0xF0_0004, 0xF0_0005, 0xF2_0001, 0xF2_0002])
    #expect(tracks.contains { $0.means == .primary })
  }

  @Test func tracksOfTheSilentRadarLiveOnAnotherSensor() throws {
    let track = try #require(engine.picture.tracks.first { $0.track.callsign == Callsign("XTS0") }).track
    #expect(track.means.contains(.adsb))
    #expect(track.status == .confirmed)
    #expect(track.contributions.count >= 2)
  }

  @Test func alertsTellTheEmergencyTheIntruderAndTheSilentRadar() throws {
    let alerts = engine.picture.alerts
    let emergency = try #require(alerts.first { $0.rule == .emergencyCode })
    #expect(emergency.cause.contains("XTS2"))
    #expect(emergency.cause.contains("7700"))
    let silent = try #require(alerts.first { $0.rule == .sensorSilent })
    #expect(silent.cause.contains("Mode S"))
    #expect(silent.raised.seconds(since: MixedTraffic.start) > 72)
    #expect(silent.raised.seconds(since: MixedTraffic.start) < 78)
    let entered = try #require(alerts.first { $0.rule == .volumeEntered })
    #expect(entered.cause.contains("primary radar only"))
    #expect(entered.cause.contains("height unknown"))
    #expect(engine.sensors.sensors[1].state == .silent)
    for alert in alerts { #expect(alert.cause.hasSuffix(".")) }
    #expect(Set(alerts.map { "\($0.rule) \($0.track?.rawValue ?? 0) \($0.volume ?? "")" }).count == alerts.count)
  }

  @Test func anotherSystemsTrackIsShownAsSuchAndEndsWhenItSaysSo() {
    let external = engine.picture.tracks.map(\.track).filter { $0.external != nil }
    #expect(external.count == 1)
    #expect(external.first?.means.contains(.external) == true)
    #expect(external.first?.pressureAltitude?.flightLevel == 330)
  }

  @Test func countersAddUp() {
    for sensor in engine.sensors.sensors {
      let afterwards: Set<SensorReason> = [.siteMonitor, .late, .impossible, .echo, .noTrackLeft, .noPosition]
      let dismissed = sensor.tally.rows.filter { afterwards.contains($0.reason) }.reduce(0) { $0 + $1.count }
      #expect(sensor.plots == sensor.used + dismissed, "\(sensor.configuration.name)")
      #expect(sensor.tally.refusals == 0)
    }
  }
}
