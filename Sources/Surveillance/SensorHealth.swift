/// Whether a sensor does its work.
public enum SensorState: UInt8, Hashable, Sendable, CanonicalCodable {
  /// Configured, and nothing heard yet.
  case waiting = 0
  case up = 1
  /// Heard, but it reports a fault of its own.
  case degraded = 2
  /// Heard before, and not for longer than its turn allows.
  case silent = 3
}

/// What the rest of the picture needs to know of a sensor's state.
public struct SensorHealth: Hashable, Sendable {
  public var sensor: SensorNumber
  public var name: String
  public var state: SensorState
  public var lastMessage: SurveillanceTime?
  /// How long it may be quiet before it counts as silent, seconds.
  public var silenceLimitSeconds: Double
  /// What it measures wrong, as far as learnt.
  public var registration: Registration?

  /// Makes a statement of health.
  public init(
    sensor: SensorNumber, name: String, state: SensorState, lastMessage: SurveillanceTime?,
    silenceLimitSeconds: Double, registration: Registration? = nil
  ) {
    self.sensor = sensor
    self.name = name
    self.state = state
    self.lastMessage = lastMessage
    self.silenceLimitSeconds = silenceLimitSeconds
    self.registration = registration
  }
}
