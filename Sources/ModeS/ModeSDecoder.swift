/// Turns a stream of Mode S messages into readings: parity and repair, addresses in parities, extended squitters, replies
/// that count only once confirmed, and Comm-B registers.
///
/// Time is that of the messages and never a clock's; it may repeat and run backwards.
public struct ModeSDecoder: Sendable {
  /// What became of the messages.
  public struct Counters: Hashable, Sendable {
    public var messages = 0
    public var accepted = 0
    public var repaired = 0
    public var badParity = 0
    public var unknownAddress = 0
    public var unconfirmed = 0
    public var notDecoded = 0
    public var registers = 0
  }

  /// What became of the messages so far.
  public private(set) var counters = Counters()
  /// Positions and all else that extended squitters say.
  public private(set) var squitters: ADSBDecoder
  /// Whether each message is decoded by itself.
  public let isStateless: Bool
  private var replies = ReplyMemory()

  /// - Parameters:
  ///   - receiverPosition: Where surface positions are near, within 45 degrees.
  ///   - isStateless: Whether each message is decoded by itself: no positions, any address believed.
  public init(receiverPosition: CPRPosition? = nil, isStateless: Bool = false) {
    squitters = ADSBDecoder(receiverPosition: receiverPosition)
    self.isStateless = isStateless
  }

  /// Decodes one message.
  public mutating func decode(_ frame: ModeSFrame, timeNanoseconds time: Int64) -> ModeSReading {
    counters.messages &+= 1
    if isStateless {
      squitters = ADSBDecoder(capacity: 16)
      replies = ReplyMemory()
    }
    let reading = read(frame, time)
    count(reading)
    return reading
  }

  private mutating func count(_ reading: ModeSReading) {
    switch reading.rejection {
    case nil: counters.accepted &+= 1
    case .badParity: counters.badParity &+= 1
    case .unknownAddress, .impossibleAddress: counters.unknownAddress &+= 1
    case .unconfirmed: counters.unconfirmed &+= 1
    case .notDecoded: counters.notDecoded &+= 1
    }
    if case .repaired = reading.parity { counters.repaired &+= 1 }
    if reading.commB != nil { counters.registers &+= 1 }
  }

  private mutating func read(_ frame: ModeSFrame, _ time: Int64) -> ModeSReading {
    guard frame.byteCount != 2 else { return ModeSReading(timeNanoseconds: time, frame: frame, parity: .none) }
    switch frame.downlinkFormat {
    case 17 where frame.byteCount == 14, 18 where frame.byteCount == 14: return readSquitter(frame, time)
    case 11 where frame.byteCount == 7: return readAllCall(frame, time)
    case 0 where frame.byteCount == 7, 4 where frame.byteCount == 7, 5 where frame.byteCount == 7,
      16 where frame.byteCount == 14, 20 where frame.byteCount == 14, 21 where frame.byteCount == 14:
      return readReply(frame, time)
    default:
      var reading = ModeSReading(timeNanoseconds: time, frame: frame, parity: .address)
      reading.rejection = .notDecoded
      return reading
    }
  }

  // MARK: Formats with a parity of their own

  private mutating func readSquitter(_ received: ModeSFrame, _ time: Int64) -> ModeSReading {
    var frame = received
    var parity = ModeSParity.intact
    if ModeSCRC.syndrome(received) != 0 {
      guard let repaired = ModeSCRC.repaired(received) else { return bad(received, time) }
      (frame, parity) = (repaired.frame, .repaired(bit: repaired.bit))
    }
    var reading = ModeSReading(timeNanoseconds: time, frame: frame, parity: parity)
    guard let message = try? ExtendedSquitter(intact: frame) else {
      reading.rejection = .notDecoded
      return reading
    }
    // A repaired message of an address that nobody else announces is more likely another message damaged more.
    if case .repaired = parity, !isStateless, !replies.isAnnounced(message.address, at: time) {
      return bad(received, time)
    }
    reading.address = message.address
    guard message.address != 0, message.address != 0xFF_FFFF else {
      reading.rejection = .impossibleAddress
      return reading
    }
    let report = squitters.report(message, time)
    reading.report = report
    if message.qualifier == .transponder, case .intact = parity { replies.announce(message.address, at: time) }
    if let altitude = report.altitude, altitude.kind == .barometric {
      replies.note(altitudeFeet: altitude.feet, of: message.address, at: time)
    }
    if let squawk = report.squawk { replies.note(squawk, of: message.address, at: time) }
    reading.navigationIntegrity = Self.navigationIntegrity(report)
    return reading
  }

  private static func navigationIntegrity(_ report: ADSBReport) -> UInt8? {
    guard let status = report.aircraft.operationalStatus?.value else { return nil }
    var supplement = false
    switch report.message.content {
    case .airbornePosition(let position): supplement = position.supplementBit
    case .surfacePosition: break
    default: return nil
    }
    return NavigationIntegrity.category(
      typeCode: report.typeCode, version: status.version, a: status.supplementA ?? false, b: supplement,
      c: status.supplementC ?? false)
  }

  private mutating func readAllCall(_ frame: ModeSFrame, _ time: Int64) -> ModeSReading {
    // The interrogator's code lies over the last seven bits.
    guard ModeSCRC.syndrome(frame) < 80 else { return bad(frame, time) }
    var reading = ModeSReading(timeNanoseconds: time, frame: frame, parity: .intact)
    reading.address = frame.announcedAddress
    guard frame.announcedAddress != 0, frame.announcedAddress != 0xFF_FFFF else {
      reading.rejection = .impossibleAddress
      return reading
    }
    // A reply to one interrogator may be damaged in just the bits of its code: only the squitter is sure.
    if ModeSCRC.syndrome(frame) == 0 {
      replies.announce(frame.announcedAddress, at: time)
    } else if !replies.isAnnounced(frame.announcedAddress, at: time), !isStateless {
      guard replies.confirm(frame.announcedAddress, at: time) else {
        reading.rejection = .unknownAddress
        return reading
      }
    }
    return reading
  }

  private func bad(_ frame: ModeSFrame, _ time: Int64) -> ModeSReading {
    var reading = ModeSReading(timeNanoseconds: time, frame: frame, parity: .bad)
    reading.rejection = .badParity
    return reading
  }

  // MARK: Formats whose parity carries the address

  private mutating func readReply(_ frame: ModeSFrame, _ time: Int64) -> ModeSReading {
    var reading = ModeSReading(timeNanoseconds: time, frame: frame, parity: .address)
    let address = ModeSCRC.syndrome(frame)
    reading.address = address
    let reply = SurveillanceReply(frame)
    reading.reply = reply
    if !isStateless { reading.rejection = replies.judge(reply, of: address, at: time) }
    guard let field = reading.commBField else { return reading }
    let state = commBState(address, reply, time)
    reading.commB = CommBInference.choice(field.bits, state: state)
    if reading.rejection == nil, let choice = reading.commB, choice.confidence > 0.9 {
      replies.note(choice.register, field, of: address, at: time)
    }
    return reading
  }

  private func commBState(_ address: UInt32, _ reply: SurveillanceReply, _ time: Int64) -> CommBInference.State {
    var state = replies.commBState(of: address, at: time)
    if let altitude = reply.altitudeFeet { state.altitudeFeet = altitude }
    guard let aircraft = squitters.aircraft(address: address) else { return state }
    if let velocity = aircraft.velocity, ReplyMemory.isFresh(velocity.timeNanoseconds, at: time, seconds: 30) {
      state.groundspeedKnots = velocity.value.groundspeedKnots ?? state.groundspeedKnots
      state.trackDegrees = velocity.value.trackDegrees ?? state.trackDegrees
      state.verticalRateFeetPerMinute =
        velocity.value.verticalRateFeetPerMinute ?? state.verticalRateFeetPerMinute
    }
    if let callsign = aircraft.callsign { state.callsign = callsign.value }
    return state
  }
}
