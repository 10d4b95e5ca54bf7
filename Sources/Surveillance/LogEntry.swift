/// What the payload of a log entry is.
public enum LogEntryKind: UInt8, Sendable, Hashable, CanonicalCodable, CaseIterable {
  /// The configuration of the engine: the first entry of every log, and again at every reload.
  case configuration = 1
  /// Nothing but time: lets the engine's clock move when no data comes.
  case tick = 2
  /// An operator's command, as AirPicture encodes it.
  case command = 3
  /// One datagram of ASTERIX data blocks.
  case asterix = 4
  /// One Mode S frame in Beast form, escape sequences removed; before it, where the stream named its receiver, the octet
  /// 0xE3 and the receiver's identifier, eight octets.
  case beast = 5
  /// A feed opened, failed or ended: its state in canonical form.
  case feedState = 6
  /// One line of SBS (BaseStation) text, as received, without its end.
  case sbs = 7
  /// One line of UAT text (dump978), as received, without its end.
  case uat = 8
  /// What a receiver's list of aircraft says of one, as `ReceiverReports` encodes it.
  case receiverReport = 9
  /// Who transmits, as the receiver knows it, eight octets; then one Open Drone ID message or pack, as broadcast.
  case remoteID = 10
}

/// Which input of the configuration an entry came in by. Number 0 is the system itself.
public struct FeedNumber: RawRepresentable, Hashable, Comparable, Sendable, CanonicalCodable {
  public var rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// The system itself: configuration, ticks, commands.
  public static let system = FeedNumber(rawValue: 0)
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One entry of the log: the only thing that ever changes the picture.
///
/// Entries are numbered from 0 without gaps. `receiveTime` never decreases: it is the greater of the clock and the entry
/// before.
public struct LogEntry: Hashable, Sendable {
  /// Place in the log, from 0.
  public var sequence: UInt64
  /// When the entry was received, UTC; the engine's only clock.
  public var receiveTime: SurveillanceTime
  /// The input it came by.
  public var feed: FeedNumber
  /// What the payload is.
  public var kind: LogEntryKind
  /// The bytes as received; the log never looks into them.
  public var payload: [UInt8]

  /// Makes an entry.
  public init(
    sequence: UInt64, receiveTime: SurveillanceTime, feed: FeedNumber, kind: LogEntryKind, payload: [UInt8]
  ) {
    self.sequence = sequence
    self.receiveTime = receiveTime
    self.feed = feed
    self.kind = kind
    self.payload = payload
  }
}
