/// What is remembered of addresses to judge replies whose parity carries the address: any damage gives some address, so one
/// counts only where it was announced, or where two replies agree.
struct ReplyMemory: Hashable, Sendable {
  /// An announcement is believed this long.
  static let announcementSeconds: Int64 = 600
  /// Two replies must agree within this time.
  static let agreementSeconds: Int64 = 60
  static let capacity = 1 << 16

  struct Aircraft: Hashable, Sendable {
    var announced: Int64?
    /// The last reply of an address that nobody announced.
    var heard: Int64?
    var altitude: Timed<Int>?
    var squawk: Timed<ModeACode>?
    var groundspeedKnots: Timed<Double>?
    var trackDegrees: Timed<Double>?
    var callsign: Callsign?
    var last: Int64
  }

  /// Looked up, never walked in the order it has.
  private var aircraft: [UInt32: Aircraft] = [:]

  static func isFresh(_ earlier: Int64, at time: Int64, seconds: Int64) -> Bool {
    let (age, overflow) = time.subtractingReportingOverflow(earlier)
    return !overflow && age.magnitude <= UInt64(seconds) * 1_000_000_000
  }

  func isAnnounced(_ address: UInt32, at time: Int64) -> Bool {
    guard let announced = aircraft[address]?.announced else { return false }
    return Self.isFresh(announced, at: time, seconds: Self.announcementSeconds)
  }

  mutating func announce(_ address: UInt32, at time: Int64) { update(address, time) { $0.announced = time } }

  /// Whether an address was heard before, not long ago; it is remembered in any case.
  mutating func confirm(_ address: UInt32, at time: Int64) -> Bool {
    let heard = aircraft[address]?.heard
    update(address, time) { $0.heard = time }
    return heard.map { Self.isFresh($0, at: time, seconds: Self.agreementSeconds) } ?? false
  }

  mutating func note(altitudeFeet: Int, of address: UInt32, at time: Int64) {
    update(address, time) { $0.altitude = Timed(altitudeFeet, timeNanoseconds: time) }
  }

  mutating func note(_ squawk: ModeACode, of address: UInt32, at time: Int64) {
    update(address, time) { $0.squawk = Timed(squawk, timeNanoseconds: time) }
  }

  mutating func note(_ register: CommBRegister, _ field: CommBField, of address: UInt32, at time: Int64) {
    switch register {
    case .trackAndTurn:
      update(address, time) { aircraft in
        if let speed = field.groundspeedKnots {
          aircraft.groundspeedKnots = Timed(Double(speed), timeNanoseconds: time)
        }
        if let track = field.trackDegrees { aircraft.trackDegrees = Timed(track, timeNanoseconds: time) }
      }
    case .identification: update(address, time) { $0.callsign = field.callsign }
    default: return
    }
  }

  /// Why a reply does not count; nil where it does. Its altitude or code is remembered for the next one.
  mutating func judge(_ reply: SurveillanceReply, of address: UInt32, at time: Int64) -> ModeSRejection? {
    guard address != 0, address != 0xFF_FFFF else { return .impossibleAddress }
    let known = aircraft[address]
    let agrees = known.map { Self.agrees(reply, $0, at: time) } ?? false
    let isKnown = isAnnounced(address, at: time)
    update(address, time) { aircraft in
      if let feet = reply.altitudeFeet { aircraft.altitude = Timed(feet, timeNanoseconds: time) }
      if let squawk = reply.squawk { aircraft.squawk = Timed(squawk, timeNanoseconds: time) }
      // Two that agree make an address known: chance agrees once in 16 million.
      if agrees { aircraft.announced = time }
    }
    if agrees { return nil }
    if !isKnown { return .unknownAddress }
    let saysNothing = reply.altitudeFeet == nil && reply.squawk == nil
    return saysNothing ? nil : .unconfirmed
  }

  /// Whether the altitude or code of a reply is what was heard not long ago.
  private static func agrees(_ reply: SurveillanceReply, _ known: Aircraft, at time: Int64) -> Bool {
    if let squawk = reply.squawk, let last = known.squawk {
      return squawk == last.value && isFresh(last.timeNanoseconds, at: time, seconds: agreementSeconds)
    }
    if let feet = reply.altitudeFeet, let last = known.altitude {
      guard isFresh(last.timeNanoseconds, at: time, seconds: agreementSeconds) else { return false }
      // 150 ft/s is a fast climb, 200 ft the coarser of the two codes' steps.
      let seconds = Double((time &- last.timeNanoseconds).magnitude) * 1e-9
      return Double((feet &- last.value).magnitude) <= 200 + 150 * seconds
    }
    return false
  }

  func commBState(of address: UInt32, at time: Int64) -> CommBInference.State {
    var state = CommBInference.State()
    guard let known = aircraft[address] else { return state }
    if let altitude = known.altitude, Self.isFresh(altitude.timeNanoseconds, at: time, seconds: 30) {
      state.altitudeFeet = altitude.value
    }
    if let speed = known.groundspeedKnots, Self.isFresh(speed.timeNanoseconds, at: time, seconds: 30) {
      state.groundspeedKnots = speed.value
    }
    if let track = known.trackDegrees, Self.isFresh(track.timeNanoseconds, at: time, seconds: 30) {
      state.trackDegrees = track.value
    }
    state.callsign = known.callsign
    return state
  }

  private mutating func update(_ address: UInt32, _ time: Int64, _ change: (inout Aircraft) -> Void) {
    if aircraft.count >= Self.capacity, aircraft[address] == nil { forgetTheOldest(at: time) }
    change(&aircraft[address, default: Aircraft(last: time)])
    aircraft[address]?.last = time
  }

  /// Forgets what nobody announced and what was heard long ago; everything where that is not enough.
  private mutating func forgetTheOldest(at time: Int64) {
    aircraft = aircraft.filter { entry in
      entry.value.announced != nil
        && Self.isFresh(entry.value.last, at: time, seconds: Self.announcementSeconds)
    }
    if aircraft.count >= Self.capacity / 2 { aircraft.removeAll(keepingCapacity: true) }
  }
}
