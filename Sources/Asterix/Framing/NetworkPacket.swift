/// A UDP datagram out of a packet.
struct UDPDatagram: Sendable {
  var payload: [UInt8]
  var source: NetworkEndpoint
  var destination: NetworkEndpoint
}

/// What a captured packet is.
enum NetworkPacket {
  case udp(UDPDatagram, offset: Int)
  case fragment(IPFragment)
  case other
  case unknownLink

  /// Link types by the tcpdump registry: 0 loopback, 1 Ethernet, 12, 14 and 101 raw IP, 113 and 276 Linux cooked, 228 IPv4,
  /// 229 IPv6.
  static func parse(_ packet: ArraySlice<UInt8>, linkType: UInt32) -> NetworkPacket {
    let bytes = PacketBytes(packet)
    switch linkType {
    case 1: return ethernet(bytes, typeAt: 12)
    case 113: return ethernet(bytes, typeAt: 14)
    case 276: return [0x0800, 0x86DD].contains(bytes.uint16(0)) ? ip(bytes, at: 20) : .other
    case 0: return ip(bytes, at: 4)
    case 12, 14, 101, 228, 229: return ip(bytes, at: 0)
    default: return .unknownLink
    }
  }

  private static func ethernet(_ bytes: PacketBytes, typeAt: Int) -> NetworkPacket {
    var place = typeAt
    // VLAN tags, nested ones as well.
    for _ in 0..<4 {
      switch bytes.uint16(place) {
      case 0x8100, 0x88A8, 0x9100: place += 4
      case 0x0800, 0x86DD: return ip(bytes, at: place + 2)
      default: return .other
      }
    }
    return .other
  }

  private static func ip(_ bytes: PacketBytes, at start: Int) -> NetworkPacket {
    switch bytes[start] >> 4 {
    case 4: ipv4(bytes, at: start)
    case 6: ipv6(bytes, at: start)
    default: .other
    }
  }

  private static func ipv4(_ bytes: PacketBytes, at start: Int) -> NetworkPacket {
    guard bytes.count >= start + 20 else { return .other }
    let header = Int(bytes[start] & 0xF) * 4
    // A length of 0 is left by network cards that segment by themselves: the packet then ends with the capture.
    let stated = bytes.uint16(start + 2)
    let total = stated == 0 ? bytes.count - start : min(stated, bytes.count - start)
    guard header >= 20, total >= header, bytes[start + 9] == 17 else { return .other }
    let flags = bytes.uint16(start + 6)
    let source = NetworkAddress.v4(bytes.uint32(start + 12))
    let destination = NetworkAddress.v4(bytes.uint32(start + 16))
    let content = bytes.slice(start + header..<start + total)
    if flags & 0x3FFF != 0 {
      return .fragment(
        IPFragment(
          source: source, destination: destination, identification: UInt32(bytes.uint16(start + 4)),
          offset: (flags & 0x1FFF) * 8, hasMore: flags & 0x2000 != 0, content: content))
    }
    guard let datagram = udp(content, source: source, destination: destination) else { return .other }
    return .udp(datagram, offset: start + header + 8)
  }

  /// RFC 8200: a header of 40 octets, then extension headers, each naming what follows it.
  private static func ipv6(_ bytes: PacketBytes, at start: Int) -> NetworkPacket {
    guard bytes.count >= start + 40 else { return .other }
    let stated = bytes.uint16(start + 4)
    let end = stated == 0 ? bytes.count : min(bytes.count, start + 40 + stated)
    let source = NetworkAddress.v6(high: bytes.uint64(start + 8), low: bytes.uint64(start + 16))
    let destination = NetworkAddress.v6(high: bytes.uint64(start + 24), low: bytes.uint64(start + 32))
    var header = bytes[start + 6]
    var place = start + 40
    for _ in 0..<8 {
      guard place + 8 <= end else { return .other }
      switch header {
      case 17:
        let content = bytes.slice(place..<end)
        guard let datagram = udp(content, source: source, destination: destination) else { return .other }
        return .udp(datagram, offset: place + 8)
      case 44:
        let flags = bytes.uint16(place + 2)
        guard flags & 0xFFF9 != 0 else {
          header = bytes[place]
          place += 8
          continue
        }
        // Only UDP is put together: the first fragment's next header says so of all.
        guard bytes[place] == 17 else { return .other }
        return .fragment(
          IPFragment(
            source: source, destination: destination, identification: bytes.uint32(place + 4),
            offset: flags & 0xFFF8, hasMore: flags & 1 != 0, content: bytes.slice(place + 8..<end)))
      // Hop-by-hop options, routing, destination options.
      case 0, 43, 60:
        header = bytes[place]
        place += 8 * (Int(bytes[place + 1]) + 1)
      default: return .other
      }
    }
    return .other
  }

  /// The datagram whose UDP header begins `content`; what the header claims beyond it is not there.
  static func udp(_ content: ArraySlice<UInt8>, source: NetworkAddress, destination: NetworkAddress) -> UDPDatagram? {
    let bytes = PacketBytes(content)
    guard bytes.count >= 8 else { return nil }
    let length = bytes.uint16(4)
    guard length >= 8 else { return nil }
    return UDPDatagram(
      payload: Array(bytes.slice(8..<min(length, bytes.count))),
      source: NetworkEndpoint(address: source, port: UInt16(bytes.uint16(0))),
      destination: NetworkEndpoint(address: destination, port: UInt16(bytes.uint16(2))))
  }
}

/// A packet's octets by their place in it; past the end they read as 0.
struct PacketBytes {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var count: Int { bytes.count }

  subscript(_ index: Int) -> UInt8 { index >= 0 && index < bytes.count ? bytes[bytes.startIndex + index] : 0 }

  func uint16(_ index: Int) -> Int { Int(self[index]) << 8 | Int(self[index + 1]) }

  func uint32(_ index: Int) -> UInt32 { UInt32(uint16(index)) << 16 | UInt32(uint16(index + 2)) }

  func uint64(_ index: Int) -> UInt64 { UInt64(uint32(index)) << 32 | UInt64(uint32(index + 4)) }

  func slice(_ range: Range<Int>) -> ArraySlice<UInt8> {
    let lower = min(bytes.endIndex, bytes.startIndex + max(0, range.lowerBound))
    return bytes[lower..<max(lower, min(bytes.endIndex, bytes.startIndex + range.upperBound))]
  }
}

/// A part of an IP packet.
struct IPFragment: Sendable {
  var source: NetworkAddress
  var destination: NetworkAddress
  var identification: UInt32
  /// Where the content belongs in the whole packet's.
  var offset: Int
  var hasMore: Bool
  var content: ArraySlice<UInt8>
}

/// Puts fragments together. At most 16 packets are under way; the oldest gives way.
struct IPReassembly: Sendable {
  static let packetsMax = 16

  /// A packet under way.
  struct Assembly: Sendable {
    var source: NetworkAddress
    var destination: NetworkAddress
    var identification: UInt32
    var fragments: [IPFragment] = []

    /// The datagram; nil where the fragments do not make one.
    mutating func udp() -> UDPDatagram? {
      var content: [UInt8] = []
      for fragment in fragments { content += fragment.content }
      return NetworkPacket.udp(content[...], source: source, destination: destination)
    }

    /// Whether the fragments, in order, follow each other up to a last one.
    var isWhole: Bool {
      var expected = 0
      for fragment in fragments {
        guard fragment.offset == expected else { return false }
        expected += fragment.content.count
      }
      return !(fragments.last?.hasMore ?? true)
    }
  }

  private var assemblies: [Assembly] = []

  /// Adds a fragment; returns the packet once it is whole.
  mutating func add(_ fragment: IPFragment, refused: inout Int) -> Assembly? {
    guard fragment.offset + fragment.content.count <= 65535, !fragment.content.isEmpty else {
      refused += 1
      return nil
    }
    let index = place(of: fragment, refused: &refused)
    var kept = fragment
    // A copy of its own: the slice would keep the reader's whole buffer.
    kept.content = Array(fragment.content)[...]
    let before = assemblies[index].fragments.firstIndex { $0.offset >= fragment.offset }
    let position = before ?? assemblies[index].fragments.count
    if let before, assemblies[index].fragments[before].offset == fragment.offset {
      refused += 1
      return nil
    }
    guard assemblies[index].fragments.count < 512 else {
      refused += 1
      return nil
    }
    assemblies[index].fragments.insert(kept, at: position)
    return assemblies[index].isWhole ? assemblies.remove(at: index) : nil
  }

  private mutating func place(of fragment: IPFragment, refused: inout Int) -> Int {
    let known = assemblies.firstIndex {
      $0.source == fragment.source && $0.destination == fragment.destination
        && $0.identification == fragment.identification
    }
    if let known { return known }
    if assemblies.count >= Self.packetsMax { refused += assemblies.removeFirst().fragments.count }
    assemblies.append(
      Assembly(
        source: fragment.source, destination: fragment.destination, identification: fragment.identification))
    return assemblies.count - 1
  }
}
