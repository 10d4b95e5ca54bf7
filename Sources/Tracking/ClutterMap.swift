import Geodesy
import Surveillance

/// How many primary plots that belong to no confirmed track one radar gives, by range and azimuth, learnt from what it
/// sends: the density against which a primary plot must be believed.
struct ClutterMap: Hashable {
  /// Cells are about as large as a patch of clutter: a wood, a wind farm, a coast.
  static let ringMetres = 3_000.0
  static let rings = 160
  static let sectors = 96
  /// The counts fade by this share once per ``fadeSeconds``: the map remembers about two minutes.
  static let fadeShare = 0.125
  static let fadeSeconds = 15.0
  /// A faded count below this is nought.
  private static let leastCount = 1e-4

  /// Faded counts, ring by ring.
  private var counts = [Double](repeating: 0, count: Self.rings * Self.sectors)
  /// Their sum.
  private var total = 0.0
  /// The outermost ring that ever had a plot.
  private var outermostRing = 0
  /// Faded time they were gathered in, up to the last fading.
  private var seconds = 0.0

  init() {}

  private static func cellIndex(rangeMetres: Double, azimuthRadians: Double) -> Int {
    let ring = min(Self.rings - 1, Int(max(0, min(1e6, rangeMetres / ringMetres))))
    let turn = Angle.normalisedRadians(azimuthRadians) / Elementary.twoPi
    return ring * sectors + min(sectors - 1, Int(max(0, min(1, turn)) * Double(sectors)))
  }

  /// The cell of a place.
  static func cell(rangeMetres: Double, azimuthRadians: Double) -> UInt16 {
    UInt16(cellIndex(rangeMetres: rangeMetres, azimuthRadians: azimuthRadians))
  }

  /// Takes a plot for a false one.
  mutating func count(in cell: UInt16) {
    let cell = min(Int(cell), counts.count - 1)
    counts[cell] += 1
    total += 1
    outermostRing = max(outermostRing, cell / Self.sectors)
  }

  /// Takes back a plot that was a target's after all.
  mutating func takeBack(from cell: UInt16) {
    let cell = min(Int(cell), counts.count - 1)
    let share = min(1, counts[cell])
    counts[cell] -= share
    total = max(0, total - share)
  }

  /// Lets ``fadeSeconds`` pass.
  mutating func fade() {
    let keep = 1 - Self.fadeShare
    for index in counts.indices where counts[index] != 0 {
      counts[index] *= keep
      if counts[index] < Self.leastCount { counts[index] = 0 }
    }
    total *= keep
    seconds = seconds * keep + Self.fadeSeconds
  }

  /// Expected plots per m² and turn of the antenna. What the cell has not yet shown is taken from the whole map, with
  /// the weight of `priorTurns` turns, and from `prior` before there is one.
  ///
  /// - Parameters:
  ///   - own: Plots counted in a cell that are those of the track in question: they do not speak against it.
  ///   - secondsSinceFading: Time since the last ``fade()``.
  func density(
    rangeMetres: Double, azimuthRadians: Double, periodSeconds: Double, secondsSinceFading: Double, prior: Double,
    priorTurns: Double, own: (UInt16) -> Int
  ) -> Double {
    let cell = Self.cellIndex(rangeMetres: rangeMetres, azimuthRadians: azimuthRadians)
    let inner = Double(cell / Self.sectors) * Self.ringMetres
    let outer = inner + Self.ringMetres
    let area = Elementary.pi * (outer * outer - inner * inner) / Double(Self.sectors)
    let reach = Double(outermostRing + 1) * Self.ringMetres
    let turns = (seconds + max(0, min(Self.fadeSeconds, secondsSinceFading))) / max(periodSeconds, 0.5)
    let mean = (total / (Elementary.pi * reach * reach) + prior) / (turns + 1)
    let others = max(0, counts[cell] - Double(own(UInt16(cell))))
    return (others / area + mean * priorTurns) / (turns + priorTurns)
  }
}

extension ClutterMap: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(seconds)
    writer.write(total)
    writer.write(Int64(outermostRing))
    let filled = counts.indices.filter { counts[$0] != 0 }
    writer.write(UInt32(filled.count))
    for cell in filled {
      writer.write(UInt16(cell))
      writer.write(counts[cell])
    }
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    seconds = try reader.double()
    total = try reader.double()
    let ring = try reader.integer(Int64.self)
    outermostRing = Int(max(0, min(Int64(Self.rings - 1), ring)))
    guard ring == Int64(outermostRing) else { throw .invalid(offset: start, what: "clutter map") }
    var last = -1
    for _ in 0..<(try reader.integer(UInt32.self)) {
      let cell = Int(try reader.integer(UInt16.self))
      guard cell > last, cell < counts.count else { throw .invalid(offset: start, what: "cell of a clutter map") }
      counts[cell] = try reader.double()
      last = cell
    }
  }
}
