public import Surveillance

/// How fast a replay goes.
public enum ReplaySpeed: Hashable, Sendable, CustomStringConvertible {
  /// So many seconds of log in one second.
  case times(Double)
  /// As fast as the machine can.
  case max

  /// `1`, `10`, `max`.
  public init?(_ text: some StringProtocol) {
    if text == "max" {
      self = .max
    } else if let factor = Double(text), factor.isFinite, (0.01...10_000).contains(factor) {
      self = .times(factor)
    } else {
      return nil
    }
  }

  public var description: String {
    switch self {
    case .times(let factor): factor == factor.rounded() ? String(Int(factor)) : String(factor)
    case .max: "max"
    }
  }
}

/// Where a replay stands: maps the passing of real time to log time, with pause and change of speed.
///
/// A value without a clock: its caller says how much real time has passed.
public struct ReplayClock: Hashable, Sendable {
  /// Log time that the replay has reached.
  public private(set) var position: SurveillanceTime
  public var speed: ReplaySpeed
  public var isPaused = false

  /// Starts at a log time.
  public init(at start: SurveillanceTime, speed: ReplaySpeed) {
    position = start
    self.speed = speed
  }

  /// Lets real time pass.
  /// - Returns: The log time up to which entries are due; nil where there is no limit (at full speed).
  public mutating func pass(seconds: Double) -> SurveillanceTime? {
    guard !isPaused else { return position }
    guard case .times(let factor) = speed else { return nil }
    position = position.adding(seconds: seconds * factor)
    return position
  }

  /// Notes that entries up to `time` were played at full speed.
  public mutating func reach(_ time: SurveillanceTime) {
    position = max(position, time)
  }
}
