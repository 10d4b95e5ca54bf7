import AirPicture
import Airspace
import Engine
import Foundation
import Geodesy
import Sensors
import Surveillance
import Testing

@testable import Console
@testable import Runtime

/// The JSON of docs/formats/picture-stream.md and docs/formats/console-api.md.
struct StatusMessageTests {
  @Test func tellsModeSettingsReplayAndPages() throws {
    let lost = SensorConfiguration(
      id: .asterix(sac: 226, sic: 1), name: "Somewhere", type: .modeSRadar, range: .nauticalMiles(120))
    let configuration = EngineConfiguration(
      title: "Niger theatre", isExercise: true, fictionalNote: "Every callsign is fictional.",
      initialView: InitialView(latitudeDegrees: 15.6, longitudeDegrees: 5.4, rangeNauticalMiles: 250), sensors: [lost])
    var picture = madePicture([madeTrack()])
    _ = try picture.apply(
      .setQNH(hectopascals: 1011, transitionAltitudeFeet: 6000, operatorName: "test"), at: midnight)
    let snapshot = madeSnapshot(
      picture, configuration: configuration, sensors: madeSensors(configuration.sensors))
    let replay = ReplayState(
      isPaused: true, speed: .times(10), position: midnight.adding(seconds: 1), start: midnight,
      end: midnight.adding(seconds: 60), isFinished: false, failure: nil)
    let status = try members(
      json(StatusJSON(snapshot, mode: .exercise, notes: ["a note"], replay: replay, recording: nil)))
    #expect(status["kind"] as? String == "status")
    #expect(status["mode"] as? String == "EXERCISE")
    #expect(status["title"] as? String == "Niger theatre")
    #expect(status["fictional"] as? String == "Every callsign is fictional.")
    #expect(status["notes"] as? [String] == ["a note"])
    #expect(status["timeMs"] as? Int == 1_795_219_200_000)
    #expect(status["start"] as? [String: Double] == ["lat": 15.6, "lon": 5.4, "rangeNM": 250])
    #expect(status["settings"] as? [String: Double] == ["qnhHectopascals": 1011, "transitionAltitudeFeet": 6000])
    let shown = try #require(status["replay"] as? [String: Any])
    #expect(shown["paused"] as? Bool == true && shown["finished"] as? Bool == false)
    #expect(shown["speed"] as? Double == 10)
    #expect(shown["positionMs"] as? Int == 1_795_219_201_000)
    #expect(shown["startMs"] as? Int == 1_795_219_200_000 && shown["endMs"] as? Int == 1_795_219_260_000)
    let page = try #require((status["pages"] as? [[String: Any]])?.first)
    #expect(page["page"] as? Int == 1 && page["sensor"] as? String == "226/1")
    #expect(page["reason"] as? String == "POSITION UNKNOWN" && page["rangeNM"] as? Double == 120)
    let counters = try #require(status["counters"] as? [String: Int])
    #expect(counters == ["tracks": 1, "entries": 182_331, "refusals": 0])
  }

  @Test func saysMaxForFullSpeed() throws {
    #expect(String(decoding: json(SpeedJSON(.max)), as: UTF8.self) == "\"max\"")
    #expect(String(decoding: json(SpeedJSON(.times(2.5))), as: UTF8.self) == "2.5")
  }

  @Test func tellsEveryAlertWithItsCause() throws {
    var track = madeTrack()
    track.mode3A = Mode3AReply(code: .emergency)
    var picture = madePicture([track], times: 3)
    let id = try #require(picture.alerts.first).id
    _ = try picture.apply(.acknowledge(alert: id, operatorName: "Ada"), at: midnight.adding(seconds: 4))
    let message = try members(json(AlertsJSON(madeSnapshot(picture))))
    #expect(message["kind"] as? String == "alerts")
    let alert = try #require((message["alerts"] as? [[String: Any]])?.first)
    #expect(alert["id"] as? Int == 1)
    #expect(alert["priority"] as? String == "critical")
    #expect(alert["state"] as? String == "active")
    #expect(alert["rule"] as? String == "emergency-code")
    #expect((alert["cause"] as? String)?.contains("7700") == true)
    #expect(alert["track"] as? Int == 1042 && alert["label"] as? String == "XNG101")
    #expect(alert["raisedMs"] as? Int == 1_795_219_200_000)
    #expect(alert["acknowledgedMs"] as? Int == 1_795_219_204_000)
    #expect(alert["acknowledgedBy"] as? String == "Ada")
    #expect(alert["clearedMs"] == nil && alert["sensor"] == nil && alert["volume"] == nil)
  }

  @Test func tellsEverySensorWithItsCounters() throws {
    let configurations = [
      SensorConfiguration(
        id: .asterix(sac: 20, sic: 129), name: "Barcelona", type: .modeSRadar,
        antenna: GeodeticPosition(latitudeDegrees: 41.3007, longitudeDegrees: 2.1021), range: .nauticalMiles(60),
        scanPeriodSeconds: 4),
      SensorConfiguration(
        id: .receiver(FeedNumber(rawValue: 2)), name: "Roof", type: .modeSReceiver, isFictional: true),
    ]
    let monitor = SiteMonitor(
      sensor: SensorNumber(rawValue: 0), mode3A: Mode3ACode(truncating: 0o7777), modeSAddress: nil, page: .map,
      latitudeRadians: Angle.radians(fromDegrees: 41.5), longitudeRadians: Angle.radians(fromDegrees: 2),
      lastSeen: midnight,
      reports: 900)
    var learnt = Registration(
      sensor: SensorNumber(rawValue: 0),
      sigma: RegistrationOffsets(rangeMetres: 2.5, azimuthRadians: 0.0001, clockSeconds: 0.03))
    learnt.offsets = RegistrationOffsets(
      rangeMetres: 150, azimuthRadians: Angle.radians(fromDegrees: -0.25), clockSeconds: 0.01)
    learnt.isApplied = true
    learnt.pairs = 420
    let snapshot = madeSnapshot(
      madePicture([]), sensors: SensorBank(configurations: configurations).sensors, siteMonitors: [monitor],
      registrations: [learnt])
    let message = try members(json(SensorsJSON(snapshot)))
    #expect(message["kind"] as? String == "sensors")
    let sensors = try #require(message["sensors"] as? [[String: Any]])
    #expect(sensors.count == 2)
    let radar = sensors[0]
    #expect(radar["id"] as? String == "20/129" && radar["name"] as? String == "Barcelona")
    #expect(radar["type"] as? String == "Mode S radar" && radar["fictional"] as? Bool == false)
    let position = try #require(radar["position"] as? [String: Double])
    #expect(abs((position["lat"] ?? 0) - 41.3007) < 1e-9 && abs((position["lon"] ?? 0) - 2.1021) < 1e-9)
    #expect(radar["rangeNM"] as? Double == 60 && radar["scanPeriodSeconds"] as? Double == 4)
    #expect(radar["state"] as? String == "waiting" && radar["lastMessageMs"] == nil)
    for counter in ["records", "plots", "used", "refused"] { #expect(radar[counter] as? Int == 0) }
    #expect((radar["reasons"] as? [Any])?.isEmpty == true && (radar["notes"] as? [Any])?.isEmpty == true)
    let registration = try #require(radar["registration"] as? [String: Any])
    #expect(registration["rangeMetres"] as? Double == 150 && registration["rangeSigmaMetres"] as? Double == 2.5)
    #expect(abs((registration["azimuthDegrees"] as? Double ?? 0) + 0.25) < 1e-9)
    #expect(registration["pairs"] as? Int == 420 && registration["applied"] as? Bool == true)
    #expect(registration["clockApplied"] as? Bool == false && registration["jumpedMs"] == nil)
    #expect(sensors[1]["registration"] == nil)
    let shown = try #require((radar["siteMonitors"] as? [[String: Any]])?.first)
    #expect(shown["code"] as? String == "7777")
    #expect(abs((shown["lat"] as? Double ?? 0) - 41.5) < 1e-9 && abs((shown["lon"] as? Double ?? 0) - 2) < 1e-9)
    #expect(sensors[1]["id"] as? String == "receiver 2" && sensors[1]["fictional"] as? Bool == true)
    #expect(sensors[1]["position"] == nil && sensors[1]["rangeNM"] == nil)
  }

  @Test func tellsTheAirspaceInDegrees() throws {
    let volume = try Volume(
      id: "p1", name: "NIGER-P1", kind: .protected, floor: .ground,
      ceiling: .flightLevel(PressureAltitude(flightLevel: 195)),
      ring: [
        Vertex(latitudeDegrees: 14.5, longitudeDegrees: 4.75), Vertex(latitudeDegrees: 14.5, longitudeDegrees: 5.25),
        Vertex(latitudeDegrees: 13.75, longitudeDegrees: 5),
      ], isFictional: true)
    let airspace = try members(
      json(AirspaceJSON(AirspaceModel(volumes: [volume], aerodromes: [], fixes: [], routes: []))))
    let shown = try #require((airspace["volumes"] as? [[String: Any]])?.first)
    #expect(shown["kind"] as? String == "protected" && shown["name"] as? String == "NIGER-P1")
    #expect(shown["lower"] as? String == "GND" && shown["upper"] as? String == "FL195")
    let ring = try #require(shown["ring"] as? [[Double]])
    #expect(ring.count == 3 && abs(ring[0][0] - 14.5) < 1e-9 && abs(ring[0][1] - 4.75) < 1e-9)
    #expect(shown["fictional"] as? Bool == true)
    for list in ["aerodromes", "fixes", "routes"] { #expect((airspace[list] as? [Any])?.isEmpty == true) }
  }
}
