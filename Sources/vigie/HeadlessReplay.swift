import AirPicture
import Engine
import Foundation
import Recording
import Runtime
import Sensors
import Surveillance
import Tracking

/// A replay without console: as fast as the machine can, from the first input to the last.
struct HeadlessReplay {
  /// How the figures of quality are printed.
  enum QualityForm { case text, json }

  private var source: any ReplaySource
  private var logged: LoggedEngine

  init(source: any ReplaySource, recordingTo writer: RecordingWriter?) {
    self.source = source
    logged = LoggedEngine(recordingTo: writer)
  }

  /// Plays, and prints what was asked for.
  /// - Parameter problems: Says what of the input could not be used, once everything was read.
  /// - Returns: Whether all of the input could be used.
  consuming func run(
    tracks: TrackLineOptions?, printsDigest: Bool, explain: ExplainOptions, quality: QualityForm?,
    problems: () -> [String]
  ) throws -> Bool {
    logged.observation.watch = explain.watch
    logged.observation.quality = quality == nil ? nil : TrackingQuality()
    var printer = try explain.printer()
    let writesToStandardOutput = tracks?.path == "-"
    var lines: TrackLineFile? = try tracks.map { try TrackLineFile($0) }
    while let input = try source.next() {
      while let due = lines?.due(before: input.receiveTime) {
        let output = logged.advance(to: due)
        try lines?.write(output, of: logged.engine)
        try lines?.writeAll(of: logged.engine, at: due)
        if logged.engine.picture.tracks.isEmpty { lines?.skip(to: input.receiveTime) }
      }
      let output = logged.take([input])
      try lines?.write(output, of: logged.engine)
      try printExplanations(to: &printer)
    }
    let last = logged.finish()
    try lines?.write(last, of: logged.engine)
    try printExplanations(to: &printer)
    try lines?.flush()
    try sealRecording()
    let found = problems()
    for problem in found { Terminal.say(problem) }
    report(printsDigest: printsDigest, toStandardError: writesToStandardOutput)
    if let quality {
      let sensors = logged.engine.sensors.sensors
      let report = QualityReport(logged.engine.tracker) { Self.name($0, among: sensors) }
      print(quality == .json ? report.json : report.text, terminator: quality == .json ? "\n" : "")
    }
    try printer?.finish()
    return found.isEmpty
  }

  private mutating func printExplanations(to printer: inout ExplanationPrinter?) throws {
    let explanations = logged.takeExplanations()
    guard !explanations.isEmpty else { return }
    let sensors = logged.engine.sensors.sensors
    try printer?.take(explanations) { Self.name($0, among: sensors) }
  }

  /// A sensor's name and address, as people know it.
  private static func name(_ number: SensorNumber, among sensors: [MonitoredSensor]) -> String {
    guard let sensor = sensors.first(where: { $0.number == number })?.configuration else {
      return "sensor \(number.rawValue)"
    }
    return sensor.name.isEmpty ? "\(sensor.id)" : "\(sensor.name) (\(sensor.id))"
  }

  private func sealRecording() throws {
    do {
      try logged.seal()
    } catch {
      throw Failure(.job, "the recording may lack its last entries: \(error)")
    }
  }

  private func report(printsDigest: Bool, toStandardError: Bool) {
    let engine = logged.engine
    let plots = engine.sensors.sensors.reduce(0) { $0 + $1.plots }
    let refusals = engine.sensors.sensors.reduce(0) { $0 + $1.tally.refusals } + engine.sensors.unattributed.refusals
    let summary =
      "entries \(engine.entries), sensors \(engine.sensors.sensors.count), reports \(plots), refused \(refusals), "
      + "tracks at the end \(engine.picture.tracks.count), site monitors \(engine.tracker.siteMonitors.count)"
    Terminal.say(summary)
    guard printsDigest else { return }
    if toStandardError {
      Terminal.say("digest \(engine.digest)")
    } else {
      print("digest \(engine.digest)")
    }
  }
}
