import ModeS
import Surveillance

/// Takes frames out of a Beast stream.
///
/// Their times are the receiver's counter, or the recording times (readsb's 0xE8) where a recording has them.
struct BeastFormatReader: FormatReader {
  private var reader = BeastReader()
  private var appended = 0
  /// Frames before the first recording time have none, rather than one of another scale.
  private let hasRecordingTimes: Bool

  /// - Parameter head: The beginning of a recording, to look for recording times in; it is still to be appended.
  init(head: [UInt8] = []) {
    var scout = BeastReader()
    scout.append(head)
    while scout.next() != nil {}
    hasRecordingTimes = scout.recordedTimeMilliseconds != nil
  }

  mutating func append(_ chunk: [UInt8]) {
    appended += chunk.count
    reader.append(chunk)
  }

  mutating func finish() {}

  mutating func next() -> FeedUnit? {
    guard let frame = reader.next() else { return nil }
    return FeedUnit(
      stamp: stamp(of: frame), kind: .beast,
      payload: CanonicalBeast.bytes(of: frame, receiverIdentifier: reader.receiverIdentifier),
      fileOffset: appended - reader.unreadByteCount - frame.encodedByteCount)
  }

  /// A recording time beyond is damage: 2255, whose nanoseconds fit into 64 bits.
  private static let recordedTimesMilliseconds = 0..<Int64(9_000_000_000_000)

  private func stamp(of frame: BeastFrame) -> FeedUnit.Stamp {
    if let time = reader.recordedTimeMilliseconds {
      return Self.recordedTimesMilliseconds.contains(time) ? .stated(time * 1_000_000) : .none
    }
    return hasRecordingTimes || frame.isMultilaterationResult ? .none : .counter(frame.timestamp)
  }

  var otherParts: Int { reader.counters.otherFrames }

  var refusals: [FeedRefusal] {
    [FeedRefusal](counts: [
      "bytes that are no Beast frame": reader.counters.garbageBytes,
      "broken Beast frames": reader.counters.brokenFrames,
      "Beast frames without a message": reader.counters.otherFrames,
    ])
  }
}
