import Foundation
import TestSupport
import Testing

/// The picture is a function of the recording alone: its digest is the same in every process, on every processor, with one
/// core or several, and out of the program's own recording.
@Suite(.serialized, .enabled(if: TestData.isAvailable, "the shared test data is absent"))
struct DigestTests {
  /// So many datagrams of each are enough for tracks to begin, cross, coast and end.
  private static let datagrams: [PublicRecording: Int] = [.barcelona: 1200, .capture: 2000, .systemTracks: 1000]

  @Test(arguments: PublicRecording.allCases)
  func isTheSameInEveryProcessAndOnEveryMachine(recording: PublicRecording) async throws {
    let folder = try ScratchFolder()
    let file = try recording.beginning(datagrams: Self.datagrams[recording] ?? 1000, in: folder)
    let command = ["replay", "--headless", "--digest", file, "--sensors", recording.sensorFile]
    let first = try await digest(command, in: folder)
    // The seeds of hash values are another in each process.
    #expect(try await digest(command, in: folder) == first)
    // glibc chooses its elementary functions by what the processor can do.
    #expect(
      try await digest(
        command, in: folder, environment: ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2_Usable,-AVX2"]) == first)
    if let taskset = Self.taskset {
      #expect(try await digest(command, in: folder, prefix: [taskset, "-c", "0"]) == first)
    }
    #expect(try await digest(command + ["--record", "kept"], in: folder) == first)
    #expect(try await digest(["replay", "--headless", "--digest", "kept"], in: folder) == first)
  }

  @Test func differsWhereTheRecordingDiffers() async throws {
    let folder = try ScratchFolder()
    var digests: [String] = []
    for datagrams in [400, 401] {
      let file = try PublicRecording.barcelona.beginning(datagrams: datagrams, in: folder)
      let command = ["replay", "--headless", "--digest", file, "--sensors", PublicRecording.barcelona.sensorFile]
      digests.append(try await digest(command, in: folder))
    }
    #expect(digests[0] != digests[1])
  }

  @Test func isTheSameAfterAReplayInTheConsole() async throws {
    let folder = try ScratchFolder()
    let file = try PublicRecording.barcelona.beginning(datagrams: 700, in: folder)
    let arguments = [file, "--sensors", PublicRecording.barcelona.sensorFile]
    let expected = try await digest(["replay", "--headless", "--digest"] + arguments, in: folder)
    for speed in ["20", "max"] {
      let console = try await RunningConsole.start(
        ["replay", "--speed", speed, "--record", "at-\(speed)"] + arguments, in: folder)
      let picture = try await console.openPicture()
      #expect(try await picture.read(until: { $0.status?.replay?.finished == true }))
      console.program.terminate()
      #expect(try await console.program.waitForEnd(within: .seconds(10)))
      #expect(
        try await digest(["replay", "--headless", "--digest", "at-\(speed)"], in: folder) == expected, "\(speed)")
    }
  }

  private static let taskset = ["/usr/bin/taskset", "/bin/taskset"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private func digest(
    _ command: [String], in folder: ScratchFolder, prefix: [String] = [], environment: [String: String] = [:]
  ) async throws -> String {
    let outcome = try await Program.run(command, in: folder, prefix: prefix, environment: environment)
    guard outcome.status == 0, let digest = outcome.digest, digest.count == 16 else {
      throw TestFailure("no digest but \(outcome)")
    }
    return digest
  }
}
