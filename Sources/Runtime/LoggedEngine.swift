public import Engine
public import Recording
public import Surveillance
public import Tracking

/// What is to enter the log, before it has a number.
public struct LogInput: Sendable {
  public var receiveTime: SurveillanceTime
  public var feed: FeedNumber
  public var kind: LogEntryKind
  public var payload: [UInt8]

  /// Makes an input.
  public init(receiveTime: SurveillanceTime, feed: FeedNumber, kind: LogEntryKind, payload: [UInt8]) {
    self.receiveTime = receiveTime
    self.feed = feed
    self.kind = kind
    self.payload = payload
  }
}

/// The engine behind its log: every input is numbered, written to the recording, and only then takes effect.
public struct LoggedEngine: Sendable {
  public private(set) var engine = PictureEngine()
  private var sequencer = EntrySequencer()
  private let writer: RecordingWriter?

  /// An engine with an empty picture.
  /// - Parameter writer: Where entries are recorded; nil to record nothing.
  public init(recordingTo writer: RecordingWriter? = nil) {
    self.writer = writer
    if let writer, let lastTime = writer.lastReceiveTime {
      sequencer = EntrySequencer(nextSequence: writer.nextSequence, lastTime: lastTime)
    }
  }

  /// State of the recording; nil where nothing is recorded. A writer that failed tries again by itself.
  public var recording: RecordingStatus? { writer?.status }

  /// What is asked of the tracker's work beside the tracks; it changes nothing and is not recorded.
  public var observation: TrackerObservation {
    get { engine.observation }
    set { engine.observation = newValue }
  }

  /// Takes out what was explained since the last time.
  public mutating func takeExplanations() -> [Explanation] { engine.takeExplanations() }

  /// Records inputs in order, then lets the engine take them. The picture goes on where the recording cannot.
  public mutating func take(_ inputs: [LogInput]) -> EngineOutput {
    let entries = inputs.map {
      sequencer.entry(receiveTime: $0.receiveTime, feed: $0.feed, kind: $0.kind, payload: $0.payload)
    }
    record(entries)
    var output = EngineOutput()
    for entry in entries { output.merge(engine.process(entry)) }
    return output
  }

  /// Brings log time forward without an entry: does the steps due by then, and changes nothing else.
  public mutating func advance(to time: SurveillanceTime) -> EngineOutput {
    engine.advance(to: time)
  }

  /// A failure stands in `recording`, where the console shows it.
  private func record(_ entries: [LogEntry]) {
    do {
      try writer?.append(entries)
    } catch .payloadTooLarge {
      // A batch is written whole or not at all: an entry that no record holds must not cost the others theirs.
      for entry in entries { try? writer?.append(entry) }
    } catch {}
  }

  /// Does the last step of a log that will not go on.
  public mutating func finish() -> EngineOutput {
    engine.finish()
  }

  /// The recording to wait for, and up to which entry, before something is acknowledged; nil where nothing is recorded.
  var pendingAcknowledgement: (writer: RecordingWriter, sequence: UInt64)? {
    guard let writer, sequencer.nextSequence > 0 else { return nil }
    return (writer, sequencer.nextSequence - 1)
  }

  /// Ends the recording.
  /// - Throws: Where the last entries may not be on the disk.
  public func seal() throws(RecordingError) {
    try writer?.close()
  }
}
