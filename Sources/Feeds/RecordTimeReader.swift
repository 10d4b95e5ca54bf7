import Asterix

/// Finds the time of day that a datagram's first dated record carries, for recordings that keep no time of their own.
struct RecordTimeReader: Sendable {
  private var decoder = AsterixDecoder()
  private var datagram = DecodedDatagram()

  /// Seconds since midnight; nil where no record has a time.
  mutating func secondsOfDay(of payload: [UInt8]) -> Double? {
    decoder.decode(payload, into: &datagram)
    for record in datagram.records {
      for item in Self.timeItems(of: record.category) {
        if let seconds = datagram.leaf(item, in: record)?.quantity { return seconds }
      }
    }
    return nil
  }

  /// The items that hold the time of day, the best first.
  private static func timeItems(of category: UInt8) -> [String] {
    switch category {
    case 10, 48: ["140"]
    case 21: ["073", "071", "075", "072", "077"]
    case 34, 63, 65: ["030"]
    case 62: ["070"]
    default: []
    }
  }
}
