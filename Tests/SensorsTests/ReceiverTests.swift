import Geodesy
import ModeS
import Sensors
import Surveillance
import Testing

@Suite struct ReceiverTests {
  private static let aircraft = ExtendedSquitterEncoder(address: 0x48_40_D6)
  private static let place = CPRPosition(latitudeDegrees: 52.25, longitudeDegrees: 3.9)
  private static let altitude = ADSBAltitude(feet: 38_000, kind: .barometric)

  /// One frame in the log's form: kind, counter, level, message.
  private func send(_ bench: inout SensorBench, _ frame: ModeSFrame, feed: UInt16 = 1) {
    let kind: UInt8 = frame.byteCount == 14 ? 0x33 : 0x32
    bench.receive(.beast, [kind, 0, 0, 0, 0, 0, 0, 0x80] + frame.bytes, feed: feed)
  }

  private func sendPosition(_ bench: inout SensorBench, isOdd: Bool) {
    send(&bench, Self.aircraft.airbornePosition(Self.place, isOdd: isOdd, altitude: Self.altitude))
  }

  @Test func evenAndOddFrameGiveAPosition() throws {
    var bench = SensorBench()
    sendPosition(&bench, isOdd: false)
    #expect(bench.reports.isEmpty)
    bench.pass(seconds: 0.5)
    sendPosition(&bench, isOdd: true)
    let report = try #require(bench.reports.first)
    #expect(bench.reports.count == 1)
    #expect(report.kind == .adsb)
    #expect(report.means == .adsb)
    #expect(report.time == bench.now)
    #expect(report.modeSAddress?.rawValue == 0x48_40_D6)
    #expect(report.pressureAltitude?.altitude.feet == 38_000)
    guard case .geodetic(let latitude, let longitude) = report.position else {
      Issue.record("no geodetic position")
      return
    }
    #expect(abs(Angle.degrees(fromRadians: latitude) - 52.25) < 1e-4)
    #expect(abs(Angle.degrees(fromRadians: longitude) - 3.9) < 1e-4)
    #expect(bench.bank.sensors[0].type == .modeSReceiver)
    #expect(bench.bank.sensors[0].configuration.id == .receiver(FeedNumber(rawValue: 1)))
    #expect(bench.bank.sensors[0].page == .map)
    #expect(bench.bank.sensors[0].records == 2)
    #expect(bench.bank.sensors[0].plots == 1)
  }

  @Test func identificationAndVelocityComeWithTheNextPosition() throws {
    var bench = SensorBench()
    let callsign = ModeS.Callsign("KLM1023")
    send(
      &bench, Self.aircraft.identification(callsign: try #require(callsign), category: EmitterCategory(0xA3)))
    send(
      &bench,
      Self.aircraft.velocity(
        eastKnots: 200, northKnots: -300, verticalRateFeetPerMinute: 640, verticalRateSource: .barometric,
        geometricMinusBarometricFeet: nil))
    #expect(bench.reports.isEmpty)
    sendPosition(&bench, isOdd: false)
    sendPosition(&bench, isOdd: true)
    let report = try #require(bench.reports.first)
    #expect(report.callsign?.description == "KLM1023")
    #expect(report.aircraft.emitterCategory == 0xA3)
    #expect(report.velocity?.eastMetresPerSecond == Speed.knots(200).metresPerSecond)
    #expect(report.velocity?.northMetresPerSecond == Speed.knots(-300).metresPerSecond)
    #expect(report.verticalRateMetresPerSecond == VerticalRate.feetPerMinute(640).metresPerSecond)
  }

  @Test func oldVelocityIsNotCarriedAlong() throws {
    var bench = SensorBench()
    send(
      &bench,
      Self.aircraft.velocity(
        eastKnots: 200, northKnots: 0, verticalRateFeetPerMinute: nil, verticalRateSource: .barometric,
        geometricMinusBarometricFeet: nil))
    bench.pass(seconds: 6)
    sendPosition(&bench, isOdd: false)
    sendPosition(&bench, isOdd: true)
    #expect(bench.reports.first?.velocity == nil)
  }

  @Test func emergencyStatusComesWithThePositionsUntilItIsNoLongerRepeated() throws {
    var bench = SensorBench()
    send(&bench, Self.aircraft.status(AircraftStatus(emergency: .generalEmergency, squawk: ModeS.ModeACode(0o7700))))
    sendPosition(&bench, isOdd: false)
    sendPosition(&bench, isOdd: true)
    let first = try #require(bench.reports.first)
    #expect(first.emergency == .general)
    #expect(first.mode3A?.code == .emergency)
    bench.pass(seconds: 60)
    sendPosition(&bench, isOdd: false)
    sendPosition(&bench, isOdd: true)
    let last = try #require(bench.reports.last)
    #expect(last.time == bench.now)
    #expect(last.emergency == nil)
    #expect(last.mode3A == nil)
  }

  @Test func twoReceiversAreTwoSensors() {
    var bench = SensorBench()
    let frame = Self.aircraft.airbornePosition(Self.place, isOdd: false, altitude: Self.altitude)
    send(&bench, frame, feed: 1)
    send(&bench, frame, feed: 2)
    #expect(bench.bank.sensors.map(\.configuration.id.description) == ["receiver 1", "receiver 2"])
  }

  @Test func damagedFramesAreCountedAndBad() throws {
    var bench = SensorBench()
    var bytes = Self.aircraft.airbornePosition(Self.place, isOdd: false, altitude: Self.altitude).bytes
    bytes[6] ^= 0x10
    send(&bench, try #require(ModeSFrame(bytes)))
    #expect(bench.count(.badParity) == 1)
    #expect(bench.bank.sensors[0].tally.refusals == 1)
  }

  @Test func otherModeSRepliesAreCountedAndNotBad() throws {
    var bench = SensorBench()
    send(&bench, try #require(ModeSFrame(hexadecimal: "02E197B00179C3")))
    #expect(bench.count(.unknownAddress) == 1)
    #expect(bench.bank.sensors[0].tally.refusals == 0)
  }

  @Test(arguments: [0, 1, 8, 9, 12, 30])
  func payloadOfAnotherLengthIsUndecodable(count: Int) {
    var bench = SensorBench()
    bench.receive(.beast, [UInt8](repeating: 0x33, count: count))
    #expect(bench.count(.undecodable) == 1)
  }
}
