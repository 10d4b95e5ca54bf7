import Runtime
import Surveillance
import Testing

@Suite struct ReplayClockTests {
  private static let start = SurveillanceTime(nanoseconds: 1_700_000_000_000_000_000)

  @Test(arguments: [1.0, 10, 0.25])
  func logTimePassesAtTheSpeed(factor: Double) {
    var clock = ReplayClock(at: Self.start, speed: .times(factor))
    for _ in 0..<8 { _ = clock.pass(seconds: 0.5) }
    #expect(clock.position == Self.start.adding(seconds: 4 * factor))
    #expect(clock.pass(seconds: 1) == Self.start.adding(seconds: 5 * factor))
  }

  @Test func atFullSpeedThereIsNoLimit() {
    var clock = ReplayClock(at: Self.start, speed: .max)
    #expect(clock.pass(seconds: 1) == nil)
    clock.reach(Self.start.adding(seconds: 100))
    #expect(clock.position == Self.start.adding(seconds: 100))
    clock.reach(Self.start)
    #expect(clock.position == Self.start.adding(seconds: 100))
  }

  @Test(arguments: [ReplaySpeed.times(10), .max])
  func pauseStopsLogTime(speed: ReplaySpeed) {
    var clock = ReplayClock(at: Self.start, speed: speed)
    clock.isPaused = true
    #expect(clock.pass(seconds: 100) == Self.start)
    clock.isPaused = false
    clock.speed = .times(1)
    #expect(clock.pass(seconds: 1) == Self.start.adding(seconds: 1))
  }

  @Test func changeOfSpeedGoesOnFromWhereItWas() {
    var clock = ReplayClock(at: Self.start, speed: .times(1))
    _ = clock.pass(seconds: 10)
    clock.speed = .times(100)
    #expect(clock.pass(seconds: 1) == Self.start.adding(seconds: 110))
    clock.speed = .max
    _ = clock.pass(seconds: 1)
    clock.reach(Self.start.adding(seconds: 500))
    clock.speed = .times(1)
    #expect(clock.pass(seconds: 1) == Self.start.adding(seconds: 501))
  }
}

@Suite struct ReplaySpeedTests {
  @Test(arguments: [("1", "1"), ("10", "10"), ("0.5", "0.5"), ("max", "max"), ("10000", "10000"), ("0.01", "0.01")])
  func speedIsReadAndShown(text: String, shown: String) throws {
    #expect(try #require(ReplaySpeed(text)).description == shown)
  }

  @Test(arguments: ["", "0", "-1", "nan", "inf", "1e9", "fast", "MAX", "1x"])
  func otherTextIsNoSpeed(text: String) {
    #expect(ReplaySpeed(text) == nil)
  }
}
