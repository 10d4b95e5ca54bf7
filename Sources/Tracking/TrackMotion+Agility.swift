import Geodesy

/// How likely a target manoeuvres hard, by what else is known of it.
extension TrackMotion {
  /// Something has become known of the target, and with it how many of its kind are agile: what its flight has told so far
  /// still counts (Bayes's rule, in odds).
  mutating func expectAgility(_ share: Double, before former: Double) {
    let (next, past) = (Self.doubted(share), Self.doubted(former))
    let odds = agility * next * (1 - past)
    let against = (1 - agility) * (1 - next) * past
    agility = Self.doubted(odds / (odds + against))
  }

  /// Neither is ever certain: one turn that gentle targets do not fly undoes the least, a minute of straight flight the most.
  static func doubted(_ agility: Double) -> Double { max(leastAgility, min(greatestAgility, agility)) }
  private static let leastAgility = 0.002
  private static let greatestAgility = 0.98
}

extension TrackerParameters {
  /// What a speed says for an agile target: the odds of one at that speed over those at low speed.
  func agileOdds(speedMetresPerSecond speed: Double) -> Double {
    let (slow, transport, fast) = (
      Self.logOdds(agileShare), Self.logOdds(transportAgileShare), Self.logOdds(fastAgileShare)
    )
    let pastLeast = Self.passage(of: speed, over: transportLeastSpeedMetresPerSecond)
    let pastGreatest = Self.passage(of: speed, over: transportGreatestSpeedMetresPerSecond)
    return Elementary.exp(pastLeast * (transport - slow) + pastGreatest * (fast - transport))
  }

  private static func logOdds(_ given: Double) -> Double {
    let share = TrackMotion.doubted(given)
    return Elementary.log(share / (1 - share))
  }

  /// How far a speed has passed an edge: from nought to one within so much to either side.
  private static func passage(of speed: Double, over edge: Double) -> Double {
    max(0, min(1, 0.5 + (speed - edge) / (2 * edgeMetresPerSecond)))
  }

  private static let edgeMetresPerSecond = 20.0
}
