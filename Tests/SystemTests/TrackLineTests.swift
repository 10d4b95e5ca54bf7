import Foundation
import TestSupport
import Testing

/// The lines of docs/formats/track-lines.md out of a recording.
@Suite(.serialized, .enabled(if: TestData.isAvailable, "the shared test data is absent"))
struct TrackLineTests {
  private func replay(
    _ options: [String], in folder: ScratchFolder? = nil
  ) async throws -> (outcome: Outcome, lines: [[String: Any]]) {
    let folder = try folder ?? ScratchFolder()
    let file = try PublicRecording.barcelona.beginning(datagrams: 1200, in: folder)
    let outcome = try await Program.run(
      ["replay", "--headless", file, "--sensors", PublicRecording.barcelona.sensorFile, "--tracks", "-"] + options,
      in: folder)
    let lines = try outcome.outputLines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    return (outcome, lines)
  }

  @Test func writesEveryTrackAtAFixedPeriod() async throws {
    let (outcome, lines) = try await replay(["--track-period", "4"])
    #expect(outcome.status == 0)
    var seen: Set<String> = []
    var records = 0
    for line in lines where line["status"] as? String != "ended" {
      let time = try #require(line["t"] as? Double)
      #expect(time.truncatingRemainder(dividingBy: 4) == 0)
      #expect(seen.insert("\(time) \(line["track"] ?? "")").inserted)
      records += 1
    }
    #expect(records > 50)
  }

  @Test func thePeriodOfTheLinesDoesNotTouchThePicture() async throws {
    // The file's name is part of the log.
    let folder = try ScratchFolder()
    let changes = try await replay(["--digest"], in: folder).outcome
    let periodic = try await replay(["--digest", "--track-period", "0.5"], in: folder).outcome
    func digest(_ outcome: Outcome) -> Substring? { outcome.errorLines.first { $0.contains("digest ") } }
    #expect(digest(changes) != nil && digest(changes) == digest(periodic))
  }

  @Test func saysAllThatIsKnownOfATrackWhereAsked() async throws {
    let lines = try await replay(["--track-period", "4", "--track-details"]).lines
    let confirmed = lines.filter { $0["status"] as? String == "confirmed" }
    #expect(confirmed.count > 20)
    for line in confirmed {
      let covariance = try #require(line["cov"] as? [Double])
      let sigma = try #require(line["sigma_m"] as? Double)
      #expect(covariance.count == 3 && abs(((covariance[0] + covariance[2]) / 2).squareRoot() - sigma) < 0.1)
      #expect((0...1).contains(try #require(line["exist"] as? Double)))
      #expect((line["ages"] as? [String: Any])?.isEmpty == false)
      #expect((line["mode"] as? [String: Any])?.count == 3)
    }
  }
}
