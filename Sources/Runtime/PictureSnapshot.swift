public import AirPicture
public import Engine
public import Sensors
public import Surveillance

/// The whole picture at one moment, as a value that nobody can change.
public struct PictureSnapshot: Sendable {
  /// Number of the published picture; the next one has the next number.
  public var number: UInt32
  /// The engine's clock.
  public var time: SurveillanceTime
  public var configuration: EngineConfiguration
  public var picture: AirPicture
  public var sensors: [MonitoredSensor]
  public var siteMonitors: [SiteMonitor]
  /// What was learnt of the radars' alignment and clocks, by ascending sensor.
  public var registrations: [Registration]
  /// Which receivers hear which aircraft.
  public var receptions: ReceptionBook
  /// Entries the engine has taken.
  public var entries: UInt64
}

/// What changed between two published pictures.
public struct PictureDelta: Sendable {
  /// Number of the picture this leads to.
  public var number: UInt32
  /// Number of the picture it starts from.
  public var previous: UInt32
  /// The engine's clock.
  public var time: SurveillanceTime
  /// Tracks that are new or different, by ascending number.
  public var changed: [PictureTrack]
  /// Tracks that are gone.
  public var removed: [TrackNumber]
  /// Whether everything is new, so that only a snapshot will do.
  public var isReset: Bool
  /// What operators have set, by which levels are shown.
  public var settings: PictureSettings
}
