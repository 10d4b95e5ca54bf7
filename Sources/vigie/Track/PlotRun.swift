import Engine
import Geodesy
import Surveillance
import Tracking

/// Plots to tracks in the order of their arrival, by the tracker alone.
///
/// Time runs as in the engine: a step every quarter of a second, each with what came since the last. At every scoring time
/// the confirmed tracks are written as they are expected then, of what had come by then.
struct PlotRun {
  /// Time between two steps.
  private static let stepNanoseconds: Int64 = 250_000_000
  /// Reports held for one step at most; a flood beyond it is worked off at once.
  private static let reportsPerStepMax = 50_000

  /// What became of all plots, the sensors together.
  private(set) var tally = SensorTally(sensor: SensorNumber(rawValue: 0))
  /// Plots that came after the end and were left alone.
  private(set) var afterEnd = 0
  private(set) var records = 0
  /// The time that the tracker's steps took, and the plots they took in.
  private(set) var timing = Stopwatch()
  private(set) var processed = 0
  /// Of every change of a track; nil where nobody asks.
  private(set) var digest: PictureDigest?
  private let sites: [SensorSite]
  private let end: SurveillanceTime
  private let start: SurveillanceTime
  private let periodSeconds: Double
  /// Names of the sensors where all that is known of a track is to be written.
  private let sensorNames: [String]?
  private var tracker = Tracker()
  /// What was learnt of the radars.
  var registrations: [Registration] { tracker.registrations }
  private var pending: [SensorReport] = []
  private var nextStep: SurveillanceTime
  private var outputs = 1

  /// - Parameters:
  ///   - writesDetails: Whether each record says all that is known of the track.
  ///   - isDigested: Whether every change enters a digest.
  ///   - watch: What is to be explained.
  init(
    _ scenario: TrackingScenario, sites: [SensorSite], writesDetails: Bool, isDigested: Bool,
    explaining watch: TrackWatch?
  ) {
    tracker.observation.watch = watch
    self.sites = sites
    sensorNames = writesDetails ? scenario.sensors.map { JSONLine.harmless($0.id) } : nil
    digest = isDigested ? PictureDigest() : nil
    start = SurveillanceTime(nanoseconds: 0).adding(seconds: scenario.startSeconds)
    end = SurveillanceTime(nanoseconds: 0).adding(seconds: scenario.endSeconds)
    periodSeconds = scenario.periodSeconds
    nextStep = SurveillanceTime(
      nanoseconds: (start.nanoseconds / Self.stepNanoseconds + 1) * Self.stepNanoseconds)
  }

  /// Takes a plot; steps up to its arrival first.
  mutating func take(_ plot: PlotLineReader.Arrival, writing output: inout OutputFile) throws {
    guard plot.arrivalTime <= end else {
      afterEnd += 1
      return
    }
    try run(before: plot.arrivalTime, writing: &output)
    pending.append(plot.report)
    if pending.count >= Self.reportsPerStepMax { step(at: plot.arrivalTime) }
  }

  /// Takes out what was explained since the last time.
  mutating func takeExplanations() -> [Explanation] { tracker.observation.watch?.take() ?? [] }

  /// Goes on to the end of the scenario.
  mutating func finish(writing output: inout OutputFile) throws {
    try run(before: end.adding(seconds: 1e-9), writing: &output)
  }

  /// Steps and outputs that are due before an instant. What comes at the very instant of a step still belongs to it.
  private mutating func run(before time: SurveillanceTime, writing output: inout OutputFile) throws {
    while true {
      let due = min(nextStep, nextOutput)
      guard due < time else { return }
      step(at: due)
      if due == nextOutput {
        try write(at: due, to: &output)
        outputs += 1
      }
      if due == nextStep {
        nextStep = SurveillanceTime(nanoseconds: nextStep.nanoseconds + Self.stepNanoseconds)
      }
    }
  }

  private var nextOutput: SurveillanceTime { start.adding(seconds: Double(outputs) * periodSeconds) }

  private mutating func step(at time: SurveillanceTime) {
    let began = Stopwatch.Instant.now
    let changes = tracker.process(pending, sites: sites, at: time)
    timing.add(since: began)
    processed += pending.count
    if digest != nil { absorb(changes) }
    pending.removeAll(keepingCapacity: true)
    for sensor in tracker.lastStep { tally.add(sensor) }
  }

  private mutating func absorb(_ changes: TrackChanges) {
    var writer = CanonicalWriter()
    writer.write(changes.updated)
    writer.write(changes.removed)
    digest?.absorb(writer.bytes)
  }

  /// Takes in the whole state that the tracker ends with, where a digest is asked for.
  mutating func digestState() {
    guard digest != nil else { return }
    var writer = CanonicalWriter()
    writer.write(tracker)
    digest?.absorb(writer.bytes)
  }

  private mutating func write(at time: SurveillanceTime, to output: inout OutputFile) throws {
    for track in tracker.tracks where track.status != .tentative {
      guard let line = line(of: track.number, at: time) else { continue }
      records += 1
      try output.writeLine(line)
    }
  }

  private func line(of number: TrackNumber, at time: SurveillanceTime) -> String? {
    guard let names = sensorNames else {
      return tracker.track(number, predictedTo: time).map { BenchmarkTrackLine.line(of: $0, at: time).text }
    }
    guard let detail = tracker.detail(of: number, at: time) else { return nil }
    var line = BenchmarkTrackLine.line(of: detail.track, at: time)
    line.add(detail, at: time) { $0.index < names.count ? names[$0.index] : "\($0.rawValue)" }
    return line.text
  }
}

/// Tracks as the lines that `vigie evaluate` reads.
enum BenchmarkTrackLine {
  static func line(of track: SystemTrack, at time: SurveillanceTime) -> JSONLine {
    var line = JSONLine()
    line.add("t", JSONLine.rounded(Double(time.nanoseconds) / 1e9, places: 3))
    line.add("track", String(track.number.rawValue))
    line.add("lat", JSONLine.rounded(Angle.degrees(fromRadians: track.latitudeRadians), places: 8))
    line.add("lon", JSONLine.rounded(Angle.degrees(fromRadians: track.longitudeRadians), places: 8))
    line.add("alt_m", height(of: track).flatMap { JSONLine.rounded($0, places: 1) } ?? "null")
    line.add("vn", JSONLine.rounded(track.velocity.northMetresPerSecond, places: 3))
    line.add("ve", JSONLine.rounded(track.velocity.eastMetresPerSecond, places: 3))
    line.add("vz", track.verticalRateMetresPerSecond.flatMap { JSONLine.rounded($0, places: 2) })
    line.add("sig_m", JSONLine.rounded(track.positionSigmaMetres, places: 3))
    line.add("means", String(track.means.rawValue))
    return line
  }

  /// The first height known: one that was only estimated where it is most likely right to 300 ft, as a level would be.
  private static func height(of track: SystemTrack) -> Double? {
    if let measured = track.pressureAltitude?.metres ?? track.measuredHeight?.metres ?? track.geometricHeight?.metres {
      return measured
    }
    guard let estimated = track.estimatedHeight, estimated.sigmaMetres <= estimatedSigmaMaxMetres else { return nil }
    return estimated.height.metres
  }

  /// Half of 300 ft.
  private static let estimatedSigmaMaxMetres = 45.72
}
