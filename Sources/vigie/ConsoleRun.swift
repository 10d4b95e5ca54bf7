import Console
import Foundation
import Logging
import Runtime
import ServiceLifecycle
import UnixSignals

/// Runs the console and everything beside it until a signal ends them.
struct ConsoleRun {
  var session: ConsoleSession
  var options: ConsoleOptions
  /// What brings the data in.
  var inputs: [any Service]

  /// Serves until SIGINT or SIGTERM.
  func run() async throws {
    let address = options.address
    var session = session
    session.facts = try AircraftFacts.reading(database: options.aircraftDatabase)
    let server = ConsoleServer(
      session, address: address, port: options.port, logger: Self.logger,
      onReady: { port in Terminal.say("console at http://\(address):\(port)/") })
    let services = [HostService(host: session.host)] + server.services + inputs
    var configuration = ServiceGroupConfiguration(
      services: services.map {
        .init(service: $0, successTerminationBehavior: .ignore, failureTerminationBehavior: .cancelGroup)
      },
      gracefulShutdownSignals: [.sigterm, .sigint], logger: Self.logger)
    configuration.maximumGracefulShutdownDuration = .seconds(3)
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch let error as Failure {
      throw error
    } catch {
      throw Self.failure(error, options: options)
    }
  }

  /// Only what is wrong is said; people read the console.
  private static var logger: Logger {
    var logger = Logger(label: "vigie") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .error
    return logger
  }

  private static func failure(_ error: any Error, options: ConsoleOptions) -> Failure {
    let text = "\(error)"
    if text.contains("Address already in use") || text.contains("errno: 98") {
      return Failure(
        .job,
        "cannot listen on \(options.address):\(options.port): the port is in use by another program: "
          + "choose another one with --port")
    }
    if text.contains("errno: 99") {
      return Failure(
        .job,
        "cannot listen on \(options.address):\(options.port): this machine has no such address: choose another one "
          + "with --address")
    }
    return Failure(.job, "the console cannot run on \(options.address):\(options.port): \(text)")
  }
}

/// Publishes the picture until the program ends.
private struct HostService: Service {
  let host: PictureHost

  func run() async throws {
    try await cancelWhenGracefulShutdown { try await host.run() }
  }
}

/// Plays a replay or an exercise until its end.
struct PlayerService: Service {
  let player: ReplayPlayer
  /// Says what of the input could not be used, once it was played.
  var problems: @Sendable () -> [String] = { [] }

  func run() async throws {
    await cancelWhenGracefulShutdown { await player.run() }
    for problem in problems() { Terminal.say(problem) }
  }
}
