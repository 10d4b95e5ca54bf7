/// Takes datagrams out of a file or stream, piece by piece: append what was read, take what is whole.
///
/// Push-style and without I/O. Memory is bounded by the largest frame (256 KiB for a captured packet) and what was
/// appended at once. A frame that makes no sense costs itself: the reader looks for the next one and counts what it passed.
public struct FramingReader: Sendable {
  /// The framing in use: the one asked for, or the one recognised; nil until it is known.
  public private(set) var detected: Framing?
  /// Why no framing was recognised; nil otherwise.
  public private(set) var detectionFailure: String?
  /// Why a recording could not be followed to its end; nil otherwise.
  public private(set) var brokenReason: String?
  /// Whether UDP payloads carry ORADIS framing of their own.
  public private(set) var hasInnerOradis = false
  public internal(set) var counters = FramingCounters()

  private var queue = ByteQueue()
  private var isFinished = false
  private var hasLostPlace = false
  private var fileHeaderLeft = 0
  /// When an RFF recording began, seconds since midnight.
  private var rffStartSeconds: Double?
  private var nextLookBytes = FramingDetector.firstLookBytes
  private var capture = PacketCapture()
  /// Datagrams taken out of one captured packet, last one first.
  private var pending: [FramedDatagram] = []
  /// The categories of the blocks of a raw input, in the order they came; at most 255.
  private var categoriesSeen: [UInt8] = []
  private var lastCategory: UInt8 = 0
  /// The payload of the last frame that does not lie in the queue.
  private var apart: [UInt8] = []

  /// - Parameter framing: Nil to recognise it from the input.
  public init(framing: Framing? = nil) {
    if let framing { use(framing) }
  }

  /// Octets passed over that belong to no datagram and no framing.
  public var skippedBytes: Int { counters.skippedBytes }

  /// Adds the next part of the input. Call ``next()`` until it returns nil before adding more.
  public mutating func append(_ chunk: [UInt8]) { queue.append(chunk) }

  /// Adds the next part of the input. Call ``nextFrame()`` until it returns nil before adding more.
  public mutating func append(_ chunk: Span<UInt8>) { queue.append(chunk) }

  /// Says that the input has ended: what is left is judged as it is.
  public mutating func finish() { isFinished = true }

  /// The next datagram; nil where more input is needed, or there is none.
  public mutating func next() -> FramedDatagram? {
    guard let framing = detected ?? detect() else { return nil }
    guard let datagram = next(framing) else { return nil }
    counters.datagrams += 1
    return datagram
  }

  /// The next datagram without a copy of it: its payload lies in the reader until ``append(_:)``, ``next()`` or
  /// ``nextFrame()`` is called. Nil where more input is needed, or there is none.
  public mutating func nextFrame() -> Frame? {
    guard let framing = detected ?? detect() else { return nil }
    if framing == .raw, let length = blockWithPlaceKept() {
      let frame = Frame(byteOffset: queue.offset, range: queue.head..<queue.head &+ length)
      noteCategory()
      queue.consume(length)
      counters.datagrams += 1
      return frame
    }
    guard let datagram = next(framing) else { return nil }
    counters.datagrams += 1
    defer { apart = datagram.payload }
    return Frame(byteOffset: datagram.byteOffset, range: nil)
  }

  /// The payload of the frame that ``nextFrame()`` returned last.
  @_lifetime(borrow self)
  public func payload(of frame: Frame) -> Span<UInt8> {
    guard let range = frame.range else { return apart.span }
    return queue.span(range)
  }

  /// Adds the payload of the frame that ``nextFrame()`` returned last to a batch.
  public func copyPayload(of frame: Frame, to batch: inout AsterixBatch) {
    batch.append(payload(of: frame), byteOffset: frame.byteOffset)
  }

  /// Whether the payload of the frame that ``nextFrame()`` returned last repeats one of the last ones.
  public func isDuplicate(_ frame: Frame, in filter: inout DuplicateFilter) -> Bool {
    filter.isDuplicate(payload(of: frame))
  }

  /// Notes the category of the block at the head.
  @inline(__always)
  private mutating func noteCategory() {
    let category = queue[0]
    guard category != lastCategory else { return }
    lastCategory = category
    if !categoriesSeen.contains(category) { categoriesSeen.append(category) }
  }

  /// The length of the block of an assigned category that begins at the head of a raw input; nil where there is none,
  /// or the reader has lost its place.
  private func blockWithPlaceKept() -> Int? {
    guard !hasLostPlace, queue.count >= 3, BlockPlausibility.isAssigned(queue[0]) else { return nil }
    let length = queue.uint16(1)
    return length >= 3 && length <= queue.count ? length : nil
  }

  private mutating func next(_ framing: Framing) -> FramedDatagram? {
    switch framing {
    case .raw: nextBlock(trailer: 0)
    case .gps: nextGPS()
    case .final: nextFrame(.final)
    case .iossSequence: nextFrame(.iossSequence)
    case .oradis: nextFrame(.oradis)
    case .rff: nextRFF()
    case .hdlc: nextHDLC()
    case .pcap, .pcapng: nextCaptured(framing)
    }
  }

  // MARK: Recognition

  private mutating func detect() -> Framing? {
    guard detectionFailure == nil else {
      skip(queue.count)
      return nil
    }
    guard isFinished || queue.count >= nextLookBytes else { return nil }
    nextLookBytes = min(FramingDetector.prefixBytes, max(nextLookBytes * 2, queue.count))
    let isWhole = isFinished && queue.count <= FramingDetector.prefixBytes
    switch FramingDetector.detect(queue.slice(0..<FramingDetector.prefixBytes), isWhole: isWhole) {
    case .found(let framing):
      use(framing)
      return framing
    case .unknown(let reason):
      guard isFinished || queue.count >= FramingDetector.prefixBytes else { return nil }
      detectionFailure = reason
      skip(queue.count)
      return nil
    }
  }

  private mutating func use(_ framing: Framing) {
    detected = framing
    if framing == .gps { fileHeaderLeft = GPSFrame.fileHeaderBytes }
    if framing == .rff { fileHeaderLeft = RFFFrame.fileHeaderBytes }
  }

  private mutating func skip(_ octets: Int) {
    counters.skippedBytes += min(octets, queue.count)
    queue.consume(octets)
  }

  /// Gives up what is left once the input has ended inside a frame.
  private mutating func giveUpRest() -> FramedDatagram? {
    if isFinished && queue.count > 0 {
      counters.truncatedFrames += 1
      skip(queue.count)
    }
    return nil
  }

  // MARK: Blocks one after the other

  private mutating func nextGPS() -> FramedDatagram? {
    if fileHeaderLeft > 0 {
      guard queue.count >= fileHeaderLeft || isFinished else { return nil }
      queue.consume(fileHeaderLeft)
      fileHeaderLeft = 0
    }
    return nextBlock(trailer: GPSFrame.trailerBytes)
  }

  private mutating func nextBlock(trailer: Int) -> FramedDatagram? {
    while queue.count >= 3 {
      switch blockHere(trailer: trailer) {
      case .needsMore: return nil
      case .block(let length):
        hasLostPlace = false
        noteCategory()
        let datagram = FramedDatagram(payload: Array(queue.slice(0..<length)), byteOffset: queue.offset)
        queue.consume(length + trailer)
        return datagram
      case .none:
        if !hasLostPlace { counters.resynchronisations += 1 }
        hasLostPlace = true
        skip(1)
      }
    }
    return giveUpRest()
  }

  private enum BlockCheck {
    case block(Int)
    case none
    case needsMore
  }

  /// Whether a block begins here. With its place kept, the reader believes any block whose category is assigned; having
  /// lost it, only one that is whole, is followed by another or by the end, and is of a category that came before.
  private func blockHere(trailer: Int) -> BlockCheck {
    let length = queue.uint16(1)
    let isAssigned = BlockPlausibility.isAssigned(queue[0])
    guard queue[0] != 0, length >= 3 else { return .none }
    guard queue.count >= length else { return isFinished ? .none : .needsMore }
    if isAssigned && !hasLostPlace { return .block(length) }
    if hasLostPlace, !isAssigned || !categoriesSeen.isEmpty && !categoriesSeen.contains(queue[0]) { return .none }
    let following = length + trailer
    if queue.count < following + 3 {
      guard isFinished else { return .needsMore }
      return queue.count <= following ? .block(length) : .none
    }
    return BlockPlausibility.isAssigned(queue[following]) && queue.uint16(following + 1) >= 3 ? .block(length) : .none
  }

  // MARK: Frames with a length

  private mutating func nextFrame(_ layout: LengthFrame) -> FramedDatagram? {
    let header = layout.header
    let trailer = layout.trailer
    while queue.count >= header + 3 + trailer {
      let length = queue.uint16(0)
      if length >= header + 3 + trailer {
        guard queue.count >= length || isFinished else { return nil }
        let payload = queue.slice(header..<length - trailer)
        // A frame whose content is no block is believed while the reader has its place: the decoder says what is wrong.
        let isPlausible = BlockPlausibility.isBlockChain(payload)
        if queue.count >= length && (isPlausible || (!hasLostPlace && isFrame(at: length))) {
          hasLostPlace = false
          return takeFrame(length: length, payload: Array(payload), layout)
        }
        if queue.count < length && !hasLostPlace && BlockPlausibility.isAssigned(queue[header]) {
          return giveUpRest()
        }
      }
      if !hasLostPlace { counters.resynchronisations += 1 }
      hasLostPlace = true
      skip(1)
    }
    return giveUpRest()
  }

  /// Whether the input ends at `place` or a frame's length and header stand there.
  private func isFrame(at place: Int) -> Bool { queue.count == place || queue.uint16(place) >= 9 }

  private mutating func takeFrame(length: Int, payload: [UInt8], _ layout: LengthFrame) -> FramedDatagram {
    var datagram = FramedDatagram(payload: payload, byteOffset: queue.offset + layout.header)
    if let stamp = layout.stamp {
      datagram.line = queue[stamp + 1]
      datagram.recordingDay = queue[stamp + 2]
      datagram.timeOfDaySeconds = Double(queue.uint24(stamp + 3)) / 100
    }
    queue.consume(length)
    return datagram
  }

  // MARK: RFF

  private mutating func nextRFF() -> FramedDatagram? {
    if fileHeaderLeft > 0 {
      guard queue.count >= fileHeaderLeft else { return giveUpRest() }
      rffStartSeconds = RFFFrame.timeOfDaySeconds(queue.slice(0..<RFFFrame.dateBytes))
      queue.consume(fileHeaderLeft)
      fileHeaderLeft = 0
    }
    while queue.count >= RFFFrame.headerBytes {
      let length = Int(queue.uint16(4, littleEndian: true))
      guard length >= 3 else {
        losePlace()
        continue
      }
      guard queue.count >= RFFFrame.headerBytes + length else { return giveUpRest() }
      let payload = queue.slice(RFFFrame.headerBytes..<RFFFrame.headerBytes + length)
      guard !hasLostPlace || BlockPlausibility.isBlockChain(payload) else {
        losePlace()
        continue
      }
      hasLostPlace = false
      var datagram = FramedDatagram(payload: Array(payload), byteOffset: queue.offset + RFFFrame.headerBytes)
      let elapsed = Double(queue.uint32(0, littleEndian: true)) / 1000
      datagram.timeOfDaySeconds = rffStartSeconds.map { ($0 + elapsed).truncatingRemainder(dividingBy: 86400) }
      queue.consume(RFFFrame.headerBytes + length)
      return datagram
    }
    return giveUpRest()
  }

  private mutating func losePlace() {
    if !hasLostPlace { counters.resynchronisations += 1 }
    hasLostPlace = true
    skip(1)
  }

  // MARK: HDLC

  private mutating func nextHDLC() -> FramedDatagram? {
    while true {
      // To the flag that opens a frame; flags may stand side by side.
      var start = 0
      while start < queue.count, queue[start] != HDLCFrame.flag { start += 1 }
      counters.skippedBytes += start
      queue.consume(start)
      while queue.count >= 2, queue[1] == HDLCFrame.flag { queue.consume(1) }
      var end = 1
      while end < queue.count, end <= HDLCFrame.octetsMax, queue[end] != HDLCFrame.flag { end += 1 }
      guard end < queue.count, queue[end] == HDLCFrame.flag else {
        if end > HDLCFrame.octetsMax {
          skip(end)
          continue
        }
        return giveUpRest()
      }
      let offset = queue.offset + 1
      let frame = HDLCFrame.unescaped(queue.slice(1..<end))
      queue.consume(end)
      if queue.count == 1, isFinished { queue.consume(1) }
      guard let frame, frame.count >= HDLCFrame.octetsMin else {
        counters.truncatedFrames += 1
        continue
      }
      guard HDLCFrame.checks(frame) else {
        counters.badCheckSequences += 1
        continue
      }
      return FramedDatagram(
        payload: Array(frame[HDLCFrame.headerBytes..<frame.count - 2]), byteOffset: offset + HDLCFrame.headerBytes)
    }
  }

  // MARK: Packet captures

  private mutating func nextCaptured(_ framing: Framing) -> FramedDatagram? {
    while true {
      if let datagram = pending.popLast() { return datagram }
      switch capture.next(framing, from: &queue, counters: &counters) {
      case .needsMore:
        return giveUpRest()
      case .broken(let reason):
        brokenReason = reason
        skip(queue.count)
        return nil
      case .packet(let datagram): unwrap(datagram)
      case .skipped: continue
      }
    }
  }

  /// Puts the datagrams of a UDP payload in line: itself, or those of its own ORADIS frames.
  private mutating func unwrap(_ datagram: FramedDatagram) {
    if BlockPlausibility.isDatagram(datagram.payload[...]) {
      pending.append(datagram)
      return
    }
    let frames = OradisFrames.payloads(datagram.payload)
    if frames.isEmpty { counters.payloadsWithoutBlocks += 1 } else { hasInnerOradis = true }
    for range in frames.reversed() {
      var inner = datagram
      inner.payload = Array(datagram.payload[range])
      inner.byteOffset += range.lowerBound
      pending.append(inner)
    }
  }
}

/// ORADIS frames inside a UDP payload.
enum OradisFrames {
  /// The blocks of each frame; empty where the payload is no chain of ORADIS frames.
  static func payloads(_ bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var place = 0
    while place < bytes.count {
      guard bytes.count - place >= 9 else { return [] }
      let length = Int(bytes[place]) << 8 | Int(bytes[place + 1])
      guard length >= 9, length <= bytes.count - place else { return [] }
      let range = place + 6..<place + length
      guard BlockPlausibility.isBlockChain(bytes[range]) else { return [] }
      ranges.append(range)
      place += length
    }
    return ranges
  }
}
