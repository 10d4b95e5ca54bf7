import AirPicture
import Engine
import RemoteID
import Sensors
import Surveillance
import Testing

/// Remote ID from the log to the picture.
@Suite struct RemoteIDTests {
  private static let start = SurveillanceTime(nanoseconds: 1_772_352_000_000_000_000)

  /// Two drones 20 m apart, one of which hovers and declares an emergency after 30 s; a message a second of each.
  private func log(seconds: Int = 60) throws -> [LogEntry] {
    var log: [LogEntry] = []
    func add(_ kind: LogEntryKind, _ payload: [UInt8], at time: Double) {
      log.append(
        LogEntry(
          sequence: UInt64(log.count), receiveTime: Self.start.adding(seconds: time), feed: FeedNumber(rawValue: 1),
          kind: kind, payload: payload))
    }
    var writer = CanonicalWriter()
    writer.write(EngineConfiguration(title: "Drones"))
    add(.configuration, writer.bytes, at: 0)
    for second in 1...seconds {
      add(.remoteID, try pack(1, "DRONE1", 48.1, second > 30 ? .emergency : .airborne, second), at: Double(second))
      add(.remoteID, try pack(2, "DRONE2", 48.10018, .airborne, second), at: Double(second) + 0.3)
    }
    add(.tick, [], at: Double(seconds) + 1)
    return log
  }

  private func pack(
    _ transmitter: UInt64, _ serial: String, _ latitude: Double, _ status: RemoteIDLocation.Status, _ second: Int
  ) throws -> [UInt8] {
    let identity = try #require(
      RemoteIDBasicID(idType: .serialNumber, aircraftType: .helicopterOrMultirotor, identifier: serial))
    let location = RemoteIDLocation(
      status: status, position: RemoteIDPosition(latitudeDegrees: latitude, longitudeDegrees: 11.58),
      trackDegrees: 0, speedMetresPerSecond: 0, ellipsoidAltitudeMetres: 600, horizontalAccuracyMetres: 3,
      secondsAfterHour: Double(second))
    let system = RemoteIDSystem(
      operatorPosition: RemoteIDPosition(latitudeDegrees: 48.099, longitudeDegrees: 11.58),
      operatorPositionSource: .takeOff)
    let pack = try #require(
      RemoteIDPack(messages: [.basicID(identity), .location(location), .system(system)]))
    return RemoteIDReception(transmitter: transmitter, message: .pack(pack)).bytes
  }

  @Test func twoDronesSideBySideAreInThePictureWithTheirOperatorsAndTheEmergencyIsAlerted() throws {
    var engine = PictureEngine()
    for entry in try log() { _ = engine.process(entry) }
    let tracks = engine.picture.tracks.map(\.track)
    #expect(tracks.map { $0.aircraft.unmanned?.identifier?.description } == ["DRONE1", "DRONE2"])
    #expect(tracks.allSatisfy { $0.status == .confirmed && $0.means == .remoteID })
    #expect(tracks.allSatisfy { $0.aircraft.unmanned?.operatorPosition?.kind == .takeOff })
    #expect(engine.picture.tracks.allSatisfy { $0.identification.identity == .unknown })
    let alert = try #require(engine.picture.alerts.first)
    #expect(engine.picture.alerts.count == 1 && alert.title == "Emergency · UAS DRONE1")
    #expect(engine.sensors.sensors.map(\.used) == [120])
  }

  @Test func engineRestoredBetweenTwoMessagesGoesOnAsIfNothingHadHappened() throws {
    let log = try log(seconds: 20)
    var whole = PictureEngine()
    for entry in log { _ = whole.process(entry) }
    for cut in stride(from: 1, to: log.count, by: 3) {
      var engine = PictureEngine()
      for entry in log[..<cut] { _ = engine.process(entry) }
      engine = try PictureEngine(restoring: engine.snapshot())
      for entry in log[cut...] { _ = engine.process(entry) }
      #expect(engine.digest == whole.digest)
      #expect(engine.snapshot() == whole.snapshot())
    }
  }
}
