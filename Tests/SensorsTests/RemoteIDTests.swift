import Geodesy
import RemoteID
import Surveillance
import Testing

@testable import Sensors
import TestSupport

/// Messages of one unmanned aircraft, as its transmitter would send them.
private struct Drone {
  var transmitter: UInt64 = 0x60_60_1F_00_00_01
  var serial = "1581F4XFC229400A1B2C"

  func basicID(_ type: RemoteIDBasicID.IDType = .serialNumber, _ identifier: String? = nil) throws -> RemoteIDMessage {
    .basicID(
      try #require(
        RemoteIDBasicID(idType: type, aircraftType: .helicopterOrMultirotor, identifier: identifier ?? serial)))
  }

  /// At 48.1° N 11.58° E, 8 m/s to the east, accurate to 10 m, unless it is said otherwise.
  func location(
    _ status: RemoteIDLocation.Status = .airborne, latitude: Double? = 48.1, speed: Double? = 8, track: Double? = 90,
    secondsAfterHour: Double? = nil
  ) -> RemoteIDMessage {
    .location(
      RemoteIDLocation(
        status: status,
        position: latitude.map { RemoteIDPosition(latitudeDegrees: $0, longitudeDegrees: 11.58) },
        trackDegrees: track, speedMetresPerSecond: speed, climbMetresPerSecond: 1.5, pressureAltitudeMetres: 560,
        ellipsoidAltitudeMetres: 605, heightMetres: 42.5, horizontalAccuracyMetres: 10,
        secondsAfterHour: secondsAfterHour))
  }

  var system: RemoteIDMessage {
    .system(
      RemoteIDSystem(
        operatorPosition: RemoteIDPosition(latitudeDegrees: 48.0985, longitudeDegrees: 11.5721),
        operatorPositionSource: .live, euCategory: .open, euClass: 2))
  }

  func pack(_ messages: [RemoteIDMessage]) throws -> RemoteIDMessage {
    .pack(try #require(RemoteIDPack(messages: messages)))
  }

  func whole() throws -> RemoteIDMessage {
    try pack([
      basicID(), location(), system,
      .operatorID(try #require(RemoteIDOperatorID(identifier: "FIN87astrdge12k8"))),
      .selfID(try #require(RemoteIDSelfID(text: "Survey of a roof"))),
    ])
  }
}

extension SensorBench {
  fileprivate mutating func receive(_ message: RemoteIDMessage, from transmitter: UInt64, feed: UInt16 = 1) {
    receive(.remoteID, RemoteIDReception(transmitter: transmitter, message: message).bytes, feed: feed)
  }

  fileprivate mutating func receive(_ messages: [RemoteIDMessage], from drone: Drone) {
    for message in messages { receive(message, from: drone.transmitter) }
  }
}

@Suite struct RemoteIDTests {
  private let drone = Drone()

  @Test func packGivesAReportWithAllThatTheAircraftSaysOfItself() throws {
    var bench = SensorBench()
    bench.receive(try drone.whole(), from: drone.transmitter)
    let report = try #require(bench.reports.first)
    #expect(bench.reports.count == 1 && report.kind == .adsb && report.means == .remoteID && report.time == bench.now)
    guard case .geodetic(let latitude, let longitude) = report.position else {
      Issue.record("no geodetic position")
      return
    }
    #expect(abs(Angle.degrees(fromRadians: latitude) - 48.1) < 1e-7)
    #expect(abs(Angle.degrees(fromRadians: longitude) - 11.58) < 1e-7)
    #expect(abs((report.positionSigmaMetres ?? 0) - 10 / 2.45) < 1e-9)
    let velocity = try #require(report.velocity)
    #expect(abs(velocity.eastMetresPerSecond - 8) < 1e-9 && abs(velocity.northMetresPerSecond) < 1e-9)
    #expect(report.verticalRateMetresPerSecond == 1.5)
    #expect(report.pressureAltitude?.altitude.metres == 560 && report.geometricHeight?.metres == 605)
    #expect(report.isOnGround == false && report.emergency == nil && report.modeSAddress == nil)
    let unmanned = try #require(report.aircraft.unmanned)
    #expect(unmanned.identifier == UnmannedIdentifier(.serialNumber, text: "1581F4XFC229400A1B2C"))
    #expect(unmanned.identifier?.description == "1581F4XFC229400A1B2C" && unmanned.transmitter == drone.transmitter)
    #expect(unmanned.kind == .helicopterOrMultirotor && unmanned.status == .airborne && unmanned.trust == .claimed)
    #expect(unmanned.operatorIdentifier?.description == "FIN87astrdge12k8")
    let place = try #require(unmanned.operatorPosition)
    #expect(abs(Angle.degrees(fromRadians: place.latitudeRadians) - 48.0985) < 1e-7 && place.kind == .live)
    #expect(abs(Angle.degrees(fromRadians: place.longitudeRadians) - 11.5721) < 1e-7)
    #expect(unmanned.europeanCategory == .open && unmanned.europeanClass == 2)
    #expect(unmanned.height == UnmannedAircraft.Height(metres: 42.5, reference: .takeOff))
    #expect(unmanned.selfDescription?.description == "Survey of a roof")
    #expect(unmanned.transmitterCount == 1 && unmanned.identifierChanges == 0)
    #expect(bench.bank.sensors[0].type == .remoteIDReceiver && bench.bank.sensors[0].plots == 1)
  }

  @Test func messagesSentOneByOneStandTogetherInTheNextLocation() throws {
    var bench = SensorBench()
    bench.receive([try drone.basicID(), drone.system], from: drone)
    #expect(bench.reports.isEmpty)
    bench.receive(drone.location(), from: drone.transmitter, feed: 2)
    let unmanned = try #require(bench.reports.first?.aircraft.unmanned)
    #expect(unmanned.identifier?.description == drone.serial && unmanned.operatorPosition != nil)
    #expect(bench.bank.sensors.map(\.plots) == [0, 1])
  }

  @Test func whatUnknownTransmittersSendApartIsNeverJoined() throws {
    var bench = SensorBench()
    bench.receive(try drone.basicID(), from: 0)
    bench.receive(drone.location(), from: 0)
    #expect(bench.reports.count == 1 && bench.reports[0].aircraft.unmanned?.identifier == nil)
    bench.receive(try drone.whole(), from: 0)
    #expect(bench.reports.count == 2 && bench.reports[1].aircraft.unmanned?.identifier?.description == drone.serial)
  }

  @Test func locationWithoutAPositionIsCountedAndGivesNone() {
    var bench = SensorBench()
    bench.receive(drone.location(latitude: nil), from: drone.transmitter)
    #expect(bench.reports.isEmpty && bench.count(.noPosition) == 1 && bench.bank.sensors[0].tally.refusals == 0)
  }

  @Test func sameLocationHeardAgainAtOnceIsNoSecondReport() {
    var bench = SensorBench()
    bench.receive([drone.location(), drone.location()], from: drone)
    #expect(bench.reports.count == 1)
    bench.pass(seconds: 1)
    bench.receive(drone.location(), from: drone.transmitter)
    #expect(bench.reports.count == 2)
  }

  @Test func hoveringAircraftWithoutADirectionStandsStill() {
    var bench = SensorBench()
    bench.receive(drone.location(speed: 0, track: nil), from: drone.transmitter)
    bench.pass(seconds: 1)
    bench.receive(drone.location(speed: 4, track: nil), from: drone.transmitter)
    bench.pass(seconds: 1)
    bench.receive(drone.location(speed: nil), from: drone.transmitter)
    #expect(
      bench.reports.map(\.velocity) == [GroundVelocity(eastMetresPerSecond: 0, northMetresPerSecond: 0), nil, nil])
  }

  @Test func ownTimeOfTheLocationCountsWhileItIsNearTheReceipt() {
    var bench = SensorBench()
    // The bench begins on the full hour: 3599.4 s after the hour before is 0.6 s earlier.
    bench.receive(drone.location(secondsAfterHour: 3599.4), from: drone.transmitter)
    #expect(bench.reports.map { $0.time.seconds(since: bench.now) } == [-0.6])
    bench.receive(drone.location(secondsAfterHour: 1800), from: drone.transmitter)
    #expect(bench.reports.last?.time == bench.now && bench.count(.clockOff) == 1)
  }

  @Test func emergencyComesOfTheStatusAndOfARecentText() throws {
    var bench = SensorBench()
    bench.receive(drone.location(.emergency), from: drone.transmitter)
    #expect(bench.reports.last?.emergency == .general && bench.reports.last?.aircraft.unmanned?.status == .emergency)
    bench.receive(drone.location(), from: drone.transmitter)
    #expect(bench.reports.last?.emergency == nil)
    bench.receive(.selfID(try #require(RemoteIDSelfID(kind: .emergency, text: "Lost link"))), from: drone.transmitter)
    bench.pass(seconds: 20)
    bench.receive(drone.location(), from: drone.transmitter)
    #expect(bench.reports.last?.emergency == .general)
    bench.pass(seconds: 20)
    bench.receive(drone.location(), from: drone.transmitter)
    #expect(bench.reports.count == 4 && bench.reports.last?.emergency == nil)
  }

  @Test(
    arguments: [
      (RemoteIDLocation.Status.onGround, true), (.airborne, false), (.emergency, nil), (.notDeclared, nil),
      (.remoteIDFailure, nil),
    ] as [(RemoteIDLocation.Status, Bool?)])
  func statusSaysWhetherItIsOnTheGround(status: RemoteIDLocation.Status, isOnGround: Bool?) {
    var bench = SensorBench()
    bench.receive(drone.location(status), from: drone.transmitter)
    #expect(bench.reports.count == 1 && bench.reports[0].isOnGround == isOnGround)
  }

  @Test func changedAndSharedIdentifiersAreNoted() throws {
    var bench = SensorBench()
    bench.receive([try drone.basicID(), drone.location()], from: drone)
    let other = Drone(transmitter: 0x60_60_1F_00_00_02)
    bench.receive([try other.basicID(), other.location(latitude: 48.2)], from: other)
    #expect(bench.reports.map { $0.aircraft.unmanned?.transmitterCount } == [1, 2])
    bench.receive([try other.basicID(.serialNumber, "1581F4OTHER"), other.location(latitude: 48.2001)], from: other)
    let last = try #require(bench.reports.last?.aircraft.unmanned)
    #expect(last.identifier?.description == "1581F4OTHER" && last.identifierChanges == 1 && last.transmitterCount == 1)
  }

  @Test func serialNumberIsTheNameOfWhatHasSeveral() throws {
    var bench = SensorBench()
    bench.receive([try drone.basicID(.session, "s1"), drone.location()], from: drone)
    bench.receive([try drone.basicID(.registration, "D-REG1"), drone.location(latitude: 48.2)], from: drone)
    bench.receive([try drone.basicID(), drone.location(latitude: 48.3)], from: drone)
    #expect(
      bench.reports.map { $0.aircraft.unmanned?.identifier?.kind } == [.session, .registration, .serialNumber])
    #expect(bench.reports.allSatisfy { $0.aircraft.unmanned?.identifierChanges == 0 })
  }

  @Test func silentTransmitterIsForgottenWithItsOperator() throws {
    var bench = SensorBench()
    bench.receive(try drone.whole(), from: drone.transmitter)
    bench.pass(seconds: RemoteIDReceivers.silenceSeconds + 61)
    bench.receive(drone.location(), from: drone.transmitter)
    let unmanned = try #require(bench.reports.last?.aircraft.unmanned)
    #expect(bench.reports.count == 2 && unmanned.identifier == nil && unmanned.operatorPosition == nil)
  }

  @Test func ofTooManyTransmittersTheLongestUnheardSixteenthIsForgotten() throws {
    var receivers = RemoteIDReceivers()
    func hear(_ transmitter: Int, at seconds: Double) -> SensorReport? {
      let message = drone.location(latitude: 48 + Double(transmitter) * 1e-4)
      let bytes = RemoteIDReception(transmitter: UInt64(transmitter), message: message).bytes
      return receivers.read(
        LogEntry(
          sequence: 0, receiveTime: SensorBench.start.adding(seconds: seconds), feed: FeedNumber(rawValue: 1),
          kind: .remoteID, payload: bytes), sensor: SensorNumber(rawValue: 0)
      ).report
    }
    for transmitter in 1...RemoteIDReceivers.transmittersMax {
      #expect(hear(transmitter, at: Double(transmitter) * 0.01) != nil)
    }
    _ = receivers.read(
      LogEntry(
        sequence: 0, receiveTime: SensorBench.start.adding(seconds: 50), feed: FeedNumber(rawValue: 1), kind: .remoteID,
        payload: RemoteIDReception(transmitter: 1, message: try drone.basicID()).bytes),
      sensor: SensorNumber(rawValue: 0))
    #expect(receivers.count == RemoteIDReceivers.transmittersMax)
    #expect(hear(5000, at: 51) != nil)
    #expect(receivers.count == RemoteIDReceivers.transmittersMax - RemoteIDReceivers.transmittersMax / 16 + 1)
    #expect(hear(1, at: 52)?.aircraft.unmanned?.identifier?.description == drone.serial)
    #expect(receivers.count == RemoteIDReceivers.transmittersMax - RemoteIDReceivers.transmittersMax / 16 + 1)
  }

  @Test func receiverThatHearsNothingWaitsAndIsNotSilent() throws {
    var bench = SensorBench()
    bench.receive(try drone.whole(), from: drone.transmitter)
    #expect(bench.bank.health[0].state == .up && !bench.bank.isQuiescent)
    bench.pass(seconds: 60)
    #expect(bench.bank.health[0].state == .waiting && bench.bank.isQuiescent)
    bench.receive(try drone.whole(), from: drone.transmitter)
    #expect(bench.bank.health[0].state == .up)
  }

  @Test func payloadThatIsNoMessageIsUndecodableAndGoodNeighboursInAPackAreKept() throws {
    var bench = SensorBench()
    for count in [0, 7, 8, 32, 34] { bench.receive(.remoteID, [UInt8](repeating: 1, count: count)) }
    #expect(bench.count(.undecodable) == 5 && bench.reports.isEmpty)
    var octets = try drone.pack([drone.basicID(), drone.location(), drone.system]).encoded()
    octets[3] = 0xF2
    bench.receive(.remoteID, RemoteIDReception(transmitter: 7, octets: octets).bytes)
    #expect(bench.count(.undecodable) == 6)
    let unmanned = try #require(bench.reports.first?.aircraft.unmanned)
    #expect(unmanned.identifier == nil && unmanned.operatorPosition != nil)
  }

  // MARK: - State

  private func busyBench() throws -> SensorBench {
    var bench = SensorBench()
    for index in 0..<20 {
      let drone = Drone(transmitter: UInt64(index % 7 + 1), serial: "SERIAL\(index % 5)")
      bench.receive([try drone.basicID(), drone.location(latitude: 48 + Double(index) * 0.001)], from: drone)
      bench.receive(try drone.whole(), from: UInt64(index % 3))
      bench.pass(seconds: 1)
    }
    return bench
  }

  @Test func restoredReceiversGoOnAsTheOriginalsDo() throws {
    var original = try busyBench()
    let bytes = original.bank.canonicalBytes
    var reader = CanonicalReader(bytes)
    var restored = original
    restored.bank = try reader.value()
    #expect(reader.isAtEnd && restored.bank.canonicalBytes == bytes)
    original.reports = []
    restored.reports = []
    for index in 0..<7 {
      let drone = Drone(transmitter: UInt64(index + 1), serial: "SERIAL1")
      for message in [drone.location(latitude: 49), try drone.basicID(), drone.location(latitude: 49.1)] {
        original.receive(message, from: drone.transmitter)
        restored.receive(message, from: drone.transmitter)
      }
    }
    #expect(original.reports.count == 14)
    #expect(restored.reports == original.reports)
    #expect(restored.bank.canonicalBytes == original.bank.canonicalBytes)
  }

  @Test func damagedSnapshotIsRefusedOrGoesOnWithoutATrap() throws {
    let bench = try busyBench()
    let bytes = bench.bank.canonicalBytes
    for count in stride(from: 0, to: bytes.count, by: 13) {
      var reader = CanonicalReader(Array(bytes.prefix(count)))
      #expect(throws: CanonicalDecodingError.self) { try reader.value(SensorBank.self) }
    }
    var numbers = SeededNumbers(seed: 12)
    for _ in 0..<1500 {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8(truncatingIfNeeded: numbers.next())
      var reader = CanonicalReader(damaged)
      guard let bank = try? reader.value(SensorBank.self) else { continue }
      var going = bench
      going.bank = bank
      going.receive(try drone.whole(), from: 3)
      going.pass(seconds: 1)
    }
  }

  @Test func mutatedPayloadsGiveReportsOrCountedReasonsAndNeverATrap() throws {
    var bench = SensorBench()
    var numbers = SeededNumbers(seed: 2000)
    let payload = RemoteIDReception(transmitter: drone.transmitter, message: try drone.whole()).bytes
    for round in 0..<2000 {
      var mutated = payload
      for _ in 0...(numbers.next() % 4) {
        mutated[Int.random(in: 0..<mutated.count, using: &numbers)] = UInt8(truncatingIfNeeded: numbers.next())
      }
      if round % 5 == 0 { mutated.removeLast(Int.random(in: 0...mutated.count, using: &numbers)) }
      bench.receive(.remoteID, mutated)
      bench.pass(seconds: 0.1)
    }
    #expect(bench.bank.sensors[0].records == 2000)
    #expect(bench.reports.count > 500 && bench.count(.undecodable) > 300)
    for report in bench.reports {
      #expect(report.aircraft.unmanned?.trust == .claimed)
      #expect(report.aircraft.unmanned?.operatorPosition?.isPossible != false)
      var writer = CanonicalWriter()
      writer.write(report)
      var reader = CanonicalReader(writer.bytes)
      #expect(try reader.value(SensorReport.self) == report)
    }
  }
}
