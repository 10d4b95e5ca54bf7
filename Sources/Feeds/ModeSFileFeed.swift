import Foundation
public import ModeS

/// Reads messages of Mode S and UAT receivers from a file: Beast, AVR, dump978 text, or lines with a time and a message in
/// hexadecimal (CSV, JSON).
public struct ModeSFileFeed {
  /// What a file was recognised to be.
  public enum Format: String, Sendable {
    case beast = "Beast"
    case avr = "AVR"
    case csv = "CSV"
    case jsonLines = "JSON lines"
    case uat = "UAT"
  }

  /// One message, or what stood in its place.
  public enum Item: Sendable {
    case message(ModeSFrame, timeNanoseconds: Int64, signalLevel: UInt8?)
    case uat(UATMessage, timeNanoseconds: Int64?)
    /// A line that holds no message.
    case refused(text: String, timeNanoseconds: Int64?, reason: String)
  }

  public let path: String
  public let format: Format
  public private(set) var bytesRead = 0

  private let file: InputFile
  private var beast = BeastReader()
  private var lines = LineReader()
  private var columns: TimedLine.Columns?
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
    guard let format = Self.recognise(input.head) else { return nil }
    path = input.path
    file = input.file
    self.format = format
    bytesRead = input.head.count
    take(input.head)
  }

  private static func recognise(_ head: [UInt8]) -> Format? {
    if FileRecognition.isAVR(head) { return .avr }
    if let line = TimedLine.first(of: head) {
      if line.hasPrefix("-") || line.hasPrefix("+"), (try? UATLine(line)) != nil { return .uat }
      if TimedLine.isJSON(line) { return .jsonLines }
      if TimedLine.Columns(header: line) != nil || TimedLine.Columns(firstRow: line) != nil { return .csv }
    }
    return FileRecognition.isBeast(head) ? .beast : nil
  }

  public var size: Int? { file.size }

  /// Octets and lines passed over, by reason.
  public var refusals: [FeedRefusal] {
    let counts = [
      ("bytes that are no Beast frame", beast.counters.garbageBytes),
      ("broken Beast frames", beast.counters.brokenFrames), ("lines too long to be a message", lines.tooLong),
    ]
    return counts.filter { $0.1 > 0 }.map { FeedRefusal(reason: $0.0, count: $0.1) }
  }

  /// The next messages in the order of the input; none at its end.
  public mutating func next() throws(FeedError) -> [Item] {
    while items.isEmpty, !isAtEnd {
      let chunk = try file.read(at: bytesRead, count: Self.chunkBytes)
      bytesRead += chunk.count
      if chunk.isEmpty {
        isAtEnd = true
        lines.finish()
        takeLines()
      } else {
        take(chunk)
      }
    }
    defer { items.removeAll(keepingCapacity: true) }
    return items
  }

  private mutating func take(_ chunk: [UInt8]) {
    guard format == .beast else {
      lines.append(chunk)
      return takeLines()
    }
    beast.append(chunk)
    while let frame = beast.next() {
      if !frame.isMultilaterationResult { lastTime = counter.nanoseconds(frame.timestamp) }
      items.append(.message(frame.message, timeNanoseconds: lastTime, signalLevel: frame.signalLevel))
    }
  }

  private mutating func takeLines() {
    while let line = lines.next() {
      switch format {
      case .avr: takeAVR(line)
      case .uat: takeUAT(line)
      case .jsonLines: items.append(TimedLine.item(json: line))
      case .csv, .beast: takeRow(line)
      }
    }
  }

  private mutating func takeAVR(_ line: String) {
    guard let (timestamp, message) = AVRLine.parse(line) else {
      return items.append(.refused(text: line, timeNanoseconds: nil, reason: "no AVR line"))
    }
    if let timestamp { lastTime = counter.nanoseconds(timestamp) }
    items.append(.message(message, timeNanoseconds: lastTime, signalLevel: nil))
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

  private mutating func takeRow(_ line: String) {
    guard let columns else {
      if let columns = TimedLine.Columns(header: line) {
        self.columns = columns
      } else {
        let columns = TimedLine.Columns(firstRow: line) ?? TimedLine.Columns()
        self.columns = columns
        items.append(TimedLine.item(csv: line, columns))
      }
      return
    }
    items.append(TimedLine.item(csv: line, columns))
  }
}

/// A counter of 48 bits at 12 MHz as nanoseconds from its first value's start, going on where it wraps.
struct WrappingCounter: Sendable {
  private var last: UInt64?
  private var ticks: Int64 = 0

  mutating func nanoseconds(_ value: UInt64) -> Int64 {
    guard let last else {
      self.last = value
      ticks = Int64(truncatingIfNeeded: value)
      return nanoseconds
    }
    // From one value to another on the circle of 48 bits, the shorter way.
    ticks &+= Int64(bitPattern: (value &- last) << 16) >> 16
    self.last = value
    return nanoseconds
  }

  private var nanoseconds: Int64 { ticks.multipliedReportingOverflow(by: 250).partialValue / 3 }
}

/// Takes lines out of octets that arrive in pieces.
struct LineReader: Sendable {
  private(set) var tooLong = 0
  private var line: [UInt8] = []
  private var isTooLong = false
  private var ready: [String] = []
  private var nextReady = 0

  private static let limit = 4096

  mutating func append(_ chunk: [UInt8]) {
    if nextReady == ready.count {
      ready.removeAll(keepingCapacity: true)
      nextReady = 0
    }
    for octet in chunk {
      if octet == 0x0A || octet == 0x0D {
        finish()
      } else if line.count < Self.limit {
        line.append(octet)
      } else {
        isTooLong = true
      }
    }
  }

  mutating func finish() {
    if isTooLong {
      tooLong += 1
    } else if !line.isEmpty {
      ready.append(String(decoding: line, as: UTF8.self))
    }
    line.removeAll(keepingCapacity: true)
    isTooLong = false
  }

  mutating func next() -> String? {
    guard nextReady < ready.count else { return nil }
    defer { nextReady += 1 }
    return ready[nextReady]
  }
}

/// A line with a time and a message in hexadecimal.
enum TimedLine {
  private static let timeNames: Set<String> = ["timestamp", "time", "ts", "t"]
  private static let messageNames: Set<String> = ["hex", "frame", "message", "msg", "raw", "rawmsg", "raw_message"]

  /// Which columns hold the two.
  struct Columns: Sendable {
    var time = 0
    var message = 1

    init() {}

    /// From a line of names.
    init?(header line: String) {
      let names = TimedLine.words(line).map { $0.lowercased() }
      guard let time = names.firstIndex(where: { timeNames.contains($0) }),
        let message = names.firstIndex(where: { messageNames.contains($0) })
      else { return nil }
      (self.time, self.message) = (time, message)
    }

    /// From a line of values: the first is the time, the first that is a message the message.
    init?(firstRow line: String) {
      let words = TimedLine.words(line)
      guard let first = words.first, Double(first) != nil,
        let message = words.dropFirst().firstIndex(where: { ModeSFrame(hexadecimal: $0) != nil })
      else { return nil }
      self.message = message
    }
  }

  static func first(of head: [UInt8]) -> String? {
    let line = head.prefix(4096).prefix { $0 != 0x0A && $0 != 0x0D }
    guard !line.isEmpty, line.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 9 }) else { return nil }
    return String(decoding: line, as: UTF8.self)
  }

  static func isJSON(_ line: String) -> Bool {
    guard line.first == "{", let object = object(line) else { return false }
    return object.keys.contains { messageNames.contains($0.lowercased()) }
  }

  private static func words(_ line: String) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'"))
    }
  }

  private static func object(_ line: String) -> [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
  }

  static func item(csv line: String, _ columns: Columns) -> ModeSFileFeed.Item {
    let words = words(line)
    guard words.indices.contains(columns.time), words.indices.contains(columns.message) else {
      return .refused(text: line, timeNanoseconds: nil, reason: "no time and message")
    }
    return item(words[columns.message], time: nanoseconds(words[columns.time]))
  }

  static func item(json line: String) -> ModeSFileFeed.Item {
    guard let object = object(line) else { return .refused(text: line, timeNanoseconds: nil, reason: "no JSON object") }
    let message = object.first { messageNames.contains($0.key.lowercased()) && $0.value is String }?.value as? String
    let time = object.first { timeNames.contains($0.key.lowercased()) }?.value
    let text = (time as? NSNumber).map { "\($0)" } ?? time as? String ?? ""
    guard let message else {
      return .refused(text: line, timeNanoseconds: nanoseconds(text), reason: "no message")
    }
    return item(message, time: nanoseconds(text))
  }

  private static func item(_ text: String, time: Int64?) -> ModeSFileFeed.Item {
    guard let time else { return .refused(text: text, timeNanoseconds: nil, reason: "no time") }
    guard let frame = ModeSFrame(hexadecimal: text) else {
      return .refused(text: text, timeNanoseconds: time, reason: "no message of 2, 7 or 14 octets in hexadecimal")
    }
    return .message(frame, timeNanoseconds: time, signalLevel: nil)
  }

  /// Seconds in decimal text as nanoseconds: the digits, not a rounded fraction. Nil for what is no time.
  static func nanoseconds(_ text: String) -> Int64? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count <= 2, let whole = parts.first.flatMap({ Int64($0) }), whole.magnitude < 9_000_000_000 {
      guard parts.count == 2 else { return whole * 1_000_000_000 }
      let digits = parts[1].prefix(9)
      if let fraction = Int64(digits), digits.first?.isNumber == true, parts[1].allSatisfy(\.isNumber) {
        var scaled = fraction
        for _ in digits.count..<9 { scaled *= 10 }
        return whole * 1_000_000_000 + (text.hasPrefix("-") ? -scaled : scaled)
      }
    }
    guard let seconds = Double(text), seconds.magnitude < 9e9 else { return nil }
    return Int64((seconds * 1e9).rounded())
  }
}
