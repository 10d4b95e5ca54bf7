import ArgumentParser
import Surveillance

/// A track to explain, at all times, at a time of day or between two: `TRACK`, `TRACK@TIME`, `TRACK@TIME-TIME`.
struct ExplainRequest: ExpressibleByArgument, Hashable {
  /// A single time stands for so much on either side, seconds: a turn of the slower radars.
  private static let momentSeconds = 6.0

  let number: TrackNumber
  /// Seconds of the UTC day, the first and the last; the first may be the greater, across midnight.
  private var window: (first: Double, last: Double)? { first.map { ($0, last) } }
  private let first: Double?
  private let last: Double
  let text: String

  init?(argument: String) {
    let parts = argument.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count <= 2, let number = UInt32(parts[0]) else { return nil }
    self.number = TrackNumber(rawValue: number)
    text = argument
    guard parts.count == 2 else {
      first = nil
      last = 0
      return
    }
    let times = parts[1].split(separator: "-", omittingEmptySubsequences: false).map(Self.secondsOfDay)
    switch times.count {
    case 1:
      guard let moment = times[0] else { return nil }
      first = moment - Self.momentSeconds
      last = moment + Self.momentSeconds
    case 2:
      guard let begin = times[0], let end = times[1] else { return nil }
      first = begin
      last = end
    default: return nil
    }
  }

  static let form = "a track's number, TRACK, TRACK@HH:MM:SS or TRACK@HH:MM:SS-HH:MM:SS (UTC)"

  private static func secondsOfDay(_ text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let hours = UInt8(parts[0]), hours <= 24, let minutes = UInt8(parts[1]),
      minutes < 60
    else { return nil }
    guard parts.count == 3 else { return Double(hours) * 3600 + Double(minutes) * 60 }
    guard let seconds = Double(parts[2]), seconds >= 0, seconds < 60 else { return nil }
    return Double(hours) * 3600 + Double(minutes) * 60 + seconds
  }

  /// Whether it asks for what happened at a time.
  func covers(_ time: SurveillanceTime) -> Bool {
    guard let window else { return true }
    let seconds = time.secondsOfDay
    let day = 86_400.0
    if window.first <= window.last {
      // A moment near midnight reaches into the other day.
      return [seconds, seconds - day, seconds + day].contains { $0 >= window.first && $0 <= window.last }
    }
    return seconds >= window.first || seconds <= window.last
  }
}
