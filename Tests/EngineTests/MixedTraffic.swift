import AirPicture
import Airspace
import Asterix
import Engine
import Geodesy
import ModeS
import Simulation
import Surveillance

/// Two minutes of everything at once, as a log: a primary and a Mode S radar, ADS-B stations, another system's tracks, a
/// Mode S receiver, operator's commands; an emergency, an intruder, a radar that fails.
struct MixedTraffic {
  static let start = SurveillanceTime(nanoseconds: 1_772_352_000_000_000_000)
  static let seconds = 120.0
  static let log: [LogEntry] = (try? MixedTraffic().entries()) ?? []

  /// The log begins with a pause, and ends with hours in which hardly anything comes.
  static let logWithGaps: [LogEntry] = {
    var entries = log
    for index in entries.indices.dropFirst() {
      entries[index].receiveTime = entries[index].receiveTime.adding(seconds: 37.13)
    }
    guard let last = entries.last, let service = try? MixedTraffic().northMessage() else { return [] }
    for (gap, kind) in [(100.3, 0), (1000.11, 1), (5000.7, 0), (5000.9, 1), (9000.2, 0)] as [(Double, Int)] {
      entries.append(
        LogEntry(
          sequence: UInt64(entries.count), receiveTime: last.receiveTime.adding(seconds: gap), feed: last.feed,
          kind: kind == 0 ? .asterix : .tick, payload: kind == 0 ? service : []))
    }
    // The traffic comes back.
    for entry in log.dropFirst().prefix(400) {
      var again = entry
      again.sequence = UInt64(entries.count)
      again.receiveTime = entry.receiveTime.adding(seconds: 86_400)
      entries.append(again)
    }
    return entries
  }()

  static let volume = try? Volume(
    id: "KEEP", name: "Keep", kind: .protected, floor: .ground,
    ceiling: .flightLevel(PressureAltitude(flightLevel: 200)),
    ring: [(13.45, 2.3), (13.45, 2.6), (13.7, 2.6), (13.7, 2.3)].map {
      Vertex(latitudeDegrees: $0.0, longitudeDegrees: $0.1)
    }, isFictional: true)

  static var configuration: EngineConfiguration {
    EngineConfiguration(
      title: "Mixed traffic", isExercise: true, sensors: scenario.sensorConfigurations,
      airspace: AirspaceModel(volumes: volume.map { [$0] } ?? []))
  }

  private static let scenario = Scenario(
    id: "mixed", title: "Mixed", start: start, durationSeconds: seconds, seed: 7, sensors: sensors, aircraft: aircraft,
    injects: [
      Inject(number: 1, atSeconds: 30, action: .squawk(aircraft: "a2", code: .emergency)),
      Inject(number: 2, atSeconds: 60, action: .sensorFailure(sensor: "mss", durationSeconds: nil)),
    ])

  private static let sensors: [ScenarioSensor] = [
    ScenarioSensor(
      id: "psr", name: "Primary", kind: .primary, sac: 250, sic: 1,
      place: Vertex(latitudeDegrees: 13.5, longitudeDegrees: 2.1),
      antennaAboveGroundMetres: 20, range: .nauticalMiles(80), turnSeconds: 4, falsePlotsPerTurn: 1),
    ScenarioSensor(
      id: "mss", name: "Mode S", kind: .modeS, sac: 250, sic: 2,
      place: Vertex(latitudeDegrees: 13.4, longitudeDegrees: 2.5),
      antennaAboveGroundMetres: 20, range: .nauticalMiles(150), turnSeconds: 5),
    ScenarioSensor(
      id: "gs", name: "Station", kind: .adsb, sac: 250, sic: 3,
      place: Vertex(latitudeDegrees: 13.5, longitudeDegrees: 2.2),
      antennaAboveGroundMetres: 20, range: .nauticalMiles(150)),
  ]

  private static let aircraft: [ScenarioAircraft] = {
    guard let airliner = AircraftType("A320") else { return [] }
    var aircraft = (0..<5).map { index in
      let level = PressureAltitude(flightLevel: 280 + 20 * Double(index))
      return ScenarioAircraft(
        id: "a\(index)", callsign: Callsign("XTS\(index)"), type: airliner,
        transponder: ModeSAddress(rawValue: 0xF0_0001 + UInt32(index)).map {
          .modeS($0, Mode3ACode(truncating: 0o4701 + UInt16(index)))
        } ?? .none,
        isADSBEquipped: index != 3,
        origin: Vertex(latitudeDegrees: 13.1 + 0.2 * Double(index), longitudeDegrees: 1.8),
        course: .degrees(60 + 20 * Double(index)), beginning: .inFlight(level: level, speed: .knots(430)), legs: [])
    }
    aircraft.append(
      ScenarioAircraft(
        id: "intruder", type: airliner, transponder: .none,
        origin: Vertex(latitudeDegrees: 13.6, longitudeDegrees: 2.15), course: .degrees(90),
        beginning: .inFlight(level: PressureAltitude(flightLevel: 80), speed: .knots(400)), legs: []))
    return aircraft
  }()

  /// What comes in, before it is put in order.
  private var inputs: [(time: SurveillanceTime, feed: UInt16, kind: LogEntryKind, payload: [UInt8])] = []

  func entries() throws -> [LogEntry] {
    var traffic = self
    try traffic.simulate()
    try traffic.addSystemTracks()
    traffic.addReceiver()
    traffic.addCommands()
    let order = traffic.inputs.indices.sorted { (traffic.inputs[$0].time, $0) < (traffic.inputs[$1].time, $1) }
    var sequencer = EntrySequencer()
    var entries = [
      sequencer.entry(
        receiveTime: Self.start, feed: .system, kind: .configuration, payload: Self.configuration.canonicalBytes)
    ]
    for input in order.map({ traffic.inputs[$0] }) {
      entries.append(
        sequencer.entry(
          receiveTime: input.time, feed: FeedNumber(rawValue: input.feed), kind: input.kind, payload: input.payload))
    }
    return entries
  }

  func northMessage() throws -> [UInt8] {
    var builder = AsterixRecordBuilder(category: 34)
    try builder.set("010/SAC", 250)
    try builder.set("010/SIC", 2)
    try builder.set("000", raw: 1)
    return AsterixBlock.encode(category: 34, records: [try builder.record()])
  }

  private mutating func simulate() throws {
    var run = try SimulationRun(scenario: Self.scenario)
    inputs += run.advance(toSeconds: Self.seconds).map { ($0.time, $0.feed.rawValue, $0.kind, $0.payload) }
  }

  /// Two tracks of another system, every four seconds; the second ends after a minute.
  private mutating func addSystemTracks() throws {
    for second in stride(from: 1.25, to: Self.seconds, by: 4) {
      let time = Self.start.adding(seconds: second)
      var records: [[UInt8]] = []
      for number in 1...2 where number == 1 || second < 65 {
        var builder = AsterixRecordBuilder(category: 62)
        try builder.set("010/SAC", 251)
        try builder.set("010/SIC", 1)
        try builder.set("040", raw: UInt64(number))
        try builder.set("070", time.secondsOfDay)
        try builder.set("105/LAT", 14.5 + 0.0015 * second)
        try builder.set("105/LON", 3 + Double(number))
        try builder.set("185/VX", 0)
        try builder.set("185/VY", 166)
        try builder.set("136", 330)
        try builder.set("080/TSE", number == 2 && second > 60)
        records.append(try builder.record())
      }
      inputs.append((time, 8, .asterix, AsterixBlock.encode(category: 62, records: records)))
    }
  }

  /// Two aircraft heard by a receiver, twice a second.
  private mutating func addReceiver() {
    for tick in 0..<Int(Self.seconds * 2) {
      let seconds = Double(tick) / 2 + 0.125
      for number in 0..<2 {
        let encoder = ExtendedSquitterEncoder(address: 0xF2_0001 + UInt32(number))
        let place = CPRPosition(latitudeDegrees: 12.5 + 0.002 * seconds, longitudeDegrees: 2 + Double(number))
        let frame = encoder.airbornePosition(
          place, isOdd: tick % 2 == 1, altitude: ADSBAltitude(feet: 35_000, kind: .barometric))
        inputs.append(
          (Self.start.adding(seconds: seconds), 9, .beast, [0x33, 0, 0, 0, 0, 0, 0, 0x80] + frame.bytes))
      }
    }
  }

  private mutating func addCommands() {
    let commands: [(Double, OperatorCommand)] = [
      (30.3, .setQNH(hectopascals: 1007, transitionAltitudeFeet: 6000, operatorName: "op")),
      (80.1, .acknowledge(alert: 1, operatorName: "op")), (81, .acknowledge(alert: 999, operatorName: "op")),
    ]
    for (second, command) in commands {
      inputs.append((Self.start.adding(seconds: second), 0, .command, command.canonicalBytes))
    }
  }
}

extension CanonicalCodable {
  var canonicalBytes: [UInt8] {
    var writer = CanonicalWriter()
    writer.write(self)
    return writer.bytes
  }
}

extension PictureEngine {
  /// An engine that has taken a log, and done the step its last entries wait for.
  init(playing log: some Sequence<LogEntry>) {
    self.init()
    for entry in log { _ = process(entry) }
    _ = finish()
  }

  /// The next entry for this engine, `seconds` after its clock.
  func entry(
    _ kind: LogEntryKind, _ payload: [UInt8] = [], afterSeconds seconds: Double = 0, feed: UInt16 = 1
  ) -> LogEntry {
    LogEntry(
      sequence: entries, receiveTime: time.adding(seconds: seconds), feed: FeedNumber(rawValue: feed), kind: kind,
      payload: payload)
  }
}
