import Airspace
import Geodesy

/// A scenario's aircraft made ready to fly: places as unit vectors, limits as rates.
struct FlightPlan: Sendable {
  struct Leg: Sendable {
    var place: SurfaceVector
    var altitudeMetres: Double?
    var speedMetresPerSecond: Double?
  }

  var origin: SurfaceVector
  var direction: SurfaceVector
  var startSeconds: Double
  var legs: [Leg]
  var isRepeated: Bool
  /// Pressure altitude of the runway it lands on; nil where it does not land.
  var landingAltitudeMetres: Double?
  /// Pressure altitude of the runway it leaves; nil where it begins in flight.
  var takeOffAltitudeMetres: Double?
  var firstAltitudeMetres: Double
  var firstSpeedMetresPerSecond: Double
  var approachMetresPerSecond: Double
  var climbMetresPerSecond: Double
  var descentMetresPerSecond: Double

  init(_ aircraft: ScenarioAircraft, qnh: QNH) {
    origin = SurfaceVector(aircraft.origin)
    legs = aircraft.legs.map {
      Leg(
        place: SurfaceVector($0.place), altitudeMetres: $0.level?.metres,
        speedMetresPerSecond: $0.speed?.metresPerSecond)
    }
    let east = origin.east
    let (sin, cos) = Elementary.sincos(aircraft.course.radians)
    let course = east * sin + origin.cross(east) * cos
    direction = legs.first.map { [origin] in origin.direction(towards: $0.place, or: course) } ?? course
    startSeconds = aircraft.startSeconds
    isRepeated = aircraft.ending == .again
    if case .land(let elevation) = aircraft.ending {
      landingAltitudeMetres = Self.pressureAltitudeMetres(elevation, qnh)
    }
    if case .takeOff(let elevation, _, _) = aircraft.beginning {
      takeOffAltitudeMetres = Self.pressureAltitudeMetres(elevation, qnh)
    }
    firstAltitudeMetres = aircraft.beginning.level.metres
    firstSpeedMetresPerSecond = aircraft.beginning.speed.metresPerSecond
    approachMetresPerSecond = aircraft.type.approachSpeed.metresPerSecond
    climbMetresPerSecond = aircraft.type.climb.metresPerSecond
    descentMetresPerSecond = aircraft.type.descent.metresPerSecond
  }

  private static func pressureAltitudeMetres(_ elevation: OrthometricHeight, _ qnh: QNH) -> Double {
    QNHAltitude(metres: elevation.metres).pressureAltitude(qnh: qnh).metres
  }
}

/// Where an aircraft is and how it moves at one whole second.
struct AircraftMotion: Sendable {
  enum Phase: UInt8, Sendable {
    case waiting
    case takingOff
    case flying
    case rollingOut
    case gone
  }

  var phase: Phase = .waiting
  var position: SurfaceVector
  /// Of travel over ground, a unit vector along the surface.
  var direction: SurfaceVector
  var speedMetresPerSecond = 0.0
  var altitudeMetres = 0.0
  var verticalRateMetresPerSecond = 0.0
  /// To the right positive.
  var turnRadiansPerSecond = 0.0
  private var leg = 0
  private var commandedAltitudeMetres = 0.0
  private var commandedSpeedMetresPerSecond = 0.0

  init(_ plan: FlightPlan) {
    position = plan.origin
    direction = plan.direction
  }

  var isPresent: Bool { phase != .waiting && phase != .gone }
  var isOnGround: Bool { phase == .takingOff || phase == .rollingOut }

  private static let gravity = 9.80665
  /// tan 25°, the bank of a normal turn.
  private static let bankTangent = 0.4663
  /// tan 3°, the slope of an approach.
  private static let approachSlope = 0.0524
  /// 3° a second, the fastest turn.
  private static let fastestTurn = 0.05236
  private static let flightLevel100Metres = 3048.0
  private static let speedBelowFlightLevel100 = 128.6
  private static let lastApproachMetres = 25_000.0

  /// Moves on by one second, which ends `seconds` after the scenario's start.
  mutating func step(_ plan: FlightPlan, to seconds: Double) {
    switch phase {
    case .waiting:
      if seconds >= plan.startSeconds { begin(plan) }
    case .takingOff:
      speedMetresPerSecond += 2
      if speedMetresPerSecond >= plan.approachMetresPerSecond { phase = .flying }
      move()
    case .flying:
      fly(plan)
    case .rollingOut:
      speedMetresPerSecond -= 2
      if speedMetresPerSecond <= 0 { phase = .gone } else { move() }
    case .gone: break
    }
  }

  private mutating func begin(_ plan: FlightPlan) {
    commandedAltitudeMetres = plan.legs.first?.altitudeMetres ?? plan.firstAltitudeMetres
    commandedSpeedMetresPerSecond = plan.legs.first?.speedMetresPerSecond ?? plan.firstSpeedMetresPerSecond
    if let ground = plan.takeOffAltitudeMetres {
      phase = .takingOff
      altitudeMetres = ground
    } else {
      phase = .flying
      altitudeMetres = plan.firstAltitudeMetres
      speedMetresPerSecond = plan.firstSpeedMetresPerSecond
    }
  }

  private mutating func fly(_ plan: FlightPlan) {
    let target = leg < plan.legs.count ? plan.legs[leg].place : nil
    let distance = target.map { position.distanceMetres(to: $0) } ?? .infinity
    let isLanding = plan.landingAltitudeMetres != nil && leg == plan.legs.count - 1
    let landingDistance = isLanding ? distance : .infinity
    changeAltitude(plan, landingDistance: landingDistance)
    changeSpeed(plan, landingDistance: landingDistance)
    turn(towards: target, distance: distance)
    move()
    guard let target else { return }
    if isLanding {
      land(plan, distance: distance)
    } else if hasPassed(target, distance: distance, next: nextPlace(plan)) {
      takeNextLeg(plan)
    }
  }

  private mutating func changeAltitude(_ plan: FlightPlan, landingDistance: Double) {
    var wanted = commandedAltitudeMetres
    if let ground = plan.landingAltitudeMetres, landingDistance < 400_000 {
      wanted = min(wanted, ground + landingDistance * Self.approachSlope)
    }
    let thin = max(0.3, 1 - 0.6 * altitudeMetres / 12_000)
    let rate = min(
      plan.climbMetresPerSecond * thin, max(-plan.descentMetresPerSecond, (wanted - altitudeMetres) / 8))
    let change = max(-1.5, min(1.5, rate - verticalRateMetresPerSecond))
    verticalRateMetresPerSecond += change
    if (wanted - altitudeMetres).magnitude < 1, verticalRateMetresPerSecond.magnitude < 0.5 {
      verticalRateMetresPerSecond = 0
    }
    altitudeMetres += verticalRateMetresPerSecond
  }

  private mutating func changeSpeed(_ plan: FlightPlan, landingDistance: Double) {
    var wanted = commandedSpeedMetresPerSecond
    if altitudeMetres < Self.flightLevel100Metres { wanted = min(wanted, Self.speedBelowFlightLevel100) }
    if landingDistance < Self.lastApproachMetres {
      let share = max(0, landingDistance - 6000) / Self.lastApproachMetres
      wanted = min(wanted, plan.approachMetresPerSecond * (1 + share))
    }
    speedMetresPerSecond += max(-0.8, min(0.6, wanted - speedMetresPerSecond))
  }

  /// Radians a second at normal bank and the present speed.
  private var fastestTurnNow: Double {
    min(Self.fastestTurn, Self.gravity * Self.bankTangent / max(speedMetresPerSecond, 20))
  }

  private mutating func turn(towards target: SurfaceVector?, distance: Double) {
    turnRadiansPerSecond = 0
    guard let target else { return }
    let wanted = position.direction(towards: target, or: direction)
    let most = fastestTurnNow
    // A point behind and inside the turning circle is not reached by turning: first get away from it.
    guard wanted.dot(direction) >= 0 || distance > 3 * speedMetresPerSecond / most else { return }
    let right = direction.cross(position)
    let (sinTurn, cosTurn) = (wanted.dot(right), wanted.dot(direction))
    // sin x > x − x³/6 for the small angles here, so this is the straight way for all turns of one step.
    if cosTurn > 0, sinTurn.magnitude <= most - most * most * most / 6 {
      turnRadiansPerSecond = sinTurn
      direction = wanted
    } else {
      turnRadiansPerSecond = sinTurn < 0 ? -most : most
      let (sin, cos) = Elementary.sincos(turnRadiansPerSecond)
      direction = direction * cos + right * sin
    }
  }

  /// One second on along the ellipsoid.
  private mutating func move() {
    let east = position.east
    let north = position.cross(east)
    let w = 1 - WGS84.eccentricitySquared * position.z * position.z
    let primeVertical = WGS84.semiMajorAxisMetres / w.squareRoot()
    let meridian = primeVertical * (1 - WGS84.eccentricitySquared) / w
    let shift =
      east * (direction.dot(east) * speedMetresPerSecond / (primeVertical + altitudeMetres))
      + north * (direction.dot(north) * speedMetresPerSecond / (meridian + altitudeMetres))
    position = (position + shift).normalised(or: position)
    direction = (direction - position * direction.dot(position)).normalised(or: direction)
  }

  private func nextPlace(_ plan: FlightPlan) -> SurfaceVector? {
    if leg + 1 < plan.legs.count { return plan.legs[leg + 1].place }
    return plan.isRepeated ? plan.legs.first?.place : nil
  }

  /// Whether it is time to turn for the next leg: so early that the turn ends on that leg, or when the point lies beside
  /// or behind and inside the turning circle.
  private func hasPassed(_ target: SurfaceVector, distance: Double, next: SurfaceVector?) -> Bool {
    guard distance < 40_000 else { return false }
    let radius = speedMetresPerSecond / fastestTurnNow
    let here = position.direction(towards: target, or: direction)
    if distance < 3 * radius, here.dot(direction) < 0 { return true }
    var lead = speedMetresPerSecond
    if let next {
      let out = target.direction(towards: next, or: here)
      // tan(x/2) = sqrt((1 − cos x) / (1 + cos x)); sharp turns begin three radii ahead at most.
      let cosine = max(-0.8, min(1, out.dot(direction)))
      lead = max(lead, radius * ((1 - cosine) / (1 + cosine)).squareRoot())
    }
    return distance <= lead
  }

  private mutating func takeNextLeg(_ plan: FlightPlan) {
    leg += 1
    if leg == plan.legs.count, plan.isRepeated { leg = 0 }
    guard leg < plan.legs.count else { return }
    commandedAltitudeMetres = plan.legs[leg].altitudeMetres ?? commandedAltitudeMetres
    commandedSpeedMetresPerSecond = plan.legs[leg].speedMetresPerSecond ?? commandedSpeedMetresPerSecond
  }

  private mutating func land(_ plan: FlightPlan, distance: Double) {
    guard let ground = plan.landingAltitudeMetres, distance < 2 * speedMetresPerSecond, altitudeMetres < ground + 60
    else { return }
    phase = .rollingOut
    altitudeMetres = ground
    verticalRateMetresPerSecond = 0
  }
}

extension AircraftMotion {
  /// Between two seconds; `share` from 0 (this) to 1 (`later`).
  func interpolated(to later: AircraftMotion, share: Double) -> AircraftMotion {
    var between = share < 0.5 ? self : later
    between.position = (position + (later.position - position) * share).normalised(or: position)
    between.direction = (direction + (later.direction - direction) * share).normalised(or: direction)
    between.speedMetresPerSecond = speedMetresPerSecond + (later.speedMetresPerSecond - speedMetresPerSecond) * share
    between.altitudeMetres = altitudeMetres + (later.altitudeMetres - altitudeMetres) * share
    between.verticalRateMetresPerSecond =
      verticalRateMetresPerSecond + (later.verticalRateMetresPerSecond - verticalRateMetresPerSecond) * share
    return between
  }

  /// Clockwise from true north, 0 ..< 2π.
  var trackRadians: Double {
    let east = position.east
    return Angle.normalisedRadians(Elementary.atan2(direction.dot(east), direction.dot(position.cross(east))))
  }
}
