import Geodesy
import Surveillance

/// Reports that come later than others measured after them: they meet a track as it was when they were measured, and
/// what the tracker keeps by time takes them for what they were then. Nothing waits for them.
extension Tracker {
  /// How well a placed report fits a track as it was at the report's time.
  func fit(of placed: PlacedReport, to slot: Int) -> TrackMotion.Fit {
    let place = store.slots[slot].motion.local(placed)
    let noise = innovationNoise(of: placed, slot)
    if store.slots[slot].isSpeedOpen {
      return store.slots[slot].motion.fitOfSecondPlace(
        place, covariance: noise, at: placed.time, classes: parameters.speedClasses)
    }
    if isLate(placed.time, for: slot), let past = store.slots[slot].motion(asOf: placed.time, models: models) {
      return past.fit(of: place, covariance: noise, at: placed.time, models: models)
    }
    return store.slots[slot].motion.fit(of: place, covariance: noise, at: placed.time, models: models)
  }

  /// The position expected at a time by straight flight: of an earlier one, from where the track was then.
  func expectedPosition(of slot: Int, at time: SurveillanceTime) -> Vector2 {
    guard store.slots[slot].motion.time > time,
      let past = store.slots[slot].recent.checkpoint(notAfter: time).map({ store.slots[slot].recent.checkpoints[$0] })
    else { return store.slots[slot].motion.position(at: time) }
    return past.estimate.position + past.estimate.velocity * time.seconds(since: past.time)
  }

  /// Whether a report of that time comes after later ones of its track: what it says of identity and state is no news.
  func isLate(_ time: SurveillanceTime, for slot: Int) -> Bool {
    store.slots[slot].motion.time.seconds(since: time) > parameters.slightLatenessSeconds
  }

  /// When a report would have been received had it come with its sensor's others, log time: what comes late holds no
  /// track longer.
  func timelyReception(of report: SensorReport) -> SurveillanceTime {
    let behind = newest[report.sensor.index].seconds(since: report.time)
    return behind > parameters.slightLatenessSeconds ? stepTime.adding(seconds: -behind) : stepTime
  }

  /// Notes the time of a sensor's newest report, and of its newest echo.
  mutating func noteNewest(_ report: SensorReport) {
    newest[report.sensor.index] = max(newest[report.sensor.index], report.time)
    guard report.means.contains(.primary) else { return }
    newestEcho[report.sensor.index] = max(newestEcho[report.sensor.index], report.time)
  }

  /// Whether a report is what the aircraft said and the track took already, heard by another station: its error is the
  /// same, so that it tells nothing new.
  func isKnownWord(_ report: SensorReport, _ placed: PlacedReport, of slot: Int) -> Bool {
    guard report.kind == .adsb else { return false }
    return store.slots[slot].recent.holdsOwnWord(
      at: store.slots[slot].motion.local(placed), withinMetres: parameters.sameBroadcastMetres, of: report.time,
      withinSeconds: parameters.sameBroadcastSeconds)
  }
}

// MARK: Misses

extension Tracker {
  /// Notes that a turn was counted as missed.
  mutating func noteMiss(of clock: Int, cost: Double, _ slot: Int) {
    forgetSettledMisses(of: clock, slot)
    store.slots[slot].clocks[clock].missed = min(8, store.slots[slot].clocks[clock].missed + 1)
    store.slots[slot].clocks[clock].lastMissed = stepTime
    store.slots[slot].clocks[clock].lastCost = cost
  }

  /// Takes a miss back where an echo comes so late that its turn was counted as missed.
  mutating func takeBackMiss(of clock: Int, _ report: SensorReport, rangeMetres: Double, _ slot: Int) {
    let period = max(periodSeconds(of: report.sensor, look: nil), 0.5)
    let grace = period * (parameters.missGraceTurns - 1) + parameters.batchSeconds
    guard stepTime.seconds(since: report.time) > grace,
      report.time.seconds(since: store.slots[slot].clocks[clock].since) < period / 2
    else { return }
    forgetSettledMisses(of: clock, slot)
    guard store.slots[slot].clocks[clock].missed > 0 else { return }
    store.slots[slot].clocks[clock].missed -= 1
    store.slots[slot].score -= store.slots[slot].clocks[clock].lastCost
    if store.isConfirmed(slot) { detection[report.sensor.index]?.takeBackMiss(rangeMetres: rangeMetres) }
  }

  /// Misses so old that no echo can come any more stay counted.
  private mutating func forgetSettledMisses(of clock: Int, _ slot: Int) {
    let age = stepTime.seconds(since: store.slots[slot].clocks[clock].lastMissed)
    if age > parameters.latenessToleranceSeconds { store.slots[slot].clocks[clock].missed = 0 }
  }
}

// MARK: Copies

extension Tracker {
  /// Whether a report is no copy of one that came before; copies are counted. What registration and clock corrections may
  /// change between two copies must not part them: reports are compared as they came.
  mutating func isNew(_ report: SensorReport, asItCame raw: SensorReport) -> Bool {
    guard report.kind != .systemTrack else { return true }
    if let key = raw.measurementKey,
      !memory.remember(key, at: stepTime, seconds: parameters.duplicateMemorySeconds)
    {
      tallies[report.sensor.index].duplicate &+= 1
      return false
    }
    noteNewest(report)
    return true
  }
}
