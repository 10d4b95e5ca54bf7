public import Surveillance

/// One unit as it came in by a feed: a datagram of ASTERIX data blocks, one Beast frame, one line, one report.
public struct FeedDatagram: Hashable, Sendable {
  /// When it was received, UTC: the clock at the socket, or what the file tells.
  public var receiveTime: SurveillanceTime?
  /// The input it came by.
  public var feed: FeedNumber
  /// What the payload is.
  public var kind: LogEntryKind
  /// The datagram's octets, or the line's without its end; of a Beast frame its canonical form (``CanonicalBeast``), of a
  /// report the one of `ReceiverReports`.
  public var payload: [UInt8]
  /// Where it stands in its file, octets from the start; nil from a socket.
  public var fileOffset: Int?

  public init(
    receiveTime: SurveillanceTime?, feed: FeedNumber = FeedNumber(rawValue: 1), kind: LogEntryKind, payload: [UInt8],
    fileOffset: Int? = nil
  ) {
    self.receiveTime = receiveTime
    self.feed = feed
    self.kind = kind
    self.payload = payload
    self.fileOffset = fileOffset
  }
}

/// Something a feed could not use, by its reason.
public struct FeedRefusal: Hashable, Sendable {
  /// A few words.
  public var reason: String
  public var count: Int
  public init(reason: String, count: Int) {
    self.reason = reason
    self.count = count
  }
}
