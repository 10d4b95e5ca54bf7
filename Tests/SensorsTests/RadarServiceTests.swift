import Asterix
import Geodesy
import Sensors
import Surveillance
import Testing

@Suite struct RadarPlaceTests {
  @Test func radarWithoutPositionGetsAPageOfItsOwn() throws {
    var bench = SensorBench()
    try bench.plot()
    try bench.send(48, sic: 2) { builder in
      try builder.set("040/RHO", 10)
      try builder.set("040/THETA", 10)
    }
    let pages = bench.bank.sensors.map(\.page)
    #expect(pages.count == 2)
    #expect(!pages.contains(.map))
    #expect(pages[0] != pages[1])
    #expect(bench.bank.sensors[0].antenna == nil)
    #expect(bench.bank.sites[0].page == pages[0])
  }

  @Test func configuredRadarStandsOnTheMap() throws {
    var bench = SensorBench([configuredRadar()])
    try bench.plot()
    #expect(bench.bank.sensors[0].page == .map)
    #expect(bench.bank.sites[0].antenna.latitudeDegrees == 52)
  }

  @Test func radarThatStatesItsPlaceMovesToTheMap() throws {
    var bench = SensorBench()
    try bench.plot()
    #expect(bench.bank.sensors[0].page != .map)
    try bench.send(34) { builder in
      try builder.set("000", raw: 1)
      try builder.set("120/HGT", 120)
      try builder.set("120/LAT", 41.3)
      try builder.set("120/LON", 2.1)
    }
    #expect(bench.bank.sensors[0].page == .map)
    let antenna = try #require(bench.bank.sensors[0].antenna)
    #expect(abs(antenna.latitudeDegrees - 41.3) < 1e-4)
    #expect(abs(antenna.longitudeDegrees - 2.1) < 1e-4)
    #expect(antenna.height.metres == 120)
    try bench.plot()
    #expect(bench.bank.sensors[0].page == .map)
  }

  @Test func configuredPlaceIsNotOverruledByTheRadar() throws {
    var bench = SensorBench([configuredRadar()])
    try bench.send(34) { builder in
      try builder.set("000", raw: 1)
      try builder.set("120/HGT", 0)
      try builder.set("120/LAT", 10)
      try builder.set("120/LON", 10)
    }
    #expect(bench.bank.sensors[0].antenna?.latitudeDegrees == 52)
  }

  @Test func noRadarWithoutPositionIsEverOnTheMapHoweverManyThereAre() throws {
    var bench = SensorBench()
    for sic in 0..<SensorBank.sensorsMax {
      try bench.send(48, sic: Double(sic)) { builder in
        try builder.set("040/RHO", 10)
        try builder.set("040/THETA", 10)
      }
    }
    #expect(bench.bank.sensors.count == SensorBank.sensorsMax)
    for report in bench.reports { #expect(bench.bank.sensors[report.sensor.index].page != .map) }
    #expect(Set(bench.reports.map { bench.bank.sensors[$0.sensor.index].page }).count == bench.reports.count)
  }
}

@Suite struct ScanPeriodTests {
  @Test func radarsOwnStatementIsTaken() throws {
    var bench = SensorBench()
    try bench.send(34) { builder in
      try builder.set("000", raw: 1)
      try builder.set("041", 4)
    }
    #expect(bench.bank.sensors[0].scanPeriodSeconds == 4)
  }

  @Test(arguments: [0.0, 0.125, 60])
  func impossibleStatementIsNotTaken(seconds: Double) throws {
    var bench = SensorBench()
    try bench.send(34) { builder in
      try builder.set("000", raw: 1)
      try builder.set("041", seconds)
    }
    #expect(bench.bank.sensors[0].scanPeriodSeconds == nil)
  }

  @Test func northMarkersTellIt() throws {
    var bench = SensorBench()
    for _ in 0..<20 {
      try bench.send(34) { try $0.set("000", raw: 1) }
      bench.pass(seconds: 5)
    }
    #expect(abs(try #require(bench.bank.sensors[0].scanPeriodSeconds) - 5) < 0.05)
  }

  @Test func missingNorthMarkersDoNotMakeTheAntennaSlower() throws {
    var bench = SensorBench()
    for turn in 0..<40 {
      if turn % 5 != 4 { try bench.send(34) { try $0.set("000", raw: 1) } }
      bench.pass(seconds: 5)
    }
    #expect(abs(try #require(bench.bank.sensors[0].scanPeriodSeconds) - 5) < 0.05)
  }

  @Test func plotsAloneTellItWhereThereAreNoNorthMarkers() throws {
    var bench = SensorBench()
    for plot in 0..<400 {
      let azimuth = Double(plot % 20) * 18 + 3
      try bench.plot(azimuthDegrees: azimuth)
      bench.pass(seconds: 0.25)
    }
    #expect(abs(try #require(bench.bank.sensors[0].scanPeriodSeconds) - 5) < 0.1)
  }

  @Test func configurationIsNotOverruled() throws {
    var bench = SensorBench([configuredRadar(scanPeriodSeconds: 12)])
    try bench.send(34) { builder in
      try builder.set("000", raw: 1)
      try builder.set("041", 4)
    }
    #expect(bench.bank.sensors[0].scanPeriodSeconds == 12)
  }
}

@Suite struct SensorStateTests {
  @Test func configuredSensorWaitsUntilItIsHeard() {
    var bench = SensorBench([configuredRadar()])
    bench.pass(seconds: 3600)
    #expect(bench.bank.sensors[0].state == .waiting)
    #expect(bench.bank.health[0].lastMessage == nil)
  }

  @Test func radarIsSilentAfterTwoAndAHalfTurnsAndUpWhenHeardAgain() throws {
    var bench = SensorBench([configuredRadar(scanPeriodSeconds: 4)])
    try bench.plot()
    bench.pass(seconds: 10)
    #expect(bench.bank.sensors[0].state == .up)
    bench.pass(seconds: 0.25)
    #expect(bench.bank.sensors[0].state == .silent)
    try bench.plot()
    bench.pass(seconds: 0)
    #expect(bench.bank.sensors[0].state == .up)
  }

  @Test func sensorHeardAgainAfterSilenceIsNoMoreAtRest() throws {
    var bench = SensorBench([configuredRadar(scanPeriodSeconds: 4)])
    #expect(bench.bank.isQuiescent)
    try bench.plot()
    #expect(!bench.bank.isQuiescent)
    bench.pass(seconds: 100)
    #expect(bench.bank.isQuiescent)
    try bench.plot()
    #expect(!bench.bank.isQuiescent)
  }

  @Test func radarThatReportsNoGoIsDegradedUntilItReportsItNoMore() throws {
    var bench = SensorBench([configuredRadar()])
    func status(_ isInhibited: Bool) -> (inout AsterixRecordBuilder) throws -> Void {
      { builder in
        try builder.set("000", raw: 1)
        try builder.set("050/COM/NOGO", isInhibited)
      }
    }
    try bench.send(34, status(true))
    bench.pass(seconds: 1)
    #expect(bench.bank.sensors[0].state == .degraded)
    #expect(bench.bank.sensors[0].fault?.contains("NOGO") == true)
    try bench.send(34, status(false))
    bench.pass(seconds: 1)
    #expect(bench.bank.sensors[0].state == .up)
    #expect(bench.bank.sensors[0].fault == nil)
  }

  @Test func trackerThatReportsItsStateIsDegraded() throws {
    var bench = SensorBench()
    try bench.send(65) { builder in
      try builder.set("000", raw: 1)
      try builder.set("040/NOGO", raw: 1)
    }
    bench.pass(seconds: 1)
    #expect(bench.bank.sensors[0].type == .systemTracker)
    #expect(bench.bank.sensors[0].state == .degraded)
  }
}
