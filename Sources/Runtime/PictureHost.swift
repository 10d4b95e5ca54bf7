public import AirPicture
public import Engine
public import Recording
import Sensors
public import Surveillance
import Tracking

/// The one owner of the engine: takes inputs, publishes numbered pictures.
///
/// Changes are gathered for at most `publishInterval` and then published to every observer; an observer that is slow
/// loses deltas, notices by their numbers and asks for a snapshot. Nobody waits for it.
public actor PictureHost {
  /// Changes are gathered for so long at most.
  public static let publishInterval = Duration.milliseconds(50)

  var logged: LoggedEngine
  var explained = ExplainedTracks()
  private var number: UInt32 = 0
  private var gathered = EngineOutput()
  private var observers: [(id: Int, continuation: AsyncStream<PictureDelta>.Continuation)] = []
  private var nextObserver = 0
  /// What each feed last said of its state, by ascending feed.
  private var feedNotes: [(feed: FeedNumber, text: String)] = []
  /// Inputs that could not be carried out, latest last; bounded.
  private var refusals: [String] = []

  /// Makes a host around an engine behind its log.
  public init(_ logged: consuming LoggedEngine) {
    self.logged = logged
  }

  /// Takes inputs in order.
  public func take(_ inputs: [LogInput]) {
    gather(logged.take(inputs))
  }

  /// Takes an operator's command at the engine's own time, and answers when it is safe on the disk.
  /// - Throws: The engine's refusal, in a sentence.
  public func command(_ command: OperatorCommand) async throws(CommandRefusal) {
    var writer = CanonicalWriter()
    writer.write(command)
    let output = logged.take([
      LogInput(receiveTime: logged.engine.time, feed: .system, kind: .command, payload: writer.bytes)
    ])
    gather(output)
    if let refusal = output.refusals.first { throw CommandRefusal(description: refusal) }
    guard let pending = logged.pendingAcknowledgement else { return }
    do {
      try await pending.writer.waitUntilDurable(through: pending.sequence)
    } catch {
      throw CommandRefusal(description: "the command took effect but could not be recorded: \(error)")
    }
  }

  /// Ends the log: nothing more will come.
  public func finish() {
    gather(logged.finish())
    publish()
  }

  /// The picture as last published, with everything since.
  public func snapshot() -> PictureSnapshot {
    publish()
    let engine = logged.engine
    return PictureSnapshot(
      number: number, time: engine.time, configuration: engine.configuration, picture: engine.picture,
      sensors: engine.sensors.sensors, siteMonitors: engine.tracker.siteMonitors,
      registrations: engine.tracker.registrations,
      receptions: engine.sensors.receptions, entries: engine.entries)
  }

  /// The picture with all that the tracker knows of one track now; no estimate where it is none of ours.
  public func detail(of number: TrackNumber) -> (snapshot: PictureSnapshot, estimate: TrackEstimateDetail?) {
    let engine = logged.engine
    return (snapshot(), engine.tracker.detail(of: number, at: engine.time))
  }

  /// The engine's clock.
  public var time: SurveillanceTime { logged.engine.time }

  /// Digest of the picture's whole history.
  public var digest: PictureDigest { logged.engine.digest }

  /// State of the recording; nil where nothing is recorded.
  public var recording: RecordingStatus? { logged.recording }

  /// What each feed last said of its state, by ascending feed.
  public var notes: [String] { feedNotes.map(\.text) }

  /// Notes a feed's state, for people.
  public func note(_ text: String, of feed: FeedNumber) {
    feedNotes.removeAll { $0.feed == feed }
    feedNotes.append((feed, text))
    feedNotes.sort { $0.feed < $1.feed }
  }

  /// Published changes, from now on. Only the newest is held for a slow observer.
  public func deltas() -> AsyncStream<PictureDelta> {
    let id = nextObserver
    nextObserver += 1
    let (stream, continuation) = AsyncStream.makeStream(of: PictureDelta.self, bufferingPolicy: .bufferingNewest(1))
    continuation.onTermination = { _ in Task { await self.forget(id) } }
    observers.append((id, continuation))
    return stream
  }

  /// Publishes what gathers, until cancelled; then ends the recording.
  public func run() async throws {
    while !Task.isCancelled {
      publish()
      try? await Task.sleep(for: Self.publishInterval)
    }
    for observer in observers { observer.continuation.finish() }
    try logged.seal()
  }

  private func gather(_ output: EngineOutput) {
    gathered.merge(output)
    refusals.append(contentsOf: output.refusals)
    if refusals.count > 100 { refusals.removeFirst(refusals.count - 100) }
  }

  private func publish() {
    let engine = logged.engine
    guard !gathered.isEmpty || gathered.steps > 0 else { return }
    let delta = PictureDelta(
      number: number &+ 1, previous: number, time: engine.time,
      changed: gathered.changed.compactMap { engine.picture[$0] }, removed: gathered.removed,
      isReset: gathered.isReset, settings: engine.picture.settings)
    gathered = EngineOutput()
    number &+= 1
    for observer in observers { observer.continuation.yield(delta) }
  }

  private func forget(_ id: Int) {
    observers.removeAll { $0.id == id }
  }
}
