import Foundation
import ModeS
import TestSupport

/// Recorded messages and what rs1090 decoded from them.
enum ReferenceData {
  struct Message {
    var timeNanoseconds: Int64
    var frame: ModeSFrame
  }

  /// A recording of `timestamp,hex` lines, compressed with gzip.
  static func messages(csv path: String, sealing: Bool = false) throws -> [Message] {
    try textLines(path).dropFirst().compactMap { line in
      let words = line.split(separator: ",")
      guard words.count == 2, let seconds = Double(words[0]), let frame = ModeSFrame(hexadecimal: words[1]) else {
        return nil
      }
      let time = Int64((seconds * 1e6).rounded()) * 1000
      return Message(timeNanoseconds: time, frame: sealing ? ModeSCRC.sealed(frame) : frame)
    }
  }

  /// The Mode S messages of a Beast recording.
  static func messages(beast path: String) -> [Message] {
    var reader = BeastReader()
    reader.append(TestData.bytes(path) ?? [])
    var result: [Message] = []
    while let frame = reader.next() {
      if frame.kind == .modeAC { continue }
      result.append(Message(timeNanoseconds: frame.counterNanoseconds, frame: frame.message))
    }
    return result
  }

  /// rs1090's decode of each message, in order.
  static func rs1090(_ path: String) throws -> [[String: Any]] {
    try textLines(path).map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["rs1090"] as? [String: Any] ?? [:]
    }
  }

  /// The lines of a text compressed with gzip.
  static func textLines(_ path: String) throws -> [Substring] {
    String(decoding: try TestData.unpacked(path), as: UTF8.self).split(separator: "\n")
  }
}
