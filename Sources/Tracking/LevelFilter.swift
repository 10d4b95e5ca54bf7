import Surveillance

/// Level and its rate, apart from horizontal motion: a two-state Kalman filter on pressure altitude.
struct LevelFilter: Hashable {
  private(set) var levelMetres = 0.0
  private(set) var rateMetresPerSecond = 0.0
  private(set) var time = SurveillanceTime(nanoseconds: 0)
  /// Whether any level was taken.
  private(set) var isKnown = false
  private var levelVariance = 0.0
  private var crossVariance = 0.0
  private var rateVariance = 0.0
  /// A level too far from the prediction, waiting for one that agrees.
  private var doubtedMetres: Double?

  init() {}

  /// The level expected at a time; the rate is not trusted for longer than half a minute.
  func level(at other: SurveillanceTime) -> Double {
    levelMetres + rateMetresPerSecond * max(-5, min(30, other.seconds(since: time)))
  }

  /// Takes in a level. False where it was doubted (a jump) or is older than what is known, though that is used too.
  mutating func update(_ measured: Double, at other: SurveillanceTime, parameters: TrackerParameters) -> Bool {
    let noise = parameters.levelSigmaMetres * parameters.levelSigmaMetres
    let dt = other.seconds(since: time)
    if isKnown, dt < 0 {
      updateLate(measured, secondsBefore: -dt, parameters: parameters)
      return false
    }
    guard isKnown, dt <= parameters.levelServesSeconds else {
      restart(measured, at: other, variance: noise)
      return true
    }
    let jump = measured - level(at: other)
    if jump.magnitude > parameters.levelJumpMetres {
      if let doubtedMetres, (measured - doubtedMetres).magnitude < parameters.levelJumpMetres / 2 {
        restart(measured, at: other, variance: noise)
        return true
      }
      doubtedMetres = measured
      return false
    }
    doubtedMetres = nil
    predict(seconds: dt, processNoise: parameters.levelProcessNoise)
    let total = levelVariance + noise
    let (gain, rateGain) = (levelVariance / total, crossVariance / total)
    let innovation = measured - levelMetres
    levelMetres += gain * innovation
    rateMetresPerSecond += rateGain * innovation
    rateVariance -= rateGain * crossVariance
    crossVariance *= 1 - gain
    levelVariance *= 1 - gain
    time = other
    return true
  }

  /// Takes in a rate that the aircraft reports.
  mutating func update(rate measured: Double, at other: SurveillanceTime, parameters: TrackerParameters) {
    guard isKnown, other >= time else { return }
    predict(seconds: other.seconds(since: time), processNoise: parameters.levelProcessNoise)
    time = other
    let total = rateVariance + 1
    let (gain, levelGain) = (rateVariance / total, crossVariance / total)
    let innovation = measured - rateMetresPerSecond
    rateMetresPerSecond += gain * innovation
    levelMetres += levelGain * innovation
    levelVariance -= levelGain * crossVariance
    crossVariance *= 1 - gain
    rateVariance *= 1 - gain
  }

  /// Takes in a level measured some time before the newest: it is compared with the line led back to then.
  private mutating func updateLate(_ measured: Double, secondsBefore age: Double, parameters: TrackerParameters) {
    let innovation = measured - (levelMetres - rateMetresPerSecond * age)
    guard age <= parameters.latenessToleranceSeconds, innovation.magnitude <= parameters.levelJumpMetres else { return }
    let noise =
      parameters.levelSigmaMetres * parameters.levelSigmaMetres
      + parameters.levelProcessNoise * age * age * age / 3
    let shared = levelVariance - age * crossVariance
    let sharedRate = crossVariance - age * rateVariance
    let total = shared - age * sharedRate + noise
    levelMetres += shared / total * innovation
    rateMetresPerSecond += sharedRate / total * innovation
    levelVariance -= shared / total * shared
    crossVariance -= shared / total * sharedRate
    rateVariance -= sharedRate / total * sharedRate
  }

  private mutating func predict(seconds dt: Double, processNoise q: Double) {
    levelMetres += rateMetresPerSecond * dt
    levelVariance += 2 * dt * crossVariance + dt * dt * rateVariance + q * dt * dt * dt / 3
    crossVariance += dt * rateVariance + q * dt * dt / 2
    rateVariance += q * dt
  }

  /// Begins anew: climb rates within ±15 m/s (3,000 ft/min) are ordinary.
  private mutating func restart(_ measured: Double, at other: SurveillanceTime, variance: Double) {
    levelMetres = measured
    rateMetresPerSecond = 0
    time = other
    isKnown = true
    levelVariance = variance
    crossVariance = 0
    rateVariance = 60
    doubtedMetres = nil
  }
}

extension LevelFilter: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(levelMetres)
    writer.write(rateMetresPerSecond)
    writer.write(time)
    writer.write(isKnown)
    writer.write(levelVariance)
    writer.write(crossVariance)
    writer.write(rateVariance)
    writer.write(doubtedMetres)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    levelMetres = try reader.double()
    rateMetresPerSecond = try reader.double()
    time = try reader.value()
    isKnown = try reader.bool()
    levelVariance = try reader.double()
    crossVariance = try reader.double()
    rateVariance = try reader.double()
    doubtedMetres = try reader.optional()
  }
}
