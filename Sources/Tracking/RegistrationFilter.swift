import Surveillance

/// The offsets of all radars together: one Kalman filter over range, azimuth and clock of every radar and over the mean
/// latency of the aircraft's own reports.
///
/// A pair of radars says only what their offsets differ by, and leaves them correlated; the joint covariance keeps that,
/// so that no pair counts twice. An aircraft's own report or a site monitor fixes a radar absolutely; without them the
/// priors share a difference out. (Lin, Bar-Shalom and Kirubarajan 2004 review such estimators; Bar-Shalom, Willett and
/// Tian, Tracking and Data Fusion, 2011, chapter 7.) An update costs the square of the number of radars, so pairs that would
/// not make anything better are only watched for jumps.
struct RegistrationFilter: Hashable {
  /// One radar's part, in order of first pairs.
  struct Entry: Hashable {
    var published: Registration
    var detector = JumpDetector()
    /// Log time to which drift has been added.
    var driftTime: SurveillanceTime
    /// Log times of its last pair with an own report and with another radar.
    var lastOwnPair = SurveillanceTime.distantPast
    var lastRadarPair = SurveillanceTime.distantPast
  }

  var entries: [Entry] = []
  /// Index of a sensor's entry; −1 where it has none.
  var entryOfSensor: [Int16] = []
  /// Mean latency of own reports beyond the expected one, seconds, then three offsets for each entry.
  var values: [Double]
  /// Lower triangle by rows, so that a new radar's rows come last.
  var covariance: [Double]
  // Of the update under way.
  private var gains: [Double] = []

  init(parameters: TrackerParameters) {
    values = [0]
    covariance = [parameters.adsbMeanLatencySigmaSeconds * parameters.adsbMeanLatencySigmaSeconds]
  }

  /// Index of a sensor's entry.
  func entry(of sensor: SensorNumber) -> Int? {
    guard sensor.index < entryOfSensor.count, entryOfSensor[sensor.index] >= 0 else { return nil }
    return Int(entryOfSensor[sensor.index])
  }

  /// Index of a sensor's entry, made where there is none; nil where there are too many.
  mutating func makeEntry(
    of sensor: SensorNumber, at time: SurveillanceTime, parameters: TrackerParameters
  ) -> Int? {
    if let known = entry(of: sensor) { return known }
    guard entries.count < parameters.greatestRegisteredRadars else { return nil }
    let prior = parameters.registrationPriorSigma
    add(Entry(published: Registration(sensor: sensor, sigma: prior), driftTime: time))
    let variances = prior.squares
    for offset in variances.indices {
      values.append(0)
      covariance.append(contentsOf: repeatElement(0, count: values.count - 1))
      covariance.append(variances[offset])
    }
    return entries.count - 1
  }

  mutating func add(_ entry: Entry) {
    let index = entry.published.sensor.index
    while entryOfSensor.count <= index { entryOfSensor.append(-1) }
    entryOfSensor[index] = Int16(entries.count)
    entries.append(entry)
  }

  /// Whether a radar is due for another pair of this kind: the many pairs of busy air say no more than some.
  mutating func isDue(
    _ entry: Int, ownReport: Bool, at time: SurveillanceTime, parameters: TrackerParameters
  ) -> Bool {
    let last = ownReport ? entries[entry].lastOwnPair : entries[entry].lastRadarPair
    let interval =
      entries[entry].published.isApplied
      ? parameters.registrationSettledIntervalSeconds : parameters.registrationIntervalSeconds
    guard time.seconds(since: last).magnitude >= interval else { return false }
    if ownReport { entries[entry].lastOwnPair = time } else { entries[entry].lastRadarPair = time }
    return true
  }

  /// Whether what is known of a radar does not tell where its plots belong: too few pairs, or the last ones contradict.
  func isInDoubt(_ sensor: SensorNumber, _ parameters: TrackerParameters) -> Bool {
    guard let entry = entry(of: sensor) else { return true }
    return Double(entries[entry].published.pairs) < parameters.registrationPairs
      || entries[entry].detector.evidence > parameters.registrationDoubtEvidence
  }

  // MARK: A pair

  /// Takes a pair in: learns from it where it fits, and watches whether the radar has jumped.
  mutating func take(_ pair: RegistrationPair, at time: SurveillanceTime, parameters: TrackerParameters) {
    guard let first = makeEntry(of: pair.sensor, at: time, parameters: parameters) else { return }
    var second: Int?
    if case .radar(let sensor, _) = pair.reference {
      second = makeEntry(of: sensor, at: time, parameters: parameters)
      guard second != nil else { return }
      drift(second ?? first, to: time, parameters)
    }
    drift(first, to: time, parameters)
    let rows = PairRows(pair, first: first, second: second)
    let miss = pair.difference - expected(pair, first: first, second: second)
    let innovation = spread(rows) + pair.covariance
    let gate = parameters.registrationGate * parameters.registrationGate
    guard (priorSpread(rows, parameters) + pair.covariance).inverse.quadratic(miss) < gate else { return }
    let distance = innovation.inverse.quadratic(miss)
    let bounded = miss * min(1, parameters.registrationGreatestSay / max(distance.squareRoot(), 1e-9))
    watch(pair, first: first, second: second, miss: bounded, parameters: parameters)
    if distance < gate {
      entries[first].published.pairs &+= 1
      if let second { entries[second].published.pairs &+= 1 }
      learn(rows, miss: miss, noise: pair.covariance, parameters)
    }
    findJump(at: time, among: [first, second ?? first], parameters)
    publish(first, parameters)
    if let second { publish(second, parameters) }
  }

  /// Displacement of the plot from its reference by what is learnt and not yet taken off.
  private func expected(_ pair: RegistrationPair, first: Int, second: Int?) -> Vector2 {
    var sum = pair.design.displacement(offsets(first))
    switch pair.reference {
    case .ownReport: sum = sum + pair.velocity * values[0]
    case .radar(_, let design): sum = sum - design.displacement(offsets(second ?? first))
    case .monitor: break
    }
    return sum
  }

  private func offsets(_ entry: Int) -> RegistrationOffsets {
    let base = 1 + 3 * entry
    return RegistrationOffsets(
      rangeMetres: values[base], azimuthRadians: values[base + 1], clockSeconds: values[base + 2])
  }

  func element(_ row: Int, _ column: Int) -> Double {
    row >= column ? covariance[row * (row + 1) / 2 + column] : covariance[column * (column + 1) / 2 + row]
  }

  /// Offsets may wander: so much variance for each second, never beyond the prior's.
  private mutating func drift(_ entry: Int, to time: SurveillanceTime, _ parameters: TrackerParameters) {
    let seconds = time.seconds(since: entries[entry].driftTime)
    guard seconds > 0 else { return }
    entries[entry].driftTime = time
    let growth = parameters.registrationDrift.squares
    let most = parameters.registrationPriorSigma.squares
    for offset in 0..<3 {
      let row = 1 + 3 * entry + offset
      let diagonal = row * (row + 1) / 2 + row
      guard covariance[diagonal] < most[offset] else { continue }
      covariance[diagonal] = min(most[offset], covariance[diagonal] + growth[offset] * seconds)
    }
  }

  // MARK: Kalman update

  /// H P Hᵀ.
  private func spread(_ rows: PairRows) -> Symmetric2 {
    var sum = Symmetric2(variance: 0)
    for a in 0..<rows.count {
      for b in 0..<rows.count {
        let p = element(rows.indices[a], rows.indices[b])
        let (left, right) = (rows.columns[a], rows.columns[b])
        sum.ee += left.east * right.east * p
        sum.en += left.east * right.north * p
        sum.nn += left.north * right.north * p
      }
    }
    return sum
  }

  /// The same as if nothing were known yet.
  private func priorSpread(_ rows: PairRows, _ parameters: TrackerParameters) -> Symmetric2 {
    let prior = parameters.registrationPriorSigma.squares
    var sum = Symmetric2(variance: 0)
    for index in 0..<rows.count where rows.indices[index] > 0 {
      let variance = prior[(rows.indices[index] - 1) % 3]
      let column = rows.columns[index]
      sum.ee += column.east * column.east * variance
      sum.en += column.east * column.north * variance
      sum.nn += column.north * column.north * variance
    }
    return sum
  }

  /// The two coordinates one after the other, the second freed of what its noise shares with the first's.
  private mutating func learn(
    _ rows: PairRows, miss: Vector2, noise: Symmetric2, _ parameters: TrackerParameters
  ) {
    let share = noise.en / noise.ee
    var east = InlineArray<6, Double>(repeating: 0)
    var north = InlineArray<6, Double>(repeating: 0)
    for index in 0..<rows.count {
      east[index] = rows.columns[index].east
      north[index] = rows.columns[index].north - share * rows.columns[index].east
    }
    let (eastKnown, northKnown) = (variance(of: east, rows), variance(of: north, rows))
    let northNoise = noise.nn - share * noise.en
    let least = parameters.registrationLeastInformation
    guard eastKnown > least * noise.ee || northKnown > least * northNoise else { return }
    let before = values
    update(rows, east, before: before, miss: miss.east, noise: noise.ee)
    update(rows, north, before: before, miss: miss.north - share * miss.east, noise: northNoise)
    moveDetectors(from: before, parameters)
  }

  /// Keeps the detectors to what is learnt now. A large step, as of a radar's first pairs, moves those of its partners too,
  /// by what no detector can tell: then all begin again.
  private mutating func moveDetectors(from before: [Double], _ parameters: TrackerParameters) {
    let prior = parameters.registrationPriorInformation
    for entry in entries.indices {
      let base = 1 + 3 * entry
      let step = RegistrationOffsets(
        rangeMetres: values[base] - before[base], azimuthRadians: values[base + 1] - before[base + 1],
        clockSeconds: values[base + 2] - before[base + 2])
      guard step.dot(prior * step) < parameters.registrationGreatestStep * parameters.registrationGreatestStep else {
        forgetDetectors()
        return
      }
      entries[entry].detector.move(by: step)
    }
  }

  private mutating func forgetDetectors() {
    for entry in entries.indices { entries[entry].detector = JumpDetector() }
  }

  /// h P hᵀ.
  private func variance(of row: InlineArray<6, Double>, _ rows: PairRows) -> Double {
    var sum = 0.0
    for a in 0..<rows.count {
      for b in 0..<rows.count { sum += row[a] * row[b] * element(rows.indices[a], rows.indices[b]) }
    }
    return sum
  }

  /// One scalar measurement.
  private mutating func update(
    _ rows: PairRows, _ row: InlineArray<6, Double>, before: [Double], miss: Double, noise: Double
  ) {
    gains.removeAll(keepingCapacity: true)
    gains.append(contentsOf: repeatElement(0, count: values.count))
    for index in 0..<rows.count { addColumn(rows.indices[index], times: row[index]) }
    var known = 0.0
    var remaining = miss
    for index in 0..<rows.count {
      let state = rows.indices[index]
      known += row[index] * gains[state]
      remaining -= row[index] * (values[state] - before[state])
    }
    let scale = 1 / (known + noise)
    for state in gains.indices { values[state] += gains[state] * scale * remaining }
    let all = gains
    var at = 0
    for state in all.indices {
      let gain = all[state] * scale
      for column in 0...state { covariance[at + column] -= gain * all[column] }
      at += state + 1
    }
  }

  /// Adds a column of the covariance to the gains.
  private mutating func addColumn(_ column: Int, times factor: Double) {
    let start = column * (column + 1) / 2
    for row in 0..<column { gains[row] += factor * covariance[start + row] }
    var at = start + column
    for row in column..<gains.count {
      gains[row] += factor * covariance[at]
      at += row + 1
    }
  }

  // MARK: Jumps

  private mutating func watch(
    _ pair: RegistrationPair, first: Int, second: Int?, miss: Vector2, parameters: TrackerParameters
  ) {
    let weight = pair.covariance.inverse
    let keeping = 1 - 1 / parameters.registrationJumpPairs
    let prior = parameters.registrationPriorInformation
    entries[first].detector.take(
      pair.design, miss: miss, weight: weight, keeping: keeping, target: pair.target, prior: prior)
    if let second, case .radar(_, let design) = pair.reference {
      entries[second].detector.take(
        design, miss: miss * -1, weight: weight, keeping: keeping, target: pair.target, prior: prior)
    }
  }

  /// Where the last pairs of a radar contradict what is learnt, more than any other radar's, it is learnt anew. What the
  /// others' pairs said against theirs may have been this one's doing and is forgotten.
  private mutating func findJump(at time: SurveillanceTime, among candidates: [Int], _ parameters: TrackerParameters) {
    for entry in candidates where entries[entry].detector.evidence > parameters.registrationJumpEvidence {
      let mine = entries[entry].detector.evidence
      guard Double(entries[entry].published.pairs) >= parameters.registrationPairs,
        entries.allSatisfy({ $0.detector.evidence <= mine })
      else { continue }
      relearn(entry, at: time, parameters)
      forgetDetectors()
      return
    }
  }

  private mutating func relearn(_ entry: Int, at time: SurveillanceTime, _ parameters: TrackerParameters) {
    entries[entry].published.jump = RegistrationJump(time: time, former: offsets(entry))
    entries[entry].published.pairs = 0
    entries[entry].published.isBeingRelearnt = true
    let prior = parameters.registrationPriorSigma.squares
    for offset in 0..<3 {
      let own = 1 + 3 * entry + offset
      for other in values.indices {
        let (row, column) = (max(own, other), min(own, other))
        covariance[row * (row + 1) / 2 + column] = row == column ? prior[offset] : 0
      }
    }
  }

  private mutating func publish(_ entry: Int, _ parameters: TrackerParameters) {
    let base = 1 + 3 * entry
    entries[entry].published.offsets = offsets(entry)
    entries[entry].published.sigma = RegistrationOffsets(
      rangeMetres: element(base, base).squareRoot(), azimuthRadians: element(base + 1, base + 1).squareRoot(),
      clockSeconds: element(base + 2, base + 2).squareRoot())
  }
}
