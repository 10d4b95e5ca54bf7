/// What the parity of a message says.
public enum ModeSParity: Hashable, Sendable {
  /// It holds; of a DF11 with the interrogator's code in it.
  case intact
  /// One wrong bit was put right.
  case repaired(bit: Int)
  case bad
  /// It carries the address: nothing tells whether the message is whole.
  case address
  /// Mode A/C has none.
  case none
}

/// Why a message does not count.
public enum ModeSRejection: String, Error, Hashable, Sendable {
  case badParity = "bad_parity"
  /// The address in the parity was announced by nobody.
  case unknownAddress = "unknown_address"
  /// The altitude or code is the first of its kind, or contradicts the one before: the next one will tell.
  case unconfirmed
  /// A format that is not decoded (19, 24), TIS-B management, or a reserved control field.
  case notDecoded = "not_decoded"
  /// An address of all zeros or ones.
  case impossibleAddress = "impossible_address"
}

/// One message, decoded in the light of those before it.
public struct ModeSReading: Hashable, Sendable {
  public let timeNanoseconds: Int64
  /// The message, repaired where ``parity`` says so.
  public internal(set) var frame: ModeSFrame
  public internal(set) var parity: ModeSParity
  /// 24 bits; nil where the message has none that can be trusted.
  public internal(set) var address: UInt32?
  /// Why it does not count; nil where it does.
  public internal(set) var rejection: ModeSRejection?
  /// Of extended squitters.
  public internal(set) var report: ADSBReport?
  /// Of formats 0, 4, 5, 16, 20 and 21.
  public internal(set) var reply: SurveillanceReply?
  /// Which register the Comm-B field of formats 20 and 21 holds; nil where none is probable.
  public internal(set) var commB: CommBChoice?
  /// NIC of a position message whose sender's version is known.
  public var navigationIntegrity: UInt8? { report?.navigationIntegrity }

  init(timeNanoseconds: Int64, frame: ModeSFrame, parity: ModeSParity) {
    self.timeNanoseconds = timeNanoseconds
    self.frame = frame
    self.parity = parity
  }

  /// The Comm-B field of formats 20 and 21.
  public var commBField: CommBField? {
    let format = frame.downlinkFormat
    guard frame.byteCount == 14, format == 20 || format == 21 else { return nil }
    return CommBField(MessageField(frame.messageField))
  }

  /// Whether the sender says it is on the ground; nil where the message does not tell.
  public var isOnGround: Bool? {
    if let reply { return reply.isOnGround }
    switch report?.message.content {
    case .surfacePosition: return true
    case .airbornePosition, .velocity: return false
    default: break
    }
    guard rejection == nil, frame.downlinkFormat == 11 || frame.downlinkFormat == 17 else { return nil }
    switch frame.capability {
    case 4: return true
    case 5: return false
    default: return nil
    }
  }
}
