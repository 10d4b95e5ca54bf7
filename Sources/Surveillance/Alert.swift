/// How urgent an alert is.
public enum AlertPriority: UInt8, Hashable, Comparable, Sendable, CanonicalCodable {
  case advisory = 0
  case warning = 1
  case critical = 2
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The rule that raised an alert.
public enum AlertRule: UInt8, Hashable, Sendable, CanonicalCodable {
  case emergencyCode = 1
  case volumeEntryPredicted = 2
  case volumeEntered = 3
  case sensorSilent = 4
  case registrationJumped = 5
}

/// One thing that needs a person's attention, with its cause in a sentence.
public struct Alert: Hashable, Sendable {
  /// Number, from 1, never used again.
  public var id: UInt32
  public var rule: AlertRule
  public var priority: AlertPriority
  /// A few words.
  public var title: String
  /// One full sentence that says why.
  public var cause: String
  public var track: TrackNumber?
  public var sensor: SensorNumber?
  public var volume: String?
  public var raised: SurveillanceTime
  /// When the cause ended; nil while it lasts.
  public var cleared: SurveillanceTime?
  public var acknowledged: SurveillanceTime?
  public var acknowledgedBy: String?

  /// Makes an alert that is active and not acknowledged.
  public init(
    id: UInt32, rule: AlertRule, priority: AlertPriority, title: String, cause: String, track: TrackNumber? = nil,
    sensor: SensorNumber? = nil, volume: String? = nil, raised: SurveillanceTime
  ) {
    self.id = id
    self.rule = rule
    self.priority = priority
    self.title = title
    self.cause = cause
    self.track = track
    self.sensor = sensor
    self.volume = volume
    self.raised = raised
  }

  /// Whether its cause lasts.
  public var isActive: Bool { cleared == nil }
}

extension Alert: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(id)
    writer.write(rule)
    writer.write(priority)
    writer.write(title)
    writer.write(cause)
    writer.write(track)
    writer.write(sensor)
    writer.write(volume)
    writer.write(raised)
    writer.write(cleared)
    writer.write(acknowledged)
    writer.write(acknowledgedBy)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      id: try reader.integer(), rule: try reader.value(), priority: try reader.value(), title: try reader.text(),
      cause: try reader.text(), track: try reader.optional(), sensor: try reader.optional(),
      volume: try reader.optional(), raised: try reader.value())
    cleared = try reader.optional()
    acknowledged = try reader.optional()
    acknowledgedBy = try reader.optional()
  }
}
