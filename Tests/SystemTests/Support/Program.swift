import Foundation
import TestSupport

/// The built program, run as a person runs it.
enum Program {
  /// Where it is: `VIGIE_BINARY`, else beside the tests, else in the package's debug build.
  static let url: URL? = {
    let environment = ProcessInfo.processInfo.environment
    var candidates: [URL] = []
    if let named = environment["VIGIE_BINARY"], !named.isEmpty { candidates.append(URL(fileURLWithPath: named)) }
    if let tests = CommandLine.arguments.first {
      candidates.append(URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("vigie"))
    }
    candidates.append(Bundle.main.bundleURL.appendingPathComponent("vigie"))
    candidates.append(TestData.packageFolder.appendingPathComponent(".build/debug/vigie"))
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// Where the sensor files of the public recordings are.
  static func sensorFile(_ name: String) -> String {
    TestData.packageFolder.appendingPathComponent("examples/sensors/\(name)").path
  }

  /// Runs it to its end.
  /// - Parameters:
  ///   - prefix: A program that runs it, with its arguments.
  ///   - environment: Variables set beside those of the tests.
  ///   - limit: After which it is ended, which `Outcome.ranOutOfTime` tells.
  static func run(
    _ arguments: [String], in folder: ScratchFolder, prefix: [String] = [], environment: [String: String] = [:],
    limit: Duration = .seconds(180)
  ) async throws -> Outcome {
    let program = try RunningProgram(arguments, in: folder, prefix: prefix, environment: environment)
    let ended = try await program.waitForEnd(within: limit)
    if !ended { await program.kill() }
    return try program.outcome(ranOutOfTime: !ended)
  }
}

/// What a run of the program left behind.
struct Outcome {
  var status: Int32
  var diedOfSignal: Bool
  var ranOutOfTime: Bool
  var output: String
  var errors: String

  var errorLines: [Substring] { errors.split(separator: "\n") }
  var outputLines: [Substring] { output.split(separator: "\n") }

  /// The picture's digest that `--digest` prints.
  var digest: String? {
    let prefix = "digest "
    return outputLines.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
  }
}

/// What can go wrong around the program, beside what is tested.
struct TestFailure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// The program while it runs; it ends with this object.
final class RunningProgram {
  private let process = Process()
  private let output: URL
  private let errors: URL
  private let end = EndOfProcess()

  init(_ arguments: [String], in folder: ScratchFolder, prefix: [String] = [], environment: [String: String] = [:])
    throws
  {
    guard let program = Program.url else { throw TestFailure("the program is not built: run swift build") }
    let command = prefix + [program.path] + arguments
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.currentDirectoryURL = folder.url
    output = folder.file("output-\(UUID().uuidString)")
    errors = folder.file("errors-\(UUID().uuidString)")
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.handle(output)
    process.standardError = try Self.handle(errors)
    let end = end
    process.terminationHandler = { _ in end.note() }
    try process.run()
  }

  deinit {
    if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
  }

  var isRunning: Bool { process.isRunning }

  /// What it wrote to standard error so far.
  var errorText: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

  /// Asks it to end.
  func terminate() { send(SIGTERM) }

  func send(_ signal: Int32) {
    if process.isRunning { Foundation.kill(process.processIdentifier, signal) }
  }

  /// Ends it.
  func kill() async {
    if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
    _ = try? await waitForEnd(within: .seconds(10))
  }

  /// When it ended, by a clock that a busy machine does not hold up.
  var endedAt: ContinuousClock.Instant? { end.instant }

  /// Waits until it has ended; false when it did not within the time.
  func waitForEnd(within limit: Duration) async throws -> Bool {
    try await wait(within: limit) { !self.process.isRunning }
  }

  /// What it left behind; only once it has ended.
  func outcome(ranOutOfTime: Bool = false) throws -> Outcome {
    Outcome(
      status: process.terminationStatus, diedOfSignal: process.terminationReason == .uncaughtSignal,
      ranOutOfTime: ranOutOfTime, output: try String(contentsOf: output, encoding: .utf8), errors: errorText)
  }

  private static func handle(_ file: URL) throws -> FileHandle {
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }
}

/// Looks every few milliseconds whether something has come true; never blocks a thread, and gives up after a while.
func wait(within limit: Duration, until isTrue: () throws -> Bool) async throws -> Bool {
  let deadline = ContinuousClock.now + limit
  while true {
    if try isTrue() { return true }
    if ContinuousClock.now > deadline { return false }
    try await Task.sleep(for: .milliseconds(5))
  }
}
