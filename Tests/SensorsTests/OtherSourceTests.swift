import Asterix
import Geodesy
import Sensors
import Surveillance
import Testing

@Suite struct ADSBStationTests {
  @Test func broadcastCarriesWhatTheAircraftSays() throws {
    var bench = SensorBench()
    try bench.broadcast { builder in
      try builder.set("140", 37_500)
      try builder.set("145", 370)
      try builder.set("160/GS", 0.125)
      try builder.set("160/TA", 90)
      try builder.set("155/BVR", -625)
      try builder.set("170", string: "KLM12")
      try builder.set("070/MODE3A", string: "4721")
      try builder.set("020", raw: 5)
      try builder.set("090/NUCRNACV", raw: 2)
      try builder.set("090/NUCPNIC", raw: 8)
      try builder.set("090/NACP", raw: 9)
      try builder.set("210/VN", raw: 2)
      try builder.set("210/LTT", raw: 2)
      try builder.set("161/TRNUM", raw: 12)
    }
    let report = try #require(bench.reports.first)
    #expect(report.kind == .adsb)
    #expect(report.means == .adsb)
    guard case .geodetic(let latitude, let longitude) = report.position else {
      Issue.record("no geodetic position")
      return
    }
    #expect(abs(Angle.degrees(fromRadians: latitude) - 52) < 1e-6)
    #expect(abs(Angle.degrees(fromRadians: longitude) - 5) < 1e-6)
    #expect(report.modeSAddress?.rawValue == 0x48_4B_01)
    #expect(report.geometricHeight?.feet == 37_500)
    #expect(report.pressureAltitude?.altitude.flightLevel == 370)
    let velocity = try #require(report.velocity)
    #expect(abs(velocity.eastMetresPerSecond - 231.5) < 1e-9)
    #expect(abs(velocity.northMetresPerSecond) < 1e-9)
    #expect(abs(try #require(report.verticalRateMetresPerSecond) + 3.175) < 1e-9)
    #expect(report.callsign?.description == "KLM12")
    #expect(report.mode3A?.code.description == "4721")
    #expect(report.aircraft.emitterCategory == 0xA5)
    #expect(report.aircraft.nacV == 2)
    #expect(report.aircraft.nic == 8)
    #expect(report.aircraft.nacP == 9)
    #expect(report.aircraft.adsbVersion == 2)
    #expect(report.localTrackNumber == 12)
    #expect(report.emergency == nil)
    #expect(bench.bank.sensors[0].type == .adsbStation)
    #expect(bench.bank.sensors[0].page == .map)
  }

  @Test(arguments: [("040/SIM", SensorReason.simulatedTarget), ("040/TST", .testTarget), ("040/RAB", .fieldMonitor)])
  func simulatedTestAndFieldMonitorTargetsAreCountedAndNotReported(path: String, reason: SensorReason) throws {
    var bench = SensorBench()
    try bench.broadcast { try $0.set(path, true) }
    #expect(bench.reports.isEmpty)
    #expect(bench.count(reason) == 1)
  }

  @Test func groundBitTellsThatItIsOnTheGround() throws {
    var bench = SensorBench()
    try bench.broadcast { try $0.set("040/GBS", true) }
    try bench.broadcast { try $0.set("040/GBS", false) }
    #expect(bench.reports.map(\.isOnGround) == [true, false])
  }

  @Test(arguments: [(9, 12.245), (8, 37.796), (5, 377.96), (0, 50), (11, 10)] as [(UInt64, Double)])
  func statedAccuracyBecomesAStandardDeviation(nacP: UInt64, metres: Double) throws {
    var bench = SensorBench()
    try bench.broadcast { try $0.set("090/NACP", raw: nacP) }
    #expect(abs(try #require(bench.reports.first?.positionSigmaMetres) - metres) < metres * 1e-3)
  }

  @Test(
    arguments: [
      (0, nil), (1, EmergencyState.general), (2, .medical), (3, .minimumFuel), (4, .noCommunications),
      (5, .unlawfulInterference), (6, .downed), (7, nil),
    ] as [(UInt64, EmergencyState?)])
  func priorityStatusIsAnEmergency(status: UInt64, emergency: EmergencyState?) throws {
    var bench = SensorBench()
    try bench.broadcast { try $0.set("200/PS", raw: status) }
    #expect(bench.reports.first?.emergency == emergency)
  }

  @Test func reportWithoutPositionIsCounted() throws {
    var bench = SensorBench()
    try bench.send(21) { try $0.set("080", raw: 1) }
    #expect(bench.reports.isEmpty)
    #expect(bench.count(.noPosition) == 1)
  }
}

@Suite struct SystemTrackerTests {
  private func send(
    _ bench: inout SensorBench, _ fill: (inout AsterixRecordBuilder) throws -> Void = { _ in }
  ) throws {
    try bench.send(62) { builder in
      try builder.set("040", raw: 1234)
      try builder.set("105/LAT", 45)
      try builder.set("105/LON", 7)
      try fill(&builder)
    }
  }

  @Test func anotherSystemsTrackIsReportedAsSuch() throws {
    var bench = SensorBench()
    try send(&bench) { builder in
      try builder.set("185/VX", 100)
      try builder.set("185/VY", -50)
      try builder.set("060/MODE3A", string: "2345")
      try builder.set("136", 310)
      try builder.set("380/ADR", raw: 0x3C65AC)
      try builder.set("245/CHR", string: "DLH9")
    }
    let report = try #require(bench.reports.first)
    #expect(report.kind == .systemTrack)
    #expect(report.means.contains(.external))
    #expect(report.localTrackNumber == 1234)
    #expect(report.velocity == GroundVelocity(eastMetresPerSecond: 100, northMetresPerSecond: -50))
    #expect(report.mode3A?.code.description == "2345")
    #expect(report.pressureAltitude?.altitude.flightLevel == 310)
    #expect(report.modeSAddress?.rawValue == 0x3C65AC)
    #expect(report.callsign?.description == "DLH9")
    #expect(report.external?.isEnded == false)
    #expect(bench.bank.sensors[0].type == .systemTracker)
    #expect(bench.bank.sensors[0].page == .map)
  }

  @Test func endOfATrackIsToldEvenWithoutPosition() throws {
    var bench = SensorBench()
    try bench.send(62) { builder in
      try builder.set("040", raw: 1234)
      try builder.set("080/TSE", true)
    }
    #expect(bench.reports.first?.external?.isEnded == true)
    #expect(bench.reports.first?.position == nil)
  }

  @Test func trackWithoutPositionIsCounted() throws {
    var bench = SensorBench()
    try bench.send(62) { try $0.set("040", raw: 1) }
    #expect(bench.reports.isEmpty)
    #expect(bench.count(.noPosition) == 1)
  }

  @Test func tentativeCoastingAndSimulatedTracksSaySo() throws {
    var bench = SensorBench()
    try send(&bench)
    try send(&bench) { try $0.set("080/CNF", true) }
    try send(&bench) { try $0.set("080/CST", true) }
    try send(&bench) { try $0.set("080/SIM", true) }
    let states = bench.reports.compactMap(\.external)
    #expect(states.map(\.isTentative) == [false, true, false, false])
    #expect(states.map(\.isCoasting) == [false, false, true, false])
    #expect(states.map(\.isSimulated) == [false, false, false, true])
  }

  @Test func ageBitsThatAreSetMeanAnOldSource() throws {
    var bench = SensorBench()
    try send(&bench) { builder in
      try builder.set("080/CST", false)
      try builder.set("080/PSR", true)
      try builder.set("080/SSR", false)
      try builder.set("080/MDS", true)
      try builder.set("080/ADS", false)
    }
    #expect(bench.reports.first?.external?.sources == [.secondary, .adsb])
  }

  @Test func withoutAgeBitsAndAgesNoSourceIsClaimed() throws {
    var bench = SensorBench()
    try send(&bench) { try $0.set("080/MON", true) }
    #expect(bench.reports.first?.external?.sources == [])
  }

  @Test func agesTellTheSourcesAndOldOnesDoNotCount() throws {
    var bench = SensorBench()
    try send(&bench) { builder in
      try builder.set("290/PSR", 3)
      try builder.set("290/SSR", 60)
      try builder.set("290/MDS", 20)
      try builder.set("290/ES", 0.5)
      try builder.set("290/MLT", 1)
    }
    #expect(bench.reports.first?.external?.sources == [.primary, .modeS, .adsb, .multilateration])
    #expect(bench.reports.first?.means == [.primary, .modeS, .adsb, .multilateration, .external])
  }

  @Test func sourceMustBeFreshByItsAgeAndByItsBit() throws {
    var bench = SensorBench()
    try send(&bench) { builder in
      try builder.set("080/PSR", true)
      try builder.set("290/PSR", 3)
      try builder.set("290/SSR", 3)
    }
    #expect(bench.reports.first?.external?.sources == .secondary)
  }
}

@Suite struct SurfaceSensorTests {
  private func send(_ bench: inout SensorBench, _ fill: (inout AsterixRecordBuilder) throws -> Void) throws {
    try bench.send(10) { builder in
      try builder.set("000", raw: 1)
      try builder.set("020/TYP", raw: 3)
      try fill(&builder)
    }
  }

  @Test func polarPositionIsInMetresAndOnTheGround() throws {
    var bench = SensorBench()
    try send(&bench) { builder in
      try builder.set("040/RHO", 1500)
      try builder.set("040/TH", 45)
      try builder.set("161/TRK", raw: 9)
    }
    let report = try #require(bench.reports.first)
    #expect(report.position == .polar(slantRangeMetres: 1500, azimuthRadians: Elementary.pi / 4))
    #expect(report.means == .surface)
    #expect(report.isOnGround == true)
    #expect(report.localTrackNumber == 9)
    #expect(bench.bank.sensors[0].type == .surfaceRadar)
    #expect(bench.bank.sensors[0].page != .map)
  }

  @Test func cartesianPositionIsTakenAroundTheSensor() throws {
    var bench = SensorBench()
    try send(&bench) { builder in
      try builder.set("042/X", -300)
      try builder.set("042/Y", 400)
    }
    guard case .polar(let range, let azimuth) = bench.reports.first?.position else {
      Issue.record("no polar position")
      return
    }
    #expect(abs(range - 500) < 1e-9)
    #expect(abs(Angle.degrees(fromRadians: azimuth) - 323.130_102_354_156) < 1e-9)
  }

  @Test func geographicPositionStandsOnTheMap() throws {
    var bench = SensorBench()
    try send(&bench) { builder in
      try builder.set("041/LAT", 41.3)
      try builder.set("041/LON", 2.1)
    }
    guard case .geodetic(let latitude, _) = bench.reports.first?.position else {
      Issue.record("no geodetic position")
      return
    }
    #expect(abs(Angle.degrees(fromRadians: latitude) - 41.3) < 1e-6)
    #expect(bench.bank.sensors[0].page == .map)
  }

  @Test func multilaterationTargetIsOnTheGroundOnlyIfItSaysSo() throws {
    var bench = SensorBench()
    for isOnGround in [false, true] {
      try bench.send(10) { builder in
        try builder.set("000", raw: 1)
        try builder.set("020/TYP", raw: 1)
        try builder.set("020/GBS", isOnGround)
        try builder.set("042/X", 100)
        try builder.set("042/Y", 100)
      }
    }
    #expect(bench.reports.map(\.means) == [.multilateration, .multilateration])
    #expect(bench.reports.map(\.isOnGround) == [false, true])
  }

  @Test(arguments: [("020/SIM", SensorReason.simulatedTarget), ("020/TST", .testTarget), ("020/RAB", .fieldMonitor)])
  func simulatedTestAndFieldMonitorTargetsAreCountedAndNotReported(path: String, reason: SensorReason) throws {
    var bench = SensorBench()
    try send(&bench) { builder in
      try builder.set(path, true)
      try builder.set("042/X", 100)
      try builder.set("042/Y", 100)
    }
    #expect(bench.reports.isEmpty)
    #expect(bench.count(reason) == 1)
  }

  @Test func serviceMessagesAreNoTargets() throws {
    var bench = SensorBench()
    try bench.send(10) { try $0.set("000", raw: 2) }
    #expect(bench.reports.isEmpty)
    #expect(bench.bank.sensors[0].records == 1)
    #expect(bench.bank.sensors[0].tally.rows.isEmpty)
  }
}
