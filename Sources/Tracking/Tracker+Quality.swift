import Geodesy
import Surveillance

/// Where the tracker is looked at: one call at each turn of a report's and a track's life, for explanations and for figures of
/// quality. Nothing here changes a track.
extension Tracker {
  /// Figures of every class of tracks, those that live now included.
  public var trackClassQuality: [TrackClassQuality] {
    guard var quality = observation.quality else { return [] }
    for slot in store.order.map(Int.init) where store.slots[slot].isLive {
      guard let track = quality.live[store.number(slot).rawValue] else { continue }
      quality.close(track, as: trackClass(slot, track))
    }
    return quality.classes
  }

  // MARK: Called by the tracker

  mutating func observeReports(_ reports: [SensorReport]) {
    guard observation.quality != nil else { return }
    for report in reports where report.sensor.index < prepared.count { observation.quality?.notePlot(report) }
  }

  mutating func observeStep() {
    guard observation.quality != nil else { return }
    for tally in lastStep {
      observation.quality?.reach(tally.sensor)
      observation.quality?.sensors[tally.sensor.index].tally.add(tally)
      observation.quality?.sensors[tally.sensor.index].periodSeconds =
        prepared[tally.sensor.index]?.scanPeriodSeconds
    }
  }

  /// A report is about to be taken: to be called before the filter.
  @inline(__always)
  mutating func observeTaking(_ report: SensorReport, _ placed: PlacedReport, _ slot: Int) {
    if isExplaining { noteTaking(placed, slot) }
    if observation.quality != nil { measure(report, placed, slot) }
  }

  mutating func observeStart(_ report: SensorReport, _ placed: PlacedReport, _ slot: Int) {
    noteStart(placed, slot)
    _ = observation.quality?.noteTaken(report, by: store.number(slot))
  }

  mutating func observeSiteMonitor(_ report: SensorReport, _ placed: PlacedReport) {
    noteFate(.siteMonitor, of: placed)
    observation.quality?.noteSiteMonitor(report)
  }

  mutating func observeDisplaced(_ report: SensorReport, _ placed: PlacedReport, _ slot: Int) {
    noteEcho(of: slot, placed)
    observation.quality?.noteDisplaced(report)
  }

  mutating func observeFixed(_ slot: Int) {
    explain(slot, .foundFixed)
    observation.quality?.endsFixed = true
  }

  mutating func observeEnd(_ slot: Int) {
    explainEnd(slot)
    guard observation.quality != nil else { return }
    let isFixed = observation.quality?.endsFixed == true
    observation.quality?.endsFixed = false
    let number = store.number(slot).rawValue
    // Taken out before it is closed: nothing here may hold a second copy of all that was gathered.
    let known = observation.quality?.live.removeValue(forKey: number)
    guard !isFixed else { return }
    if let track = known {
      let kind = trackClass(slot, track)
      observation.quality?.close(track, as: kind)
    } else if !store.isConfirmed(slot) {
      for part in store.slots[slot].published.contributions {
        observation.quality?.reach(part.sensor)
        observation.quality?.sensors[part.sensor.index].falsePlots += Int(part.reports)
      }
    }
  }

  // MARK: Measuring

  private func trackClass(_ slot: Int, _ track: LiveTrackQuality) -> TrackClass {
    if track.isBroadcast { return .adsb }
    if store.slots[slot].published.modeSAddress != nil { return .modeS }
    return store.slots[slot].isPrimaryOnly ? .primary : .modeAC
  }

  private mutating func measure(_ report: SensorReport, _ placed: PlacedReport, _ slot: Int) {
    let number = store.number(slot)
    let isBroken = observation.quality?.noteTaken(report, by: number) == true
    guard store.isConfirmed(slot) else { return }
    var track = observation.quality?.live[number.rawValue] ?? LiveTrackQuality(first: report.time)
    if isBroken { track.isBroken = true }
    if report.kind == .adsb { track.isBroadcast = true }
    track.noteUpdate(at: report.time, periodSeconds: shortestPeriodSeconds(slot))
    countTurns(report, slot)
    if let innovation = residual(report, placed, slot) {
      track.normalisedInnovation.add(innovation.normalised)
      track.sigmaMetres.add(innovation.sigmaMetres)
    }
    observation.quality?.live[number.rawValue] = track
  }

  /// Period of the fastest sensor that sees a track.
  private func shortestPeriodSeconds(_ slot: Int) -> Double {
    var shortest = parameters.longestLearntPeriodSeconds
    for look in store.slots[slot].looks { shortest = min(shortest, periodSeconds(of: look.sensor, look: look)) }
    return max(shortest, 0.1)
  }

  /// Counts the turns of the antenna since its last plot of a track.
  private mutating func countTurns(_ report: SensorReport, _ slot: Int) {
    guard report.kind == .plot, let index = store.look(slot, of: report.sensor) else { return }
    let period = max(periodSeconds(of: report.sensor, look: store.slots[slot].looks[index]), 0.1)
    let share = report.time.seconds(since: store.slots[slot].published.contributions[index].lastTime) / period
    guard share > parameters.sameScanShare, share < 1e6 else { return }
    observation.quality?.reach(report.sensor)
    observation.quality?.sensors[report.sensor.index].turns += max(1, Int(share.rounded()))
    observation.quality?.sensors[report.sensor.index].hits += 1
  }

  /// Compares a report with its track's prediction; nil where there is none yet, or where the report is older.
  private mutating func residual(
    _ report: SensorReport, _ placed: PlacedReport, _ slot: Int
  ) -> (normalised: Double, sigmaMetres: Double)? {
    let motion = store.slots[slot].motion
    guard store.slots[slot].published.isVelocityKnown, placed.time >= motion.time else { return nil }
    let expected = motion.predicted(at: placed.time, models: models)
    let innovation = motion.local(placed) - expected.position
    let covariance = expected.positionCovariance + innovationNoise(of: placed, slot)
    let normalised = covariance.inverse.quadratic(innovation) / 2
    guard normalised.isFinite else { return nil }
    observation.quality?.reach(report.sensor)
    let sensor = report.sensor.index
    observation.quality?.sensors[sensor].distanceMetres.add(innovation.squaredLength.squareRoot())
    observation.quality?.sensors[sensor].normalisedInnovation.add(normalised)
    if case .polar = report.position, let site = prepared[sensor] {
      // The plot's own plane and the track's differ in north by the convergence of meridians over 50 km at most.
      addPolar(innovation, covariance, away: site.geometry.plane.originECEF, of: placed, sensor)
    }
    return (normalised, (expected.positionCovariance.trace / 2).squareRoot())
  }

  /// Adds an innovation's parts along and across the beam.
  private mutating func addPolar(
    _ innovation: Vector2, _ covariance: Symmetric2, away antenna: ECEFPosition, of placed: PlacedReport, _ sensor: Int
  ) {
    let back = placed.plane.local(antenna)
    let ground = Elementary.hypot(back.eastMetres, back.northMetres)
    guard ground > parameters.registrationLeastRangeMetres / 4 else { return }
    let outward = Vector2(east: -back.eastMetres / ground, north: -back.northMetres / ground)
    let clockwise = Vector2(east: outward.north, north: -outward.east)
    let range = innovation.east * outward.east + innovation.north * outward.north
    let azimuth = (innovation.east * clockwise.east + innovation.north * clockwise.north) / ground
    let rangeSigma = covariance.quadratic(outward).squareRoot()
    let azimuthSigma = covariance.quadratic(clockwise).squareRoot() / ground
    observation.quality?.sensors[sensor].rangeResidualMetres.add(range)
    observation.quality?.sensors[sensor].azimuthResidualRadians.add(azimuth)
    observation.quality?.sensors[sensor].rangeSigmaMetres.add(rangeSigma)
    observation.quality?.sensors[sensor].azimuthSigmaRadians.add(azimuthSigma)
    observation.quality?.sensors[sensor].normalisedRange.add(range / rangeSigma)
    observation.quality?.sensors[sensor].normalisedAzimuth.add(azimuth / azimuthSigma)
  }
}
