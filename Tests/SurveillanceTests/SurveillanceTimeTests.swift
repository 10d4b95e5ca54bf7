import Surveillance
import Testing

@Suite struct SurveillanceTimeTests {
  private static let day = SurveillanceTime.nanosecondsPerDay
  /// 2023-05-02 00:00 UTC.
  private static let midnight = SurveillanceTime(nanoseconds: 19_479 * day)

  @Test func timeOfDayIsResolvedToTheSameDay() {
    let noon = Self.midnight.adding(seconds: 43_200)
    #expect(noon.nearest(secondsOfDay: 43_199.5) == noon.adding(seconds: -0.5))
    #expect(noon.nearest(secondsOfDay: 43_260) == noon.adding(seconds: 60))
  }

  @Test func timeOfDayBeforeMidnightReceivedAfterItIsOfTheDayBefore() {
    let received = Self.midnight.adding(seconds: 0.25)
    #expect(received.nearest(secondsOfDay: 86_399.75) == Self.midnight.adding(seconds: -0.25))
  }

  @Test func timeOfDayAfterMidnightReceivedBeforeItIsOfTheNextDay() {
    let received = Self.midnight.adding(seconds: -1)
    #expect(received.nearest(secondsOfDay: 0.5) == Self.midnight.adding(seconds: 0.5))
  }

  @Test func timeOfDayIsResolvedBefore1970() {
    let received = SurveillanceTime(nanoseconds: -Self.day + 1_000_000_000)
    #expect(received.secondsOfDay == 1)
    #expect(received.nearest(secondsOfDay: 86_399) == received.adding(seconds: -2))
  }

  @Test func resolvedTimeHasTheTimeOfDayAndIsAtMostHalfADayAway() {
    var numbers = SeededNumbers(seed: 1)
    for _ in 0..<2000 {
      let received = SurveillanceTime(nanoseconds: Int64(truncatingIfNeeded: numbers.next() >> 2))
      // 1/128 s, the resolution of ASTERIX.
      let ofDay = Double(numbers.next() % (86_400 * 128)) / 128
      let resolved = received.nearest(secondsOfDay: ofDay)
      #expect(resolved.secondsOfDay == ofDay)
      #expect(abs(resolved.seconds(since: received)) <= 43_200)
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300])
  func impossibleTimeOfDayIsNotResolved(secondsOfDay: Double) {
    #expect(Self.midnight.nearest(secondsOfDay: secondsOfDay) == Self.midnight)
  }

  @Test func timeOfDayAtTheEndsOfTheClockStaysOnTheClock() {
    for edge in [SurveillanceTime.distantPast, SurveillanceTime(nanoseconds: .max)] {
      for seconds in [0.0, 1, 43_200, 86_399] {
        #expect(abs(edge.nearest(secondsOfDay: seconds).seconds(since: edge)) <= 43_200)
      }
    }
  }

  @Test func addingIsHeldAtTheEndsOfTheClock() {
    let last = SurveillanceTime(nanoseconds: .max)
    #expect(last.adding(seconds: 1) == last)
    #expect(SurveillanceTime.distantPast.adding(seconds: -1) == .distantPast)
    for seconds in [9.3e9, 1e20, 1e300, .infinity] {
      #expect(Self.midnight.adding(seconds: seconds) == last)
      #expect(Self.midnight.adding(seconds: -seconds) == .distantPast)
    }
    #expect(Self.midnight.adding(seconds: .nan) == Self.midnight)
  }

  @Test func differenceIsHeldAtTheEndsOfTheClock() {
    let last = SurveillanceTime(nanoseconds: .max)
    #expect(last.seconds(since: .distantPast) > 9e9)
    #expect(SurveillanceTime.distantPast.seconds(since: last) < -9e9)
    #expect(Self.midnight.adding(seconds: 2.5).seconds(since: Self.midnight) == 2.5)
  }
}

@Suite struct EntrySequencerTests {
  @Test func entriesAreNumberedWithoutGapsAndTimeNeverGoesBack() {
    var numbers = SeededNumbers(seed: 2)
    var sequencer = EntrySequencer()
    var last = SurveillanceTime.distantPast
    for sequence in 0..<500 as Range<UInt64> {
      let clock = SurveillanceTime(nanoseconds: Int64(bitPattern: numbers.next()) >> 3)
      let entry = sequencer.entry(receiveTime: clock, feed: .system, kind: .tick, payload: [])
      #expect(entry.sequence == sequence)
      #expect(entry.receiveTime == max(last, clock))
      last = entry.receiveTime
    }
  }

  @Test func continuesBehindAnEarlierLog() {
    let earlier = SurveillanceTime(nanoseconds: 1000)
    var sequencer = EntrySequencer(nextSequence: 42, lastTime: earlier)
    let entry = sequencer.entry(
      receiveTime: SurveillanceTime(nanoseconds: 10), feed: FeedNumber(rawValue: 3), kind: .asterix, payload: [1, 2])
    #expect(entry.sequence == 42)
    #expect(entry.receiveTime == earlier)
    #expect(entry.payload == [1, 2])
    #expect(sequencer.nextSequence == 43)
  }
}
