import Geodesy
import Surveillance

/// What the bank of models says of the manner of flight.
extension TrackMotion {
  /// White acceleration below the first is straight flight, below the second a gentle manoeuvre, m²/s³.
  private static let straightProcessNoise = 2.0
  private static let gentleProcessNoise = 50.0

  /// Probability of a model at a time: the longer ago the last report, the nearer it comes to how often the model holds.
  private func probability(_ model: Int, stay: Double, parameters: TrackerParameters) -> Double {
    let shares = parameters.motionModels[model]
    return stay * bank[model].weight
      + (1 - stay) * (agility * shares.share + (1 - agility) * shares.gentleShare)
  }

  private func stay(at other: SurveillanceTime, _ parameters: TrackerParameters) -> Double {
    let seconds = other.seconds(since: time)
    return seconds > 0 ? Elementary.exp(-seconds / parameters.modelDwellSeconds) : 1
  }

  /// The models' probabilities in groups.
  func modelProbabilities(
    at other: SurveillanceTime, parameters: TrackerParameters
  ) -> TrackEstimateDetail.ModelProbabilities {
    let stay = stay(at: other, parameters)
    var groups = TrackEstimateDetail.ModelProbabilities(
      straight: 0, gentleManoeuvre: 0, strongManoeuvre: 0, leftTurn: 0, rightTurn: 0)
    var sum = 0.0
    for (index, model) in parameters.motionModels.enumerated() {
      let probability = probability(index, stay: stay, parameters: parameters)
      sum += probability
      if model.turnAccelerationMetresPerSecondSquared > 0 {
        groups.leftTurn += probability
      } else if model.turnAccelerationMetresPerSecondSquared < 0 {
        groups.rightTurn += probability
      } else if model.processNoise < Self.straightProcessNoise {
        groups.straight += probability
      } else if model.processNoise < Self.gentleProcessNoise {
        groups.gentleManoeuvre += probability
      } else {
        groups.strongManoeuvre += probability
      }
    }
    guard sum > 0 else { return groups }
    groups.straight /= sum
    groups.gentleManoeuvre /= sum
    groups.strongManoeuvre /= sum
    groups.leftTurn /= sum
    groups.rightTurn /= sum
    return groups
  }
}

extension HorizontalCovariance {
  /// The axes of a track's plane are east and north at its origin; those of the track, 50 km away at most, are turned by
  /// less than a degree up to 60° of latitude.
  init(_ covariance: Symmetric2) {
    self.init(eastEast: covariance.ee, eastNorth: covariance.en, northNorth: covariance.nn)
  }
}

extension Symmetric2 {
  init(_ covariance: HorizontalCovariance) {
    self.init(ee: covariance.eastEast, en: covariance.eastNorth, nn: covariance.northNorth)
  }
}
