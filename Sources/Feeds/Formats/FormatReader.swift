import Surveillance

/// Takes what a log entry is made of out of the octets of one format, which arrive in pieces: the same units however they are
/// cut.
protocol FormatReader: Sendable {
  mutating func append(_ chunk: [UInt8])
  /// Says that no more will come.
  mutating func finish()
  /// The next unit; nil until more octets come.
  mutating func next() -> FeedUnit?

  /// Parts that belong to the format and make no unit: what a receiver says about itself.
  var otherParts: Int { get }
  /// What was passed over, by reason; what did not occur is left out.
  var refusals: [FeedRefusal] { get }
}

extension FormatReader {
  var otherParts: Int { 0 }

  /// Why nothing came of the input, in words.
  var emptiness: String {
    let passedOver = refusals.map { "\($0.count) \($0.reason)" }
    return passedOver.isEmpty ? "it holds no datagram" : passedOver.joined(separator: ", ")
  }
}

extension [FeedRefusal] {
  /// Refusals of these counts; what did not occur is left out.
  init(counts: KeyValuePairs<String, Int>) {
    self = counts.filter { $0.value > 0 }.map { FeedRefusal(reason: $0.key, count: $0.value) }
  }
}

/// One datagram, frame, line or report, with what its time is to be made of.
struct FeedUnit: Hashable, Sendable {
  enum Stamp: Hashable, Sendable {
    /// Nanoseconds since 1970, by the clock of what captured it.
    case captured(Int64)
    /// Nanoseconds since 1970, as the data itself states them: one of them may be damaged.
    case stated(Int64)
    case secondsOfDay(Double)
    /// A receiver's 12 MHz counter.
    case counter(UInt64)
    /// Only the records inside tell.
    case inRecords
    case none

    init(stated nanoseconds: Int64?) { self = nanoseconds.map { .stated($0) } ?? .none }
  }

  var stamp: Stamp
  var kind: LogEntryKind
  var payload: [UInt8]
  var fileOffset: Int?
}
