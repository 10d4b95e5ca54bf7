import ReceiverReports
import Surveillance

/// Takes lines out of SBS text (port 30003), stratux recordings included: there a line is logged without the offset before
/// it, and its time is the recording's start plus that offset.
struct SBSFormatReader: FormatReader {
  private var lines = LineReader()
  /// Is given one line at a time: it knows when a recording started, and counts.
  private var reader = SBSReader()

  mutating func append(_ chunk: [UInt8]) { lines.append(chunk) }
  mutating func finish() { lines.finish() }

  mutating func next() -> FeedUnit? {
    while let line = lines.next() {
      guard let read = Self.read(line.octets, with: &reader), read.kind != .recordingStart else { continue }
      let time = read.report?.timeNanoseconds ?? read.generatedNanoseconds ?? read.loggedNanoseconds
      return FeedUnit(
        stamp: FeedUnit.Stamp(stated: time), kind: .sbs, payload: Self.columns(line.octets, of: read),
        fileOffset: line.offset)
    }
    return nil
  }

  private static func read(_ octets: [UInt8], with reader: inout SBSReader) -> SBSLine? {
    reader.append(octets)
    reader.append(CollectionOfOne(0x0A))
    guard case .line(let line, _)? = reader.next() else { return nil }
    return line
  }

  /// The line from its first column on.
  private static func columns(_ octets: [UInt8], of line: SBSLine) -> [UInt8] {
    guard line.offsetNanoseconds != nil, let comma = octets.firstIndex(of: 0x2C) else { return octets }
    return Array(octets[(comma + 1)...])
  }

  var otherParts: Int { reader.counts.recordingStarts }

  var refusals: [FeedRefusal] {
    [FeedRefusal](counts: ["lines that are not SBS": reader.counts.refused + lines.tooLong])
  }
}
