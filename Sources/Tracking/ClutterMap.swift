import Geodesy
import Surveillance

/// How many primary plots that belong to no confirmed track one radar gives, by range and azimuth, learnt from what it
/// sends: the density against which a primary plot must be believed.
struct ClutterMap: Hashable {
  static let ringMetres = 10_000.0
  static let rings = 48
  static let sectors = 32
  /// The counts fade by this share once per ``fadeSeconds``: the map remembers about two minutes.
  static let fadeShare = 0.125
  static let fadeSeconds = 15.0

  /// Faded counts, ring by ring.
  private var counts = [Double](repeating: 0, count: Self.rings * Self.sectors)
  /// Their sum.
  private var total = 0.0
  /// The outermost ring that ever had a plot.
  private var outermostRing = 0
  /// Faded time they were gathered in, up to the last fading.
  private var seconds = 0.0

  init() {}

  private static func cell(rangeMetres: Double, azimuthRadians: Double) -> Int {
    let ring = min(Self.rings - 1, Int(max(0, min(1e6, rangeMetres / ringMetres))))
    let turn = Angle.normalisedRadians(azimuthRadians) / Elementary.twoPi
    return ring * sectors + min(sectors - 1, Int(max(0, min(1, turn)) * Double(sectors)))
  }

  mutating func count(rangeMetres: Double, azimuthRadians: Double) {
    let cell = Self.cell(rangeMetres: rangeMetres, azimuthRadians: azimuthRadians)
    counts[cell] += 1
    total += 1
    outermostRing = max(outermostRing, cell / Self.sectors)
  }

  /// Lets ``fadeSeconds`` pass.
  mutating func fade() {
    let keep = 1 - Self.fadeShare
    for index in counts.indices { counts[index] *= keep }
    total *= keep
    seconds = seconds * keep + Self.fadeSeconds
  }

  /// Expected plots per m² and turn of the antenna. What the cell has not yet shown is taken from the whole map, with
  /// the weight of `priorTurns` turns, and from `prior` before there is one.
  ///
  /// - Parameter secondsSinceFading: Time since the last ``fade()``.
  func density(
    rangeMetres: Double, azimuthRadians: Double, periodSeconds: Double, secondsSinceFading: Double, prior: Double,
    priorTurns: Double
  ) -> Double {
    let cell = Self.cell(rangeMetres: rangeMetres, azimuthRadians: azimuthRadians)
    let inner = Double(cell / Self.sectors) * Self.ringMetres
    let outer = inner + Self.ringMetres
    let area = Elementary.pi * (outer * outer - inner * inner) / Double(Self.sectors)
    let reach = Double(outermostRing + 1) * Self.ringMetres
    let turns = (seconds + max(0, min(Self.fadeSeconds, secondsSinceFading))) / max(periodSeconds, 0.5)
    let mean = (total / (Elementary.pi * reach * reach) + prior) / (turns + 1)
    return (counts[cell] / area + mean * priorTurns) / (turns + priorTurns)
  }
}

extension ClutterMap: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(seconds)
    writer.write(total)
    writer.write(Int64(outermostRing))
    writer.write(counts)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    seconds = try reader.double()
    total = try reader.double()
    let ring = try reader.integer(Int64.self)
    counts = try reader.list()
    outermostRing = Int(max(0, min(Int64(Self.rings - 1), ring)))
    guard counts.count == Self.rings * Self.sectors, ring == Int64(outermostRing) else {
      throw .invalid(offset: start, what: "clutter map")
    }
  }
}
