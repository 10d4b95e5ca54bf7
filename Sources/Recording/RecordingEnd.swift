import Surveillance

/// Where a recording ends, so that it can be continued.
package struct RecordingEnd: Sendable {
  var recordingIdentity: UInt64
  var lastSegmentNumber: UInt32
  var nextSequence: UInt64
  var lastTime: SurveillanceTime?
  var recovery: RecordingRecovery?

  /// Finds the last whole record and cuts what stands behind it.
  init(repairing folder: String, on disk: FileSystemDisk) throws(RecordingError) {
    let names: [String]
    do { names = try RecordingFolder.segmentNames(in: folder) } catch {
      throw .folder(path: folder, reason: error.reason)
    }
    let survey = SegmentSurvey(folder: folder, names: names)
    lastSegmentNumber = names.last.flatMap(SegmentName.number(in:)) ?? 0
    nextSequence = 0
    recordingIdentity = survey.recordingIdentity ?? .random(in: .min ... .max)
    for (segment, number) in zip(survey.segments, survey.numbers).reversed() {
      if segment.bytes < SegmentHeader.length {
        try discard(segment, on: disk)
      } else if let number, survey.recordingIdentity != nil {
        if try settle(segment, number: number, in: folder, on: disk) { return }
      } else {
        let found = survey.problems.first { $0.segment == segment.name }
        if case .otherVersion(let version) = found?.kind {
          throw .unsupportedVersion(segment: segment.name, found: version)
        }
        throw .unreadable(segment: segment.name, reason: found?.description ?? "its header is destroyed")
      }
    }
  }

  /// Takes away a segment whose header was not written to its end: no record can follow one.
  private mutating func discard(_ segment: RecordingSegment, on disk: FileSystemDisk) throws(RecordingError) {
    disk.removeSegment(named: segment.name)
    recovery = RecordingRecovery(segment: segment.name, cutBytes: segment.bytes, lastSequence: nil)
  }

  /// Reads the segment to its end and cuts it behind the last whole record; false where it tells nothing.
  private mutating func settle(
    _ segment: RecordingSegment, number: UInt32, in folder: String, on disk: FileSystemDisk
  ) throws(RecordingError) -> Bool {
    var last: UInt64?
    do {
      var reader = SegmentReader(
        file: try ReadableFile(path: folder + "/" + segment.name), name: segment.name,
        recordingIdentity: recordingIdentity, number: number)
      reading: while true {
        switch try reader.next() {
        case .end: break reading
        case .entry(let entry):
          last = entry.sequence
          lastTime = entry.receiveTime
        case .problem(let problem):
          if case .unknownKind(_, let sequence) = problem.kind { last = sequence }
        }
      }
      if reader.wholeEnd < segment.bytes {
        try disk.cutSegment(named: segment.name, to: reader.wholeEnd)
        recovery = RecordingRecovery(
          segment: segment.name, cutBytes: segment.bytes - reader.wholeEnd, lastSequence: last)
      }
    } catch {
      throw .unreadable(segment: segment.name, reason: error.reason)
    }
    guard let next = last.map({ $0 &+ 1 }) ?? segment.firstSequence else { return false }
    nextSequence = next
    lastTime = lastTime ?? segment.firstTime
    if recovery?.lastSequence == nil, next > 0 { recovery?.lastSequence = next - 1 }
    return true
  }
}
