import ArgumentParser
import Surveillance
import Tracking

/// `--explain` of the commands that track.
struct ExplainOptions: ParsableArguments {
  @Option(
    name: .customLong("explain"),
    help: ArgumentHelp(
      "Explains a track: which plots were near at each scan, how far, what was chosen and why. May be given again.",
      discussion:
        "TRACK@TIME takes the scans around a time of day, TRACK@TIME-TIME those between two (UTC, HH:MM:SS).",
      valueName: "TRACK[@TIME]"))
  var requests: [ExplainRequest] = []

  @Option(
    name: .customLong("explain-json"),
    help: ArgumentHelp(
      "Writes the explanations as JSON lines to this file instead of text to standard output.",
      valueName: "FILE"))
  var jsonFile: String?

  func validate() throws {
    if jsonFile != nil, requests.isEmpty { throw ValidationError("--explain-json needs --explain TRACK") }
    guard requests.count <= TrackWatch.numbersMax else {
      throw ValidationError("--explain takes \(TrackWatch.numbersMax) tracks at most")
    }
  }

  /// Whether text goes to standard output.
  var usesStandardOutput: Bool { !requests.isEmpty && jsonFile == nil }

  /// What the tracker is asked for; nil where nothing is.
  var watch: TrackWatch? { requests.isEmpty ? nil : TrackWatch(numbers: requests.map(\.number)) }

  /// Where explanations go; nil where none are asked for.
  func printer() throws -> ExplanationPrinter? {
    guard !requests.isEmpty else { return nil }
    guard let jsonFile else { return ExplanationPrinter(requests, isJSON: false, output: OutputFile()) }
    return ExplanationPrinter(requests, isJSON: true, output: try OutputFile(path: jsonFile))
  }
}

/// Prints the explanations that were asked for, as they come.
struct ExplanationPrinter: ~Copyable {
  private let requests: [ExplainRequest]
  private let isJSON: Bool
  private var output: OutputFile
  /// In step with the requests: first and last event of the track, and events printed.
  private var lives: [(first: SurveillanceTime, last: SurveillanceTime)?]
  private var printed: [Int]

  init(_ requests: [ExplainRequest], isJSON: Bool, output: consuming OutputFile) {
    self.requests = requests
    self.isJSON = isJSON
    self.output = output
    lives = Array(repeating: nil, count: requests.count)
    printed = Array(repeating: 0, count: requests.count)
  }

  /// Prints what of these was asked for.
  mutating func take(_ explanations: [Explanation], names: (SensorNumber) -> String) throws {
    for explanation in explanations {
      var isAsked = false
      for (index, request) in requests.enumerated() where request.number == explanation.track {
        lives[index] = (lives[index]?.first ?? explanation.time, explanation.time)
        guard request.covers(explanation.time) else { continue }
        printed[index] += 1
        isAsked = true
      }
      guard isAsked else { continue }
      let text =
        isJSON
        ? ExplanationLine.text(of: explanation, sensors: names) : ExplanationText.text(of: explanation, sensors: names)
      try output.writeLine(text)
    }
  }

  /// Ends the output.
  /// - Throws: Where a track never came, or nothing of it was at its time.
  mutating func finish() throws {
    try output.flush()
    for (index, request) in requests.enumerated() where printed[index] == 0 {
      guard let life = lives[index] else {
        throw Failure(
          .job,
          "--explain \(request.text): there never was a track \(request.number.rawValue): see the tracks' "
            + "numbers in the tracks file")
      }
      throw Failure(
        .job,
        "--explain \(request.text): nothing happened to the track then: it was there from "
          + "\(ExplanationText.clock(life.first)) to \(ExplanationText.clock(life.last)) UTC")
    }
  }
}
