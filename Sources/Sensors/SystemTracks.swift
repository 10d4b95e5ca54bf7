import Asterix
import Geodesy
import Surveillance

extension ReadingContext {
  /// A source whose last update is older than this does not feed a system track any more, seconds.
  static let sourceAgeLimitSeconds = 20.0

  /// Reads another system's track (CAT062). It is shown as such and never tracked again.
  mutating func read(_ message: Category062Report, in datagram: DecodedDatagram) -> SensorReport? {
    if sensor.configuration.type == .unknown { sensor.type = .systemTracker }
    let status = message.status
    let isEnd = status?.isEnd ?? false
    guard message.position != nil || isEnd else { return dismiss(.noPosition) }
    let sources = Self.sources(status: status, ages: message.ages)
    var report = SensorReport(
      kind: .systemTrack, sensor: sensor.number, time: time(ofDay: message.timeOfDaySeconds),
      means: sources.union(.external))
    report.position = message.position.map {
      .geodetic(
        latitudeRadians: Angle.radians(fromDegrees: $0.latitudeDegrees),
        longitudeRadians: Angle.radians(fromDegrees: $0.longitudeDegrees))
    }
    report.localTrackNumber = message.trackNumber
    report.velocity = message.velocityMetresPerSecond.map {
      GroundVelocity(eastMetresPerSecond: $0.x, northMetresPerSecond: $0.y)
    }
    report.external = ExternalTrackState(
      isEnded: isEnd, isTentative: status?.isTentative ?? false, isCoasting: status?.isCoasting ?? false,
      isSimulated: status?.isSimulated ?? false, sources: sources,
      positionCovariance: message.accuracy.flatMap { Self.positionCovariance($0, at: message.position) },
      velocityCovariance: message.accuracy?.velocityMetresPerSecond.map {
        HorizontalCovariance(eastEast: $0.x * $0.x, eastNorth: 0, northNorth: $0.y * $0.y)
      })
    readLevel(message, into: &report)
    readIdentity(message, into: &report)
    if let aircraft = message.aircraft {
      read(aircraft, into: &report.aircraft)
      readCommB(aircraft.commB, in: datagram, into: &report.aircraft)
    }
    return report
  }

  /// The accuracy of a position: in metres where it is given so (APC, with COV, the signed root of the covariance), else
  /// from degrees (APW).
  static func positionCovariance(_ accuracy: Accuracy062, at place: GeographicDegrees?) -> HorizontalCovariance? {
    if let sigma = accuracy.positionMetres {
      let cross = accuracy.covarianceMetres ?? 0
      return HorizontalCovariance(
        eastEast: sigma.x * sigma.x, eastNorth: cross * cross.magnitude, northNorth: sigma.y * sigma.y)
    }
    guard let sigma = accuracy.position, let place else { return nil }
    let metresPerDegree = Angle.radians(fromDegrees: WGS84.meanRadiusMetres)
    let north = sigma.latitudeDegrees * metresPerDegree
    let parallel = Elementary.cos(Angle.radians(fromDegrees: place.latitudeDegrees))
    let east = sigma.longitudeDegrees * metresPerDegree * parallel
    return HorizontalCovariance(eastEast: east * east, eastNorth: 0, northNorth: north * north)
  }

  /// Reads a tracker's service message (CAT065).
  mutating func read(_ message: Category065Report) {
    if sensor.configuration.type == .unknown { sensor.type = .systemTracker }
    guard let status = message.systemStatus else { return }
    // I065/040 NOGO: 0 operational, 1 degraded, 2 not connected, 3 unknown.
    sensor.fault = status == 0 ? nil : "the tracker reports state \(status) (I065/040 NOGO)"
  }

  /// Which sources feed a track: those whose age I062/290 gives and keeps low, and that I062/080 does not call old.
  ///
  /// The bits PSR, SSR, MDS and ADS of I062/080 are set where the source is *old*: they stand the other way round than their
  /// names suggest.
  static func sources(status: TrackStatus062?, ages: UpdateAges062?) -> DetectionMeans {
    let hasAgeBits = (status?.partCount ?? 0) >= 4
    var sources: DetectionMeans = []
    func consider(_ means: DetectionMeans, isOld: Bool?, age: Double?) {
      let byBits = hasAgeBits ? isOld.map(!) : nil
      let byAge = ages == nil ? nil : age.map { $0 <= Self.sourceAgeLimitSeconds } ?? false
      switch (byBits, byAge) {
      case (let bits?, let age?): if bits && age { sources.insert(means) }
      case (let bits?, nil): if bits { sources.insert(means) }
      case (nil, let age?): if age { sources.insert(means) }
      case (nil, nil): break
      }
    }
    consider(.primary, isOld: status?.isPrimaryOld, age: ages?.primary)
    consider(.secondary, isOld: status?.isSecondaryOld, age: ages?.secondary)
    consider(.modeS, isOld: status?.isModeSOld, age: ages?.modeS)
    consider(
      .adsb, isOld: status?.isADSBOld, age: [ages?.extendedSquitter, ages?.uat, ages?.vdlMode4].compactMap { $0 }.min())
    consider(.multilateration, isOld: nil, age: ages?.multilateration)
    return sources
  }

  private func readLevel(_ message: Category062Report, into report: inout SensorReport) {
    if let level = message.measuredFlightLevel {
      report.pressureAltitude = PressureAltitudeReport(altitude: PressureAltitude(flightLevel: level))
    } else if let level = message.barometricAltitude, message.isQNHApplied == false {
      report.pressureAltitude = PressureAltitudeReport(altitude: PressureAltitude(flightLevel: level))
    }
    report.geometricHeight = message.geometricAltitudeFeet.map { EllipsoidalHeight(feet: $0) }
    report.verticalRateMetresPerSecond = message.verticalRateFeetPerMinute.map {
      VerticalRate.feetPerMinute($0).metresPerSecond
    }
  }

  private func readIdentity(_ message: Category062Report, into report: inout SensorReport) {
    report.mode3A = message.mode3A.map {
      // Bit 14 of I062/060 tells of a change of code, not of smoothing.
      Mode3AReply(
        code: Mode3ACode(truncating: $0.code), isValidated: !$0.isNotValidated, isGarbled: $0.isGarbled)
    }
    report.modeSAddress = ModeSAddress(message.aircraft?.address)
    report.callsign =
      message.targetIdentification.flatMap { Callsign($0.callsign) }
      ?? message.aircraft?.callsign.flatMap(Callsign.init) ?? message.flightPlan?.callsign.flatMap(Callsign.init)
    report.isSpecialPosition = message.status?.hasSPI ?? false
    report.isOnGround = message.status?.isSurface == true || message.aircraft?.isGroundBitSet == true
    report.emergency = message.status?.emergency.flatMap { EmergencyState(rawValue: $0) }
    if message.status?.isMilitaryEmergency == true { report.emergency = .general }
    report.aircraft.aircraftType = message.flightPlan?.aircraftType.flatMap(Callsign.init)
    report.aircraft.departure = message.flightPlan?.departure.flatMap(Callsign.init)
    report.aircraft.destination = message.flightPlan?.destination.flatMap(Callsign.init)
  }

  private func read(_ aircraft: AircraftData062, into data: inout AircraftData) {
    data.magneticHeadingDegrees = aircraft.magneticHeadingDegrees
    data.indicatedAirspeedKnots =
      aircraft.indicatedAirspeedKnots ?? aircraft.indicatedAirspeedNauticalMilesPerSecond.map { $0 * 3600 }
    data.mach = aircraft.mach ?? aircraft.indicatedMach
    data.trueAirspeedKnots = aircraft.trueAirspeedKnots
    data.selectedAltitudeFeet = aircraft.selectedAltitudeFeet ?? aircraft.finalSelectedAltitudeFeet
    data.barometricSettingHectopascals = aircraft.pressureSettingHectopascals
    data.rollDegrees = aircraft.rollDegrees
    data.trackAngleRateDegreesPerSecond = aircraft.turnRateDegreesPerSecond
    data.emitterCategory = aircraft.emitterCategory.flatMap(Self.emitterCategory)
    data.flightStatus = aircraft.flightStatus.flatMap { FlightStatus(rawValue: $0) }
  }
}
