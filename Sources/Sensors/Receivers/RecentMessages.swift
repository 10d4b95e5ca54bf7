import ModeS
import Surveillance

/// Tells the copies of one transmission that several receivers heard: the same octets within a second.
///
/// Every message has one place by its octets; where two meet, the older one is forgotten, and at worst a copy counts as
/// another message.
struct RecentMessages: Hashable, Sendable {
  /// Receivers' clocks and networks differ by less; an aircraft that says the same again within this time says nothing new.
  static let copySeconds = 1.0
  static let placeCount = 4096

  struct Entry: Hashable, Sendable {
    var high: UInt64
    var low: UInt64
    var time: SurveillanceTime
    /// Who heard it first.
    var source: ReceptionSource
    /// Whose message it is, where that is known.
    var address: UInt32?
  }

  private(set) var places = [Entry?](repeating: nil, count: placeCount)

  /// The first reception of a message, where another receiver had it not long ago.
  func original(of message: ModeSFrame, from source: ReceptionSource, at time: SurveillanceTime) -> Entry? {
    guard let entry = places[Self.place(message)], entry.high == message.high, entry.low == message.low,
      entry.source != source, time.seconds(since: entry.time).magnitude <= Self.copySeconds
    else { return nil }
    return entry
  }

  mutating func note(
    _ message: ModeSFrame, from source: ReceptionSource, address: UInt32?, at time: SurveillanceTime
  ) {
    places[Self.place(message)] = Entry(
      high: message.high, low: message.low, time: time, source: source, address: address)
  }

  /// Multiplication spreads the octets, of which those behind the header differ most.
  private static func place(_ message: ModeSFrame) -> Int {
    let mixed = (message.high ^ message.low &>> 7) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed &>> 52)
  }
}

extension RecentMessages: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    var rows: [Row] = []
    for (place, entry) in places.enumerated() {
      if let entry { rows.append(Row(place: UInt16(place), entry: entry)) }
    }
    writer.write(rows)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    var last = -1
    for row in try reader.list(of: Row.self) {
      guard Int(row.place) > last, Int(row.place) < Self.placeCount else {
        throw .invalid(offset: start, what: "place of a recent message")
      }
      last = Int(row.place)
      places[last] = row.entry
    }
  }

  private struct Row: CanonicalCodable {
    var place: UInt16
    var entry: Entry

    init(place: UInt16, entry: Entry) {
      self.place = place
      self.entry = entry
    }

    func encode(to writer: inout CanonicalWriter) {
      writer.write(place)
      writer.write(entry.high)
      writer.write(entry.low)
      writer.write(entry.time)
      writer.write(entry.source)
      writer.write(entry.address)
    }

    init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
      place = try reader.integer()
      entry = Entry(
        high: try reader.integer(), low: try reader.integer(), time: try reader.value(), source: try reader.value(),
        address: try reader.optional())
    }
  }
}
