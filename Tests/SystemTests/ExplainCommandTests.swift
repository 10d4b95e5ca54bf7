import Foundation
import TestSupport
import Testing

/// `--explain` and `--track-quality` from outside.
@Suite(.serialized) struct ExplainCommandTests {
  private static let sensors = """
    {"t0": 100, "t1": 200, "eval_dt": 5, "sensors": [
      {"id": "R", "type": "radar", "lat": 46, "lon": 6, "alt_m": 100, "scan_s": 4, "ssr": "S", "psr": false,
       "sig_psr": [70, 0.15], "sig_ssr": [30, 0.08]}]}
    """

  /// An aircraft flying north-east, seen every four seconds, and once another plot beside it.
  private static var plots: String {
    let header = "t,late,sid,kind,range_m,az_deg,el_deg,alt_ft,m3a,icao,lat,lon,gs_kt,trk_deg,vr_fpm,nacp\n"
    var lines = (0..<8).map { scan in
      "\(101 + 4 * scan).0,,R,mds,\(60_000 + 800 * scan),45.000,,30000,1234,4B1234,,,,,,"
    }
    lines.insert("125.1,,R,mds,65000,45.000,,30000,4321,4B9999,,,,,,", at: 7)
    return header + lines.joined(separator: "\n") + "\n"
  }

  private func track(_ arguments: [String], in folder: ScratchFolder) async throws -> Outcome {
    let sensors = try folder.write(Self.sensors, to: "sensors.json")
    let plots = try folder.write(Self.plots, to: "plots.csv")
    return try await Program.run(
      ["track", "--sensors", sensors, "--plots", plots, "--out", "tracks.jsonl"] + arguments, in: folder)
  }

  @Test func tellsATracksLifeInText() async throws {
    let outcome = try await track(["--explain", "1"], in: ScratchFolder())
    #expect(outcome.status == 0)
    for part in [
      "track 1  begins with a plot of sensor R", "confirmed: its plots weigh", "taken: the same Mode S address",
      "another Mode S address; started track 2", "coasts:", "ends: no plot for", "standard deviation",
    ] { #expect(outcome.output.contains(part), "\(part)") }
  }

  @Test func takesTheScansOfATimeOnly() async throws {
    let folder = try ScratchFolder()
    let whole = try await track(["--explain", "1"], in: folder).output
    let part = try await track(["--explain", "1@00:01:50-00:02:00"], in: folder).output
    #expect(!part.isEmpty && part.count < whole.count && whole.contains(part.prefix(200)))
    #expect(part.hasPrefix("00:01:5"))
  }

  @Test func writesJSONLinesThatAreObjects() async throws {
    let folder = try ScratchFolder()
    let outcome = try await track(["--explain", "1", "--explain-json", "why.jsonl"], in: folder)
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    let lines = try String(contentsOf: folder.file("why.jsonl"), encoding: .utf8).split(separator: "\n")
    let objects = try lines.map { try jsonObject($0) }
    let plots = objects.flatMap { $0["plots"] as? [[String: Any]] ?? [] }
    #expect(objects.contains { $0["change"] as? String == "confirmed" })
    #expect(plots.contains { $0["taken"] as? Bool == true && $0["reason"] as? String == "sameAddress" })
    #expect(plots.contains { $0["reason"] as? String == "anotherAddress" && $0["other_track"] as? Int == 2 })
  }

  static let refusals: [(arguments: [String], status: Int32, text: String)] = [
    (["--explain", "99"], 1, "there never was a track 99"),
    (["--explain", "1@05:00"], 1, "it was there from 00:01:41"),
    (["--explain", "first"], 64, "first"),
    (["--explain-json", "x"], 64, "needs --explain"),
    (["--explain", "1", "--out", "-"], 64, "standard output"),
  ]

  @Test(arguments: refusals)
  func saysWhatCannotBeExplained(arguments: [String], status: Int32, text: String) async throws {
    let outcome = try await track(arguments, in: ScratchFolder())
    #expect(outcome.status == status || (status == 64 && outcome.status == 2))
    #expect(outcome.errors.contains(text))
  }

  @Test(.enabled(if: TestData.isAvailable, "the shared test data is absent"))
  func judgesARecordedHourWithoutTruth() async throws {
    let recording = try #require(TestData.url("asterix/230502-est-080001_BCN_60MN_08_09.ast")).path
    let outcome = try await Program.run(
      ["replay", recording, "--headless", "--track-quality", "--json"], in: ScratchFolder())
    #expect(outcome.status == 0)
    let report = try jsonObject(try #require(outcome.outputLines.last))
    let sensor = try #require((report["sensors"] as? [[String: Any]])?.first)
    #expect(try #require(sensor["plots"] as? Int) > 40_000)
    #expect(try #require(sensor["detection_probability"] as? Double) > 0.9)
    let addresses = try #require(report["addresses"] as? Int)
    let held = try #require(report["addresses_continuous"] as? Int)
    let returned = try #require(report["addresses_returned"] as? Int)
    let broken = try #require(report["addresses_broken"] as? [[String: Any]])
    #expect(addresses > 150 && held + returned + broken.count == addresses)
    #expect(broken.count <= 9 && held >= 142)
  }
}
