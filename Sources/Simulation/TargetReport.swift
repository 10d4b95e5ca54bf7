import Asterix
import Geodesy

/// What a ground station says of one aircraft (CAT021).
///
/// The simulation bits (SIM, TST) stay unset: exercise data takes the way of live data, and the run's mode tells that it
/// is an exercise.
struct TargetReport {
  var trackNumber: UInt16
  var timeOfDaySeconds: Double
  var address: UInt32
  var identity: TargetIdentity
  var code: UInt16
  var motion: AircraftMotion
  var height: EllipsoidalHeight

  /// I021/200 PS: what the crew declares by its code.
  var priority: Double {
    switch code {
    case 0o7700: 1
    case 0o7600: 4
    case 0o7500: 5
    default: 0
    }
  }
}

/// Makes the CAT021 records of one ground station.
struct TargetReportEncoder: Sendable {
  /// The layouts there are: in flight or on the ground, with or without a callsign.
  private struct Layout: Sendable {
    var isOnGround: Bool
    var hasCallsign: Bool
  }

  private static let layouts = [
    Layout(isOnGround: false, hasCallsign: false), Layout(isOnGround: false, hasCallsign: true),
    Layout(isOnGround: true, hasCallsign: false), Layout(isOnGround: true, hasCallsign: true),
  ]

  private let templates: [RecordTemplate?]

  init(sac: UInt8, sic: UInt8) {
    templates = Self.layouts.map { Self.template(sac: sac, sic: sic, $0) }
  }

  /// The record; nil where its layout cannot be made.
  func record(of report: TargetReport) -> [UInt8]? {
    let place = (report.motion.isOnGround ? 2 : 0) + (report.identity.packedCallsign == nil ? 0 : 1)
    return templates[place]?.record(Self.values(of: report))
  }

  private static let alwaysPaths = [
    "161/TRNUM", "071", "073", "131/LAT", "131/LON", "160/GS", "160/TA", "080", "070/MODE3A", "020", "200/PS", "200/SS",
  ]

  private static func paths(_ layout: Layout) -> [String] {
    alwaysPaths + (layout.isOnGround ? [] : ["140", "145", "155/BVR", "157/GVR"])
      + (layout.hasCallsign ? ["170"] : [])
  }

  /// In the order of ``paths(_:)``.
  private static func values(of report: TargetReport) -> [Double] {
    let motion = report.motion
    let track = Angle.degrees(fromRadians: motion.trackRadians)
    var values = [
      Double(report.trackNumber), report.timeOfDaySeconds, report.timeOfDaySeconds,
      Angle.degrees(fromRadians: motion.position.latitudeRadians),
      Angle.degrees(fromRadians: motion.position.longitudeRadians),
      min(1.9, max(0, motion.speedMetresPerSecond) / 1852), track, Double(report.address), Double(report.code),
      Double(report.identity.type.emitterCategory), report.priority, report.priority == 0 ? 0 : 1,
    ]
    if !motion.isOnGround {
      let rate = max(-25_000, min(25_000, motion.verticalRateMetresPerSecond * 60 / 0.3048))
      let level = max(-15, min(1500, (motion.altitudeMetres / 7.62).rounded() / 4))
      values += [max(-1500, min(150_000, report.height.feet)), level, rate, rate]
    }
    if let callsign = report.identity.packedCallsign { values.append(Double(callsign)) }
    return values
  }

  private static func template(sac: UInt8, sic: UInt8, _ layout: Layout) -> RecordTemplate? {
    do {
      let record = try exampleRecord(sac: sac, sic: sic, layout)
      return RecordTemplate(record: record, category: 21, paths: paths(layout))
    } catch {
      return nil
    }
  }

  private static func exampleRecord(
    sac: UInt8, sic: UInt8, _ layout: Layout
  ) throws(AsterixEncodingError) -> [UInt8] {
    var builder = AsterixRecordBuilder(category: 21)
    try builder.set("010/SAC", raw: UInt64(sac))
    try builder.set("010/SIC", raw: UInt64(sic))
    try builder.set("040/ATP", raw: 0)
    if layout.isOnGround { try builder.set("040/GBS", raw: 1) }
    for path in paths(layout) where path != "170" { try builder.set(path, raw: 1) }
    if layout.hasCallsign { try builder.set("170", string: "A") }
    try builder.set("090/NUCRNACV", raw: 2)
    try builder.set("090/NUCPNIC", raw: 8)
    try builder.set("090/NICBARO", raw: 1)
    try builder.set("090/SIL", raw: 3)
    try builder.set("090/NACP", raw: 9)
    try builder.set("210/VN", raw: 2)
    try builder.set("210/LTT", raw: 2)
    return try builder.record()
  }
}
