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
  /// The receiver identifier (readsb's 0xE3) that stood before the frame last returned.
  public private(set) var receiverIdentifier: UInt64?
  /// The last recording time (readsb's 0xE8), in milliseconds since 1970.
  public private(set) var recordedTimeMilliseconds: Int64?

  private var buffer: [UInt8] = []
  private var position = 0
  private var pendingReceiverIdentifier: UInt64?

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
      if type == 0xE3 { pendingReceiverIdentifier = eight }
      if type == 0xE8 { recordedTimeMilliseconds = Int64(truncatingIfNeeded: eight.byteSwapped) }
      return nil
    }
    counters.frames &+= 1
    receiverIdentifier = pendingReceiverIdentifier
    pendingReceiverIdentifier = nil
    return BeastFrame(
      kind: kind, timestamp: content.header &>> 8, signalLevel: UInt8(truncatingIfNeeded: content.header),
      message: ModeSFrame(high: content.high, low: content.low, byteCount: kind.byteCount))
  }
}
