import Foundation
import TestSupport
import Testing

/// What an operator does takes effect in the picture.
@Suite(.serialized) struct OperatorTests {
  @Test(.enabled(if: TestData.isAvailable, "the shared test data is absent"))
  func pausesAndSpeedsUpAReplay() async throws {
    let folder = try ScratchFolder()
    let file = try PublicRecording.barcelona.beginning(datagrams: 3000, in: folder)
    let console = try await RunningConsole.start(
      ["replay", "--paused", file, "--sensors", PublicRecording.barcelona.sensorFile], in: folder)
    let picture = try await console.openPicture()
    #expect(try await picture.read { $0.status?.replay?.paused == true })
    #expect(picture.tracks.isEmpty)

    #expect(try await console.post("/api/v1/replay", #"{"speed":20,"paused":false}"#).status == 200)
    #expect(try await picture.read { $0.status?.replay.map { !$0.paused && $0.speed == 20 } == true })
    #expect(try await picture.read { $0.tracks.count > 20 })
    let moving = picture.timeNanoseconds
    #expect(try await picture.read { $0.timeNanoseconds > moving + 10_000_000_000 })

    #expect(try await console.post("/api/v1/replay", #"{"paused":true}"#).status == 200)
    #expect(try await picture.read { $0.status?.replay?.paused == true })
    try await picture.read(for: .milliseconds(500))
    let still = picture.timeNanoseconds
    try await picture.read(for: .milliseconds(1500))
    #expect(picture.timeNanoseconds == still)

    for body in [
      #"{"speed":0}"#, #"{"speed":"fast"}"#, #"{"speed":-1}"#, #"{"speed":1e9}"#, #"{"paused":"yes"}"#, "[]",
    ] {
      let refused = try await console.post("/api/v1/replay", body)
      #expect(refused.status == 400 && refused.errorSentence?.isEmpty == false, "\(body)")
    }
    #expect(try await console.post("/api/v1/replay", #"{"speed":"max","paused":false}"#).status == 200)
    #expect(try await picture.read { $0.status?.replay?.finished == true })
    let replay = try #require(picture.status?.replay)
    #expect(replay.isMaximum && replay.positionMs == replay.endMs)
  }

  @Test func turnsFlightLevelsIntoAltitudesBelowTheTransitionAltitude() async throws {
    let folder = try ScratchFolder()
    let console = try await RunningConsole.start(["demo", "--no-record", "--speed", "5"], in: folder)
    let picture = try await console.openPicture()
    func low(_ kind: UInt8) -> [TrackRecord] {
      picture.tracks.values.filter { $0.levelKind == kind && ($0.level ?? 1000) < 80 }
    }
    #expect(try await picture.read { _ in low(1).count >= 2 })
    #expect(picture.tracks.values.allSatisfy { $0.levelKind != 2 })
    #expect(picture.status?.settings.qnhHectopascals == nil)
    let track = try #require(low(1).first)

    let command = #"{"command":"setQNH","hectopascals":990,"transitionAltitudeFeet":10000}"#
    #expect(try await console.post("/api/v1/commands", command).status == 200)
    #expect(
      try await picture.read { $0.status?.settings.qnhHectopascals == 990 && $0.tracks[track.number]?.levelKind == 2 })
    #expect(picture.status?.settings.transitionAltitudeFeet == 10_000)
    let levels = picture.tracks.values.filter { $0.level != nil }
    #expect(levels.filter { $0.levelKind == 2 }.allSatisfy { ($0.level ?? 0) <= 100 })
    #expect(levels.filter { $0.levelKind == 1 }.allSatisfy { ($0.level ?? 0) > 95 })
    // 23 hPa under the standard pressure is some 600 ft less.
    let altitude = try #require(picture.tracks[track.number]?.level)
    let flightLevel = try #require(track.level)
    #expect((4...12).contains(flightLevel - altitude), "\(flightLevel) \(altitude)")
    struct Detail: Decodable {
      struct Level: Decodable { var text: String }
      var level: Level?
    }
    let detail = try await console.get("/api/v1/tracks/\(track.number)").decoded(Detail.self)
    #expect(detail.level?.text.hasPrefix("A0") == true && detail.level?.text.count == 4)

    for hectopascals in [849.9, 1100.1] {
      let refused = try await console.post(
        "/api/v1/commands", #"{"command":"setQNH","hectopascals":\#(hectopascals)}"#)
      #expect(refused.status == 409)
      #expect(refused.errorSentence?.contains("between 850 and 1100 hPa") == true)
    }
    #expect(try await console.post("/api/v1/commands", #"{"command":"setQNH","hectopascals":null}"#).status == 200)
    #expect(
      try await picture.read { $0.status?.settings.qnhHectopascals == nil && $0.tracks[track.number]?.levelKind == 1 })
    #expect(picture.tracks.values.allSatisfy { $0.levelKind != 2 })
  }

  @Test func acknowledgesAnAlertForEveryReader() async throws {
    let folder = try ScratchFolder()
    let console = try await RunningConsole.start(["demo", "--no-record", "--speed", "40"], in: folder)
    let one = try await console.openPicture()
    let other = try await console.openPicture()
    #expect(try await one.read { !$0.alerts.isEmpty })
    let alert = try #require(one.alerts.first)
    #expect(alert.acknowledgedMs == nil)
    let command = #"{"command":"acknowledge","alert":\#(alert.id)}"#
    #expect(try await console.post("/api/v1/commands", command).status == 200)
    for picture in [one, other] {
      #expect(try await picture.read { $0.alerts.contains { $0.id == alert.id && $0.acknowledgedMs != nil } })
      let row = try #require(picture.alerts.first { $0.id == alert.id })
      #expect(row.acknowledgedBy?.isEmpty == false)
    }
    // Twice is once.
    let row = try #require(one.alerts.first { $0.id == alert.id })
    #expect(try await console.post("/api/v1/commands", command).status == 200)
    try await one.read(for: .seconds(1))
    #expect(one.alerts.allSatisfy { $0.id != alert.id || $0.acknowledgedMs == row.acknowledgedMs })
  }
}
