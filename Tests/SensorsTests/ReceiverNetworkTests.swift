import Geodesy
import ModeS
import ReceiverReports
import Sensors
import Surveillance
import Testing

/// Several receivers as one source of reports.
@Suite struct ReceiverNetworkTests {
  private static let address: UInt32 = 0x48_40_D6
  private static let aircraft = ExtendedSquitterEncoder(address: address)
  private static let place = CPRPosition(latitudeDegrees: 52.25, longitudeDegrees: 3.9)

  private func send(
    _ bench: inout SensorBench, _ frame: ModeSFrame, feed: UInt16 = 1, level: UInt8 = 0x80, receiver: UInt8? = nil
  ) {
    let kind: UInt8 = frame.byteCount == 14 ? 0x33 : 0x32
    let name: [UInt8] = receiver.map { [0xE3, 0, 0, 0, 0, 0, 0, 0, $0] } ?? []
    bench.receive(.beast, name + [kind, 0, 0, 0, 0, 0, 0, level] + frame.bytes, feed: feed)
  }

  private func position(isOdd: Bool, altitudeFeet: Int = 38_000) -> ModeSFrame {
    Self.aircraft.airbornePosition(
      Self.place, isOdd: isOdd, altitude: ADSBAltitude(feet: altitudeFeet, kind: .barometric))
  }

  /// A surveillance or Comm-B reply whose parity carries the address.
  private func reply(format: UInt8, code: UInt16, field: UInt64? = nil) throws -> ModeSFrame {
    var octets: [UInt8] = [format << 3, 0, UInt8(code >> 8), UInt8(code & 0xFF)]
    if let field { octets += (0..<7).map { UInt8(truncatingIfNeeded: field >> (48 - 8 * UInt64($0))) } }
    return ModeSCRC.sealed(try #require(ModeSFrame(octets + [0, 0, 0])), overlay: Self.address)
  }

  /// Type code 7, 12 kt (movement code 33), track 90 degrees.
  private func surfacePosition(_ place: CPRPosition, isOdd: Bool) -> ModeSFrame? {
    let code = CPR.encodeSurface(place, isOdd: isOdd)
    let start: UInt64 = 7 << 51 | 33 << 44 | 1 << 43 | 32 << 36 | (isOdd ? 1 : 0) << 34
    let field = start | UInt64(code.latitude) << 17 | UInt64(code.longitude)
    let head: UInt64 = 0x8D << 56 | UInt64(Self.address) << 32 | field >> 24
    let octets =
      (0..<8).map { UInt8(truncatingIfNeeded: head >> (56 - 8 * UInt64($0))) }
      + (0..<3).map { UInt8(truncatingIfNeeded: field >> (16 - 8 * UInt64($0))) } + [0, 0, 0]
    return ModeSFrame(octets).map { ModeSCRC.sealed($0) }
  }

  @Test func aMessageThatTwoReceiversHearCountsOnce() {
    var bench = SensorBench()
    for isOdd in [false, true] {
      send(&bench, position(isOdd: isOdd), feed: 1, level: 0x40)
      bench.pass(seconds: 0.05)
      send(&bench, position(isOdd: isOdd), feed: 2, level: 0x90)
      bench.pass(seconds: 0.5)
    }
    #expect(bench.reports.count == 1)
    #expect(bench.bank.sensors[1].tally.rows.first { $0.reason == .duplicate }?.count == 2)
    #expect(bench.bank.sensors[1].tally.refusals == 0)
  }

  @Test func everyReceiverThatHearsAnAircraftIsKnownWithItsLevel() {
    var bench = SensorBench()
    send(&bench, position(isOdd: false), feed: 1, level: 0x40)
    send(&bench, position(isOdd: false), feed: 2, level: 0x90)
    send(&bench, position(isOdd: false), feed: 2, level: 0x91, receiver: 7)
    let heard = bench.bank.receptions.receptions(of: Self.address, at: bench.now)
    #expect(heard.map(\.source.sensor.rawValue) == [0, 1, 1])
    #expect(heard.map(\.source.identifier) == [0, 0, 7])
    #expect(heard.map(\.signalLevel) == [0x40, 0x90, 0x91])
    bench.pass(seconds: 61)
    #expect(bench.bank.receptions.receptions(of: Self.address, at: bench.now).isEmpty)
  }

  @Test func theTwoHalvesOfAPositionMayComeByDifferentReceivers() {
    var bench = SensorBench()
    send(&bench, position(isOdd: false), feed: 1)
    bench.pass(seconds: 0.5)
    send(&bench, position(isOdd: true), feed: 2)
    #expect(bench.reports.count == 1)
    #expect(bench.reports.first?.sensor.rawValue == 1)
  }

  @Test func theSameReceiverMayHearTheSameAgain() {
    var bench = SensorBench()
    send(&bench, position(isOdd: false))
    for _ in 0..<2 {
      bench.pass(seconds: 0.5)
      send(&bench, position(isOdd: true))
    }
    #expect(bench.reports.count == 2)
  }

  @Test func aCodeInRepliesCountsOnceTwoAgree() throws {
    var bench = SensorBench()
    let field = ModeS.ModeACode(0o7700).identityField
    send(&bench, position(isOdd: false))
    send(&bench, try reply(format: 5, code: field))
    bench.pass(seconds: 0.5)
    send(&bench, position(isOdd: true))
    #expect(bench.reports.last?.mode3A == nil)
    #expect(bench.count(.unconfirmed) == 1)
    send(&bench, try reply(format: 5, code: field))
    send(&bench, position(isOdd: true))
    #expect(bench.reports.last?.mode3A?.code == .emergency)
    bench.pass(seconds: 40)
    send(&bench, position(isOdd: false))
    #expect(bench.reports.last?.mode3A == nil)
  }

  @Test func registersOfRepliesComeWithThePosition() throws {
    var bench = SensorBench()
    // Altitude 38,000 ft; register 4,0: 38,000 ft selected, 1013.2 hPa.
    let twelve = AltitudeCode.twelveBits(fromFeet: 38_000)
    let altitude = (twelve & 0xFC0) << 1 | twelve & 0x3F
    let register: UInt64 = 1 << 55 | 2375 << 43 | 1 << 29 | 2132 << 17
    send(&bench, position(isOdd: false))
    for _ in 0..<2 {
      bench.pass(seconds: 1)
      send(&bench, try reply(format: 20, code: altitude, field: register))
    }
    send(&bench, position(isOdd: true))
    let report = try #require(bench.reports.last)
    #expect(report.aircraft.selectedAltitudeFeet == 38_000)
    #expect(report.aircraft.barometricSettingHectopascals == 1013.2)
    #expect(report.aircraft.flightStatus == .airborne)
  }

  @Test func surfacePositionsNeedAPlaceNearThem() throws {
    let ground = CPRPosition(latitudeDegrees: 52.31, longitudeDegrees: 4.76)
    func frames() -> [ModeSFrame] {
      [false, true].compactMap { surfacePosition(ground, isOdd: $0) }
    }
    var unknown = SensorBench()
    for frame in frames() { send(&unknown, frame) }
    #expect(unknown.reports.isEmpty)
    let receiver = SensorConfiguration(
      id: .receiver(FeedNumber(rawValue: 1)), name: "airport", type: .modeSReceiver,
      antenna: GeodeticPosition(
        latitudeRadians: Angle.radians(fromDegrees: 52.3), longitudeRadians: Angle.radians(fromDegrees: 4.8)))
    var known = SensorBench([receiver])
    for frame in frames() { send(&known, frame) }
    let report = try #require(known.reports.last)
    #expect(report.isOnGround == true)
    #expect(abs(try #require(report.velocity).eastMetresPerSecond - Speed.knots(12).metresPerSecond) < 0.01)
    guard case .geodetic(let latitude, _) = report.position else { return #expect(Bool(false), "no geodetic position") }
    #expect(abs(Angle.degrees(fromRadians: latitude) - 52.31) < 1e-4)
  }

  @Test func anSBSReceiverSaysInSeveralLinesWhatOneReportHolds() throws {
    var bench = SensorBench()
    let lines = [
      "MSG,1,1,1,4840D6,1,2015/09/06,12:00:00.000,2015/09/06,12:00:00.000,KLM1023,,,,,,,,,,,0",
      "MSG,4,1,1,4840D6,1,2015/09/06,12:00:00.000,2015/09/06,12:00:00.000,,,420,90,,,-640,,,,,0",
      "MSG,3,1,1,4840D6,1,2015/09/06,12:00:00.000,2015/09/06,12:00:00.000,,37000,,,52.25,3.9,,,0,0,0,0",
    ]
    for line in lines { bench.receive(.sbs, Array(line.utf8)) }
    let report = try #require(bench.reports.first)
    #expect(bench.reports.count == 1)
    #expect(report.callsign?.description == "KLM1023")
    #expect(report.modeSAddress?.rawValue == Self.address)
    #expect(report.pressureAltitude?.altitude.feet == 37_000)
    #expect(abs(try #require(report.velocity).eastMetresPerSecond - Speed.knots(420).metresPerSecond) < 0.01)
    #expect(report.verticalRateMetresPerSecond == VerticalRate.feetPerMinute(-640).metresPerSecond)
    bench.receive(.sbs, Array("MSG,3,nonsense".utf8))
    #expect(bench.count(.undecodable) == 1)
  }

  @Test func aUATMessageBecomesAReport() throws {
    var bench = SensorBench()
    // flightaware/dump978, sample-data.txt.
    bench.receive(.uat, Array("-08a66ef1353e2d525fd4050911882aa038101d06b85d440be2a4c2a0000590000000;rs=2;".utf8))
    let report = try #require(bench.reports.first)
    #expect(report.modeSAddress?.rawValue == 0xA66EF1)
    #expect(report.means == .adsb)
    bench.receive(.uat, Array("+00;".utf8))
    #expect(bench.reports.count == 1)
  }

  @Test func aReceiversReportBecomesAReport() throws {
    var bench = SensorBench()
    var said = ReceiverReport(address: ReceiverAddress(Self.address), source: .mlat)
    said.position = ReceiverReport.Position(latitudeDegrees: 52.25, longitudeDegrees: 3.9)
    said.altitudeBarometricFeet = 9000
    var octets: [UInt8] = []
    said.encode(into: &octets)
    bench.receive(.receiverReport, octets)
    #expect(bench.reports.first?.means == .multilateration)
    #expect(bench.reports.first?.pressureAltitude?.altitude.feet == 9000)
  }

  @Test func theStateKeepsItsForm() throws {
    var bench = SensorBench()
    for feed in 1...3 as ClosedRange<UInt16> {
      for isOdd in [false, true] { send(&bench, position(isOdd: isOdd), feed: feed) }
    }
    send(&bench, try reply(format: 5, code: ModeS.ModeACode(0o1234).identityField))
    bench.receive(.sbs, Array("MSG,1,1,1,4840D6,1,,,,,KLM1023,,,,,,,,,,,0".utf8))
    var writer = CanonicalWriter()
    writer.write(bench.bank)
    var reader = CanonicalReader(writer.bytes)
    let again = try SensorBank(from: &reader)
    var second = CanonicalWriter()
    second.write(again)
    #expect(second.bytes == writer.bytes)
    #expect(again.receptions == bench.bank.receptions)
  }
}
