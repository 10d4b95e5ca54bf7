import Geodesy
import Surveillance

/// A report's place on the ellipsoid's surface with its error, ready to meet tracks.
struct PlacedReport {
  /// Index among the step's reports.
  var index: Int
  var sensor: SensorNumber
  var page: PicturePage
  var time: SurveillanceTime
  /// The tangent plane at the place; its origin is the place.
  var plane: LocalTangentPlane
  /// Error of the place, in that plane.
  var covariance: Symmetric2
  /// The part of it that the sensor makes, without the height's.
  var noise: Symmetric2
  /// How far the place moves with each metre that is assumed of the height; nought where the height was measured.
  var shiftPerHeight = Vector2(east: 0, north: 0)
  /// Whether the height that turned slant range into distance was a guess.
  var isHeightAssumed: Bool

  var surface: ECEFPosition { plane.originECEF }
}

/// A height above the ellipsoid with its standard deviation, for turning a slant range into a distance.
struct AssumedHeight: Hashable {
  var metres: Double
  var sigmaMetres: Double
  /// Whether the target's plots have told it: then it is believed at steep angles too.
  var isLearnt = false
}

extension TrackerParameters {
  /// What is assumed of the height of a target that nobody measured, by its speed.
  func assumedHeight(speedMetresPerSecond speed: Double?) -> AssumedHeight {
    guard let speed else {
      return AssumedHeight(metres: unknownHeightMetres, sigmaMetres: unknownHeightSigmaMetres)
    }
    if speed < slowSpeedMetresPerSecond {
      return AssumedHeight(metres: slowHeightMetres, sigmaMetres: slowHeightSigmaMetres)
    }
    if speed > fastSpeedMetresPerSecond {
      return AssumedHeight(metres: fastHeightMetres, sigmaMetres: fastHeightSigmaMetres)
    }
    return AssumedHeight(metres: unknownHeightMetres, sigmaMetres: unknownHeightSigmaMetres)
  }
}

/// A sensor as the step needs it: checked numbers and prepared geometry, nothing that costs to copy.
struct PreparedSite {
  var page: PicturePage
  var geometry: RadarGeometry
  var rangeSigmaMetres: Double
  var azimuthSigmaRadians: Double
  /// The same of echoes alone.
  var primaryRangeSigmaMetres: Double
  var primaryAzimuthSigmaRadians: Double
  var scanPeriodSeconds: Double?
  /// Whether surveyed transponders are known to it.
  var hasSiteMonitors: Bool
  var fusesTracks: Bool
  /// What registration takes off every slant range, azimuth and time.
  var offset = RegistrationOffsets()

  /// Nil where the site's numbers are unusable; its reports are refused then. Of optional numbers unusable ones count as
  /// not given.
  init?(_ site: SensorSite) {
    guard site.antenna.isValid, site.antenna.longitudeRadians.magnitude < 10,
      site.antenna.height.metres.magnitude < 100_000,
      site.rangeSigmaMetres >= 0, site.rangeSigmaMetres < 100_000, site.azimuthSigmaRadians >= 0,
      site.azimuthSigmaRadians < 1
    else { return nil }
    page = site.page
    geometry = RadarGeometry(antenna: site.antenna)
    rangeSigmaMetres = site.rangeSigmaMetres
    azimuthSigmaRadians = site.azimuthSigmaRadians
    primaryRangeSigmaMetres = Self.usable(site.primaryRangeSigmaMetres, 0..<100_000) ?? site.rangeSigmaMetres
    primaryAzimuthSigmaRadians = Self.usable(site.primaryAzimuthSigmaRadians, 0..<1) ?? site.azimuthSigmaRadians
    scanPeriodSeconds = Self.usable(site.scanPeriodSeconds, 0.1..<120)
    hasSiteMonitors = !site.siteMonitors.isEmpty
    fusesTracks = site.fusesTracks
  }

  private static func usable(_ number: Double?, _ range: Range<Double>) -> Double? {
    number.flatMap { range.contains($0) ? $0 : nil }
  }

  /// One standard deviation of the slant range and azimuth of a report: an echo alone is placed by its own accuracy.
  func sigmas(of report: SensorReport) -> (rangeMetres: Double, azimuthRadians: Double) {
    report.isPrimaryOnly
      ? (primaryRangeSigmaMetres, primaryAzimuthSigmaRadians) : (rangeSigmaMetres, azimuthSigmaRadians)
  }

  /// Puts a report on the ellipsoid; nil where it has no place.
  ///
  /// - Parameter height: What to assume where the report carries no height.
  func place(
    _ report: SensorReport, index: Int, height assumed: AssumedHeight, parameters: TrackerParameters
  ) -> PlacedReport? {
    switch report.position {
    case .polar(let range, let azimuth):
      return placePolar(
        report, index: index, range: max(0, range - offset.rangeMetres), azimuth: azimuth - offset.azimuthRadians,
        assumed: assumed, parameters: parameters)
    case .geodetic(let latitude, let longitude):
      return placeGeodetic(
        report, index: index, latitude: latitude, longitude: longitude, parameters: parameters)
    case nil: return nil
    }
  }

  /// The height a report itself gives: pressure altitude (taken as height above the ellipsoid: the difference, some
  /// hundred metres, shifts a plot by far less than its noise except close overhead), else a measured one.
  private func measuredHeight(of report: SensorReport, parameters: TrackerParameters) -> AssumedHeight? {
    if let level = report.pressureAltitude, level.isValidated, !level.isGarbled {
      return AssumedHeight(metres: level.altitude.metres, sigmaMetres: parameters.pressureHeightSigmaMetres)
    }
    if let height = report.measuredHeight {
      return AssumedHeight(metres: height.metres, sigmaMetres: parameters.pressureHeightSigmaMetres)
    }
    if let height = report.geometricHeight {
      return AssumedHeight(metres: height.metres, sigmaMetres: parameters.pressureHeightSigmaMetres)
    }
    if report.isOnGround == true {
      return AssumedHeight(metres: geometry.antenna.height.metres, sigmaMetres: parameters.pressureHeightSigmaMetres)
    }
    return nil
  }

  /// The greatest height above the ellipsoid that is assumed of a target at a slant range, metres.
  func ceiling(of assumed: AssumedHeight, range: Double, parameters: TrackerParameters) -> Double {
    let sine = assumed.isLearnt ? parameters.greatestLearntElevationSine : parameters.greatestAssumedElevationSine
    return geometry.antenna.height.metres + sine * range
  }

  private func placePolar(
    _ report: SensorReport, index: Int, range: Double, azimuth: Double, assumed: AssumedHeight,
    parameters: TrackerParameters
  ) -> PlacedReport? {
    let measured = measuredHeight(of: report, parameters: parameters)
    let antennaHeight = geometry.antenna.height.metres
    var height = measured ?? assumed
    if measured == nil {
      height.metres = min(height.metres, ceiling(of: assumed, range: range, parameters: parameters))
    }
    guard
      let target = geometry.localTarget(
        slantRangeMetres: range, azimuthRadians: azimuth, height: EllipsoidalHeight(metres: height.metres))
    else { return nil }
    let plane = LocalTangentPlane(beneath: geometry.plane.ecef(target))
    let back = plane.local(geometry.plane.originECEF)
    let ground = (back.eastMetres * back.eastMetres + back.northMetres * back.northMetres).squareRoot()
    let outward =
      ground > 1
      ? Vector2(east: -back.eastMetres / ground, north: -back.northMetres / ground) : Vector2(east: 0, north: 1)
    // Distance follows from range and height: its derivatives are 1/cos and −tan of the angle at which the beam rises
    // where the target is.
    let rise = height.metres - antennaHeight
    let sine = max(-0.98, min(0.98, range > 1 ? (rise + range * range / (2 * WGS84.meanRadiusMetres)) / range : 0))
    let cosine = (1 - sine * sine).squareRoot()
    let sigmas = sigmas(of: report)
    let radial = sigmas.rangeMetres / cosine
    let byHeight = height.sigmaMetres * sine / cosine
    let across = max(ground * sigmas.azimuthRadians, parameters.crossRangeLeastSigmaMetres)
    let noise = Symmetric2(along: outward, variance: max(radial * radial, 1), acrossVariance: across * across)
    return PlacedReport(
      index: index, sensor: report.sensor, page: page, time: report.time, plane: plane,
      covariance: noise + Symmetric2(along: outward, variance: byHeight * byHeight, acrossVariance: 0), noise: noise,
      shiftPerHeight: outward * (measured == nil ? -sine / cosine : 0), isHeightAssumed: measured == nil)
  }

  private func placeGeodetic(
    _ report: SensorReport, index: Int, latitude: Double, longitude: Double, parameters: TrackerParameters
  ) -> PlacedReport? {
    var plane = LocalTangentPlane(origin: GeodeticPosition(latitudeRadians: latitude, longitudeRadians: longitude))
    let sigma = max(report.positionSigmaMetres ?? parameters.adsbSigmaMetres, parameters.adsbLeastSigmaMetres)
    var covariance = Symmetric2(variance: sigma * sigma * parameters.adsbPersistence)
    if let velocity = report.velocity, report.kind == .adsb {
      // The aircraft has flown on since it measured its place.
      let late = parameters.adsbLatencySeconds
      let moved = LocalPosition(
        eastMetres: velocity.eastMetresPerSecond * late, northMetres: velocity.northMetresPerSecond * late)
      plane = LocalTangentPlane(beneath: plane.ecef(moved))
      let spread = parameters.adsbLatencySigmaSeconds * parameters.adsbPersistence.squareRoot()
      let (e, n) = (velocity.eastMetresPerSecond * spread, velocity.northMetresPerSecond * spread)
      covariance = covariance + Symmetric2(ee: e * e, en: e * n, nn: n * n)
    }
    return PlacedReport(
      index: index, sensor: report.sensor, page: page, time: report.time, plane: plane, covariance: covariance,
      noise: covariance, isHeightAssumed: false)
  }
}

extension SensorReport {
  /// The report with everything impossible taken out of it, so that no such number enters a track; nil where its very
  /// position is impossible.
  func checked() -> SensorReport? {
    var report = self
    switch position {
    case .polar(let range, let azimuth):
      guard range >= 0, range < RadarGeometry.largestRangeMetres, azimuth.magnitude < 1000 else { return nil }
    case .geodetic(let latitude, let longitude):
      guard latitude.magnitude <= Elementary.halfPi, longitude.magnitude <= 2 * Elementary.twoPi else { return nil }
    case nil: break
    }
    if let sigma = positionSigmaMetres, !(sigma >= 0 && sigma < 100_000) { report.positionSigmaMetres = nil }
    if let velocity, !(velocity.eastMetresPerSecond.magnitude < 2000 && velocity.northMetresPerSecond.magnitude < 2000)
    {
      report.velocity = nil
    }
    if let level = pressureAltitude, !SensorReport.isPossible(heightMetres: level.altitude.metres) {
      report.pressureAltitude = nil
    }
    if let height = geometricHeight, !SensorReport.isPossible(heightMetres: height.metres) {
      report.geometricHeight = nil
    }
    if let height = measuredHeight, !SensorReport.isPossible(heightMetres: height.metres) {
      report.measuredHeight = nil
    }
    if let rate = verticalRateMetresPerSecond, !(rate.magnitude < 500) { report.verticalRateMetresPerSecond = nil }
    report.checkExternal()
    report.checkUnmanned()
    return report
  }

  private static func isPossible(heightMetres: Double) -> Bool { heightMetres > -2_000 && heightMetres < 60_000 }

  /// Whether a primary echo is all there is.
  var isPrimaryOnly: Bool {
    kind == .plot && modeSAddress == nil && means.isDisjoint(with: [.secondary, .modeS, .adsb, .multilateration])
      && mode3A == nil
  }

  /// The Mode 3/A code where it may identify: extracted in this scan, validated, not garbled.
  var goodCode: Mode3ACode? {
    guard let mode3A, mode3A.isValidated, !mode3A.isGarbled, !mode3A.isSmoothed else { return nil }
    return mode3A.code
  }

  /// The level where it can be trusted.
  var goodLevelMetres: Double? {
    guard let pressureAltitude, pressureAltitude.isValidated, !pressureAltitude.isGarbled else { return nil }
    return pressureAltitude.altitude.metres
  }
}
