/// Where one target really was at one scoring time.
public struct TruthSample: Hashable, Sendable {
  /// Name of the target.
  public var target: String
  /// Scoring time, seconds on any scale that the tracks share. Samples of one time are compared exactly.
  public var timeSeconds: Double
  /// WGS-84.
  public var latitudeRadians: Double
  public var longitudeRadians: Double
  /// On the scale of the tracks' heights.
  public var heightMetres: Double
  public var northMetresPerSecond: Double
  public var eastMetresPerSecond: Double
  public var upMetresPerSecond: Double
  /// Magnitude tells straight flight from turns.
  public var turnRadiansPerSecond: Double
  /// Whether some sensor could have seen it lately. What none could costs nothing, tracked or not.
  public var isCovered: Bool

  /// Makes a sample.
  public init(
    target: String, timeSeconds: Double, latitudeRadians: Double, longitudeRadians: Double, heightMetres: Double = 0,
    northMetresPerSecond: Double = 0, eastMetresPerSecond: Double = 0, upMetresPerSecond: Double = 0,
    turnRadiansPerSecond: Double = 0, isCovered: Bool = true
  ) {
    self.target = target
    self.timeSeconds = timeSeconds
    self.latitudeRadians = latitudeRadians
    self.longitudeRadians = longitudeRadians
    self.heightMetres = heightMetres
    self.northMetresPerSecond = northMetresPerSecond
    self.eastMetresPerSecond = eastMetresPerSecond
    self.upMetresPerSecond = upMetresPerSecond
    self.turnRadiansPerSecond = turnRadiansPerSecond
    self.isCovered = isCovered
  }
}
