public import Asterix
import ModeS

/// What a file was recognised to be.
public enum FileFormat: Hashable, Sendable {
  case asterix(Framing)
  /// Mode S Beast frames.
  case beast
  /// Mode S frames as AVR text lines.
  case avr
}

extension FileFormat: CustomStringConvertible {
  /// The name people use.
  public var description: String {
    switch self {
    case .asterix(.raw): "raw ASTERIX"
    case .asterix(.final): "ASTERIX in FINAL framing"
    case .asterix(.iossSequence): "ASTERIX in IOSS framing with sequence numbers"
    case .asterix(.rff): "ASTERIX in RFF framing"
    case .asterix(.hdlc): "ASTERIX in HDLC framing"
    case .asterix(.pcap): "pcap"
    case .asterix(.pcapng): "pcapng"
    case .asterix(.oradis): "ASTERIX in ORADIS framing"
    case .asterix(.gps): "ASTERIX in GPS framing"
    case .beast: "Beast"
    case .avr: "AVR"
    }
  }
}

/// Recognises the formats that are not ASTERIX, by content.
enum FileRecognition {
  /// Whether Beast frames make up at least three quarters of `head`, and there are several unless it is short.
  static func isBeast(_ head: [UInt8]) -> Bool {
    guard head.contains(0x1A) else { return false }
    var reader = BeastReader()
    reader.append(head)
    var frames = 0
    while reader.next() != nil { frames += 1 }
    let enough = head.count < 200 ? 1 : 4
    return frames >= enough && reader.counters.garbageBytes * 4 <= head.count
  }

  /// Whether at least half of the lines in `head` are AVR, and the first few hold one.
  static func isAVR(_ head: [UInt8]) -> Bool {
    guard !head.prefix(4096).contains(where: { $0 >= 0x7F || ($0 < 0x20 && !(9...13).contains($0)) }) else {
      return false
    }
    let lines = head.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).prefix(100)
    let good = lines.filter { AVRLine.parse(String(decoding: $0, as: UTF8.self)) != nil }.count
    return good > 0 && good * 2 >= lines.count
  }

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
