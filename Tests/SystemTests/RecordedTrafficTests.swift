import Foundation
import TestSupport
import Testing

/// What `vigie replay --headless --tracks` makes of real traffic.
@Suite(.serialized, .enabled(if: TestData.isAvailable, "the shared test data is absent"))
struct RecordedTrafficTests {
  @Test func tracksAnHourOfARadarAndNeverItsSiteMonitor() async throws {
    let folder = try ScratchFolder()
    let recording = PublicRecording.barcelona
    let outcome = try await Program.run(
      [
        "replay", "--headless", "--digest", "--tracks", "tracks.jsonl", recording.path, "--sensors",
        recording.sensorFile,
      ],
      in: folder, limit: .seconds(150))
    #expect(outcome.status == 0 && !outcome.ranOutOfTime)
    let summary = try #require(outcome.errorLines.last)
    #expect(summary.contains("entries 44086, sensors 1"))
    #expect(summary.hasSuffix("site monitors 1"))

    let lines = try TrackLine.read(folder.file("tracks.jsonl"))
    let tracks = Dictionary(grouping: lines, by: \.track)
    let confirmed = tracks.values.filter { $0.contains { $0.status == "confirmed" } }
    #expect((150...350).contains(confirmed.count))
    // The radar's fixed transponder answers 7777 from one place the whole hour.
    let monitors = tracks.values.filter { $0.contains { $0.mode3A == "7777" } }
    for monitor in monitors { #expect(monitor.allSatisfy { ["tentative", "ended"].contains($0.status) }) }
    // Most aircraft say who they are, and keep their track.
    let callsigns = confirmed.map { Set($0.compactMap(\.callsign)) }
    #expect(callsigns.filter { $0.count == 1 }.count > confirmed.count * 8 / 10)
    #expect(lines.allSatisfy { $0.page == nil && $0.external == nil })
  }

  @Test func showsSystemTracksAsTheirTrackerSentThem() async throws {
    let folder = try ScratchFolder()
    let recording = PublicRecording.systemTracks
    let file = try recording.beginning(datagrams: 1500, in: folder)
    let outcome = try await Program.run(
      ["replay", "--headless", "--tracks", "-", file, "--sensors", recording.sensorFile], in: folder)
    #expect(outcome.status == 0)
    let lines = try outcome.outputLines.map { try TrackLine($0) }
    let living = lines.filter { $0.status != "ended" }
    #expect(Set(living.map(\.track)).count > 20)
    #expect(living.allSatisfy { $0.external == true })
  }

  @Test func keepsARadarOfUnknownPositionOffTheMap() async throws {
    let folder = try ScratchFolder()
    let file = try PublicRecording.barcelona.beginning(datagrams: 700, in: folder)
    let lost = try await Program.run(["replay", "--headless", "--tracks", "tracks.jsonl", file], in: folder)
    #expect(lost.status == 0)
    #expect(lost.errorLines.first?.hasPrefix("vigie: POSITION UNKNOWN: 20/129: ") == true)
    let lines = try TrackLine.read(folder.file("tracks.jsonl"))
    #expect(lines.contains { $0.status == "confirmed" })
    #expect(lines.filter { $0.status != "ended" }.allSatisfy { $0.page == 1 })

    // What is printed for editing is a sensor file already, and with a position in it the radar is on the map.
    let template = lost.errorLines.filter { !$0.hasPrefix("vigie: ") }.joined(separator: "\n") + "\n"
    #expect(template.contains("sac: 20") && template.contains("sic: 129") && template.contains("CAT048 700 records"))
    let unedited = try folder.write(template, to: "unedited.yaml")
    let still = try await Program.run(["replay", "--headless", file, "--sensors", unedited], in: folder)
    #expect(still.status == 0 && still.errors.contains("POSITION UNKNOWN: 20/129"))
    let edited = try folder.write(fillingIn(template), to: "edited.yaml")
    let placed = try await Program.run(
      ["replay", "--headless", "--tracks", "placed.jsonl", file, "--sensors", edited], in: folder)
    #expect(placed.status == 0 && !placed.errors.contains("POSITION UNKNOWN"))
    let onMap = try TrackLine.read(folder.file("placed.jsonl"))
    #expect(onMap.contains { $0.status == "confirmed" })
    #expect(onMap.allSatisfy { $0.page == nil })
  }

  /// Takes the marks of a comment from the lines that hold the position.
  private func fillingIn(_ template: String) -> String {
    template.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let isPosition = ["# position:", "#   latitude:", "#   longitude:"].contains { line.contains($0) }
      guard isPosition, let mark = line.firstIndex(of: "#") else { return String(line) }
      return String(line[..<mark] + line[mark...].dropFirst(2))
    }
    .joined(separator: "\n")
  }
}

/// One line of `--tracks`, as docs/formats/track-lines.md says; what the tests look at.
private struct TrackLine: Decodable {
  var t: Double
  var track: Int
  var status: String
  var page: Int?
  var lat: Double?
  var lon: Double?
  var callsign: String?
  var mode3A: String?
  var external: Bool?

  enum CodingKeys: String, CodingKey {
    case t, track, status, page, lat, lon, callsign, external
    case mode3A = "mode_3a"
  }

  init(_ line: some StringProtocol) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(line.utf8))
    guard ["tentative", "confirmed", "coasting", "ended"].contains(status) else {
      throw TestFailure("status \(status)")
    }
    guard status == "ended" || lat.map(abs) ?? 100 <= 90 && lon.map(abs) ?? 200 <= 180 else {
      throw TestFailure("no position: \(line)")
    }
  }

  static func read(_ file: URL) throws -> [TrackLine] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { try TrackLine($0) }
  }
}
