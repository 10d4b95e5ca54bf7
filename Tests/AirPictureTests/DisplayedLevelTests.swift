import AirPicture
import Geodesy
import Surveillance
import Testing

@Suite struct DisplayedLevelTests {
  private func text(_ settings: PictureSettings = PictureSettings(), _ fill: (inout SystemTrack) -> Void) -> String? {
    var track = SystemTrack.airliner()
    track.pressureAltitude = nil
    fill(&track)
    return DisplayedLevel(of: track, settings: settings)?.text
  }

  private func settings(qnh: Double, transitionAltitudeFeet: Double = 5000) -> PictureSettings {
    var settings = PictureSettings()
    settings.qnh = QNH(hectopascals: qnh)
    settings.transitionAltitude = QNHAltitude(feet: transitionAltitudeFeet)
    return settings
  }

  @Test func everyLevelReadsWithItsKind() {
    #expect(text { $0.pressureAltitude = PressureAltitude(flightLevel: 370) } == "F370")
    #expect(text { $0.geometricHeight = EllipsoidalHeight(feet: 12_300) } == "G123")
    #expect(text { $0.measuredHeight = OrthometricHeight(feet: 5000) } == "H050")
    #expect(text(settings(qnh: 1013.25)) { $0.pressureAltitude = PressureAltitude(feet: 3500) } == "A035")
  }

  @Test func unknownHeightShowsNothing() {
    #expect(text { _ in } == nil)
  }

  @Test func pressureHeightComesFirstThenGeometricThenMeasured() {
    #expect(
      text {
        $0.pressureAltitude = PressureAltitude(flightLevel: 100)
        $0.geometricHeight = EllipsoidalHeight(feet: 20_000)
        $0.measuredHeight = OrthometricHeight(feet: 30_000)
      } == "F100")
    #expect(
      text {
        $0.geometricHeight = EllipsoidalHeight(feet: 20_000)
        $0.measuredHeight = OrthometricHeight(feet: 30_000)
      } == "G200")
  }

  @Test func withoutAQNHEvenLowLevelsAreFlightLevels() {
    #expect(text { $0.pressureAltitude = PressureAltitude(feet: 1500) } == "F015")
  }

  @Test func onlyBelowTheTransitionAltitudeAreLevelsAltitudes() {
    let settings = settings(qnh: 1013.25, transitionAltitudeFeet: 5000)
    #expect(text(settings) { $0.pressureAltitude = PressureAltitude(feet: 4999) } == "A050")
    #expect(text(settings) { $0.pressureAltitude = PressureAltitude(feet: 5001) } == "F050")
    #expect(text(settings) { $0.pressureAltitude = PressureAltitude(flightLevel: 370) } == "F370")
  }

  @Test func lowPressureMakesTheAltitudeLowerThanTheFlightLevel() {
    // Some 27 ft for each hectopascal.
    #expect(text(settings(qnh: 983.25)) { $0.pressureAltitude = PressureAltitude(feet: 4000) } == "A032")
    #expect(text(settings(qnh: 1033.25)) { $0.pressureAltitude = PressureAltitude(feet: 4000) } == "A045")
    // And brings a level above 5,000 ft of pressure height below the transition altitude.
    #expect(text(settings(qnh: 983.25)) { $0.pressureAltitude = PressureAltitude(feet: 5500) } == "A047")
  }

  @Test func qnhDoesNotTouchOtherHeights() {
    let settings = settings(qnh: 983)
    #expect(text(settings) { $0.geometricHeight = EllipsoidalHeight(feet: 1000) } == "G010")
    #expect(text(settings) { $0.measuredHeight = OrthometricHeight(feet: 1000) } == "H010")
  }

  @Test func levelsBelowZeroHaveAMinusSign() {
    #expect(text { $0.pressureAltitude = PressureAltitude(feet: -1200) } == "F-12")
    #expect(text { $0.pressureAltitude = PressureAltitude(feet: -20) } == "F000")
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
  func impossibleHeightsDoNotTrap(metres: Double) {
    #expect(text(settings(qnh: 990)) { $0.pressureAltitude = PressureAltitude(metres: metres) } != nil)
    #expect(text { $0.geometricHeight = EllipsoidalHeight(metres: metres) } != nil)
  }
}

@Suite struct PressureSettingTests {
  private func set(_ hectopascals: Double?, transitionAltitudeFeet: Double = 5000) -> OperatorCommand {
    .setQNH(hectopascals: hectopascals, transitionAltitudeFeet: transitionAltitudeFeet, operatorName: "op")
  }

  @Test(arguments: [850, 1013.25, 1100])
  func plausibleQNHIsSetAndCleared(hectopascals: Double) throws {
    var desk = PictureDesk()
    _ = try desk.picture.apply(set(hectopascals, transitionAltitudeFeet: 6000), at: desk.now)
    #expect(desk.picture.settings.qnh?.hectopascals == hectopascals)
    #expect(abs(desk.picture.settings.transitionAltitude.feet - 6000) < 1e-9)
    _ = try desk.picture.apply(set(nil), at: desk.now)
    #expect(desk.picture.settings.qnh == nil)
  }

  @Test(arguments: [849.9, 1100.1, 0, -1013, 29.92, .nan, .infinity])
  func otherQNHIsRefusedInASentenceAndChangesNothing(hectopascals: Double) throws {
    var desk = PictureDesk()
    _ = try desk.picture.apply(set(1000), at: desk.now)
    let before = desk.picture
    let refusal = #expect(throws: CommandRefusal.self) { try desk.picture.apply(set(hectopascals), at: desk.now) }
    #expect(refusal?.description.contains("between 850 and 1100 hPa") == true)
    #expect(desk.picture == before)
  }

  @Test(arguments: [-1, 30_001, .nan])
  func impossibleTransitionAltitudeIsRefused(feet: Double) {
    var desk = PictureDesk()
    #expect(throws: CommandRefusal.self) {
      try desk.picture.apply(set(1000, transitionAltitudeFeet: feet), at: desk.now)
    }
    #expect(desk.picture.settings == PictureSettings())
  }

  @Test func tracksWithAPressureHeightAreShownAnew() throws {
    var desk = PictureDesk()
    var level = SystemTrack.airliner(1)
    var other = SystemTrack.airliner(2)
    other.pressureAltitude = nil
    desk.update(&level)
    desk.update(&other)
    let changes = try desk.picture.apply(set(1000), at: desk.now)
    #expect(changes.changed == [TrackNumber(rawValue: 1)])
  }
}
