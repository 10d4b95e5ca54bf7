import Geodesy
import Surveillance

/// Explains what the tracker decides for tracks that are watched. It looks on before and after each batch, by the same
/// functions that decide, and changes nothing: a tracker that explains makes the same tracks as one that does not.
extension Tracker {
  /// Whether tracks are watched at all: the only price of explaining while it is off.
  @inline(__always) var isExplaining: Bool { observation.watch != nil }

  // MARK: Before a batch

  /// Weighs every report of a batch against every watched track near it.
  mutating func beginExplaining(_ batch: [Int], reports: [SensorReport]) {
    guard isExplaining else { return }
    observation.watch?.openScans.removeAll(keepingCapacity: true)
    observation.watch?.fates.removeAll(keepingCapacity: true)
    for slot in watchedSlots where store.slots[slot].isLive && store.slots[slot].external == nil {
      if let open = openScan(batch, reports: reports, slot) { observation.watch?.openScans.append(open) }
    }
  }

  private var watchedSlots: [Int] {
    guard observation.watch?.watchesAll == false else { return store.order.map(Int.init) }
    return (observation.watch?.numbers ?? []).compactMap { store.slot(of: $0) }
  }

  private func openScan(_ batch: [Int], reports: [SensorReport], _ slot: Int) -> OpenScan? {
    var found: [(index: Int, plot: ExplainedPlot)] = []
    for index in batch {
      if let plot = explained(reports[index], index: index, slot) { found.append((index, plot)) }
    }
    guard let first = found.first else { return nil }
    found.sort { ($0.plot.distanceMetres, $0.index) < ($1.plot.distanceMetres, $1.index) }
    let kept = found.prefix(TrackWatch.candidatesMax)
    let motion = store.slots[slot].motion
    let expected = motion.predicted(at: first.plot.time, models: models)
    let place = motion.geodetic(expected.position)
    let scan = ExplainedScan(
      sensor: reports[first.index].sensor, latitudeRadians: place.latitudeRadians,
      longitudeRadians: place.longitudeRadians,
      expectedSigmaMetres: (expected.positionCovariance.trace / 2).squareRoot(), candidates: kept.map(\.plot),
      omitted: found.count - kept.count)
    return OpenScan(track: store.number(slot), scan: scan, reports: kept.map(\.index))
  }

  /// A report as a track sees it; nil where it is none of its neighbourhood.
  private func explained(_ report: SensorReport, index: Int, _ slot: Int) -> ExplainedPlot? {
    guard let site = prepared[report.sensor.index], site.page == store.slots[slot].published.page,
      let position = report.position,
      let placed = site.place(
        report, index: index, height: parameters.assumedHeight(speedMetresPerSecond: nil), parameters: parameters)
    else { return nil }
    let place = replaced(placed, report, for: slot)
    let motion = store.slots[slot].motion
    let local = motion.local(place)
    let dt = place.time.seconds(since: motion.time)
    let innovation = local - motion.position(at: place.time)
    let distance = innovation.squaredLength.squareRoot()
    let isOwn = report.modeSAddress != nil && report.modeSAddress == store.slots[slot].published.modeSAddress
    // What flies elsewhere is no candidate that anybody asks about; what bears the track's address always is.
    guard isOwn || distance < TrackWatch.reachMetres else { return nil }
    let fit = fit(of: place, to: slot)
    let cost = AssociationCost(
      kinematic: -2 * fit.logLikelihood, code: codeCost(report, slot), level: levelCost(report, slot),
      ofNoTrack: costOfNoTrack(report))
    let isIdentified = isOwn || isSameUnmanned(report, slot)
    return ExplainedPlot(
      time: report.time, means: report.means, position: position, modeSAddress: report.modeSAddress,
      code: report.mode3A?.code, pressureAltitude: report.pressureAltitude?.altitude, distanceMetres: distance,
      squaredDistance: fit.squaredDistance, gate: isIdentified ? parameters.identityGate : parameters.gate, cost: cost,
      reason: reason(report, slot, seconds: dt, distance: distance, fit: fit, cost: cost, isIdentified: isIdentified),
      fate: .dropped)
  }

  private func isSameUnmanned(_ report: SensorReport, _ slot: Int) -> Bool {
    guard let said = report.unmanned, let known = store.slots[slot].unmanned else { return false }
    return said.relation(to: known) == .same
  }

  /// Why the report cannot be the track's, in the order in which association asks; where it can be, what speaks for it.
  private func reason(
    _ report: SensorReport, _ slot: Int, seconds dt: Double, distance: Double, fit: TrackMotion.Fit,
    cost: AssociationCost, isIdentified: Bool
  ) -> AssociationReason {
    if dt < -parameters.latenessToleranceSeconds { return .tooLate }
    if isIdentified {
      let forgiven =
        report.modeSAddress == nil ? parameters.unmannedForgivenMetres : parameters.identityForgivenMetres
      if distance >= forgiven + parameters.greatestSpeedMetresPerSecond * (dt.magnitude + 1) { return .outOfReach }
      if fit.squaredDistance >= parameters.identityGate && distance >= forgiven { return .outsideGate }
      if report.modeSAddress == nil { return .sameIdentifier }
      return isSameScan(report, slot) ? .secondOfTurn : .sameAddress
    }
    if report.modeSAddress != nil, store.slots[slot].published.modeSAddress != nil { return .anotherAddress }
    guard mayBeOne(report, slot) else { return .anotherIdentifier }
    guard distance < 3000 + parameters.greatestSpeedMetresPerSecond * dt.magnitude else { return .outOfReach }
    if isSameScan(report, slot) { return .secondOfTurn }
    guard let total = cost.total else { return .levelsApart }
    if fit.squaredDistance >= parameters.gate { return .outsideGate }
    if total >= cost.ofNoTrack {
      return cost.code > 0 && total - cost.code < cost.ofNoTrack ? .anotherCode : .dearerThanNoTrack
    }
    return .leastCost
  }

  // MARK: During a batch

  /// Notes what became of a report.
  @inline(__always)
  mutating func noteFate(_ fate: ReportFate, of placed: PlacedReport) {
    guard isExplaining else { return }
    observation.watch?.fates.append(ReportIndexFate(report: placed.index, fate: fate))
  }

  /// Notes that a report was dropped as an echo of a track.
  mutating func noteEcho(of slot: Int, _ placed: PlacedReport) {
    guard isExplaining else { return }
    noteFate(.echo(store.number(slot)), of: placed)
  }

  /// Notes that a report was taken, and what it is about to do: to be called before the filter.
  mutating func noteTaking(_ placed: PlacedReport, _ slot: Int) {
    guard isExplaining else { return }
    let number = store.number(slot)
    noteFate(.taken(number), of: placed)
    guard let open = observation.watch?.openScans.firstIndex(where: { $0.track == number }) else { return }
    let motion = store.slots[slot].motion
    let expected = motion.predicted(at: placed.time, models: models)
    let innovation = motion.local(placed) - expected.position
    observation.watch?.openScans[open].scan.update = ExplainedUpdate(
      innovationEastMetres: innovation.east, innovationNorthMetres: innovation.north,
      sigmaBeforeMetres: (expected.positionCovariance.trace / 2).squareRoot(), sigmaAfterMetres: 0,
      speedMetresPerSecond: 0)
  }

  /// Notes what the update made of the track.
  mutating func noteTaken(_ slot: Int) {
    guard isExplaining else { return }
    let number = store.number(slot)
    guard let open = observation.watch?.openScans.firstIndex(where: { $0.track == number }) else { return }
    let estimate = store.slots[slot].motion.estimate
    observation.watch?.openScans[open].scan.update?.sigmaAfterMetres = (estimate.positionCovariance.trace / 2)
      .squareRoot()
    observation.watch?.openScans[open].scan.update?.speedMetresPerSecond = estimate.velocity.squaredLength.squareRoot()
  }

  /// Notes that a report started a track.
  mutating func noteStart(_ placed: PlacedReport, _ slot: Int) {
    guard isExplaining else { return }
    noteFate(.started(store.number(slot)), of: placed)
    explain(slot, .started(sensor: placed.sensor))
  }

  /// Explains a change of a track's standing.
  mutating func explain(_ slot: Int, _ change: TrackChange) {
    guard isExplaining else { return }
    explain(store.number(slot), change)
  }

  private mutating func explain(_ number: TrackNumber, _ change: TrackChange) {
    guard observation.watch?.watches(number) == true else { return }
    if change.isEnd { observation.watch?.endNoted = number }
    observation.watch?.add(Explanation(track: number, time: stepTime, event: .change(change)))
  }

  /// Explains why a track is confirmed.
  mutating func explainConfirmation(_ slot: Int) {
    guard isExplaining else { return }
    let track = store.slots[slot]
    explain(
      slot,
      track.isPrimaryOnly
        ? .confirmedByOdds(
          odds: track.score, neededOdds: parameters.primaryScore, weight: track.confirmationWeight,
          neededWeight: parameters.primaryConfirmationWeight)
        : .confirmed(weight: track.confirmationWeight, neededWeight: neededWeight(slot)))
  }

  /// Explains which of two tracks of one aircraft went on.
  mutating func explainMerge(of slot: Int, with other: Int, ending lesser: Int) {
    guard isExplaining else { return }
    let looks = store.slots[slot].mergeLooks
    let kept = lesser == slot ? other : slot
    explain(
      lesser, .mergedInto(store.number(kept), looks: looks, neededLooks: parameters.mergeLooks))
    explain(kept, .absorbed(store.number(lesser), looks: looks, neededLooks: parameters.mergeLooks))
  }

  /// Sees to it that no watched track ends without a word; called by whatever ends a track.
  mutating func explainEnd(_ slot: Int) {
    guard isExplaining else { return }
    let number = store.number(slot)
    if observation.watch?.endNoted != number { explain(number, .ended) }
    observation.watch?.endNoted = nil
  }

  // MARK: After a batch

  /// Settles what became of every candidate, and files the scan of each watched track.
  mutating func endExplaining() {
    guard isExplaining else { return }
    let scans = observation.watch?.openScans ?? []
    let fates = observation.watch?.fates ?? []
    observation.watch?.openScans = []
    observation.watch?.fates = []
    for open in scans {
      var scan = open.scan
      for (place, report) in open.reports.enumerated() {
        scan.candidates[place].fate = fates.last { $0.report == report }?.fate ?? .dropped
      }
      let takesOne = scan.candidates.contains { $0.fate == .taken(open.track) }
      for place in scan.candidates.indices {
        scan.candidates[place].settle(for: open.track, takesOne: takesOne)
      }
      observation.watch?.add(Explanation(track: open.track, time: stepTime, event: .scan(scan)))
    }
  }
}

extension ExplainedPlot {
  /// Brings the reason in line with what was done.
  fileprivate mutating func settle(for track: TrackNumber, takesOne: Bool) {
    let wasPossible = reason == .leastCost || reason == .sameAddress || reason == .sameIdentifier
    switch fate {
    case .taken(track):
      if !wasPossible { reason = .takenOtherwise }
    case .taken(let other):
      if wasPossible { reason = .betterForTrack(other) }
    case .siteMonitor:
      reason = .siteMonitor
    case .echo(track) where reason == .sameAddress:
      reason = .secondOfTurn
    case .started, .echo, .dropped:
      if wasPossible { reason = takesOne ? .tookAnotherReport : .notChosen }
    }
  }
}

extension TrackChange {
  fileprivate var isEnd: Bool {
    switch self {
    case .started, .confirmed, .confirmedByOdds, .coasting, .resumed, .broughtBack, .absorbed: false
    case .endedBySilence, .tentativeLapsed, .tentativeTooOld, .endedByOdds, .endedAsImpossible, .mergedInto,
      .foundFixed, .ended:
      true
    }
  }
}
