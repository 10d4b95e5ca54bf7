import AirPicture
import Airspace
import Geodesy
import Surveillance
import Testing

@Suite struct VolumeAlertTests {
  /// From 0.2° west of the volume's edge eastwards: some 88 s away.
  @Test func entryIsPredictedThenMadeThenLeft() throws {
    var desk = PictureDesk(volumes: [try keep()])
    var track = SystemTrack.airliner(7)
    desk.update(&track)
    #expect(desk.picture.alerts.isEmpty)
    desk.update(&track)
    let predicted = try #require(desk.active.first)
    #expect(desk.active.count == 1)
    #expect(predicted.rule == .volumeEntryPredicted)
    #expect(predicted.priority == .warning)
    #expect(predicted.volume == "KEEP")
    #expect(predicted.cause.contains("will enter Keep"))
    #expect(predicted.cause.contains("1 min 2"))
    #expect(predicted.cause.contains("090°"))
    #expect(predicted.cause.contains("486 kt"))

    track.move(toLongitudeDegrees: 10.1)
    desk.update(&track)
    let entered = try #require(desk.active.first)
    #expect(desk.active.count == 1)
    #expect(entered.rule == .volumeEntered)
    #expect(entered.priority == .critical)
    #expect(entered.cause.contains("is inside Keep"))
    #expect(desk.picture[track.number]?.isAlerted == true)

    track.move(toLongitudeDegrees: 11.1)
    desk.update(&track)
    #expect(desk.active.isEmpty)
    #expect(desk.picture[track.number]?.isAlerted == false)
    #expect(desk.picture.alerts.map(\.rule) == [.volumeEntryPredicted, .volumeEntered])
  }

  @Test func eachCauseHasOneRowHoweverOftenItComesAndGoes() throws {
    var desk = PictureDesk(volumes: [try keep()])
    var track = SystemTrack.airliner()
    for _ in 0..<5 {
      track.velocity = GroundVelocity(eastMetresPerSecond: 250, northMetresPerSecond: 0)
      desk.update(&track)
      desk.update(&track)
      track.velocity = GroundVelocity(eastMetresPerSecond: -250, northMetresPerSecond: 0)
      desk.update(&track)
      desk.update(&track)
    }
    #expect(desk.picture.alerts.count == 1)
    #expect(desk.active.isEmpty)
  }

  @Test func acknowledgedEntryIsANewRowWhenItIsMadeAgain() throws {
    var desk = PictureDesk(volumes: [try keep()])
    var track = SystemTrack.airliner()
    track.move(toLongitudeDegrees: 10.5)
    desk.update(&track)
    let first = try #require(desk.active.first)
    _ = try desk.picture.apply(.acknowledge(alert: first.id, operatorName: "op"), at: desk.now)
    track.move(toLongitudeDegrees: 12)
    desk.update(&track)
    #expect(desk.picture.alerts.isEmpty)
    track.move(toLongitudeDegrees: 10.5)
    desk.update(&track)
    let second = try #require(desk.active.first)
    #expect(second.id > first.id)
    #expect(second.acknowledged == nil)
  }

  @Test func insideSentenceStandsStillWhileTheTrackIsInside() throws {
    var desk = PictureDesk(volumes: [try keep()])
    var track = SystemTrack.airliner()
    track.move(toLongitudeDegrees: 10.1)
    desk.update(&track)
    let cause = try #require(desk.active.first).cause
    let revision = desk.picture.alertsRevision
    track.velocity = GroundVelocity(eastMetresPerSecond: 100, northMetresPerSecond: 100)
    desk.update(&track)
    #expect(desk.active.first?.cause == cause)
    #expect(desk.picture.alertsRevision == revision)
  }

  @Test func trackAboveTheCeilingDoesNotAlert() throws {
    var desk = PictureDesk(volumes: [try keep(ceiling: 90)])
    var track = SystemTrack.airliner()
    for _ in 0..<3 { desk.update(&track) }
    track.move(toLongitudeDegrees: 10.5)
    desk.update(&track)
    #expect(desk.picture.alerts.isEmpty)
  }

  @Test func unknownHeightCountsAsInsideAndSaysSo() throws {
    var desk = PictureDesk(volumes: [try keep(ceiling: 90)])
    var track = SystemTrack.airliner()
    track.pressureAltitude = nil
    track.means = .primary
    desk.update(&track)
    desk.update(&track)
    #expect(desk.active.first?.cause.contains("height unknown") == true)
    #expect(desk.active.first?.cause.contains("primary radar only") == true)
    track.move(toLongitudeDegrees: 10.5)
    desk.update(&track)
    #expect(desk.active.first?.rule == .volumeEntered)
    #expect(desk.active.first?.cause.contains("height unknown") == true)
  }

  @Test func groundTentativeAndOffMapTracksNeverAlert() throws {
    for change in [
      { $0.isOnGround = true }, { $0.status = .tentative }, { $0.page = PicturePage(rawValue: 1) },
    ] as [(inout SystemTrack) -> Void] {
      var desk = PictureDesk(volumes: [try keep()])
      var track = SystemTrack.airliner()
      change(&track)
      for longitude in [9.8, 9.85, 9.9, 10.5, 10.6] {
        track.move(toLongitudeDegrees: longitude)
        desk.update(&track)
      }
      #expect(desk.picture.alerts.isEmpty)
    }
  }

  @Test func landingInsideAVolumeEndsTheAlert() throws {
    var desk = PictureDesk(volumes: [try keep()])
    var track = SystemTrack.airliner()
    track.move(toLongitudeDegrees: 10.5)
    desk.update(&track)
    #expect(desk.active.count == 1)
    track.isOnGround = true
    desk.update(&track)
    #expect(desk.active.isEmpty)
    #expect(desk.picture[track.number]?.isAlerted == false)
  }

  @Test func trackWithoutVelocityIsNotPredictedButIsInsideWhereItIs() throws {
    var desk = PictureDesk(volumes: [try keep()])
    var track = SystemTrack.airliner()
    track.isVelocityKnown = false
    for _ in 0..<3 { desk.update(&track) }
    #expect(desk.picture.alerts.isEmpty)
    track.move(toLongitudeDegrees: 10.5)
    desk.update(&track)
    #expect(desk.active.count == 1)
  }

  @Test func entryMoreThanTwoMinutesAheadIsNotPredicted() throws {
    var desk = PictureDesk(volumes: [try keep()])
    var track = SystemTrack.airliner(longitudeDegrees: 9.7)
    for _ in 0..<4 { desk.update(&track) }
    #expect(desk.picture.alerts.isEmpty)
  }

  @Test func volumesAreJudgedEachForItself() throws {
    var desk = PictureDesk(volumes: [try keep("ONE"), try keep("TWO", ceiling: 50), try keep("SIX", ceiling: 660)])
    var track = SystemTrack.airliner()
    track.move(toLongitudeDegrees: 10.5)
    desk.update(&track)
    #expect(desk.active.compactMap(\.volume) == ["ONE", "SIX"])
  }
}
