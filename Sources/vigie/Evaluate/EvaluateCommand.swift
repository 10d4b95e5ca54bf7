import ArgumentParser
import Evaluation
import Foundation

/// `vigie evaluate`: tracks against truth.
struct EvaluateCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Scores tracks against truth: GOSPA, SIAP, accuracy, continuity, ESASSP-style figures.",
    discussion: """
      The truth is a scenario's folder (truth.csv.gz or truth.csv, and sensors.json), or a file. The tracks are JSON lines. \
      docs/guides/evaluate.md explains every figure.
      """)

  @Option(help: "A scenario's folder, or a truth file (CSV, plain or gzipped).")
  var truth: String

  @Option(help: "The tracks (JSON lines, plain or gzipped).")
  var tracks: String

  @Option(help: "The scenario's sensors.json, for the scoring period; else the folder's, else the truth's own step.")
  var sensors: String?

  @Option(help: "What to print: text or json.")
  var format = Format.text

  @Option(help: "Write a page with plots and a map to this file.")
  var html: String?

  @Option(help: "GOSPA's cut-off, metres: a track farther away counts as one missed and one false.")
  var cutoff = 1000.0

  @Option(help: "Score only up to this many seconds after the scenario's start.")
  var until: Double?

  func validate() throws {
    guard cutoff > 0, cutoff <= 1e6 else { throw ValidationError("--cutoff takes metres from above 0 to 1000000") }
  }

  func run() throws {
    let place = try TruthPlace(truth, sensors: sensors)
    let scenario = try place.sensors.map { try TrackingScenario(path: $0) }
    var samples = try TruthFile.read(place.truth, until: nil)
    if let until {
      let start = scenario?.startSeconds ?? samples.map(\.timeSeconds).min() ?? 0
      samples = samples.filter { $0.timeSeconds <= start + until }
      guard !samples.isEmpty else { throw Failure(.job, "--until \(until) leaves no scoring time") }
    }
    let period = try scenario?.periodSeconds ?? Self.step(of: samples, path: place.truth)
    var bad = BadLines(path: tracks)
    let records = try TrackFile.read(tracks, bad: &bad)
    bad.close()
    guard !records.isEmpty || bad.count == 0 else {
      throw Failure(.job, "\(tracks) holds no track record at all: is it the right file?")
    }
    let settings = ScoringSettings(cutoffMetres: cutoff, holdSeconds: period)
    let score = TrackScore(truth: samples, tracks: records, settings: settings)
    try write(score, truth: samples)
    if bad.count > 0 { throw ExitCode(Failure.Kind.job.rawValue) }
  }

  private func write(_ score: TrackScore, truth samples: [TruthSample]) throws {
    let figures = ScoreFigure.all(of: score)
    var output = OutputFile()
    switch format {
    case .text: for line in ScoreText.lines(figures) { try output.writeLine(line) }
    case .json: try output.writeLine(ScoreText.json(figures))
    }
    try output.flush()
    guard let html else { return }
    let page = ScorePage(score: score, figures: figures, truth: samples, truthName: truth, tracksName: tracks)
    var file = try OutputFile(path: html)
    try file.writeLine(page.text)
    try file.flush()
  }

  /// Time between the first two scoring times.
  private static func step(of samples: [TruthSample], path: String) throws -> Double {
    let times = Set(samples.map(\.timeSeconds)).sorted()
    guard times.count > 1 else {
      throw Failure(.job, "\(path) has one scoring time only: name the scoring period by --sensors sensors.json")
    }
    return times[1] - times[0]
  }
}

/// Where the files of a scenario are.
private struct TruthPlace {
  let truth: String
  let sensors: String?

  init(_ path: String, sensors: String?) throws {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(.job, "cannot read \(path): there is no such file or folder")
    }
    guard isFolder.boolValue else {
      (truth, self.sensors) = (path, sensors)
      return
    }
    let folder = URL(fileURLWithPath: path, isDirectory: true)
    let candidates = ["truth.csv.gz", "truth.csv"].map { folder.appendingPathComponent($0).path }
    guard let found = candidates.first(where: manager.fileExists) else {
      throw Failure(.job, "\(path) holds neither truth.csv.gz nor truth.csv: name the truth file")
    }
    let own = folder.appendingPathComponent("sensors.json").path
    truth = found
    self.sensors = sensors ?? (manager.fileExists(atPath: own) ? own : nil)
  }
}
