import Surveillance

/// How often one radar's primary echo sees targets that are surely there, by range, learnt from confirmed tracks: what a
/// missed turn says of a track.
struct DetectionMap: Hashable {
  static let ringMetres = 10_000.0
  static let rings = 48
  /// What is remembered fades by this share once per ``ClutterMap/fadeSeconds``: some four minutes.
  private static let fadeShare = 0.06
  /// Fewer turns than this say nothing.
  private static let leastTurns = 8.0

  private var hits = [Double](repeating: 0, count: rings)
  private var turns = [Double](repeating: 0, count: rings)

  init() {}

  private static func ring(_ rangeMetres: Double) -> Int {
    min(rings - 1, Int(max(0, min(1e6, rangeMetres / ringMetres))))
  }

  /// One turn in which a target was in view.
  mutating func count(rangeMetres: Double, isHit: Bool) {
    let ring = Self.ring(rangeMetres)
    turns[ring] += 1
    if isHit { hits[ring] += 1 }
  }

  /// A turn that was counted as missed was none: its echo came late.
  mutating func takeBackMiss(rangeMetres: Double) {
    let ring = Self.ring(rangeMetres)
    guard turns[ring] - hits[ring] >= 1 else { return }
    turns[ring] -= 1
  }

  mutating func fade() {
    for ring in 0..<Self.rings {
      hits[ring] *= 1 - Self.fadeShare
      turns[ring] *= 1 - Self.fadeShare
    }
  }

  /// The probability of an echo of a target at a range; nil where too few targets were there to tell.
  func probability(rangeMetres: Double) -> Double? {
    let ring = Self.ring(rangeMetres)
    let (low, high) = (max(0, ring - 1), min(Self.rings - 1, ring + 1))
    var (seen, all) = (0.0, 0.0)
    for near in low...high {
      seen += hits[near]
      all += turns[near]
    }
    guard all >= Self.leastTurns else { return nil }
    return max(0.02, min(0.98, seen / all))
  }
}

/// Since when a radar's next echo of a track is awaited.
struct MissClock: Hashable {
  var sensor: SensorNumber
  var since: SurveillanceTime
  /// Turns counted as missed that may yet turn out seen; when the last was counted, log time, and what it cost the score.
  var missed: UInt8 = 0
  var lastMissed = SurveillanceTime.distantPast
  var lastCost = 0.0
}

extension DetectionMap: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(hits)
    writer.write(turns)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    hits = try reader.list()
    turns = try reader.list()
    guard hits.count == Self.rings, turns.count == Self.rings else {
      throw .invalid(offset: start, what: "detection map")
    }
  }
}

extension MissClock: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    writer.write(since)
    writer.write(missed)
    writer.write(lastMissed)
    writer.write(lastCost)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    sensor = try reader.value()
    since = try reader.value()
    missed = try reader.integer()
    lastMissed = try reader.value()
    lastCost = try reader.double()
  }
}
