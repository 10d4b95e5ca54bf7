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

/// An IP address.
public enum NetworkAddress: Hashable, Sendable, CustomStringConvertible {
  case v4(UInt32)
  case v6(high: UInt64, low: UInt64)

  public var description: String {
    switch self {
    case .v4(let bits): "\(bits >> 24).\(bits >> 16 & 0xFF).\(bits >> 8 & 0xFF).\(bits & 0xFF)"
    case .v6(let high, let low): Self.text(high, low)
    }
  }

  /// RFC 5952: the first of the longest runs of zero groups, two or more, is left out.
  private static func text(_ high: UInt64, _ low: UInt64) -> String {
    let groups = [high, low].flatMap { half in [48, 32, 16, 0].map { half >> UInt64($0) & 0xFFFF } }
    var longest = 0..<0
    var start = 0
    for (place, group) in groups.enumerated() {
      if group != 0 { start = place + 1 }
      if place + 1 - start > max(1, longest.count) { longest = start..<place + 1 }
    }
    func text(_ groups: ArraySlice<UInt64>) -> String {
      groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    if longest.isEmpty { return text(groups[...]) }
    return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
  }
}

/// An IP address and a UDP port.
public struct NetworkEndpoint: Hashable, Sendable, CustomStringConvertible {
  public var address: NetworkAddress
  public var port: UInt16

  public init(address: NetworkAddress, port: UInt16) {
    self.address = address
    self.port = port
  }

  public var description: String {
    if case .v6 = address { return "[\(address)]:\(port)" }
    return "\(address):\(port)"
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
  /// Captured packets that are no UDP over IP.
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
