import Geodesy
import Surveillance

/// A plot with a track's address that lies where its aircraft cannot be, and how often such came in a row.
struct DisplacedPlot: Hashable {
  var first: SurveillanceTime
  var last: SurveillanceTime
  var place: ECEFPosition
  var repeats: UInt8 = 0
}

/// Plots with the address of a confirmed track, too far away to be its aircraft's: reflections and azimuths gone wrong, which
/// come once; a track that was led astray, whose own plots these are; or another aircraft with the same address.
extension Tracker {
  /// Keeps such a plot until others tell what it is. True where it was dropped or brought its track back; false where it may
  /// start a track of its own.
  mutating func settleDisplaced(_ report: SensorReport, _ placed: PlacedReport, _ address: ModeSAddress) -> Bool {
    guard let slot = nearestConfirmed(of: address, placed) else { return false }
    let known = freshDisplaced(slot, at: placed.time)
    var next = DisplacedPlot(first: placed.time, last: placed.time, place: placed.surface)
    if let known {
      let isLater = placed.time.seconds(since: known.last) > parameters.batchSeconds
      guard isLater, isReachable(placed, from: known.place, since: known.last) else {
        return dropDisplaced(report, placed, slot)
      }
      // The track's own plots in between say that it was not lost before.
      if store.slots[slot].motion.time < known.first { next.first = known.first }
      next.repeats = known.repeats &+ 1
      if isLost(slot, since: known.first), bringBack(slot, to: report, placed) { return true }
      if next.repeats >= parameters.displacedRepeats {
        store.slots[slot].displaced = nil
        return false
      }
    }
    store.slots[slot].displaced = next
    return dropDisplaced(report, placed, slot)
  }

  private mutating func dropDisplaced(_ report: SensorReport, _ placed: PlacedReport, _ slot: Int) -> Bool {
    tallies[report.sensor.index].echoes &+= 1
    observeDisplaced(report, placed, slot)
    return true
  }

  /// The confirmed track with an address whose expected place is nearest.
  private func nearestConfirmed(of address: ModeSAddress, _ placed: PlacedReport) -> Int? {
    var best: (distance: Double, slot: Int)?
    var next = store.firstSlot(of: address)
    while next != TrackStore.none {
      let slot = Int(next)
      next = store.nextSlot(after: slot)
      guard store.isConfirmed(slot), store.slots[slot].published.page == placed.page, !store.isUnmanned(slot)
      else { continue }
      let way = store.slots[slot].motion.local(placed) - expectedPosition(of: slot, at: placed.time)
      let distance = way.squaredLength
      if let best, (best.distance, store.number(best.slot)) < (distance, store.number(slot)) { continue }
      best = (distance, slot)
    }
    return best?.slot
  }

  /// What is kept of displaced plots, unless it is too old.
  private func freshDisplaced(_ slot: Int, at time: SurveillanceTime) -> DisplacedPlot? {
    guard let known = store.slots[slot].displaced,
      time.seconds(since: known.last) < parameters.displacedMemorySeconds
    else { return nil }
    return known
  }

  /// Whether an aircraft can have come from a place to that of a report.
  private func isReachable(_ placed: PlacedReport, from place: ECEFPosition, since time: SurveillanceTime) -> Bool {
    distanceFlown(
      to: placed, from: place, seconds: placed.time.seconds(since: time),
      speedMetresPerSecond: parameters.returnSpeedMetresPerSecond) != nil
  }

  /// Whether the track has had no plot since a time, though it was the turn of all its sensors.
  private func isLost(_ slot: Int, since time: SurveillanceTime) -> Bool {
    store.slots[slot].motion.time < time && missedScans(slot) > parameters.missGraceTurns
  }

  /// Lays a track that was led astray anew at its displaced plots, where its aircraft can have come there. It keeps its
  /// number and all that is known of the aircraft.
  private mutating func bringBack(_ slot: Int, to report: SensorReport, _ placed: PlacedReport) -> Bool {
    let former = store.slots[slot].motion
    guard isReachable(placed, from: ECEFPosition(former.geodetic(former.estimate.position)), since: former.time)
    else { return false }
    let start = placed.withoutHeightError
    store.slots[slot].displaced = nil
    // Two plots of such doubtful places tell no velocity: the next ones do.
    store.slots[slot].motion = TrackMotion(
      start: start, velocity: report.velocity.map { Vector2($0) }, velocityVariance: startVariance(report),
      models: models)
    store.slots[slot].recent = RecentMeasurements()
    store.slots[slot].recent.insert(measurement(report, start, slot))
    assumeHeight(of: slot, placed)
    explain(slot, .broughtBack)
    tallies[report.sensor.index].used &+= 1
    observeTaking(report, placed, slot)
    note(report, placed, slot)
    publish(slot)
    noteTaken(slot)
    judgeStatus(slot)
    return true
  }
}

extension DisplacedPlot: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(first)
    writer.write(last)
    writer.write(place)
    writer.write(repeats)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    first = try reader.value()
    last = try reader.value()
    place = try reader.value()
    repeats = try reader.integer()
  }
}
