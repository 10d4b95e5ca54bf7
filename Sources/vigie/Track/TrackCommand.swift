import ArgumentParser
import Foundation
import Geodesy
import Surveillance
import Tracking

/// `vigie track`: plots to tracks without a server.
struct TrackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "track",
    abstract: "Turns plots (CSV) into tracks (JSON lines) by the tracker alone.",
    discussion: """
      The files are those of docs/formats/tracking-benchmark.md. Plots are taken in the order of the file, which is that of \
      their arrival; at every scoring time each confirmed track is written, of what had come by then. A bad line is named, \
      counted and skipped.

      --explain TRACK prints, scan by scan, which plots came near a track, their distances and costs, which was chosen and       why, and why the track began, was confirmed, coasted and ended: docs/guides/explain.md.
      """)

  @Option(help: "The sensors, and the scoring times (JSON).")
  var sensors: String

  @Option(help: "The plots (CSV, plain or gzipped).")
  var plots: String

  @Option(help: "The file for the tracks, or - for standard output.")
  var out: String

  @Flag(help: "Each record says all that is known of the track: covariances, turn, models, existence, ages.")
  var details = false

  @Flag(help: "Say how long the tracker itself took, without reading and writing.")
  var timing = false

  @Flag(help: "Print a digest of every change of a track: equal where the tracks are, to the last bit.")
  var digest = false

  @OptionGroup var explain: ExplainOptions

  func validate() throws {
    guard !digest || out != "-" else { throw ValidationError("--digest goes to standard output: --out takes a file") }
    if out == "-", explain.usesStandardOutput {
      throw ValidationError(
        "tracks and explanations cannot both go to standard output: give --out or --explain-json a file")
    }
  }

  func run() throws {
    let began = ContinuousClock.now
    let scenario = try TrackingScenario(path: sensors)
    let sites = scenario.sensors.enumerated().map { $1.site(number: $0) }
    let feed = PlotFeed(path: plots, sensors: scenario.sensors, sites: sites)
    defer { feed.stop() }
    var chunk = feed.next()
    if let failure = chunk.failure, chunk.lines == 0 { throw failure }
    var output = try out == "-" ? OutputFile() : OutputFile(path: out)
    var run = PlotRun(
      scenario, sites: sites, writesDetails: details, isDigested: digest, explaining: explain.watch)
    var printer = try explain.printer()
    func name(_ sensor: SensorNumber) -> String { "sensor " + scenario.sensors[sensor.index].id }
    var count = 0
    var bad = BadLines(path: plots)
    while true {
      count += chunk.lines
      for problem in chunk.problems { bad.add(problem.problem, line: problem.line) }
      for arrival in chunk.arrivals {
        try run.take(arrival, writing: &output)
        try printer?.take(run.takeExplanations(), names: name)
      }
      guard !chunk.isLast else { break }
      chunk = feed.next()
    }
    if let failure = chunk.failure {
      // What came before the damage is not lost.
      try run.finish(writing: &output)
      try output.flush()
      throw failure
    }
    try run.finish(writing: &output)
    try output.flush()
    try printer?.take(run.takeExplanations(), names: name)
    bad.close()
    run.digestState()
    if let digest = run.digest { print("digest \(digest)") }
    report(run.registrations, of: scenario)
    report(run, plots: count, bad: bad.count, length: scenario.endSeconds - scenario.startSeconds, since: began)
    try printer?.finish()
    if bad.count > 0 { throw ExitCode(Failure.Kind.job.rawValue) }
  }

  /// One line for each radar of which something was learnt.
  private func report(_ registrations: [Registration], of scenario: TrackingScenario) {
    for registration in registrations {
      let (offsets, sigma) = (registration.offsets, registration.sigma)
      let applied = !registration.isApplied ? "" : registration.isClockApplied ? ", applied" : ", applied but the clock"
      Terminal.say(
        "registration of \(scenario.sensors[registration.sensor.index].id): "
          + String(
            format: "range %.1f m ± %.1f, azimuth %.4f° ± %.4f, clock %.3f s ± %.3f, %d pairs", offsets.rangeMetres,
            sigma.rangeMetres, Angle.degrees(fromRadians: offsets.azimuthRadians),
            Angle.degrees(fromRadians: sigma.azimuthRadians), offsets.clockSeconds, sigma.clockSeconds,
            Int(registration.pairs)) + applied)
    }
  }

  private func report(_ run: PlotRun, plots: Int, bad: Int, length: Double, since began: ContinuousClock.Instant) {
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    Terminal.say(
      String(
        format: "%d plots, %d track records in %.2f s: %.0f times real time", plots, run.records, seconds,
        length / max(seconds, 1e-3)))
    let reasons: [(String, Int)] = [
      ("bad line", bad), ("after the end", run.afterEnd), ("late", Int(run.tally.late)),
      ("duplicate", Int(run.tally.duplicate)),
      ("impossible", Int(run.tally.invalid)), ("no position", Int(run.tally.noPosition)),
      ("echo", Int(run.tally.echoes)), ("site monitor", Int(run.tally.siteMonitor)),
      ("no track left", Int(run.tally.refused)),
    ]
    let refused = reasons.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }
    Terminal.say(
      "used \(run.tally.used), started a track \(run.tally.started), "
        + "refused: \(refused.isEmpty ? "none" : refused.joined(separator: ", "))")
    if timing { Terminal.say(Self.text(of: run)) }
  }

  private static func text(of run: PlotRun) -> String {
    let microseconds = run.timing.processorSeconds * 1e6 / Double(max(run.processed, 1))
    return String(
      format: "tracker alone: %.3f s, %.3f s of the processor: %.3f µs a plot", run.timing.wallSeconds,
      run.timing.processorSeconds, microseconds)
  }
}
