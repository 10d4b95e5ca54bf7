import Geodesy
import Surveillance

/// One sensor's part in a live track, beside what the published contribution says.
struct SensorLook: Hashable {
  var sensor: SensorNumber
  /// When its last report came in, log time: a slow sensor clock must not make a track old.
  var lastReceived: SurveillanceTime
  /// Its first report's place and error: what the track has moved since is judged against the same sensor.
  var firstPlace: ECEFPosition
  var firstVariance: Symmetric2
  var firstTime: SurveillanceTime
  /// Turns of the sensor in which it saw the target.
  var scans: UInt32
  /// Period of its revisits as seen on this track; nil before the second.
  var learntPeriodSeconds: Double?
  /// Whether broadcasts, not scans, bring the reports.
  var isBroadcast: Bool
}

/// A track with all that the tracker keeps about it.
///
/// What is looked at of many tracks to find a few comes first, beside the head of what others see.
struct LiveTrack {
  // Links of the store: never encoded.
  var cell: UInt64 = TrackGrid.noCell
  var nextInCell = TrackStore.none
  var previousInCell = TrackStore.none
  var nextOfAddress = TrackStore.none
  var isLive = true
  var isTouched = false
  var isPublished = false

  /// Whether primary echoes are all it ever had.
  var isPrimaryOnly: Bool
  /// Whether it speaks of itself by Remote ID, as what others see says too.
  var isUnmanned: Bool
  /// When a report last came in, log time.
  var lastReceived: SurveillanceTime
  /// What others see.
  var published: SystemTrack
  var motion: TrackMotion
  var recent = RecentMeasurements()
  var level = LevelFilter()
  /// What its plots tell of its height while nobody measures it; nil where somebody does.
  var height: HeightEstimate?
  /// In step with `published.contributions`.
  var looks: [SensorLook] = []
  /// Of the radars that send primary plots, by ascending sensor; primary-only tracks alone.
  var clocks: [MissClock] = []
  /// Where the aircraft itself last said it was.
  var ownReport: OwnReport?
  /// The last plot of each radar, for comparison with the next radar's.
  var radarPlots: [RadarPlot] = []
  /// Primary plots taken while tentative.
  var doubtful: [DoubtfulPlot] = []
  /// Weight of its plots towards confirmation.
  var confirmationWeight = 0.0
  /// Logarithm of the likelihood ratio of its primary plots, target against false ones.
  var score = 0.0
  /// Whether nothing but one place is known of it: its second plot tells its class of speed.
  var isSpeedOpen = false
  /// Of a primary-only track that has not been seen to move yet.
  var movement: MovementTest?
  /// Whether it has been seen to move.
  var hasMoved = false
  /// Plots in a row that say it moves.
  var moveEvidence: UInt8 = 0
  /// Whether it has gone far beyond what noise could do.
  var hasTravelled = false
  /// The code that was validated, and one that may replace it once repeated.
  var code: Mode3ACode?
  var pendingCode: Mode3ACode?
  /// The last plot with its address that lay where it cannot be.
  var displaced: DisplacedPlot?
  /// Looks in a row at which another track seemed to be the same aircraft.
  var mergeLooks: UInt8 = 0
  /// Another system's key and update period; nil on our own tracks.
  var external: ExternalLink?
  /// When each kind of source last saw it.
  var sourceTimes = SourceTimes()
  /// How its velocity changes.
  var trend = VelocityTrend()

  init(published: SystemTrack, motion: TrackMotion, lastReceived: SurveillanceTime, isPrimaryOnly: Bool) {
    self.published = published
    self.motion = motion
    self.lastReceived = lastReceived
    self.isPrimaryOnly = isPrimaryOnly
    isUnmanned = published.isUnmanned
  }
}

/// How another system's track is found again and when it is given up.
struct ExternalLink: Hashable {
  var sensor: SensorNumber
  var localTrackNumber: UInt16
  /// Smoothed time between its updates, seconds.
  var periodSeconds: Double
  /// Whether it enters the position of ours.
  var isFused = false
  /// The track of ours that is the same aircraft.
  var associate: TrackNumber?
  /// The track of ours that may be, and in how many of its records in a row.
  var candidate: TrackNumber?
  var looks: UInt8 = 0
  /// Records in a row in which it was not like its associate any more.
  var partingLooks: UInt8 = 0

  static func key(_ sensor: SensorNumber, _ localTrackNumber: UInt16) -> UInt32 {
    UInt32(sensor.rawValue) << 16 | UInt32(localTrackNumber)
  }
  var key: UInt32 { Self.key(sensor, localTrackNumber) }
}
