import Foundation

/// The program with its console, on a port the system chose; it ends with this object.
final class RunningConsole {
  let program: RunningProgram
  let port: UInt16

  private init(program: RunningProgram, port: UInt16) {
    self.program = program
    self.port = port
  }

  /// Starts it and waits until it says its address.
  static func start(_ arguments: [String], in folder: ScratchFolder) async throws -> RunningConsole {
    let program = try RunningProgram(arguments + ["--port", "0"], in: folder)
    var port: UInt16?
    let isUp = try await wait(within: .seconds(40)) {
      port = Self.port(in: program.errorText)
      return port != nil || !program.isRunning
    }
    guard isUp, let port else {
      throw TestFailure("no console came up: \(program.errorText)")
    }
    return RunningConsole(program: program, port: port)
  }

  func get(_ path: String, headers: [String: String] = [:]) async throws -> HTTPAnswer {
    try await HTTPExchange("GET", path, port: port, headers: headers).answer()
  }

  /// Sends a command as the page does.
  func post(
    _ path: String, _ body: String, headers: [String: String] = ["Content-Type": "application/json"]
  ) async throws -> HTTPAnswer {
    try await HTTPExchange("POST", path, port: port, headers: headers, body: Array(body.utf8)).answer()
  }

  func openPicture() async throws -> PictureReader {
    try await PictureReader.open(port: port)
  }

  /// The port in `vigie: console at http://127.0.0.1:PORT/`.
  private static func port(in text: String) -> UInt16? {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("vigie: console at http://127.0.0.1:") }),
      text.contains("\(line)\n")
    else { return nil }
    return line.split(separator: ":").last.flatMap { UInt16($0.prefix { $0 != "/" }) }
  }
}
