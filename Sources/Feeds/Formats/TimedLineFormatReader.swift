import ModeS
import Surveillance

/// Takes Mode S frames out of lines that hold a time and a message (CSV, JSON). In the log they are Beast frames whose time
/// stamp and level are 0; the times are UTC.
struct TimedLineFormatReader: FormatReader {
  private var lines = LineReader()
  private var parser: TimedLine.Parser
  private var refused = 0

  init(isJSON: Bool) { parser = TimedLine.Parser(isJSON: isJSON) }

  mutating func append(_ chunk: [UInt8]) { lines.append(chunk) }
  mutating func finish() { lines.finish() }

  mutating func next() -> FeedUnit? {
    while let line = lines.next() {
      switch parser.read(line.text) {
      case .message(let message, let time):
        guard let frame = BeastFrame(timestamp: 0, signalLevel: 0, message: message) else { continue }
        return FeedUnit(
          stamp: .stated(time), kind: .beast, payload: CanonicalBeast.bytes(of: frame), fileOffset: line.offset)
      case .refused: refused += 1
      case .header: continue
      }
    }
    return nil
  }

  var refusals: [FeedRefusal] {
    [FeedRefusal](counts: ["lines without a time and a Mode S message": refused + lines.tooLong])
  }
}
