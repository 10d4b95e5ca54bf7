public import Surveillance

/// A message a simulated sensor sent, as a feed hands it over.
public struct SimulatedMessage: Hashable, Sendable {
  /// When it was received, UTC.
  public var time: SurveillanceTime
  /// The sensor's place in the scenario's list, from 1.
  public var feed: FeedNumber
  public var kind: LogEntryKind
  public var payload: [UInt8]

  public init(time: SurveillanceTime, feed: FeedNumber, kind: LogEntryKind, payload: [UInt8]) {
    self.time = time
    self.feed = feed
    self.kind = kind
    self.payload = payload
  }
}

/// Gathers the messages of one feed: adds the way from sensor to us and keeps their order.
struct FeedOutput: Sendable {
  let feed: FeedNumber
  let start: SurveillanceTime
  let seed: UInt64
  private var count: UInt64 = 0
  private var last = SurveillanceTime.distantPast
  private(set) var messages: [SimulatedMessage] = []

  init(feed: FeedNumber, start: SurveillanceTime, seed: UInt64) {
    self.feed = feed
    self.start = start
    self.seed = seed
  }

  /// Sends a datagram `seconds` after the scenario's start; it arrives 0.12 s to 0.2 s later.
  mutating func send(_ payload: [UInt8], atSeconds seconds: Double) {
    guard !payload.isEmpty else { return }
    var draw = Draw(seed: seed, subject: .latency, UInt64(feed.rawValue), count)
    count &+= 1
    let arrival = start.adding(seconds: seconds + draw.uniform(0.12...0.2))
    last = max(arrival, SurveillanceTime(nanoseconds: last.nanoseconds + 1))
    messages.append(SimulatedMessage(time: last, feed: feed, kind: .asterix, payload: payload))
  }

  mutating func takeMessages() -> [SimulatedMessage] {
    defer { messages.removeAll(keepingCapacity: true) }
    return messages
  }
}
