import ModeS
import Surveillance

/// Takes lines out of dump978's text: downlink messages, and uplinks as they are.
struct UATFormatReader: FormatReader {
  private var lines = LineReader()
  private var counts = UATLineCounts()

  mutating func append(_ chunk: [UInt8]) { lines.append(chunk) }
  mutating func finish() { lines.finish() }

  mutating func next() -> FeedUnit? {
    while let line = lines.next() {
      switch try? counts.read(line.text) {
      case .downlink(_, let reception), .uplink(let reception):
        return FeedUnit(
          stamp: FeedUnit.Stamp(stated: reception.receivedAtNanoseconds), kind: .uat, payload: line.octets,
          fileOffset: line.offset)
      case .metadata, nil: continue
      }
    }
    return nil
  }

  var otherParts: Int { counts.metadataCount }

  var refusals: [FeedRefusal] {
    [FeedRefusal](counts: ["lines that are not UAT": counts.refusedCount + lines.tooLong])
  }
}
