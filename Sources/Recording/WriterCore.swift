import Dispatch
import Surveillance
import Synchronization

/// The writer's state and its two sides: `append`, called by the owner of the log, and the thread that brings what was
/// appended to the disk.
final class WriterCore: Sendable {
  private let disk: any RecordingDisk
  private let segmentBytes: UInt64
  private let syncInterval: Duration
  private let retryInterval: Duration
  private let recordingIdentity: UInt64
  private let state: Mutex<State>
  private let wake = DispatchSemaphore(value: 0)
  private let finished = DispatchSemaphore(value: 0)

  private struct Waiter {
    var sequence: UInt64
    var resume: @Sendable (RecordingError?) -> Void
  }

  private struct State {
    var file: (any RecordingFile)?
    var segmentName: String?
    var segmentNumber: UInt32
    var segmentSize: UInt64 = 0
    /// Ended segments whose last octets may not be on the disk.
    var retired: [any RecordingFile] = []
    var isFolderDirty = false
    /// Why the next segment will begin.
    var reason: SegmentReason
    var detail: UInt64 = 0
    var nextSequence: UInt64
    var lastTime: SurveillanceTime?
    var durableBelow: UInt64
    /// Entries that are missing or doubtful, the last ``WriterCore/lossLimit`` ranges of them.
    var losses: [Range<UInt64>] = []
    var waiters: [Waiter] = []
    /// Whether the thread has been told that there is something to do.
    var isAwake = false
    var isStopping = false
    var isClosed = false
    var failure: String?
    var lastFailure: String?
    /// Failures since the last successful sync.
    var failures = 0
    var retryAt: ContinuousClock.Instant?
    var entriesWritten: UInt64 = 0
    var entriesLost: UInt64 = 0
    var bytesWritten: UInt64 = 0
  }

  private static let lossLimit = 64

  init(
    disk: any RecordingDisk, continuing end: RecordingEnd?, segmentBytes: UInt64, syncInterval: Duration,
    retryInterval: Duration
  ) {
    self.disk = disk
    self.segmentBytes = segmentBytes
    self.syncInterval = syncInterval
    self.retryInterval = retryInterval
    recordingIdentity = end?.recordingIdentity ?? .random(in: .min ... .max)
    var initial = State(
      segmentNumber: end?.lastSegmentNumber ?? 0, reason: end == nil ? .start : .reopened,
      nextSequence: end?.nextSequence ?? 0, durableBelow: end?.nextSequence ?? 0)
    initial.lastTime = end?.lastTime
    if let recovery = end?.recovery {
      initial.reason = .recovered
      initial.detail = recovery.cutBytes
    }
    state = Mutex(initial)
  }

  var nextSequence: UInt64 { state.withLock { $0.nextSequence } }
  var lastReceiveTime: SurveillanceTime? { state.withLock { $0.lastTime } }

  var status: RecordingStatus {
    state.withLock { state in
      let now: RecordingState =
        if state.isClosed || state.isStopping {
          .closed
        } else if let failure = state.failure {
          .failed(reason: failure)
        } else {
          .recording
        }
      return RecordingStatus(
        state: now, entriesWritten: state.entriesWritten, entriesLost: state.entriesLost,
        bytesWritten: state.bytesWritten, durableBelow: state.durableBelow, segment: state.segmentName,
        lastFailure: state.lastFailure)
    }
  }

  // MARK: Appending

  func append(_ entries: [LogEntry]) throws(RecordingError) {
    let mustWake = try state.withLock { (state: inout State) throws(RecordingError) in
      guard !state.isStopping else { throw .closed }
      try Self.check(entries, nextSequence: state.nextSequence, lastTime: state.lastTime)
      var start = entries.startIndex
      while start < entries.endIndex {
        let end = Self.endOfRun(in: entries, from: start)
        try write(entries[start..<end], to: &state)
        start = end
      }
      return Self.wakes(&state)
    }
    if mustWake { wake.signal() }
  }

  /// Refuses what would break the order of the log, before anything is written.
  private static func check(
    _ entries: [LogEntry], nextSequence: UInt64, lastTime: SurveillanceTime?
  ) throws(RecordingError) {
    var next = nextSequence
    var time = lastTime ?? .distantPast
    for entry in entries {
      guard entry.payload.count <= RecordHeader.payloadLimit else {
        throw .payloadTooLarge(bytes: entry.payload.count)
      }
      guard entry.sequence >= next else {
        throw .outOfOrder(sequence: entry.sequence, reason: "the next number is \(next)")
      }
      guard entry.receiveTime >= time else {
        throw .outOfOrder(sequence: entry.sequence, reason: "its receive time is before that of the entry before it")
      }
      next = entry.sequence &+ 1
      time = entry.receiveTime
    }
  }

  /// Where the numbers stop rising by one.
  private static func endOfRun(in entries: [LogEntry], from start: Int) -> Int {
    var end = start + 1
    while end < entries.endIndex, entries[end].sequence == entries[end - 1].sequence &+ 1 { end += 1 }
    return end
  }

  /// Writes consecutive entries with one call of the system: all or none.
  private func write(_ entries: ArraySlice<LogEntry>, to state: inout State) throws(RecordingError) {
    guard let first = entries.first, let last = entries.last else { return }
    if let failure = state.failure, let retryAt = state.retryAt, ContinuousClock.now < retryAt {
      state.entriesLost += UInt64(entries.count)
      throw .failed(reason: failure)
    }
    if state.file != nil, first.sequence != state.nextSequence {
      retire(&state, because: .afterGap, detail: state.nextSequence)
    } else if state.file != nil, state.segmentSize >= segmentBytes {
      retire(&state, because: .full, detail: 0)
    }
    do throws(SystemFailure) {
      let bytes = try encode(entries, first: first, into: &state)
      try put(bytes, into: &state)
    } catch {
      state.entriesLost += UInt64(entries.count)
      setReason(.afterFailedWrite, detail: state.nextSequence, in: &state)
      fail(&state, "cannot write \(state.segmentName ?? "a segment"): \(error.reason)")
      throw .failed(reason: state.failure ?? error.reason)
    }
    if first.sequence > state.nextSequence { note(loss: state.nextSequence..<first.sequence, in: &state) }
    state.nextSequence = last.sequence &+ 1
    state.lastTime = last.receiveTime
    state.entriesWritten += UInt64(entries.count)
    state.failure = nil
  }

  /// The entries' records; where no segment is open, one is made and its header stands before them.
  private func encode(
    _ entries: ArraySlice<LogEntry>, first: LogEntry, into state: inout State
  ) throws(SystemFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    if state.file == nil {
      let number = state.segmentNumber &+ 1
      let name = SegmentName.name(of: number)
      state.segmentName = name
      state.segmentNumber = number
      state.file = try disk.createSegment(named: name)
      state.segmentSize = 0
      state.isFolderDirty = true
      let header = SegmentHeader(
        recordingIdentity: recordingIdentity, number: number, reason: state.reason, detail: state.detail,
        firstSequence: first.sequence, firstTime: first.receiveTime)
      bytes = header.encoded()
    }
    for entry in entries {
      let place = RecordHeader.Place(
        recordingIdentity: recordingIdentity, segmentNumber: state.segmentNumber,
        offset: state.segmentSize + UInt64(bytes.count))
      RecordHeader.append(entry, at: place, to: &bytes)
    }
    return bytes
  }

  /// Appends to the open segment. On failure the segment ends at its last whole record, or is taken away if it has none.
  private func put(_ bytes: [UInt8], into state: inout State) throws(SystemFailure) {
    guard let file = state.file else { return }
    do {
      try file.append(bytes)
      state.segmentSize += UInt64(bytes.count)
      state.bytesWritten += UInt64(bytes.count)
    } catch {
      if state.segmentSize == 0 {
        file.close()
        if let name = state.segmentName { disk.removeSegment(named: name) }
      } else {
        // Where cutting fails as well, readers find the torn record and pass over it.
        try? file.truncate(to: state.segmentSize)
        state.retired.append(file)
      }
      state.file = nil
      throw error
    }
  }

  /// Ends the open segment; the thread brings it to the disk and closes it.
  private func retire(_ state: inout State, because reason: SegmentReason, detail: UInt64) {
    if let file = state.file { state.retired.append(file) }
    state.file = nil
    setReason(reason, detail: detail, in: &state)
  }

  /// What the next header will say; the start of a recording and its recovery stay said until a segment says them.
  private func setReason(_ reason: SegmentReason, detail: UInt64, in state: inout State) {
    guard state.entriesWritten > 0 else { return }
    state.reason = reason
    state.detail = detail
  }

  private func fail(_ state: inout State, _ reason: String) {
    state.failure = reason
    state.lastFailure = reason
    state.failures += 1
    state.retryAt = state.failures == 1 ? nil : ContinuousClock.now + retryInterval
  }

  private func note(loss: Range<UInt64>, in state: inout State) {
    if state.losses.count == Self.lossLimit { state.losses.removeFirst() }
    state.losses.append(loss)
  }

  /// Whether the thread must be told; only the first to ask does.
  private static func wakes(_ state: inout State) -> Bool {
    defer { state.isAwake = true }
    return !state.isAwake
  }

  // MARK: Synchronisation

  /// Calls `resume` once everything up to `sequence` is on the disk, or with the reason why it is not.
  func requestSync(through sequence: UInt64?, _ resume: @escaping @Sendable (RecordingError?) -> Void) {
    let answer = state.withLock { state in
      guard state.nextSequence > 0 || sequence != nil else { return Durability.given }
      let wanted = sequence ?? (state.nextSequence - 1)
      let answer = Self.durability(of: wanted, in: state)
      if case .pending = answer {
        state.waiters.append(Waiter(sequence: wanted, resume: resume))
        state.isAwake = true
      }
      return answer
    }
    switch answer {
    case .pending: wake.signal()
    case .given: resume(nil)
    case .refused(let error): resume(error)
    }
  }

  /// What is known of an entry without another sync.
  private enum Durability {
    case pending
    case given
    case refused(RecordingError)
  }

  private static func durability(of sequence: UInt64, in state: State) -> Durability {
    if state.losses.contains(where: { $0.contains(sequence) }) {
      return .refused(.failed(reason: state.lastFailure ?? "entry \(sequence) was not written"))
    }
    if sequence < state.durableBelow { return .given }
    if sequence >= state.nextSequence {
      return .refused(.failed(reason: state.failure ?? "entry \(sequence) has not been written"))
    }
    return state.isClosed ? .refused(.closed) : .pending
  }

  /// The thread: waits until something was appended, lets more come for the sync interval unless somebody waits, and brings
  /// all of it to the disk at once.
  func runSynchronisation() {
    while true {
      wake.wait()
      let isUrgent = state.withLock { !$0.waiters.isEmpty || $0.isStopping }
      if !isUrgent { _ = wake.wait(timeout: .now() + .nanoseconds(Self.nanoseconds(syncInterval))) }
      synchronise()
      if state.withLock({ $0.isStopping }) { break }
    }
    synchronise()
    let (open, waiters) = state.withLock { state in
      defer {
        state.file = nil
        state.retired = []
        state.isClosed = true
        state.waiters = []
      }
      return (state.retired + [state.file].compactMap { $0 }, state.waiters)
    }
    for file in open { file.close() }
    disk.close()
    for waiter in waiters { waiter.resume(.closed) }
    finished.signal()
  }

  private struct Pass {
    var retired: [any RecordingFile]
    var open: (any RecordingFile)?
    var isFolderDirty: Bool
    var end: UInt64
  }

  private func synchronise() {
    let pass = state.withLock { state in
      defer {
        state.retired = []
        state.isFolderDirty = false
        state.isAwake = false
      }
      return Pass(
        retired: state.retired, open: state.durableBelow < state.nextSequence ? state.file : nil,
        isFolderDirty: state.isFolderDirty, end: state.nextSequence)
    }
    var failure: SystemFailure?
    for file in pass.retired {
      do throws(SystemFailure) { try file.synchronise() } catch { failure = failure ?? error }
      file.close()
    }
    do throws(SystemFailure) {
      try pass.open?.synchronise()
      if pass.isFolderDirty { try disk.synchroniseFolder() }
    } catch {
      failure = failure ?? error
    }
    finish(pass, failure)
  }

  /// Settles what a pass has reached. After a failed sync nothing is known of what was appended since the last good one:
  /// the segment ends there, the entries count as doubtful, and the next segment says so.
  private func finish(_ pass: Pass, _ failure: SystemFailure?) {
    let (answered, mustGoOn) = state.withLock { state in
      if let failure {
        if state.nextSequence > state.durableBelow { note(loss: state.durableBelow..<state.nextSequence, in: &state) }
        fail(&state, "cannot bring \(state.segmentName ?? "a segment") to the disk: \(failure.reason)")
        retire(&state, because: .afterFailedSync, detail: state.durableBelow)
        state.durableBelow = state.nextSequence
      } else {
        state.durableBelow = max(state.durableBelow, pass.end)
        state.failures = state.failure == nil ? 0 : state.failures
      }
      var answered: [(Waiter, RecordingError?)] = []
      var waiting: [Waiter] = []
      for waiter in state.waiters {
        switch Self.durability(of: waiter.sequence, in: state) {
        case .pending: waiting.append(waiter)
        case .given: answered.append((waiter, nil))
        case .refused(let error): answered.append((waiter, error))
        }
      }
      state.waiters = waiting
      return (answered, !waiting.isEmpty)
    }
    if mustGoOn { wake.signal() }
    for (waiter, answer) in answered { waiter.resume(answer) }
  }

  private static func nanoseconds(_ duration: Duration) -> Int {
    let parts = duration.components
    return Int(clamping: parts.seconds) &* 1_000_000_000 &+ Int(clamping: parts.attoseconds / 1_000_000_000)
  }

  // MARK: Closing

  /// Lets the thread finish and close, without waiting for it.
  func requestStop() {
    state.withLock { $0.isStopping = true }
    wake.signal()
  }

  /// Closes, and waits until everything is on the disk; returns why something is not.
  func stop() -> String? {
    let isFirst = state.withLock { state in
      defer { state.isStopping = true }
      return !state.isStopping
    }
    guard isFirst else { return nil }
    wake.signal()
    finished.wait()
    return state.withLock { $0.failure }
  }
}
