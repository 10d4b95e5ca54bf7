import ArgumentParser
import ConfigurationFiles
import Console
import Engine
import Foundation
import Runtime
import ScenarioFiles
import Simulation
import Surveillance

/// `vigie demo`: an exercise in the reference theatre and the console, nothing to configure.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "An exercise in the reference theatre, and the console on 127.0.0.1:8080. Nothing to configure.")

  @Option(help: "A scenario file in place of the one that comes along.")
  var scenario: String?

  @Option(help: "So many airliners in place of a scenario, to see the console under load.")
  var aircraft: Int?

  @Option(help: "Seed of the noise; the same seed gives the same exercise.")
  var seed: UInt64?

  @Option(help: "Speed: seconds of exercise in one second.")
  var speed = "1"

  @OptionGroup var console: ConsoleOptions
  @OptionGroup var recording: RecordingOptions

  func validate() throws {
    guard case .times = ReplaySpeed(speed) else {
      throw ValidationError("--speed takes a number from 0.01 to 10000, not \(speed)")
    }
    if let aircraft, !(1...20_000).contains(aircraft) {
      throw ValidationError("--aircraft takes a number from 1 to 20000, not \(aircraft)")
    }
  }

  func run() async throws {
    var scenario = try loadScenario()
    if let seed { scenario.seed = seed }
    let source = try SimulationSource(scenario)
    let host = PictureHost(LoggedEngine(recordingTo: try recording.writer(default: "demo")))
    let player = ReplayPlayer(source, into: host, speed: ReplaySpeed(speed) ?? .times(1))
    try await ConsoleRun(
      session: ConsoleSession(mode: .exercise, host: host), options: console,
      inputs: [PlayerService(player: player)]
    ).run()
  }

  private func loadScenario() throws -> Scenario {
    if let aircraft { return Scenario.busy(aircraft: aircraft, seed: seed ?? 1) }
    let path = scenario ?? ScenarioFiles.folder.appendingPathComponent("niger-demo.yaml").path
    do {
      return try ScenarioFile(yaml: try TextFile.read(path), file: path).scenario
    } catch let error as ConfigurationError {
      throw Failure(.job, "the scenario cannot be run", because: error)
    }
  }
}

/// A scenario under way, as something to play.
struct SimulationSource: ReplaySource {
  private static let stepSeconds = 0.25

  private var run: SimulationRun
  private var messages: [SimulatedMessage] = []
  private var index = 0
  private var configuration: LogInput?

  init(_ scenario: Scenario) throws {
    do {
      run = try SimulationRun(scenario: scenario)
    } catch {
      throw Failure(.job, "the scenario cannot be run: \(error)")
    }
    configuration = LogInput(Self.configuration(of: scenario), at: scenario.start)
  }

  mutating func next() throws -> LogInput? {
    if let first = configuration {
      configuration = nil
      return first
    }
    while index == messages.count {
      guard !run.isOver else { return nil }
      messages = run.advance(toSeconds: run.elapsedSeconds + Self.stepSeconds)
      index = 0
    }
    defer { index += 1 }
    let message = messages[index]
    return LogInput(receiveTime: message.time, feed: message.feed, kind: message.kind, payload: message.payload)
  }

  private static func configuration(of scenario: Scenario) -> EngineConfiguration {
    EngineConfiguration(
      title: scenario.title, isExercise: true,
      fictionalNote: "Aerodromes and borders are real. Every callsign, route, fix, volume and sensor is fictional.",
      initialView: InitialView(latitudeDegrees: 14.6, longitudeDegrees: 5.2, rangeNauticalMiles: 330),
      feeds: FeedDescription.numbered(scenario.sensors.map(\.name)),
      sensors: scenario.sensorConfigurations, airspace: scenario.airspace)
  }
}

extension LogInput {
  /// The entry that configures the engine.
  init(_ configuration: EngineConfiguration, at time: SurveillanceTime) {
    var writer = CanonicalWriter()
    writer.write(configuration)
    self.init(receiveTime: time, feed: .system, kind: .configuration, payload: writer.bytes)
  }
}
