import Surveillance

/// Makes receive times of what a file tells: capture times, times of day, or a receiver's counter. They never run
/// backwards, and one stray value does not carry the clock away.
struct FileClock: Sendable {
  /// The time given last; nil before the first.
  private(set) var last: SurveillanceTime?
  /// Midnight of the day the file was recorded.
  private let dayStart: SurveillanceTime
  /// A time far ahead of the clock, until a second one agrees with it.
  private var doubtfulTime: SurveillanceTime?
  private var counter: UInt64?
  private var doubtfulCounter: UInt64?
  /// Counted since the first value, in ticks.
  private var elapsedTicks: Int64 = 0

  /// A leap ahead larger than this needs a second witness, seconds.
  private static let leapSeconds = 600.0
  /// How near the second witness must be, seconds.
  private static let agreementSeconds = 60.0
  private static let ticksPerSecond: Int64 = 12_000_000
  /// A counter that falls back by more than this was started anew, seconds.
  private static let restartSeconds: Int64 = 10

  init(dayStart: SurveillanceTime) {
    self.dayStart = dayStart
  }

  /// Before any time is known: the start of the day.
  var current: SurveillanceTime { last ?? dayStart }

  /// The time of an entry captured at `time`.
  mutating func take(captured time: SurveillanceTime) -> SurveillanceTime { advance(to: time) }

  /// The time of an entry whose own data states it: unlike the clock of a capture it may be damaged, so a leap ahead needs a
  /// second one that is not before it.
  mutating func take(stated time: SurveillanceTime) -> SurveillanceTime {
    guard let last, time.seconds(since: last) > Self.leapSeconds else {
      doubtfulTime = nil
      return advance(to: time)
    }
    guard let doubtfulTime, time.seconds(since: doubtfulTime) >= -Self.agreementSeconds else {
      doubtfulTime = time
      return last
    }
    self.doubtfulTime = nil
    return advance(to: time)
  }

  /// The time of an entry whose sensor gave this time of day; the day before or after is taken where midnight lies between.
  /// Nil where it is no time of day.
  mutating func take(secondsOfDay: Double) -> SurveillanceTime? {
    guard secondsOfDay.isFinite, secondsOfDay >= 0, secondsOfDay <= 86_400 else { return nil }
    guard let last else { return advance(to: dayStart.adding(seconds: secondsOfDay)) }
    let candidate = last.nearest(secondsOfDay: secondsOfDay)
    if candidate.seconds(since: last) > Self.leapSeconds {
      guard let doubtfulTime, abs(candidate.seconds(since: doubtfulTime)) <= Self.agreementSeconds else {
        doubtfulTime = candidate
        return last
      }
    }
    doubtfulTime = nil
    return advance(to: candidate)
  }

  /// The time of an entry that the receiver stamped with this value of its 12 MHz counter, 48 bits wide: counted from the
  /// first value on, which stands for the start of the recording.
  mutating func take(counter ticks: UInt64) -> SurveillanceTime {
    guard let counter else {
      self.counter = ticks
      return advance(to: dayStart)
    }
    let change = Self.change(from: counter, to: ticks)
    let isLeap =
      change > Int64(Self.leapSeconds) * Self.ticksPerSecond || change < -Self.restartSeconds * Self.ticksPerSecond
    if isLeap {
      let limit = Int64(Self.agreementSeconds) * Self.ticksPerSecond
      guard let doubtfulCounter, abs(Self.change(from: doubtfulCounter, to: ticks)) <= limit else {
        doubtfulCounter = ticks
        return current
      }
    }
    doubtfulCounter = nil
    self.counter = ticks
    // A counter started anew tells nothing of the time between; the clock goes on from where it is.
    if !isLeap || change > 0 { elapsedTicks += change }
    let nanoseconds = elapsedTicks.multipliedReportingOverflow(by: 250).partialValue / 3
    return advance(to: SurveillanceTime(nanoseconds: dayStart.nanoseconds &+ nanoseconds))
  }

  /// From one value to another on the circle of 48 bits, the shorter way.
  private static func change(from old: UInt64, to new: UInt64) -> Int64 {
    Int64(bitPattern: (new &- old) << 16) >> 16
  }

  private mutating func advance(to time: SurveillanceTime) -> SurveillanceTime {
    let advanced = max(time, last ?? time)
    last = advanced
    return advanced
  }
}
