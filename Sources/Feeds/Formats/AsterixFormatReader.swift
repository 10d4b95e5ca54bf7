import Asterix
import Surveillance

/// Takes datagrams out of ASTERIX in one of its framings.
struct AsterixFormatReader: FormatReader {
  let framing: Framing
  private var reader: FramingReader
  /// Taken while recognising.
  private var first: FramedDatagram?

  /// Nil where the octets are ASTERIX in no framing.
  init?(recognising head: [UInt8], isWhole: Bool) {
    reader = FramingReader()
    reader.append(head)
    if isWhole { reader.finish() }
    first = reader.next()
    guard let detected = reader.detected else { return nil }
    framing = detected
  }

  mutating func append(_ chunk: [UInt8]) { reader.append(chunk) }
  mutating func finish() { reader.finish() }

  mutating func next() -> FeedUnit? {
    guard let datagram = first ?? reader.next() else { return nil }
    first = nil
    return FeedUnit(
      stamp: Self.stamp(of: datagram), kind: .asterix, payload: datagram.payload, fileOffset: datagram.byteOffset)
  }

  private static func stamp(of datagram: FramedDatagram) -> FeedUnit.Stamp {
    if let captured = datagram.receiveTimeNanoseconds { return .captured(captured) }
    return datagram.timeOfDaySeconds.map { .secondsOfDay($0) } ?? .inRecords
  }

  var refusals: [FeedRefusal] { reader.refusals }
}
