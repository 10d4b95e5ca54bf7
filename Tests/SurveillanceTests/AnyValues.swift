import Geodesy
import Surveillance

/// Values of every kind with every field at random, for properties of the byte form.
extension SurveillanceTime {
  static func any(_ numbers: inout SeededNumbers) -> Self { Self(nanoseconds: Int64(bitPattern: numbers.next())) }
}

extension Callsign {
  static func any(_ numbers: inout SeededNumbers) -> Self? { Self("X\(numbers.next() % 10_000_000)") }
}

extension DetectionMeans {
  static func any(_ numbers: inout SeededNumbers) -> Self { Self(rawValue: UInt16(numbers.next() % 256)) }
}

extension GroundVelocity {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    Self(eastMetresPerSecond: numbers.double(), northMetresPerSecond: numbers.double())
  }
}

extension Mode3AReply {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    let bits = numbers.next()
    return Self(
      code: Mode3ACode(truncating: UInt16(truncatingIfNeeded: bits)), isValidated: bits & 1 << 20 == 0,
      isGarbled: bits & 1 << 21 == 0, isSmoothed: bits & 1 << 22 == 0)
  }
}

extension GeodeticPosition {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    Self(
      latitudeRadians: numbers.double(), longitudeRadians: numbers.double(),
      height: EllipsoidalHeight(metres: numbers.double()))
  }
}

extension ModeSAddress {
  static func any(_ numbers: inout SeededNumbers) -> Self? { Self(rawValue: UInt32(numbers.next() % 0x100_0000)) }
}

extension HorizontalCovariance {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    Self(eastEast: numbers.double(), eastNorth: numbers.double(), northNorth: numbers.double())
  }
}

extension ExternalTrackState {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    let bits = numbers.next()
    return Self(
      isEnded: bits & 1 == 0, isTentative: bits & 2 == 0, isCoasting: bits & 4 == 0, isSimulated: bits & 8 == 0,
      sources: .any(&numbers), positionCovariance: numbers.maybe { .any(&$0) },
      velocityCovariance: numbers.maybe { .any(&$0) })
  }
}

extension AircraftData {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    func octet(_ numbers: inout SeededNumbers) -> UInt8 { UInt8(truncatingIfNeeded: numbers.next()) }
    var data = AircraftData()
    data.emitterCategory = numbers.maybe(octet)
    data.adsbVersion = numbers.maybe(octet)
    data.nacP = numbers.maybe(octet)
    data.nacV = numbers.maybe(octet)
    data.nic = numbers.maybe(octet)
    data.sil = numbers.maybe(octet)
    data.selectedAltitudeFeet = numbers.maybe { $0.double() }
    data.barometricSettingHectopascals = numbers.maybe { $0.double() }
    data.rollDegrees = numbers.maybe { $0.double() }
    data.trackAngleRateDegreesPerSecond = numbers.maybe { $0.double() }
    data.trueAirspeedKnots = numbers.maybe { $0.double() }
    data.indicatedAirspeedKnots = numbers.maybe { $0.double() }
    data.mach = numbers.maybe { $0.double() }
    data.magneticHeadingDegrees = numbers.maybe { $0.double() }
    data.flightStatus = numbers.maybe { FlightStatus(rawValue: UInt8($0.next() % 6)) }
    data.amplitudeDecibelMilliwatts = numbers.maybe { $0.double() }
    data.departure = numbers.maybe(Callsign.any)
    data.destination = numbers.maybe(Callsign.any)
    data.aircraftType = numbers.maybe(Callsign.any)
    data.unmanned = numbers.maybe(UnmannedAircraft.any)
    return data
  }
}

extension UnmannedIdentifier {
  static func any(_ numbers: inout SeededNumbers) -> Self? {
    Self(
      Kind.allCases[Int(numbers.next() % 4)], octets: (0..<20).map { _ in UInt8(truncatingIfNeeded: numbers.next()) })
  }
}

extension UnmannedAircraft {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    var unmanned = UnmannedAircraft(transmitter: numbers.next())
    unmanned.identifier = numbers.maybe(UnmannedIdentifier.any)
    unmanned.kind = numbers.maybe { Kind(rawValue: UInt8($0.next() % 16)) }
    unmanned.operatorIdentifier = numbers.maybe { ShortText("OP \($0.next() % 1_000_000)") }
    unmanned.operatorPosition = numbers.maybe {
      OperatorPosition(
        latitudeRadians: $0.double(), longitudeRadians: $0.double(),
        kind: OperatorPosition.Kind(rawValue: UInt8($0.next() % 4)))
    }
    unmanned.europeanCategory = numbers.maybe { EuropeanCategory(rawValue: UInt8($0.next() % 4)) }
    unmanned.europeanClass = numbers.maybe { UInt8($0.next() % 7) }
    unmanned.status = numbers.maybe { Status(rawValue: UInt8($0.next() % 5)) }
    unmanned.height = numbers.maybe { Height(metres: $0.double(), reference: $0.next() & 1 == 0 ? .takeOff : .ground) }
    unmanned.selfDescription = numbers.maybe { ShortText("text \($0.next() % 1_000_000)") }
    unmanned.identifierChanges = UInt8(truncatingIfNeeded: numbers.next())
    unmanned.transmitterCount = UInt16(truncatingIfNeeded: numbers.next())
    return unmanned
  }
}

extension SensorReport {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    var report = SensorReport(
      kind: Kind(rawValue: UInt8(numbers.next() % 3)) ?? .plot,
      sensor: SensorNumber(rawValue: UInt16(truncatingIfNeeded: numbers.next())), time: .any(&numbers),
      means: .any(&numbers))
    report.position = numbers.maybe {
      $0.next() & 1 == 0
        ? .polar(slantRangeMetres: $0.double(), azimuthRadians: $0.double())
        : .geodetic(latitudeRadians: $0.double(), longitudeRadians: $0.double())
    }
    report.positionSigmaMetres = numbers.maybe { $0.double() }
    report.velocity = numbers.maybe(GroundVelocity.any)
    report.mode3A = numbers.maybe(Mode3AReply.any)
    report.pressureAltitude = numbers.maybe {
      PressureAltitudeReport(
        altitude: PressureAltitude(metres: $0.double()), isValidated: $0.next() & 1 == 0, isGarbled: $0.next() & 1 == 0)
    }
    report.geometricHeight = numbers.maybe { EllipsoidalHeight(metres: $0.double()) }
    report.measuredHeight = numbers.maybe { OrthometricHeight(metres: $0.double()) }
    report.verticalRateMetresPerSecond = numbers.maybe { $0.double() }
    report.modeSAddress = numbers.maybe(ModeSAddress.any)
    report.callsign = numbers.maybe(Callsign.any)
    report.isOnGround = numbers.maybe { $0.next() & 1 == 0 }
    report.emergency = numbers.maybe { EmergencyState(rawValue: UInt8($0.next() % 7)) }
    report.isSpecialPosition = numbers.next() & 1 == 0
    report.localTrackNumber = numbers.maybe { UInt16(truncatingIfNeeded: $0.next()) }
    report.external = numbers.maybe(ExternalTrackState.any)
    report.aircraft = .any(&numbers)
    return report
  }
}

extension SystemTrack {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    var track = SystemTrack(
      number: TrackNumber(rawValue: UInt32(truncatingIfNeeded: numbers.next())),
      page: PicturePage(rawValue: UInt8(truncatingIfNeeded: numbers.next())), time: .any(&numbers),
      latitudeRadians: numbers.double(), longitudeRadians: numbers.double())
    track.status = Status(rawValue: UInt8(numbers.next() % 3)) ?? .tentative
    track.velocity = .any(&numbers)
    track.isVelocityKnown = numbers.next() & 1 == 0
    track.positionCovariance = .any(&numbers)
    track.alsoTracked = [OtherSystemTrack(sensor: SensorNumber(rawValue: 3), localTrackNumber: 77)]
    track.pressureAltitude = numbers.maybe { PressureAltitude(metres: $0.double()) }
    track.geometricHeight = numbers.maybe { EllipsoidalHeight(metres: $0.double()) }
    track.measuredHeight = numbers.maybe { OrthometricHeight(metres: $0.double()) }
    track.estimatedHeight = numbers.maybe {
      EstimatedHeight(height: EllipsoidalHeight(metres: $0.double()), sigmaMetres: $0.double())
    }
    track.verticalRateMetresPerSecond = numbers.maybe { $0.double() }
    track.mode3A = numbers.maybe(Mode3AReply.any)
    track.modeSAddress = numbers.maybe(ModeSAddress.any)
    track.callsign = numbers.maybe(Callsign.any)
    track.isOnGround = numbers.next() & 1 == 0
    track.isSpecialPosition = numbers.next() & 1 == 0
    track.emergency = numbers.maybe { EmergencyState(rawValue: UInt8($0.next() % 7)) }
    track.means = .any(&numbers)
    for sensor in 0..<UInt16(numbers.next() % 4) {
      track.contributions.append(
        TrackContribution(
          sensor: SensorNumber(rawValue: sensor), means: .any(&numbers), lastTime: .any(&numbers),
          reports: UInt32(truncatingIfNeeded: numbers.next())))
    }
    track.firstSeen = .any(&numbers)
    track.lastUpdate = .any(&numbers)
    track.updates = UInt32(truncatingIfNeeded: numbers.next())
    track.external = numbers.maybe(ExternalTrackState.any)
    track.aircraft = .any(&numbers)
    return track
  }
}

extension Alert {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    var alert = Alert(
      id: UInt32(truncatingIfNeeded: numbers.next()),
      rule: AlertRule(rawValue: UInt8(1 + numbers.next() % 4)) ?? .sensorSilent,
      priority: AlertPriority(rawValue: UInt8(numbers.next() % 3)) ?? .advisory, title: "Titel · \(numbers.next())",
      cause: "naïve – \(numbers.next()).", track: numbers.maybe { TrackNumber(rawValue: UInt32($0.next() % 1000)) },
      sensor: numbers.maybe { SensorNumber(rawValue: UInt16($0.next() % 1000)) },
      volume: numbers.maybe { "v\($0.next())" },
      raised: .any(&numbers))
    alert.cleared = numbers.maybe(SurveillanceTime.any)
    alert.acknowledged = numbers.maybe(SurveillanceTime.any)
    alert.acknowledgedBy = numbers.maybe { "op\($0.next())" }
    return alert
  }
}

extension SensorConfiguration {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    let bits = numbers.next()
    let id: SensorID =
      bits & 1 == 0
      ? .asterix(sac: UInt8(truncatingIfNeeded: bits >> 8), sic: UInt8(truncatingIfNeeded: bits >> 16))
      : .receiver(FeedNumber(rawValue: UInt16(truncatingIfNeeded: bits >> 24)))
    return SensorConfiguration(
      id: id, name: "Sensor \(bits)", type: SensorType(rawValue: UInt8(numbers.next() % 8)) ?? .unknown,
      antenna: numbers.maybe(GeodeticPosition.any), range: numbers.maybe { .metres($0.double()) },
      rangeCorrection: .metres(numbers.double()), azimuthCorrection: .radians(numbers.double()),
      scanPeriodSeconds: numbers.maybe { $0.double() }, isFictional: bits & 2 == 0,
      coverage: CoverageLimits(
        greatestRangeMetres: numbers.maybe { $0.double() }, leastElevationRadians: numbers.maybe { $0.double() },
        greatestElevationRadians: numbers.maybe { $0.double() },
        blankedSectors: bits & 4 == 0
          ? [] : [AzimuthSector(fromRadians: numbers.double(), toRadians: numbers.double())]),
      primaryRangeSigma: numbers.maybe { .metres($0.double()) },
      primaryAzimuthSigma: numbers.maybe { .radians($0.double()) },
      siteMonitors: bits & 8 == 0
        ? []
        : [
          KnownTransponder(
            modeSAddress: numbers.maybe(ModeSAddress.any),
            mode3A: numbers.maybe { Mode3ACode(truncating: UInt16(truncatingIfNeeded: $0.next())) },
            position: .any(&numbers))
        ])
  }
}

extension SiteMonitor {
  static func any(_ numbers: inout SeededNumbers) -> Self {
    SiteMonitor(
      sensor: SensorNumber(rawValue: UInt16(numbers.next() % 300)),
      mode3A: numbers.maybe { Mode3ACode(truncating: UInt16(truncatingIfNeeded: $0.next())) },
      modeSAddress: numbers.maybe(ModeSAddress.any), page: PicturePage(rawValue: UInt8(numbers.next() % 5)),
      latitudeRadians: numbers.double(), longitudeRadians: numbers.double(), lastSeen: .any(&numbers),
      reports: UInt32(truncatingIfNeeded: numbers.next()))
  }
}
