public import Surveillance

/// What became of one sensor's reports in the tracker's last step.
public struct SensorTally: Hashable, Sendable {
  public var sensor: SensorNumber
  /// Taken into a track.
  public var used: UInt32 = 0
  /// Fitted no track and started a new one.
  public var started: UInt32 = 0
  /// Fitted no track, and lay too close to one, or came twice in a scan, to start another.
  public var echoes: UInt32 = 0
  /// Copies of a report that came before: over a second line, or repeated.
  public var duplicate: UInt32 = 0
  /// Replies of a fixed transponder.
  public var siteMonitor: UInt32 = 0
  /// Without a position and of no track's address.
  public var noPosition: UInt32 = 0
  /// Measured too long before their arrival, or after it.
  public var late: UInt32 = 0
  /// With impossible numbers, or of a site with such.
  public var invalid: UInt32 = 0
  /// Refused because the tracker held as many tracks as it may.
  public var refused: UInt32 = 0
  /// Records of another system's tracks.
  public var systemTracks: UInt32 = 0

  /// Makes a tally of nothing.
  public init(sensor: SensorNumber) { self.sensor = sensor }

  /// All reports counted.
  public var total: UInt32 {
    used &+ started &+ echoes &+ duplicate &+ siteMonitor &+ noPosition &+ late &+ invalid &+ refused
      &+ systemTracks
  }
}

extension SensorTally {
  /// Adds another's counts.
  public mutating func add(_ other: SensorTally) {
    used &+= other.used
    started &+= other.started
    echoes &+= other.echoes
    siteMonitor &+= other.siteMonitor
    noPosition &+= other.noPosition
    duplicate &+= other.duplicate
    late &+= other.late
    invalid &+= other.invalid
    refused &+= other.refused
    systemTracks &+= other.systemTracks
  }
}

extension SensorTally: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    writer.write(used)
    writer.write(started)
    writer.write(echoes)
    writer.write(duplicate)
    writer.write(siteMonitor)
    writer.write(noPosition)
    writer.write(late)
    writer.write(invalid)
    writer.write(refused)
    writer.write(systemTracks)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(sensor: try reader.value())
    used = try reader.integer()
    started = try reader.integer()
    echoes = try reader.integer()
    duplicate = try reader.integer()
    siteMonitor = try reader.integer()
    noPosition = try reader.integer()
    late = try reader.integer()
    invalid = try reader.integer()
    refused = try reader.integer()
    systemTracks = try reader.integer()
  }
}
