import Geodesy

/// What every sensor model needs of a scenario.
struct World: Sendable {
  let seed: UInt64
  /// Pressure altitude minus altitude above mean sea level.
  let pressureOffsetMetres: Double
  let groundMetres: Double
  let undulationMetres: Double

  init(_ scenario: Scenario) {
    seed = scenario.seed
    pressureOffsetMetres = StandardAtmosphere.pressureAltitude(hectopascals: scenario.qnh.hectopascals).metres
    groundMetres = scenario.ground.elevation.metres
    undulationMetres = scenario.ground.geoidUndulationMetres
  }

  /// Geometric height above the ellipsoid of a pressure altitude. The atmosphere is standard but for its QNH.
  func ellipsoidalHeight(pressureAltitudeMetres: Double) -> EllipsoidalHeight {
    EllipsoidalHeight(metres: pressureAltitudeMetres - pressureOffsetMetres + undulationMetres)
  }

  /// Height above the smooth ground, not below nought.
  func heightAboveGroundMetres(pressureAltitudeMetres: Double) -> Double {
    max(0, pressureAltitudeMetres - pressureOffsetMetres - groundMetres)
  }
}

/// How far two heights see each other over a smooth Earth, refraction as over an Earth of 4/3 its radius.
enum LineOfSight {
  static let effectiveRadiusMetres = WGS84.meanRadiusMetres * 4 / 3

  static func metres(between firstHeightMetres: Double, and secondHeightMetres: Double) -> Double {
    (2 * effectiveRadiusMetres * max(0, firstHeightMetres)).squareRoot()
      + (2 * effectiveRadiusMetres * max(0, secondHeightMetres)).squareRoot()
  }
}

/// What of a scenario's aircraft the sensors see beside its motion.
struct TargetIdentity: Sendable {
  var callsign: String?
  /// The callsign in the six-bit characters of a Mode S aircraft identification.
  var packedCallsign: UInt64?
  var type: AircraftType
  var address: UInt32?
  var isADSBEquipped: Bool
  /// Its codes with the second from which each is set, ascending; none without a transponder.
  var codes: [(fromSeconds: Double, code: UInt16)]

  func code(atSeconds seconds: Double) -> UInt16? {
    codes.last { $0.fromSeconds <= seconds }?.code
  }
}

/// A time span in which a sensor is silent.
struct Outage: Sendable {
  var fromSeconds: Double
  var toSeconds: Double

  func holds(_ seconds: Double) -> Bool { seconds >= fromSeconds && seconds < toSeconds }
}

/// The traffic over one second: every aircraft at its beginning and at its end.
struct TrafficSecond: Sendable {
  let second: Int
  let earlier: [AircraftMotion]
  let later: [AircraftMotion]
  let identities: [TargetIdentity]
}
