/// Finds the frames of a Mode S Beast byte stream that arrives in pieces.
///
/// A frame is 0x1A, a kind, and a fixed number of octets in which every 0x1A is doubled. The reader gives the same frames
/// and the same counts wherever the stream is cut. It holds the bytes appended and not yet read; take every frame with
/// ``next()`` before appending more, and that is less than one frame.
public struct BeastReader: Sendable {
  /// What was met besides messages.
  public struct Counters: Hashable, Sendable {
    /// Messages returned.
    public var frames = 0
    /// Receiver status frames ('4') and readsb's 0xE3 and 0xE8, read and passed over.
    public var otherFrames = 0
    /// Frames cut short by the start of another; their bytes are among the garbage.
    public var brokenFrames = 0
    /// Bytes that belong to no frame.
    public var garbageBytes = 0
  }

  public private(set) var counters = Counters()
  /// Who heard the frame last returned: the receiver that the stream named last (readsb's 0xE3), which readsb writes only
  /// where it changes. Nil where none was named yet.
  public private(set) var receiverIdentifier: UInt64?
  /// The last recording time (readsb's 0xE8), in milliseconds since 1970.
  public private(set) var recordedTimeMilliseconds: Int64?

  private var buffer: [UInt8] = []
  private var position = 0

  public init() {}

  public mutating func append(_ chunk: [UInt8]) {
    discardRead()
    buffer.append(contentsOf: chunk)
  }

  public mutating func append(_ chunk: ArraySlice<UInt8>) {
    discardRead()
    buffer.append(contentsOf: chunk)
  }

  /// Appends any bytes, for example a received buffer's readable view.
  public mutating func append(contentsOf chunk: some Sequence<UInt8>) {
    discardRead()
    buffer.append(contentsOf: chunk)
  }

  /// Bytes appended and not yet read.
  public var unreadByteCount: Int { buffer.count &- position }

  private mutating func discardRead() {
    if position == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      position = 0
    } else if position > 0 {
      buffer.removeFirst(position)
      position = 0
    }
  }

  /// The next message, or nil until more bytes come.
  public mutating func next() -> BeastFrame? {
    if let frame = BeastReader.plainFrame(buffer, at: position) {
      position &+= 9 &+ frame.message.byteCount
      return counted(frame)
    }
    while let first = byte(position) {
      guard first == 0x1A else {
        counters.garbageBytes &+= 1
        position &+= 1
        continue
      }
      guard let type = byte(position &+ 1) else { return nil }
      guard let length = BeastReader.contentLength(type) else {
        // A doubled escape outside a frame is one data byte of a frame whose start was lost.
        let skipped = type == 0x1A ? 2 : 1
        counters.garbageBytes &+= skipped
        position &+= skipped
        continue
      }
      switch readContent(length) {
      case .incomplete:
        return nil
      case .broken(let next):
        counters.brokenFrames &+= 1
        counters.garbageBytes &+= next &- position
        position = next
      case .whole(let content, let next):
        position = next
        if let frame = take(type, content) { return frame }
      }
    }
    return nil
  }

  // MARK: Frames without a doubled escape

  /// The message that starts at an offset, where it is whole and without any 0x1A in it, and enough bytes follow to load
  /// whole words; nil leaves it to the reading octet by octet.
  @inline(__always)
  private static func plainFrame(_ buffer: borrowing [UInt8], at position: Int) -> BeastFrame? {
    let bytes = buffer.span
    // The last word of a long message ends 25 octets behind the escape.
    guard position >= 0, position &+ 25 <= bytes.count else { return nil }
    let start = bytes.word(at: position)
    let isLong = start &>> 48 == 0x1A33
    guard isLong || start &>> 48 == 0x1A32 else { return nil }
    let header = bytes.word(at: position &+ 2)
    let high = bytes.word(at: position &+ 9) & (isLong ? ~0 : ~0xFF)
    let low = isLong ? bytes.word(at: position &+ 17) & ~0xFFFF : 0
    guard !(hasEscape(header) || hasEscape(high) || hasEscape(low)) else { return nil }
    return BeastFrame(
      kind: isLong ? .modeSLong : .modeSShort, timestamp: header &>> 16,
      signalLevel: UInt8(truncatingIfNeeded: header &>> 8),
      message: ModeSFrame(high: high, low: low, byteCount: isLong ? 14 : 7))
  }

  /// Whether one of eight octets is 0x1A: the usual test for a zero octet, of the difference.
  @inline(__always)
  private static func hasEscape(_ word: UInt64) -> Bool {
    let difference = word ^ 0x1A1A_1A1A_1A1A_1A1A
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0
  }

  // MARK: Octet by octet

  private enum Content {
    case incomplete
    /// An undoubled escape at this index: another frame starts there.
    case broken(next: Int)
    case whole(RawContent, next: Int)
  }

  /// Up to 21 octets: seven of time stamp and level, and the message.
  private struct RawContent {
    var header: UInt64 = 0
    var high: UInt64 = 0
    var low: UInt64 = 0
  }

  /// Octets after the kind: six of time stamp, one of level, then the message.
  private static func contentLength(_ type: UInt8) -> Int? {
    switch type {
    case 0x31: 9
    case 0x32: 14
    case 0x33: 21
    case 0x34: 21
    case 0xE3, 0xE8: 8
    default: nil
    }
  }

  @inline(__always)
  private func byte(_ index: Int) -> UInt8? { index < buffer.count ? buffer[index] : nil }

  private func readContent(_ length: Int) -> Content {
    var content = RawContent()
    var index = position &+ 2
    for place in 0..<length {
      guard let value = byte(index) else { return .incomplete }
      if value == 0x1A {
        guard let second = byte(index &+ 1) else { return .incomplete }
        guard second == 0x1A else { return .broken(next: index) }
        index &+= 1
      }
      index &+= 1
      if place < 7 {
        content.header = content.header &<< 8 | UInt64(value)
      } else if place < 15 {
        content.high |= UInt64(value) &<< (56 &- 8 &* UInt64(truncatingIfNeeded: place &- 7))
      } else {
        content.low |= UInt64(value) &<< (120 &- 8 &* UInt64(truncatingIfNeeded: place &- 7))
      }
    }
    return .whole(content, next: index)
  }

  private mutating func take(_ type: UInt8, _ content: RawContent) -> BeastFrame? {
    guard let kind = BeastFrame.Kind(rawValue: type) else {
      counters.otherFrames &+= 1
      let eight = content.header &<< 8 | content.high &>> 56
      if type == 0xE3 { receiverIdentifier = eight }
      if type == 0xE8 { recordedTimeMilliseconds = Int64(truncatingIfNeeded: eight.byteSwapped) }
      return nil
    }
    return counted(
      BeastFrame(
        kind: kind, timestamp: content.header &>> 8, signalLevel: UInt8(truncatingIfNeeded: content.header),
        message: ModeSFrame(high: content.high, low: content.low, byteCount: kind.byteCount)))
  }

  @inline(__always)
  private mutating func counted(_ frame: BeastFrame) -> BeastFrame {
    counters.frames &+= 1
    return frame
  }
}

extension Span<UInt8> {
  /// Eight octets as a big-endian number.
  @inline(__always)
  fileprivate func word(at offset: Int) -> UInt64 {
    // The load checks its bounds, and any octets make a number.
    unsafe UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
