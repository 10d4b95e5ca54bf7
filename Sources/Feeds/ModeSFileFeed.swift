public import ModeS
public import ReceiverReports

/// Reads what receivers wrote from a file, message by message: Mode S (Beast, AVR, lines with a time and a message in
/// hexadecimal), UAT (dump978 text), and reports in words (SBS, `aircraft.json`).
public struct ModeSFileFeed {
  /// One message, or what stood in its place.
  public enum Item: Sendable {
    case message(ModeSFrame, timeNanoseconds: Int64, signalLevel: UInt8?)
    case uat(UATMessage, timeNanoseconds: Int64?)
    case report(ReceiverReport)
    /// A line that holds no message.
    case refused(text: String, timeNanoseconds: Int64?, reason: String)
    /// A line, or a value, that is no report.
    case refusedReport(text: String?, reason: String)
  }

  public let path: String
  public let format: FileFormat
  public private(set) var bytesRead = 0

  private let file: InputFile
  private var beast = BeastReader()
  private var lines = LineReader()
  private var timedLines: TimedLine.Parser
  private var sbs = SBSReader()
  private var aircraftList = AircraftListDocument()
  private var isAtEnd = false
  private var items: [Item] = []
  /// UAT uplink messages, which are only counted.
  public private(set) var uplinks = 0
  /// Of the 12 MHz counter: how often it went round, and its last value.
  private var counter = WrappingCounter()
  private var lastTime: Int64 = 0

  private static let chunkBytes = 256 << 10

  /// Nil where the input is none of these formats.
  public init?(_ input: OpenedInput) {
    guard let format = FileRecognition.receiverFormat(of: input.head) else { return nil }
    path = input.path
    file = input.file
    self.format = format
    timedLines = TimedLine.Parser(isJSON: format == .jsonLines)
    bytesRead = input.head.count
    take(input.head)
  }

  public var size: Int? { file.size }

  /// Octets and lines passed over, by reason.
  public var refusals: [FeedRefusal] {
    [FeedRefusal](counts: [
      "bytes that are no Beast frame": beast.counters.garbageBytes,
      "broken Beast frames": beast.counters.brokenFrames,
      "lines too long to be a message": lines.tooLong,
    ])
  }

  /// The next messages in the order of the input; none at its end.
  public mutating func next() throws(FeedError) -> [Item] {
    while items.isEmpty, !isAtEnd {
      let chunk = try file.read(at: bytesRead, count: Self.chunkBytes)
      bytesRead += chunk.count
      if chunk.isEmpty {
        isAtEnd = true
        finish()
      } else {
        take(chunk)
      }
    }
    defer { items.removeAll(keepingCapacity: true) }
    return items
  }

  private mutating func take(_ chunk: [UInt8]) {
    switch format {
    case .beast: takeFrames(chunk)
    case .aircraftList: aircraftList.append(chunk)
    default:
      lines.append(chunk)
      takeLines()
    }
  }

  private mutating func finish() {
    lines.finish()
    takeLines()
    if format == .aircraftList { takeAircraftList() }
  }

  // MARK: Formats

  private mutating func takeFrames(_ chunk: [UInt8]) {
    beast.append(chunk)
    while let frame = beast.next() {
      if !frame.isMultilaterationResult { lastTime = counter.nanoseconds(frame.timestamp) }
      items.append(.message(frame.message, timeNanoseconds: lastTime, signalLevel: frame.signalLevel))
    }
  }

  private mutating func takeLines() {
    while let line = lines.next() {
      switch format {
      case .avr: takeAVR(line.text)
      case .uat: takeUAT(line.text)
      case .sbs: takeSBS(line)
      default: takeTimedLine(line.text)
      }
    }
  }

  private mutating func takeAVR(_ line: String) {
    guard let (timestamp, level, message) = AVRLine.parse(line) else {
      return items.append(.refused(text: line, timeNanoseconds: nil, reason: "no AVR line"))
    }
    if let timestamp { lastTime = counter.nanoseconds(timestamp) }
    items.append(.message(message, timeNanoseconds: lastTime, signalLevel: level))
  }

  private mutating func takeUAT(_ line: String) {
    do {
      switch try UATLine(line) {
      case .downlink(let frame, let reception):
        items.append(.uat(try UATMessage(frame), timeNanoseconds: reception.receivedAtNanoseconds))
      case .uplink: uplinks += 1
      case .metadata: break
      }
    } catch {
      items.append(.refused(text: String(line.prefix(72)), timeNanoseconds: nil, reason: "no UAT message: \(error)"))
    }
  }

  private mutating func takeTimedLine(_ line: String) {
    switch timedLines.read(line) {
    case .message(let message, let time):
      items.append(.message(message, timeNanoseconds: time, signalLevel: nil))
    case .refused(let text, let time, let reason):
      items.append(.refused(text: text, timeNanoseconds: time, reason: reason))
    case .header: break
    }
  }

  /// Lines about the display have no report and are passed over.
  private mutating func takeSBS(_ line: LineReader.Line) {
    sbs.append(line.octets)
    sbs.append(CollectionOfOne(0x0A))
    switch sbs.next() {
    case .line(let read, _):
      if let report = read.report { items.append(.report(report)) }
    case .refused(let refusal, _):
      items.append(.refusedReport(text: line.text, reason: "\(refusal)"))
    case nil: break
    }
  }

  private mutating func takeAircraftList() {
    do throws(AircraftListDocument.Refusal) {
      let list = try aircraftList.read()
      items += list.reports.map { .report($0) }
      items += list.refusals.map { .refusedReport(text: nil, reason: "\($0)") }
      let unlisted = list.refusalCount - list.refusals.count
      if unlisted > 0 { items.append(.refusedReport(text: nil, reason: "\(unlisted) more values left out")) }
    } catch {
      items.append(.refusedReport(text: nil, reason: error.reason))
    }
  }
}
