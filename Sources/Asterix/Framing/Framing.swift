/// How datagrams lie in a file or a stream.
public enum Framing: String, Sendable, Hashable, CaseIterable {
  /// Data blocks, one after the other.
  case raw
  /// FINAL (IOSS): an 8-octet header with board, day and time, the blocks, a 4-octet trailer.
  case final
  /// IOSS with a sequence number: FINAL with four octets of it after the length.
  case iossSequence
  /// RFF: a 128-octet file header with dates as text, frames of a relative time in ms and a little-endian length.
  case rff
  /// HDLC: frames between 0x7E flags, octets escaped by 0x7D, an address and a control octet, a frame check sequence.
  case hdlc
  /// A packet capture of UDP: libpcap's classic format.
  case pcap
  /// A packet capture of UDP: pcapng.
  case pcapng
  /// ORADIS: a 6-octet header that begins with the length.
  case oradis
  /// GPS: a 2200-octet file header, 10 octets after each block.
  case gps
}

/// An IPv4 address and a UDP port.
public struct NetworkEndpoint: Hashable, Sendable, CustomStringConvertible {
  public var address: UInt32
  public var port: UInt16

  public init(address: UInt32, port: UInt16) {
    self.address = address
    self.port = port
  }

  public var description: String {
    "\(address >> 24).\(address >> 16 & 0xFF).\(address >> 8 & 0xFF).\(address & 0xFF):\(port)"
  }
}

/// One datagram taken out of its framing.
public struct FramedDatagram: Sendable {
  /// The data blocks.
  public var payload: [UInt8]
  /// Where the payload begins in the input; for a reassembled packet, where its last fragment's does.
  public var byteOffset: Int
  /// When it was captured, nanoseconds since 1970 UTC (packet captures).
  public var receiveTimeNanoseconds: Int64?
  /// When it was recorded, seconds since midnight (FINAL, IOSS, RFF).
  public var timeOfDaySeconds: Double?
  /// The day of the recording, as its recorder counts (FINAL).
  public var recordingDay: UInt8?
  /// The board or line it came in on (FINAL).
  public var line: UInt8?
  public var source: NetworkEndpoint?
  public var destination: NetworkEndpoint?

  init(payload: [UInt8], byteOffset: Int) {
    self.payload = payload
    self.byteOffset = byteOffset
  }
}

/// One datagram where it lies in its reader's storage, not copied: see ``FramingReader/nextFrame()``.
public struct Frame: Sendable {
  /// Where the payload begins in the input.
  public let byteOffset: Int
  /// The octets of the payload in the reader's storage; nil where the reader keeps the datagram apart.
  let range: Range<Int>?
}

/// What a reader passed over, and why.
public struct FramingCounters: Hashable, Sendable {
  /// Datagrams handed out.
  public var datagrams = 0
  /// Octets that belong to no datagram and no framing.
  public var skippedBytes = 0
  /// Times the reader lost its place and looked for the next datagram.
  public var resynchronisations = 0
  /// Frames or blocks that the input ends inside of.
  public var truncatedFrames = 0
  /// Captured packets that are no UDP over IPv4.
  public var packetsWithoutUDP = 0
  /// UDP payloads that are no data blocks.
  public var payloadsWithoutBlocks = 0
  /// Captured packets cut short by the capture.
  public var packetsCutShort = 0
  /// Fragments dropped: their datagram never became whole, or too many were under way.
  public var fragmentsRefused = 0
  /// Captured packets of a link type that is not read.
  public var unknownLinkTypes = 0
  /// HDLC frames whose check sequence is wrong.
  public var badCheckSequences = 0
}
