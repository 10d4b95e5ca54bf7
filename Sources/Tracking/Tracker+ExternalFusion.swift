import Geodesy
import Surveillance

/// What other systems add to a track of ours, in what is shown alone: the filter, the association and the state that goes
/// on never see it.
extension Tracker {
  /// A track as others see it.
  func outgoing(_ slot: Int) -> SystemTrack {
    completed(store.slots[slot].published, slot)
  }

  /// A track of ours, at its time, with what other systems' tracks of the aircraft add.
  func completed(_ track: SystemTrack, _ slot: Int) -> SystemTrack {
    track.alsoTracked.isEmpty ? track : fused(track, slot).track
  }

  /// The same with the velocity's covariance, and the systems that entered the position.
  func fused(
    _ track: SystemTrack, _ slot: Int
  ) -> (track: SystemTrack, velocityCovariance: HorizontalCovariance, fusedWith: [SensorNumber]) {
    let motion = store.slots[slot].motion
    var estimate =
      track.time == motion.time ? motion.estimate : motion.predicted(at: track.time, models: models)
    var result = track
    var systems: [SensorNumber] = []
    for other in track.alsoTracked {
      guard let external = store.slot(ofExternal: ExternalLink.key(other.sensor, other.localTrackNumber)) else {
        continue
      }
      result.fill(from: store.slots[external].published)
      guard store.slots[external].external?.isFused == true,
        fuse(
          store.slots[external].published, into: &estimate, motion, isVelocityKnown: track.isVelocityKnown,
          at: track.time)
      else { continue }
      systems.append(other.sensor)
    }
    let here = motion.plane(at: estimate.position)
    let place = here.origin
    if !systems.isEmpty, place.isValid {
      result.latitudeRadians = place.latitudeRadians
      result.longitudeRadians = place.longitudeRadians
      result.positionCovariance = HorizontalCovariance(estimate.positionCovariance)
      let velocity = rotated(estimate.velocity, from: motion.plane, to: here)
      result.velocity = GroundVelocity(eastMetresPerSecond: velocity.east, northMetresPerSecond: velocity.north)
    }
    return (result, HorizontalCovariance(estimate.velocityCovariance), systems)
  }

  /// Takes an external track's position, carried on by its own velocity, and its velocity into an estimate by covariance
  /// intersection, each for itself. False where it is too old.
  private func fuse(
    _ theirs: SystemTrack, into estimate: inout PlanarEstimate, _ motion: TrackMotion, isVelocityKnown: Bool,
    at time: SurveillanceTime
  ) -> Bool {
    let seconds = time.seconds(since: theirs.time)
    guard theirs.isVelocityKnown, theirs.status != .coasting, seconds.magnitude <= parameters.externalFusionSeconds
    else { return false }
    let there = LocalTangentPlane(
      origin: GeodeticPosition(latitudeRadians: theirs.latitudeRadians, longitudeRadians: theirs.longitudeRadians))
    let velocity = rotated(Vector2(theirs.velocity), from: there, to: motion.plane)
    let velocityCovariance = parameters.velocityCovariance(ofExternal: theirs)
    let age = seconds.magnitude
    let diffusion = parameters.externalProcessNoise * age
    let covariance =
      Symmetric2(theirs.positionCovariance) + velocityCovariance * (age * age)
      + Symmetric2(variance: diffusion * age * age / 3)
    (estimate.position, estimate.positionCovariance) = CovarianceIntersection.fused(
      estimate.position, estimate.positionCovariance, motion.local(surface(theirs)) + velocity * seconds, covariance)
    if isVelocityKnown {
      (estimate.velocity, estimate.velocityCovariance) = CovarianceIntersection.fused(
        estimate.velocity, estimate.velocityCovariance, velocity,
        velocityCovariance + Symmetric2(variance: diffusion))
    }
    return true
  }
}

extension TrackerParameters {
  /// The accuracy of an external track's position: as stated, but not better than an aircraft's own; else assumed.
  func positionCovariance(ofExternal report: SensorReport) -> HorizontalCovariance {
    let least = adsbLeastSigmaMetres * adsbLeastSigmaMetres
    var covariance =
      report.external?.positionCovariance
      ?? HorizontalCovariance(sigma: report.positionSigmaMetres ?? externalSigmaMetres)
    covariance.eastEast = max(least, covariance.eastEast)
    covariance.northNorth = max(least, covariance.northNorth)
    return covariance
  }

  /// The same of its velocity, not better than half a metre a second.
  fileprivate func velocityCovariance(ofExternal track: SystemTrack) -> Symmetric2 {
    let stated =
      track.external?.velocityCovariance ?? HorizontalCovariance(sigma: externalVelocitySigmaMetresPerSecond)
    return Symmetric2(ee: max(0.25, stated.eastEast), en: stated.eastNorth, nn: max(0.25, stated.northNorth))
  }
}

extension SystemTrack {
  /// Takes over what another system knows of the aircraft and this track does not.
  fileprivate mutating func fill(from other: SystemTrack) {
    means.formUnion(.external)
    mode3A = mode3A ?? other.mode3A
    modeSAddress = modeSAddress ?? other.modeSAddress
    callsign = callsign ?? other.callsign
    emergency = emergency ?? other.emergency
    isSpecialPosition = isSpecialPosition || other.isSpecialPosition
    pressureAltitude = pressureAltitude ?? other.pressureAltitude
    geometricHeight = geometricHeight ?? other.geometricHeight
    verticalRateMetresPerSecond = verticalRateMetresPerSecond ?? other.verticalRateMetresPerSecond
    var known = other.aircraft
    known.merge(aircraft)
    aircraft = known
  }
}

extension SensorReport {
  /// Takes impossible accuracies out of another system's record.
  mutating func checkExternal() {
    guard let state = external else { return }
    external?.positionCovariance = state.positionCovariance.flatMap { $0.checked(greatestVariance: 1e12) }
    external?.velocityCovariance = state.velocityCovariance.flatMap { $0.checked(greatestVariance: 1e6) }
  }
}

extension HorizontalCovariance {
  /// Nil where a variance is impossible; without correlation where that is.
  fileprivate func checked(greatestVariance: Double) -> HorizontalCovariance? {
    guard eastEast >= 0, northNorth >= 0, eastEast < greatestVariance, northNorth < greatestVariance else { return nil }
    let isPossible = eastNorth * eastNorth < 0.99 * eastEast * northNorth
    return HorizontalCovariance(eastEast: eastEast, eastNorth: isPossible ? eastNorth : 0, northNorth: northNorth)
  }
}
