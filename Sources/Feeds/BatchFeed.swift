public import Asterix

/// Reads one ASTERIX file, or a pipe, from its start to its end in batches of datagrams: the fast way for tools that need
/// no receive times.
///
/// Memory is bounded: the file is read in pieces of 256 KiB, and a batch ends once it has 64 KiB or the piece is used up.
public struct BatchFeed {
  public let path: String
  /// Octets read so far.
  public private(set) var bytesRead = 0

  private let file: InputFile
  private var reader: FramingReader
  private var isAtEnd = false
  private var datagrams = 0
  private let dropsDuplicates: Bool
  private var duplicateFilter = DuplicateFilter()

  private static let chunkBytes = 256 << 10
  /// Octets at the start by which other formats are recognised.
  private static let recognitionBytes = 64 << 10

  /// Recognises the framing of an input.
  /// - Parameters:
  ///   - framing: Nil to recognise it by content.
  ///   - dropsDuplicates: Whether datagrams that repeat one of the last ones are left out.
  public init(_ input: OpenedInput, framing: Framing? = nil, dropsDuplicates: Bool = false) throws(FeedError) {
    path = input.path
    file = input.file
    self.dropsDuplicates = dropsDuplicates
    reader = FramingReader(framing: framing)
    var head: [UInt8] = []
    while reader.detected == nil, reader.detectionFailure == nil, !isAtEnd {
      let chunk = bytesRead == 0 ? input.head : try file.read(at: bytesRead, count: Self.chunkBytes)
      bytesRead += chunk.count
      isAtEnd = chunk.isEmpty
      if head.count < Self.recognitionBytes { head += chunk.prefix(Self.recognitionBytes - head.count) }
      if isAtEnd { reader.finish() } else { reader.append(chunk) }
      if framing == nil, let other = FileRecognition.receiverFormat(of: head) {
        throw .notAsterix(path: path, format: other.description)
      }
      first = reader.nextFrame()
    }
    guard framing != nil || !head.isEmpty else { throw .empty(path: path) }
    guard reader.detected != nil else {
      throw .unknownFormat(path: path, found: FileRecognition.description(of: head))
    }
  }

  /// The frame met while recognising the framing.
  private var first: Frame?

  /// The framing in use.
  public var format: FileFormat { .asterix(reader.detected ?? .raw) }

  /// What was passed over so far, by reason.
  public var refusals: [FeedRefusal] { reader.refusals }

  /// How many datagrams were left out because they repeat another.
  public var duplicates: Int { duplicateFilter.duplicates }

  /// The size of the file; nil where it is a pipe.
  public var size: Int? { file.size }

  /// Fills `batch` with the next datagrams, replacing what it held; false at the end. Throws where the file cannot be read
  /// on, or ends without any datagram.
  public mutating func next(into batch: inout AsterixBatch) throws(FeedError) -> Bool {
    batch.removeAll()
    while true {
      if let frame = first {
        first = nil
        take(frame, to: &batch)
      }
      while batch.bytes.count < AsterixBatch.octetsWanted, let frame = reader.nextFrame() { take(frame, to: &batch) }
      if !batch.isEmpty { return true }
      guard !isAtEnd else { break }
      let chunk = try file.read(at: bytesRead, count: Self.chunkBytes)
      bytesRead += chunk.count
      if chunk.isEmpty {
        isAtEnd = true
        reader.finish()
      } else {
        reader.append(chunk)
      }
    }
    if datagrams == 0 {
      throw .nothingUsable(path: path, format: format.description, found: reader.emptiness)
    }
    return false
  }

  private mutating func take(_ frame: Frame, to batch: inout AsterixBatch) {
    datagrams += 1
    if dropsDuplicates, reader.isDuplicate(frame, in: &duplicateFilter) { return }
    reader.copyPayload(of: frame, to: &batch)
  }
}

extension FramingReader {
  /// What was passed over, by reason; what did not occur is left out.
  var refusals: [FeedRefusal] {
    var counts: [(String, Int)] = [
      ("bytes between datagrams", counters.skippedBytes),
      ("times the reader lost its place", counters.resynchronisations),
      ("frames the file ends inside of", counters.truncatedFrames),
      ("packets that are not UDP over IP", counters.packetsWithoutUDP),
      ("UDP payloads that are not ASTERIX", counters.payloadsWithoutBlocks),
      ("packets cut short by the capture", counters.packetsCutShort),
      ("fragments of datagrams that never became whole", counters.fragmentsRefused),
      ("packets of an unknown link type", counters.unknownLinkTypes),
      ("HDLC frames with a wrong check sequence", counters.badCheckSequences),
    ]
    if let reason = brokenReason { counts.append((reason, 1)) }
    return counts.filter { $0.1 > 0 }.map { FeedRefusal(reason: $0.0, count: $0.1) }
  }

  /// Why nothing came of an input, in words.
  var emptiness: String {
    let passedOver = refusals.map { "\($0.count) \($0.reason)" }
    return passedOver.isEmpty ? "it holds no datagram" : passedOver.joined(separator: ", ")
  }
}
