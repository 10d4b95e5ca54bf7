/// Reads libpcap and pcapng captures packet by packet.
struct PacketCapture: Sendable {
  enum Step {
    case needsMore
    case broken(String)
    case skipped
    case packet(FramedDatagram)
  }

  /// The largest packet or block believed; captures allow 256 KiB.
  private static let packetBytesMax = 1 << 18
  private static let interfacesMax = 256

  private struct Interface: Sendable {
    var linkType: UInt32
    /// Ticks of a second as a power: 10^-n, or 2^-n where `isBinary`.
    var resolution: UInt8 = 6
    var isBinary = false
  }

  private var hasHeader = false
  private var littleEndian = true
  private var interfaces: [Interface] = []
  private var reassembly = IPReassembly()

  mutating func next(_ framing: Framing, from queue: inout ByteQueue, counters: inout FramingCounters) -> Step {
    framing == .pcap
      ? nextClassic(&queue, counters: &counters)
      : nextGeneration(&queue, counters: &counters)
  }

  // MARK: Classic

  private mutating func nextClassic(_ queue: inout ByteQueue, counters: inout FramingCounters) -> Step {
    if !hasHeader {
      guard queue.count >= 24 else { return .needsMore }
      guard readClassicHeader(queue) else { return .broken("the file does not begin as a packet capture") }
      queue.consume(24)
    }
    guard queue.count >= 16 else { return .needsMore }
    let length = Int(queue.uint32(8, littleEndian: littleEndian))
    let original = Int(queue.uint32(12, littleEndian: littleEndian))
    guard length <= Self.packetBytesMax else {
      return .broken("the packet at octet \(queue.offset) claims \(length) octets, captures hold 262144 at most")
    }
    guard queue.count >= 16 + length else { return .needsMore }
    let interface = interfaces[0]
    let seconds = Int64(queue.uint32(0, littleEndian: littleEndian))
    let fraction = Int64(queue.uint32(4, littleEndian: littleEndian))
    let time = seconds * 1_000_000_000 + (interface.resolution == 9 ? fraction : fraction * 1000)
    if original > length { counters.packetsCutShort += 1 }
    return take(16, length, total: 16 + length, interface, time: time, from: &queue, counters: &counters)
  }

  private mutating func readClassicHeader(_ queue: ByteQueue) -> Bool {
    let magic = queue.uint32(0, littleEndian: false)
    let resolution: UInt8
    switch magic {
    case 0xA1B2_C3D4: (littleEndian, resolution) = (false, 6)
    case 0xD4C3_B2A1: (littleEndian, resolution) = (true, 6)
    case 0xA1B2_3C4D: (littleEndian, resolution) = (false, 9)
    case 0x4D3C_B2A1: (littleEndian, resolution) = (true, 9)
    default: return false
    }
    hasHeader = true
    let linkType = queue.uint32(20, littleEndian: littleEndian) & 0xFFFF
    interfaces = [Interface(linkType: linkType, resolution: resolution)]
    return true
  }

  // MARK: pcapng

  private mutating func nextGeneration(_ queue: inout ByteQueue, counters: inout FramingCounters) -> Step {
    guard queue.count >= 12 else { return .needsMore }
    let isSection = queue.uint32(0, littleEndian: false) == 0x0A0D_0D0A
    if isSection {
      switch queue.uint32(8, littleEndian: false) {
      case 0x1A2B_3C4D: littleEndian = false
      case 0x4D3C_2B1A: littleEndian = true
      default: return .broken("the section at octet \(queue.offset) has no byte-order mark")
      }
      interfaces.removeAll()
    }
    let length = Int(queue.uint32(4, littleEndian: littleEndian))
    guard length >= 12, length <= Self.packetBytesMax + 4096, length & 3 == 0 else {
      return .broken("the block at octet \(queue.offset) claims \(length) octets")
    }
    guard queue.count >= length else { return .needsMore }
    switch isSection ? 0 : queue.uint32(0, littleEndian: littleEndian) {
    case 1:
      readInterface(queue, length: length)
    case 3: return simplePacket(&queue, length: length, counters: &counters)
    case 6: return enhancedPacket(&queue, length: length, counters: &counters)
    default: break
    }
    queue.consume(length)
    return .skipped
  }

  private mutating func readInterface(_ queue: ByteQueue, length: Int) {
    guard interfaces.count < Self.interfacesMax else { return }
    var interface = Interface(linkType: UInt32(queue.uint16(8, littleEndian: littleEndian)))
    var place = 16
    while place + 4 <= length - 4 {
      let code = queue.uint16(place, littleEndian: littleEndian)
      let size = Int(queue.uint16(place + 2, littleEndian: littleEndian))
      if code == 0 { break }
      if code == 9 && size >= 1 {
        interface.isBinary = queue[place + 4] & 0x80 != 0
        interface.resolution = queue[place + 4] & 0x7F
      }
      place += 4 + (size + 3) & ~3
    }
    interfaces.append(interface)
  }

  private mutating func simplePacket(
    _ queue: inout ByteQueue, length: Int, counters: inout FramingCounters
  ) -> Step {
    guard let interface = interfaces.first, length >= 16 else {
      queue.consume(length)
      return .skipped
    }
    let captured = min(length - 16, Int(queue.uint32(8, littleEndian: littleEndian)))
    return take(12, captured, total: length, interface, time: nil, from: &queue, counters: &counters)
  }

  private mutating func enhancedPacket(
    _ queue: inout ByteQueue, length: Int, counters: inout FramingCounters
  ) -> Step {
    let index = Int(queue.uint32(8, littleEndian: littleEndian))
    guard index < interfaces.count, length >= 32 else {
      queue.consume(length)
      return .skipped
    }
    let ticks =
      UInt64(queue.uint32(12, littleEndian: littleEndian)) << 32
      | UInt64(queue.uint32(16, littleEndian: littleEndian))
    let captured = min(length - 32, Int(queue.uint32(20, littleEndian: littleEndian)))
    if Int(queue.uint32(24, littleEndian: littleEndian)) > captured { counters.packetsCutShort += 1 }
    let interface = interfaces[index]
    return take(
      28, captured, total: length, interface, time: Self.nanoseconds(ticks, interface), from: &queue,
      counters: &counters)
  }

  private static func nanoseconds(_ ticks: UInt64, _ interface: Interface) -> Int64? {
    if interface.isBinary {
      guard interface.resolution < 64 else { return nil }
      let seconds = ticks >> UInt64(interface.resolution)
      let rest = ticks & ((1 << UInt64(interface.resolution)) - 1)
      let product = rest.multipliedFullWidth(by: 1_000_000_000)
      let shift = UInt64(interface.resolution)
      let fraction = shift == 0 ? 0 : product.high << (64 - shift) | product.low >> shift
      let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
      return overflow ? nil : Int64(exactly: whole &+ fraction)
    }
    var value = ticks
    for _ in 0..<max(0, 9 - Int(interface.resolution)) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
    }
    for _ in 0..<min(20, max(0, Int(interface.resolution) - 9)) { value /= 10 }
    return Int64(exactly: value)
  }

  // MARK: Packets

  private mutating func take(
    _ header: Int, _ length: Int, total: Int, _ interface: Interface, time: Int64?, from queue: inout ByteQueue,
    counters: inout FramingCounters
  ) -> Step {
    let packet = queue.slice(header..<header + length)
    let start = queue.offset + header
    defer { queue.consume(total) }
    switch NetworkPacket.parse(packet, linkType: interface.linkType) {
    case .unknownLink:
      counters.unknownLinkTypes += 1
      return .skipped
    case .other:
      counters.packetsWithoutUDP += 1
      return .skipped
    case .fragment(let fragment):
      guard var whole = reassembly.add(fragment, refused: &counters.fragmentsRefused) else { return .skipped }
      guard let datagram = whole.udp() else {
        counters.packetsWithoutUDP += 1
        return .skipped
      }
      return .packet(finish(datagram, at: start, time: time))
    case .udp(let datagram, let offset):
      return .packet(finish(datagram, at: start + offset, time: time))
    }
  }

  private func finish(_ udp: UDPDatagram, at offset: Int, time: Int64?) -> FramedDatagram {
    var datagram = FramedDatagram(payload: udp.payload, byteOffset: offset)
    datagram.receiveTimeNanoseconds = time
    datagram.source = udp.source
    datagram.destination = udp.destination
    return datagram
  }
}
