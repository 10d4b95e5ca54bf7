import Geodesy
import Surveillance

/// Unmanned aircraft that speak of themselves by Remote ID. Their names part them however close they fly; they answer no
/// transponder, so that what does is another aircraft; and being forged as easily as made, they must not swallow anything
/// that others see.
extension Tracker {
  /// Gives a report of an unmanned aircraft to the nearest plausible track that is the same by its own word. False where
  /// there is none.
  mutating func takeByRemoteID(_ report: SensorReport, _ placed: PlacedReport) -> Bool {
    guard let unmanned = report.unmanned else { return false }
    var best: (slot: Int, match: Match)?
    store.gather(page: placed.page, near: placed.plane.origin, into: &nearby)
    for slot in nearby.map(Int.init) {
      guard store.isUnmanned(slot), let known = store.slots[slot].unmanned, unmanned.relation(to: known) == .same,
        let match = identityMatch(report, placed, slot, forgivenMetres: parameters.unmannedForgivenMetres)
      else { continue }
      if let current = best,
        (current.match.distanceMetres, store.number(current.slot))
          <= (match.distanceMetres, store.number(slot))
      {
        continue
      }
      best = (slot, match)
    }
    guard let best else { return false }
    take(report, best.match.place, into: best.slot)
    return true
  }

  /// Whether a report and a track may be one aircraft as far as Remote ID tells, where no name joins them: two statements
  /// that decide nothing, or one of them and a primary echo.
  func mayBeOne(_ report: SensorReport, _ slot: Int) -> Bool {
    guard report.isUnmanned || store.isUnmanned(slot) else { return true }
    return switch (report.unmanned, store.slots[slot].unmanned) {
    case (nil, nil): true
    case (let unmanned?, let known?): unmanned.relation(to: known) == .undecided
    case (_?, nil): store.slots[slot].isPrimaryOnly
    case (nil, _?): report.isPrimaryOnly
    }
  }

  /// Whether two confirmed tracks may be found to be one aircraft: not an unmanned one and another, and two unmanned ones
  /// by their own word alone.
  func mayBeMerged(_ first: Int, _ second: Int) -> Bool {
    guard store.isUnmanned(first) || store.isUnmanned(second) else { return true }
    return switch (store.slots[first].unmanned, store.slots[second].unmanned) {
    case (nil, nil): true
    case (let unmanned?, let known?): unmanned.relation(to: known) == .same
    default: false
    }
  }
}

extension LiveTrack {
  /// What it says of itself by Remote ID; nil on any other track.
  var unmanned: UnmannedAircraft? { published.unmanned }
}

extension SensorReport {
  /// Takes out of a Remote ID statement what is impossible.
  mutating func checkUnmanned() {
    guard let unmanned else { return }
    if unmanned.operatorPosition?.isPossible == false { aircraft.unmanned?.operatorPosition = nil }
    if let height = unmanned.height, !(height.metres.magnitude < 60_000) { aircraft.unmanned?.height = nil }
  }
}
