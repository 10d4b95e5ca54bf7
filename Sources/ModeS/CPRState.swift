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
  /// A surface position, which repeats every 90 degrees, and no place is known that it should be near.
  case noReference = 4
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
  /// On the surface they may be further apart while the aircraft moves slowly (25 kt), and less far where it does not.
  static let longestSurfacePairNanoseconds: UInt64 = 50_000_000_000
  static let longestFastSurfacePairNanoseconds: UInt64 = 25_000_000_000
  /// A position this old no longer helps to place a single frame: at 1200 kt an aircraft stays within half a cell.
  static let longestReferenceNanoseconds: UInt64 = 300_000_000_000
  /// A contradicting position replaces the trusted one after so many that agree with each other.
  static let contradictionsBelieved: UInt8 = 3

  struct Half: Hashable, Sendable {
    var code: CPRCode
    var time: Int64
    var isSurface = false
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
  ///   - isSurface: Whether it is a surface position.
  ///   - reference: Where a surface position should be near, within 45 degrees, where the aircraft gave none before.
  public mutating func decode(
    _ code: CPRCode, timeNanoseconds time: Int64, groundspeedKnots: Double? = nil, isSurface: Bool = false,
    reference: CPRPosition? = nil
  ) -> CPROutcome {
    let own = Half(code: code, time: time, isSurface: isSurface)
    let other = code.isOdd ? even : odd
    if code.isOdd { odd = own } else { even = own }
    let last = trusted.flatMap {
      elapsedNanoseconds($0.time, time) <= CPRState.longestReferenceNanoseconds ? $0 : nil
    }
    let pair = CPRState.fromPair(own, other, groundspeedKnots, near: last?.position ?? reference)
    if let last { return decode(own, pair: pair, last: last, speed: groundspeedKnots) }
    if case .position(let position) = pair { accept(position, time) }
    return pair
  }

  private mutating func decode(_ own: Half, pair: CPROutcome, last: Fix, speed: Double?) -> CPROutcome {
    if case .position(let position) = pair {
      if !CPRState.isPlausible(position, own.time, after: last, speed) {
        guard isConfirmed(position, own.time, speed) else { return .rejected(.implausibleSpeed) }
        trusted = nil
      }
      accept(position, own.time)
      return pair
    }
    guard let position = CPR.local(own.code, near: last.position, isSurface: own.isSurface),
      CPRState.isPlausible(position, own.time, after: last, speed)
    else { return .rejected(.implausibleSpeed) }
    accept(position, own.time)
    return .position(position)
  }

  private static func fromPair(
    _ own: Half, _ other: Half?, _ speed: Double?, near reference: CPRPosition?
  ) -> CPROutcome {
    guard let other, other.isSurface == own.isSurface else { return .rejected(.awaitingOtherHalf) }
    let isSlow = (speed ?? 0) <= 25
    let longest =
      !own.isSurface
      ? longestPairNanoseconds : isSlow ? longestSurfacePairNanoseconds : longestFastSurfacePairNanoseconds
    guard elapsedNanoseconds(other.time, own.time) <= longest else { return .rejected(.otherHalfTooOld) }
    if own.isSurface {
      guard let reference else { return .rejected(.noReference) }
      return CPR.globalSurface(own.code, with: other.code, near: reference).map { .position($0) }
        ?? .rejected(.halvesDisagree)
    }
    return CPR.global(own.code, with: other.code).map { .position($0) } ?? .rejected(.halvesDisagree)
  }

  private mutating func accept(_ position: CPRPosition, _ time: Int64) {
    contradiction = nil
    contradictionCount = 0
    // A late frame has a good position but must not make the reference older.
    if let last = trusted, last.time > time, elapsedNanoseconds(last.time, time) <= CPRState.longestReferenceNanoseconds
    {
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
    let seconds = Double(elapsedNanoseconds(fix.time, time)) * 1e-9 + 1
    return position.roughDistanceMetres(to: fix.position) <= 500 + knots * (1852.0 / 3600) * seconds
  }
}
