import Foundation
import TestSupport
import Testing

/// Tracks are a function of the plots alone: the same bits in every process, on one core or several, whatever the
/// processor can do, and in every build: the digest beside the scenario was written by a release build.
struct TrackDigestTests {
  private static let golden = TestData.packageFolder.appendingPathComponent("Tests/SystemTests/Golden")

  @Test func tracksTheSmallScenarioToTheSameBitsEverywhere() async throws {
    let folder = try ScratchFolder()
    let plots = Self.golden.appendingPathComponent("plots.csv").path
    let first = try await track(plots, in: folder)
    #expect(first.records > 100)
    #expect(try await track(plots, in: folder) == first)
    #expect(
      try await track(
        plots, in: folder, environment: ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2_Usable,-AVX2"]) == first)
    if let taskset = ["/usr/bin/taskset", "/bin/taskset"].first(where: FileManager.default.isExecutableFile(atPath:)) {
      #expect(try await track(plots, in: folder, prefix: [taskset, "-c", "0"]) == first)
    }
    let recorded = try String(contentsOf: Self.golden.appendingPathComponent("digest.txt"), encoding: .utf8)
    #expect(
      first.digest == recorded.trimmingCharacters(in: .whitespacesAndNewlines),
      "a tracker changed on purpose: run Benchmarks/determinism.py --write with a release build")
  }

  @Test func digestDiffersWhereOnePlotDiffers() async throws {
    let folder = try ScratchFolder()
    let text = try String(contentsOf: Self.golden.appendingPathComponent("plots.csv"), encoding: .utf8)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let whole = try await track(folder.write(text, to: "plots.csv"), in: folder)
    let ours = try #require(lines.lastIndex { $0.contains(",M1,cms,") })
    lines.remove(at: ours)
    let less = try await track(folder.write(lines.joined(separator: "\n"), to: "less.csv"), in: folder)
    #expect(less.digest != whole.digest)
  }

  /// What a run gave.
  private struct Tracks: Equatable {
    var digest: String
    var lines: String
    var records: Int { lines.count { $0 == "\n" } }
  }

  private func track(
    _ plots: String, in folder: ScratchFolder, prefix: [String] = [], environment: [String: String] = [:]
  ) async throws -> Tracks {
    let command = [
      "track", "--digest", "--sensors", Self.golden.appendingPathComponent("sensors.json").path, "--plots", plots,
      "--out", folder.file("tracks.jsonl").path,
    ]
    let outcome = try await Program.run(command, in: folder, prefix: prefix, environment: environment)
    guard outcome.status == 0, let digest = outcome.digest, digest.count == 16 else {
      throw TestFailure("no digest but \(outcome)")
    }
    return Tracks(digest: digest, lines: try String(contentsOf: folder.file("tracks.jsonl"), encoding: .utf8))
  }
}
