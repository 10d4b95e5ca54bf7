import Geodesy
import Surveillance

extension Tracker {
  /// Takes a report into a track.
  mutating func take(_ report: SensorReport, _ placed: PlacedReport, into slot: Int) {
    let dt = report.time.seconds(since: store.slots[slot].motion.time)
    guard dt >= -parameters.latenessToleranceSeconds else {
      tallies[report.sensor.index].late &+= 1
      return
    }
    observeTaking(report, placed, slot)
    learnRegistration(report, placed, slot)
    let isNews = !isKnownWord(report, placed, of: slot)
    let density = isNews ? filter(report, placed, into: slot) : 0
    guard store.slots[slot].motion.estimate.isSound,
      store.slots[slot].motion.estimate.velocity.squaredLength
        < parameters.greatestSpeedMetresPerSecond * parameters.greatestSpeedMetresPerSecond
    else {
      tallies[report.sensor.index].used &+= 1
      explain(
        slot,
        .endedAsImpossible(
          speedMetresPerSecond: store.slots[slot].motion.estimate.velocity.squaredLength.squareRoot()))
      end(slot)
      return
    }
    tallies[report.sensor.index].used &+= 1
    if report.isPrimaryOnly {
      score(report, density: density, slot)
      testMovement(placed, logDensity: density, slot)
    }
    note(report, placed, slot)
    judgeMotion(report, placed, slot)
    publish(slot)
    noteTaken(slot)
    judgeStatus(slot)
  }

  /// Weighs a primary plot: how much more likely it is to be the target's than a false one.
  private mutating func score(_ report: SensorReport, density: Double, _ slot: Int) {
    let detection = parameters.assumedDetectionProbability
    let ratio = density + Elementary.log(detection) - Elementary.log(falseDensity(report, for: slot))
    store.slots[slot].score = min(parameters.greatestScore, store.slots[slot].score + ratio)
  }

  /// Takes place and velocity into the motion filter; gives the logarithm of the place's density.
  private mutating func filter(_ report: SensorReport, _ given: PlacedReport, into slot: Int) -> Double {
    let seconds = report.time.seconds(since: store.slots[slot].motion.time)
    let (placed, correction) = learnHeight(report, given, slot)
    let plane = store.slots[slot].motion.plane
    let density = store.slots[slot].filter(
      measurement(report, placed, slot), parameters: parameters, models: models)
    followHeight(report, placed, seconds: seconds, slot)
    if store.slots[slot].motion.estimate.position.squaredLength > parameters.planeReachMetres
      * parameters.planeReachMetres
    {
      store.slots[slot].reanchor()
      let laidAnew = store.slots[slot].motion.plane
      store.slots[slot].height?.turn(from: plane, to: laidAnew)
    }
    return density + correction
  }

  /// What the motion filter takes of a placed report.
  func measurement(_ report: SensorReport, _ placed: PlacedReport, _ slot: Int) -> TakenMeasurement {
    var velocity: (value: Vector2, variance: Double)?
    if report.kind == .adsb, let reported = report.velocity {
      let sigma = parameters.reportedVelocitySigmaMetresPerSecond
      velocity = (
        rotated(Vector2(reported), from: placed.plane, to: store.slots[slot].motion.plane), sigma * sigma
      )
    }
    return TakenMeasurement(
      time: report.time, sensor: report.sensor, place: store.slots[slot].motion.local(placed),
      covariance: placed.covariance, velocity: velocity, isOwnWord: report.kind == .adsb)
  }

  /// Takes over who and what the report says the target is, and that its sensor saw it.
  mutating func note(_ report: SensorReport, _ placed: PlacedReport?, _ slot: Int) {
    if store.slots[slot].isPrimaryOnly, !report.isPrimaryOnly, !store.isConfirmed(slot) {
      forgetPrimaryPast(slot)
    }
    noteIdentity(report, slot)
    noteLevel(report, slot)
    noteState(report, slot)
    if let placed {
      noteLook(report, placed, slot)
      noteHit(report, placed, slot)
      noteDoubtful(report, slot)
      noteOwnReport(report, slot)
    }
    store.slots[slot].lastReceived = max(store.slots[slot].lastReceived, timelyReception(of: report))
  }

  /// A transponder's first reply: the echoes before it may have been anything, so they prove no motion.
  private mutating func forgetPrimaryPast(_ slot: Int) {
    store.slots[slot].looks.removeAll()
    store.slots[slot].published.contributions.removeAll()
    store.slots[slot].sourceTimes = SourceTimes()
    store.slots[slot].confirmationWeight = 0
    store.slots[slot].hasMoved = false
    store.slots[slot].hasTravelled = false
    store.slots[slot].moveEvidence = 0
  }

  mutating func noteIdentity(_ report: SensorReport, _ slot: Int) {
    if let address = report.modeSAddress, store.slots[slot].published.modeSAddress == nil {
      store.slots[slot].published.modeSAddress = address
      store.linkAddress(slot, address)
    }
    let isLate = isLate(report.time, for: slot)
    if let callsign = report.callsign, !isLate || store.slots[slot].published.callsign == nil {
      store.slots[slot].published.callsign = callsign
    }
    if let reply = report.mode3A, !isLate || store.slots[slot].code == nil { noteCode(reply, report, slot) }
  }

  /// A validated code is believed at once where parity protects it (Mode S, ADS-B), else when it comes twice; a doubtful
  /// one is shown with its flags until a good one comes, and never identifies.
  private mutating func noteCode(_ reply: Mode3AReply, _ report: SensorReport, _ slot: Int) {
    guard let good = report.goodCode else {
      let shown = store.slots[slot].published.mode3A
      if store.slots[slot].code == nil || shown?.code == reply.code { store.slots[slot].published.mode3A = reply }
      return
    }
    let known = store.slots[slot].code
    let isProtected = report.modeSAddress != nil
    if known == nil || known == good || isProtected || store.slots[slot].pendingCode == good {
      store.slots[slot].code = good
      store.slots[slot].pendingCode = nil
      store.slots[slot].published.mode3A = reply
    } else {
      store.slots[slot].pendingCode = good
    }
  }

  mutating func noteLevel(_ report: SensorReport, _ slot: Int) {
    if let level = report.goodLevelMetres,
      store.slots[slot].level.update(level, at: report.time, parameters: parameters)
    {
      store.slots[slot].published.pressureAltitude = report.pressureAltitude?.altitude
    }
    if let rate = report.verticalRateMetresPerSecond {
      store.slots[slot].level.update(rate: rate, at: report.time, parameters: parameters)
    }
    if !isLate(report.time, for: slot) {
      if let height = report.geometricHeight { store.slots[slot].published.geometricHeight = height }
      if let height = report.measuredHeight { store.slots[slot].published.measuredHeight = height }
    }
    if store.slots[slot].level.isKnown {
      store.slots[slot].published.verticalRateMetresPerSecond = store.slots[slot].level.rateMetresPerSecond
    } else if let rate = report.verticalRateMetresPerSecond {
      store.slots[slot].published.verticalRateMetresPerSecond = rate
    }
  }

  mutating func noteState(_ report: SensorReport, _ slot: Int) {
    if !report.isPrimaryOnly, store.slots[slot].isPrimaryOnly {
      store.slots[slot].isPrimaryOnly = false
      store.slots[slot].motion.expectAgility(parameters.cooperativeAgileShare, before: parameters.agileShare)
    }
    guard !isLate(report.time, for: slot) else { return }
    if let isOnGround = report.isOnGround { store.slots[slot].published.isOnGround = isOnGround }
    store.slots[slot].published.isSpecialPosition = report.isSpecialPosition
    // A radar without the emergency bit does not take back what the aircraft itself broadcasts.
    if report.kind == .adsb || report.emergency != nil || !store.slots[slot].looks.contains(where: \.isBroadcast) {
      store.slots[slot].published.emergency = report.emergency
    }
    store.slots[slot].published.learnAircraft(of: report)
    if report.isUnmanned { store.slots[slot].isUnmanned = true }
  }

  private mutating func noteLook(_ report: SensorReport, _ placed: PlacedReport, _ slot: Int) {
    store.slots[slot].sourceTimes.note(report.means, at: report.time)
    let weight = plotWeight(report)
    if let index = store.look(slot, of: report.sensor) {
      let last = store.slots[slot].published.contributions[index].lastTime
      let interval = report.time.seconds(since: last)
      let period = periodSeconds(of: report.sensor, look: store.slots[slot].looks[index])
      // One that came late belongs to an earlier scan, which was missed until now: else it would have been its echo.
      countTurn(report, slot)
      let isNewScan =
        interval.magnitude > (store.slots[slot].looks[index].isBroadcast ? 0.2 : parameters.sameScanShare * period)
      if isNewScan {
        store.slots[slot].looks[index].scans &+= 1
        store.slots[slot].looks[index].learn(interval: interval, longest: parameters.longestLearntPeriodSeconds)
        store.slots[slot].confirmationWeight = min(1000, store.slots[slot].confirmationWeight + weight)
      }
      store.slots[slot].looks[index].firstTime = min(store.slots[slot].looks[index].firstTime, report.time)
      store.slots[slot].looks[index].lastReceived = max(
        store.slots[slot].looks[index].lastReceived, timelyReception(of: report))
      store.slots[slot].published.contributions[index].means = report.means
      store.slots[slot].published.contributions[index].lastTime = max(last, report.time)
      store.slots[slot].published.contributions[index].reports &+= 1
    } else {
      let place = store.slots[slot].looks.firstIndex { $0.sensor > report.sensor } ?? store.slots[slot].looks.count
      store.slots[slot].looks.insert(
        SensorLook(
          sensor: report.sensor, lastReceived: timelyReception(of: report), firstPlace: placed.surface,
          firstVariance: placed.covariance,
          firstTime: report.time, scans: 1, learntPeriodSeconds: nil, isBroadcast: report.kind == .adsb), at: place)
      store.slots[slot].published.contributions.insert(
        TrackContribution(sensor: report.sensor, means: report.means, lastTime: report.time, reports: 1), at: place)
      store.slots[slot].confirmationWeight = min(1000, store.slots[slot].confirmationWeight + weight)
    }
  }

  /// What a plot weighs towards confirmation.
  func plotWeight(_ report: SensorReport) -> Double {
    if report.modeSAddress != nil || report.unmanned?.identifier != nil { return parameters.addressedWeight }
    return report.isPrimaryOnly ? parameters.primaryWeight : parameters.secondaryWeight
  }

  /// Brings what others see up to the filter's state.
  mutating func publish(_ slot: Int) {
    let estimate = store.slots[slot].motion.estimate
    let time = store.slots[slot].motion.time
    let here = store.slots[slot].motion.plane(at: estimate.position)
    let place = here.origin
    let velocity = rotated(estimate.velocity, from: store.slots[slot].motion.plane, to: here)
    store.slots[slot].noteTrend(velocity)
    store.slots[slot].published.time = time
    store.slots[slot].published.latitudeRadians = place.latitudeRadians
    store.slots[slot].published.longitudeRadians = place.longitudeRadians
    store.slots[slot].published.velocity = GroundVelocity(
      eastMetresPerSecond: velocity.east, northMetresPerSecond: velocity.north)
    store.slots[slot].published.positionCovariance = HorizontalCovariance(
      positionCovariance(of: estimate, at: time, slot))
    store.slots[slot].published.estimatedHeight = estimatedHeight(of: slot, at: time)
    store.slots[slot].published.lastUpdate = time
    store.slots[slot].published.updates &+= 1
    if store.slots[slot].published.updates >= parameters.updatesUntilVelocityIsKnown
      || estimate.velocityCovariance.trace < 2 * 15 * 15
    {
      store.slots[slot].published.isVelocityKnown = true
    }
    dropOldLooks(slot)
    store.slots[slot].published.means = recentMeans(slot)
    store.placeInGrid(slot, at: place.latitudeRadians, place.longitudeRadians)
    touch(slot)
  }

  private mutating func dropOldLooks(_ slot: Int) {
    var index = 0
    while index < store.slots[slot].looks.count {
      let age = stepTime.seconds(since: store.slots[slot].looks[index].lastReceived)
      if age > parameters.contributionSeconds {
        store.slots[slot].looks.remove(at: index)
        store.slots[slot].published.contributions.remove(at: index)
      } else {
        index += 1
      }
    }
  }

  /// Means of the sensors that saw the target in their last two turns.
  private func recentMeans(_ slot: Int) -> DetectionMeans {
    var means: DetectionMeans = []
    for (index, look) in store.slots[slot].looks.enumerated() {
      let period = max(periodSeconds(of: look.sensor, look: look), 1)
      if stepTime.seconds(since: look.lastReceived) < 2 * period + 1 {
        means.formUnion(store.slots[slot].published.contributions[index].means)
      }
    }
    return means.isEmpty ? store.slots[slot].published.means : means
  }
}

extension Vector2 {
  init(_ velocity: GroundVelocity) {
    self.init(east: velocity.eastMetresPerSecond, north: velocity.northMetresPerSecond)
  }
}

extension SensorLook {
  /// Learns the time of one revisit: the shortest seen, then slowly what is near it; missed turns teach nothing.
  mutating func learn(interval: Double, longest: Double) {
    guard interval > 0 else { return }
    guard let learnt = learntPeriodSeconds else {
      learntPeriodSeconds = min(interval, longest)
      return
    }
    if interval < 0.6 * learnt {
      learntPeriodSeconds = interval
    } else if interval < 1.6 * learnt {
      learntPeriodSeconds = min(longest, learnt + 0.2 * (interval - learnt))
    }
  }
}
