/// What is remembered of addresses to judge replies whose parity carries the address, and to tell their registers: any
/// damage gives some address, so a reply counts only where its address was announced, or where two replies agree.
struct ReplyMemory: Sendable {
  /// An announcement is believed this long.
  static let announcementSeconds: UInt64 = 600
  /// Two replies must agree within this time.
  static let agreementSeconds: UInt64 = 60
  /// What helps to tell registers apart is believed this long.
  static let stateSeconds: UInt64 = 30
  static let capacity = 1 << 16

  struct Aircraft: Sendable {
    let address: UInt32
    var last: Int64
    var announced: Int64?
    /// The last reply of an address that nobody announced.
    var heard: Int64?
    var altitudeFeet: Timed<Int>?
    var squawk: Timed<ModeACode>?
    var motion: Timed<Motion>?
    var callsign: Callsign?
  }

  /// How an aircraft moves; nil is not known.
  struct Motion: Hashable, Sendable {
    var groundspeedKnots: Double?
    var trackDegrees: Double?
    var verticalRateFeetPerMinute: Int?
  }

  private var aircraft: [Aircraft] = []
  private var indices = KeyIndex()

  @inline(__always)
  static func isFresh(_ earlier: Int64, at time: Int64, seconds: UInt64) -> Bool {
    let (age, overflow) = time.subtractingReportingOverflow(earlier)
    return !overflow && age.magnitude <= seconds &* 1_000_000_000
  }

  func isAnnounced(_ address: UInt32, at time: Int64) -> Bool {
    guard let index = indices.index(of: address) else { return false }
    return aircraft[index].isAnnounced(at: time)
  }

  mutating func announce(_ address: UInt32, at time: Int64) {
    let index = place(of: address, time)
    aircraft[index].announced = time
  }

  /// Whether an address was heard before, not long ago; it is remembered in any case.
  mutating func confirm(_ address: UInt32, at time: Int64) -> Bool {
    let index = place(of: address, time)
    let heard = aircraft[index].heard
    aircraft[index].heard = time
    return heard.map { Self.isFresh($0, at: time, seconds: Self.agreementSeconds) } ?? false
  }

  /// Remembers what an intact squitter of an announced address says.
  mutating func note(_ message: ExtendedSquitter, at time: Int64) {
    switch message.content {
    case .airbornePosition(let position):
      guard position.altitudeKind == .barometric, let feet = position.altitudeFeet else { return }
      let index = place(of: message.address, time)
      aircraft[index].altitudeFeet = Timed(feet, timeNanoseconds: time)
    case .velocity(let velocity):
      let index = place(of: message.address, time)
      aircraft[index].motion = Timed(
        Motion(
          groundspeedKnots: velocity.groundspeedKnots, trackDegrees: velocity.trackDegrees,
          verticalRateFeetPerMinute: velocity.verticalRateFeetPerMinute), timeNanoseconds: time)
    case .status(let status):
      let index = place(of: message.address, time)
      aircraft[index].squawk = Timed(status.squawk, timeNanoseconds: time)
    case .identification(let identification):
      let callsign = identification.callsign
      guard callsign.isWellFormed, !callsign.isBlank else { return }
      let index = place(of: message.address, time)
      aircraft[index].callsign = callsign
    default: return
    }
  }

  /// Remembers what a register says that is surely told.
  mutating func note(_ register: CommBRegister, _ field: CommBField, of address: UInt32, at time: Int64) {
    guard register == .trackAndTurn || register == .identification else { return }
    let index = place(of: address, time)
    if register == .identification { return aircraft[index].callsign = field.callsign }
    var motion = aircraft[index].motion(at: time)
    motion.groundspeedKnots = field.groundspeedKnots.map { Double($0) } ?? motion.groundspeedKnots
    motion.trackDegrees = field.trackDegrees ?? motion.trackDegrees
    aircraft[index].motion = Timed(motion, timeNanoseconds: time)
  }

  /// Why a reply does not count; nil where it does. Its altitude or code is remembered for the next one.
  mutating func judge(_ reply: SurveillanceReply, of address: UInt32, at time: Int64) -> ModeSRejection? {
    guard address != 0, address != 0xFF_FFFF else { return .impossibleAddress }
    let index = place(of: address, time)
    let agrees = aircraft[index].take(reply, at: time)
    let isKnown = aircraft[index].isAnnounced(at: time)
    // Two that agree make an address known: chance agrees once in 16 million.
    if agrees { aircraft[index].announced = time }
    if agrees { return nil }
    if !isKnown { return .unknownAddress }
    return reply.saysNothing ? nil : .unconfirmed
  }

  func commBState(of address: UInt32, at time: Int64) -> CommBInference.State {
    guard let index = indices.index(of: address) else { return CommBInference.State() }
    return aircraft[index].commBState(at: time)
  }

  // MARK: The table

  /// Where an address stands, which is new where it was not heard before.
  @inline(__always)
  private mutating func place(of address: UInt32, _ time: Int64) -> Int {
    if let index = indices.index(of: address) {
      aircraft[index].last = time
      return index
    }
    return add(address, time)
  }

  @inline(never)
  private mutating func add(_ address: UInt32, _ time: Int64) -> Int {
    if aircraft.count >= Self.capacity { forgetTheOldest(at: time) }
    aircraft.append(Aircraft(address: address, last: time))
    indices.add(address, index: aircraft.count &- 1)
    return aircraft.count &- 1
  }

  /// Forgets what nobody announced and what was heard long ago; everything where that is not enough.
  private mutating func forgetTheOldest(at time: Int64) {
    aircraft.removeAll { entry in
      entry.announced == nil || !Self.isFresh(entry.last, at: time, seconds: Self.announcementSeconds)
    }
    if aircraft.count >= Self.capacity / 2 { aircraft.removeAll(keepingCapacity: true) }
    indices.removeAll()
    for (index, entry) in aircraft.enumerated() { indices.add(entry.address, index: index) }
  }
}

extension ReplyMemory.Aircraft {
  func isAnnounced(at time: Int64) -> Bool {
    announced.map { ReplyMemory.isFresh($0, at: time, seconds: ReplyMemory.announcementSeconds) } ?? false
  }

  /// Remembers the altitude or code of a reply.
  /// - Returns: Whether it is what was heard not long ago.
  mutating func take(_ reply: SurveillanceReply, at time: Int64) -> Bool {
    if let code = reply.squawk {
      defer { squawk = Timed(code, timeNanoseconds: time) }
      guard let last = squawk, last.value == code else { return false }
      return ReplyMemory.isFresh(last.timeNanoseconds, at: time, seconds: ReplyMemory.agreementSeconds)
    }
    guard let feet = reply.altitudeFeet else { return false }
    defer { altitudeFeet = Timed(feet, timeNanoseconds: time) }
    guard let last = altitudeFeet,
      ReplyMemory.isFresh(last.timeNanoseconds, at: time, seconds: ReplyMemory.agreementSeconds)
    else { return false }
    // 150 ft/s is a fast climb, 200 ft the coarser of the two codes' steps.
    let seconds = Double((time &- last.timeNanoseconds).magnitude) * 1e-9
    return Double((feet &- last.value).magnitude) <= 200 + 150 * seconds
  }

  func motion(at time: Int64) -> ReplyMemory.Motion {
    guard let motion, ReplyMemory.isFresh(motion.timeNanoseconds, at: time, seconds: ReplyMemory.stateSeconds) else {
      return ReplyMemory.Motion()
    }
    return motion.value
  }

  func commBState(at time: Int64) -> CommBInference.State {
    var state = CommBInference.State()
    if let altitudeFeet,
      ReplyMemory.isFresh(altitudeFeet.timeNanoseconds, at: time, seconds: ReplyMemory.stateSeconds)
    {
      state.altitudeFeet = altitudeFeet.value
    }
    let motion = motion(at: time)
    state.groundspeedKnots = motion.groundspeedKnots
    state.trackDegrees = motion.trackDegrees
    state.verticalRateFeetPerMinute = motion.verticalRateFeetPerMinute
    state.callsign = callsign
    return state
  }
}
