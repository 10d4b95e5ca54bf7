import Geodesy

/// What is counted of one track.
struct TrackTally {
  var isSeen = false
  var wasOnTruth = false
  var falseTimes = 0
}

/// What is counted of one target.
struct TargetTally {
  let target: String
  /// The track that was last its, whatever became of it.
  var currentTrack: Int?
  var firstCovered: Double?
  var firstTracked: Double?
  var switches = 0
  var breaks = 0
  /// Times without any track within the wide gate.
  var gaps = LongRuns()
  /// Errors above 926 m (0.5 NM) within the wide gate.
  private(set) var largeErrors = LongRuns()
  private(set) var wideErrors: [Double] = []
  private var errors: [Double] = []
  private var coveredTimes = 0
  private var trackedTimes = 0
  private var lastTrack: Int?
  private var isTracked = false
  private var stretchTrack: Int?
  private var stretch = 0
  private var longestStretch = 0

  private static let largeErrorMetres = 926.0

  init(target: String) { self.target = target }

  mutating func addError(_ metres: Double) { errors.append(metres) }

  mutating func addWideError(_ metres: Double) {
    wideErrors.append(metres)
    largeErrors.add(metres > Self.largeErrorMetres)
  }

  /// A covered time, with the track it had.
  mutating func follow(_ track: Int?, at time: Double) {
    firstCovered = firstCovered ?? time
    coveredTimes += 1
    if let track {
      trackedTimes += 1
      firstTracked = firstTracked ?? time
      if let lastTrack {
        if lastTrack != track { switches += 1 }
        if !isTracked { breaks += 1 }
      }
      lastTrack = track
      stretch = track == stretchTrack ? stretch + 1 : 1
    } else {
      stretch = 0
    }
    isTracked = track != nil
    stretchTrack = track
    longestStretch = max(longestStretch, stretch)
  }

  var initiationSeconds: Double? {
    guard let firstCovered, let firstTracked else { return nil }
    return firstTracked - firstCovered
  }

  var longestStretchShare: Double? {
    coveredTimes > 0 ? Double(longestStretch) / Double(coveredTimes) : nil
  }

  var score: TargetScore {
    var score = TargetScore(target: target)
    score.coveredTimes = coveredTimes
    score.trackedTimes = trackedTimes
    score.identitySwitches = switches
    score.breaks = breaks
    score.initiationSeconds = initiationSeconds
    score.longestStretchShare = longestStretchShare
    score.positionRMSMetres = ErrorStatistics.rootMeanSquare(errors)
    score.positionGreatestMetres = errors.max()
    return score
  }
}

/// What SIAP counts, over all scoring times.
struct SIAPTally {
  var covered = 0
  var tracked = 0
  /// Tracks on covered targets.
  var attributed = 0
  /// Tracks on covered targets or on nothing.
  var tracks = 0
  var spurious = 0

  var figures: SIAPFigures {
    SIAPFigures(
      completeness: Double(tracked) / Double(max(covered, 1)),
      ambiguity: Double(attributed) / Double(max(tracked, 1)),
      spuriousness: Double(spurious) / Double(max(tracks, 1)))
  }
}

/// Errors of the assigned pairs.
struct AccuracyTally {
  private var position: [Double] = []
  private var velocity: [Double] = []
  private(set) var height: [Double] = []
  private var verticalRate: [Double] = []
  private var nees: [Double] = []
  private var neesOfSource = [[Double]](repeating: [], count: TrackSource.allCases.count)
  private var squaresOfSource = [Double](repeating: 0, count: TrackSource.allCases.count)

  mutating func add(_ metres: Double, truth: TruthSample, record: TrackRecord) {
    position.append(metres)
    velocity.append(
      Elementary.hypot(
        truth.northMetresPerSecond - record.northMetresPerSecond,
        truth.eastMetresPerSecond - record.eastMetresPerSecond))
    if let own = record.heightMetres { height.append(abs(own - truth.heightMetres)) }
    if let own = record.upMetresPerSecond { verticalRate.append(own - truth.upMetresPerSecond) }
    guard let sigma = record.sigmaMetres, sigma != 0 else { return }
    // Two degrees of freedom, and the claim is of each axis.
    let normalised = metres * metres / (2 * sigma * sigma)
    nees.append(normalised)
    guard let source = record.source else { return }
    neesOfSource[source.rawValue].append(normalised)
    squaresOfSource[source.rawValue] += metres * metres
  }

  var figures: AccuracyFigures {
    var figures = AccuracyFigures()
    figures.positionRMSMetres = ErrorStatistics.rootMeanSquare(position)
    figures.positionMedianMetres = ErrorStatistics.median(position)
    figures.position95Metres = ErrorStatistics.percentile(position, share: 0.95)
    figures.velocityMedianMetresPerSecond = ErrorStatistics.median(velocity)
    figures.velocityRMSMetresPerSecond = ErrorStatistics.rootMeanSquare(velocity)
    figures.heightMeanAbsoluteMetres = ErrorStatistics.mean(height)
    figures.verticalRateRMSMetresPerSecond = ErrorStatistics.rootMeanSquare(verticalRate)
    figures.nees = ErrorStatistics.mean(nees)
    figures.neesBySource = TrackSource.allCases.compactMap(neesFigure)
    return figures
  }

  private func neesFigure(of source: TrackSource) -> SourceNEES? {
    let values = neesOfSource[source.rawValue]
    guard let mean = ErrorStatistics.mean(values) else { return nil }
    let meanSquare = squaresOfSource[source.rawValue] / Double(values.count)
    return SourceNEES(source: source, nees: mean, positionRMSMetres: meanSquare.squareRoot(), pairs: values.count)
  }
}

/// Errors of the pairs within the wide gate, straight flight and turns apart.
struct ESASSPTally {
  private var straight = VelocityErrors()
  private var turning = VelocityErrors()

  private struct VelocityErrors {
    var speed: [Double] = []
    var angleDegrees: [Double] = []
  }

  /// Above this a flight turns: 0.5 degrees a second.
  private static let turningRadiansPerSecond = Angle.radians(fromDegrees: 0.5)
  private static let feet300 = 91.44

  mutating func add(truth: TruthSample, record: TrackRecord) {
    let speed = abs(
      Elementary.hypot(record.northMetresPerSecond, record.eastMetresPerSecond)
        - Elementary.hypot(truth.northMetresPerSecond, truth.eastMetresPerSecond))
    let angle = Angle.normalisedSignedRadians(
      Elementary.atan2(record.eastMetresPerSecond, record.northMetresPerSecond)
        - Elementary.atan2(truth.eastMetresPerSecond, truth.northMetresPerSecond))
    if abs(truth.turnRadiansPerSecond) > Self.turningRadiansPerSecond {
      turning.speed.append(speed)
      turning.angleDegrees.append(Angle.degrees(fromRadians: angle))
    } else {
      straight.speed.append(speed)
      straight.angleDegrees.append(Angle.degrees(fromRadians: angle))
    }
  }

  func figures(targets: [TargetTally], accuracy: AccuracyTally) -> ESASSPFigures {
    let errors = targets.flatMap(\.wideErrors)
    let times = targets.reduce(0) { $0 + $1.gaps.trials }
    let flights = targets.filter { $0.wideErrors.count >= 5 }
    let heights = accuracy.height
    var figures = ESASSPFigures()
    figures.updateProbability = times > 0 ? Double(errors.count) / Double(times) : nil
    figures.longGapRatio = Double(targets.reduce(0) { $0 + $1.gaps.count }) / Double(max(times, 1))
    figures.horizontalRMSMetres = ErrorStatistics.rootMeanSquare(errors)
    figures.horizontalRMSWorstFlightMetres = flights.compactMap { ErrorStatistics.rootMeanSquare($0.wideErrors) }.max()
    figures.consecutiveLargeErrorsRatio =
      Double(targets.reduce(0) { $0 + $1.largeErrors.count }) / Double(max(errors.count, 1))
    figures.speedRMSStraightMetresPerSecond = ErrorStatistics.rootMeanSquare(straight.speed)
    figures.speedRMSTurningMetresPerSecond = ErrorStatistics.rootMeanSquare(turning.speed)
    figures.angleRMSStraightDegrees = ErrorStatistics.rootMeanSquare(straight.angleDegrees)
    figures.angleRMSTurningDegrees = ErrorStatistics.rootMeanSquare(turning.angleDegrees)
    if !heights.isEmpty {
      figures.heightWithin300FeetShare = Double(heights.count { $0 <= Self.feet300 }) / Double(heights.count)
    }
    return figures
  }
}
