import AirPicture
import AircraftRegister
import Foundation
import Geodesy
import ModeS
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
    let detail = try members(
      json(TrackDetail(try #require(picture.tracks.first), in: snapshot, facts: AircraftFacts(), history: [point])))
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

  @Test func saysHowGoodATrackIsHowItFliesAndWhoElseFollowsIt() throws {
    var track = madeTrack()
    track.positionCovariance = HorizontalCovariance(eastEast: 400, eastNorth: 0, northNorth: 100)
    track.alsoTracked = [OtherSystemTrack(sensor: SensorNumber(rawValue: 0), localTrackNumber: 77)]
    track.estimatedHeight = EstimatedHeight(height: EllipsoidalHeight(metres: 7_130), sigmaMetres: 370)
    var ages = TrackEstimateDetail.SourceAges()
    ages.modeS = 1.24
    let estimate = TrackEstimateDetail(
      track: track, velocityCovariance: HorizontalCovariance(sigma: 2),
      models: TrackEstimateDetail.ModelProbabilities(
        straight: 0.1, gentleManoeuvre: 0.05, strongManoeuvre: 0.05, leftTurn: 0, rightTurn: 0.8),
      turnRateRadiansPerSecond: Angle.radians(fromDegrees: 3), alongAccelerationMetresPerSecondSquared: 0.5,
      acrossAccelerationMetresPerSecondSquared: 12,
      modeOfFlight: ModeOfFlight(course: .turningRight, groundspeed: .increasing, vertical: .undetermined), ages: ages,
      levelAgeSeconds: 1, existenceProbability: 0.99, fusedWith: [])
    let neighbour = SensorConfiguration(id: .asterix(sac: 25, sic: 10), name: "Neighbour", type: .systemTracker)
    let picture = madePicture([track])
    let snapshot = madeSnapshot(picture, sensors: SensorBank(configurations: [neighbour]).sensors)
    let entry = try #require(picture.tracks.first)
    let detail = try members(
      json(TrackDetail(entry, in: snapshot, estimate: estimate, facts: AircraftFacts(), history: [])))
    let other = try #require((detail["otherSystems"] as? [[String: Any]])?.first)
    #expect(other["sensor"] as? String == "25/10" && other["name"] as? String == "Neighbour")
    #expect(other["trackNumber"] as? Int == 77 && other["isFused"] as? Bool == false)
    let shown = try #require(detail["estimate"] as? [String: Any])
    let ellipse = try #require(shown["ellipse"] as? [String: Double])
    // The course is 225°: 45° to both axes.
    #expect(
      ellipse == [
        "semiMajorMetres": 20, "semiMinorMetres": 10, "directionDeg": 90, "alongMetres": 16, "acrossMetres": 16,
      ])
    #expect(shown["turnRateDegPerSecond"] as? Double == 3 && shown["existence"] as? Double == 0.99)
    #expect(
      shown["mode"] as? [String: String] == [
        "course": "turning right", "groundspeed": "accelerating", "vertical": "level undetermined",
      ])
    #expect(shown["estimatedHeight"] as? [String: Double] == ["feet": 23_400, "sigmaFeet": 1_200])
    #expect((shown["models"] as? [[String: Any]])?.first?["name"] as? String == "right turn")
    #expect((shown["ages"] as? [[String: Any]])?.map { $0["ageSeconds"] as? Double } == [1.2])
  }

  @Test func saysWhatTroublesATrackAndWhichAlertsNameIt() throws {
    var track = madeTrack()
    track.mode3A = Mode3AReply(code: .communicationFailure)
    let picture = madePicture([track], times: 3)
    let entry = try #require(picture.tracks.first)
    let detail = try members(json(TrackDetail(entry, in: madeSnapshot(picture), facts: AircraftFacts(), history: [])))
    #expect((detail["emergency"] as? String)?.contains("radio failure") == true)
    #expect(detail["alerts"] as? [Int] == [1])
  }

  @Test func tellsWhatTheAddressSaysAndTheUsersDatabase() throws {
    let list = "# a list, 2026-11-20\n\n3c6d00-3c6dff DE\n"
    let rows = "icao24,r,t,desc\n3c6dd8,D-AIXA,A359,AIRBUS A-350-900\n"
    let facts = AircraftFacts(
      database: try AircraftDatabase(Array(rows.utf8).span),
      militaryBlocks: try MilitaryAddressBlocks(text: Array(list.utf8).span))
    let picture = madePicture([madeTrack()])
    let entry = try #require(picture.tracks.first)
    let detail = try members(json(TrackDetail(entry, in: madeSnapshot(picture), facts: facts, history: [])))
    let items = try #require(detail["items"] as? [[String: String]]).filter { $0["group"] == "Address" }
    #expect(
      items.map { "\($0["name"] ?? ""): \($0["value"] ?? "")" } == [
        "address of: Germany (DE)", "registration: D-AIXA", "type: A359 · AIRBUS A-350-900",
        "hint: address block used by armed forces (DE, list of 2026-11-20)",
      ])
  }

  @Test func tellsWhichReceiversHearTheAircraft() throws {
    var bank = SensorBank(configurations: [])
    var reports: [SensorReport] = []
    // DF11 of 3C6DD8 in the log's form.
    let announcement: [UInt8] = [0x5D, 0x3C, 0x6D, 0xD8]
    let message = ModeSCRC.sealed(try #require(ModeSFrame(announcement + [0, 0, 0])))
    for (feed, level) in [(1, 255), (2, 64)] as [(UInt16, UInt8)] {
      bank.ingest(
        LogEntry(
          sequence: 0, receiveTime: midnight, feed: FeedNumber(rawValue: feed), kind: .beast,
          payload: [0x32, 0, 0, 0, 0, 0, 0, level] + message.bytes), into: &reports)
    }
    let picture = madePicture([madeTrack()])
    let snapshot = madeSnapshot(picture, sensors: bank.sensors, receptions: bank.receptions)
    let entry = try #require(picture.tracks.first)
    let detail = try members(json(TrackDetail(entry, in: snapshot, facts: AircraftFacts(), history: [])))
    let items = try #require(detail["items"] as? [[String: String]]).filter { $0["group"] == "Heard by" }
    #expect(items.map { $0["name"] } == ["receiver 1", "receiver 2"])
    #expect(items.first?["value"]?.hasPrefix("0.0 dBFS") == true)
    #expect(items.last?["value"]?.hasPrefix("-12.0 dBFS") == true)
  }

  @Test func tellsWhatAnUnmannedAircraftClaimsOfItselfAndWhereItsOperatorIs() throws {
    var track = madeTrack()
    track.callsign = nil
    track.means = .remoteID
    track.contributions = [
      TrackContribution(sensor: SensorNumber(rawValue: 0), means: .remoteID, lastTime: midnight, reports: 9)
    ]
    var unmanned = UnmannedAircraft(transmitter: 0x60_60_1F_00_00_01)
    unmanned.identifier = UnmannedIdentifier(.serialNumber, text: "1581F4XFC229400A1B2C")
    unmanned.kind = .helicopterOrMultirotor
    unmanned.operatorIdentifier = ShortText("FIN87astrdge12k8")
    // 0.01° of latitude south of the aircraft: 1106 m on the ellipsoid there.
    unmanned.operatorPosition = UnmannedAircraft.OperatorPosition(
      latitudeRadians: Angle.radians(fromDegrees: 13.4715), longitudeRadians: Angle.radians(fromDegrees: -2.1836),
      kind: .live)
    unmanned.europeanCategory = .open
    unmanned.europeanClass = 2
    unmanned.status = .airborne
    unmanned.height = UnmannedAircraft.Height(metres: 42.5, reference: .takeOff)
    unmanned.selfDescription = ShortText("Survey <b>")
    unmanned.transmitterCount = 2
    unmanned.identifierChanges = 1
    track.aircraft.unmanned = unmanned
    let picture = madePicture([track])
    let detail = try members(
      json(
        TrackDetail(try #require(picture.tracks.first), in: madeSnapshot(picture), facts: AircraftFacts(), history: []))
    )
    let own = try #require(detail["unmanned"] as? [String: Any])
    #expect(own["identifier"] as? String == "1581F4XFC229400A1B2C")
    #expect(own["identifierType"] as? String == "serial number")
    #expect(own["trust"] as? String == "claimed by the aircraft itself, not authenticated")
    let place = try #require(own["operator"] as? [String: Any])
    #expect(abs((place["lat"] as? Double ?? 0) - 13.4715) < 1e-9 && abs((place["lon"] as? Double ?? 0) + 2.1836) < 1e-9)
    #expect(place["kind"] as? String == "live" && place["distanceMetres"] as? Double == 1106)
    let items = try #require(detail["items"] as? [[String: String]])
    let rows = items.filter { $0["group"] == "Unmanned aircraft" }.map { [$0["name"] ?? "", $0["value"] ?? ""] }
    #expect(
      rows == [
        ["identifier", "1581F4XFC229400A1B2C (serial number)"],
        ["trust", "claimed by the aircraft itself, not authenticated"], ["type", "helicopter or multirotor"],
        ["class", "open, class C2"], ["status", "airborne"], ["height", "42.5 m above take-off"],
        ["operator", "FIN87astrdge12k8"], ["operator position", "13.47150° -2.18360°, live"],
        ["operator to aircraft", "1106 m"], ["says of its flight", "Survey <b>"],
        ["transmitter", "60:60:1F:00:00:01"], ["transmitters with this identifier", "2"],
        ["identifier changed", "once"],
      ])
    let source = try #require((detail["sources"] as? [[String: Any]])?.first)
    #expect(source["technology"] as? String == "Remote ID")
    track.aircraft.unmanned = nil
    let bare = madePicture([track])
    let other = try members(
      json(TrackDetail(try #require(bare.tracks.first), in: madeSnapshot(bare), facts: AircraftFacts(), history: [])))
    #expect(other["unmanned"] == nil)
    #expect((other["items"] as? [[String: String]])?.contains { $0["group"] == "Unmanned aircraft" } == false)
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
