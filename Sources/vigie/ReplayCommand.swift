import ArgumentParser
import ConfigurationFiles
import Console
import Engine
import Foundation
import Recording
import Runtime
import Surveillance

/// `vigie replay`: recordings of any kind through the same engine, with the console or without.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Plays recordings (ASTERIX, pcap, FINAL, Beast, AVR, SBS, UAT, or Vigie's own) through the same engine.")

  @Argument(help: "Files to play together, or one folder that Vigie recorded.")
  var inputs: [String]

  @Option(help: "Sensor file: where the sensors stand (see examples/sensors).")
  var sensors: String?

  @Option(
    help: "Where the receivers of Mode S files are, LATITUDE,LONGITUDE in degrees: places aircraft on the ground.")
  var at: ReceiverPlace?

  @Option(help: "Speed: a number, or max.")
  var speed = "1"

  @Flag(help: "Without the console: play at full speed to the end.")
  var headless = false

  @Option(help: "Headless: writes every change of every track as a JSON line to this file; - for standard output.")
  var tracks: String?

  @Option(help: "With --tracks: writes every track once in so many seconds of log time instead of its changes.")
  var trackPeriod: Double?

  @Flag(help: "With --tracks: each line says all that is known of the track.")
  var trackDetails = false

  @Flag(help: "Headless: prints the digest of the picture's history.")
  var digest = false

  @Flag(help: "Headless: prints how good the sensors and the tracks are, without truth: docs/guides/track-quality.md.")
  var trackQuality = false

  @Flag(help: "With --track-quality: as JSON.")
  var json = false

  @OptionGroup var explain: ExplainOptions

  @Flag(help: "Begin paused.")
  var paused = false

  @OptionGroup var console: ConsoleOptions
  @OptionGroup var recording: RecordingOptions

  func validate() throws {
    guard ReplaySpeed(speed) != nil else {
      throw ValidationError("--speed takes a number from 0.01 to 10000, or max, not \(speed)")
    }
    if !headless, tracks != nil || digest { throw ValidationError("--tracks and --digest need --headless") }
    if tracks == nil, trackPeriod != nil || trackDetails {
      throw ValidationError("--track-period and --track-details need --tracks")
    }
    if let trackPeriod, !(0.25...3600).contains(trackPeriod) {
      throw ValidationError("--track-period takes seconds from 0.25 to 3600, not \(trackPeriod)")
    }
    if !headless, trackQuality || !explain.requests.isEmpty {
      throw ValidationError("--track-quality and --explain need --headless")
    }
    if json, !trackQuality { throw ValidationError("--json needs --track-quality") }
    if tracks == "-", trackQuality || explain.usesStandardOutput {
      throw ValidationError("--tracks - takes standard output: name a file for the tracks")
    }
    guard !inputs.isEmpty else { throw ValidationError("name at least one file to play") }
  }

  private var qualityForm: HeadlessReplay.QualityForm? {
    guard trackQuality else { return nil }
    return json ? .json : .text
  }

  func run() async throws {
    let prepared = try PreparedReplay(inputs: inputs, sensorFile: sensors, receiverPlace: at)
    for note in prepared.notes { Terminal.say(note) }
    if let template = prepared.template {
      FileHandle.standardError.write(Data(template.utf8))
    }
    if headless {
      let lines = tracks.map {
        TrackLineOptions(path: $0, periodSeconds: trackPeriod, writesDetails: trackDetails)
      }
      let isWhole = try HeadlessReplay(source: prepared.source, recordingTo: try recording.writerIfAsked()).run(
        tracks: lines, printsDigest: digest, explain: explain, quality: qualityForm,
        problems: prepared.problems)
      if prepared.isDamaged || !isWhole { throw ExitCode(Failure.Kind.job.rawValue) }
    } else {
      try await play(prepared)
    }
  }

  private func play(_ prepared: PreparedReplay) async throws {
    let host = PictureHost(LoggedEngine(recordingTo: try recording.writerIfAsked()))
    let player = ReplayPlayer(
      prepared.source, into: host, speed: ReplaySpeed(speed) ?? .times(1), isPaused: paused, start: prepared.start,
      end: prepared.end)
    try await ConsoleRun(
      session: ConsoleSession(mode: .replay, host: host, player: player, notes: prepared.notes), options: console,
      inputs: [PlayerService(player: player, problems: prepared.problems)]
    ).run()
  }
}
