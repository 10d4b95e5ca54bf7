public import Surveillance

/// One file of a recording, as its header describes it.
public struct RecordingSegment: Hashable, Sendable {
  /// File name.
  public var name: String
  /// Octets in the file.
  public var bytes: UInt64
  /// Why it was begun; nil where the header is destroyed, like the next three.
  public var reason: SegmentReason?
  /// What the reason says of it: see ``SegmentReason``.
  public var detail: UInt64?
  /// Number of its first entry.
  public var firstSequence: UInt64?
  /// Receive time of its first entry.
  public var firstTime: SurveillanceTime?
}

/// Reads a recording from its first entry to its last, with bounded memory.
///
/// Every checksum is verified. Damage costs what it touches: it is told in ``problems``, and reading goes on with the next
/// whole record. Entries come in rising order of their numbers, never twice.
public struct RecordingReader: Sendable {
  /// The folder.
  public let path: String
  /// The files, in order.
  public let segments: [RecordingSegment]
  /// Damage found so far, the first ``problemLimit`` of it.
  public private(set) var problems: [RecordingProblem] = []
  /// How much damage was found so far.
  public private(set) var problemCount = 0
  /// Most problems that are kept.
  public static let problemLimit = 1000

  private let readable: [ReadableSegment]
  private var nextSegment = 0
  private var current: SegmentReader?
  /// Number of the next entry; nil directly after a seek.
  private var expectedSequence: UInt64? = 0
  private var earliestTime = SurveillanceTime.distantPast

  private struct ReadableSegment: Sendable {
    var name: String
    var number: UInt32
    var recordingIdentity: UInt64
    var firstTime: SurveillanceTime?
    /// Octets of the segments before it.
    var bytesBefore: UInt64
  }

  /// Opens the recording in `folder`.
  public init(opening folder: String) throws(RecordingError) {
    let names: [String]
    do { names = try RecordingFolder.segmentNames(in: folder) } catch {
      throw .notARecording(path: folder, found: error.reason)
    }
    guard !names.isEmpty else { throw .notARecording(path: folder, found: "a folder without a segment") }
    let survey = SegmentSurvey(folder: folder, names: names)
    path = folder
    segments = survey.segments
    var before: UInt64 = 0
    var readable: [ReadableSegment] = []
    for (segment, number) in zip(survey.segments, survey.numbers) {
      if let number, let identity = survey.recordingIdentity {
        readable.append(
          ReadableSegment(
            name: segment.name, number: number, recordingIdentity: identity, firstTime: segment.firstTime,
            bytesBefore: before))
      }
      before += segment.bytes
    }
    self.readable = readable
    for problem in survey.problems { note(problem) }
  }

  /// Whether there is a recording at `path`: a folder that holds at least one segment.
  public static func isRecording(_ path: String) -> Bool {
    guard let names = try? RecordingFolder.segmentNames(in: path) else { return false }
    return !names.isEmpty
  }

  /// Octets in all segments.
  public var totalBytes: UInt64 { segments.reduce(0) { $0 + $1.bytes } }

  /// Octets read so far, for showing progress.
  public var bytesRead: UInt64 {
    guard nextSegment > 0, nextSegment <= readable.count else { return 0 }
    let segment = readable[nextSegment - 1]
    guard let current else { return nextSegment == readable.count ? totalBytes : readable[nextSegment].bytesBefore }
    return segment.bytesBefore + current.offset
  }

  /// The next entry; nil at the end.
  ///
  /// Throws when the machine cannot read a segment; the next call goes on with the segment after it.
  public mutating func next() throws(RecordingError) -> LogEntry? {
    while true {
      guard var segment = try openedSegment() else { return nil }
      let step: SegmentReader.Step
      do { step = try segment.next() } catch {
        let offset = segment.offset
        current = nil
        note(RecordingProblem(segment: segment.name, offset: offset, kind: .unreadable(reason: error.reason)))
        throw .unreadable(segment: segment.name, reason: error.reason)
      }
      current = segment
      switch step {
      case .end: current = nil
      case .problem(let problem): passOver(problem)
      case .entry(let entry):
        if accept(entry, in: segment) { return entry }
      }
    }
  }

  /// Goes to the first entry received at `time` or after it.
  ///
  /// Only the segment in which that entry stands is read up to it. Numbers left out by the move are not reported missing.
  public mutating func seek(to time: SurveillanceTime) {
    let later = readable.firstIndex { segment in segment.firstTime.map { $0 >= time } ?? false } ?? readable.count
    nextSegment = max(0, later - 1)
    current = nil
    expectedSequence = nil
    earliestTime = time
  }

  private mutating func openedSegment() throws(RecordingError) -> SegmentReader? {
    if let current { return current }
    guard nextSegment < readable.count else { return nil }
    let segment = readable[nextSegment]
    nextSegment += 1
    do {
      let file = try ReadableFile(path: path + "/" + segment.name)
      let opened = SegmentReader(
        file: file, name: segment.name, recordingIdentity: segment.recordingIdentity, number: segment.number)
      current = opened
      return opened
    } catch {
      note(RecordingProblem(segment: segment.name, offset: 0, kind: .unreadable(reason: error.reason)))
      throw .unreadable(segment: segment.name, reason: error.reason)
    }
  }

  /// Whether the entry is to be delivered: it comes in order, and not before the time that was sought.
  private mutating func accept(_ entry: LogEntry, in segment: SegmentReader) -> Bool {
    let recordLength = UInt64(RecordHeader.length + entry.payload.count)
    let offset = segment.offset - recordLength
    if let expected = expectedSequence {
      guard entry.sequence >= expected else {
        note(RecordingProblem(segment: segment.name, offset: offset, kind: .repeatedEntry(sequence: entry.sequence)))
        return false
      }
      noteMissing(before: entry.sequence, expected: expected, in: segment.name, at: offset)
    }
    expectedSequence = entry.sequence &+ 1
    return entry.receiveTime >= earliestTime
  }

  /// Keeps a problem, and does not report again that the entry it cost is missing.
  private mutating func passOver(_ problem: RecordingProblem) {
    switch problem.kind {
    case .damagedPayload(let sequence), .unknownKind(_, let sequence):
      if let expected = expectedSequence, sequence >= expected {
        noteMissing(before: sequence, expected: expected, in: problem.segment, at: problem.offset)
        expectedSequence = sequence &+ 1
      }
    default: break
    }
    note(problem)
  }

  private mutating func noteMissing(before sequence: UInt64, expected: UInt64, in segment: String, at offset: UInt64) {
    guard sequence > expected else { return }
    note(
      RecordingProblem(
        segment: segment, offset: offset, kind: .missingEntries(from: expected, count: sequence - expected)))
  }

  private mutating func note(_ problem: RecordingProblem) {
    problemCount += 1
    if problems.count < Self.problemLimit { problems.append(problem) }
  }
}
