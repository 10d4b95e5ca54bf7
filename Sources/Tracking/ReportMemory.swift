import Surveillance

/// Which reports came in the last seconds, so that one that comes twice, over a second line or repeated by a network, is
/// known again.
///
/// Two generations of keys: a key is remembered for at least ``TrackerParameters/duplicateMemorySeconds`` and at most
/// twice that. Bounded: a generation that fills up gives way to the next before its time.
struct ReportMemory {
  /// Keys a generation holds: 2 MB.
  static let greatestCount = 1 << 17

  private var current = KeySet()
  private var former = KeySet()
  /// Log time at which the current generation began.
  private var began = SurveillanceTime.distantPast

  init() {}

  /// Remembers a report. False where it was there already.
  mutating func remember(_ key: UInt64, at now: SurveillanceTime, seconds: Double) -> Bool {
    if now.seconds(since: began) >= seconds || current.count >= Self.greatestCount {
      swap(&current, &former)
      current.removeAll()
      began = now
    }
    return !former.contains(key) && current.insert(key)
  }
}

extension ReportMemory: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(began)
    writer.write(current.sorted)
    writer.write(former.sorted)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    began = try reader.value()
    current = try KeySet(from: &reader)
    former = try KeySet(from: &reader)
  }
}

/// A set of numbers that are as good as random and not zero, by open addressing with linear probing.
private struct KeySet {
  /// Zero where empty; a power of two, at most half of it filled.
  private var places: [UInt64] = []
  private(set) var count = 0

  init() {}

  func contains(_ key: UInt64) -> Bool {
    guard !places.isEmpty else { return false }
    return places[place(of: key)] == key
  }

  /// Adds a number. False where it was there already.
  mutating func insert(_ key: UInt64) -> Bool {
    if 2 * (count + 1) > places.count { grow() }
    let place = place(of: key)
    guard places[place] != key else { return false }
    places[place] = key
    count += 1
    return true
  }

  /// Takes all out; the storage stays.
  mutating func removeAll() {
    for place in places.indices { places[place] = 0 }
    count = 0
  }

  /// The numbers, ascending: what was filed where depends on the past and means nothing.
  var sorted: [UInt64] { places.filter { $0 != 0 }.sorted() }

  /// Where a number is, or the empty place where it belongs.
  private func place(of key: UInt64) -> Int {
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: key) & mask
    while places[place] != 0, places[place] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let former = places
    places = [UInt64](repeating: 0, count: max(256, 2 * former.count))
    for key in former where key != 0 { places[place(of: key)] = key }
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    let keys: [UInt64] = try reader.list()
    guard keys.count <= ReportMemory.greatestCount, keys.first != 0,
      zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .invalid(offset: start, what: "reports remembered") }
    for key in keys { _ = insert(key) }
  }
}

extension SensorReport {
  /// A number that only copies of one measurement share: of the same sensor, the same time and the same place (or
  /// velocity, where there is no place); nil where the report measures neither. What a second line may add or lack, codes
  /// and states, does not part copies.
  var measurementKey: UInt64? {
    let first: Double
    let second: Double
    switch position {
    case .polar(let range, let azimuth): (first, second) = (range, azimuth)
    case .geodetic(let latitude, let longitude): (first, second) = (latitude, longitude)
    case nil:
      guard let velocity else { return nil }
      (first, second) = (velocity.eastMetresPerSecond, velocity.northMetresPerSecond)
    }
    var key = Self.mixed(UInt64(bitPattern: time.nanoseconds))
    key = Self.mixed(
      key ^ (UInt64(sensor.rawValue) | UInt64(kind.rawValue) << 16 | UInt64(modeSAddress?.rawValue ?? 0) << 32))
    key = Self.mixed(key ^ first.bitPattern)
    key = Self.mixed(key ^ second.bitPattern)
    return max(key, 1)
  }

  /// Spreads every bit over all (finaliser of SplitMix64; Steele, Lea, Flood 2014).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
