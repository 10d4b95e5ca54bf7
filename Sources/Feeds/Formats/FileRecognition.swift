import ModeS
import ReceiverReports

/// Recognises the formats that are not ASTERIX, by content.
enum FileRecognition {
  /// Which of them a file is that begins so; nil for none.
  static func receiverFormat(of head: [UInt8]) -> FileFormat? {
    if isBeast(head) { return .beast }
    if isAircraftList(head) { return .aircraftList }
    guard isText(head) else { return nil }
    let lines = firstLines(of: head)
    guard let first = lines.first else { return nil }
    if areMostly(lines, isAVR) { return .avr }
    if areMostly(lines, isUAT) { return .uat }
    if areMostly(lines, isSBS) { return .sbs }
    if areMostly(lines, isRemoteID) { return .remoteID }
    let isJSON = first.octets.first == 0x7B
    return TimedLine.areMessages(lines.map(\.text), isJSON: isJSON) ? isJSON ? .jsonLines : .csv : nil
  }

  /// Whether Beast frames make up at least three quarters of `head`, and there are several unless it is short.
  private static func isBeast(_ head: [UInt8]) -> Bool {
    guard head.contains(0x1A) else { return false }
    var reader = BeastReader()
    reader.append(head)
    var frames = 0
    while reader.next() != nil { frames += 1 }
    let enough = head.count < 200 ? 1 : 4
    return frames >= enough && reader.counters.garbageBytes * 4 <= head.count
  }

  // MARK: Text

  private static let textOctets = 4096
  private static let linesMax = 100

  private static func isText(_ head: [UInt8]) -> Bool {
    !head.prefix(textOctets).contains { $0 >= 0x7F || ($0 < 0x20 && !(9...13).contains($0)) }
  }

  /// The first lines that are whole; of a text without any line end, the text.
  private static func firstLines(of head: [UInt8]) -> [LineReader.Line] {
    var reader = LineReader()
    reader.append(head)
    var lines: [LineReader.Line] = []
    while lines.count < linesMax, let line = reader.next() { lines.append(line) }
    guard lines.isEmpty else { return lines }
    reader.finish()
    return reader.next().map { [$0] } ?? []
  }

  /// What one line says of the format of its file.
  private enum Evidence {
    case inFavour, against, neither
  }

  /// Whether a line speaks for the format, and no more than half of them against it.
  private static func areMostly(_ lines: [LineReader.Line], _ evidence: (LineReader.Line) -> Evidence) -> Bool {
    let found = lines.map(evidence)
    return found.contains(.inFavour) && found.count { $0 == .against } * 2 <= found.count
  }

  private static func isAVR(_ line: LineReader.Line) -> Evidence {
    AVRLine.parse(line.text) == nil ? .against : .inFavour
  }

  private static func isUAT(_ line: LineReader.Line) -> Evidence {
    switch try? UATLine(line.text) {
    case .downlink, .uplink: .inFavour
    case .metadata: .neither
    case nil: .against
    }
  }

  /// Lines about the display are a word and hardly more: only messages speak for the format.
  private static func isSBS(_ line: LineReader.Line) -> Evidence {
    guard let read = try? SBSLine(octets: line.octets[...]) else { return .against }
    return read.kind == .message ? .inFavour : .neither
  }

  private static func isRemoteID(_ line: LineReader.Line) -> Evidence {
    RemoteIDLine(line.octets) == nil ? .against : .inFavour
  }

  // MARK: Aircraft lists

  /// Whether it begins like an object with an array `aircraft`, or like an array of objects with a `hex`.
  private static func isAircraftList(_ head: [UInt8]) -> Bool {
    let start = head.prefix(textOctets).drop { $0 <= 0x20 }
    guard let first = start.first, !start.contains(where: { $0 < 0x20 && !(9...13).contains($0) }) else { return false }
    switch first {
    case 0x7B: return array(named: "aircraft", in: start)
    case 0x5B:
      guard let second = start.dropFirst().first(where: { $0 > 0x20 }) else { return false }
      return second == 0x7B && start.firstRange(of: Array("\"hex\"".utf8)) != nil
    default: return false
    }
  }

  private static func array(named name: String, in text: ArraySlice<UInt8>) -> Bool {
    guard let key = text.firstRange(of: Array("\"\(name)\"".utf8)) else { return false }
    let behind = text[key.upperBound...].lazy.filter { $0 > 0x20 }.prefix(2)
    return behind.elementsEqual([0x3A, 0x5B])
  }

  // MARK: What is not known

  /// What a file that nobody recognised begins with, for its reader.
  static func description(of head: [UInt8]) -> String {
    let start = head.prefix(200)
    let isText = !start.contains { $0 >= 0x7F || ($0 < 0x20 && !(9...13).contains($0)) }
    if start.starts(with: [0x1F, 0x8B]) { return "a gzip archive: unpack it first" }
    if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "a zip archive: unpack it first" }
    if start.starts(with: [0xFD, 0x37, 0x7A, 0x58]) { return "an xz archive: unpack it first" }
    if isText {
      let line = start.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(40)
      return "text that begins \"\(String(decoding: line, as: UTF8.self))\""
    }
    let octets = start.prefix(8).map { octet in
      let digits = String(octet, radix: 16, uppercase: true)
      return octet < 16 ? "0" + digits : digits
    }
    return "\(start.count < 200 ? "\(head.count) " : "")bytes that begin \(octets.joined(separator: " "))"
  }
}
