import AirPicture
import Surveillance
import Testing

@Suite struct AirPictureTests {
  @Test func tracksStandByAscendingNumberWhateverTheOrderTheyCameIn() {
    var desk = PictureDesk()
    for number in [5, 1, 9, 3] as [UInt32] {
      var track = SystemTrack.airliner(number)
      desk.update(&track)
    }
    #expect(desk.picture.tracks.map(\.track.number.rawValue) == [1, 3, 5, 9])
    #expect(desk.picture[TrackNumber(rawValue: 9)]?.track.number.rawValue == 9)
    #expect(desk.picture[TrackNumber(rawValue: 4)] == nil)
    desk.remove(3)
    #expect(desk.picture.tracks.map(\.track.number.rawValue) == [1, 5, 9])
  }

  @Test func everyUpdatedTrackIsNamedAsChanged() {
    var desk = PictureDesk()
    var track = SystemTrack.airliner(2)
    #expect(desk.update(&track).changed == [TrackNumber(rawValue: 2)])
    #expect(desk.carryOn(&track).changed == [TrackNumber(rawValue: 2)])
  }

  @Test func acknowledgingAClearedAlertDoesNotTouchTracks() throws {
    var desk = PictureDesk()
    var track = SystemTrack.airliner()
    track.squawk("7700")
    desk.update(&track)
    desk.update(&track)
    let alert = try #require(desk.active.first)
    let changes = try desk.picture.apply(.acknowledge(alert: alert.id, operatorName: "op"), at: desk.now)
    #expect(changes.changed.isEmpty)
    #expect(desk.picture[track.number]?.isAlerted == true)
  }

  /// A picture with every kind of alert, a setting, and rules that remember.
  private func busyDesk() throws -> PictureDesk {
    var desk = PictureDesk(volumes: [try keep()])
    for number in 1...6 as ClosedRange<UInt32> {
      var track = SystemTrack.airliner(number, longitudeDegrees: 9.5 + 0.1 * Double(number))
      track.squawk(number == 2 ? "7700" : "4721")
      desk.update(&track)
      if number.isMultiple(of: 2) { desk.update(&track) }
    }
    _ = desk.picture.step(
      updated: [], removed: [],
      sensors: [
        SensorHealth(
          sensor: SensorNumber(rawValue: 0), name: "R", state: .silent, lastMessage: PictureDesk.start,
          silenceLimitSeconds: 4)
      ], at: desk.now)
    _ = try desk.picture.apply(
      .setQNH(hectopascals: 990, transitionAltitudeFeet: 4000, operatorName: "op"), at: desk.now)
    _ = try desk.picture.apply(
      .acknowledge(alert: try #require(desk.active.first).id, operatorName: "op"), at: desk.now)
    return desk
  }

  @Test func restoredPictureEqualsTheOneItWasTakenFrom() throws {
    let desk = try busyDesk()
    let bytes = desk.picture.canonicalBytes
    var reader = CanonicalReader(bytes)
    let restored: AirPicture = try reader.value()
    #expect(reader.isAtEnd)
    #expect(restored == desk.picture)
    #expect(restored.canonicalBytes == bytes)
  }

  @Test func restoredPictureGoesOnAsTheOriginalDoes() throws {
    var original = try busyDesk()
    var restored = original
    var reader = CanonicalReader(original.picture.canonicalBytes)
    restored.picture = try reader.value()
    for number in 1...6 as ClosedRange<UInt32> {
      var track = SystemTrack.airliner(number, longitudeDegrees: 9.75)
      track.updates = 5
      track.squawk("7600")
      var same = track
      #expect(original.update(&track) == restored.update(&same))
    }
    #expect(restored.picture == original.picture)
  }

  @Test func truncatedPictureIsRefused() throws {
    let bytes = try busyDesk().picture.canonicalBytes
    for count in stride(from: 0, to: bytes.count, by: 11) {
      var reader = CanonicalReader(Array(bytes.prefix(count)))
      #expect(throws: CanonicalDecodingError.self) { try reader.value(AirPicture.self) }
    }
  }
}

@Suite struct OperatorCommandTests {
  @Test(arguments: [
    OperatorCommand.acknowledge(alert: 7, operatorName: "Léa"),
    .setQNH(hectopascals: 1013.25, transitionAltitudeFeet: 5000, operatorName: "op"),
    .setQNH(hectopascals: nil, transitionAltitudeFeet: 0, operatorName: ""),
  ])
  func commandReadsBackAsItWas(command: OperatorCommand) throws {
    let bytes = command.canonicalBytes
    var reader = CanonicalReader(bytes)
    #expect(try reader.value(OperatorCommand.self) == command)
    #expect(reader.isAtEnd)
    for count in 0..<bytes.count {
      var reader = CanonicalReader(Array(bytes.prefix(count)))
      #expect(throws: CanonicalDecodingError.self) { try reader.value(OperatorCommand.self) }
    }
  }

  @Test func commandOfAnotherKindOrVersionIsRefused() {
    var unknown = CanonicalReader([1, 0, 9])
    #expect(throws: CanonicalDecodingError.invalid(offset: 2, what: "operator command")) {
      try unknown.value(OperatorCommand.self)
    }
    var newer = CanonicalReader([2, 0, 1])
    #expect(throws: CanonicalDecodingError.self) { try newer.value(OperatorCommand.self) }
  }
}
