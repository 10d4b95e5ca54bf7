import Foundation
import TestSupport
import Testing

/// `vigie track` and `vigie evaluate` from outside.
@Suite(.serialized) struct TrackQualityTests {
  private static let golden = TestData.packageFolder.appendingPathComponent("Tests/EvaluationTests/Golden").path
  private static let header =
    "t,late,sid,kind,range_m,az_deg,el_deg,alt_ft,m3a,icao,lat,lon,gs_kt,trk_deg,vr_fpm,nacp\n"
  private static let sensors = """
    {"t0": 100, "t1": 130, "eval_dt": 5, "sensors": [
      {"id": "R", "type": "radar", "lat": 46, "lon": 6, "alt_m": 100, "scan_s": 4, "ssr": "S", "psr": false,
       "sig_psr": [70, 0.15], "sig_ssr": [30, 0.08]}]}
    """

  /// An aircraft flying north-east at about 200 m/s, seen every four seconds with a Mode S address.
  private static func plots(extra: [String] = []) -> String {
    let lines = (0..<8).map { scan in
      let range = 60_000 + 800 * scan
      return "\(101 + 4 * scan).0,,R,mds,\(range),45.000,,30000,1234,4B1234,,,,,,"
    }
    return header + (lines + extra).joined(separator: "\n") + "\n"
  }

  @Test func printsTheReferenceScorersText() async throws {
    let folder = try ScratchFolder()
    let outcome = try await Program.run(
      ["evaluate", "--truth", Self.golden, "--tracks", Self.golden + "/tracks.jsonl"], in: folder)
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(try outcome.output == String(contentsOfFile: Self.golden + "/score.txt", encoding: .utf8))
  }

  @Test func printsTheReferenceScorersMembersAsJSON() async throws {
    let folder = try ScratchFolder()
    let outcome = try await Program.run(
      [
        "evaluate", "--truth", Self.golden + "/truth.csv", "--tracks", Self.golden + "/tracks.jsonl", "--format",
        "json",
      ],
      in: folder)
    func names(_ text: String) -> [Substring] {
      text.split(separator: "\n").map { $0.prefix { $0 != ":" } }
    }
    #expect(try names(outcome.output) == names(String(contentsOfFile: Self.golden + "/score.json", encoding: .utf8)))
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(object?["id_switches"] as? Int == 6)
  }

  @Test func writesAPageThatLoadsNothing() async throws {
    let folder = try ScratchFolder()
    let tracks = try folder.write(
      String(contentsOfFile: Self.golden + "/tracks.jsonl", encoding: .utf8)
        .replacingOccurrences(of: "\"duplicate\"", with: "\"<script>alert(1)</script>\""), to: "tracks.jsonl")
    let outcome = try await Program.run(
      ["evaluate", "--truth", Self.golden, "--tracks", tracks, "--html", "page.html"], in: folder)
    #expect(outcome.status == 0)
    let page = try String(contentsOf: folder.file("page.html"), encoding: .utf8)
    #expect(page.contains("1441") && page.contains("nees_over_dof") && page.contains("<svg"))
    #expect(page.contains("false track &lt;script&gt;"))
    for forbidden in ["<script", "http", "@import", "url(", " src="] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
  }

  @Test func tracksPlotsInOrderOfArrivalAtTheScoringTimes() async throws {
    let folder = try ScratchFolder()
    let outcome = try await track(Self.plots(), in: folder)
    #expect(outcome.status == 0)
    let lines = outcome.outputLines
    let times = try lines.map { try #require(jsonObject($0)["t"] as? Double) }
    #expect(times == times.sorted() && times.last == 130)
    #expect(times.allSatisfy { $0.truncatingRemainder(dividingBy: 5) == 0 })
    let last = try jsonObject(try #require(lines.last))
    let speed = hypot(try #require(last["vn"] as? Double), try #require(last["ve"] as? Double))
    #expect(abs(speed - 200) < 20 && last["means"] as? Int == 4)
    #expect(try #require(last["sig_m"] as? Double) > 0)
    #expect(outcome.errors.contains("8 plots") && outcome.errors.contains("times real time"))
  }

  /// What comes after a scoring time must not change what was written for it.
  @Test func laterPlotsNeverChangeEarlierRecords() async throws {
    let folder = try ScratchFolder()
    let whole = try await track(Self.plots(), in: folder).outputLines
    let cut = Self.plots().split(separator: "\n").prefix(6).joined(separator: "\n") + "\n"
    // The sixth line is a plot of 117 s.
    let early = try await track(cut, in: folder).outputLines
    func upTo115(_ lines: [Substring]) throws -> [Substring] {
      try lines.filter { try #require(jsonObject($0)["t"] as? Double) <= 115 }
    }
    #expect(try upTo115(whole) == upTo115(early))
    #expect(try !upTo115(whole).isEmpty && whole != early)
  }

  @Test func namesBadLinesCountsThemAndGoesOn() async throws {
    let folder = try ScratchFolder()
    let bad = ["102,,R,xyz,1,1,,,,,,,,,,", "102,,Q,psr,1,1,,,,,,,,,,", "102,,R,psr,far,1,,,,,,,,,,", "102,,R"]
    let outcome = try await track(Self.plots(extra: bad), in: folder)
    #expect(outcome.status == 1)
    for part in [
      "line 10, column kind: expected psr, ssr, cmb, mds, cms, p3d or ads, found 'xyz'",
      "line 11, column sid: expected a sensor of sensors.json, found 'Q'", "line 12, column range_m: expected a number",
      "line 13, column all: expected 16, found '3 fields'", "bad line 4",
    ] { #expect(outcome.errors.contains(part), "\(part)") }
    #expect(try await track(Self.plots(), in: folder).output == outcome.output)
  }

  static let refusals: [(arguments: [String], status: Int32, text: String)] = [
    (["evaluate", "--truth", "nowhere", "--tracks", "x"], 1, "there is no such file or folder"),
    (["evaluate", "--truth", golden, "--tracks", "nowhere"], 1, "there is no such file"),
    (["evaluate", "--truth", golden, "--tracks", golden], 1, "it is a folder: name a file"),
    (["evaluate", "--truth", golden, "--tracks", golden + "/make.py"], 1, "holds no track record at all"),
    (["evaluate", "--truth", golden, "--tracks", "x", "--cutoff", "0"], 2, "--cutoff takes metres"),
    (["evaluate", "--truth", golden + "/tracks.jsonl", "--tracks", "x"], 1, "lacks the column"),
    (["track", "--sensors", golden + "/truth.csv", "--plots", "x", "--out", "-"], 1, "is no description of sensors"),
    (
      ["track", "--sensors", golden + "/sensors.json", "--plots", golden + "/truth.csv", "--out", "-"], 1,
      "lacks the column"
    ),
  ]

  @Test(arguments: refusals) func saysWhatIsWrong(arguments: [String], status: Int32, text: String) async throws {
    let outcome = try await Program.run(arguments, in: try ScratchFolder())
    #expect(outcome.status == status && outcome.errors.contains(text) && outcome.output.isEmpty)
  }

  @Test(.enabled(if: TestData.isAvailable, "the shared test data is absent"))
  func followsTwelveManoeuvringTargetsOfTheBenchmark() async throws {
    let folder = try ScratchFolder()
    let scenario = try #require(TestData.url("tracking/S3_4s")).path
    let tracked = try await Program.run(
      [
        "track", "--sensors", scenario + "/sensors.json", "--plots", scenario + "/plots.csv.gz", "--out",
        "tracks.jsonl",
      ], in: folder)
    #expect(tracked.status == 0 && tracked.errors.contains("1430 plots"))
    let outcome = try await Program.run(
      ["evaluate", "--truth", scenario, "--tracks", "tracks.jsonl", "--format", "json"], in: folder)
    let score = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(score["never_tracked"] as? Int == 0)
    #expect(try #require(score["gospa_per_target"] as? Double) < gospaMax)
  }

  /// GOSPA per target that is held on S3_4s, metres; only ever tightened.
  private let gospaMax = 215.0

  private func track(_ plots: String, in folder: ScratchFolder) async throws -> Outcome {
    let sensors = try folder.write(Self.sensors, to: "sensors.json")
    let file = try folder.write(plots, to: "plots.csv")
    return try await Program.run(["track", "--sensors", sensors, "--plots", file, "--out", "-"], in: folder)
  }
}
