import Asterix

/// One detection of a rotating radar and what it says of the target.
struct RadarPlot: Sendable {
  struct Secondary: Sendable {
    var code: UInt16
    var flightLevel: Double
  }

  struct ModeS: Sendable {
    var address: UInt32
    var callsign: String?
    var flightStatus: UInt64
  }

  /// The radar's own track.
  struct LocalTrack: Sendable {
    var number: UInt16
    var isTentative: Bool
    var groundSpeedNauticalMilesPerSecond: Double
    var headingDegrees: Double
    /// 0 level, 1 climbing, 2 descending, 3 not known.
    var verticalMode: UInt64
    var isManoeuvring: Bool
  }

  var timeOfDaySeconds: Double
  var rhoNauticalMiles: Double
  var thetaDegrees: Double
  var amplitudeDecibelMilliwatts: Double
  var secondary: Secondary?
  var modeS: ModeS?
  var track: LocalTrack?
}

extension RadarPlot {
  /// CAT048 I020 TYP: a lone primary, secondary or Mode S roll-call detection.
  private var detectionType: UInt64 { modeS != nil ? 5 : secondary != nil ? 2 : 1 }

  /// The plot as a CAT048 record.
  func record(
    sac: UInt8, sic: UInt8, into builder: inout AsterixRecordBuilder
  ) throws(AsterixEncodingError) -> [UInt8] {
    builder.removeAll()
    try builder.set("010/SAC", raw: UInt64(sac))
    try builder.set("010/SIC", raw: UInt64(sic))
    try builder.set("140", timeOfDaySeconds)
    try builder.set("020/TYP", raw: detectionType)
    try builder.set("040/RHO", rhoNauticalMiles)
    try builder.set("040/THETA", thetaDegrees)
    try setAnswers(&builder)
    try setTrack(&builder)
    return try builder.record()
  }

  private func setAnswers(_ builder: inout AsterixRecordBuilder) throws(AsterixEncodingError) {
    guard let secondary else {
      try builder.set("130/PRL", 0.7)
      return try builder.set("130/PAM", amplitudeDecibelMilliwatts)
    }
    try builder.set("070/MODE3A", raw: UInt64(secondary.code))
    try builder.set("090/FL", secondary.flightLevel)
    try builder.set("130/SRL", 1.4)
    try builder.set("130/SRR", raw: modeS == nil ? 8 : 1)
    try builder.set("130/SAM", amplitudeDecibelMilliwatts)
    guard let modeS else { return }
    try builder.set("220", raw: UInt64(modeS.address))
    if let callsign = modeS.callsign { try builder.set("240", string: callsign) }
    try builder.set("230/COM", raw: 1)
    try builder.set("230/STAT", raw: modeS.flightStatus)
    try builder.set("230/MSSC", raw: 1)
    try builder.set("230/ARC", raw: 1)
    try builder.set("230/AIC", raw: 1)
    try builder.set("230/B1A", raw: 1)
    try builder.set("230/B1B", raw: 5)
  }

  private func setTrack(_ builder: inout AsterixRecordBuilder) throws(AsterixEncodingError) {
    guard let track else { return }
    try builder.set("161/TRN", raw: UInt64(track.number))
    try builder.set("200/GSP", track.groundSpeedNauticalMilesPerSecond)
    try builder.set("200/HDG", track.headingDegrees)
    try builder.set("170/CNF", raw: track.isTentative ? 1 : 0)
    try builder.set("170/RAD", raw: secondary == nil ? 1 : 2)
    try builder.set("170/MAH", raw: track.isManoeuvring ? 1 : 0)
    try builder.set("170/CDM", raw: track.verticalMode)
  }
}

/// What a radar says of itself once a turn and at every sector (CAT034).
struct RadarService: Sendable {
  var sac: UInt8
  var sic: UInt8
  var kind: ScenarioSensor.Kind
  var turnSeconds: Double
  var latitudeDegrees: Double
  var longitudeDegrees: Double
  var heightMetres: Double

  /// - Parameter sector: From 0, clockwise from north, of 32; sector 0 begins with the north marker.
  func record(
    sector: Int, timeOfDaySeconds: Double, into builder: inout AsterixRecordBuilder
  ) throws(AsterixEncodingError) -> [UInt8] {
    builder.removeAll()
    try builder.set("010/SAC", raw: UInt64(sac))
    try builder.set("010/SIC", raw: UInt64(sic))
    try builder.set("030", timeOfDaySeconds)
    guard sector == 0 else {
      try builder.set("000", raw: 2)
      try builder.set("020", Double(sector) * 11.25)
      return try builder.record()
    }
    try builder.set("000", raw: 1)
    try builder.set("041", turnSeconds)
    try builder.set("050/COM/NOGO", raw: 0)
    switch kind {
    case .primary: try builder.set("050/PSR/CHAB", raw: 3)
    case .secondary: try builder.set("050/SSR/CHAB", raw: 1)
    case .modeS, .adsb: try builder.set("050/MDS/CHAB", raw: 1)
    }
    try builder.set("120/HGT", heightMetres.rounded())
    try builder.set("120/LAT", latitudeDegrees)
    try builder.set("120/LON", longitudeDegrees)
    return try builder.record()
  }
}
