public import Surveillance

/// What a recording holds: one reading from end to end.
public struct RecordingSummary: Sendable {
  /// How many entries there are of each kind that occurs, by kind.
  public private(set) var entriesByKind: [(kind: LogEntryKind, count: Int)] = []
  /// How many entries there are.
  public private(set) var entries = 0
  /// Octets of all payloads.
  public private(set) var payloadBytes = 0
  public private(set) var firstSequence: UInt64?
  public private(set) var lastSequence: UInt64?
  public private(set) var firstTime: SurveillanceTime?
  public private(set) var lastTime: SurveillanceTime?
  /// The files, in order.
  public let segments: [RecordingSegment]
  /// Octets in all files.
  public let bytes: UInt64
  /// Damage found, the first of it.
  public let problems: [RecordingProblem]
  /// How much damage was found.
  public let problemCount: Int

  /// Reads the recording in `folder`.
  public init(reading folder: String) throws(RecordingError) {
    var reader = try RecordingReader(opening: folder)
    segments = reader.segments
    bytes = reader.totalBytes
    var counts = [Int](repeating: 0, count: 256)
    while true {
      let entry: LogEntry?
      // A segment that cannot be read is among the problems; the reader goes on with the next one.
      do { entry = try reader.next() } catch { continue }
      guard let entry else { break }
      counts[Int(entry.kind.rawValue)] += 1
      entries += 1
      payloadBytes += entry.payload.count
      firstSequence = firstSequence ?? entry.sequence
      firstTime = firstTime ?? entry.receiveTime
      lastSequence = entry.sequence
      lastTime = entry.receiveTime
    }
    problems = reader.problems
    problemCount = reader.problemCount
    for kind in LogEntryKind.allCases {
      let count = counts[Int(kind.rawValue)]
      if count > 0 { entriesByKind.append((kind, count)) }
    }
  }
}
