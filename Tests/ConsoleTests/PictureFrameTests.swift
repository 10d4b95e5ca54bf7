import AirPicture
import Engine
import Geodesy
import Surveillance
import Testing

@testable import Console
@testable import Runtime

/// The bytes of docs/formats/picture-stream.md.
struct PictureFrameTests {
  @Test func beginsEveryMessageWithItsLengthTypeNumberAndTime() {
    let heartbeat = PictureFrame.heartbeat(number: 7, time: midnight)
    #expect(heartbeat.hex == "10000000" + "03013000" + "07000000" + "0000f6d559e6e918")
    let status = PictureFrame.status(Array("{}".utf8), number: 7, time: midnight)
    #expect(status.hex == "12000000" + "04013000" + "07000000" + "0000f6d559e6e918" + "7b7d")
  }

  @Test func putsEveryFieldOfATrackAtItsPlace() {
    let frame = PictureFrame.snapshot(madeSnapshot(madePicture([madeTrack()])))
    #expect(frame.number(0, as: UInt32.self) == 16 + 4 + 48)
    #expect(frame[4] == 1)
    #expect(frame.number(20, as: UInt32.self) == 1)
    let record = Array(frame[24...])
    #expect(record.count == 48)
    #expect(record.number(0, as: UInt32.self) == 1042)
    #expect(record.number(4, as: Int32.self) == 134_815_000)
    #expect(record.number(8, as: Int32.self) == -21_836_000)
    #expect(record.number(12, as: Int16.self) == 1481)
    #expect(record.number(14, as: Int16.self) == -1250)
    #expect(record.number(16, as: UInt16.self) == 4553)
    #expect(record.number(18, as: UInt16.self) == 0xA000)
    #expect(record.number(20, as: UInt16.self) == 0o4217)
    #expect(record[22] == 1)
    #expect(record[23] == Identity.neutral.rawValue && Identity.neutral.rawValue == 4)
    #expect(record.number(24, as: UInt16.self) == 0)
    #expect(record.number(26, as: UInt16.self) == 0b1100)
    #expect(record.number(28, as: UInt16.self) == 15)
    #expect(record[30] == 0)
    #expect(record.number(31, as: Int8.self) == -1)
    #expect(String(decoding: record[32..<40], as: UTF8.self) == "XNG101  ")
    #expect(record.number(40, as: UInt32.self) == 0x3C6DD8)
    #expect(record.number(44, as: UInt16.self) == 6)
    #expect(record.number(46, as: UInt16.self) == 0)
  }

  @Test func marksWhatIsNotKnown() {
    let record = record(
      of: SystemTrack(
        number: TrackNumber(rawValue: 1), page: PicturePage(rawValue: 3), time: midnight, latitudeRadians: 0,
        longitudeRadians: 0))
    #expect(record.number(12, as: Int16.self) == .min)
    #expect(record.number(14, as: Int16.self) == .min)
    #expect(record.number(16, as: UInt16.self) == .max)
    #expect(record.number(20, as: UInt16.self) == .max)
    #expect(record[22] == 0)
    #expect(record[30] == 3)
    #expect(record.number(31, as: Int8.self) == 0)
    #expect(record[32..<40].allSatisfy { $0 == 0x20 })
    #expect(record.number(40, as: UInt32.self) == .max)
  }

  @Test(arguments: [
    (flightLevel: -1.25, expected: Int16(-5)), (0, 0), (0.25, 1), (1e9, .max), (-1e9, .min + 1),
  ])
  func keepsALevelInsideItsField(flightLevel: Double, expected: Int16) {
    var track = madeTrack()
    track.pressureAltitude = PressureAltitude(flightLevel: flightLevel)
    let record = record(of: track)
    #expect(record.number(12, as: Int16.self) == expected)
    #expect(record[22] == 1)
  }

  @Test func tellsWhatEachLevelIsMeasuredBy() {
    var track = madeTrack()
    track.pressureAltitude = nil
    track.geometricHeight = EllipsoidalHeight(feet: 12_300)
    #expect(record(of: track)[22] == 3)
    #expect(record(of: track).number(12, as: Int16.self) == 492)
    track.geometricHeight = nil
    track.measuredHeight = OrthometricHeight(feet: 5000)
    #expect(record(of: track)[22] == 4)
    track.pressureAltitude = PressureAltitude(feet: 3500)
    var picture = madePicture([track])
    #expect(throws: Never.self) {
      try picture.apply(
        .setQNH(hectopascals: 1003.25, transitionAltitudeFeet: 5000, operatorName: "test"), at: midnight)
    }
    let record = Array(PictureFrame.snapshot(madeSnapshot(picture))[24...])
    #expect(record[22] == 2)
    // 10 hPa less than standard: some 270 ft less.
    #expect((128...131).contains(record.number(12, as: Int16.self)))
  }

  @Test func keepsSpeedRateAgeAndAngleInsideTheirFields() {
    var track = madeTrack()
    track.velocity = GroundVelocity(eastMetresPerSecond: -1e-9, northMetresPerSecond: 1e9)
    track.verticalRateMetresPerSecond = 1e9
    track.lastUpdate = midnight.adding(seconds: -1e6)
    var record = record(of: track)
    #expect(record.number(16, as: UInt16.self) == 65_534)
    // A hair west of north rounds to north, not to 65,536.
    #expect(record.number(18, as: UInt16.self) == 0)
    #expect(record.number(14, as: Int16.self) == .max)
    #expect(record.number(28, as: UInt16.self) == .max)
    track.verticalRateMetresPerSecond = -1e9
    track.velocity = GroundVelocity(eastMetresPerSecond: .nan, northMetresPerSecond: .nan)
    track.latitudeRadians = .nan
    track.longitudeRadians = .infinity
    track.lastUpdate = midnight.adding(seconds: 3)
    record = self.record(of: track)
    #expect(record.number(14, as: Int16.self) == Int16.min + 1)
    #expect(record.number(28, as: UInt16.self) == 0)
    #expect(record.count == 48)
  }

  @Test(arguments: [(0.0, Int8(0)), (299, 0), (-299, 0), (300, 1), (-300, -1), (4000, 1)])
  func showsATrendFromThreeHundredFeetAMinute(feetPerMinute: Double, expected: Int8) {
    var track = madeTrack()
    track.verticalRateMetresPerSecond = VerticalRate.feetPerMinute(feetPerMinute).metresPerSecond
    #expect(record(of: track).number(31, as: Int8.self) == expected)
  }

  @Test func setsAFlagForEachState() {
    func flags(isExercise: Bool = false, times: UInt32 = 1, _ change: (inout SystemTrack) -> Void) -> UInt16 {
      var track = madeTrack()
      change(&track)
      return record(of: track, isExercise: isExercise, times: times).number(24, as: UInt16.self)
    }
    #expect(flags { $0.status = .coasting } == 1 << 0)
    #expect(flags { $0.isOnGround = true } == 1 << 1)
    #expect(flags { $0.status = .tentative } == 1 << 2)
    #expect(flags { $0.external = external(isSimulated: false) } == 1 << 3)
    #expect(flags(times: 3) { $0.mode3A = Mode3AReply(code: .emergency) } == 1 << 4 | 1 << 5)
    #expect(flags(isExercise: true) { _ in } == 1 << 6)
    #expect(flags { $0.external = external(isSimulated: true) } == 1 << 3 | 1 << 6)
    #expect(flags { $0.means = .primary } == 1 << 7)
    #expect(flags { $0.isSpecialPosition = true } == 1 << 8)
    #expect(flags { $0.mode3A?.isValidated = false } == 1 << 9)
    #expect(flags { $0.mode3A?.isGarbled = true } == 1 << 9)
  }

  @Test(arguments: [
    (0.0, UInt16(7)), (50, 7), (50.1, 6), (100, 6), (400, 4), (3200, 1), (3201, 0), (.infinity, 0), (.nan, 0),
  ])
  func countsQualityDownWithEachDoublingOfTheSigma(sigmaMetres: Double, expected: UInt16) {
    var track = madeTrack()
    track.positionSigmaMetres = sigmaMetres
    #expect(record(of: track).number(44, as: UInt16.self) == expected)
  }

  @Test func namesWhatChangedAndWhatIsGone() {
    let picture = madePicture([madeTrack(number: 2), madeTrack(number: 5)])
    let delta = PictureDelta(
      number: 8, previous: 7, time: midnight, changed: picture.tracks,
      removed: [TrackNumber(rawValue: 1), TrackNumber(rawValue: 0x0102_0304)], isReset: false,
      settings: picture.settings)
    let frame = PictureFrame.delta(delta, settings: delta.settings, isExercise: false)
    #expect(frame[4] == 2)
    #expect(frame.number(0, as: UInt32.self) == UInt32(frame.count - 4))
    #expect(frame.count == 4 + 28 + 2 * 48 + 2 * 4)
    #expect(frame.number(8, as: UInt32.self) == 8)
    #expect(frame.number(20, as: UInt32.self) == 7)
    #expect(frame.number(24, as: UInt32.self) == 2)
    #expect(frame.number(28, as: UInt32.self) == 2)
    #expect(frame.number(32, as: UInt32.self) == 2)
    #expect(frame.number(80, as: UInt32.self) == 5)
    #expect(frame.suffix(8).elementsEqual([1, 0, 0, 0, 4, 3, 2, 1]))
  }

  private func external(isSimulated: Bool) -> ExternalTrackState {
    ExternalTrackState(
      isEnded: false, isTentative: false, isCoasting: false, isSimulated: isSimulated, sources: .modeS,
      positionCovariance: nil)
  }

  private func record(of track: SystemTrack, isExercise: Bool = false, times: UInt32 = 1) -> [UInt8] {
    let configuration = EngineConfiguration(title: "test", isExercise: isExercise)
    return Array(
      PictureFrame.snapshot(madeSnapshot(madePicture([track], times: times), configuration: configuration))[24...])
  }
}

extension [UInt8] {
  /// The number at an offset, its least octet first.
  fileprivate func number<Value: FixedWidthInteger>(_ offset: Int, as: Value.Type) -> Value {
    self[offset..<offset + Value.bitWidth / 8].reversed()
      .reduce(0) { (Value.bitWidth > 8 ? $0 << 8 : 0) | Value(truncatingIfNeeded: $1) }
  }

  fileprivate var hex: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
