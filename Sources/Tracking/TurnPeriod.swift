import Surveillance

/// The period of a sensor's turns, by the vote of all its tracks' revisits, where nobody told it.
///
/// A majority vote in one pass (Boyer and Moore 1991), in which turns that missed the target do not count: so that a track
/// whose second plot came after a missed turn is not thought to be seen in every second turn for ever.
struct TurnPeriod: Hashable {
  private(set) var seconds = 0.0
  private(set) var votes: UInt8 = 0

  /// A shorter interval counts double: while every other plot is taken for an echo, the longer one comes as often.
  private static let weightOfShorter: UInt8 = 2
  private static let greatestVotes: UInt8 = 64
  /// Fewer say nothing.
  private static let leastVotes: UInt8 = 3

  /// The period, once it is known.
  var known: Double? { votes >= Self.leastVotes ? seconds : nil }

  /// Counts the time between two plots of a track.
  mutating func count(interval: Double) {
    if votes > 0, (interval - seconds).magnitude < 0.15 * seconds {
      seconds += (interval - seconds) / 16
      votes = min(Self.greatestVotes, votes + 1)
    } else if votes > Self.weightOfShorter, interval < seconds {
      votes -= Self.weightOfShorter
    } else if votes == 0 || interval < seconds {
      seconds = interval
      votes = 1
    }
  }
}

extension Tracker {
  /// Counts the time since a track's last plot by the same radar towards the radar's period, where that was not told.
  mutating func countTurn(_ report: SensorReport, _ slot: Int) {
    let sensor = report.sensor.index
    guard report.kind == .plot, prepared[sensor]?.scanPeriodSeconds == nil,
      let index = store.look(slot, of: report.sensor)
    else { return }
    let interval = report.time.seconds(since: store.slots[slot].published.contributions[index].lastTime)
    // A second echo of one turn comes much sooner; one after half a turn may be the next turn's.
    let least = 0.9 * parameters.sameScanShare * periodSeconds(of: report.sensor, look: store.slots[slot].looks[index])
    guard interval > least, interval < 2 * parameters.longestLearntPeriodSeconds else { return }
    turns[sensor].count(interval: interval)
  }
}

extension TurnPeriod: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(seconds)
    writer.write(votes)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    seconds = try reader.double()
    votes = try reader.integer()
    guard seconds >= 0, seconds < 120, votes <= Self.greatestVotes else {
      throw .invalid(offset: start, what: "period of a sensor's turns")
    }
  }
}
