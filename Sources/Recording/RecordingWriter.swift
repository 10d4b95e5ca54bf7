import Dispatch
import Foundation
public import Surveillance
import Synchronization

/// Whether entries are being kept.
public enum RecordingState: Hashable, Sendable {
  /// Every entry is written.
  case recording
  /// Entries are being lost; the writer tries again by itself.
  case failed(reason: String)
  /// Closed for good.
  case closed
}

/// The writer's state and counters at one instant.
public struct RecordingStatus: Hashable, Sendable {
  public var state: RecordingState
  /// Entries written since the writer was opened.
  public var entriesWritten: UInt64
  /// Entries that could not be written since the writer was opened.
  public var entriesLost: UInt64
  /// Octets written since the writer was opened.
  public var bytesWritten: UInt64
  /// Entries below this number are on the disk, those of failures aside.
  public var durableBelow: UInt64
  /// File name of the segment being written.
  public var segment: String?
  /// The last failure of write or sync, also when the writer has recovered since.
  public var lastFailure: String?
}

/// What was done to a recording whose writer had stopped without closing it.
public struct RecordingRecovery: Hashable, Sendable, CustomStringConvertible {
  /// File name of the segment that was torn.
  public var segment: String
  /// Octets cut off behind the last whole record.
  public var cutBytes: UInt64
  /// Number of the last whole entry; nil where none is left.
  public var lastSequence: UInt64?

  public var description: String {
    let end = lastSequence.map { "after entry \($0)" } ?? "before the first entry"
    return "the recording was torn at its end: \(cutBytes) octets of \(segment) were cut \(end)"
  }
}

/// Writes a recording: appended entries are in the file when ``append(_:)`` returns, and on the disk within the sync
/// interval.
///
/// `append` never waits for the disk: a thread of the writer's own brings what was written there, every 100 ms and
/// whenever ``sync()`` or ``waitUntilDurable(through:)`` asks. Failures (disk full, I/O error) are a state, never a trap: entries that cannot be
/// written are counted and lost to the recording, and as soon as writing works again a new segment begins that names the
/// gap.
public final class RecordingWriter: Sendable {
  /// Size at which a segment ends, octets.
  public static let defaultSegmentBytes: UInt64 = 64 << 20

  /// What was mended when the recording was opened again; nil where its end was whole.
  public let recovery: RecordingRecovery?
  private let core: WriterCore

  /// Begins a new recording; makes the folder if it is not there.
  public convenience init(
    creating folder: String, segmentBytes: UInt64 = defaultSegmentBytes, syncInterval: Duration = .milliseconds(100)
  ) throws(RecordingError) {
    let disk = try FileSystemDisk(folder: folder)
    guard !RecordingReader.isRecording(folder) else { throw .alreadyExists(path: folder) }
    self.init(disk: disk, segmentBytes: segmentBytes, syncInterval: syncInterval)
  }

  /// Continues a recording behind its last whole record. What stands after it, torn by a crash, is cut; ``recovery`` says
  /// so.
  public convenience init(
    reopening folder: String, segmentBytes: UInt64 = defaultSegmentBytes, syncInterval: Duration = .milliseconds(100)
  ) throws(RecordingError) {
    guard RecordingReader.isRecording(folder) else {
      throw .notARecording(path: folder, found: "no folder with a segment")
    }
    let disk = try FileSystemDisk(folder: folder)
    let end = try RecordingEnd(repairing: folder, on: disk)
    self.init(disk: disk, continuing: end, segmentBytes: segmentBytes, syncInterval: syncInterval)
  }

  /// Writes to `disk`, for tests of failures.
  package init(
    disk: any RecordingDisk, continuing end: RecordingEnd? = nil, segmentBytes: UInt64, syncInterval: Duration,
    retryInterval: Duration = .seconds(1)
  ) {
    recovery = end?.recovery
    let core = WriterCore(
      disk: disk, continuing: end, segmentBytes: segmentBytes, syncInterval: syncInterval,
      retryInterval: retryInterval)
    self.core = core
    Thread.detachNewThread { core.runSynchronisation() }
  }

  deinit { core.requestStop() }

  /// Number that the next entry should have.
  public var nextSequence: UInt64 { core.nextSequence }

  /// Receive time of the last entry; nil where there is none.
  public var lastReceiveTime: SurveillanceTime? { core.lastReceiveTime }

  /// Octets written since the writer was opened.
  public var bytesWritten: UInt64 { core.status.bytesWritten }

  /// State and counters.
  public var status: RecordingStatus { core.status }

  /// Writes one entry.
  public func append(_ entry: LogEntry) throws(RecordingError) { try core.append([entry]) }

  /// Writes entries in one call of the system: all of them, or on failure none.
  ///
  /// Numbers rise by one from ``nextSequence``; where they leave some out, a new segment begins that says so.
  public func append(_ entries: [LogEntry]) throws(RecordingError) { try core.append(entries) }

  /// Returns when every entry written up to and including number `sequence` is on the disk (by default: every one written
  /// before the call). Throws where one of them is not, or may not be.
  ///
  /// Several callers share one sync of the disk. Acknowledge nothing before this returns.
  public func waitUntilDurable(through sequence: UInt64? = nil) async throws(RecordingError) {
    let failure = await withCheckedContinuation { continuation in
      core.requestSync(through: sequence) { continuation.resume(returning: $0) }
    }
    if let failure { throw failure }
  }

  /// As ``waitUntilDurable(through:)`` for everything written before the call, blocking the calling thread.
  public func sync() throws(RecordingError) {
    let answered = DispatchSemaphore(value: 0)
    let failure = Mutex<RecordingError?>(nil)
    core.requestSync(through: nil) { error in
      failure.withLock { $0 = error }
      answered.signal()
    }
    answered.wait()
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  /// Brings everything to the disk and closes the recording; waits for both. Throws where the last entries did not get
  /// there; the recording is closed all the same. A second call does nothing.
  public func close() throws(RecordingError) {
    if let failure = core.stop() { throw .failed(reason: failure) }
  }
}
