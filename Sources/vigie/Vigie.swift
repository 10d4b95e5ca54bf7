import ArgumentParser
import Foundation

/// The command line: wiring only.
@main
struct Vigie: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vigie",
    abstract: "An open air-surveillance system: every sensor in, one recognised air picture out.",
    discussion: "It sees, knows, warns and trains. It never aims, guides or releases a weapon.",
    version: "0.1.0",
    subcommands: [
      DemoCommand.self, ServeCommand.self, ReplayCommand.self, DecodeCommand.self, TrackCommand.self,
      EvaluateCommand.self,
    ])

  /// Results go to standard output, everything else to standard error; exit status 0 done, 1 the job failed, 2 bad usage.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      end(with: error)
    }
  }

  private static func end(with error: any Error) -> Never {
    if let failure = error as? Failure { failure.end() }
    // The command has said already what was wrong.
    if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
    let code = exitCode(for: error)
    guard code != .success else { exit(withError: error) }
    // The parser's message may run over several lines; the first says what is wrong.
    let message = message(for: error).split(separator: "\n").first.map(String.init) ?? "bad usage"
    Failure(.usage, "\(message): see vigie --help").end()
  }
}
