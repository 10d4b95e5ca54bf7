import Engine
import Foundation
import NIOCore
import Runtime
import ServiceLifecycle
import Surveillance

/// One piece of the picture stream, encoded once for every reader.
struct StreamFrame: Sendable {
  /// Counts frames; a reader that finds a gap starts again from a welcome.
  var sequence: UInt64
  var bytes: ByteBuffer
}

/// Encodes what the host publishes and hands it to every reader of the stream.
///
/// A reader holds one frame at most: one that is slow loses frames, notices by their sequence, and gets the whole picture
/// at once. It never slows others.
actor FrameHub: Service {
  /// A full picture goes out so often, whatever was sent between.
  private static let snapshotInterval = Duration.seconds(10)
  /// Status messages are looked at so often.
  private static let statusInterval = Duration.milliseconds(500)
  /// A little less than between two looks, so that no second passes without a message.
  private static let heartbeatInterval = Duration.milliseconds(450)

  /// A reader that takes nothing for so long is cut off.
  private static let stallLimit = Duration.seconds(30)
  /// What readers have to take their last frame in when the console shuts down.
  private static let farewell = Duration.milliseconds(500)

  /// One reader of the stream.
  private struct Reader {
    var continuation: AsyncStream<StreamFrame>.Continuation
    var channel: any Channel
    /// When it last took a frame.
    var lastTaken: ContinuousClock.Instant
  }

  let session: ConsoleSession
  private var sequence: UInt64 = 0
  private var readers: [Int: Reader] = [:]
  private var nextReader = 0
  private var isExercise = false
  private var history = TrackHistory()
  private var lastStatus: [[UInt8]] = []
  private let clock = ContinuousClock()
  private var lastFrame = ContinuousClock.now
  private var lastSnapshot = ContinuousClock.now
  private var isClosed = false

  init(_ session: ConsoleSession) {
    self.session = session
  }

  /// Publishes until shut down; then ends every reader's stream, so that the server can close its connections.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.followPicture() }
        group.addTask { await self.followStatus() }
      }
    }
    await close()
  }

  /// Frames from now on, after a welcome.
  /// - Parameter channel: The reader's connection, by which it is cut off when it takes nothing any more.
  func join(_ channel: any Channel) -> (id: Int, frames: AsyncStream<StreamFrame>) {
    let id = nextReader
    nextReader += 1
    let (stream, continuation) = AsyncStream.makeStream(of: StreamFrame.self, bufferingPolicy: .bufferingNewest(1))
    readers[id] = Reader(continuation: continuation, channel: channel, lastTaken: clock.now)
    if isClosed { continuation.finish() }
    return (id, stream)
  }

  /// Notes that a reader took a frame.
  func taken(by id: Int) {
    readers[id]?.lastTaken = clock.now
  }

  /// Forgets a reader.
  func leave(_ id: Int) {
    readers.removeValue(forKey: id)?.continuation.finish()
  }

  /// Everything a reader needs to begin: the whole picture and every status message.
  func welcome() async -> StreamFrame {
    // Frames that go out while the picture is taken come after it: one too many does no harm, one too few would.
    let sequence = sequence
    let snapshot = await session.host.snapshot()
    isExercise = snapshot.configuration.isExercise
    var bytes = PictureFrame.snapshot(snapshot)
    for message in await statusMessages(snapshot) {
      bytes += PictureFrame.status(message, number: snapshot.number, time: snapshot.time)
    }
    return StreamFrame(sequence: sequence, bytes: ByteBuffer(bytes: bytes))
  }

  /// Where a track has been lately.
  func history(of number: TrackNumber) -> [TrackHistory.Point] { history[number] }

  private func followPicture() async {
    isExercise = await session.host.snapshot().configuration.isExercise
    var held: UInt32?
    for await delta in await session.host.deltas() {
      history.absorb(delta)
      // Already in the snapshot that went out.
      if let held, Int32(bitPattern: delta.number &- held) <= 0 { continue }
      let isGap = held.map { $0 != delta.previous } ?? true
      held = delta.number
      if delta.isReset || isGap || clock.now - lastSnapshot > Self.snapshotInterval {
        let snapshot = await session.host.snapshot()
        held = snapshot.number
        isExercise = snapshot.configuration.isExercise
        lastSnapshot = clock.now
        broadcast(PictureFrame.snapshot(snapshot))
      } else {
        broadcast(PictureFrame.delta(delta, settings: delta.settings, isExercise: isExercise))
      }
    }
  }

  private func followStatus() async {
    while !isClosed, !Task.isCancelled {
      try? await Task.sleep(for: Self.statusInterval)
      cutOffStalled()
      guard !readers.isEmpty else { continue }
      let snapshot = await session.host.snapshot()
      let messages = await statusMessages(snapshot)
      // One frame for all of them: a reader holds one at most.
      var bytes: [UInt8] = []
      for (index, message) in messages.enumerated() where index >= lastStatus.count || lastStatus[index] != message {
        bytes += PictureFrame.status(message, number: snapshot.number, time: snapshot.time)
      }
      if !bytes.isEmpty { broadcast(bytes) }
      lastStatus = messages
      if clock.now - lastFrame >= Self.heartbeatInterval {
        broadcast(PictureFrame.heartbeat(number: snapshot.number, time: snapshot.time))
      }
    }
  }

  private func statusMessages(_ snapshot: PictureSnapshot) async -> [[UInt8]] {
    let status = StatusJSON(
      snapshot, mode: session.mode, notes: session.notes + (await session.host.notes),
      replay: await session.player?.state, recording: await session.host.recording)
    return [json(status), json(AlertsJSON(snapshot)), json(SensorsJSON(snapshot))]
  }

  private func broadcast(_ bytes: [UInt8]) {
    sequence += 1
    lastFrame = clock.now
    let frame = StreamFrame(sequence: sequence, bytes: ByteBuffer(bytes: bytes))
    for reader in readers.values { reader.continuation.yield(frame) }
  }

  private func cutOffStalled() {
    for reader in readers.values where clock.now - reader.lastTaken > Self.stallLimit {
      reader.channel.close(promise: nil)
    }
  }

  /// Ends every stream; a reader that does not take its end is cut off, so that nobody holds the shutdown up.
  private func close() async {
    isClosed = true
    for reader in readers.values { reader.continuation.finish() }
    let deadline = clock.now + Self.farewell
    while !readers.isEmpty, clock.now < deadline { try? await Task.sleep(for: .milliseconds(20)) }
    for reader in readers.values { reader.channel.close(promise: nil) }
  }
}
