/// Why a position message gave no position.
public enum CPRRejection: UInt8, Hashable, Sendable, CaseIterable {
  /// No frame of the other grid was heard yet and no earlier position is usable.
  case awaitingOtherHalf = 0
  /// The frame of the other grid is more than ten seconds away.
  case otherHalfTooOld = 1
  /// The two frames lie in different zones, or give an impossible latitude.
  case halvesDisagree = 2
  /// The position would need an impossible speed since the last good one.
  case implausibleSpeed = 3
}

/// A decoded position, or the reason for none.
public enum CPROutcome: Hashable, Sendable {
  case position(CPRPosition)
  case rejected(CPRRejection)
}

/// What Compact Position Reporting remembers of one aircraft. Times are those of the messages, in nanoseconds, and may
/// repeat or run backwards.
public struct CPRState: Hashable, Sendable {
  /// The two frames of a pair may be this far apart.
  static let longestPairNanoseconds: UInt64 = 10_000_000_000
  /// A position this old no longer helps to place a single frame: at 1200 kt an aircraft stays within half a cell.
  static let longestReferenceNanoseconds: UInt64 = 300_000_000_000
  /// A contradicting position replaces the trusted one after so many that agree with each other.
  static let contradictionsBelieved: UInt8 = 3

  struct Half: Hashable, Sendable {
    var code: CPRCode
    var time: Int64
  }

  struct Fix: Hashable, Sendable {
    var position: CPRPosition
    var time: Int64
  }

  var even: Half?
  var odd: Half?
  /// The last accepted position.
  var trusted: Fix?
  /// The last position that contradicts the trusted one, and how many have agreed with it.
  var contradiction: Fix?
  var contradictionCount: UInt8 = 0

  public init() {}

  /// Takes one frame and gives the position of that same frame.
  ///
  /// A fresh pair gives a position by itself. It is accepted if the aircraft could have flown there from the last good
  /// one; if not, only after three that agree. Without a fresh pair the frame is placed near the last good position.
  /// - Parameters:
  ///   - timeNanoseconds: When the frame was received.
  ///   - groundspeedKnots: The aircraft's last known speed, nil where unknown.
  public mutating func decode(
    _ code: CPRCode, timeNanoseconds time: Int64, groundspeedKnots: Double? = nil
  ) -> CPROutcome {
    let other = code.isOdd ? even : odd
    if code.isOdd { odd = Half(code: code, time: time) } else { even = Half(code: code, time: time) }
    let pair = CPRState.fromPair(code, time, other)
    if let last = trusted, CPRState.elapsed(last.time, time) <= CPRState.longestReferenceNanoseconds {
      return decode(code, time, pair: pair, last: last, speed: groundspeedKnots)
    }
    if case .position(let position) = pair { accept(position, time) }
    return pair
  }

  private mutating func decode(
    _ code: CPRCode, _ time: Int64, pair: CPROutcome, last: Fix, speed: Double?
  ) -> CPROutcome {
    if case .position(let position) = pair {
      if !CPRState.isPlausible(position, time, after: last, speed) {
        guard isConfirmed(position, time, speed) else { return .rejected(.implausibleSpeed) }
        trusted = nil
      }
      accept(position, time)
      return pair
    }
    guard let position = CPR.local(code, near: last.position),
      CPRState.isPlausible(position, time, after: last, speed)
    else { return .rejected(.implausibleSpeed) }
    accept(position, time)
    return .position(position)
  }

  private static func fromPair(_ code: CPRCode, _ time: Int64, _ other: Half?) -> CPROutcome {
    guard let other else { return .rejected(.awaitingOtherHalf) }
    guard elapsed(other.time, time) <= longestPairNanoseconds else { return .rejected(.otherHalfTooOld) }
    return CPR.global(code, with: other.code).map { .position($0) } ?? .rejected(.halvesDisagree)
  }

  private mutating func accept(_ position: CPRPosition, _ time: Int64) {
    contradiction = nil
    contradictionCount = 0
    // A late frame has a good position but must not make the reference older.
    if let last = trusted, last.time > time, CPRState.elapsed(last.time, time) <= CPRState.longestReferenceNanoseconds {
      return
    }
    trusted = Fix(position: position, time: time)
  }

  /// Whether enough positions that contradict the trusted one agree among themselves.
  private mutating func isConfirmed(_ position: CPRPosition, _ time: Int64, _ speed: Double?) -> Bool {
    if let earlier = contradiction, CPRState.isPlausible(position, time, after: earlier, speed) {
      contradictionCount &+= 1
    } else {
      contradictionCount = 1
    }
    contradiction = Fix(position: position, time: time)
    return contradictionCount >= CPRState.contradictionsBelieved
  }

  /// Whether the way from an earlier fix fits the time: half as much again as the known speed (1200 kt where unknown),
  /// with 500 m and one second allowed for rounding and for delays on the way.
  private static func isPlausible(
    _ position: CPRPosition, _ time: Int64, after fix: Fix, _ speed: Double?
  ) -> Bool {
    let knots = speed.map { max($0 * 1.5, 250) } ?? 1200
    let seconds = Double(elapsed(fix.time, time)) * 1e-9 + 1
    return position.roughDistanceMetres(to: fix.position) <= 500 + knots * (1852.0 / 3600) * seconds
  }

  private static func elapsed(_ a: Int64, _ b: Int64) -> UInt64 {
    let (difference, overflow) = b.subtractingReportingOverflow(a)
    return overflow ? .max : difference.magnitude
  }
}
