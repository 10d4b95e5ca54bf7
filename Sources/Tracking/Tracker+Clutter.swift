import Surveillance

/// What the clutter maps learn from: primary plots that no confirmed track took. Those of a track that is confirmed later are
/// taken back.
extension Tracker {
  /// Counts a primary plot of a tentative track as a false one, until it turns out to be none.
  mutating func noteDoubtful(_ report: SensorReport, _ slot: Int) {
    guard store.slots[slot].isPrimaryOnly, !store.isConfirmed(slot), report.isPrimaryOnly,
      case .polar(let range, let azimuth) = report.position
    else { return }
    let cell = ClutterMap.cell(rangeMetres: range, azimuthRadians: azimuth)
    if clutter[report.sensor.index] == nil { clutter[report.sensor.index] = ClutterMap() }
    clutter[report.sensor.index]?.count(in: cell)
    store.slots[slot].doubtful.append(DoubtfulPlot(sensor: report.sensor, cell: cell))
  }

  /// Takes back the plots of a track that was confirmed.
  mutating func takeBackDoubtful(_ slot: Int) {
    for plot in store.slots[slot].doubtful where plot.sensor.index < clutter.count {
      clutter[plot.sensor.index]?.takeBack(from: plot.cell)
    }
    store.slots[slot].doubtful.removeAll()
  }

  /// How many plots of a tentative track stand in a cell of a sensor's map.
  func ownPlots(of slot: Int, by sensor: SensorNumber, in cell: UInt16) -> Int {
    var count = 0
    for plot in store.slots[slot].doubtful where plot.cell == cell && plot.sensor == sensor { count += 1 }
    return count
  }
}

/// A plot that may be a false one: whose, and where.
struct DoubtfulPlot: Hashable, CanonicalCodable {
  var sensor: SensorNumber
  /// Of the sensor's ``ClutterMap``.
  var cell: UInt16

  init(sensor: SensorNumber, cell: UInt16) {
    self.sensor = sensor
    self.cell = cell
  }

  func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    writer.write(cell)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    sensor = try reader.value()
    cell = try reader.integer()
  }
}
