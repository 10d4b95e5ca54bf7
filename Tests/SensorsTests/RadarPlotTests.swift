import Asterix
import Geodesy
import Sensors
import Surveillance
import Testing

@Suite struct RadarPlotTests {
  @Test func plotCarriesWhatTheRadarMeasured() throws {
    var bench = SensorBench([configuredRadar()])
    try bench.plot(rangeNauticalMiles: 50, azimuthDegrees: 90, type: 7) { builder in
      try builder.set("070/MODE3A", string: "4721")
      try builder.set("090/FL", 370)
      try builder.set("220", raw: 0x3C65AC)
      try builder.set("240", string: "DLH123")
      try builder.set("161/TRN", 77)
      try builder.set("130/SAM", -60)
      try builder.set("110/3DH", 35_000)
    }
    let report = try #require(bench.reports.first)
    #expect(bench.reports.count == 1)
    #expect(report.kind == .plot)
    #expect(report.sensor.index == 0)
    #expect(report.time == bench.now)
    #expect(report.means == [.primary, .modeS])
    #expect(report.position == .polar(slantRangeMetres: 92_600, azimuthRadians: Elementary.pi / 2))
    #expect(report.mode3A == Mode3AReply(code: try #require(Mode3ACode("4721"))))
    #expect(report.pressureAltitude?.altitude.flightLevel == 370)
    #expect(report.modeSAddress?.description == "3C65AC")
    #expect(report.callsign?.description == "DLH123")
    #expect(report.localTrackNumber == 77)
    #expect(report.aircraft.amplitudeDecibelMilliwatts == -60)
    #expect(report.measuredHeight?.feet == 35_000)
    #expect(report.isOnGround == nil)
    #expect(!report.isSpecialPosition)
    #expect(bench.bank.sensors[0].plots == 1)
    #expect(bench.bank.sensors[0].records == 1)
    #expect(bench.bank.sensors[0].tally.rows.isEmpty)
  }

  @Test(arguments: [("020/SIM", SensorReason.simulatedTarget), ("020/TST", .testTarget), ("020/RAB", .fieldMonitor)])
  func simulatedTestAndFieldMonitorTargetsAreCountedAndAreNoPlots(path: String, reason: SensorReason) throws {
    var bench = SensorBench()
    try bench.plot { try $0.set(path, true) }
    #expect(bench.reports.isEmpty)
    #expect(bench.count(reason) == 1)
    #expect(bench.bank.sensors[0].records == 1)
    #expect(bench.bank.sensors[0].plots == 0)
  }

  @Test func radarsOwnCoastingIsCountedAndIsNoPlot() throws {
    var bench = SensorBench()
    try bench.plot(type: 0)
    #expect(bench.reports.isEmpty)
    #expect(bench.count(.radarCoasting) == 1)
  }

  @Test(
    arguments: [
      (1, SensorReason.reflection), (2, .sidelobe), (3, .splitPlot), (4, .secondTimeAround), (5, .angel),
      (6, .roadVehicle), (7, .fixedEcho), (10, .phantom), (19, .birds), (20, .birds), (23, .windTurbine),
    ] as [(UInt64, SensorReason)])
  func whatTheRadarItselfCallsNoAircraftIsCountedAndIsNoPlot(code: UInt64, reason: SensorReason) throws {
    var bench = SensorBench()
    try bench.plot { try $0.set("030", list: [code]) }
    try bench.plot { try $0.set("030", list: [17, code]) }
    #expect(bench.reports.isEmpty)
    #expect(bench.count(reason) == 2)
  }

  @Test(arguments: [8, 9, 13, 14, 15, 17, 24] as [UInt64])
  func warningsThatDoNotDenyTheAircraftLeaveThePlotAsItIs(code: UInt64) throws {
    var plain = SensorBench()
    var warned = SensorBench()
    func fill(_ builder: inout AsterixRecordBuilder) throws {
      try builder.set("070/MODE3A", string: "4721")
      try builder.set("090/FL", 100)
      try builder.set("220", raw: 0x3C65AC)
    }
    try plain.plot(fill)
    try warned.plot { builder in
      try fill(&builder)
      try builder.set("030", list: [code])
    }
    #expect(warned.reports == plain.reports)
  }

  @Test(
    arguments: [
      (11, false, true, true), (12, true, false, true), (18, true, false, true), (16, true, true, false),
    ] as [(UInt64, Bool, Bool, Bool)])
  func doubtedCodeLevelOrAddressIsNotTrusted(
    code: UInt64, trustsCode: Bool, trustsLevel: Bool, keepsAddress: Bool
  ) throws {
    var bench = SensorBench()
    try bench.plot { builder in
      try builder.set("070/MODE3A", string: "4721")
      try builder.set("090/FL", 100)
      try builder.set("220", raw: 0x3C65AC)
      try builder.set("030", list: [code])
    }
    let report = try #require(bench.reports.first)
    #expect(report.mode3A?.isValidated == trustsCode)
    #expect(report.pressureAltitude?.isValidated == trustsLevel)
    #expect((report.modeSAddress != nil) == keepsAddress)
  }

  @Test func validatedGarbledAndSmoothedBitsAreKept() throws {
    for bits in 0..<8 {
      var bench = SensorBench()
      try bench.plot { builder in
        try builder.set("070/MODE3A", string: "1234")
        try builder.set("070/V", bits & 1 != 0)
        try builder.set("070/G", bits & 2 != 0)
        try builder.set("070/L", bits & 4 != 0)
        try builder.set("090/FL", 55.25)
        try builder.set("090/V", bits & 1 != 0)
        try builder.set("090/G", bits & 2 != 0)
      }
      let report = try #require(bench.reports.first)
      #expect(report.mode3A?.isValidated == (bits & 1 == 0))
      #expect(report.mode3A?.isGarbled == (bits & 2 != 0))
      #expect(report.mode3A?.isSmoothed == (bits & 4 != 0))
      #expect(report.pressureAltitude?.isValidated == (bits & 1 == 0))
      #expect(report.pressureAltitude?.isGarbled == (bits & 2 != 0))
      #expect(report.pressureAltitude?.altitude.flightLevel == 55.25)
    }
  }

  @Test(arguments: [(0, false), (1, true), (2, false), (3, true), (4, nil), (5, nil)] as [(UInt64, Bool?)])
  func flightStatusTellsWhetherItIsOnTheGround(status: UInt64, isOnGround: Bool?) throws {
    var bench = SensorBench()
    try bench.plot(type: 5) { builder in
      try builder.set("230/COM", raw: 1)
      try builder.set("230/STAT", raw: status)
    }
    #expect(bench.reports.first?.isOnGround == isOnGround)
    #expect(bench.reports.first?.aircraft.flightStatus?.rawValue == UInt8(status))
  }

  @Test func rangeAndAzimuthCorrectionsAreAdded() throws {
    var bench = SensorBench([configuredRadar(rangeCorrection: .metres(-150), azimuthCorrection: .degrees(-0.5))])
    try bench.plot(rangeNauticalMiles: 10, azimuthDegrees: 0)
    guard case .polar(let range, let azimuth) = bench.reports.first?.position else {
      Issue.record("no polar position")
      return
    }
    #expect(range == 18_520 - 150)
    #expect(abs(Angle.degrees(fromRadians: azimuth) - 359.5) < 1e-9)
  }

  @Test func correctionNeverMakesARangeNegative() throws {
    var bench = SensorBench([configuredRadar(rangeCorrection: .metres(-500))])
    try bench.plot(rangeNauticalMiles: 0.125, azimuthDegrees: 10)
    guard case .polar(let range, _) = bench.reports.first?.position else {
      Issue.record("no polar position")
      return
    }
    #expect(range == 0)
  }

  @Test func cartesianPositionServesWhereThereIsNoPolarOne() throws {
    var bench = SensorBench()
    try bench.send(48) { builder in
      try builder.set("020/TYP", raw: 1)
      try builder.set("042/X", -3)
      try builder.set("042/Y", -4)
    }
    guard case .polar(let range, let azimuth) = bench.reports.first?.position else {
      Issue.record("no polar position")
      return
    }
    #expect(abs(range - 5 * 1852) < 1e-6)
    #expect(abs(Angle.degrees(fromRadians: azimuth) - 216.869_897_645_844) < 1e-9)
  }

  @Test func recordWithoutPositionIsCounted() throws {
    var bench = SensorBench()
    try bench.send(48) { try $0.set("020/TYP", raw: 2) }
    #expect(bench.reports.isEmpty)
    #expect(bench.count(.noPosition) == 1)
  }

  @Test func militaryEmergencyAndSpecialPositionAreReported() throws {
    var bench = SensorBench()
    try bench.plot { builder in
      try builder.set("020/SPI", true)
      try builder.set("020/ME", true)
    }
    #expect(bench.reports.first?.isSpecialPosition == true)
    #expect(bench.reports.first?.emergency == .general)
  }

  @Test func timeOfDayIsResolvedAcrossMidnight() throws {
    var bench = SensorBench()
    let midnight = SurveillanceTime(nanoseconds: 19_480 * SurveillanceTime.nanosecondsPerDay)
    bench.now = midnight.adding(seconds: 0.5)
    try bench.plot { try $0.set("140", 86_399.5) }
    #expect(bench.reports.first?.time == midnight.adding(seconds: -0.5))
    #expect(bench.count(.clockOff) == 0)
  }

  @Test func timeOfDayFarFromReceiptIsNotBelievedAndCounted() throws {
    var bench = SensorBench()
    let hourAgo = bench.now.secondsOfDay - 3600
    try bench.plot { try $0.set("140", hourAgo) }
    #expect(bench.reports.first?.time == bench.now)
    #expect(bench.count(.clockOff) == 1)
  }

  @Test(
    arguments: [
      (1, SensorType.primaryRadar, DetectionMeans.primary), (2, .secondaryRadar, .secondary),
      (3, .secondaryRadar, [.primary, .secondary]), (4, .modeSRadar, .modeS), (5, .modeSRadar, .modeS),
      (6, .modeSRadar, [.primary, .modeS]), (7, .modeSRadar, [.primary, .modeS]),
    ] as [(UInt64, SensorType, DetectionMeans)])
  func kindOfRadarIsLearntFromItsDetections(type: UInt64, kind: SensorType, means: DetectionMeans) throws {
    var bench = SensorBench()
    try bench.plot(type: type)
    #expect(bench.reports.first?.means == means)
    #expect(bench.bank.sensors[0].type == kind)
    // What a Mode S radar also hears does not make it less.
    try bench.plot(type: 5)
    try bench.plot(type: 2)
    try bench.plot(type: 1)
    #expect(bench.bank.sensors[0].type == .modeSRadar)
  }

  @Test func configuredKindIsNotOverruled() throws {
    var bench = SensorBench([configuredRadar(type: .primaryRadar)])
    try bench.plot(type: 5)
    #expect(bench.bank.sensors[0].type == .primaryRadar)
  }

  @Test func registers40And50And60AreRead() throws {
    var bench = SensorBench()
    try bench.plot(type: 5) { builder in
      try builder.set("220", raw: 0x3C65AC)
      // Selected altitude 36,000 ft; barometric setting 1013.2 hPa.
      try builder.set("250/0/MBDATA", raw: bits([(1, 1), (2250, 12), (0, 13), (1, 1), (2132, 12), (0, 17)]))
      try builder.set("250/0/BDS1", raw: 4)
      try builder.set("250/0/BDS2", raw: 0)
      // Roll −22.5° (sign, 128 of 512 down), track angle rate 1/2 °/s, true airspeed 450 kt.
      try builder.set(
        "250/1/MBDATA", raw: bits([(1, 1), (1, 1), (384, 9), (0, 23), (1, 1), (0, 1), (16, 9), (1, 1), (225, 10)]))
      try builder.set("250/1/BDS1", raw: 5)
      try builder.set("250/1/BDS2", raw: 0)
      // Magnetic heading 270° (−90°), indicated airspeed 280 kt, Mach 0.8.
      try builder.set(
        "250/2/MBDATA", raw: bits([(1, 1), (1, 1), (512, 10), (1, 1), (280, 10), (1, 1), (200, 10), (0, 22)]))
      try builder.set("250/2/BDS1", raw: 6)
      try builder.set("250/2/BDS2", raw: 0)
    }
    let data = try #require(bench.reports.first?.aircraft)
    #expect(data.selectedAltitudeFeet == 36_000)
    #expect(abs(try #require(data.barometricSettingHectopascals) - 1013.2) < 1e-9)
    #expect(data.rollDegrees == -22.5)
    #expect(data.trackAngleRateDegreesPerSecond == 0.5)
    #expect(data.trueAirspeedKnots == 450)
    #expect(data.magneticHeadingDegrees == 270)
    #expect(data.indicatedAirspeedKnots == 280)
    #expect(abs(try #require(data.mach) - 0.8) < 1e-9)
  }

  @Test func registerFieldsWithoutTheirStatusBitAreUnknown() throws {
    var bench = SensorBench()
    try bench.plot(type: 5) { builder in
      for (index, register) in ([4, 5, 6] as [UInt64]).enumerated() {
        // Every bit but the status bits: 1, 14, 27, 12, 24, 35, 46, 13.
        let status: [Int] = register == 4 ? [1, 14, 27] : register == 5 ? [1, 12, 24, 35, 46] : [1, 13, 24, 35, 46]
        let message = status.reduce(UInt64(1) << 56 - 1) { $0 & ~(1 << UInt64(56 - $1)) }
        try builder.set("250/\(index)/MBDATA", raw: message)
        try builder.set("250/\(index)/BDS1", raw: register)
        try builder.set("250/\(index)/BDS2", raw: 0)
      }
    }
    var expected = AircraftData()
    let data = try #require(bench.reports.first?.aircraft)
    expected.flightStatus = data.flightStatus
    #expect(data == expected)
  }

  /// The 56 bits of a message, from its fields: value and width, the most significant first.
  private func bits(_ fields: [(value: UInt64, width: UInt64)]) -> UInt64 {
    let message = fields.reduce(UInt64(0)) { $0 << $1.width | $1.value }
    let width = fields.reduce(UInt64(0)) { $0 + $1.width }
    return message << (56 - width)
  }
}
