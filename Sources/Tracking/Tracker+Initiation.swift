import Geodesy
import Surveillance

extension Tracker {
  /// What becomes of a report that fits no track.
  mutating func startOrDrop(_ placed: PlacedReport, _ report: SensorReport) {
    if isEcho(placed, report) {
      tallies[report.sensor.index].echoes &+= 1
    } else if store.count >= parameters.greatestTracks {
      tallies[report.sensor.index].refused &+= 1
    } else {
      tallies[report.sensor.index].started &+= 1
      start(placed, report)
    }
  }

  // MARK: Echoes of known tracks

  /// Whether the report is more likely a second echo, a badly registered or a reflected plot of a confirmed track close
  /// by than a new aircraft.
  private mutating func isEcho(_ placed: PlacedReport, _ report: SensorReport) -> Bool {
    guard report.modeSAddress == nil, !report.isUnmanned else { return false }
    store.gather(page: placed.page, near: placed.plane.origin, into: &nearby)
    for slot in nearby.map(Int.init) where store.isConfirmed(slot) {
      let dt = placed.time.seconds(since: store.slots[slot].motion.time)
      guard dt.magnitude < 2.5 * parameters.longestLearntPeriodSeconds else { continue }
      let distance = store.slots[slot].motion.local(placed) - expectedPosition(of: slot, at: placed.time)
      let radius = echoRadius(of: slot, for: report)
      if distance.squaredLength < radius * radius {
        if let code = report.goodCode, code == store.slots[slot].code, !code.isConspicuity {
          learnRegistration(report, placed, slot, isStray: true)
        }
        noteEcho(of: slot, placed)
        return true
      }
    }
    return false
  }

  /// How close to a track a report without an address of its own counts as an echo of it, metres.
  private func echoRadius(of slot: Int, for report: SensorReport) -> Double {
    if store.isUnmanned(slot) { return report.isPrimaryOnly ? parameters.primaryEchoRadiusMetres : 0 }
    if report.isPrimaryOnly {
      return store.isCooperative(slot) ? parameters.echoRadiusMetres : parameters.primaryEchoRadiusMetres
    }
    guard store.isCooperative(slot), agreesInLevel(report, slot) else { return 0 }
    guard let code = report.goodCode, let known = store.slots[slot].code else { return parameters.echoRadiusMetres }
    guard code == known else { return 0 }
    return code.isConspicuity ? parameters.echoRadiusMetres : parameters.sameCodeRadiusMetres
  }

  private func agreesInLevel(_ report: SensorReport, _ slot: Int) -> Bool {
    guard let level = report.goodLevelMetres,
      let known = store.level(slot, at: report.time, parameters: parameters)
    else { return true }
    return (level - known).magnitude < parameters.levelGateMetres / 2
  }

  // MARK: New tracks

  private mutating func start(_ placed: PlacedReport, _ report: SensorReport) {
    var published = SystemTrack(
      number: returningNumber(report, placed) ?? store.takeNumber(), page: placed.page, time: placed.time,
      latitudeRadians: placed.plane.origin.latitudeRadians, longitudeRadians: placed.plane.origin.longitudeRadians)
    published.modeSAddress = report.modeSAddress
    var motion = TrackMotion(
      start: placed.withoutHeightError, velocity: report.velocity.map { Vector2($0) },
      velocityVariance: startVariance(report), models: models)
    if !report.isPrimaryOnly {
      motion.expectAgility(parameters.cooperativeAgileShare, before: parameters.agileShare)
    }
    let slot = store.insert(
      LiveTrack(
        published: published, motion: motion, lastReceived: stepTime, isPrimaryOnly: report.isPrimaryOnly))
    store.slots[slot].isSpeedOpen = tellsOnlyPlace(report)
    assumeHeight(of: slot, placed)
    if report.isPrimaryOnly {
      store.slots[slot].movement = MovementTest(place: Vector2(east: 0, north: 0), covariance: placed.covariance)
      store.slots[slot].score = Elementary.log(parameters.primaryNewDensity / falseDensity(report))
    }
    store.slots[slot].recent.insert(measurement(report, placed.withoutHeightError, slot))
    observeStart(report, placed, slot)
    note(report, placed, slot)
    judgeMotion(report, placed, slot)
    publish(slot)
  }

  /// Begins to estimate a track's height, where its first plot was placed by a guess of it.
  mutating func assumeHeight(of slot: Int, _ placed: PlacedReport) {
    guard placed.isHeightAssumed else {
      store.slots[slot].height = nil
      return
    }
    store.slots[slot].height = HeightEstimate(
      prior: parameters.assumedHeight(speedMetresPerSecond: nil), positionShift: placed.shiftPerHeight)
  }

  /// Whether a target may have any speed and is followed by its place alone.
  private func tellsOnlyPlace(_ report: SensorReport) -> Bool {
    report.modeSAddress == nil && report.velocity == nil && report.isOnGround != true && !report.isUnmanned
  }

  func startVariance(_ report: SensorReport) -> Double {
    let sigma: Double
    if report.velocity != nil {
      sigma =
        report.kind == .adsb
        ? parameters.reportedVelocitySigmaMetresPerSecond : parameters.localTrackVelocitySigmaMetresPerSecond
    } else {
      sigma =
        report.isOnGround == true || report.isUnmanned
        ? parameters.groundSpeedSigmaMetresPerSecond : parameters.speedSigmaMetresPerSecond
    }
    return sigma * sigma
  }

  // MARK: Does it move?

  /// Gathers evidence that a target moves, against its first plot by the same sensor, so that registration errors
  /// between sensors are no motion.
  mutating func judgeMotion(_ report: SensorReport, _ placed: PlacedReport, _ slot: Int) {
    guard !(store.slots[slot].hasMoved && store.slots[slot].hasTravelled) else { return }
    var evidence: UInt8 = 0
    if let velocity = report.velocity {
      let speed = Vector2(velocity).squaredLength.squareRoot()
      if speed > parameters.movingSpeedMetresPerSecond { evidence = 1 }
      if speed > 2.5 * parameters.movingSpeedMetresPerSecond || (evidence > 0 && report.kind == .adsb) { evidence = 2 }
    }
    if let index = store.look(slot, of: report.sensor) {
      let look = store.slots[slot].looks[index]
      let first = placed.plane.local(look.firstPlace)
      let moved = Vector2(east: first.eastMetres, north: first.northMetres)
      let distance = moved.squaredLength.squareRoot()
      let sigmas = (look.firstVariance + placed.covariance).inverse.quadratic(moved).squareRoot()
      if sigmas > parameters.movedSigmas, distance > parameters.movedLeastMetres { evidence = max(evidence, 1) }
      if sigmas > 2 * parameters.movedSigmas, distance > 5 * parameters.movedLeastMetres {
        evidence = 2
        // From here on: one stray plot must not look like motion for ever.
        store.slots[slot].looks[index].firstPlace = placed.surface
        store.slots[slot].looks[index].firstVariance = placed.covariance
      }
    }
    if isClearlyMoving(slot) { evidence = max(evidence, 1) }
    if evidence == 0 {
      store.slots[slot].moveEvidence = 0
    } else {
      store.slots[slot].moveEvidence = min(10, store.slots[slot].moveEvidence + evidence)
      if store.slots[slot].moveEvidence >= 2 { store.slots[slot].hasMoved = true }
      if store.slots[slot].moveEvidence >= 6 { store.slots[slot].hasTravelled = true }
    }
  }

  /// Whether the filter is sure of a speed; only where one sensor feeds it.
  private func isClearlyMoving(_ slot: Int) -> Bool {
    guard store.slots[slot].looks.count == 1, store.slots[slot].published.updates >= 2 else { return false }
    let estimate = store.slots[slot].motion.estimate
    let speed = estimate.velocity.squaredLength.squareRoot()
    let sigma = (estimate.velocityCovariance.trace / 2).squareRoot()
    return speed > parameters.movingSpeedMetresPerSecond && speed > parameters.movingSigmas * sigma
  }

  // MARK: Confirmation

  /// Confirms a tentative track, or finds that it is a fixed transponder.
  mutating func judgeStatus(_ slot: Int) {
    if store.slots[slot].published.status == .coasting {
      store.slots[slot].published.status = .confirmed
      explain(slot, .resumed)
    }
    if becomesSiteMonitor(slot) { return }
    if store.slots[slot].isPrimaryOnly, store.isConfirmed(slot),
      store.slots[slot].score < parameters.leastConfirmedScore
    {
      explain(slot, .endedByOdds(odds: store.slots[slot].score, leastOdds: parameters.leastConfirmedScore))
      end(slot)
      return
    }
    guard store.slots[slot].published.status == .tentative, mayBeConfirmed(slot) else { return }
    store.slots[slot].published.status = .confirmed
    explainConfirmation(slot)
    takeBackDoubtful(slot)
    touch(slot)
  }

  private func mayBeConfirmed(_ slot: Int) -> Bool {
    let published = store.slots[slot].published
    if store.slots[slot].isPrimaryOnly { return mayPrimaryBeConfirmed(slot) }
    guard store.slots[slot].confirmationWeight >= neededWeight(slot) else { return false }
    let isBroadcastAlone = store.slots[slot].looks.allSatisfy(\.isBroadcast)
    // Unmanned aircraft hover: standing still speaks against none.
    return store.slots[slot].hasMoved || isBroadcastAlone || published.isUnmanned
      || (published.isOnGround && !isTestTransponder(slot))
  }

  /// Whether a primary-only track flies beside a confirmed one that the same radar sees by both echo and reply: side
  /// lobes and reflections give such companions.
  private func shadowsCombinedTrack(_ slot: Int) -> Bool {
    let published = store.slots[slot].published
    var found: [Int32] = []
    store.gather(
      page: published.page,
      near: GeodeticPosition(
        latitudeRadians: published.latitudeRadians, longitudeRadians: published.longitudeRadians), into: &found)
    let surface = ECEFPosition(
      GeodeticPosition(
        latitudeRadians: published.latitudeRadians, longitudeRadians: published.longitudeRadians))
    // Its height is a guess, which moves it along the beam.
    let radius = parameters.echoRadiusMetres + 2 * published.positionSigmaMetres
    for other in found.map(Int.init) where other != slot && store.isConfirmed(other) {
      guard store.isCooperative(other), !store.isUnmanned(other) else { continue }
      let distance =
        store.slots[other].motion.local(surface) - store.slots[other].motion.position(at: published.time)
      guard distance.squaredLength < radius * radius else { continue }
      for contribution in store.slots[other].published.contributions
      where contribution.means.contains(.primary) && store.look(slot, of: contribution.sensor) != nil
        && stepTime.seconds(since: contribution.lastTime) < 2.5 * periodSeconds(of: contribution.sensor, look: nil)
      {
        return true
      }
    }
    return false
  }

  private func mayPrimaryBeConfirmed(_ slot: Int) -> Bool {
    guard store.slots[slot].published.isOnGround || store.slots[slot].hasMoved,
      hitShare(slot) >= parameters.primaryHitShare, !shadowsCombinedTrack(slot)
    else { return false }
    return store.slots[slot].confirmationWeight >= parameters.primaryConfirmationWeight
      && store.slots[slot].score >= parameters.primaryScore
  }

  func neededWeight(_ slot: Int) -> Double {
    guard let address = store.slots[slot].published.modeSAddress else { return parameters.confirmationWeight }
    var other = store.firstSlot(of: address)
    while other != TrackStore.none {
      let candidate = Int(other)
      if candidate != slot, store.isConfirmed(candidate),
        store.slots[candidate].published.page == store.slots[slot].published.page
      {
        return parameters.duplicateAddressWeight
      }
      other = store.nextSlot(after: candidate)
    }
    return parameters.confirmationWeight
  }

  /// Turns of its sensors in which a track was seen over those since each sensor saw it first.
  private func hitShare(_ slot: Int) -> Double {
    var hits = 0.0
    var turns = 0.0
    for (index, look) in store.slots[slot].looks.enumerated() {
      let period = max(periodSeconds(of: look.sensor, look: look), 0.5)
      let last = store.slots[slot].published.contributions[index].lastTime
      hits += Double(look.scans)
      turns += max(1, (last.seconds(since: look.firstTime) / period).rounded() + 1)
    }
    return turns > 0 ? hits / turns : 0
  }

  /// Codes reserved for monitoring transponders on the ground (ICAO EUR Doc 023: 7776, 7777), which report themselves
  /// on the ground as a parked aircraft does.
  func isTestTransponder(_ slot: Int) -> Bool {
    guard let code = store.slots[slot].published.mode3A?.code.rawValue else { return false }
    return code == 0o7777 || code == 0o7776
  }
}
