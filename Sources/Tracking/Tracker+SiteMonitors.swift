import Geodesy
import Surveillance

extension Tracker {
  // MARK: Recognition

  /// Ends a track that turned out to be a fixed transponder, and remembers the transponder. False where it is none.
  ///
  /// A candidate answers secondary radar, is not on the ground (a parked aircraft is; but a code reserved for monitoring
  /// transponders tells), and has not moved since its first plot. One that was once taken for moving, by two stray plots,
  /// is found out later as long as it never went anywhere.
  mutating func becomesSiteMonitor(_ slot: Int) -> Bool {
    guard !store.slots[slot].hasTravelled, store.isCooperative(slot), !store.isUnmanned(slot) else {
      return false
    }
    if store.slots[slot].published.isOnGround, !isTestTransponder(slot) { return false }
    var scans: UInt32 = 0
    var seconds = 0.0
    for (index, look) in store.slots[slot].looks.enumerated() where !look.isBroadcast {
      let means = store.slots[slot].published.contributions[index].means
      guard !means.isDisjoint(with: [.secondary, .modeS]) else { continue }
      scans = max(scans, look.scans)
      seconds = max(
        seconds, store.slots[slot].published.contributions[index].lastTime.seconds(since: look.firstTime))
    }
    let patience = store.slots[slot].hasMoved ? 3.0 : 1.0
    guard Double(scans) >= patience * Double(parameters.siteMonitorScans),
      seconds >= patience * parameters.siteMonitorSeconds,
      isStanding(slot), monitors.count + store.slots[slot].looks.count <= parameters.greatestSiteMonitors
    else { return false }
    for (index, look) in store.slots[slot].looks.enumerated() where !look.isBroadcast {
      addMonitor(
        store.slots[slot].published, sensor: look.sensor, place: look.firstPlace,
        reports: store.slots[slot].published.contributions[index].reports)
    }
    observeFixed(slot)
    end(slot)
    return true
  }

  private func isStanding(_ slot: Int) -> Bool {
    let estimate = store.slots[slot].motion.estimate
    let speed = estimate.velocity.squaredLength.squareRoot()
    let sigma = (estimate.velocityCovariance.trace / 2).squareRoot()
    return speed < max(parameters.movingSpeedMetresPerSecond, min(2 * sigma, 40))
  }

  private mutating func addMonitor(
    _ track: SystemTrack, sensor: SensorNumber, place: ECEFPosition, reports: UInt32
  ) {
    let position = GeodeticPosition(place)
    let monitor = SiteMonitor(
      sensor: sensor, mode3A: track.mode3A?.code, modeSAddress: track.modeSAddress, page: track.page,
      latitudeRadians: position.latitudeRadians, longitudeRadians: position.longitudeRadians, lastSeen: track.time,
      reports: reports)
    insert(monitor)
  }

  /// Keeps them by ascending sensor, code, address.
  private mutating func insert(_ monitor: SiteMonitor) {
    let key = Self.order(monitor)
    let index = monitors.firstIndex { Self.order($0) > key } ?? monitors.count
    monitors.insert(monitor, at: index)
  }

  private static func order(_ monitor: SiteMonitor) -> (UInt16, UInt16, UInt32) {
    (monitor.sensor.rawValue, monitor.mode3A?.rawValue ?? 0xFFFF, monitor.modeSAddress?.rawValue ?? 0xFFFF_FFFF)
  }

  // MARK: Replies

  /// Takes a reply of a known site monitor; false where the report is none.
  mutating func takeSiteMonitor(_ report: SensorReport, _ placed: PlacedReport) -> Bool {
    guard !report.isPrimaryOnly else { return false }
    if takeKnownTransponder(report, placed) { return true }
    guard !monitors.isEmpty else { return false }
    var known: Int?
    for (index, monitor) in monitors.enumerated() where isReply(report, placed, of: monitor) {
      if monitor.sensor == report.sensor {
        known = index
        break
      }
      known = known ?? index
    }
    guard let known else { return false }
    tallies[report.sensor.index].siteMonitor &+= 1
    if monitors[known].sensor == report.sensor {
      renew(known, report, placed)
    } else if monitors.count < parameters.greatestSiteMonitors, report.kind == .plot {
      var another = monitors[known]
      another.sensor = report.sensor
      another.latitudeRadians = placed.plane.origin.latitudeRadians
      another.longitudeRadians = placed.plane.origin.longitudeRadians
      another.lastSeen = report.time
      another.reports = 1
      insert(another)
    }
    return true
  }

  /// Whether a report has a site monitor's identity and place; other sensors may see it a registration error away.
  private func isReply(_ report: SensorReport, _ placed: PlacedReport, of monitor: SiteMonitor) -> Bool {
    guard monitor.page == placed.page else { return false }
    if let address = report.modeSAddress, let own = monitor.modeSAddress {
      guard address == own else { return false }
    } else {
      guard let code = report.mode3A?.code, code == monitor.mode3A else { return false }
    }
    let local = placed.plane.local(
      GeodeticPosition(latitudeRadians: monitor.latitudeRadians, longitudeRadians: monitor.longitudeRadians))
    let distance = (local.eastMetres * local.eastMetres + local.northMetres * local.northMetres).squareRoot()
    let sigma = (placed.covariance.trace).squareRoot()
    let reach = parameters.siteMonitorReachMetres + parameters.siteMonitorSigmas * sigma
    return distance < (monitor.sensor == report.sensor ? reach : max(reach, parameters.identityForgivenMetres))
  }

  /// Averages the place over the last hundred replies.
  private mutating func renew(_ index: Int, _ report: SensorReport, _ placed: PlacedReport) {
    monitors[index].reports &+= 1
    monitors[index].lastSeen = max(monitors[index].lastSeen, report.time)
    let share = 1 / Double(min(max(monitors[index].reports, 1), 100))
    monitors[index].latitudeRadians += share * (placed.plane.origin.latitudeRadians - monitors[index].latitudeRadians)
    monitors[index].longitudeRadians +=
      share * Angle.normalisedSignedRadians(placed.plane.origin.longitudeRadians - monitors[index].longitudeRadians)
  }

  /// Forgets those that fell silent.
  mutating func forgetSilentMonitors() {
    let now = stepTime
    let silence = parameters.siteMonitorSilenceSeconds
    monitors.removeAll { now.seconds(since: $0.lastSeen) > silence }
  }
}
