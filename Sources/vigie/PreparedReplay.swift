import Asterix
import ConfigurationFiles
import Engine
import Feeds
import Foundation
import Geodesy
import Recording
import Runtime
import Surveillance

/// Inputs made ready to be played: what they are, how long they last, what is missing.
struct PreparedReplay {
  let source: any ReplaySource
  /// First and last time of the data, where known.
  let start: SurveillanceTime?
  let end: SurveillanceTime?
  /// What a person should know before it plays.
  let notes: [String]
  /// A sensor file to edit, where the position of a radar is missing.
  let template: String?
  /// Whether it is known beforehand, and said in the notes, that something of the input is lost.
  let isDamaged: Bool
  /// Says what else of the input could not be used, after it was played.
  let problems: @Sendable () -> [String]

  init(inputs: [String], sensorFile: String?, receiverPlace: ReceiverPlace?) throws {
    if inputs.contains(where: RecordingReader.isRecording) {
      guard inputs.count == 1, let folder = inputs.first else {
        throw Failure(.usage, "a recording of Vigie plays alone: name one folder, or several files of other kinds")
      }
      try self.init(recording: folder, sensorFile: sensorFile, receiverPlace: receiverPlace)
    } else {
      try self.init(files: inputs, sensorFile: sensorFile, receiverPlace: receiverPlace)
    }
  }

  private init(recording folder: String, sensorFile: String?, receiverPlace: ReceiverPlace?) throws {
    guard sensorFile == nil, receiverPlace == nil else {
      throw Failure(.usage, "a recording holds its own sensors: leave --sensors and --at out")
    }
    do {
      let summary = try RecordingSummary(reading: folder)
      let found = ProblemBox()
      source = RecordingSource(reader: try RecordingReader(opening: folder), problems: found)
      start = summary.firstTime
      end = summary.lastTime
      let known = summary.problems.map { "\(folder): \($0)" }
      notes = known
      isDamaged = !known.isEmpty
      problems = { found.problems.map { "\(folder): \($0)" }.filter { !known.contains($0) } }
    } catch {
      throw Failure(.job, "\(error)")
    }
    template = nil
  }

  private init(files: [String], sensorFile path: String?, receiverPlace: ReceiverPlace?) throws {
    let sensors = try path.map(SensorFile.reading)
    let date = sensors?.recordingDate
    let survey = try SourceSurvey(paths: files, recordingDate: date)
    var configured = sensors?.sensors ?? []
    configured += receiverPlace?.sensors(feeds: files, beside: configured) ?? []
    let missing = survey.radarsWithoutPosition(configured: configured)
    let configuration = EngineConfiguration(
      title: files.map { URL(fileURLWithPath: $0).lastPathComponent }.joined(separator: ", "),
      initialView: survey.initialView(configured: configured),
      feeds: FeedDescription.numbered(files),
      sensors: configured)
    let found = ProblemBox()
    source = FileSource(
      feed: try asFailure { () throws(FeedError) in try MergedFileFeed(paths: files, recordingDate: date) },
      configuration: configuration, start: survey.first ?? date ?? SurveillanceTime(nanoseconds: 0), problems: found)
    start = survey.first
    end = survey.last
    var notes = sensors?.notes ?? []
    if !missing.isEmpty {
      notes.append(
        "POSITION UNKNOWN: \(missing.joined(separator: ", ")): shown on a radar-centred page, not on the map: give the "
          + "position in a sensor file (--sensors FILE); the one below is ready to edit")
    }
    self.notes = notes
    isDamaged = false
    template = missing.isEmpty ? nil : SensorFile.template(for: survey.found)
    problems = { found.problems }
  }
}

/// Where a source leaves what it could not use, for whoever asks at the end.
final class ProblemBox: Sendable {
  private let held = LockedList()
  var problems: [String] { held.values }
  func set(_ problems: [String]) { held.replace(with: problems) }
}

/// Files of wire data as something to play; the configuration comes first.
struct FileSource: ReplaySource {
  private var feed: MergedFileFeed
  private var configuration: LogInput?
  private let problems: ProblemBox

  init(feed: MergedFileFeed, configuration: EngineConfiguration, start: SurveillanceTime, problems: ProblemBox) {
    self.feed = feed
    self.configuration = LogInput(configuration, at: start)
    self.problems = problems
  }

  mutating func next() throws -> LogInput? {
    if let first = configuration {
      configuration = nil
      return first
    }
    do {
      guard let datagram = try feed.next() else {
        problems.set(
          feed.files.flatMap { file in file.refusals.map { "\(file.path): \($0.reason): \($0.count)" } }
            + feed.failures.map { "\($0)" })
        return nil
      }
      return LogInput(
        receiveTime: datagram.receiveTime ?? .distantPast, feed: datagram.feed, kind: datagram.kind,
        payload: datagram.payload)
    } catch {
      throw Failure(.job, "\(error)")
    }
  }
}

/// A recording of Vigie as something to play.
struct RecordingSource: ReplaySource {
  private var reader: RecordingReader
  private let problems: ProblemBox

  init(reader: RecordingReader, problems: ProblemBox) {
    self.reader = reader
    self.problems = problems
  }

  mutating func next() throws -> LogInput? {
    guard let entry = try nextReadable() else {
      problems.set(reader.problems.map { "\($0)" })
      return nil
    }
    return LogInput(receiveTime: entry.receiveTime, feed: entry.feed, kind: entry.kind, payload: entry.payload)
  }

  /// The next entry; a segment that the machine cannot read is left out, which the reader notes.
  private mutating func nextReadable() throws -> LogEntry? {
    for _ in 0...reader.segments.count {
      do {
        return try reader.next()
      } catch {
        continue
      }
    }
    return nil
  }
}
