import Geodesy
import Surveillance

/// Reports that carry identity, state or velocity alone: they reach the track that their sensor has reported before.
extension Tracker {
  /// Takes identity, state and velocity of a report without a place into the track of its address.
  mutating func takeWithoutPosition(_ report: SensorReport) {
    var best: Int?
    if let address = report.modeSAddress, let page = prepared[report.sensor.index]?.page {
      var slot = store.firstSlot(of: address)
      while slot != TrackStore.none {
        let candidate = Int(slot)
        slot = store.nextSlot(after: candidate)
        guard store.slots[candidate].published.page == page,
          store.look(candidate, of: report.sensor) != nil
        else { continue }
        if let best, store.number(best) < store.number(candidate) { continue }
        best = candidate
      }
    }
    guard let slot = best else {
      tallies[report.sensor.index].noPosition &+= 1
      return
    }
    tallies[report.sensor.index].used &+= 1
    noteIdentity(report, slot)
    noteLevel(report, slot)
    noteState(report, slot)
    takeVelocity(report, slot)
    touch(slot)
  }

  /// A velocity alone: taken while the track's own position is fresh.
  private mutating func takeVelocity(_ report: SensorReport, _ slot: Int) {
    guard report.kind == .adsb, let reported = report.velocity else { return }
    let dt = report.time.seconds(since: store.slots[slot].motion.time)
    guard dt > -parameters.latenessToleranceSeconds, dt < parameters.unknownPeriodSeconds else { return }
    let before = store.slots[slot].motion
    let here = LocalTangentPlane(
      origin: GeodeticPosition(
        latitudeRadians: store.slots[slot].published.latitudeRadians,
        longitudeRadians: store.slots[slot].published.longitudeRadians))
    let sigma = parameters.reportedVelocitySigmaMetresPerSecond
    let measured = TakenMeasurement(
      time: report.time, sensor: report.sensor, place: nil, covariance: Symmetric2(variance: 1),
      velocity: (rotated(Vector2(reported), from: here, to: before.plane), sigma * sigma), isOwnWord: true)
    _ = store.slots[slot].filter(measured, parameters: parameters, models: models)
    guard store.slots[slot].motion.estimate.isSound else {
      store.slots[slot].motion = before
      store.slots[slot].recent = RecentMeasurements()
      return
    }
    store.slots[slot].published.isVelocityKnown = true
    publish(slot)
  }
}
