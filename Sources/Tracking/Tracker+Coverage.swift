import Geodesy
import Surveillance

/// Which sensors should have seen a target.
extension Tracker {
  /// How far a target is from a radar along the ground, metres; nil where the radar cannot see it.
  func rangeInCoverage(of slot: Int, _ sensor: SensorNumber) -> Double? {
    guard let site = prepared[sensor.index] else { return nil }
    let place = store.slots[slot].motion.plane(at: store.slots[slot].motion.position(at: stepTime))
    let there = site.geometry.plane.local(place.originECEF)
    let ground = Elementary.hypot(there.eastMetres, there.northMetres)
    let heights = possibleHeights(of: slot)
    let question = CoverageQuestion(
      sensor: sensor, site: sites[sensor.index], latitudeRadians: place.origin.latitudeRadians,
      longitudeRadians: place.origin.longitudeRadians,
      azimuthRadians: Angle.normalisedRadians(Elementary.atan2(there.eastMetres, there.northMetres)),
      groundMetres: ground, leastHeightMetres: heights.least, greatestHeightMetres: heights.greatest)
    return coverage.mayDetect(question) ? ground : nil
  }

  /// Between which heights above the ellipsoid a target flies with two standard deviations, metres.
  private func possibleHeights(of slot: Int) -> (least: Double, greatest: Double) {
    if let height = store.slots[slot].height {
      return (height.metres - 2 * height.sigmaMetres, height.metres + 2 * height.sigmaMetres)
    }
    let known =
      store.level(slot, at: stepTime, parameters: parameters) ?? store.slots[slot].published.measuredHeight?.metres
      ?? store.slots[slot].published.geometricHeight?.metres
    guard let known else {
      let velocity = store.slots[slot].published.isVelocityKnown ? store.slots[slot].published.velocity : nil
      let assumed = parameters.assumedHeight(
        speedMetresPerSecond: velocity.map { Vector2($0).squaredLength.squareRoot() })
      return (assumed.metres - 2 * assumed.sigmaMetres, assumed.metres + 2 * assumed.sigmaMetres)
    }
    return (known - Self.heightMarginMetres, known + Self.heightMarginMetres)
  }

  /// How wrong a height that somebody measured is taken to be at most: pressure against geometry, metres.
  private static let heightMarginMetres = 500.0

  /// Whether a track is without reports only because its sensor fell silent: it sent nothing since about anything, so
  /// that the target may be there as before.
  func isMissedByOutageAlone(_ slot: Int) -> Bool {
    let live = store.slots[slot]
    for (look, part) in zip(live.looks, live.published.contributions) {
      let sensor = look.sensor
      guard sensor.index < prepared.count, sites[sensor.index].isOperating != true,
        stepTime.seconds(since: look.lastReceived) < parameters.contributionSeconds
      else { continue }
      let heard = newest[sensor.index].seconds(since: part.lastTime)
      if heard <= parameters.deletionMissedScans * periodSeconds(of: sensor, look: look) { return true }
    }
    return false
  }
}
