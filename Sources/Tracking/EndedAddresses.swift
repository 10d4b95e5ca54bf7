import Geodesy
import Surveillance

/// Where and under which number a track with a Mode S address ended.
struct EndedAddress: Hashable {
  var address: ModeSAddress
  var number: TrackNumber
  var page: PicturePage
  /// Its last place and when that was measured.
  var place: ECEFPosition
  var time: SurveillanceTime
  var speedMetresPerSecond: Double
  /// Whether the number ever was a confirmed track's.
  var wasConfirmed: Bool
  /// Log time of its end.
  var ended: SurveillanceTime
}

/// The tracks with an address that ended of late, so that an aircraft that comes back gets its number back.
///
/// Bounded: beyond ``greatestCount`` the oldest gives way. By ascending time of the end.
struct EndedAddresses: Hashable {
  /// What a sky of ten thousand aircraft loses in five minutes.
  static let greatestCount = 2048

  private(set) var entries: [EndedAddress] = []

  init() {}

  /// Remembers an end, in place of an earlier one under the same number.
  mutating func remember(_ entry: EndedAddress) {
    entries.removeAll { $0.number == entry.number }
    if entries.count >= Self.greatestCount { entries.removeFirst() }
    entries.append(entry)
  }

  /// Whether a number is remembered as a confirmed track's.
  func hasConfirmed(_ number: TrackNumber) -> Bool { entries.contains { $0.number == number && $0.wasConfirmed } }

  /// Forgets what ended before a log time.
  mutating func forget(before time: SurveillanceTime) {
    guard let first = entries.first, first.ended < time else { return }
    entries.removeAll { $0.ended < time }
  }
}

extension EndedAddresses: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) { writer.write(entries) }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    entries = try reader.list()
    guard entries.count <= Self.greatestCount, zip(entries, entries.dropFirst()).allSatisfy({ $0.ended <= $1.ended })
    else { throw .invalid(offset: start, what: "list of ended addresses") }
  }
}

extension EndedAddress: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(address)
    writer.write(number)
    writer.write(page)
    writer.write(place)
    writer.write(time)
    writer.write(speedMetresPerSecond)
    writer.write(wasConfirmed)
    writer.write(ended)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    address = try reader.value()
    number = try reader.value()
    page = try reader.value()
    place = try reader.value()
    time = try reader.value()
    speedMetresPerSecond = try reader.double()
    wasConfirmed = try reader.bool()
    ended = try reader.value()
  }
}
