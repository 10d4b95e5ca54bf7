import ModeS
import Surveillance

/// Takes Mode S frames out of AVR text. In the log they are Beast frames; an unknown time stamp or level is 0 there.
struct AVRFormatReader: FormatReader {
  private var lines = LineReader()
  private var refused = 0

  mutating func append(_ chunk: [UInt8]) { lines.append(chunk) }
  mutating func finish() { lines.finish() }

  mutating func next() -> FeedUnit? {
    while let line = lines.next() {
      guard let (timestamp, level, message) = AVRLine.parse(line.text),
        let frame = BeastFrame(timestamp: timestamp ?? 0, signalLevel: level ?? 0, message: message)
      else {
        refused += 1
        continue
      }
      let isCounted = timestamp != nil && !frame.isMultilaterationResult
      return FeedUnit(
        stamp: isCounted ? .counter(frame.timestamp) : .none, kind: .beast, payload: CanonicalBeast.bytes(of: frame),
        fileOffset: line.offset)
    }
    return nil
  }

  var refusals: [FeedRefusal] { [FeedRefusal](counts: ["lines that are not AVR": refused + lines.tooLong]) }
}
