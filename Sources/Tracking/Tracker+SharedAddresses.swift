import Geodesy
import Surveillance

/// Two aircraft under one Mode S address: wrongly set transponders, repeated addresses of military and light aircraft.
extension Tracker {
  /// Whether a report is more like one track with its address than like another, to both of which it fits: where the two
  /// cross, course, code and level tell them apart.
  func isMoreLike(
    _ report: SensorReport, _ first: (slot: Int, match: Match), than second: (slot: Int, match: Match)
  ) -> Bool {
    let (rank, other) = (store.rankByIdentity(first.slot), store.rankByIdentity(second.slot))
    guard rank == other else { return rank < other }
    let (a, b) = (unlikeness(report, first), unlikeness(report, second))
    return a == b ? store.number(first.slot) < store.number(second.slot) : a < b
  }

  private func unlikeness(_ report: SensorReport, _ candidate: (slot: Int, match: Match)) -> Double {
    let costOfCodeAndLevel = identityCost(report, candidate.slot) ?? 2 * parameters.greatestLevelCost
    return fit(of: candidate.match.place, to: candidate.slot).squaredDistance + costOfCodeAndLevel
      + costOfCourse(report, candidate.match.place, candidate.slot)
  }

  /// What it costs that an aircraft reports another velocity than its track has.
  private func costOfCourse(_ report: SensorReport, _ placed: PlacedReport, _ slot: Int) -> Double {
    guard report.kind == .adsb, let reported = report.velocity, store.slots[slot].published.isVelocityKnown else {
      return 0
    }
    let plane = store.slots[slot].motion.plane
    let estimate = store.slots[slot].motion.estimate
    let difference = rotated(Vector2(reported), from: placed.plane, to: plane) - estimate.velocity
    let sigma = parameters.sharedAddressVelocitySigmaMetresPerSecond
    let spread = estimate.velocityCovariance + Symmetric2(variance: sigma * sigma)
    return min(parameters.greatestCourseCost, spread.inverse.quadratic(difference))
  }
}
