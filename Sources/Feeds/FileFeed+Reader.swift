import Asterix
import ModeS
import Surveillance

extension FileFeed {
  /// The reader of the format that was recognised.
  struct Reader: Sendable {
    let format: FileFormat
    private var framing: FramingReader?
    private var beast: BeastReader?
    private var avr: AVRReader?
    /// Octets handed to the reader.
    private var appended: Int
    /// Taken while recognising.
    private var first: FramedDatagram?

    init(recognising head: [UInt8], isWhole: Bool, path: String) throws(FeedError) {
      appended = head.count
      if FileRecognition.isBeast(head) {
        format = .beast
        beast = BeastReader()
        beast?.append(head)
      } else if FileRecognition.isAVR(head) {
        format = .avr
        avr = AVRReader()
        avr?.append(head)
      } else {
        var reader = FramingReader()
        reader.append(head)
        if isWhole { reader.finish() }
        let datagram = reader.next()
        guard let detected = reader.detected else {
          throw .unknownFormat(path: path, found: FileRecognition.description(of: head))
        }
        format = .asterix(detected)
        first = datagram
        framing = reader
      }
      if isWhole { avr?.finish() }
    }

    mutating func append(_ chunk: [UInt8]) {
      appended += chunk.count
      framing?.append(chunk)
      beast?.append(chunk)
      avr?.append(chunk)
    }

    mutating func finish() {
      framing?.finish()
      avr?.finish()
    }

    mutating func next() -> FeedUnit? {
      switch format {
      case .asterix: nextDatagram()
      case .beast: nextBeastFrame()
      case .avr: nextAVRFrame()
      }
    }

    private mutating func nextDatagram() -> FeedUnit? {
      guard let datagram = first ?? framing?.next() else { return nil }
      first = nil
      let stamp: FeedUnit.Stamp =
        if let captured = datagram.receiveTimeNanoseconds {
          .captured(captured)
        } else if let seconds = datagram.timeOfDaySeconds {
          .secondsOfDay(seconds)
        } else {
          .inRecords
        }
      return FeedUnit(stamp: stamp, kind: .asterix, payload: datagram.payload, fileOffset: datagram.byteOffset)
    }

    private mutating func nextBeastFrame() -> FeedUnit? {
      let offset = appended - (beast?.unreadByteCount ?? 0)
      guard let frame = beast?.next() else { return nil }
      return FeedUnit(
        stamp: frame.isMultilaterationResult ? .none : .counter(frame.timestamp), kind: .beast,
        payload: CanonicalBeast.bytes(of: frame), fileOffset: offset)
    }

    private mutating func nextAVRFrame() -> FeedUnit? {
      while let (timestamp, message) = avr?.next() {
        guard let frame = BeastFrame(timestamp: timestamp ?? 0, signalLevel: 0, message: message) else { continue }
        return FeedUnit(
          stamp: timestamp.map { .counter($0) } ?? .none, kind: .beast, payload: CanonicalBeast.bytes(of: frame))
      }
      return nil
    }

    /// What was passed over, by reason; what did not occur is left out.
    var refusals: [FeedRefusal] {
      var counts: [(String, Int)] = []
      if let framing { return framing.refusals }
      if let counters = beast?.counters {
        counts = [
          ("bytes that are no Beast frame", counters.garbageBytes), ("broken Beast frames", counters.brokenFrames),
          ("Beast frames without a message", counters.otherFrames),
        ]
      }
      if let avr { counts = [("lines that are not AVR", avr.refusedLines)] }
      return counts.filter { $0.1 > 0 }.map { FeedRefusal(reason: $0.0, count: $0.1) }
    }

    /// Why nothing came of the file, in words.
    var emptiness: String {
      let passedOver = refusals.map { "\($0.count) \($0.reason)" }
      return passedOver.isEmpty ? "it holds no datagram" : passedOver.joined(separator: ", ")
    }
  }
}
