/// What the tracker knows of one of its tracks beside ``SystemTrack``: made when somebody asks, never kept.
public struct TrackEstimateDetail: Hashable, Sendable {
  /// Probabilities of the models that may drive the track, grouped; they add up to one.
  public struct ModelProbabilities: Hashable, Sendable {
    public var straight: Double
    public var gentleManoeuvre: Double
    public var strongManoeuvre: Double
    public var leftTurn: Double
    public var rightTurn: Double

    /// Makes a set of probabilities.
    public init(
      straight: Double, gentleManoeuvre: Double, strongManoeuvre: Double, leftTurn: Double, rightTurn: Double
    ) {
      self.straight = straight
      self.gentleManoeuvre = gentleManoeuvre
      self.strongManoeuvre = strongManoeuvre
      self.leftTurn = leftTurn
      self.rightTurn = rightTurn
    }
  }

  /// How long ago each kind of source last saw the target, seconds (I062/290); nil where it never did.
  public struct SourceAges: Hashable, Sendable {
    public var primary: Double?
    public var secondary: Double?
    public var modeS: Double?
    public var adsb: Double?
    public var multilateration: Double?
    public var surface: Double?
    public var remoteID: Double?

    /// Nothing ever saw it.
    public init() {}
  }

  /// The track at the time asked for.
  public var track: SystemTrack
  /// Of the velocity, m²/s².
  public var velocityCovariance: HorizontalCovariance
  public var models: ModelProbabilities
  /// Of the course, clockwise positive, smoothed over eight seconds.
  public var turnRateRadiansPerSecond: Double
  /// Along the course and across it, to the right, m/s², smoothed alike.
  public var alongAccelerationMetresPerSecondSquared: Double
  public var acrossAccelerationMetresPerSecondSquared: Double
  public var modeOfFlight: ModeOfFlight
  public var ages: SourceAges
  /// Of the last level that the track took; nil without one.
  public var levelAgeSeconds: Double?
  /// That the track is of a target at all, 0 to 1.
  public var existenceProbability: Double
  /// Sensors of other systems whose tracks have entered the position by covariance intersection, ascending.
  public var fusedWith: [SensorNumber]

  /// Makes a detail.
  public init(
    track: SystemTrack, velocityCovariance: HorizontalCovariance, models: ModelProbabilities,
    turnRateRadiansPerSecond: Double, alongAccelerationMetresPerSecondSquared: Double,
    acrossAccelerationMetresPerSecondSquared: Double, modeOfFlight: ModeOfFlight, ages: SourceAges,
    levelAgeSeconds: Double?, existenceProbability: Double, fusedWith: [SensorNumber]
  ) {
    self.track = track
    self.velocityCovariance = velocityCovariance
    self.models = models
    self.turnRateRadiansPerSecond = turnRateRadiansPerSecond
    self.alongAccelerationMetresPerSecondSquared = alongAccelerationMetresPerSecondSquared
    self.acrossAccelerationMetresPerSecondSquared = acrossAccelerationMetresPerSecondSquared
    self.modeOfFlight = modeOfFlight
    self.ages = ages
    self.levelAgeSeconds = levelAgeSeconds
    self.existenceProbability = existenceProbability
    self.fusedWith = fusedWith
  }
}
