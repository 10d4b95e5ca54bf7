import Foundation
import TestSupport
import Testing

/// Whatever a person gives the program by mistake: a line that says what is wrong, exit status 1 or 2, never a trap.
@Suite(.serialized) struct BadInputTests {
  /// Files that no recording is in.
  enum BadFile: String, CaseIterable, Sendable {
    case randomBytes, fewRandomBytes, manyRandomBytes, empty, folder, missing, text, captureWithoutASTERIX,
      cutInTheFirstRecord

    /// What the sentence has to say of it.
    var expectedWords: String {
      switch self {
      case .randomBytes, .fewRandomBytes, .manyRandomBytes, .text, .cutInTheFirstRecord: "expected ASTERIX"
      case .empty: "the file is empty (0 bytes)"
      case .folder: "expected a file, found a directory"
      case .missing: "there is no such file"
      case .captureWithoutASTERIX: "3 UDP payloads that are not ASTERIX"
      }
    }

    func make(in folder: ScratchFolder) throws {
      let name = rawValue
      switch self {
      case .randomBytes: _ = try folder.write(SeededNumbers.bytes(5000, seed: 1), to: name)
      case .fewRandomBytes: _ = try folder.write(SeededNumbers.bytes(7, seed: 2), to: name)
      case .manyRandomBytes: _ = try folder.write(SeededNumbers.bytes(300_000, seed: 3), to: name)
      case .empty: _ = try folder.write("", to: name)
      case .folder: try FileManager.default.createDirectory(at: folder.file(name), withIntermediateDirectories: true)
      case .missing: break
      case .text: _ = try folder.write("Dear all,\nthe recording is attached.\n", to: name)
      case .captureWithoutASTERIX: _ = try folder.write(MadeFiles.withoutASTERIX, to: name)
      case .cutInTheFirstRecord: _ = try folder.write([48, 0, 48, 0xFD, 0xF7, 2, 25, 201], to: name)
      }
    }
  }

  @Test(arguments: BadFile.allCases, [["decode"], ["decode", "--format", "none"], ["replay", "--headless"]])
  func saysInOneLineWhyAFileIsNoRecording(file: BadFile, command: [String]) async throws {
    let folder = try ScratchFolder()
    try file.make(in: folder)
    let outcome = try await Program.run(command + [file.rawValue], in: folder)
    expectOneLine(outcome, status: 1, saying: [file.rawValue, file.expectedWords])
    #expect(outcome.output.isEmpty)
  }

  /// Command lines that mean nothing, and what is said of them.
  static let misusedCommandLines: [(arguments: [String], words: String)] = [
    (["--nonsense"], "--nonsense"),
    (["nonsense"], "nonsense"),
    (["decode"], "inputs"),
    (["decode", "--nonsense", "file"], "--nonsense"),
    (["decode", "--format", "xml", "file"], "xml"),
    (["replay"], "inputs"),
    (["replay", "--speed", "0", "file"], "--speed takes a number from 0.01 to 10000, or max, not 0"),
    (["replay", "--speed", "-1", "file"], "--speed"),
    (["replay", "--speed", "nan", "file"], "--speed takes a number from 0.01 to 10000, or max, not nan"),
    (["replay", "--speed", "fast", "file"], "not fast"),
    (["replay", "--digest", "file"], "--headless"),
    (["replay", "--track-period", "4", "file"], "--track-period and --track-details need --tracks"),
    (
      ["replay", "--headless", "--tracks", "-", "--track-period", "0", "file"],
      "--track-period takes seconds from 0.25 to 3600, not 0"
    ),
    (["replay", "--port", "65536", "file"], "--port takes a number from 0 to 65535, not 65536"),
    (["demo", "--port", "-1"], "--port"),
    (["demo", "--port", "http"], "http"),
    (["demo", "--speed", "max"], "--speed takes a number from 0.01 to 10000, not max"),
    (["demo", "--aircraft", "0"], "--aircraft takes a number from 1 to 20000, not 0"),
    (["demo", "--seed", "-3"], "--seed"),
    (["demo", "--record", "here", "--no-record"], "exclude each other"),
    (["serve"], "feeds"),
    (["serve", "http://localhost:8080"], "expected beast://HOST:PORT, udp://GROUP:PORT"),
    (["serve", "beast://"], "the host is missing"),
    (["serve", "beast://localhost:99999"], "expected a port from 1 to 65535"),
    (["serve", "udp://239.1.2:8600"], "239.1.2"),
    (["serve", "udp://239.1.2.3"], "the port is missing"),
    (["serve", ""], "feed address"),
  ]

  @Test(arguments: misusedCommandLines)
  func saysInOneLineWhatIsWrongWithACommandLine(arguments: [String], words: String) async throws {
    let folder = try ScratchFolder()
    let outcome = try await Program.run(arguments, in: folder)
    expectOneLine(outcome, status: 2, saying: [words])
    #expect(outcome.output.isEmpty)
  }

  @Test func showsItsHelpWhenAskedForNothing() async throws {
    let outcome = try await Program.run([], in: ScratchFolder())
    #expect(outcome.status == 0)
    for command in ["demo", "serve", "replay", "decode"] { #expect(outcome.output.contains("  \(command) ")) }
  }

  @Test func namesThePortThatAnotherProgramHas() async throws {
    let taken = try LoopbackSocket.listening()
    let outcome = try await Program.run(
      ["demo", "--no-record", "--port", String(taken.port)], in: ScratchFolder())
    expectOneLine(outcome, status: 1, saying: ["127.0.0.1:\(taken.port)", "in use", "--port"])
  }

  @Test func namesTheAddressThatThisMachineHasNot() async throws {
    let outcome = try await Program.run(
      ["demo", "--no-record", "--port", "0", "--address", "192.0.2.1"], in: ScratchFolder())
    expectOneLine(outcome, status: 1, saying: ["192.0.2.1", "--address"])
  }

  @Test func namesTheLineOfEachFaultInASensorFile() async throws {
    let folder = try ScratchFolder()
    let recording = try folder.write(MadeFiles.record048, to: "recording.ast")
    let sensors = """
      schema: vigie/sensors/1
      sensors:
        - sac: 20
          sic: 999
          name: Somewhere
          position:
            latitude: north
            longitude: 2.1021 E
      """
    let file = try folder.write(sensors, to: "sensors.yaml")
    let outcome = try await Program.run(["replay", "--headless", recording, "--sensors", file], in: folder)
    #expect(outcome.status == 1 && !outcome.diedOfSignal)
    #expect(outcome.errorLines.allSatisfy { $0.hasPrefix("vigie: ") })
    #expect(outcome.errorLines.contains { $0.contains("sensors.yaml:4: expected") && $0.contains("999") })
    #expect(outcome.errorLines.contains { $0.contains("sensors.yaml:7: expected") && $0.contains("north") })
    #expect(outcome.errorLines.count == 2)
  }

  @Test func saysWhyAScenarioCannotBeRun() async throws {
    let folder = try ScratchFolder()
    let missing = try await Program.run(["demo", "--no-record", "--scenario", "missing.yaml"], in: folder)
    expectOneLine(missing, status: 1, saying: ["missing.yaml", "no such file"])
    let file = try folder.write("schema: vigie/scenario/1\nid: [\n", to: "broken.yaml")
    let broken = try await Program.run(["demo", "--no-record", "--scenario", file], in: folder)
    #expect(broken.status == 1 && !broken.diedOfSignal)
    #expect(broken.errorLines.first?.contains("broken.yaml:") == true)
  }

  @Test func keepsControlCharactersOfAFileNameFromTheTerminal() async throws {
    let folder = try ScratchFolder()
    let name = "a\u{1B}[31mb\nc\r\u{7}\u{9B}d\u{202E}e.ast"
    let missing = try await Program.run(["decode", name], in: folder)
    expectOneLine(missing, status: 1, saying: ["there is no such file"])
    _ = try folder.write(MadeFiles.record048, to: name)
    let summary = try await Program.run(["decode", "--format", "summary", name], in: folder)
    #expect(summary.status == 0)
    for text in [missing.errors, summary.errors, summary.output] {
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
      #expect(!text.unicodeScalars.contains("\u{202E}"))
    }
    #expect(summary.outputLines.first?.hasSuffix("1 datagrams, 1 blocks") == true)
  }

  @Test func doesNotOverwriteARecording() async throws {
    let folder = try ScratchFolder()
    let file = try folder.write(MadeFiles.record048, to: "recording.ast")
    let command = ["replay", "--headless", file, "--record", "kept"]
    #expect(try await Program.run(command, in: folder).status == 0)
    let again = try await Program.run(command, in: folder)
    #expect(again.status == 1 && !again.diedOfSignal)
    #expect(again.errorLines.last?.contains("kept") == true)
  }
}

/// One line that says so, the exit status, and no signal.
func expectOneLine(
  _ outcome: Outcome, status: Int32, saying words: [String], sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(!outcome.ranOutOfTime && !outcome.diedOfSignal, sourceLocation: sourceLocation)
  #expect(outcome.status == status, sourceLocation: sourceLocation)
  #expect(outcome.errorLines.count == 1, "\(outcome.errors)", sourceLocation: sourceLocation)
  #expect(outcome.errors.hasPrefix("vigie: "), sourceLocation: sourceLocation)
  for word in words {
    #expect(outcome.errors.contains(word), "\(outcome.errors)", sourceLocation: sourceLocation)
  }
}
