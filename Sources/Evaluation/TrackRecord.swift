/// The best means by which a track was seen lately: accuracies differ by an order of magnitude between them.
public enum TrackSource: Int, CaseIterable, Hashable, Sendable {
  case adsb
  case secondary
  case primary
}

/// What a tracker said of one confirmed track at one time.
public struct TrackRecord: Hashable, Sendable {
  /// Name or number of the track.
  public var track: String
  /// On the scale of the truth.
  public var timeSeconds: Double
  /// WGS-84.
  public var latitudeRadians: Double
  public var longitudeRadians: Double
  /// Nil where the tracker knows none.
  public var heightMetres: Double?
  public var northMetresPerSecond: Double
  public var eastMetresPerSecond: Double
  public var upMetresPerSecond: Double?
  /// The tracker's own standard deviation of horizontal position, per axis; nil or nought where it claims none.
  public var sigmaMetres: Double?
  /// Nil where it is not told.
  public var source: TrackSource?

  /// Makes a record.
  public init(
    track: String, timeSeconds: Double, latitudeRadians: Double, longitudeRadians: Double, heightMetres: Double? = nil,
    northMetresPerSecond: Double = 0, eastMetresPerSecond: Double = 0, upMetresPerSecond: Double? = nil,
    sigmaMetres: Double? = nil, source: TrackSource? = nil
  ) {
    self.track = track
    self.timeSeconds = timeSeconds
    self.latitudeRadians = latitudeRadians
    self.longitudeRadians = longitudeRadians
    self.heightMetres = heightMetres
    self.northMetresPerSecond = northMetresPerSecond
    self.eastMetresPerSecond = eastMetresPerSecond
    self.upMetresPerSecond = upMetresPerSecond
    self.sigmaMetres = sigmaMetres
    self.source = source
  }
}
