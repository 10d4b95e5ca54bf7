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
