import AirPicture
import Foundation
import Geodesy
import Sensors
import Surveillance
import Testing

@testable import Console
@testable import Runtime

/// `GET /api/v1/tracks/{number}` of docs/formats/console-api.md.
struct TrackDetailTests {
  @Test func tellsEverythingKnownOfATrack() throws {
    var track = madeTrack()
    track.contributions = [
      TrackContribution(
        sensor: SensorNumber(rawValue: 0), means: .modeS, lastTime: midnight.adding(seconds: -1.2), reports: 123)
    ]
    track.aircraft.nacP = 9
    let radar = SensorConfiguration(id: .asterix(sac: 226, sic: 1), name: "Niamey", type: .modeSRadar)
    let picture = madePicture([track])
    let snapshot = madeSnapshot(picture, sensors: SensorBank(configurations: [radar]).sensors)
    let point = TrackHistory.Point(
      time: midnight.adding(seconds: -4), latitudeRadians: Angle.radians(fromDegrees: 13.5), longitudeRadians: 0,
      hundredsOfFeet: 370.25)
    let detail = try members(json(TrackDetail(try #require(picture.tracks.first), in: snapshot, history: [point])))
    #expect(detail["number"] as? Int == 1042 && detail["page"] as? Int == 0)
    #expect(detail["callsign"] as? String == "XNG101")
    #expect(detail["mode3A"] as? String == "4217" && detail["mode3AValidated"] as? Bool == true)
    #expect(detail["modeSAddress"] as? String == "3C6DD8")
    #expect(detail["identity"] as? String == "neutral")
    #expect((detail["identityReasons"] as? [String])?.isEmpty == false)
    #expect(abs((detail["lat"] as? Double ?? 0) - 13.4815) < 1e-9)
    #expect(abs((detail["lon"] as? Double ?? 0) + 2.1836) < 1e-9)
    let level = try #require(detail["level"] as? [String: Any])
    #expect(level["text"] as? String == "F370" && level["kind"] as? String == "flight level")
    #expect(level["value"] as? Double == 370.25)
    #expect(detail["verticalRateFtMin"] as? Double == -1250)
    #expect(detail["groundspeedKt"] as? Double == 455.3 && detail["trackAngleDeg"] as? Double == 225)
    #expect(detail["state"] as? String == "confirmed")
    #expect(detail["onGround"] as? Bool == false && detail["primaryOnly"] as? Bool == false)
    #expect(detail["emergency"] == nil)
    #expect(detail["firstSeenMs"] as? Int == 1_795_218_800_000 && detail["lastUpdateMs"] as? Int == 1_795_219_198_500)
    #expect(
      detail["quality"] as? Int == 6 && detail["sigmaMetres"] as? Double == 84 && detail["updates"] as? Int == 213)
    let source = try #require((detail["sources"] as? [[String: Any]])?.first)
    #expect(source["sensor"] as? String == "226/1" && source["name"] as? String == "Niamey")
    #expect(source["technology"] as? String == "Mode S" && source["plots"] as? Int == 123)
    #expect(source["ageSeconds"] as? Double == 1.2)
    let item = try #require((detail["items"] as? [[String: String]])?.first)
    #expect(item == ["group": "ADS-B", "name": "NACp", "value": "9"])
    #expect((detail["alerts"] as? [Int])?.isEmpty == true)
    let history = try #require((detail["history"] as? [[Double]])?.first)
    #expect(abs(history[0] - 13.5) < 1e-9 && history[1] == 0 && history[2] == 1_795_219_196_000)
    #expect(detail["levels"] as? [[Double]] == [[1_795_219_196_000, 370.25]])
  }

  @Test func saysWhatTroublesATrackAndWhichAlertsNameIt() throws {
    var track = madeTrack()
    track.mode3A = Mode3AReply(code: .communicationFailure)
    let picture = madePicture([track], times: 3)
    let entry = try #require(picture.tracks.first)
    let detail = try members(json(TrackDetail(entry, in: madeSnapshot(picture), history: [])))
    #expect((detail["emergency"] as? String)?.contains("radio failure") == true)
    #expect(detail["alerts"] as? [Int] == [1])
  }

  @Test func remembersAPlaceEveryEightSecondsForTenMinutes() throws {
    var history = TrackHistory()
    var track = madeTrack()
    for second in 0..<1000 {
      track.time = midnight.adding(seconds: Double(second))
      let picture = madePicture([track])
      history.absorb(
        PictureDelta(
          number: 1, previous: 0, time: track.time, changed: picture.tracks, removed: [], isReset: false,
          settings: picture.settings))
    }
    let points = history[track.number]
    #expect(points.count == TrackHistory.pointsMax)
    #expect(zip(points, points.dropFirst()).allSatisfy { $1.time.seconds(since: $0.time) == 8 })
    #expect(points.last?.time == midnight.adding(seconds: 992))
    history.absorb(
      PictureDelta(
        number: 2, previous: 1, time: track.time, changed: [], removed: [track.number], isReset: false,
        settings: PictureSettings()))
    #expect(history[track.number].isEmpty)
  }
}
