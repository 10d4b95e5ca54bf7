import Geodesy
import Surveillance

extension Tracker {
  /// Takes a record of another system's track: shown as it is or noted with the track of ours that is the same aircraft,
  /// never filtered.
  mutating func takeExternal(_ report: SensorReport) {
    tallies[report.sensor.index].systemTracks &+= 1
    guard let local = report.localTrackNumber, let page = prepared[report.sensor.index]?.page else {
      tallies[report.sensor.index].systemTracks &-= 1
      tallies[report.sensor.index].invalid &+= 1
      return
    }
    let key = ExternalLink.key(report.sensor, local)
    if let slot = store.slot(ofExternal: key) {
      if isAnother(report, slot) {
        end(slot)
      } else {
        renew(slot, report)
        return
      }
    }
    guard report.external?.isEnded != true, case .geodetic(let latitude, let longitude) = report.position else {
      return
    }
    guard store.count < parameters.greatestTracks else {
      tallies[report.sensor.index].refused &+= 1
      tallies[report.sensor.index].systemTracks &-= 1
      return
    }
    begin(report, local, page, latitude, longitude)
  }

  private mutating func begin(
    _ report: SensorReport, _ local: UInt16, _ page: PicturePage, _ latitude: Double, _ longitude: Double
  ) {
    let origin = GeodeticPosition(latitudeRadians: latitude, longitudeRadians: longitude)
    let published = SystemTrack(
      number: store.takeNumber(), page: page, time: report.time, latitudeRadians: latitude,
      longitudeRadians: longitude)
    let motion = TrackMotion(
      plane: LocalTangentPlane(origin: origin), time: report.time,
      estimate: PlanarEstimate(
        position: Vector2(east: 0, north: 0), velocity: Vector2(east: 0, north: 0),
        positionCovariance: Symmetric2(variance: 1), crossCovariance: .zero,
        velocityCovariance: Symmetric2(variance: 1)),
      models: models)
    var track = LiveTrack(published: published, motion: motion, lastReceived: stepTime, isPrimaryOnly: false)
    track.external = ExternalLink(
      sensor: report.sensor, localTrackNumber: local, periodSeconds: parameters.unknownPeriodSeconds)
    copy(report, to: store.insert(track))
  }

  private mutating func renew(_ slot: Int, _ report: SensorReport) {
    if report.external?.isEnded == true {
      end(slot)
      return
    }
    let interval = stepTime.seconds(since: store.slots[slot].lastReceived)
    if interval > 0, let link = store.slots[slot].external {
      store.slots[slot].external?.periodSeconds += 0.2 * (min(interval, 60) - link.periodSeconds)
    }
    guard report.time >= store.slots[slot].published.time else { return }
    copy(report, to: slot)
  }

  /// Whether a record under a known number is of another aircraft.
  private func isAnother(_ report: SensorReport, _ slot: Int) -> Bool {
    let published = store.slots[slot].published
    if let address = report.modeSAddress, let known = published.modeSAddress, address != known { return true }
    guard case .geodetic(let latitude, let longitude) = report.position else { return false }
    let from = ECEFPosition(
      GeodeticPosition(latitudeRadians: published.latitudeRadians, longitudeRadians: published.longitudeRadians))
    let to = ECEFPosition(GeodeticPosition(latitudeRadians: latitude, longitudeRadians: longitude))
    let seconds = report.time.seconds(since: published.time).magnitude
    return from.distanceMetres(to: to)
      > parameters.externalJumpMetres + parameters.greatestSpeedMetresPerSecond * seconds
  }

  private mutating func copy(_ report: SensorReport, to slot: Int) {
    var track = store.slots[slot].published
    track.time = report.time
    track.lastUpdate = report.time
    track.updates &+= 1
    if case .geodetic(let latitude, let longitude) = report.position {
      track.latitudeRadians = latitude
      track.longitudeRadians = longitude
    }
    if let velocity = report.velocity {
      track.velocity = velocity
      track.isVelocityKnown = true
    }
    let state = report.external
    track.external = state
    track.status = state?.isCoasting == true ? .coasting : (state?.isTentative == true ? .tentative : .confirmed)
    track.positionCovariance = parameters.positionCovariance(ofExternal: report)
    track.means = report.means.union(.external).union(state?.sources ?? [])
    if let level = report.pressureAltitude { track.pressureAltitude = level.altitude }
    track.geometricHeight = report.geometricHeight ?? track.geometricHeight
    track.measuredHeight = report.measuredHeight ?? track.measuredHeight
    track.verticalRateMetresPerSecond = report.verticalRateMetresPerSecond ?? track.verticalRateMetresPerSecond
    track.mode3A = report.mode3A ?? track.mode3A
    track.modeSAddress = report.modeSAddress ?? track.modeSAddress
    track.callsign = report.callsign ?? track.callsign
    track.isOnGround = report.isOnGround ?? track.isOnGround
    track.isSpecialPosition = report.isSpecialPosition
    track.emergency = report.emergency
    track.learnAircraft(of: report)
    let reports = track.contributions.first?.reports ?? 0
    track.contributions = [
      TrackContribution(sensor: report.sensor, means: report.means, lastTime: report.time, reports: reports &+ 1)
    ]
    store.slots[slot].published = track
    store.slots[slot].lastReceived = stepTime
    touch(slot)
    associateExternal(slot)
  }

  /// Ends another system's track after a silence.
  mutating func judgeExternalSilence(_ slot: Int) {
    guard let link = store.slots[slot].external else { return }
    let allowed = max(
      parameters.externalLeastSilenceSeconds, parameters.externalMissedPeriods * link.periodSeconds)
    if stepTime.seconds(since: store.slots[slot].lastReceived) > allowed { end(slot) }
  }
}
