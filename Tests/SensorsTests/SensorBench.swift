import Asterix
import Geodesy
import Sensors
import Surveillance

/// A bank of sensors on the bench: takes records as a feed would deliver them, and shows what came of them.
struct SensorBench {
  /// 2023-05-02 08:00 UTC.
  static let start = SurveillanceTime(nanoseconds: (19_479 * 86_400 + 8 * 3600) * 1_000_000_000)

  var bank: SensorBank
  var now = Self.start
  var reports: [SensorReport] = []
  private var sequence: UInt64 = 0

  init(_ configurations: [SensorConfiguration] = []) {
    bank = SensorBank(configurations: configurations)
  }

  mutating func receive(_ kind: LogEntryKind, _ payload: [UInt8], feed: UInt16 = 1) {
    let entry = LogEntry(
      sequence: sequence, receiveTime: now, feed: FeedNumber(rawValue: feed), kind: kind, payload: payload)
    sequence += 1
    bank.ingest(entry, into: &reports)
  }

  /// Sends one record of SAC 20, SIC 1 with the time of day of now, and whatever `fill` sets.
  mutating func send(
    _ category: UInt8, sac: Double = 20, sic: Double = 1,
    _ fill: (inout AsterixRecordBuilder) throws -> Void
  ) throws {
    var builder = AsterixRecordBuilder(category: category)
    try builder.set("010/SAC", sac)
    try builder.set("010/SIC", sic)
    try builder.set(Self.timeItem[category] ?? "140", now.secondsOfDay)
    try fill(&builder)
    receive(.asterix, AsterixBlock.encode(category: category, records: [try builder.record()]))
  }

  /// A plot of SAC 20, SIC 1 that is a plain Mode A/C reply unless `fill` says otherwise.
  mutating func plot(
    rangeNauticalMiles: Double = 50, azimuthDegrees: Double = 90, type: UInt64 = 2,
    _ fill: (inout AsterixRecordBuilder) throws -> Void = { _ in }
  ) throws {
    try send(48) { builder in
      try builder.set("020/TYP", raw: type)
      try builder.set("040/RHO", rangeNauticalMiles)
      try builder.set("040/THETA", azimuthDegrees)
      try fill(&builder)
    }
  }

  /// A CAT021 report at 52° N 5° E.
  mutating func broadcast(_ fill: (inout AsterixRecordBuilder) throws -> Void = { _ in }) throws {
    try send(21) { builder in
      try builder.set("080", raw: 0x48_4B_01)
      try builder.set("131/LAT", 52)
      try builder.set("131/LON", 5)
      try fill(&builder)
    }
  }

  mutating func pass(seconds: Double) {
    now = now.adding(seconds: seconds)
    bank.advance(to: now)
  }

  /// How often a reason was counted at a sensor.
  func count(_ reason: SensorReason, sensor: Int = 0) -> UInt64 {
    guard sensor < bank.sensors.count else { return 0 }
    return Self.count(reason, in: bank.sensors[sensor].tally)
  }

  static func count(_ reason: SensorReason, in tally: ReasonTally) -> UInt64 {
    tally.rows.first { $0.reason == reason }?.count ?? 0
  }

  private static let timeItem: [UInt8: String] = [10: "140", 21: "073", 34: "030", 48: "140", 62: "070", 65: "030"]
}

extension CanonicalCodable {
  var canonicalBytes: [UInt8] {
    var writer = CanonicalWriter()
    writer.write(self)
    return writer.bytes
  }
}

/// The radar of the bench, with a place.
func configuredRadar(
  type: SensorType = .unknown, rangeCorrection: Distance = .metres(0), azimuthCorrection: Angle = .radians(0),
  scanPeriodSeconds: Double? = nil
) -> SensorConfiguration {
  SensorConfiguration(
    id: .asterix(sac: 20, sic: 1), name: "Radar", type: type,
    antenna: GeodeticPosition(latitudeDegrees: 52, longitudeDegrees: 5, heightMetres: 40),
    rangeCorrection: rangeCorrection, azimuthCorrection: azimuthCorrection, scanPeriodSeconds: scanPeriodSeconds)
}
