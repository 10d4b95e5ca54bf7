import Geodesy
import Surveillance

/// An aircraft that was lost for a while and comes back, known by its Mode S address, goes on under its old number: behind
/// buildings, in the cone of silence, below the horizon.
extension Tracker {
  /// Remembers where a track with an address ends.
  mutating func rememberEnd(_ slot: Int) {
    let published = store.slots[slot].published
    guard let address = published.modeSAddress, store.slots[slot].external == nil else { return }
    let motion = store.slots[slot].motion
    ended.remember(
      EndedAddress(
        address: address, number: published.number, page: published.page,
        place: ECEFPosition(motion.geodetic(motion.estimate.position)), time: motion.time,
        speedMetresPerSecond: motion.estimate.velocity.squaredLength.squareRoot(),
        wasConfirmed: store.isConfirmed(slot) || ended.hasConfirmed(published.number), ended: stepTime))
  }

  /// The number that the aircraft of a report had before it was lost: of those it may have come from, one that was
  /// confirmed before one that a stray plot may have started, then the one that ended nearest. Nil where there is none.
  func returningNumber(_ report: SensorReport, _ placed: PlacedReport) -> TrackNumber? {
    guard let address = report.modeSAddress, !report.isUnmanned else { return nil }
    var best: (rank: Int, distance: Double, number: TrackNumber)?
    for entry in ended.entries where entry.address == address && entry.page == placed.page {
      let seconds = placed.time.seconds(since: entry.time)
      // What ended in this very step is still being taken out.
      guard seconds > 0, entry.ended < stepTime, store.slot(of: entry.number) == nil else { continue }
      let speed = max(parameters.returnSpeedMetresPerSecond, entry.speedMetresPerSecond)
      guard
        let distance = distanceFlown(to: placed, from: entry.place, seconds: seconds, speedMetresPerSecond: speed)
      else { continue }
      let rank = entry.wasConfirmed ? 0 : 1
      if let best, (best.rank, best.distance) <= (rank, distance) { continue }
      best = (rank, distance, entry.number)
    }
    return best?.number
  }

  /// How far a report is from a place, metres; nil where no aircraft can have come from there in that time.
  func distanceFlown(
    to placed: PlacedReport, from place: ECEFPosition, seconds: Double, speedMetresPerSecond speed: Double
  ) -> Double? {
    let way = placed.plane.local(place)
    let distance = Elementary.hypot(way.eastMetres, way.northMetres)
    return distance < parameters.identityForgivenMetres + speed * seconds ? distance : nil
  }

  /// Forgets aircraft that have been gone too long.
  mutating func forgetEnded() {
    ended.forget(before: stepTime.adding(seconds: -parameters.returnSeconds))
  }
}
