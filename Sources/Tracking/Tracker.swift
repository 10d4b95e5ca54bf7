import Geodesy
public import Surveillance

/// What one step of the tracker changed.
public struct TrackChanges: Sendable {
  /// New, updated and extrapolated tracks as they are now, by ascending number.
  public var updated: [SystemTrack]
  /// Numbers of tracks that ended, ascending.
  public var removed: [TrackNumber]

  /// Makes a set of changes.
  public init(updated: [SystemTrack] = [], removed: [TrackNumber] = []) {
    self.updated = updated
    self.removed = removed
  }
}

/// Reports of many sensors to system tracks.
///
/// A value without clock, randomness or input of its own: the same reports in the same steps give the same tracks to the
/// last bit. Each track is filtered in a tangent plane of its own (``TrackMotion``); a step's plots meet the tracks by
/// identity first, then by global nearest neighbour within clusters; what fits no track starts a tentative one.
public struct Tracker: Sendable {
  /// What the tracker decides by.
  public let parameters: TrackerParameters
  let models: MotionModelSet
  var store = TrackStore()
  var monitors: [SiteMonitor] = []
  var tallies: [SensorTally] = []
  /// By sensor; nil where a sensor gave no primary plot yet.
  var clutter: [ClutterMap?] = []
  /// By sensor; nil where no confirmed track tells yet.
  var detection: [DetectionMap?] = []
  /// What is learnt of the radars' alignment and clocks.
  var registration: RegistrationFilter
  /// By sensor: the time of its newest report.
  var newest: [SurveillanceTime] = []
  /// By sensor: the time of its newest primary echo.
  var newestEcho: [SurveillanceTime] = []
  /// By sensor: the period of its turns, as its plots tell it.
  var turns: [TurnPeriod] = []
  var memory = ReportMemory()
  /// Tracks that ended of late, by their Mode S address.
  var ended = EndedAddresses()
  /// Log time to which the clutter maps have faded.
  var clutterTime = SurveillanceTime.distantPast
  /// Log time of the last step.
  var stepTime = SurveillanceTime.distantPast
  /// Log time of the last round over all tracks.
  var roundTime = SurveillanceTime.distantPast

  /// What is asked of the tracker's work beside the tracks. No part of the state: it changes nothing.
  public var observation = TrackerObservation()

  // Of the step under way or made again from the sites; never encoded.
  var sites: [SensorSite] = []
  var coverage: any SensorCoverage = GeometricCoverage()
  var prepared: [PreparedSite?] = []
  var touched: [Int32] = []
  var removed: [TrackNumber] = []
  var nearby: [Int32] = []
  var columnOfSlot: [Int32] = []

  /// Makes a tracker without tracks.
  public init(parameters: TrackerParameters = .standard) {
    self.parameters = parameters
    models = MotionModelSet(parameters)
    registration = RegistrationFilter(parameters: parameters)
  }

  /// Every track that is shown, by ascending number: tentative, confirmed, coasting, and those of other systems that are
  /// no aircraft of ours. Site monitors are none.
  public var tracks: [SystemTrack] {
    store.order.compactMap { store.slots[Int($0)].isHidden ? nil : outgoing(Int($0)) }
  }

  /// The live track with that number.
  public func track(_ number: TrackNumber) -> SystemTrack? {
    store.slot(of: number).flatMap { store.slots[$0].isHidden ? nil : outgoing($0) }
  }

  /// The track as it is expected at another time, with the accuracy that remains: for outputs at a fixed period.
  public func track(_ number: TrackNumber, predictedTo time: SurveillanceTime) -> SystemTrack? {
    guard let slot = store.slot(of: number), !store.slots[slot].isHidden else { return nil }
    guard store.slots[slot].external == nil else { return store.slots[slot].published }
    return predicted(slot, to: time).map { completed($0, slot) }
  }

  /// Fixed transponders, by ascending sensor and code.
  public var siteMonitors: [SiteMonitor] { monitors }

  /// What became of the reports of the last step, for each sensor that sent any, by ascending sensor.
  public var lastStep: [SensorTally] { tallies.filter { $0.total > 0 } }

  /// One step of log time: associates, filters, initiates, confirms, coasts, deletes.
  ///
  /// - Parameters:
  ///   - reports: All reports received since the last step, in order of arrival, of all sensors.
  ///   - sites: Indexed by sensor number; may grow between steps. A report of a sensor beyond it is ignored.
  ///   - coverage: What the sensors can see. It is no part of the state: whoever goes on from an encoded tracker hands
  ///     over the same one.
  ///   - time: Log time of the step; one that goes back counts as the last one.
  public mutating func process(
    _ reports: [SensorReport], sites: [SensorSite], coverage: any SensorCoverage = GeometricCoverage(),
    at time: SurveillanceTime
  ) -> TrackChanges {
    self.coverage = coverage
    stepTime = max(stepTime, time)
    prepare(sites)
    observeReports(reports)
    let admitted = admit(reports)
    for batch in batches(of: admitted) { associate(batch, reports: admitted) }
    if stepTime.wholeSeconds != roundTime.wholeSeconds {
      goRound()
      roundTime = stepTime
    }
    observeStep()
    return takeChanges()
  }

  // MARK: The door

  private mutating func prepare(_ sites: [SensorSite]) {
    let count = min(sites.count, Int(UInt16.max) + 1)
    if self.sites != sites {
      prepared = sites.prefix(count).map { PreparedSite($0) }
      self.sites = sites
    }
    if tallies.count > count { tallies.removeLast(tallies.count - count) }
    while clutter.count < count { clutter.append(nil) }
    while detection.count < count { detection.append(nil) }
    while newest.count < count { newest.append(.distantPast) }
    while newestEcho.count < count { newestEcho.append(.distantPast) }
    while turns.count < count { turns.append(TurnPeriod()) }
    applyRegistrations()
    for index in 0..<count {
      let empty = SensorTally(sensor: SensorNumber(rawValue: UInt16(index)))
      if index == tallies.count { tallies.append(empty) } else { tallies[index] = empty }
    }
  }

  /// Checks the reports and orders them by the time of measurement; takes those at once that meet no filter.
  private mutating func admit(_ reports: [SensorReport]) -> [SensorReport] {
    var admitted: [SensorReport] = []
    admitted.reserveCapacity(reports.count)
    for raw in reports {
      let sensor = raw.sensor.index
      guard sensor < prepared.count else { continue }
      guard let site = prepared[sensor], let report = raw.checked()?.timed(by: site) else {
        tallies[sensor].invalid &+= 1
        continue
      }
      let age = stepTime.seconds(since: report.time)
      guard age <= parameters.greatestAgeSeconds, age >= -parameters.greatestLeadSeconds else {
        tallies[sensor].late &+= 1
        continue
      }
      guard isNew(report, asItCame: raw) else { continue }
      switch (report.kind, report.position) {
      case (.systemTrack, _): takeExternal(report)
      case (_, nil): takeWithoutPosition(report)
      default: admitted.append(report)
      }
    }
    return admitted
  }

  /// Indices of the reports of one sensor that are associated together, in order of time.
  private func batches(of reports: [SensorReport]) -> [[Int]] {
    let order = reports.indices.sorted { (reports[$0].time, $0) < (reports[$1].time, $1) }
    var batches: [[Int]] = []
    var openBatch = [Int](repeating: -1, count: prepared.count)
    for index in order {
      let report = reports[index]
      let open = openBatch[report.sensor.index]
      if open >= 0, let first = batches[open].first,
        report.time.seconds(since: reports[first].time) <= parameters.batchSeconds
      {
        batches[open].append(index)
      } else {
        openBatch[report.sensor.index] = batches.count
        batches.append([index])
      }
    }
    return batches
  }

  // MARK: Changes

  mutating func touch(_ slot: Int) {
    guard !store.slots[slot].isTouched else { return }
    store.slots[slot].isTouched = true
    touched.append(Int32(slot))
  }

  /// Ends a track.
  mutating func end(_ slot: Int) {
    guard store.slots[slot].isLive else { return }
    observeEnd(slot)
    rememberEnd(slot)
    if store.slots[slot].isPublished { removed.append(store.number(slot)) }
    store.remove(slot)
    dissociate(slot)
  }

  private mutating func takeChanges() -> TrackChanges {
    var numbered: [(TrackNumber, Int)] = []
    numbered.reserveCapacity(touched.count)
    for slot in touched.map(Int.init) {
      store.slots[slot].isTouched = false
      guard store.slots[slot].isLive, !store.slots[slot].isHidden else { continue }
      store.slots[slot].isPublished = true
      numbered.append((store.number(slot), slot))
    }
    numbered.sort { $0.0 < $1.0 }
    var changes = TrackChanges(removed: removed.sorted())
    changes.updated.reserveCapacity(numbered.count)
    for (_, slot) in numbered { changes.updated.append(outgoing(slot)) }
    touched.removeAll(keepingCapacity: true)
    removed.removeAll(keepingCapacity: true)
    store.compact()
    return changes
  }

  // MARK: Sensors

  /// Time of one revisit of a sensor, as known for a track.
  func periodSeconds(of sensor: SensorNumber, look: SensorLook?) -> Double {
    let configured = sensor.index < prepared.count ? prepared[sensor.index]?.scanPeriodSeconds : nil
    if look?.isBroadcast == true {
      let period = configured ?? look?.learntPeriodSeconds ?? parameters.unknownPeriodSeconds
      return max(period, parameters.broadcastLeastPeriodSeconds)
    }
    let voted = sensor.index < turns.count ? turns[sensor.index].known : nil
    return configured ?? voted ?? look?.learntPeriodSeconds ?? parameters.unknownPeriodSeconds
  }
}

extension SurveillanceTime {
  /// Seconds since 1970, rounded towards it.
  var wholeSeconds: Int64 { nanoseconds / Self.nanosecondsPerSecond }
}
