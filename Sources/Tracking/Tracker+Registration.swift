import Geodesy
public import Surveillance

/// Where an aircraft itself said it was, with its speed, for a comparison with radar plots that follow.
struct OwnReport: Hashable {
  var time: SurveillanceTime
  var latitudeRadians: Double
  var longitudeRadians: Double
  var velocity: GroundVelocity
  var sigmaMetres: Double
}

extension Tracker {
  /// What was learnt of the radars' alignment and clocks, by ascending sensor.
  public var registrations: [Registration] {
    registration.entries.map(\.published).sorted { $0.sensor < $1.sensor }
  }

  /// What was learnt of one radar.
  public func registration(of sensor: SensorNumber) -> Registration? {
    registration.entry(of: sensor).map { registration.entries[$0].published }
  }

  /// Applies what is known: it holds for one step, so that all reports of a step are placed alike.
  mutating func applyRegistrations() {
    for entry in registration.entries {
      let index = entry.published.sensor.index
      if index < prepared.count { prepared[index]?.offset = entry.published.applied }
    }
  }

  /// Keeps the place an aircraft reports of itself.
  mutating func noteOwnReport(_ report: SensorReport, _ slot: Int) {
    guard report.kind == .adsb, report.means == .adsb, let velocity = report.velocity,
      case .geodetic(let latitude, let longitude) = report.position
    else { return }
    if let known = store.slots[slot].ownReport, known.time > report.time { return }
    store.slots[slot].ownReport = OwnReport(
      time: report.time, latitudeRadians: latitude, longitudeRadians: longitude, velocity: velocity,
      sigmaMetres: report.positionSigmaMetres ?? parameters.adsbSigmaMetres)
  }

  // MARK: Pairs

  /// Compares a radar's plot with what else is known of the place of the track's aircraft: by its own report, or by
  /// another radar's plot; never by the track, which the radar itself has pulled.
  ///
  /// - Parameter isStray: Whether the plot is the track's by name alone, too far away to be taken: nothing is compared
  ///   with it later.
  mutating func learnRegistration(
    _ report: SensorReport, _ placed: PlacedReport, _ slot: Int, isStray: Bool = false
  ) {
    // What comes late would be compared with where the aircraft flies by now.
    guard report.kind == .plot, !isLate(report.time, for: slot), case .polar(let range, let azimuth) = report.position,
      range > parameters.registrationLeastRangeMetres, store.isCooperative(slot),
      let height = height(of: report, slot, isStray: isStray), let site = prepared[report.sensor.index]
    else { return }
    let pair = pairWithOwnReport(report, placed, slot, site) ?? pairWithRadar(report, placed, slot, site)
    if let pair { registration.take(pair, at: stepTime, parameters: parameters) }
    guard !isStray else { return }
    store.slots[slot].remember(
      RadarPlot(
        sensor: report.sensor, time: report.time.adding(seconds: site.offset.clockSeconds), rangeMetres: range,
        azimuthRadians: azimuth, heightMetres: height, covariance: placed.covariance))
  }

  private func height(of report: SensorReport, _ slot: Int, isStray: Bool) -> Double? {
    if let level = report.goodLevelMetres { return level }
    return isStray ? nil : store.level(slot, at: report.time, parameters: parameters)
  }

  /// A plot with a known address that lies too far from its track to be taken: it may be the radar that is displaced, and
  /// is learnt from. True where that is likely, and the plot no second aircraft.
  mutating func isDisplaced(_ report: SensorReport, _ placed: PlacedReport, _ address: ModeSAddress) -> Bool {
    guard report.kind == .plot, case .polar(let range, _) = report.position else { return false }
    let reach =
      parameters.registrationReach * (parameters.rangeOffsetSigmaMetres + parameters.azimuthOffsetSigmaRadians * range)
    var isNear = false
    var slot = store.firstSlot(of: address)
    while slot != TrackStore.none {
      let candidate = Int(slot)
      slot = store.nextSlot(after: candidate)
      guard store.isConfirmed(candidate), store.slots[candidate].published.page == placed.page else { continue }
      let motion = store.slots[candidate].motion
      let distance = motion.local(placed) - motion.position(at: placed.time)
      guard distance.squaredLength < reach * reach else { continue }
      learnRegistration(report, placed, candidate, isStray: true)
      isNear = true
    }
    guard isNear, registration.isInDoubt(report.sensor, parameters) else { return false }
    tallies[report.sensor.index].echoes &+= 1
    return true
  }

  private mutating func pairWithOwnReport(
    _ report: SensorReport, _ placed: PlacedReport, _ slot: Int, _ site: PreparedSite
  ) -> RegistrationPair? {
    guard let own = store.slots[slot].ownReport, own.sigmaMetres <= parameters.registrationOwnSigmaMetres
    else { return nil }
    let dt = report.time.seconds(since: own.time) + parameters.adsbLatencySeconds
    guard dt.magnitude <= parameters.registrationOwnAgeSeconds, isDue(report.sensor, ownReport: true) else {
      return nil
    }
    let velocity = Vector2(own.velocity)
    guard let design = site.design(at: placed, report, velocity: velocity) else { return nil }
    let said = placed.plane.local(
      GeodeticPosition(latitudeRadians: own.latitudeRadians, longitudeRadians: own.longitudeRadians))
    let place = Vector2(east: said.eastMetres, north: said.northMetres) + velocity * dt
    // The report's own error and latency, which last, and what a turn does in the time between.
    let spread = velocity * parameters.adsbLatencySigmaSeconds
    let turn = turnMetres(in: dt)
    let lasting =
      Symmetric2(variance: own.sigmaMetres * own.sigmaMetres)
      + Symmetric2(
        ee: spread.east * spread.east, en: spread.east * spread.north, nn: spread.north * spread.north)
    return RegistrationPair(
      sensor: report.sensor, design: design, reference: .ownReport, velocity: velocity, difference: place * -1,
      covariance: placed.covariance + lasting * parameters.registrationPersistence
        + Symmetric2(variance: turn * turn), target: store.number(slot).rawValue)
  }

  private mutating func pairWithRadar(
    _ report: SensorReport, _ placed: PlacedReport, _ slot: Int, _ site: PreparedSite
  ) -> RegistrationPair? {
    guard store.isConfirmed(slot), store.slots[slot].published.isVelocityKnown,
      let other = otherPlot(than: report, slot), let otherSite = prepared[other.sensor.index],
      isDue(report.sensor, ownReport: false)
    else { return nil }
    let motion = store.slots[slot].motion
    let velocity = rotated(motion.estimate.velocity, from: motion.plane, to: placed.plane)
    guard let target = otherSite.place(other), let design = site.design(at: placed, report, velocity: velocity)
    else { return nil }
    let seen = placed.plane.local(target)
    let dt = report.time.seconds(since: other.time.adding(seconds: -otherSite.offset.clockSeconds))
    let place = Vector2(east: seen.eastMetres, north: seen.northMetres) + velocity * dt
    guard
      let otherDesign = otherSite.design(
        seenFrom: placed.plane, rangeMetres: other.rangeMetres, velocity: velocity)
    else { return nil }
    let speedSigma = parameters.registrationSpeedSigmaMetresPerSecond
    let spread = (motion.estimate.velocityCovariance.trace / 2 + speedSigma * speedSigma) * dt * dt
    let turn = turnMetres(in: dt)
    return RegistrationPair(
      sensor: report.sensor, design: design, reference: .radar(other.sensor, otherDesign), velocity: velocity,
      difference: place * -1,
      covariance: placed.covariance + other.covariance + Symmetric2(variance: spread + turn * turn),
      target: store.number(slot).rawValue)
  }

  /// The latest plot of another radar, not from before either radar's last jump.
  private func otherPlot(than report: SensorReport, _ slot: Int) -> RadarPlot? {
    var best: RadarPlot?
    for plot in store.slots[slot].radarPlots where plot.sensor != report.sensor && plot.sensor.index < prepared.count {
      guard report.time.seconds(since: plot.time).magnitude <= parameters.registrationPairSeconds,
        best.map({ $0.time < plot.time }) ?? true
      else { continue }
      if let jump = registration(of: plot.sensor)?.jump, plot.time < jump.time { continue }
      best = plot
    }
    return best
  }

  private mutating func isDue(_ sensor: SensorNumber, ownReport: Bool) -> Bool {
    guard let entry = registration.entry(of: sensor) else { return true }
    return registration.isDue(entry, ownReport: ownReport, at: stepTime, parameters: parameters)
  }

  /// How far a turn takes an aircraft off the straight line, one standard deviation.
  private func turnMetres(in seconds: Double) -> Double {
    0.5 * parameters.registrationTurnMetresPerSecondSquared * seconds * seconds
  }
}

extension PreparedSite {
  /// Where a remembered plot lies on the ellipsoid by what is known of its radar now.
  fileprivate func place(_ plot: RadarPlot) -> ECEFPosition? {
    geometry.localTarget(
      slantRangeMetres: max(0, plot.rangeMetres - offset.rangeMetres),
      azimuthRadians: plot.azimuthRadians - offset.azimuthRadians, height: EllipsoidalHeight(metres: plot.heightMetres)
    ).map { ECEFPosition(beneath: geometry.plane.ecef($0)) }
  }

  /// What this radar's offsets do to a plot of its own; nil where it is not polar.
  func design(
    at placed: PlacedReport, _ report: SensorReport, velocity: Vector2
  ) -> RegistrationDesign? {
    guard case .polar(let range, _) = report.position else { return nil }
    return design(seenFrom: placed.plane, rangeMetres: range, velocity: velocity)
  }

  /// The same at the origin of a plane; nil too close overhead, where slant range says little of distance.
  fileprivate func design(
    seenFrom plane: LocalTangentPlane, rangeMetres: Double, velocity: Vector2
  ) -> RegistrationDesign? {
    let back = plane.local(geometry.plane.originECEF)
    let ground = (back.eastMetres * back.eastMetres + back.northMetres * back.northMetres).squareRoot()
    guard ground > 0.7 * rangeMetres, ground > 1 else { return nil }
    let outward = Vector2(east: -back.eastMetres / ground, north: -back.northMetres / ground)
    return RegistrationDesign(
      range: outward * max(1, rangeMetres / ground),
      azimuth: Vector2(east: outward.north, north: -outward.east) * ground, clock: velocity * -1, applied: offset)
  }
}

extension SensorReport {
  /// The report with its radar's clock put right.
  func timed(by site: PreparedSite) -> SensorReport {
    guard site.offset.clockSeconds != 0, kind == .plot else { return self }
    var report = self
    report.time = time.adding(seconds: -site.offset.clockSeconds)
    return report
  }
}

extension LiveTrack {
  /// Keeps a radar's plot in place of its last one.
  fileprivate mutating func remember(_ plot: RadarPlot) {
    for index in radarPlots.indices where radarPlots[index].sensor == plot.sensor {
      radarPlots[index] = plot
      return
    }
    radarPlots.append(plot)
  }
}

extension OwnReport: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(time)
    writer.write(latitudeRadians)
    writer.write(longitudeRadians)
    writer.write(velocity.eastMetresPerSecond)
    writer.write(velocity.northMetresPerSecond)
    writer.write(sigmaMetres)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    time = try reader.value()
    latitudeRadians = try reader.double()
    longitudeRadians = try reader.double()
    velocity = GroundVelocity(eastMetresPerSecond: try reader.double(), northMetresPerSecond: try reader.double())
    sigmaMetres = try reader.double()
  }
}
