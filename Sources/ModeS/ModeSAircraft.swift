/// What the replies of one address have said, each with its time, and what helps to judge the next ones.
///
/// Altitudes and codes in replies count from the second that agrees.
public struct ModeSAircraft: Hashable, Sendable {
  /// How an aircraft moves; nil is not known.
  struct Motion: Hashable, Sendable {
    var groundspeedKnots: Double?
    var trackDegrees: Double?
    var verticalRateFeetPerMinute: Int?
  }

  /// A reply and what became of it.
  struct Judgement: Hashable, Sendable {
    var frame: ModeSFrame
    var time: Int64
    var rejection: ModeSRejection?
  }

  public let address: UInt32
  /// When its last message came.
  public internal(set) var lastHeardNanoseconds: Int64
  /// The last squawk that two replies agreed on.
  public internal(set) var squawk: Timed<ModeACode>?
  /// The last altitude that two replies, or a squitter and a reply, agreed on.
  public internal(set) var altitudeFeet: Timed<Int>?
  /// The last flight status of a reply that counts, 0 ... 7 (ICAO Annex 10 vol. IV, 3.1.2.6.5.1).
  public internal(set) var flightStatus: Timed<UInt8>?
  /// The last register 4,0 that was surely told.
  public internal(set) var selectedVerticalIntention: Timed<CommBField>?
  /// The last register 5,0.
  public internal(set) var trackAndTurn: Timed<CommBField>?
  /// The last register 6,0.
  public internal(set) var headingAndSpeed: Timed<CommBField>?
  /// By register 2,0 or an extended squitter.
  public internal(set) var callsign: Callsign?

  /// When its address was last announced by a message with a parity of its own.
  var announced: Int64?
  /// The last reply of an address that nobody announced.
  var heard: Int64?
  /// The last altitude and squawk heard, agreed on or not.
  var heardAltitudeFeet: Timed<Int>?
  var heardSquawk: Timed<ModeACode>?
  var motion: Timed<Motion>?
  /// The last reply.
  var judged: Judgement?

  init(address: UInt32, lastHeardNanoseconds: Int64) {
    self.address = address
    self.lastHeardNanoseconds = lastHeardNanoseconds
  }

  func isAnnounced(at time: Int64) -> Bool {
    announced.map { ReplyMemory.isFresh($0, at: time, seconds: ReplyMemory.announcementSeconds) } ?? false
  }

  /// Remembers the altitude or code of a reply.
  /// - Returns: Whether it is what was heard not long ago.
  mutating func take(_ reply: SurveillanceReply, at time: Int64) -> Bool {
    if let code = reply.squawk {
      defer { heardSquawk = Timed(code, timeNanoseconds: time) }
      guard let last = heardSquawk, last.value == code else { return false }
      return ReplyMemory.isFresh(last.timeNanoseconds, at: time, seconds: ReplyMemory.agreementSeconds)
    }
    guard let feet = reply.altitudeFeet else { return false }
    defer { heardAltitudeFeet = Timed(feet, timeNanoseconds: time) }
    guard let last = heardAltitudeFeet,
      ReplyMemory.isFresh(last.timeNanoseconds, at: time, seconds: ReplyMemory.agreementSeconds)
    else { return false }
    // 150 ft/s is a fast climb, 200 ft the coarser of the two codes' steps.
    let seconds = Double((time &- last.timeNanoseconds).magnitude) * 1e-9
    return Double((feet &- last.value).magnitude) <= 200 + 150 * seconds
  }

  /// Takes what a reply says that counts.
  mutating func confirm(_ reply: SurveillanceReply, at time: Int64) {
    if let code = reply.squawk { squawk = Timed(code, timeNanoseconds: time) }
    if let feet = reply.altitudeFeet { altitudeFeet = Timed(feet, timeNanoseconds: time) }
    if let status = reply.flightStatus { flightStatus = Timed(status, timeNanoseconds: time) }
  }

  mutating func note(_ register: CommBRegister, _ field: CommBField, at time: Int64) {
    switch register {
    case .identification: callsign = field.callsign
    case .selectedVerticalIntention: selectedVerticalIntention = Timed(field, timeNanoseconds: time)
    case .headingAndSpeed: headingAndSpeed = Timed(field, timeNanoseconds: time)
    case .trackAndTurn:
      trackAndTurn = Timed(field, timeNanoseconds: time)
      var motion = motion(at: time)
      motion.groundspeedKnots = field.groundspeedKnots.map { Double($0) } ?? motion.groundspeedKnots
      motion.trackDegrees = field.trackDegrees ?? motion.trackDegrees
      self.motion = Timed(motion, timeNanoseconds: time)
    default: break
    }
  }

  func motion(at time: Int64) -> Motion {
    guard let motion, ReplyMemory.isFresh(motion.timeNanoseconds, at: time, seconds: ReplyMemory.stateSeconds) else {
      return Motion()
    }
    return motion.value
  }

  func commBState(at time: Int64) -> CommBInference.State {
    var state = CommBInference.State()
    if let altitude = heardAltitudeFeet,
      ReplyMemory.isFresh(altitude.timeNanoseconds, at: time, seconds: ReplyMemory.stateSeconds)
    {
      state.altitudeFeet = altitude.value
    }
    let motion = motion(at: time)
    state.groundspeedKnots = motion.groundspeedKnots
    state.trackDegrees = motion.trackDegrees
    state.verticalRateFeetPerMinute = motion.verticalRateFeetPerMinute
    state.callsign = callsign
    return state
  }
}
