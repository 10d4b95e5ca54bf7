import ModeS
import ReceiverReports

/// Lines that hold a time and a Mode S message in hexadecimal: CSV, or JSON objects.
enum TimedLine {
  /// What a line turned out to be.
  enum Outcome {
    case message(ModeSFrame, timeNanoseconds: Int64)
    case refused(text: String, timeNanoseconds: Int64?, reason: String)
    /// Names of columns.
    case header
  }

  /// Reads the lines of one file in their order: the first one of CSV decides which columns hold the two.
  struct Parser: Sendable {
    private let isJSON: Bool
    private var columns: Columns?

    init(isJSON: Bool) { self.isJSON = isJSON }

    mutating func read(_ line: String) -> Outcome {
      guard !isJSON else { return TimedLine.outcome(json: line) }
      if let columns { return TimedLine.outcome(csv: line, columns) }
      if let named = Columns(header: line) {
        columns = named
        return .header
      }
      let found = Columns(firstRow: line) ?? Columns()
      columns = found
      return TimedLine.outcome(csv: line, found)
    }
  }

  private static let timeNames: Set<String> = ["timestamp", "time", "ts", "t"]
  private static let messageNames: Set<String> = ["hex", "frame", "message", "msg", "raw", "rawmsg", "raw_message"]

  /// Which columns hold the two.
  private struct Columns: Sendable {
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

  // MARK: Recognition

  /// Whether at least half of the lines hold a time and a message, and one of them a message longer than a Mode A/C reply:
  /// four digits are no evidence. Names of columns alone are enough.
  static func areMessages(_ lines: [String], isJSON: Bool) -> Bool {
    var parser = Parser(isJSON: isJSON)
    var rows = 0
    var good = 0
    var isCertain = false
    for line in lines {
      switch parser.read(line) {
      case .message(let message, _):
        good += 1
        isCertain = isCertain || message.byteCount > 2
      case .header:
        if lines.count == 1 { return true }
        continue
      case .refused: break
      }
      rows += 1
    }
    return isCertain && good * 2 >= rows
  }

  // MARK: Reading

  private static func words(_ line: String) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map { word in
      let start = word.drop(while: isPadding)
      return start.lastIndex { !isPadding($0) }.map { String(start[...$0]) } ?? ""
    }
  }

  /// White space, and the quotation marks that some writers put round values.
  private static func isPadding(_ character: Character) -> Bool {
    character == " " || character == "\t" || character == "\"" || character == "'"
  }

  private static func outcome(csv line: String, _ columns: Columns) -> Outcome {
    let words = words(line)
    guard words.indices.contains(columns.time), words.indices.contains(columns.message) else {
      return .refused(text: line, timeNanoseconds: nil, reason: "no time and message")
    }
    return outcome(words[columns.message], time: nanoseconds(words[columns.time]))
  }

  private static func outcome(json line: String) -> Outcome {
    guard case .object(let members)? = try? JSONReader.read(Array(line.utf8)) else {
      return .refused(text: line, timeNanoseconds: nil, reason: "no JSON object")
    }
    var message: String?
    var text = ""
    for member in members {
      let name = member.name.lowercased()
      switch member.value {
      case .string(let value) where messageNames.contains(name): message = message ?? value
      case .string(let value) where timeNames.contains(name): text = value
      case .number(let value) where timeNames.contains(name): text = "\(value)"
      default: break
      }
    }
    guard let message else {
      return .refused(text: line, timeNanoseconds: nanoseconds(text), reason: "no message")
    }
    return outcome(message, time: nanoseconds(text))
  }

  private static func outcome(_ text: String, time: Int64?) -> Outcome {
    guard let time else { return .refused(text: text, timeNanoseconds: nil, reason: "no time") }
    guard let frame = ModeSFrame(hexadecimal: text) else {
      return .refused(
        text: text, timeNanoseconds: time, reason: "no message of 2, 7 or 14 octets in hexadecimal")
    }
    return .message(frame, timeNanoseconds: time)
  }

  /// Seconds in decimal text as nanoseconds: the digits, not a rounded fraction. Nil for what is no time.
  private static func nanoseconds(_ text: String) -> Int64? {
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
