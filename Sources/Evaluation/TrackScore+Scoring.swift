extension TrackScore {
  /// Scores tracks against the truth.
  ///
  /// Deterministic: the same samples and records give the same figures, to the last bit. Samples and records with numbers
  /// that are not finite, or latitudes beyond the poles, are left out.
  ///
  /// - Parameters:
  ///   - truth: In any order; what has the same time is one scoring time.
  ///   - tracks: In any order. A record serves until the track's next, `settings.holdSeconds` at most.
  public init(truth: [TruthSample], tracks: [TrackRecord], settings: ScoringSettings) {
    self.init(settings: settings)
    let samples = truth.filter(\.isScorable)
    let order = samples.indices.sorted { (samples[$0].timeSeconds, $0) < (samples[$1].timeSeconds, $1) }
    var times: [Double] = []
    var scenes: [[TruthSample]] = []
    for index in order {
      if times.last != samples[index].timeSeconds {
        times.append(samples[index].timeSeconds)
        scenes.append([])
      }
      scenes[scenes.count - 1].append(samples[index])
    }
    let timeline = TrackTimeline(tracks.filter(\.isScorable))
    let states = timeline.states(at: times, holdSeconds: settings.holdSeconds)
    var scoring = Scoring(settings: settings, timeline: timeline)
    for index in times.indices { scoring.add(ScoredScene(time: times[index], scenes[index], states[index])) }
    self = scoring.score(times: times)
  }
}

extension TruthSample {
  var isScorable: Bool {
    let numbers = [
      timeSeconds, longitudeRadians, heightMetres, northMetresPerSecond, eastMetresPerSecond, upMetresPerSecond,
      turnRadiansPerSecond,
    ]
    return abs(latitudeRadians) < 1.6 && numbers.allSatisfy(\.isFinite)
  }
}

extension TrackRecord {
  var isScorable: Bool {
    let numbers = [
      timeSeconds, longitudeRadians, northMetresPerSecond, eastMetresPerSecond, heightMetres ?? 0,
      upMetresPerSecond ?? 0, sigmaMetres ?? 0,
    ]
    return abs(latitudeRadians) < 1.6 && numbers.allSatisfy(\.isFinite)
  }
}

/// Truth and tracks at one scoring time.
struct ScoredScene {
  let time: Double
  let truth: [TruthSample]
  let tracks: [TrackState]
  let matching: PlaceMatching

  init(time: Double, _ truth: [TruthSample], _ tracks: [TrackState]) {
    self.time = time
    self.truth = truth
    self.tracks = tracks
    matching = PlaceMatching(
      targets: truth.map {
        ScoredPlace(latitudeRadians: $0.latitudeRadians, longitudeRadians: $0.longitudeRadians)
      },
      tracks: tracks.map(\.place))
  }
}

/// The figures while the scoring times go by.
struct Scoring {
  private let settings: ScoringSettings
  private let timeline: TrackTimeline
  private var targetIndices: [String: Int] = [:]
  private var targets: [TargetTally] = []
  private var tracks: [TrackTally]
  private var result: TrackScore
  private var squaredMetres = 0.0
  private var stepGOSPA: [Double] = []
  private var stepGOSPAPerTarget: [Double] = []
  private var siap = SIAPTally()
  private var accuracy = AccuracyTally()
  private var esassp = ESASSPTally()

  init(settings: ScoringSettings, timeline: TrackTimeline) {
    self.settings = settings
    self.timeline = timeline
    tracks = [TrackTally](repeating: TrackTally(), count: timeline.names.count)
    result = TrackScore(settings: settings)
  }

  mutating func add(_ scene: ScoredScene) {
    let numbers = scene.truth.map { number(of: $0.target) }
    for state in scene.tracks { tracks[state.track].isSeen = true }
    assign(scene, numbers)
    attribute(scene)
    follow(scene, numbers)
    judgeWidely(scene, numbers)
  }

  private mutating func number(of target: String) -> Int {
    if let known = targetIndices[target] { return known }
    targetIndices[target] = targets.count
    targets.append(TargetTally(target: target))
    return targets.count - 1
  }

  // MARK: GOSPA and accuracy

  private mutating func assign(_ scene: ScoredScene, _ numbers: [Int]) {
    let pairs = scene.matching.pairs(withinMetres: settings.cutoffMetres)
    var isTargetPaired = [Bool](repeating: false, count: scene.truth.count)
    var isTrackPaired = [Bool](repeating: false, count: scene.tracks.count)
    var squared = 0.0
    var counted = 0
    for pair in pairs {
      isTargetPaired[pair.target] = true
      // A track on truth that no sensor could see costs nothing.
      isTrackPaired[pair.track] = true
      let truth = scene.truth[pair.target]
      guard truth.isCovered else { continue }
      counted += 1
      squared += pair.distanceMetres * pair.distanceMetres
      accuracy.add(pair.distanceMetres, truth: truth, record: scene.tracks[pair.track].record)
      targets[numbers[pair.target]].addError(pair.distanceMetres)
      result.errorsMetres.append(pair.distanceMetres)
    }
    let missed = markMissed(scene, isPaired: isTargetPaired)
    let falseTracks = markFalse(scene, isPaired: isTrackPaired)
    addStep(at: scene.time, squared: squared, pairs: counted, missed: missed, falseTracks: falseTracks)
  }

  private mutating func addStep(at time: Double, squared: Double, pairs: Int, missed: Int, falseTracks: Int) {
    let cutoff = settings.cutoffMetres
    let total = squared + cutoff * cutoff / 2 * Double(missed + falseTracks)
    stepGOSPA.append(total.squareRoot())
    stepGOSPAPerTarget.append((total / Double(max(missed + pairs, 1))).squareRoot())
    squaredMetres += squared
    result.steps.append(
      ScoreStep(
        timeSeconds: time, gospaMetres: total.squareRoot(),
        localisationRMSMetres: pairs > 0 ? (squared / Double(pairs)).squareRoot() : nil, pairs: pairs, missed: missed,
        falseTracks: falseTracks))
  }

  private mutating func markMissed(_ scene: ScoredScene, isPaired: [Bool]) -> Int {
    var count = 0
    for (index, truth) in scene.truth.enumerated() where truth.isCovered && !isPaired[index] {
      count += 1
      result.marks.append(
        ScoreMark(
          kind: .missed, name: truth.target, timeSeconds: scene.time, latitudeRadians: truth.latitudeRadians,
          longitudeRadians: truth.longitudeRadians))
    }
    return count
  }

  private mutating func markFalse(_ scene: ScoredScene, isPaired: [Bool]) -> Int {
    var count = 0
    for (index, state) in scene.tracks.enumerated() where !isPaired[index] {
      count += 1
      result.marks.append(
        ScoreMark(
          kind: .falseTrack, name: timeline.names[state.track], timeSeconds: scene.time,
          latitudeRadians: state.place.latitudeRadians, longitudeRadians: state.place.longitudeRadians))
    }
    return count
  }

  // MARK: SIAP

  private mutating func attribute(_ scene: ScoredScene) {
    var tracksOfTarget = [Int](repeating: 0, count: scene.truth.count)
    let nearest = scene.matching.nearestTargets(withinMetres: settings.cutoffMetres)
    for (index, target) in nearest.enumerated() {
      let track = scene.tracks[index].track
      guard let target else {
        tracks[track].falseTimes += 1
        siap.spurious += 1
        siap.tracks += 1
        continue
      }
      tracks[track].wasOnTruth = true
      guard scene.truth[target].isCovered else { continue }
      tracksOfTarget[target] += 1
      siap.tracks += 1
    }
    siap.covered += scene.truth.count { $0.isCovered }
    siap.tracked += tracksOfTarget.count { $0 > 0 }
    siap.attributed += tracksOfTarget.reduce(0, +)
  }

  // MARK: Identity

  /// Which number each target has: its last one while that track stays within the cut-off.
  private mutating func follow(_ scene: ScoredScene, _ numbers: [Int]) {
    var indexOfTrack: [Int: Int] = [:]
    for (index, state) in scene.tracks.enumerated() { indexOfTrack[state.track] = index }
    var kept: [(target: Int, track: Int)] = []
    for (index, number) in numbers.enumerated() {
      guard let track = targets[number].currentTrack, let place = indexOfTrack[track] else { continue }
      kept.append((index, place))
    }
    var found = [Int?](repeating: nil, count: scene.truth.count)
    for pair in scene.matching.pairs(withinMetres: settings.cutoffMetres, keeping: kept) {
      found[pair.target] = scene.tracks[pair.track].track
    }
    for (index, truth) in scene.truth.enumerated() {
      // Times without coverage neither break a track nor help it.
      if truth.isCovered { targets[numbers[index]].follow(found[index], at: scene.time) }
      if let track = found[index] { targets[numbers[index]].currentTrack = track }
    }
  }

  // MARK: ESASSP

  private mutating func judgeWidely(_ scene: ScoredScene, _ numbers: [Int]) {
    var found = [MatchedPair?](repeating: nil, count: scene.truth.count)
    for pair in scene.matching.pairs(withinMetres: settings.wideGateMetres) { found[pair.target] = pair }
    for (index, truth) in scene.truth.enumerated() where truth.isCovered {
      targets[numbers[index]].gaps.add(found[index] == nil)
      guard let pair = found[index] else { continue }
      targets[numbers[index]].addWideError(pair.distanceMetres)
      esassp.add(truth: truth, record: scene.tracks[pair.track].record)
    }
  }

  // MARK: The end

  func score(times: [Double]) -> TrackScore {
    var score = result
    let period = times.count > 1 ? times[1] - times[0] : settings.holdSeconds
    let hours = ((times.last ?? 0) - (times.first ?? 0) + period) / 3600
    score.scoringTimes = times.count
    score.gospa = gospaFigures
    score.siap = siap.figures
    score.accuracy = accuracy.figures
    score.continuity = continuityFigures(hours: hours)
    score.initiation = initiationFigures
    score.tracks = trackCounts(periodSeconds: period, hours: hours)
    score.esassp = esassp.figures(targets: targets, accuracy: accuracy)
    score.targets = targets.map(\.score)
    return score
  }

  private var gospaFigures: GOSPAFigures {
    let pairs = result.steps.reduce(0) { $0 + $1.pairs }
    let cost = stepGOSPA.reduce(0) { $0 + $1 * $1 }
    var figures = GOSPAFigures()
    figures.meanMetres = ErrorStatistics.mean(stepGOSPA)
    figures.perTargetMetres = ErrorStatistics.mean(stepGOSPAPerTarget)
    figures.localisationRMSMetres = (squaredMetres / Double(max(pairs, 1))).squareRoot()
    figures.localisationShare = squaredMetres / max(cost, 1e-9)
    figures.missedMean = ErrorStatistics.mean(result.steps.map { Double($0.missed) })
    figures.falseMean = ErrorStatistics.mean(result.steps.map { Double($0.falseTracks) })
    figures.targetsMean = ErrorStatistics.mean(result.steps.map { Double($0.missed + $0.pairs) })
    return figures
  }

  private func continuityFigures(hours: Double) -> ContinuityFigures {
    let covered = targets.filter { $0.firstCovered != nil }
    var figures = ContinuityFigures()
    figures.identitySwitches = targets.reduce(0) { $0 + $1.switches }
    figures.breaks = targets.reduce(0) { $0 + $1.breaks }
    figures.switchesPerTargetHour = Double(figures.identitySwitches) / Double(max(covered.count, 1)) / hours
    figures.longestStretchShare = ErrorStatistics.mean(covered.compactMap(\.longestStretchShare))
    return figures
  }

  private var initiationFigures: InitiationFigures {
    let latencies = targets.compactMap(\.initiationSeconds)
    var figures = InitiationFigures()
    figures.medianSeconds = ErrorStatistics.median(latencies)
    figures.percentile95Seconds = ErrorStatistics.percentile(latencies, share: 0.95)
    figures.neverTracked = targets.count { $0.firstCovered != nil && $0.firstTracked == nil }
    return figures
  }

  private func trackCounts(periodSeconds: Double, hours: Double) -> TrackCounts {
    var counts = TrackCounts()
    counts.total = tracks.count(where: \.isSeen)
    counts.neverOnTruth = tracks.count { $0.isSeen && !$0.wasOnTruth }
    counts.falseSecondsPerHour = Double(tracks.reduce(0) { $0 + $1.falseTimes }) * periodSeconds / hours
    return counts
  }
}
