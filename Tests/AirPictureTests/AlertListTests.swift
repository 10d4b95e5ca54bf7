import AirPicture
import Surveillance
import Testing

@Suite struct AlertListTests {
  private func health(_ number: UInt16, _ state: SensorState, lastMessage: SurveillanceTime?) -> SensorHealth {
    SensorHealth(
      sensor: SensorNumber(rawValue: number), name: "Radar \(number)", state: state, lastMessage: lastMessage,
      silenceLimitSeconds: 12.5)
  }

  private func step(_ desk: inout PictureDesk, _ sensors: [SensorHealth]) {
    _ = desk.picture.step(updated: [], removed: [], sensors: sensors, at: desk.now)
  }

  @Test func silentSensorRaisesAnAlertThatEndsWhenItIsHeardAgain() throws {
    var desk = PictureDesk()
    let heard = desk.now
    step(&desk, [health(0, .up, lastMessage: heard), health(1, .waiting, lastMessage: nil)])
    #expect(desk.picture.alerts.isEmpty)
    desk.now = desk.now.adding(seconds: 13)
    step(&desk, [health(0, .silent, lastMessage: heard), health(1, .waiting, lastMessage: nil)])
    desk.now = desk.now.adding(seconds: 100)
    step(&desk, [health(0, .silent, lastMessage: heard), health(1, .waiting, lastMessage: nil)])
    #expect(desk.picture.alerts.count == 1)
    let alert = try #require(desk.active.first)
    #expect(alert.rule == .sensorSilent)
    #expect(alert.sensor == SensorNumber(rawValue: 0))
    #expect(alert.cause == "Radar 0 has sent nothing for 13 s; it is expected at least every 13 s.")
    step(&desk, [health(0, .up, lastMessage: desk.now), health(1, .waiting, lastMessage: nil)])
    #expect(desk.active.isEmpty)
    #expect(desk.picture.alerts.first?.cleared == desk.now)
  }

  @Test func jumpOfARadarsRegistrationIsToldUntilItIsLearntAnew() throws {
    var desk = PictureDesk()
    var radar = health(0, .up, lastMessage: desk.now)
    var learnt = Registration(sensor: radar.sensor, sigma: RegistrationOffsets())
    learnt.offsets = RegistrationOffsets(rangeMetres: 151, azimuthRadians: 0.005)
    radar.registration = learnt
    step(&desk, [radar])
    #expect(desk.picture.alerts.isEmpty)
    learnt.jump = RegistrationJump(time: desk.now, former: learnt.offsets)
    learnt.isBeingRelearnt = true
    radar.registration = learnt
    step(&desk, [radar])
    let alert = try #require(desk.active.first)
    #expect(alert.rule == .registrationJumped && alert.priority == .warning && alert.sensor == radar.sensor)
    #expect(
      alert.cause == "The errors of Radar 0 changed at once from range 151 m, azimuth 0.29°, clock 0.00 s "
        + "to others that are being learnt.")
    learnt.offsets = RegistrationOffsets(rangeMetres: -149, azimuthRadians: -0.005, clockSeconds: -0.25)
    learnt.isBeingRelearnt = false
    radar.registration = learnt
    step(&desk, [radar])
    #expect(desk.active.isEmpty)
    #expect(
      desk.picture.alerts.first?.cause == "The errors of Radar 0 changed at once from range 151 m, azimuth 0.29°, "
        + "clock 0.00 s to range -149 m, azimuth -0.29°, clock -0.25 s.")
    let revision = desk.picture.alertsRevision
    step(&desk, [radar])
    #expect(desk.picture.alertsRevision == revision)
  }

  @Test func degradedSensorIsNotSilent() {
    var desk = PictureDesk()
    step(&desk, [health(0, .degraded, lastMessage: desk.now)])
    #expect(desk.picture.alerts.isEmpty)
  }

  @Test func acknowledgedAlertNamesWhoAndWhenAndLeavesWhenItsCauseEnds() throws {
    var desk = PictureDesk()
    let heard = desk.now
    desk.now = desk.now.adding(seconds: 60)
    step(&desk, [health(0, .silent, lastMessage: heard)])
    let alert = try #require(desk.active.first)
    desk.now = desk.now.adding(seconds: 5)
    _ = try desk.picture.apply(.acknowledge(alert: alert.id, operatorName: "Kofi"), at: desk.now)
    #expect(desk.active.first?.acknowledgedBy == "Kofi")
    #expect(desk.active.first?.acknowledged == desk.now)
    step(&desk, [health(0, .up, lastMessage: desk.now)])
    #expect(desk.picture.alerts.isEmpty)
  }

  @Test func acknowledgingTwiceKeepsTheFirstName() throws {
    var desk = PictureDesk()
    step(&desk, [health(0, .silent, lastMessage: desk.now)])
    let alert = try #require(desk.active.first)
    _ = try desk.picture.apply(.acknowledge(alert: alert.id, operatorName: "Kofi"), at: desk.now)
    _ = try desk.picture.apply(.acknowledge(alert: alert.id, operatorName: "Ama"), at: desk.now)
    #expect(desk.active.first?.acknowledgedBy == "Kofi")
  }

  @Test func unknownAlertNumberIsRefusedInASentence() {
    var desk = PictureDesk()
    let before = desk.picture
    let refusal = #expect(throws: CommandRefusal.self) {
      try desk.picture.apply(.acknowledge(alert: 99, operatorName: "op"), at: desk.now)
    }
    #expect(refusal?.description.contains("no alert 99") == true)
    #expect(desk.picture == before)
  }

  @Test func removedTrackEndsItsAlerts() throws {
    var desk = PictureDesk(volumes: [try keep()])
    var track = SystemTrack.airliner(5)
    track.move(toLongitudeDegrees: 10.5)
    track.squawk("7700")
    desk.update(&track)
    desk.update(&track)
    #expect(desk.active.count == 2)
    let changes = desk.remove(5)
    #expect(changes.removed == [TrackNumber(rawValue: 5)])
    #expect(desk.active.isEmpty)
    #expect(desk.picture.alerts.count == 2)
    #expect(desk.picture.tracks.isEmpty)
  }

  @Test func removedTrackThatWasNeverThereIsNoChange() {
    var desk = PictureDesk()
    #expect(desk.remove(5).removed.isEmpty)
  }

  @Test func numbersOfAlertsRiseAndAreNeverUsedAgain() throws {
    var desk = PictureDesk()
    var seen: [UInt32] = []
    for turn in 0..<5 {
      desk.now = desk.now.adding(seconds: 60)
      step(&desk, [health(0, .silent, lastMessage: desk.now)])
      let alert = try #require(desk.active.first)
      seen.append(alert.id)
      _ = try desk.picture.apply(.acknowledge(alert: alert.id, operatorName: "op\(turn)"), at: desk.now)
      step(&desk, [health(0, .up, lastMessage: desk.now)])
    }
    #expect(seen == seen.sorted())
    #expect(Set(seen).count == 5)
  }

  @Test func listIsBoundedAndTheUrgentAlertsStay() throws {
    var desk = PictureDesk()
    var track = SystemTrack.airliner()
    track.squawk("7700")
    desk.update(&track)
    desk.update(&track)
    step(&desk, (0..<1200).map { health($0, .silent, lastMessage: PictureDesk.start) })
    #expect(desk.picture.alerts.count == 1000)
    #expect(desk.picture.alerts.first?.rule == .emergencyCode)
    #expect(desk.picture.alerts.last?.sensor == SensorNumber(rawValue: 1199))
  }

  @Test func clearedAlertsMakeRoomFirst() {
    var desk = PictureDesk()
    let all = (0..<1000).map { health($0, .silent, lastMessage: PictureDesk.start) }
    step(&desk, all)
    var next = all
    next[500] = health(500, .up, lastMessage: desk.now)
    step(&desk, next)
    step(&desk, next + [health(1000, .silent, lastMessage: PictureDesk.start)])
    #expect(desk.picture.alerts.count == 1000)
    #expect(desk.active.count == 1000)
    #expect(!desk.picture.alerts.contains { $0.sensor == SensorNumber(rawValue: 500) })
  }

  @Test func revisionCountsEveryChange() throws {
    var desk = PictureDesk()
    let before = desk.picture.alertsRevision
    step(&desk, [health(0, .silent, lastMessage: desk.now)])
    let raised = desk.picture.alertsRevision
    step(&desk, [health(0, .silent, lastMessage: desk.now)])
    #expect(desk.picture.alertsRevision == raised)
    #expect(raised > before)
    let alert = try #require(desk.active.first)
    _ = try desk.picture.apply(.acknowledge(alert: alert.id, operatorName: "op"), at: desk.now)
    #expect(desk.picture.alertsRevision > raised)
  }
}
