public import Surveillance
import Geodesy

/// Where a target is, seen from a sensor: what is asked of its coverage before a missed turn is held against the target.
public struct CoverageQuestion: Sendable {
  public var sensor: SensorNumber
  public var site: SensorSite
  /// The place below the target, WGS-84.
  public var latitudeRadians: Double
  public var longitudeRadians: Double
  /// From the antenna, clockwise from true north, 0 ..< 2π, and along the ground.
  public var azimuthRadians: Double
  public var groundMetres: Double
  /// Between these heights above the ellipsoid the target flies, as far as known.
  public var leastHeightMetres: Double
  public var greatestHeightMetres: Double

  /// Makes a question.
  public init(
    sensor: SensorNumber, site: SensorSite, latitudeRadians: Double, longitudeRadians: Double,
    azimuthRadians: Double, groundMetres: Double, leastHeightMetres: Double, greatestHeightMetres: Double
  ) {
    self.sensor = sensor
    self.site = site
    self.latitudeRadians = latitudeRadians
    self.longitudeRadians = longitudeRadians
    self.azimuthRadians = azimuthRadians
    self.groundMetres = groundMetres
    self.leastHeightMetres = leastHeightMetres
    self.greatestHeightMetres = greatestHeightMetres
  }
}

/// What sensors can see. The tracker knows no terrain: who does, hands it a coverage of its own.
///
/// Conforming types answer alike to the same question, always: they are no part of the tracker's state, and the tracks
/// follow from what they say.
public protocol SensorCoverage: Sendable {
  /// Whether the sensor may see the target at one of its possible heights; false only where it surely cannot.
  func mayDetect(_ question: CoverageQuestion) -> Bool
}

/// What follows from where a sensor stands and from its limits (``CoverageLimits``): range, the beam's edges, blanked
/// sectors, and the radio horizon over a smooth earth.
///
/// Rays are bent as in the standard atmosphere: straight over an earth of 4/3 its radius (Skolnik, Radar Handbook, 3rd
/// edition, 26.4). Heights above the ellipsoid stand for heights above the ground, so the horizon is never too near.
public struct GeometricCoverage: SensorCoverage {
  /// Makes the coverage; everything it needs is in the questions.
  public init() {}

  private static let effectiveRadiusMetres = WGS84.meanRadiusMetres * 4 / 3

  public func mayDetect(_ question: CoverageQuestion) -> Bool {
    let limits = question.site.coverage
    let antenna = question.site.antenna.height.metres
    let ground = question.groundMetres
    let drop = ground * ground / (2 * Self.effectiveRadiusMetres)
    let (lowest, highest) = (
      question.leastHeightMetres - antenna - drop, question.greatestHeightMetres - antenna - drop
    )
    if let greatest = limits.greatestRangeMetres {
      let nearest = max(lowest, min(0, highest))
      guard Elementary.hypot(ground, nearest) <= greatest else { return false }
    }
    if limits.blankedSectors.contains(where: { $0.contains(question.azimuthRadians) }) { return false }
    if let least = limits.leastElevationRadians, Elementary.atan2(highest, ground) < least { return false }
    if let greatest = limits.greatestElevationRadians, Elementary.atan2(lowest, ground) > greatest { return false }
    return ground <= Self.horizonMetres(antenna) + Self.horizonMetres(question.greatestHeightMetres)
  }

  /// How far the ground is seen from a height.
  private static func horizonMetres(_ height: Double) -> Double {
    (2 * effectiveRadiusMetres * max(0, height)).squareRoot()
  }
}
