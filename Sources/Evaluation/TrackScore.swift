/// How good tracks were against the truth: every figure, and what they are made of.
///
/// A figure is nil where there was nothing to measure it by.
public struct TrackScore: Hashable, Sendable {
  public var gospa = GOSPAFigures()
  public var siap = SIAPFigures()
  public var accuracy = AccuracyFigures()
  public var continuity = ContinuityFigures()
  public var initiation = InitiationFigures()
  public var tracks = TrackCounts()
  public var esassp = ESASSPFigures()
  /// How many scoring times there were.
  public var scoringTimes = 0
  public var settings: ScoringSettings
  /// Time by time, ascending.
  public var steps: [ScoreStep] = []
  /// Target by target, in the order of the truth.
  public var targets: [TargetScore] = []
  /// Where targets were missed and where false tracks stood, by time.
  public var marks: [ScoreMark] = []
  /// Horizontal errors of all assigned pairs, metres, by time.
  public var errorsMetres: [Double] = []
}

/// Generalised optimal sub-pattern assignment (Rahmathullah, García-Fernández, Svensson 2017), p = 2, α = 2, horizontal.
///
/// A miss and a false track cost c²/2 each, a pair the square of its distance; the value at one time is the root of the
/// sum.
public struct GOSPAFigures: Hashable, Sendable {
  /// Mean over the scoring times.
  public var meanMetres: Double?
  /// The same with the sum divided by the number of covered targets first, so that scenarios compare.
  public var perTargetMetres: Double?
  /// RMS distance of the assigned pairs.
  public var localisationRMSMetres = 0.0
  /// Which part of all cost the distances are, 0 to 1; the rest is misses and false tracks.
  public var localisationShare = 0.0
  /// Mean counts at a scoring time.
  public var missedMean: Double?
  public var falseMean: Double?
  public var targetsMean: Double?
}

/// Single integrated air picture attributes (Votruba and others 2001), each track going to its nearest target within c.
public struct SIAPFigures: Hashable, Sendable {
  /// Share of covered targets with a track.
  public var completeness = 0.0
  /// Tracks on each tracked target; 1 is right.
  public var ambiguity = 0.0
  /// Share of tracks on nothing.
  public var spuriousness = 0.0

  /// Makes figures.
  public init(completeness: Double = 0, ambiguity: Double = 0, spuriousness: Double = 0) {
    self.completeness = completeness
    self.ambiguity = ambiguity
    self.spuriousness = spuriousness
  }
}

/// Errors of assigned pairs.
public struct AccuracyFigures: Hashable, Sendable {
  public var positionRMSMetres: Double?
  public var positionMedianMetres: Double?
  public var position95Metres: Double?
  public var velocityMedianMetresPerSecond: Double?
  public var velocityRMSMetresPerSecond: Double?
  public var heightMeanAbsoluteMetres: Double?
  public var verticalRateRMSMetresPerSecond: Double?
  /// Mean squared error over what the tracker claims: 1 is honest, above is overconfident, below is too modest.
  public var nees: Double?
  /// The same by the tracks' best means, in the order of `TrackSource.allCases`, of the records that tell it.
  public var neesBySource = [SourceNEES]()
}

/// Honesty of the tracks of one kind.
public struct SourceNEES: Hashable, Sendable {
  public var source: TrackSource
  /// Normalised estimation error squared over its two degrees of freedom.
  public var nees: Double
  /// RMS position error.
  public var positionRMSMetres: Double
  /// How many pairs there were.
  public var pairs: Int
}

/// Whether a target keeps its track.
public struct ContinuityFigures: Hashable, Sendable {
  /// How often a target's track had another number than before.
  public var identitySwitches = 0
  /// How often a target was tracked again after a gap.
  public var breaks = 0
  public var switchesPerTargetHour = 0.0
  /// Longest stretch under one number over covered time, mean over targets.
  public var longestStretchShare: Double?
}

/// How soon a target has a track: from the first coverage to the first track.
public struct InitiationFigures: Hashable, Sendable {
  public var medianSeconds: Double?
  public var percentile95Seconds: Double?
  public var neverTracked = 0
}

/// How many tracks there were.
public struct TrackCounts: Hashable, Sendable {
  public var total = 0
  /// Tracks that no scoring time saw near a target.
  public var neverOnTruth = 0
  /// Time that tracks spent on nothing, seconds in each hour.
  public var falseSecondsPerHour = 0.0
}

/// Figures in the spirit of EUROCONTROL-SPEC-0147 (ESASSP), with a gate of 3 km; not its full procedure.
public struct ESASSPFigures: Hashable, Sendable {
  /// Share of covered target times with a track.
  public var updateProbability: Double?
  /// Share of them within gaps of three or more.
  public var longGapRatio = 0.0
  public var horizontalRMSMetres: Double?
  /// Of the flights with five or more errors.
  public var horizontalRMSWorstFlightMetres: Double?
  /// Share of errors above 926 m (0.5 NM) in runs of three or more.
  public var consecutiveLargeErrorsRatio = 0.0
  public var speedRMSStraightMetresPerSecond: Double?
  public var speedRMSTurningMetresPerSecond: Double?
  public var angleRMSStraightDegrees: Double?
  public var angleRMSTurningDegrees: Double?
  /// Share of heights within 300 ft, of the pairs within c.
  public var heightWithin300FeetShare: Double?
}
