/// The score at one scoring time.
public struct ScoreStep: Hashable, Sendable {
  public var timeSeconds: Double
  public var gospaMetres: Double
  /// RMS distance of the assigned pairs; nil where there were none.
  public var localisationRMSMetres: Double?
  public var pairs: Int
  public var missed: Int
  public var falseTracks: Int

  /// Makes a step's score.
  public init(
    timeSeconds: Double, gospaMetres: Double, localisationRMSMetres: Double?, pairs: Int, missed: Int, falseTracks: Int
  ) {
    self.timeSeconds = timeSeconds
    self.gospaMetres = gospaMetres
    self.localisationRMSMetres = localisationRMSMetres
    self.pairs = pairs
    self.missed = missed
    self.falseTracks = falseTracks
  }
}

/// The score of one target.
public struct TargetScore: Hashable, Sendable {
  public var target: String
  /// Scoring times at which it was covered, and at which it had a track besides.
  public var coveredTimes = 0
  public var trackedTimes = 0
  public var identitySwitches = 0
  public var breaks = 0
  /// From the first coverage to the first track; nil where it was never covered or tracked.
  public var initiationSeconds: Double?
  /// Longest stretch under one number over covered time; nil where it was never covered.
  public var longestStretchShare: Double?
  /// Of the pairs within the cut-off; nil where there were none.
  public var positionRMSMetres: Double?
  public var positionGreatestMetres: Double?

  /// Makes the score of a target that was never seen.
  public init(target: String) { self.target = target }
}

/// A place on the map of what went wrong.
public struct ScoreMark: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A covered target without a track.
    case missed
    /// A track without a target.
    case falseTrack
  }

  public var kind: Kind
  /// The target's or the track's.
  public var name: String
  public var timeSeconds: Double
  public var latitudeRadians: Double
  public var longitudeRadians: Double

  /// Makes a mark.
  public init(kind: Kind, name: String, timeSeconds: Double, latitudeRadians: Double, longitudeRadians: Double) {
    self.kind = kind
    self.name = name
    self.timeSeconds = timeSeconds
    self.latitudeRadians = latitudeRadians
    self.longitudeRadians = longitudeRadians
  }
}
