import Surveillance

extension RegistrationFilter {
  /// Decides for every radar what is sure enough to be applied.
  mutating func decide(_ parameters: TrackerParameters) {
    let share = 1 / Double(max(entries.count, 1))
    var meanClock = 0.0
    var meanVariance = 0.0
    for entry in entries.indices {
      meanClock += share * values[3 + 3 * entry]
      meanVariance += share * meanCovariance(entry)
    }
    for entry in entries.indices {
      let row = 3 + 3 * entry
      let variance = element(row, row) - 2 * meanCovariance(entry) + meanVariance
      entries[entry].published.decide(
        clock: (values[row] - meanClock, max(variance, 0).squareRoot()), parameters)
    }
  }

  /// Covariance of a radar's clock with the mean of all.
  private func meanCovariance(_ entry: Int) -> Double {
    var sum = 0.0
    for other in entries.indices { sum += element(3 + 3 * entry, 3 + 3 * other) }
    return sum / Double(entries.count)
  }
}

extension Registration {
  /// Decides what is sure enough to be applied.
  ///
  /// A clock must differ beyond doubt from right time or from the other radars' clocks, since all reasoning about time sees
  /// it; once applied it stays so until it is as good as theirs.
  ///
  /// - Parameters:
  ///   - clock: What all radars' clocks have on average, taken off this one's, with its standard deviation.
  mutating func decide(clock: (seconds: Double, sigma: Double), _ parameters: TrackerParameters) {
    if Double(pairs) >= parameters.registrationPairs { isApplied = true }
    // Some more pairs, and the new values are good enough to be told.
    if Double(pairs) >= 2 * parameters.registrationPairs { isBeingRelearnt = false }
    let share = isClockApplied ? 1.0 / 3 : 1.0
    func isClear(_ seconds: Double, _ sigma: Double) -> Bool {
      seconds.magnitude > share * max(parameters.clockAppliedSigmas * sigma, parameters.clockLeastSeconds)
    }
    isClockApplied = isClear(offsets.clockSeconds, sigma.clockSeconds) || isClear(clock.seconds, clock.sigma)
  }
}

extension RegistrationOffsets {
  /// The three variances of three standard deviations.
  var squares: InlineArray<3, Double> {
    [rangeMetres * rangeMetres, azimuthRadians * azimuthRadians, clockSeconds * clockSeconds]
  }
}

extension TrackerParameters {
  /// One standard deviation of each offset before anything is known.
  var registrationPriorSigma: RegistrationOffsets {
    RegistrationOffsets(
      rangeMetres: rangeOffsetSigmaMetres, azimuthRadians: azimuthOffsetSigmaRadians,
      clockSeconds: clockOffsetSigmaSeconds)
  }

  /// What each wanders in one second.
  var registrationDrift: RegistrationOffsets {
    RegistrationOffsets(
      rangeMetres: rangeOffsetDriftMetres, azimuthRadians: azimuthOffsetDriftRadians,
      clockSeconds: clockOffsetDriftSeconds)
  }

  var registrationPriorInformation: Symmetric3 {
    Symmetric3(
      rangeRange: 1 / (rangeOffsetSigmaMetres * rangeOffsetSigmaMetres),
      azimuthAzimuth: 1 / (azimuthOffsetSigmaRadians * azimuthOffsetSigmaRadians),
      clockClock: 1 / (clockOffsetSigmaSeconds * clockOffsetSigmaSeconds))
  }
}
