public import Surveillance
public import Tracking

/// Tracks that somebody wants explained: each as long as it is asked for.
struct ExplainedTracks {
  /// Tracks explained at one time at most; the one not asked for longest gives way.
  static let countMax = 16
  /// A track not asked for so long is explained no more.
  private static let patience = Duration.seconds(30)

  private var asked: [(number: TrackNumber, at: ContinuousClock.Instant)] = []

  /// Asks for one; gives all that are asked for now.
  mutating func ask(_ number: TrackNumber, at now: ContinuousClock.Instant) -> [TrackNumber] {
    asked.removeAll { $0.number == number || now - $0.at > Self.patience }
    if asked.count >= Self.countMax { asked.removeFirst() }
    asked.append((number, now))
    return asked.map(\.number)
  }
}

extension PictureHost {
  /// What was explained of a track since somebody first asked, latest last: the first answer is empty. Explaining changes
  /// nothing in the picture and enters no log.
  public func explanations(of number: TrackNumber) -> [Explanation] {
    let numbers = explained.ask(number, at: .now)
    if logged.observation.watch == nil {
      logged.observation.watch = TrackWatch(numbers: numbers)
    } else {
      logged.observation.watch?.watch(numbers)
    }
    return logged.observation.watch?.explanations(of: number) ?? []
  }
}
