public import Geodesy
public import Surveillance

/// Something that happened to a watched track, and why.
public struct Explanation: Hashable, Sendable {
  /// The track.
  public var track: TrackNumber
  /// Log time of the step.
  public var time: SurveillanceTime
  public var event: Event

  public enum Event: Hashable, Sendable {
    /// Reports of one sensor that belong together met the track.
    case scan(ExplainedScan)
    /// The track began, was confirmed, coasted or ended.
    case change(TrackChange)
  }
}

/// Reports of one sensor within one sector of its antenna (or one moment, for broadcasts) that came near a track.
public struct ExplainedScan: Hashable, Sendable {
  public var sensor: SensorNumber
  /// Where the track was expected at the first candidate's time, and one standard deviation of that, metres per axis.
  public var latitudeRadians: Double
  public var longitudeRadians: Double
  public var expectedSigmaMetres: Double
  /// What was considered, nearest first.
  public var candidates: [ExplainedPlot]
  /// Further ones that came near but found no room here.
  public var omitted: Int
  /// What the report that was taken did to the track; the last one's where several were. Nil where none was.
  public var update: ExplainedUpdate?
}

/// A report as a track saw it.
public struct ExplainedPlot: Hashable, Sendable {
  /// Time of measurement.
  public var time: SurveillanceTime
  public var means: DetectionMeans
  public var position: MeasuredPosition
  public var modeSAddress: ModeSAddress?
  /// As sent, whether it could be trusted or not.
  public var code: Mode3ACode?
  public var pressureAltitude: PressureAltitude?
  /// From where the track was expected, over ground.
  public var distanceMetres: Double
  /// The same in standard deviations of plot and prediction, squared: by the model that explains it best.
  public var squaredDistance: Double
  /// What `squaredDistance` is held against.
  public var gate: Double
  public var cost: AssociationCost
  public var reason: AssociationReason
  public var fate: ReportFate
}

/// The terms of what it costs to take a report for a track's: −2 ln of likelihoods (of densities per m²), so that sums are
/// compared and the least wins.
public struct AssociationCost: Hashable, Sendable {
  /// Of the place.
  public var kinematic: Double
  /// Of the Mode 3/A codes.
  public var code: Double
  /// Of the levels; nil where they exclude each other.
  public var level: Double?
  /// What it costs to take the report for a false one or a new aircraft: a greater sum is never chosen.
  public var ofNoTrack: Double

  /// The sum; nil where the levels exclude each other.
  public var total: Double? { level.map { kinematic + code + $0 } }
}

/// Why a track took a report or did not.
public enum AssociationReason: Hashable, Sendable {
  /// Taken: it carries the track's Mode S address.
  case sameAddress
  /// Taken: it carries the track's Remote ID identifier.
  case sameIdentifier
  /// Taken: the sum of costs over all tracks and reports near is least so.
  case leastCost
  /// Taken without being judged here: the track began within this batch, or other rules applied.
  case takenOtherwise
  /// The report went to another track: the sum of costs is less so, or that track's identity claims it.
  case betterForTrack(TrackNumber)
  /// The track took another report of this batch.
  case tookAnotherReport
  /// Possible, but the sum of all costs is less where the report is false or new.
  case notChosen
  /// Nothing that flies gets so far.
  case outOfReach
  /// Outside the gate.
  case outsideGate
  /// Report and track carry different Mode S addresses.
  case anotherAddress
  /// Remote ID says that they are two.
  case anotherIdentifier
  /// Another validated Mode 3/A code; with that it costs more than no track.
  case anotherCode
  /// Levels too far apart for one aircraft.
  case levelsApart
  /// The track has had its echo of this turn of the antenna.
  case secondOfTurn
  /// Measured too long before the track's last update.
  case tooLate
  /// Costs more than a false report or a new aircraft would.
  case dearerThanNoTrack
  /// A reply of a fixed transponder.
  case siteMonitor
}

/// What became of a report in the end.
public enum ReportFate: Hashable, Sendable {
  /// Taken by a track.
  case taken(TrackNumber)
  /// Fitted no track and started one.
  case started(TrackNumber)
  /// Dropped: a second echo, a reflection or a badly placed plot of a track.
  case echo(TrackNumber)
  /// A reply of a fixed transponder.
  case siteMonitor
  /// Dropped without a track: too late, or no room for another track.
  case dropped
}

/// What a report did to a track.
public struct ExplainedUpdate: Hashable, Sendable {
  /// Report less prediction, along the track's plane.
  public var innovationEastMetres: Double
  public var innovationNorthMetres: Double
  /// One standard deviation of the track's place, metres per axis, as predicted and after the update.
  public var sigmaBeforeMetres: Double
  public var sigmaAfterMetres: Double
  /// Speed over ground after the update.
  public var speedMetresPerSecond: Double
}

/// Why a track began, was believed, coasted or ended, with what was measured and what it was held against.
public enum TrackChange: Hashable, Sendable {
  /// Began with a report of a sensor.
  case started(sensor: SensorNumber)
  /// Enough plots, each weighing what its kind is worth.
  case confirmed(weight: Double, neededWeight: Double)
  /// The odds (ln, target against false plots) of a primary-only track suffice.
  case confirmedByOdds(odds: Double, neededOdds: Double, weight: Double, neededWeight: Double)
  /// No sensor saw it for so many turns.
  case coasting(missedTurns: Double, allowedTurns: Double)
  /// A report came again.
  case resumed
  /// Had been led astray, and was laid anew at the plots with its address.
  case broughtBack
  /// Ended: silence.
  case endedBySilence(missedTurns: Double, allowedTurns: Double, silenceSeconds: Double)
  /// Ended before it was confirmed: silence.
  case tentativeLapsed(missedTurns: Double, allowedTurns: Double)
  /// Ended before it was confirmed: neither confirmed nor found to stand still in good time.
  case tentativeTooOld(ageSeconds: Double)
  /// Ended: its odds, ln of target against false plots, fell below the least.
  case endedByOdds(odds: Double, leastOdds: Double)
  /// Ended: an estimate that cannot be.
  case endedAsImpossible(speedMetresPerSecond: Double)
  /// Ended: the same aircraft as another, better known track, so many looks in a row.
  case mergedInto(TrackNumber, looks: UInt8, neededLooks: UInt8)
  /// Took over another track of the same aircraft.
  case absorbed(TrackNumber, looks: UInt8, neededLooks: UInt8)
  /// Ended: it is a fixed transponder.
  case foundFixed
  /// Ended for a reason of another kind.
  case ended
}
