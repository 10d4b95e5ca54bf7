public import Airspace
public import Geodesy
public import Surveillance

/// A made-up air situation: who flies where, which sensors watch, and what goes wrong when.
public struct Scenario: Hashable, Sendable {
  public var id: String
  public var title: String
  /// UTC; seconds of the scenario count from here.
  public var start: SurveillanceTime
  public var durationSeconds: Double
  /// Everything left to chance follows from it.
  public var seed: UInt64
  public var qnh: QNH
  public var ground: GroundModel
  public var airspace: AirspaceModel
  /// In the order of their feeds, 1, 2, ….
  public var sensors: [ScenarioSensor]
  public var aircraft: [ScenarioAircraft]
  public var injects: [Inject]

  public init(
    id: String, title: String, start: SurveillanceTime, durationSeconds: Double, seed: UInt64, qnh: QNH = .standard,
    ground: GroundModel = GroundModel(), airspace: AirspaceModel = AirspaceModel(), sensors: [ScenarioSensor],
    aircraft: [ScenarioAircraft], injects: [Inject] = []
  ) {
    self.id = id
    self.title = title
    self.start = start
    self.durationSeconds = durationSeconds
    self.seed = seed
    self.qnh = qnh
    self.ground = ground
    self.airspace = airspace
    self.sensors = sensors
    self.aircraft = aircraft
    self.injects = injects
  }

  /// What the engine is to be told of the sensors, in the order of their feeds.
  public var sensorConfigurations: [SensorConfiguration] {
    sensors.map { $0.configuration(on: ground) }
  }
}

/// The smooth surface that stands for the land of a scenario.
public struct GroundModel: Hashable, Sendable {
  /// Above mean sea level.
  public var elevation: OrthometricHeight
  /// How far the geoid stands above the ellipsoid.
  public var geoidUndulationMetres: Double

  public init(elevation: OrthometricHeight = OrthometricHeight(metres: 0), geoidUndulationMetres: Double = 0) {
    self.elevation = elevation
    self.geoidUndulationMetres = geoidUndulationMetres
  }
}

/// A sensor of a scenario.
public struct ScenarioSensor: Hashable, Sendable {
  public enum Kind: UInt8, Hashable, Sendable {
    /// Echoes only: CAT048 plots of type 1.
    case primary
    /// Mode A/C interrogator.
    case secondary
    /// Mode S interrogator, which also hears Mode A/C transponders.
    case modeS
    /// ADS-B ground station: CAT021.
    case adsb
  }

  /// The name in the scenario's file.
  public var id: String
  public var name: String
  public var kind: Kind
  public var sac: UInt8
  public var sic: UInt8
  public var place: Vertex
  /// The antenna above the ground.
  public var antennaAboveGroundMetres: Double
  public var range: Distance
  /// Of one turn; without meaning for a ground station.
  public var turnSeconds: Double
  /// Of one look. For a primary radar: at `range` and `referenceCrossSectionSquareMetres`.
  public var detectionProbability: Double
  public var referenceCrossSectionSquareMetres: Double
  public var falsePlotsPerTurn: Double
  /// One standard deviation.
  public var rangeSigma: Distance
  /// One standard deviation.
  public var azimuthSigma: Angle
  public var isFictional: Bool

  public init(
    id: String, name: String, kind: Kind, sac: UInt8, sic: UInt8, place: Vertex, antennaAboveGroundMetres: Double,
    range: Distance, turnSeconds: Double = 5, detectionProbability: Double = 0.97,
    referenceCrossSectionSquareMetres: Double = 2, falsePlotsPerTurn: Double = 0, rangeSigma: Distance = .metres(40),
    azimuthSigma: Angle = .degrees(0.07), isFictional: Bool = true
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.sac = sac
    self.sic = sic
    self.place = place
    self.antennaAboveGroundMetres = antennaAboveGroundMetres
    self.range = range
    self.turnSeconds = turnSeconds
    self.detectionProbability = detectionProbability
    self.referenceCrossSectionSquareMetres = referenceCrossSectionSquareMetres
    self.falsePlotsPerTurn = falsePlotsPerTurn
    self.rangeSigma = rangeSigma
    self.azimuthSigma = azimuthSigma
    self.isFictional = isFictional
  }

  /// The antenna on WGS-84.
  public func antenna(on ground: GroundModel) -> GeodeticPosition {
    let height = OrthometricHeight(metres: ground.elevation.metres + antennaAboveGroundMetres)
    return GeodeticPosition(
      latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians,
      height: height.ellipsoidalHeight(geoidUndulationMetres: ground.geoidUndulationMetres))
  }

  /// What the engine is to be told of it.
  public func configuration(on ground: GroundModel) -> SensorConfiguration {
    let type: SensorType =
      switch kind {
      case .primary: .primaryRadar
      case .secondary: .secondaryRadar
      case .modeS: .modeSRadar
      case .adsb: .adsbStation
      }
    return SensorConfiguration(
      id: .asterix(sac: sac, sic: sic), name: name, type: type, antenna: antenna(on: ground), range: range,
      scanPeriodSeconds: kind == .adsb ? nil : turnSeconds, isFictional: isFictional)
  }
}

/// An aircraft of a scenario and the way it takes.
public struct ScenarioAircraft: Hashable, Sendable {
  /// What answers secondary radars.
  public enum Transponder: Hashable, Sendable {
    case none
    case modeAC(Mode3ACode)
    case modeS(ModeSAddress, Mode3ACode)

    /// The Mode 3/A code it sets out with.
    public var code: Mode3ACode? {
      switch self {
      case .none: nil
      case .modeAC(let code), .modeS(_, let code): code
      }
    }

    public var address: ModeSAddress? {
      guard case .modeS(let address, _) = self else { return nil }
      return address
    }
  }

  /// A point to fly to, and what to do on the way there.
  public struct Leg: Hashable, Sendable {
    public var place: Vertex
    /// Taken from the leg's beginning on; nil keeps the level.
    public var level: PressureAltitude?
    /// Over ground; nil keeps the speed.
    public var speed: Speed?

    public init(place: Vertex, level: PressureAltitude? = nil, speed: Speed? = nil) {
      self.place = place
      self.level = level
      self.speed = speed
    }
  }

  /// What it does behind its last leg.
  public enum Ending: Hashable, Sendable {
    /// Flies straight on.
    case flyOn
    /// Lands at the last leg's place, which lies at that elevation.
    case land(elevation: OrthometricHeight)
    /// Flies the legs again from the first.
    case again
  }

  /// How it begins.
  public enum Beginning: Hashable, Sendable {
    case inFlight(level: PressureAltitude, speed: Speed)
    /// Stands at a runway's end; climbs to the level and speed as soon as it starts.
    case takeOff(elevation: OrthometricHeight, level: PressureAltitude, speed: Speed)

    public var level: PressureAltitude {
      switch self {
      case .inFlight(let level, _), .takeOff(_, let level, _): level
      }
    }

    public var speed: Speed {
      switch self {
      case .inFlight(_, let speed), .takeOff(_, _, let speed): speed
      }
    }
  }

  public var id: String
  public var callsign: Callsign?
  public var type: AircraftType
  public var transponder: Transponder
  /// Whether it broadcasts its position; needs a Mode S transponder.
  public var isADSBEquipped: Bool
  /// After the scenario's start.
  public var startSeconds: Double
  public var origin: Vertex
  /// The first direction of one without legs, clockwise from true north.
  public var course: Angle
  public var beginning: Beginning
  public var legs: [Leg]
  public var ending: Ending

  public init(
    id: String, callsign: Callsign? = nil, type: AircraftType, transponder: Transponder, isADSBEquipped: Bool = false,
    startSeconds: Double = 0, origin: Vertex, course: Angle = .degrees(0), beginning: Beginning, legs: [Leg],
    ending: Ending = .flyOn
  ) {
    self.id = id
    self.callsign = callsign
    self.type = type
    self.transponder = transponder
    self.isADSBEquipped = isADSBEquipped
    self.startSeconds = startSeconds
    self.origin = origin
    self.course = course
    self.beginning = beginning
    self.legs = legs
    self.ending = ending
  }

  /// Sets it out some way along its legs, those behind it dropped; at most to the last leg's place.
  public mutating func moveAhead(_ distance: Distance) {
    var rest = distance.metres
    while rest > 0, let next = legs.first {
      let here = GeodeticPosition(origin)
      let line = Geodesic.inverse(from: here, to: GeodeticPosition(next.place))
      guard line.distanceMetres <= rest else {
        let place = Geodesic.destination(
          from: here, bearingRadians: line.initialBearingRadians, distanceMetres: rest)
        origin = Vertex(latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians)
        return
      }
      rest -= line.distanceMetres
      guard legs.count > 1 else { return }
      origin = next.place
      legs.removeFirst()
    }
  }
}

/// Something the exercise's staff lets happen.
public struct Inject: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    /// The aircraft sets another code.
    case squawk(aircraft: String, code: Mode3ACode)
    /// The sensor falls silent, for a while or (nil) for the rest.
    case sensorFailure(sensor: String, durationSeconds: Double?)
  }

  /// Number in the list of events.
  public var number: Int
  /// After the scenario's start.
  public var atSeconds: Double
  public var action: Action

  public init(number: Int, atSeconds: Double, action: Action) {
    self.number = number
    self.atSeconds = atSeconds
    self.action = action
  }
}

extension GeodeticPosition {
  init(_ place: Vertex) {
    self.init(latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians)
  }
}
