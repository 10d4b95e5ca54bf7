/// What is remembered of addresses to judge replies whose parity carries the address, and to tell their registers: any
/// damage gives some address, so a reply counts only where its address was announced and where two replies agree.
struct ReplyMemory: Sendable {
  /// An announcement is believed this long.
  static let announcementSeconds: UInt64 = 600
  /// Two replies must agree within this time.
  static let agreementSeconds: UInt64 = 60
  /// The same reply within this time is one that was heard twice.
  static let repeatNanoseconds: UInt64 = 10_000_000
  /// What helps to tell registers apart is believed this long.
  static let stateSeconds: UInt64 = 30
  static let capacity = 1 << 16

  private(set) var aircraft: [ModeSAircraft] = []
  private var indices = KeyIndex()

  /// The memory of these aircraft, in this order.
  init(_ aircraft: [ModeSAircraft] = []) {
    self.aircraft = aircraft
    for (index, entry) in aircraft.enumerated() { indices.add(entry.address, index: index) }
  }

  @inline(__always)
  static func isFresh(_ earlier: Int64, at time: Int64, seconds: UInt64) -> Bool {
    elapsedNanoseconds(earlier, time) <= seconds &* 1_000_000_000
  }

  func isAnnounced(_ address: UInt32, at time: Int64) -> Bool {
    guard let index = indices.index(of: address) else { return false }
    return aircraft[index].isAnnounced(at: time)
  }

  func aircraft(_ address: UInt32) -> ModeSAircraft? { indices.index(of: address).map { aircraft[$0] } }

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
      aircraft[index].heardAltitudeFeet = Timed(feet, timeNanoseconds: time)
    case .velocity(let velocity):
      let index = place(of: message.address, time)
      aircraft[index].motion = Timed(
        ModeSAircraft.Motion(
          groundspeedKnots: velocity.groundspeedKnots, trackDegrees: velocity.trackDegrees,
          verticalRateFeetPerMinute: velocity.verticalRateFeetPerMinute), timeNanoseconds: time)
    case .status(let status):
      let index = place(of: message.address, time)
      aircraft[index].heardSquawk = Timed(status.squawk, timeNanoseconds: time)
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
    let index = place(of: address, time)
    aircraft[index].note(register, field, at: time)
  }

  /// Why a reply does not count; nil where it does. Its altitude or code is remembered for the next one.
  mutating func judge(
    _ frame: ModeSFrame, _ reply: SurveillanceReply, of address: UInt32, at time: Int64
  ) -> ModeSRejection? {
    guard address != 0, address != 0xFF_FFFF else { return .impossibleAddress }
    // Agreement makes no address known: the same wrong bit gives the same wrong address, and the altitude agrees.
    guard let index = indices.index(of: address), aircraft[index].isAnnounced(at: time) else { return .unknownAddress }
    aircraft[index].lastHeardNanoseconds = time
    if let judged = aircraft[index].judged, judged.frame == frame,
      elapsedNanoseconds(judged.time, time) <= Self.repeatNanoseconds
    {
      return judged.rejection
    }
    let agrees = aircraft[index].take(reply, at: time)
    let rejection: ModeSRejection? = agrees || reply.saysNothing ? nil : .unconfirmed
    if agrees {
      // An aircraft that goes on replying stays known.
      aircraft[index].announced = time
      aircraft[index].confirm(reply, at: time)
    }
    aircraft[index].judged = ModeSAircraft.Judgement(frame: frame, time: time, rejection: rejection)
    return rejection
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
      aircraft[index].lastHeardNanoseconds = time
      return index
    }
    return add(address, time)
  }

  @inline(never)
  private mutating func add(_ address: UInt32, _ time: Int64) -> Int {
    if aircraft.count >= Self.capacity { forgetTheOldest(at: time) }
    aircraft.append(ModeSAircraft(address: address, lastHeardNanoseconds: time))
    indices.add(address, index: aircraft.count &- 1)
    return aircraft.count &- 1
  }

  /// Forgets what nobody announced and what was heard long ago; everything where that is not enough.
  private mutating func forgetTheOldest(at time: Int64) {
    aircraft.removeAll { entry in
      entry.announced == nil || !Self.isFresh(entry.lastHeardNanoseconds, at: time, seconds: Self.announcementSeconds)
    }
    if aircraft.count >= Self.capacity / 2 { aircraft.removeAll(keepingCapacity: true) }
    indices.removeAll()
    for (index, entry) in aircraft.enumerated() { indices.add(entry.address, index: index) }
  }
}
