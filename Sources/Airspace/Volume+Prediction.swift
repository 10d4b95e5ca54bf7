public import Geodesy
public import Surveillance

extension Volume {
  /// When an aircraft that keeps its velocity and its vertical rate comes into the volume.
  ///
  /// The path is straight in latitude and longitude at the scale of the aircraft's place: exact against the edges, and
  /// within 0.1 % of the way over 50 km at Niger's latitudes.
  /// - Parameters:
  ///   - level: Nil where unknown: then the aircraft is taken to be between floor and ceiling all the time.
  ///   - verticalRateMetresPerSecond: Up positive; nil means level flight.
  ///   - qnh: For limits given as altitudes; standard pressure is taken where it is not known.
  /// - Returns: Nought where it is inside already; nil where it does not enter within `lookAheadSeconds`.
  public func secondsUntilEntry(
    latitudeRadians: Double, longitudeRadians: Double, velocity: GroundVelocity, level: PressureAltitude? = nil,
    verticalRateMetresPerSecond: Double? = nil, qnh: QNH? = nil, lookAheadSeconds: Double
  ) -> Double? {
    guard
      let levels = secondsWithinLevels(
        level: level, verticalRateMetresPerSecond: verticalRateMetresPerSecond ?? 0, qnh: qnh)
    else { return nil }
    let x = x(longitudeRadians)
    let scale = Scale(latitudeRadians: latitudeRadians)
    let xRate = velocity.eastMetresPerSecond / scale.metresPerRadianEast
    let yRate = velocity.northMetresPerSecond / scale.metresPerRadianNorth
    guard xRate.isFinite, yRate.isFinite, x.isFinite else { return nil }
    var isInside = contains(latitudeRadians: latitudeRadians, longitudeRadians: longitudeRadians)
    var since = 0.0
    let isMoving = xRate != 0 || yRate != 0
    let crossings = isMoving ? outline.crossings(x: x, y: latitudeRadians, xRate: xRate, yRate: yRate) : []
    for time in crossings + [.infinity] {
      if isInside {
        let entry = max(since, levels.lowerBound)
        if entry <= min(time, levels.upperBound) { return entry <= lookAheadSeconds ? entry : nil }
      }
      isInside.toggle()
      since = time
    }
    return nil
  }

  /// The distance to the nearest point of the outline, in metres, from inside or outside; right within 1 % up to 100 km.
  public func distanceToBoundaryMetres(latitudeRadians: Double, longitudeRadians: Double) -> Double {
    let scale = Scale(latitudeRadians: latitudeRadians)
    return outline.distance(
      x: x(longitudeRadians), y: latitudeRadians, xScale: scale.metresPerRadianEast,
      yScale: scale.metresPerRadianNorth)
  }

  /// From when to when an aircraft is between floor and ceiling, counted from now; nil where never.
  private func secondsWithinLevels(
    level: PressureAltitude?, verticalRateMetresPerSecond rate: Double, qnh: QNH?
  ) -> ClosedRange<Double>? {
    guard let level, level.metres.isFinite else { return 0...Double.infinity }
    let floorGap = floor.pressureAltitude(qnh: qnh).metres - level.metres
    let ceilingGap = ceiling.pressureAltitude(qnh: qnh).metres - level.metres
    guard rate != 0, rate.isFinite else { return floorGap <= 0 && ceilingGap >= 0 ? 0...Double.infinity : nil }
    let first = max(0, rate > 0 ? floorGap / rate : ceilingGap / rate)
    let last = rate > 0 ? ceilingGap / rate : floorGap / rate
    return first <= last ? first...last : nil
  }
}

/// Metres for one radian of longitude and of latitude at a place on the ellipsoid.
struct Scale {
  let metresPerRadianEast: Double
  let metresPerRadianNorth: Double

  init(latitudeRadians: Double) {
    let (sin, cos) = Elementary.sincos(latitudeRadians)
    let w = 1 - WGS84.eccentricitySquared * sin * sin
    let primeVertical = WGS84.semiMajorAxisMetres / w.squareRoot()
    metresPerRadianEast = primeVertical * cos
    metresPerRadianNorth = primeVertical * (1 - WGS84.eccentricitySquared) / w
  }
}
