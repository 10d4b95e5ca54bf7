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
  public internal(set) var counters = Counters()
  /// Positions and all else that extended squitters say.
  public internal(set) var squitters: ADSBDecoder
  /// Whether each message is decoded by itself.
  public let isStateless: Bool
  var replies = ReplyMemory()

  /// - Parameters:
  ///   - receiverPosition: Where surface positions are near, as for ``ADSBDecoder``.
  ///   - isStateless: Whether each message is decoded by itself: no positions, any address believed.
  public init(receiverPosition: CPRPosition? = nil, isStateless: Bool = false) {
    squitters = ADSBDecoder(receiverPosition: receiverPosition)
    self.isStateless = isStateless
  }

  /// What the replies of one address have said.
  public func aircraft(address: UInt32) -> ModeSAircraft? { replies.aircraft(address & 0xFF_FFFF) }

  /// Whether it is known where surface positions are near: from the receiver's place, or an airborne position before.
  public var knowsSurfaceReference: Bool { squitters.reference.position != nil }

  /// Takes a place that surface positions are near, as an airborne position of anyone would give it.
  public mutating func noteSurfaceReference(_ position: CPRPosition) { squitters.reference.note(position) }

  /// Decodes one message.
  /// - Parameters:
  ///   - timeNanoseconds: When it was received; any epoch, the same for all.
  ///   - receiverPosition: Where the receiver is that heard it, where several do.
  public mutating func decode(
    _ frame: ModeSFrame, timeNanoseconds time: Int64, receiverPosition: CPRPosition? = nil
  ) -> ModeSReading {
    if let receiverPosition { squitters.reference.receiver = receiverPosition }
    counters.messages &+= 1
    if isStateless {
      squitters = ADSBDecoder(capacity: 16)
      replies = ReplyMemory()
    }
    var reading = ModeSReading(timeNanoseconds: time, frame: frame, parity: .none)
    read(&reading)
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

  /// Fills in what the message says, in place: a reading is large.
  private mutating func read(_ reading: inout ModeSReading) {
    let isLong = reading.frame.byteCount == 14
    switch reading.frame.downlinkFormat {
    case _ where reading.frame.byteCount == 2: return
    case 17 where isLong, 18 where isLong: readSquitter(&reading)
    case 11 where !isLong: readAllCall(&reading)
    case 0 where !isLong, 4 where !isLong, 5 where !isLong, 16 where isLong, 20 where isLong, 21 where isLong:
      readReply(&reading)
    default:
      reading.parity = .address
      reading.rejection = .notDecoded
    }
  }

  // MARK: Formats with a parity of their own

  private mutating func readSquitter(_ reading: inout ModeSReading) {
    let time = reading.timeNanoseconds
    var isRepaired = false
    let message: ExtendedSquitter
    do throws(ModeSRejection) {
      (message, isRepaired) = try squitter(&reading)
    } catch {
      reading.rejection = error
      return
    }
    reading.address = message.address
    guard message.address != 0, message.address != 0xFF_FFFF else {
      reading.rejection = .impossibleAddress
      return
    }
    reading.report = squitters.report(message, time)
    if message.qualifier == .transponder {
      if !isRepaired { replies.announce(message.address, at: time) }
      replies.note(message, at: time)
    }
  }

  /// The message of a frame, repaired where one wrong bit explains its parity.
  private func squitter(
    _ reading: inout ModeSReading
  ) throws(ModeSRejection) -> (message: ExtendedSquitter, isRepaired: Bool) {
    let received = reading.frame
    guard ModeSCRC.syndrome(received) != 0 else {
      reading.parity = .intact
      return (try Self.message(received), false)
    }
    reading.parity = .bad
    guard let repaired = ModeSCRC.repaired(received) else { throw .badParity }
    // A repaired message of an address that nobody else announces is more likely another message damaged more.
    guard let message = try? Self.message(repaired.frame),
      isStateless || isKnown(message, at: reading.timeNanoseconds)
    else { throw .badParity }
    reading.frame = repaired.frame
    reading.parity = .repaired(bit: repaired.bit)
    return (message, true)
  }

  /// Whether the sender of a message announced itself not long ago.
  private func isKnown(_ message: ExtendedSquitter, at time: Int64) -> Bool {
    if message.qualifier == .transponder { return replies.isAnnounced(message.address, at: time) }
    guard let sender = squitters.aircraft(address: message.address, qualifier: message.qualifier) else { return false }
    return ReplyMemory.isFresh(sender.lastHeardNanoseconds, at: time, seconds: ReplyMemory.announcementSeconds)
  }

  private static func message(_ frame: ModeSFrame) throws(ModeSRejection) -> ExtendedSquitter {
    do throws(ExtendedSquitter.Refusal) {
      return try ExtendedSquitter(intact: frame)
    } catch {
      throw .notDecoded
    }
  }

  private mutating func readAllCall(_ reading: inout ModeSReading) {
    let remainder = ModeSCRC.syndrome(reading.frame)
    let address = reading.frame.announcedAddress
    // The interrogator's code lies over the last seven bits.
    guard remainder < 80 else {
      reading.parity = .bad
      reading.rejection = .badParity
      return
    }
    reading.parity = .intact
    reading.address = address
    guard address != 0, address != 0xFF_FFFF else {
      reading.rejection = .impossibleAddress
      return
    }
    // A reply to one interrogator may be damaged in just the bits of its code: only the squitter is sure.
    let time = reading.timeNanoseconds
    if remainder == 0 {
      replies.announce(address, at: time)
    } else if !isStateless, !replies.isAnnounced(address, at: time), !replies.confirm(address, at: time) {
      reading.rejection = .unknownAddress
    }
  }

  // MARK: Formats whose parity carries the address

  private mutating func readReply(_ reading: inout ModeSReading) {
    let time = reading.timeNanoseconds
    let address = ModeSCRC.syndrome(reading.frame)
    let reply = SurveillanceReply(reading.frame)
    reading.parity = .address
    reading.address = address
    reading.reply = reply
    if !isStateless { reading.rejection = replies.judge(reading.frame, reply, of: address, at: time) }
    guard let field = reading.commBField else { return }
    var state = replies.commBState(of: address, at: time)
    if let altitude = reply.altitudeFeet { state.altitudeFeet = altitude }
    guard let choice = CommBInference.choice(field.bits, state: state) else { return }
    reading.commB = choice
    if reading.rejection == nil, choice.confidence > 0.9 {
      replies.note(choice.register, field, of: address, at: time)
    }
  }
}
