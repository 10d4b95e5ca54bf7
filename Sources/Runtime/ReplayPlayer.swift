public import Surveillance

/// Anything that can be played: gives its inputs in the order of their time.
public protocol ReplaySource: Sendable {
  /// The next input; nil at the end. Problems with the data are the source's to count, not to throw.
  mutating func next() throws -> LogInput?
}

/// What a replay's controls show.
public struct ReplayState: Hashable, Sendable {
  public var isPaused: Bool
  public var speed: ReplaySpeed
  public var position: SurveillanceTime
  /// First and last time of the data, where known beforehand.
  public var start: SurveillanceTime
  public var end: SurveillanceTime?
  public var isFinished: Bool
  /// Why it ended before its end; nil where it did not.
  public var failure: String?
}

/// Plays a source into a host: at a speed, with pause.
public actor ReplayPlayer {
  /// Inputs handed over in one go at full speed, so that controls stay responsive.
  private static let batchSize = 4000
  private static let beat = Duration.milliseconds(20)

  private let host: PictureHost
  private var source: any ReplaySource
  private var clock: ReplayClock?
  private var speed: ReplaySpeed
  private var isPaused: Bool
  private var waiting: LogInput?
  private var isFinished = false
  private var failure: String?
  private let start: SurveillanceTime?
  private let end: SurveillanceTime?

  /// Makes a player that stands at the source's first input.
  public init(
    _ source: any ReplaySource, into host: PictureHost, speed: ReplaySpeed, isPaused: Bool = false,
    start: SurveillanceTime? = nil, end: SurveillanceTime? = nil
  ) {
    self.source = source
    self.host = host
    self.speed = speed
    self.isPaused = isPaused
    self.start = start
    self.end = end
  }

  /// What the controls show.
  public var state: ReplayState {
    let position = clock?.position ?? start ?? SurveillanceTime(nanoseconds: 0)
    return ReplayState(
      isPaused: isPaused, speed: speed, position: position, start: start ?? position, end: end,
      isFinished: isFinished, failure: failure)
  }

  /// Stops or goes on.
  public func set(paused: Bool) {
    isPaused = paused
    clock?.isPaused = paused
  }

  /// Changes the speed.
  public func set(speed: ReplaySpeed) {
    self.speed = speed
    clock?.speed = speed
  }

  /// Plays until the end of the source or until cancelled.
  public func run() async {
    let wall = ContinuousClock()
    var last = wall.now
    while !Task.isCancelled, !isFinished {
      let now = wall.now
      let passed = (now - last) / Duration.seconds(1)
      last = now
      await playDue(afterSeconds: passed)
      // At full speed the host's own work sets the pace; a yield lets controls in.
      if speed == .max, !isPaused { await Task.yield() } else { try? await Task.sleep(for: Self.beat) }
    }
  }

  private func playDue(afterSeconds passed: Double) async {
    guard let first = pull() else {
      await finish()
      return
    }
    let isBeginning = self.clock == nil
    var clock = self.clock ?? ReplayClock(at: first.receiveTime, speed: speed)
    clock.isPaused = isPaused
    clock.speed = speed
    let due = clock.pass(seconds: isBeginning ? 0 : passed)
    self.clock = clock
    guard !isPaused else { return }
    if isBeginning {
      // The configuration, before the source is asked for more: making the first messages may take a while, and nobody
      // is to see a picture without it.
      waiting = nil
      await host.take([first])
    }
    var batch: [LogInput] = []
    while let input = pull(), due.map({ input.receiveTime <= $0 }) ?? (batch.count < Self.batchSize) {
      batch.append(input)
      waiting = nil
    }
    if let latest = batch.last { self.clock?.reach(latest.receiveTime) }
    // Behind the last input no time passes: the log ends with it, whatever the speed.
    if let due, waiting != nil { batch.append(LogInput(receiveTime: due, feed: .system, kind: .tick, payload: [])) }
    await host.take(batch)
  }

  /// The next input without taking it away.
  private func pull() -> LogInput? {
    if waiting == nil, failure == nil {
      do {
        waiting = try source.next()
      } catch {
        failure = "\(error)"
      }
    }
    return waiting
  }

  private func finish() async {
    await host.finish()
    isFinished = true
  }
}
