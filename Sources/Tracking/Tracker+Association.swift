import Geodesy
import Surveillance

/// A plot's chances with one track.
struct Match {
  var place: PlacedReport
  /// From where straight flight leads.
  var distanceMetres: Double
  /// −2 ln likelihood; nought where identity decides.
  var cost: Double
}

extension Tracker {
  /// Associates the reports of one sensor that belong to one sector (or one moment, for broadcasts).
  mutating func associate(_ batch: [Int], reports: [SensorReport]) {
    beginExplaining(batch, reports: reports)
    defer { endExplaining() }
    var left: [PlacedReport] = []
    for index in batch {
      let report = reports[index]
      guard let site = prepared[report.sensor.index] else { continue }
      let assumed = parameters.assumedHeight(speedMetresPerSecond: nil)
      guard let placed = site.place(report, index: index, height: assumed, parameters: parameters) else {
        tallies[report.sensor.index].invalid &+= 1
        continue
      }
      if takeSiteMonitor(report, placed) {
        observeSiteMonitor(report, placed)
        continue
      }
      if let address = report.modeSAddress, takeByIdentity(report, placed, address) { continue }
      if takeByRemoteID(report, placed) { continue }
      left.append(placed)
    }
    guard !left.isEmpty else { return }
    assign(&left, reports: reports, toConfirmed: true)
    assign(&left, reports: reports, toConfirmed: false)
    for placed in left {
      let report = reports[placed.index]
      // Another report of the same batch may have started its track just now.
      if let address = report.modeSAddress, takeByIdentity(report, placed, address, isSettled: true) { continue }
      startOrDrop(placed, report)
    }
  }

  // MARK: Identity

  /// Gives a report to the nearest plausible track with its address. False where there is none.
  ///
  /// - Parameter isSettled: Whether it is known that the report is no displaced plot of a track.
  private mutating func takeByIdentity(
    _ report: SensorReport, _ placed: PlacedReport, _ address: ModeSAddress, isSettled: Bool = false
  ) -> Bool {
    var best: (slot: Int, match: Match)?
    var echoed: Int?
    var slot = store.firstSlot(of: address)
    while slot != TrackStore.none {
      let candidate = Int(slot)
      slot = store.nextSlot(after: candidate)
      guard
        let match = identityMatch(report, placed, candidate, forgivenMetres: parameters.identityForgivenMetres)
      else { continue }
      // Of two aircraft with one address the one that was seen in this turn leaves the plot to the other.
      if isSameScan(report, candidate) {
        echoed = candidate
        continue
      }
      if let current = best, isMoreLike(report, current, than: (candidate, match)) { continue }
      best = (candidate, match)
    }
    guard let best else {
      guard let echoed else {
        guard !isSettled else { return false }
        return isDisplaced(report, placed, address) || settleDisplaced(report, placed, address)
      }
      countTurn(report, echoed)
      tallies[report.sensor.index].echoes &+= 1
      noteEcho(of: echoed, placed)
      return true
    }
    take(report, best.match.place, into: best.slot)
    return true
  }

  /// How a report fits a track with its address or name; nil where it cannot be that aircraft. A distance that registration
  /// errors explain is forgiven.
  func identityMatch(
    _ report: SensorReport, _ placed: PlacedReport, _ slot: Int, forgivenMetres: Double
  ) -> Match? {
    guard store.slots[slot].published.page == placed.page else { return nil }
    let place = replaced(placed, report, for: slot)
    let dt = place.time.seconds(since: store.slots[slot].motion.time)
    let innovation = store.slots[slot].motion.local(place) - expectedPosition(of: slot, at: place.time)
    let distance = innovation.squaredLength.squareRoot()
    guard distance < forgivenMetres + parameters.greatestSpeedMetresPerSecond * (dt.magnitude + 1)
    else { return nil }
    guard distance < forgivenMetres || fit(of: place, to: slot).squaredDistance < parameters.identityGate else {
      return nil
    }
    return Match(place: place, distanceMetres: distance, cost: 0)
  }

  /// Whether the track has had its echo of this turn of the antenna already.
  func isSameScan(_ report: SensorReport, _ slot: Int) -> Bool {
    guard report.kind == .plot, let index = store.look(slot, of: report.sensor) else { return false }
    let last = store.slots[slot].published.contributions[index].lastTime
    let period = periodSeconds(of: report.sensor, look: store.slots[slot].looks[index])
    let reach = parameters.sameScanShare * period
    let interval = report.time.seconds(since: last)
    if interval >= 0 || interval > -reach { return interval < reach }
    return store.slots[slot].recent.holds(of: report.sensor, within: reach, of: report.time)
  }

  /// The report's place with what the track knows of its height.
  func replaced(_ placed: PlacedReport, _ report: SensorReport, for slot: Int) -> PlacedReport {
    guard placed.isHeightAssumed, let site = prepared[placed.sensor.index] else { return placed }
    let height: AssumedHeight
    if let level = store.level(slot, at: placed.time, parameters: parameters) {
      height = AssumedHeight(metres: level, sigmaMetres: parameters.pressureHeightSigmaMetres)
    } else if let estimate = store.slots[slot].height {
      height = estimate.assumption
    } else if store.slots[slot].published.isVelocityKnown {
      let speed = store.slots[slot].motion.estimate.velocity.squaredLength.squareRoot()
      height = parameters.assumedHeight(speedMetresPerSecond: speed)
    } else {
      return placed
    }
    return site.place(report, index: placed.index, height: height, parameters: parameters) ?? placed
  }

  // MARK: Nearest neighbour

  /// Assigns reports to confirmed or to tentative tracks so that the sum of costs is least; leaves what fits none.
  private mutating func assign(_ left: inout [PlacedReport], reports: [SensorReport], toConfirmed: Bool) {
    var edges: [PlotTrackPair] = []
    for (row, placed) in left.enumerated() {
      store.gather(page: placed.page, near: placed.plane.origin, into: &nearby)
      for slot in nearby.map(Int.init) where store.isConfirmed(slot) == toConfirmed {
        guard let match = match(reports[placed.index], placed, slot) else { continue }
        edges.append(PlotTrackPair(row: row, slot: slot, cost: match.cost))
      }
    }
    guard !edges.isEmpty else { return }
    edges.sort {
      $0.row != $1.row ? $0.row < $1.row : store.number($0.slot) < store.number($1.slot)
    }
    var isTaken = [Bool](repeating: false, count: left.count)
    for edge in solve(edges, rows: left.count, left: left, reports: reports) {
      let report = reports[left[edge.row].index]
      isTaken[edge.row] = true
      take(report, replaced(left[edge.row], report, for: edge.slot), into: edge.slot)
    }
    var remaining: [PlacedReport] = []
    for (row, placed) in left.enumerated() where !isTaken[row] { remaining.append(placed) }
    left = remaining
  }

  /// What a report and a track cost together; nil where they cannot be one aircraft.
  private func match(_ report: SensorReport, _ placed: PlacedReport, _ slot: Int) -> Match? {
    if report.modeSAddress != nil, store.slots[slot].published.modeSAddress != nil { return nil }
    guard mayBeOne(report, slot) else { return nil }
    let dt = placed.time.seconds(since: store.slots[slot].motion.time)
    guard dt >= -parameters.latenessToleranceSeconds else { return nil }
    // A first look by distance alone: what no manoeuvre and no error explains is worth no closer one.
    let rough = store.slots[slot].motion.local(placed) - expectedPosition(of: slot, at: placed.time)
    let reach = reach(of: slot, to: placed, seconds: dt)
    guard rough.squaredLength < reach * reach, !isSameScan(report, slot) else { return nil }
    guard let terms = identityCost(report, slot) else { return nil }
    let place = replaced(placed, report, for: slot)
    let fit = fit(of: place, to: slot)
    guard fit.squaredDistance < parameters.gate else { return nil }
    let cost = -2 * fit.logLikelihood + terms
    guard cost < costOfNoTrack(report) else { return nil }
    return Match(place: place, distanceMetres: rough.squaredLength.squareRoot(), cost: cost)
  }

  /// How far from straight flight a report may lie at most, metres.
  private func reach(of slot: Int, to placed: PlacedReport, seconds dt: Double) -> Double {
    let fastest = 3000 + parameters.greatestSpeedMetresPerSecond * dt.magnitude
    // With the height that the track knows the report may lie elsewhere.
    guard dt >= 0, store.slots[slot].published.isVelocityKnown, !placed.isHeightAssumed else { return fastest }
    let estimate = store.slots[slot].motion.estimate
    let spread = estimate.place(after: dt).covariance.trace + placed.covariance.trace
    let diffused = models.greatestProcessNoise * dt * dt * dt
    let speed = (estimate.velocity.squaredLength + estimate.velocityCovariance.trace).squareRoot()
    let turned = min(2 * speed * dt, models.greatestTurnMetresPerSecondSquared * dt * dt / 2)
    return min(fastest, turned + Self.reachSigmas * (spread + diffused).squareRoot())
  }

  /// Well beyond the gate.
  private static let reachSigmas = 6.0

  /// What it costs to take a report for a false plot or a new aircraft.
  ///
  /// The track's own miss is part of that: at a detection probability p the choice is between p × density of the place and
  /// (1 − p) × density of false and new plots.
  func costOfNoTrack(_ report: SensorReport) -> Double {
    let detection = parameters.assumedDetectionProbability
    return -2 * Elementary.log(falseDensity(report)) + 2 * Elementary.log(detection / (1 - detection))
  }

  /// Density of false and new plots where the report is, per m².
  ///
  /// - Parameter slot: The track in question, whose own plots do not speak against it.
  func falseDensity(_ report: SensorReport, for slot: Int? = nil) -> Double {
    guard report.isPrimaryOnly else { return parameters.secondaryFalseDensity }
    guard case .polar(let range, let azimuth) = report.position, let map = clutter[report.sensor.index] else {
      return parameters.primaryFalseDensity
    }
    return map.density(
      rangeMetres: range, azimuthRadians: azimuth, periodSeconds: periodSeconds(of: report.sensor, look: nil),
      secondsSinceFading: stepTime.seconds(since: clutterTime),
      prior: parameters.primaryFalseDensity, priorTurns: parameters.primaryFalseDensityTurns,
      own: { cell in slot.map { ownPlots(of: $0, by: report.sensor, in: cell) } ?? 0 })
      + parameters.primaryNewDensity
  }

  /// The part of the cost that code and level make; nil where they exclude each other.
  func identityCost(_ report: SensorReport, _ slot: Int) -> Double? {
    levelCost(report, slot).map { codeCost(report, slot) + $0 }
  }

  /// The part of the cost that the codes make.
  func codeCost(_ report: SensorReport, _ slot: Int) -> Double {
    guard let code = report.goodCode, let known = store.slots[slot].code else { return 0 }
    if code != known { return parameters.otherCodeCost }
    return code.isConspicuity ? parameters.sameConspicuityCodeCost : parameters.sameCodeCost
  }

  /// The part of the cost that the levels make; nil where they exclude each other.
  func levelCost(_ report: SensorReport, _ slot: Int) -> Double? {
    guard let level = report.goodLevelMetres,
      let expected = store.level(slot, at: report.time, parameters: parameters)
    else { return 0 }
    let difference = (level - expected).magnitude
    guard difference < parameters.levelGateMetres else { return nil }
    let age = report.time.seconds(since: store.slots[slot].level.time).magnitude
    let sigma = parameters.levelGateSigmaMetres + parameters.levelGateGrowthMetresPerSecond * age
    return min(parameters.greatestLevelCost, difference * difference / (sigma * sigma))
  }
}
