import Geodesy
import Surveillance

extension Tracker {
  /// Once a second of log time: coasting, deletion, duplicates, and the grid kept where the tracks are by now.
  mutating func goRound() {
    for slot in store.order.map(Int.init) where store.slots[slot].isLive {
      if store.slots[slot].external != nil {
        judgeExternalSilence(slot)
      } else {
        judgeSilence(slot)
      }
    }
    mergeDuplicates()
    fadeClutter()
    forgetSilentMonitors()
    forgetEnded()
    registration.decide(parameters)
  }

  private mutating func fadeClutter() {
    guard stepTime.seconds(since: clutterTime) >= ClutterMap.fadeSeconds else { return }
    clutterTime = stepTime
    for sensor in clutter.indices { clutter[sensor]?.fade() }
    for sensor in detection.indices { detection[sensor]?.fade() }
  }

  // MARK: Silence

  private mutating func judgeSilence(_ slot: Int) {
    countMisses(slot)
    if store.slots[slot].isPrimaryOnly, store.slots[slot].score < leastScore(slot) {
      explain(slot, .endedByOdds(odds: store.slots[slot].score, leastOdds: leastScore(slot)))
      end(slot)
      return
    }
    let silence = stepTime.seconds(since: store.slots[slot].lastReceived)
    // Nobody is missed so soon.
    if silence < Self.leastSilenceSeconds, store.isConfirmed(slot) { return }
    let missed = missedScans(slot)
    if store.isConfirmed(slot) {
      if mustEnd(slot, missedScans: missed, silenceSeconds: silence) {
        explain(
          slot,
          .endedBySilence(
            missedTurns: missed, allowedTurns: parameters.deletionMissedScans, silenceSeconds: silence))
        end(slot)
        return
      }
      if missed > parameters.coastingMissedScans {
        if store.slots[slot].published.status != .coasting {
          explain(slot, .coasting(missedTurns: missed, allowedTurns: parameters.coastingMissedScans))
        }
        store.slots[slot].published.status = .coasting
        extrapolate(slot)
        return
      }
    } else if missed > parameters.tentativeMissedScans || isStale(slot) {
      explain(
        slot,
        missed > parameters.tentativeMissedScans
          ? .tentativeLapsed(missedTurns: missed, allowedTurns: parameters.tentativeMissedScans)
          : .tentativeTooOld(ageSeconds: stepTime.seconds(since: store.slots[slot].published.firstSeen)))
      end(slot)
      return
    }
    refile(slot)
  }

  /// Files a track where it is by now; each in its turn, since a cell is several seconds' flight wide.
  private mutating func refile(_ slot: Int) {
    guard stepTime.seconds(since: store.slots[slot].motion.time) > 1,
      isTurn(of: slot, in: Self.refilingSeconds)
    else { return }
    let motion = store.slots[slot].motion
    let place = motion.geodetic(motion.position(at: stepTime))
    store.placeInGrid(slot, at: place.latitudeRadians, place.longitudeRadians)
  }

  private static let refilingSeconds: Int64 = 4

  /// Whether a track has its turn in this second, where each has one every so many seconds.
  private func isTurn(of slot: Int, in seconds: Int64) -> Bool {
    (stepTime.wholeSeconds + Int64(store.number(slot).rawValue)) % seconds == 0
  }

  /// The time after a report in which its track is not asked for misses, seconds.
  private static let leastSilenceSeconds = 2.0

  /// The odds below which a primary-only track ends.
  private func leastScore(_ slot: Int) -> Double {
    store.isConfirmed(slot) ? parameters.leastConfirmedScore : parameters.leastTentativeScore
  }

  /// Turns that the sensor missed which missed fewest, of those that contribute.
  func missedScans(_ slot: Int) -> Double {
    var least = Double.infinity
    for look in store.slots[slot].looks {
      let silence = stepTime.seconds(since: look.lastReceived) - parameters.tentativeGraceSeconds
      guard silence < parameters.contributionSeconds else { continue }
      least = min(least, silence / max(periodSeconds(of: look.sensor, look: look), 0.1))
    }
    return least
  }

  private func mustEnd(_ slot: Int, missedScans missed: Double, silenceSeconds silence: Double) -> Bool {
    if silence > parameters.deletionGreatestSeconds { return true }
    var least = parameters.deletionLeastSeconds
    if store.slots[slot].published.modeSAddress != nil { least = parameters.addressedDeletionLeastSeconds }
    if store.slots[slot].looks.contains(where: \.isBroadcast) { least = parameters.adsbDeletionLeastSeconds }
    if store.slots[slot].published.isOnGround { least = max(least, parameters.groundDeletionLeastSeconds) }
    guard silence > least, missed > parameters.deletionMissedScans else { return false }
    return silence > parameters.outageHoldSeconds || !isMissedByOutageAlone(slot)
  }

  /// Whether a tentative track has had its time: one that stands still may wait for its confirmation, but not for ever.
  private func isStale(_ slot: Int) -> Bool {
    var longest = parameters.unknownPeriodSeconds
    for look in store.slots[slot].looks { longest = max(longest, periodSeconds(of: look.sensor, look: look)) }
    let age = stepTime.seconds(since: store.slots[slot].published.firstSeen)
    return age > parameters.tentativeGreatestScans * longest
  }

  /// Moves what others see to now; the filter stays at its last report.
  private mutating func extrapolate(_ slot: Int) {
    guard stepTime > store.slots[slot].motion.time, let moved = predicted(slot, to: stepTime) else { return }
    store.slots[slot].published = moved
    store.placeInGrid(slot, at: moved.latitudeRadians, moved.longitudeRadians)
    touch(slot)
  }

  /// What others would see at another time; nil where straight flight leads nowhere.
  func predicted(_ slot: Int, to time: SurveillanceTime) -> SystemTrack? {
    let motion = store.slots[slot].motion
    let predicted = motion.predicted(at: time, models: models)
    let place = motion.geodetic(predicted.position)
    guard place.isValid else { return nil }
    var track = store.slots[slot].published
    track.time = time
    track.latitudeRadians = place.latitudeRadians
    track.longitudeRadians = place.longitudeRadians
    track.positionCovariance = HorizontalCovariance(positionCovariance(of: predicted, at: time, slot))
    track.estimatedHeight = estimatedHeight(of: slot, at: time)
    return track
  }

  // MARK: Duplicates

  /// Ends the lesser of two confirmed tracks that seem to be one aircraft for some seconds.
  private mutating func mergeDuplicates() {
    for slot in store.order.map(Int.init) where store.slots[slot].isLive && store.isConfirmed(slot) {
      guard isTurn(of: slot, in: Self.mergeSeconds), store.slots[slot].published.modeSAddress == nil,
        store.slots[slot].external == nil
      else { continue }
      guard let other = duplicate(of: slot) else {
        store.slots[slot].mergeLooks = 0
        continue
      }
      store.slots[slot].mergeLooks += 1
      guard store.slots[slot].mergeLooks >= parameters.mergeLooks else { continue }
      let lesser = isBetter(slot, than: other) ? other : slot
      explainMerge(of: slot, with: other, ending: lesser)
      end(lesser)
    }
  }

  /// The lowest-numbered track that seems to be the same aircraft.
  private mutating func duplicate(of slot: Int) -> Int? {
    let origin = GeodeticPosition(
      latitudeRadians: store.slots[slot].published.latitudeRadians,
      longitudeRadians: store.slots[slot].published.longitudeRadians)
    store.gather(page: store.slots[slot].published.page, near: origin, into: &nearby)
    var best: Int?
    for other in nearby.map(Int.init) where other != slot && store.isConfirmed(other) {
      guard looksAlike(slot, other) else { continue }
      if let best, store.number(best) < store.number(other) { continue }
      best = other
    }
    return best
  }

  /// A track is compared with its neighbours once in this time.
  private static let mergeSeconds: Int64 = 2

  /// What two tracks may have flown since they were published, metres.
  private static let mergeReachMetres = 8000.0

  private func looksAlike(_ first: Int, _ second: Int) -> Bool {
    let apart = store.slots[first].published.latitudeRadians - store.slots[second].published.latitudeRadians
    guard apart.magnitude * WGS84.meanRadiusMetres < parameters.sameCodeRadiusMetres + Self.mergeReachMetres,
      store.slots[first].published.isOnGround == store.slots[second].published.isOnGround
    else { return false }
    if let code = store.slots[first].code, let other = store.slots[second].code, code != other { return false }
    guard mayBeMerged(first, second) else { return false }
    let (a, b) = (store.slots[first].motion, store.slots[second].motion)
    let there = b.local(a.surface(a.position(at: stepTime)))
    let distance = (there - b.position(at: stepTime)).squaredLength
    let arePrimary = store.slots[first].isPrimaryOnly && store.slots[second].isPrimaryOnly
    let radius = mergeRadius(first, second)
    guard distance < radius * radius else { return false }
    let difference = rotated(a.estimate.velocity, from: a.plane, to: b.plane) - b.estimate.velocity
    let speed = parameters.mergeSpeedMetresPerSecond
    guard difference.squaredLength < speed * speed else { return false }
    if let level = store.level(first, at: stepTime, parameters: parameters),
      let other = store.level(second, at: stepTime, parameters: parameters), (level - other).magnitude > 150
    {
      return false
    }
    return arePrimary || !areSeenApart(first, second)
  }

  /// How close two tracks must be to be one aircraft, metres: registration errors part a discrete code's plots far.
  private func mergeRadius(_ first: Int, _ second: Int) -> Double {
    if store.isUnmanned(first) { return parameters.unmannedForgivenMetres }
    if store.slots[first].isPrimaryOnly && store.slots[second].isPrimaryOnly {
      return parameters.primaryEchoRadiusMetres
    }
    guard let code = store.slots[first].code, code == store.slots[second].code, !code.isConspicuity else {
      return parameters.mergeRadiusMetres
    }
    return parameters.sameCodeRadiusMetres
  }

  /// Whether one scanning sensor sees both: then they are two.
  private func areSeenApart(_ first: Int, _ second: Int) -> Bool {
    for look in store.slots[first].looks where !look.isBroadcast {
      guard let index = store.look(second, of: look.sensor) else { continue }
      let reach = 2 * periodSeconds(of: look.sensor, look: look) + 1
      let other = store.slots[second].looks[index].lastReceived
      if stepTime.seconds(since: look.lastReceived) < reach, stepTime.seconds(since: other) < reach { return true }
    }
    return false
  }

  private func isBetter(_ first: Int, than second: Int) -> Bool {
    func rank(_ slot: Int) -> (Int, Int, Int64) {
      let track = store.slots[slot]
      return (
        track.published.modeSAddress == nil ? 1 : 0, track.code == nil ? 1 : 0, track.published.firstSeen.nanoseconds
      )
    }
    let (a, b) = (rank(first), rank(second))
    return a == b ? store.number(first) < store.number(second) : a < b
  }
}
