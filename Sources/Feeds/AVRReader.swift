import ModeS

/// Takes Mode S frames out of AVR text lines that arrive in pieces.
struct AVRReader: Sendable {
  private(set) var refusedLines = 0
  private var line: [UInt8] = []
  private var isTooLong = false
  private var frames: [(timestamp: UInt64?, message: ModeSFrame)] = []
  private var nextFrame = 0

  /// Longest line that can be a message; a longer one is refused without being kept.
  private static let lineLimit = 128

  mutating func append(_ chunk: [UInt8]) {
    if nextFrame == frames.count {
      frames.removeAll(keepingCapacity: true)
      nextFrame = 0
    }
    for octet in chunk {
      if octet == 0x0A || octet == 0x0D {
        endLine()
      } else if line.count < Self.lineLimit {
        line.append(octet)
      } else {
        isTooLong = true
      }
    }
  }

  /// Says that the text has ended.
  mutating func finish() { endLine() }

  mutating func next() -> (timestamp: UInt64?, message: ModeSFrame)? {
    guard nextFrame < frames.count else { return nil }
    defer { nextFrame += 1 }
    return frames[nextFrame]
  }

  private mutating func endLine() {
    defer {
      line.removeAll(keepingCapacity: true)
      isTooLong = false
    }
    guard !line.isEmpty else { return }
    if !isTooLong, let frame = AVRLine.parse(String(decoding: line, as: UTF8.self)) {
      frames.append(frame)
    } else {
      refusedLines += 1
    }
  }
}
