public import Airspace
import Surveillance

/// Why a scenario cannot run.
public enum SimulationError: Error, Hashable, Sendable, CustomStringConvertible {
  case durationOutOfRange(seconds: Double)
  case tooMany(what: String, count: Int, most: Int)
  case duplicateName(String)
  case unknownAircraft(String, inject: Int)
  case unknownSensor(String, inject: Int)
  case noTransponder(String, inject: Int)
  case turnTooShort(sensor: String)

  public var description: String {
    switch self {
    case .durationOutOfRange(let seconds):
      "a scenario lasts 1 s to 7 days, and this one lasts \(seconds) s"
    case .tooMany(let what, let count, let most): "a scenario has at most \(most) \(what), and this one has \(count)"
    case .duplicateName(let name): "\(name) is the name of two things"
    case .unknownAircraft(let name, let inject): "inject \(inject) names the aircraft \(name), which there is not"
    case .unknownSensor(let name, let inject): "inject \(inject) names the sensor \(name), which there is not"
    case .noTransponder(let name, let inject):
      "inject \(inject) sets a code on \(name), which has no transponder"
    case .turnTooShort(let sensor): "the radar \(sensor) turns in less than 1 s"
    }
  }
}

/// A scenario under way: turns it into the messages its sensors send, in order of time.
///
/// The same scenario gives the same messages on every machine and whatever the steps in which they are asked for.
public struct SimulationRun: Sendable {
  public let scenario: Scenario
  /// Up to which second after the start messages were handed out.
  public private(set) var elapsedSeconds = 0.0
  private let plans: [FlightPlan]
  private let identities: [TargetIdentity]
  private var motions: [AircraftMotion]
  private var radars: [RadarSimulator] = []
  private var stations: [GroundStationSimulator] = []
  /// Up to which whole second the traffic was moved.
  private var second = 0
  private var pending: [SimulatedMessage] = []

  public init(scenario: Scenario) throws(SimulationError) {
    try Self.check(scenario)
    self.scenario = scenario
    let world = World(scenario)
    plans = scenario.aircraft.map { FlightPlan($0, qnh: scenario.qnh) }
    identities = try Self.identities(scenario)
    motions = plans.map { AircraftMotion($0) }
    for (index, sensor) in scenario.sensors.enumerated() {
      let feed = FeedNumber(rawValue: UInt16(truncatingIfNeeded: index + 1))
      let outages = Self.outages(of: sensor.id, scenario)
      if sensor.kind == .adsb {
        stations.append(
          GroundStationSimulator(sensor, feed: feed, scenario: scenario, world: world, outages: outages))
      } else {
        radars.append(RadarSimulator(sensor, feed: feed, scenario: scenario, world: world, outages: outages))
      }
    }
    moveTraffic(to: 0)
  }

  /// The messages received until `seconds` after the start that were not handed out before, in order of time.
  public mutating func advance(toSeconds seconds: Double) -> [SimulatedMessage] {
    guard seconds.isFinite, seconds > elapsedSeconds else { return [] }
    elapsedSeconds = min(seconds, scenario.durationSeconds)
    while Double(second) <= elapsedSeconds { simulateSecond() }
    let end = scenario.start.adding(seconds: elapsedSeconds)
    let count = pending.firstIndex { $0.time > end } ?? pending.count
    defer { pending.removeFirst(count) }
    return Array(pending.prefix(count))
  }

  /// Whether the scenario is over.
  public var isOver: Bool { elapsedSeconds >= scenario.durationSeconds }

  /// Records left out because a value did not fit its item: none in a sensible scenario.
  public var refusedRecords: Int {
    radars.reduce(0) { $0 + $1.refusedRecords } + stations.reduce(0) { $0 + $1.refusedRecords }
  }

  private mutating func simulateSecond() {
    let earlier = motions
    moveTraffic(to: second + 1)
    let traffic = TrafficSecond(second: second, earlier: earlier, later: motions, identities: identities)
    for index in radars.indices { pending += radars[index].messages(of: traffic) }
    for index in stations.indices { pending += stations[index].messages(of: traffic) }
    pending.sort { ($0.time, $0.feed) < ($1.time, $1.feed) }
    second += 1
  }

  private mutating func moveTraffic(to second: Int) {
    for index in motions.indices { motions[index].step(plans[index], to: Double(second)) }
  }
}

// MARK: Checks

extension SimulationRun {
  private static func check(_ scenario: Scenario) throws(SimulationError) {
    guard scenario.durationSeconds >= 1, scenario.durationSeconds <= 604_800 else {
      throw .durationOutOfRange(seconds: scenario.durationSeconds)
    }
    guard scenario.sensors.count <= 1000 else {
      throw .tooMany(what: "sensors", count: scenario.sensors.count, most: 1000)
    }
    guard scenario.aircraft.count <= 100_000 else {
      throw .tooMany(what: "aircraft", count: scenario.aircraft.count, most: 100_000)
    }
    var names: Set<String> = []
    for name in scenario.sensors.map(\.id) + scenario.aircraft.map(\.id) where !names.insert(name).inserted {
      throw .duplicateName(name)
    }
    for sensor in scenario.sensors where sensor.kind != .adsb && !(sensor.turnSeconds >= 1) {
      throw .turnTooShort(sensor: sensor.id)
    }
    for inject in scenario.injects {
      if case .sensorFailure(let name, _) = inject.action, !scenario.sensors.contains(where: { $0.id == name }) {
        throw .unknownSensor(name, inject: inject.number)
      }
    }
  }

  private static func identities(_ scenario: Scenario) throws(SimulationError) -> [TargetIdentity] {
    var identities = scenario.aircraft.map { aircraft in
      TargetIdentity(
        callsign: aircraft.callsign?.description,
        packedCallsign: aircraft.callsign.map { Self.sixBitCharacters($0.octets) }, type: aircraft.type,
        address: aircraft.transponder.address?.rawValue,
        isADSBEquipped: aircraft.isADSBEquipped,
        codes: aircraft.transponder.code.map { [(-.infinity, $0.rawValue)] } ?? [])
    }
    for inject in scenario.injects.sorted(by: { ($0.atSeconds, $0.number) < ($1.atSeconds, $1.number) }) {
      guard case .squawk(let name, let code) = inject.action else { continue }
      guard let index = scenario.aircraft.firstIndex(where: { $0.id == name }) else {
        throw .unknownAircraft(name, inject: inject.number)
      }
      guard scenario.aircraft[index].transponder != .none else { throw .noTransponder(name, inject: inject.number) }
      identities[index].codes.append((inject.atSeconds, code.rawValue))
    }
    return identities
  }

  /// Eight ASCII characters as eight characters of six bits: their lowest six bits (ICAO Annex 10 vol. IV, 3.1.2.9.1.2).
  private static func sixBitCharacters(_ octets: UInt64) -> UInt64 {
    var packed: UInt64 = 0
    for shift in stride(from: UInt64(56), through: 0, by: -8) { packed = packed << 6 | (octets >> shift & 0x3F) }
    return packed
  }

  private static func outages(of sensor: String, _ scenario: Scenario) -> [Outage] {
    scenario.injects.compactMap { inject in
      guard case .sensorFailure(sensor, let duration) = inject.action else { return nil }
      return Outage(fromSeconds: inject.atSeconds, toSeconds: inject.atSeconds + (duration ?? .infinity))
    }
  }
}

// MARK: Truth

/// Where an aircraft of a scenario really is.
public struct AircraftTruth: Hashable, Sendable {
  /// The name in the scenario.
  public var id: String
  public var place: Vertex
  /// Above the 1013.25 hPa surface, metres.
  public var pressureAltitudeMetres: Double
  public var groundSpeedMetresPerSecond: Double
  /// Clockwise from true north.
  public var trackRadians: Double
  public var verticalRateMetresPerSecond: Double
  public var isOnGround: Bool
}

extension SimulationRun {
  /// The whole second after the start for which ``truth`` holds.
  public var truthSeconds: Int { second }

  /// Every aircraft that is present, in the scenario's order: for tests and for the exercise's staff.
  public var truth: [AircraftTruth] {
    zip(scenario.aircraft, motions).compactMap { aircraft, motion in
      guard motion.isPresent else { return nil }
      return AircraftTruth(
        id: aircraft.id,
        place: Vertex(
          latitudeRadians: motion.position.latitudeRadians, longitudeRadians: motion.position.longitudeRadians),
        pressureAltitudeMetres: motion.altitudeMetres, groundSpeedMetresPerSecond: motion.speedMetresPerSecond,
        trackRadians: motion.trackRadians, verticalRateMetresPerSecond: motion.verticalRateMetresPerSecond,
        isOnGround: motion.isOnGround)
    }
  }
}
