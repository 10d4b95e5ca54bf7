import Foundation
import TestSupport
import Testing

/// The picture stream, read as docs/formats/picture-stream.md asks of a reader.
@Suite(.serialized) struct PictureStreamTests {
  @Test func showsAnExerciseInWhichTracksMove() async throws {
    let folder = try ScratchFolder()
    let console = try await RunningConsole.start(["demo", "--no-record", "--speed", "5"], in: folder)
    let picture = try await console.openPicture()
    #expect(try await picture.read { $0.tracks.values.filter { !$0.isTentative }.count >= 20 && !$0.sensors.isEmpty })
    let status = try #require(picture.status)
    #expect(status.mode == "EXERCISE")
    #expect(status.fictional?.contains("fictional") == true)
    #expect(picture.sensors.count == 6)

    let before = picture.tracks
    let time = picture.timeNanoseconds
    #expect(try await picture.read { $0.timeNanoseconds > time + 20_000_000_000 })
    let speeds = before.values.compactMap { old in
      picture.tracks[old.number].flatMap { speedKnots(from: old, to: $0, seconds: 20) }
    }
    #expect(speeds.filter { (80...700).contains($0) }.count >= 15, "\(speeds)")
    #expect(picture.tracks.values.allSatisfy { $0.isExercise && $0.page == 0 })
    #expect(picture.callsigns.contains("XHA421"))
    #expect(picture.tracks.values.contains { $0.levelKind == 1 && $0.level == 350 })
    #expect(picture.deltas > 0)
    #expect(picture.missedPictures == 0)
  }

  @Test(.enabled(if: TestData.isAvailable, "the shared test data is absent"))
  func beatsWhileNothingMoves() async throws {
    let folder = try ScratchFolder()
    let file = try PublicRecording.barcelona.beginning(datagrams: 100, in: folder)
    let console = try await RunningConsole.start(
      ["replay", "--paused", file, "--sensors", PublicRecording.barcelona.sensorFile], in: folder)
    let picture = try await console.openPicture()
    #expect(try await picture.read { $0.status != nil && $0.snapshots == 1 })
    #expect(picture.status?.mode == "REPLAY")
    #expect(picture.status?.replay?.paused == true)
    let messages = picture.messages
    let began = ContinuousClock.now
    try await picture.read(for: .seconds(4))
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    // Counted, not timed: what a busy machine holds up still arrives.
    #expect(Double(picture.messages - messages) >= (seconds / 1.5).rounded(.down))
  }

  @Test func letsNoReaderSlowAnother() async throws {
    let folder = try ScratchFolder()
    let console = try await RunningConsole.start(["demo", "--no-record", "--aircraft", "300"], in: folder)
    var deaf: [HTTPExchange] = []
    for _ in 0..<3 {
      deaf.append(
        try await HTTPExchange("GET", "/api/v1/picture/stream", port: console.port, receiveBufferBytes: 2048))
    }
    let picture = try await console.openPicture()
    #expect(try await picture.read { $0.tracks.count >= 200 })
    for _ in 0..<3 {
      let time = picture.timeNanoseconds
      let deltas = picture.deltas
      #expect(try await picture.read { $0.timeNanoseconds >= time + 1_000_000_000 && $0.deltas > deltas })
    }
    #expect(picture.missedPictures == 0)
    // Who has slept reads on where the picture is now.
    for exchange in deaf {
      _ = try await exchange.head()
      #expect(try await exchange.nextPiece()?.isEmpty == false)
    }
  }

  @Test(.enabled(if: TestData.isAvailable, "the shared test data is absent"))
  func showsRadarsOfUnknownPositionOnPagesOfTheirOwn() async throws {
    let folder = try ScratchFolder()
    let file = try PublicRecording.barcelona.beginning(datagrams: 400, in: folder)
    let console = try await RunningConsole.start(["replay", "--speed", "max", file], in: folder)
    let picture = try await console.openPicture()
    #expect(try await picture.read { $0.status?.replay?.finished == true && !$0.tracks.isEmpty && !$0.sensors.isEmpty })
    let page = try #require(picture.status?.pages.first)
    #expect(page.page == 1 && page.sensor == "20/129" && page.reason == "POSITION UNKNOWN")
    #expect(picture.tracks.values.allSatisfy { $0.page == 1 })
    // Offsets around 0°N 0°E, where the radar stands on its page.
    #expect(picture.tracks.values.allSatisfy { abs($0.latitudeDegrees) < 4.5 && abs($0.longitudeDegrees) < 4.5 })
    let sensor = try #require(picture.sensors.first { $0.id == "20/129" })
    #expect(sensor.position == nil && sensor.notes.contains { $0.contains("POSITION UNKNOWN") })
  }

  /// Knots that lead from one position to the other.
  private func speedKnots(from old: TrackRecord, to new: TrackRecord, seconds: Double) -> Double? {
    guard old.latitudeDegrees.isFinite, new.latitudeDegrees.isFinite else { return nil }
    let north = (new.latitudeDegrees - old.latitudeDegrees) * 60
    let east = (new.longitudeDegrees - old.longitudeDegrees) * 60 * cos(new.latitudeDegrees * .pi / 180)
    return (north * north + east * east).squareRoot() / seconds * 3600
  }
}
