import Engine
import Foundation
import Recording
import Runtime
import Simulation
import Surveillance

/// Twenty seconds of a dozen airliners, as a feed delivers them; the configuration comes first.
enum Traffic {
  static let scenario = Scenario.busy(aircraft: 12, seed: 3, durationSeconds: 20)

  static let inputs: [LogInput] = {
    let configuration = EngineConfiguration(title: "Airliners", sensors: scenario.sensorConfigurations)
    let first = LogInput(
      receiveTime: scenario.start, feed: .system, kind: .configuration, payload: configuration.canonicalBytes)
    guard var run = try? SimulationRun(scenario: scenario) else { return [] }
    return [first]
      + run.advance(toSeconds: scenario.durationSeconds).map {
        LogInput(receiveTime: $0.time, feed: $0.feed, kind: $0.kind, payload: $0.payload)
      }
  }()

  /// What the whole of it comes to when it is taken in one go.
  static let digest: PictureDigest = {
    var logged = LoggedEngine()
    _ = logged.take(inputs)
    _ = logged.finish()
    return logged.engine.digest
  }()

  /// The inputs between two seconds of the scenario, without the configuration.
  static func inputs(_ seconds: Range<Double>) -> [LogInput] {
    inputs.dropFirst().filter { seconds.contains($0.receiveTime.seconds(since: scenario.start)) }
  }
}

/// Plays a list.
struct ListSource: ReplaySource {
  struct Broken: Error, CustomStringConvertible {
    var description: String { "the disk is gone" }
  }

  var inputs: ArraySlice<LogInput>
  /// Fails once, after so many inputs.
  var failsAfter: Int?

  init(_ inputs: [LogInput], failsAfter: Int? = nil) {
    self.inputs = inputs[...]
    self.failsAfter = failsAfter
  }

  mutating func next() throws -> LogInput? {
    if let left = failsAfter {
      failsAfter = left > 0 ? left - 1 : nil
      if left == 0 { throw Broken() }
    }
    return inputs.popFirst()
  }
}

/// A folder of its own, gone when the test is over.
final class ScratchFolder: Sendable {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("vigie-runtime-\(UUID().uuidString)").path

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Every entry of the recording in it.
  func entries() throws -> [LogEntry] {
    var reader = try RecordingReader(opening: path)
    var entries: [LogEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    return entries
  }
}

extension CanonicalCodable {
  var canonicalBytes: [UInt8] {
    var writer = CanonicalWriter()
    writer.write(self)
    return writer.bytes
  }
}
