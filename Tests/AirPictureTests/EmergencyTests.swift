import AirPicture
import Surveillance
import Testing

@Suite struct EmergencyTests {
  @Test(arguments: ["7500", "7600", "7700"])
  func specialCodeOfTwoUpdatesRaisesOneAlert(code: String) throws {
    var desk = PictureDesk()
    var track = SystemTrack.airliner()
    track.callsign = Callsign("XHA421")
    track.squawk(code)
    desk.update(&track)
    #expect(desk.picture.alerts.isEmpty)
    for _ in 0..<5 { desk.update(&track) }
    let alert = try #require(desk.picture.alerts.first)
    #expect(desk.picture.alerts.count == 1)
    #expect(alert.rule == .emergencyCode)
    #expect(alert.track == track.number)
    #expect(alert.cause.contains("XHA421"))
    #expect(alert.cause.contains(code))
    #expect(alert.cause.hasSuffix("."))
    #expect(alert.raised == PictureDesk.start.adding(seconds: 8))
    #expect(desk.picture[track.number]?.isAlerted == true)
  }

  @Test func emergencyOfAnUnmannedAircraftNamesItByItsIdentifier() throws {
    var desk = PictureDesk()
    var track = SystemTrack.airliner()
    track.means = .remoteID
    track.emergency = .general
    track.aircraft.unmanned = UnmannedAircraft(transmitter: 1)
    track.aircraft.unmanned?.identifier = UnmannedIdentifier(.serialNumber, text: "1596A1")
    for _ in 0..<2 { desk.update(&track) }
    let alert = try #require(desk.picture.alerts.first)
    #expect(alert.title == "Emergency · UAS 1596A1")
    #expect(alert.cause == "UAS 1596A1 declares an emergency in its own reports.")
  }

  @Test func noOtherCodeRaisesAnAlert() {
    for raw in 0...0o7777 as ClosedRange<UInt16> {
      let code = Mode3ACode(truncating: raw)
      guard !["7500", "7600", "7700"].contains(code.description) else { continue }
      var desk = PictureDesk()
      var track = SystemTrack.airliner()
      track.mode3A = Mode3AReply(code: code)
      desk.update(&track)
      desk.update(&track)
      if !desk.picture.alerts.isEmpty { Issue.record("\(code) raised an alert") }
    }
  }

  @Test func garbledOrNotValidatedCodesNeverAlert() {
    for (isValidated, isGarbled) in [(false, false), (true, true), (false, true)] {
      var desk = PictureDesk()
      var track = SystemTrack.airliner()
      track.squawk("7700", isValidated: isValidated, isGarbled: isGarbled)
      for _ in 0..<10 { desk.update(&track) }
      #expect(desk.picture.alerts.isEmpty)
    }
  }

  @Test func twoUpdatesMustFollowEachOtherAndAgree() {
    var desk = PictureDesk()
    var track = SystemTrack.airliner()
    for code in ["7700", "4721", "7700", "7600", "7700", "7500", "4721"] {
      track.squawk(code)
      desk.update(&track)
    }
    #expect(desk.picture.alerts.isEmpty)
  }

  @Test func extrapolationDoesNotStandForASecondReport() {
    var desk = PictureDesk()
    var track = SystemTrack.airliner()
    track.squawk("7700")
    desk.update(&track)
    for _ in 0..<5 { desk.carryOn(&track) }
    #expect(desk.picture.alerts.isEmpty)
  }

  @Test func codeThatTheRadarDidNotExtractNeitherConfirmsNorEndsAnEmergency() {
    var desk = PictureDesk()
    var track = SystemTrack.airliner()
    track.squawk("7700")
    desk.update(&track)
    track.mode3A?.isSmoothed = true
    for _ in 0..<3 { desk.update(&track) }
    #expect(desk.picture.alerts.isEmpty)
    track.squawk("7700")
    desk.update(&track)
    #expect(desk.active.count == 1)
    track.mode3A?.isSmoothed = true
    for _ in 0..<3 { desk.update(&track) }
    #expect(desk.active.count == 1)
  }

  @Test func tentativeTracksNeverAlert() {
    var desk = PictureDesk()
    var track = SystemTrack.airliner()
    track.status = .tentative
    track.squawk("7700")
    for _ in 0..<5 { desk.update(&track) }
    #expect(desk.picture.alerts.isEmpty)
    track.status = .confirmed
    desk.update(&track)
    #expect(desk.picture.alerts.count == 1)
  }

  @Test func aircraftsOwnEmergencyReportRaisesAnAlert() throws {
    var desk = PictureDesk()
    var track = SystemTrack.airliner()
    track.emergency = .medical
    desk.update(&track)
    desk.update(&track)
    let alert = try #require(desk.picture.alerts.first)
    #expect(alert.cause.contains("medical"))
    #expect(!alert.cause.contains("Mode 3/A"))
    #expect(desk.picture[track.number]?.declaredEmergency == .medical)
  }

  @Test func alertIsClearedWhenTheCodeChangesAndStaysInTheListUntilAcknowledged() throws {
    var desk = PictureDesk()
    var track = SystemTrack.airliner()
    track.squawk("7700")
    desk.update(&track)
    desk.update(&track)
    track.squawk("4721")
    desk.update(&track)
    let alert = try #require(desk.picture.alerts.first)
    #expect(alert.cleared == desk.now)
    #expect(desk.picture[track.number]?.isAlerted == false)
    _ = try desk.picture.apply(.acknowledge(alert: alert.id, operatorName: "op"), at: desk.now)
    #expect(desk.picture.alerts.isEmpty)
  }

  @Test func radioFailureThatBecomesAnEmergencyAsksForAttentionAnew() throws {
    var desk = PictureDesk()
    var track = SystemTrack.airliner()
    track.squawk("7600")
    desk.update(&track)
    desk.update(&track)
    let first = try #require(desk.picture.alerts.first)
    #expect(first.priority == .warning)
    _ = try desk.picture.apply(.acknowledge(alert: first.id, operatorName: "op"), at: desk.now)
    track.squawk("7700")
    desk.update(&track)
    desk.update(&track)
    #expect(desk.active.count == 1)
    let second = try #require(desk.active.first)
    #expect(second.priority == .critical)
    #expect(second.acknowledged == nil)
    #expect(second.cause.contains("7700"))
  }
}
