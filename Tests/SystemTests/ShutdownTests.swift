import Foundation
import Testing

/// A signal ends the program in good order, and nothing that came in is lost.
@Suite(.serialized) struct ShutdownTests {
  @Test(arguments: [SIGTERM, SIGINT])
  func endsWithinFiveSecondsAndSealsItsRecording(signal: Int32) async throws {
    let folder = try ScratchFolder()
    let console = try await RunningConsole.start(["demo", "--record", "kept", "--speed", "20"], in: folder)
    let picture = try await console.openPicture()
    let deaf = try await HTTPExchange("GET", "/api/v1/picture/stream", port: console.port, receiveBufferBytes: 2048)
    #expect(try await picture.read { $0.tracks.count > 20 && $0.status?.recording?.state == "on" })
    #expect(try await console.post("/api/v1/commands", #"{"command":"setQNH","hectopascals":1005}"#).status == 200)

    let asked = ContinuousClock.now
    console.program.send(signal)
    #expect(try await console.program.waitForEnd(within: .seconds(15)))
    _ = try await wait(within: .seconds(5)) { console.program.endedAt != nil }
    let ended = try #require(console.program.endedAt)
    #expect(ended - asked <= .seconds(5))
    let outcome = try console.program.outcome()
    #expect(outcome.status == 0 && !outcome.diedOfSignal, "\(outcome)")
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    // A reader sees the end of the stream.
    try? await picture.readToEnd()
    _ = deaf

    let replay = ["replay", "--headless", "--digest", "--tracks", "tracks.jsonl", "kept"]
    let first = try await Program.run(replay, in: folder)
    let second = try await Program.run(replay, in: folder)
    for replayed in [first, second] {
      #expect(replayed.status == 0, "\(replayed.errors)")
      #expect(replayed.digest != nil && replayed.digest == first.digest)
      #expect(replayed.errorLines.count == 1, "\(replayed.errors)")
    }
    // The tracks that were on the screen are in the recording, by their numbers.
    let lines = try String(contentsOf: folder.file("tracks.jsonl"), encoding: .utf8)
    let recorded = Set(try lines.split(separator: "\n").compactMap { try jsonObject($0)["track"] as? Int })
    #expect(picture.tracks.keys.allSatisfy { recorded.contains(Int($0)) })
  }

  @Test func recordsIntoANewFolderOfItsOwnByDefault() async throws {
    let folder = try ScratchFolder()
    let console = try await RunningConsole.start(["demo"], in: folder)
    #expect(try await console.get("/").status == 200)
    console.program.terminate()
    #expect(try await console.program.waitForEnd(within: .seconds(10)))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("recordings").path)
    let name = try #require(names.first)
    #expect(names.count == 1 && name.hasPrefix("demo-"))
    let outcome = try await Program.run(["replay", "--headless", "--digest", "recordings/\(name)"], in: folder)
    #expect(outcome.status == 0 && outcome.digest != nil)
  }
}
