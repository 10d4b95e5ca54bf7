/// What the headers of a recording's segments say, read before any record.
struct SegmentSurvey {
  private(set) var segments: [RecordingSegment] = []
  /// The number by which each segment's records are read; nil where it is to be left out.
  private(set) var numbers: [UInt32?] = []
  private(set) var problems: [RecordingProblem] = []
  /// The identity in the first whole header.
  private(set) var recordingIdentity: UInt64?

  init(folder: String, names: [String]) {
    let findings = names.map { Self.find(in: folder + "/" + $0) }
    for case .found(.header(let header, _), _) in findings where recordingIdentity == nil {
      recordingIdentity = header.recordingIdentity
    }
    for (name, finding) in zip(names, findings) { add(name, finding) }
  }

  private enum Finding {
    case found(SegmentHeader.Finding, bytes: UInt64)
    case unreadable(reason: String)
  }

  private static func find(in path: String) -> Finding {
    do {
      let file = try ReadableFile(path: path)
      let head = try file.read(at: 0, count: SegmentHeader.length)
      return .found(SegmentHeader.find(in: head), bytes: file.size)
    } catch {
      return .unreadable(reason: error.reason)
    }
  }

  private mutating func add(_ name: String, _ finding: Finding) {
    var segment = RecordingSegment(name: name, bytes: 0)
    var number: UInt32?
    switch finding {
    case .unreadable(let reason): note(name, .unreadable(reason: reason))
    case .found(let found, let bytes):
      segment.bytes = bytes
      switch found {
      case .header(let header, let isDamaged):
        segment.reason = header.reason
        segment.detail = header.detail
        segment.firstSequence = header.firstSequence
        segment.firstTime = header.firstTime
        if header.recordingIdentity == recordingIdentity { number = header.number } else { note(name, .foreignSegment) }
        if isDamaged { note(name, .damagedHeader) }
      case .tooShort: note(name, .tornTail(bytes: bytes))
      case .otherVersion(let version): note(name, .otherVersion(version))
      case .destroyed:
        number = SegmentName.number(in: name)
        note(name, .destroyedHeader)
      }
    }
    segments.append(segment)
    numbers.append(number)
  }

  private mutating func note(_ name: String, _ kind: RecordingProblem.Kind) {
    problems.append(RecordingProblem(segment: name, offset: 0, kind: kind))
  }
}
