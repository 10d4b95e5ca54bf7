/// Takes SBS lines out of text that arrives in pieces: the same lines however it is cut.
///
/// Memory is bounded by the longest line and by what was appended and not yet read.
public struct SBSReader: Sendable {
  /// A longer line is refused without being kept.
  public static let longestLineOctets = 4096

  /// What a line turned out to be; its number counts all lines from 1, the blank ones too.
  public enum Element: Hashable, Sendable {
    case line(SBSLine, number: Int)
    case refused(SBSRefusal, line: Int)
  }

  /// How many lines of each kind went by.
  public struct Counts: Hashable, Sendable {
    /// `MSG` and `MLAT`, by transmission type: the first element is type 1.
    public fileprivate(set) var messages = [Int](repeating: 0, count: SBSMessageKind.allCases.count)
    /// `SEL`, `ID`, `AIR`, `STA`, `CLK`: lines about the display, of which nothing is kept.
    public fileprivate(set) var displayEvents = 0
    /// `START` of a stratux recording.
    public fileprivate(set) var recordingStarts = 0
    /// Lines of white space: some writers send them to keep the connection open.
    public fileprivate(set) var blank = 0
    /// Messages without their callsign, since it was unreadable.
    public fileprivate(set) var unreadableCallsigns = 0
    public fileprivate(set) var refused = 0
    /// Those among the refused.
    public fileprivate(set) var tooLong = 0

    public init() {}

    public var allMessages: Int { messages.reduce(0, +) }
    public var allLines: Int { allMessages + displayEvents + recordingStarts + blank + refused }

    public func messages(of kind: SBSMessageKind) -> Int { messages[Int(kind.rawValue) - 1] }
  }

  public private(set) var counts = Counts()
  private var pending: [UInt8] = []
  /// Where the present line begins in `pending`, and up to where it was searched for its end.
  private var lineStart = 0
  private var searched = 0
  private var isTooLong = false
  private var hasEnded = false
  private var lineNumber = 0
  private var startNanoseconds: Int64?

  public init() {}

  public mutating func append(_ chunk: some Sequence<UInt8>) {
    pending.removeFirst(lineStart)
    searched -= lineStart
    lineStart = 0
    pending += chunk
  }

  /// Says that the text has ended: what stands after the last line end is a line too.
  public mutating func finish() { hasEnded = true }

  /// The next line; nil where more text is needed.
  public mutating func next() -> Element? {
    while let raw = nextLine() {
      lineNumber += 1
      if let element = read(raw) { return element }
    }
    return nil
  }

  private enum RawLine {
    case octets(ArraySlice<UInt8>)
    case tooLong
  }

  private mutating func nextLine() -> RawLine? {
    while searched < pending.count {
      defer { searched += 1 }
      if pending[searched] == 0x0A { return takeLine(upTo: searched) }
      if searched - lineStart >= Self.longestLineOctets {
        isTooLong = true
        lineStart = searched
      }
    }
    guard hasEnded, lineStart < pending.count || isTooLong else { return nil }
    return takeLine(upTo: pending.count)
  }

  private mutating func takeLine(upTo end: Int) -> RawLine {
    defer {
      lineStart = min(end + 1, pending.count)
      isTooLong = false
    }
    return isTooLong ? .tooLong : .octets(pending[lineStart..<end])
  }

  /// Nil for a blank line.
  private mutating func read(_ raw: RawLine) -> Element? {
    do throws(SBSRefusal) {
      guard case .octets(let octets) = raw else { throw SBSRefusal(.tooLong) }
      var line = try SBSLine(octets: octets)
      place(&line)
      count(line)
      return .line(line, number: lineNumber)
    } catch {
      if error.reason == .empty {
        counts.blank += 1
        return nil
      }
      counts.refused += 1
      if error.reason == .tooLong { counts.tooLong += 1 }
      return .refused(error, line: lineNumber)
    }
  }

  /// Gives a message of a stratux recording, which has no date, its time: the recording's start plus its offset.
  private mutating func place(_ line: inout SBSLine) {
    if let start = line.startNanoseconds { startNanoseconds = start }
    guard line.report?.timeNanoseconds == nil, let startNanoseconds, let offset = line.offsetNanoseconds else { return }
    let (time, overflow) = startNanoseconds.addingReportingOverflow(offset)
    line.report?.timeNanoseconds = overflow ? nil : time
  }

  private mutating func count(_ line: SBSLine) {
    switch line.kind {
    case .message:
      if let kind = line.report?.sbsKind { counts.messages[Int(kind.rawValue) - 1] += 1 }
      if line.hasUnreadableCallsign { counts.unreadableCallsigns += 1 }
    case .recordingStart: counts.recordingStarts += 1
    default: counts.displayEvents += 1
    }
  }
}
