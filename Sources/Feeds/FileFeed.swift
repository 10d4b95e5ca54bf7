public import Surveillance

/// Reads one file of any supported format from its start to its end: ASTERIX in its framings, packet captures, and what
/// receivers write (Beast, AVR, Mode S messages as CSV or JSON lines, SBS, dump978 text, `aircraft.json`).
///
/// The format is recognised by content. Memory is bounded: the file is read in pieces of 64 KiB; a list of aircraft, which
/// can be read only whole, has at most 64 MiB.
///
/// Receive times never decrease. A packet capture has its own, FINAL the time of day; for other ASTERIX files it is the time
/// of day of the datagram's first dated record. CSV, JSON lines, SBS and Beast recordings of readsb state the time, as do
/// lists of aircraft and mostly dump978. Other Beast files and AVR have the receiver's 12 MHz counter, which counts from the
/// start of the recording date. A datagram without any time has that of the one before it.
public struct FileFeed: Sendable {
  public let path: String
  /// What the file was recognised to be.
  public let format: FileFormat
  /// The number its datagrams carry.
  public let feed: FeedNumber
  /// Octets read so far.
  public private(set) var bytesRead = 0
  /// Datagrams, or frames, handed out so far.
  public private(set) var datagrams = 0

  private let file: InputFile
  private var reader: any FormatReader
  private var clock: FileClock
  private var recordTime = RecordTimeReader()
  private var isAtEnd = false
  /// Datagrams ready to be handed out; those at the start of a file wait here until a time is known.
  private var ready: [FeedDatagram] = []
  private var nextReady = 0

  /// Octets read at once, after the start by which the format is recognised.
  var chunkBytes = recognitionBytes

  private static let recognitionBytes = 64 << 10
  /// Datagrams without a time that wait for the first that has one.
  private static let waitingLimit = 4096

  /// Opens a file and recognises its format.
  /// - Parameters:
  ///   - recordingDate: Midnight UTC at the start of the day it was recorded; 1970-01-01 where it is not known. Packet
  ///     captures know their own.
  ///   - feed: The number its datagrams are to carry.
  public init(
    path: String, recordingDate: SurveillanceTime? = nil, feed: FeedNumber = FeedNumber(rawValue: 1)
  ) throws(FeedError) {
    file = try InputFile(path: path)
    self.path = path
    self.feed = feed
    clock = FileClock(dayStart: recordingDate ?? SurveillanceTime(nanoseconds: 0))
    var head: [UInt8] = []
    while head.count < Self.recognitionBytes, !isAtEnd {
      let chunk = try file.read(at: head.count, count: Self.recognitionBytes - head.count)
      isAtEnd = chunk.isEmpty
      head += chunk
    }
    guard !head.isEmpty else { throw .empty(path: path) }
    bytesRead = head.count
    guard let recognised = FileFormat.recognise(head, isWhole: isAtEnd) else {
      throw .unknownFormat(path: path, found: FileRecognition.description(of: head))
    }
    (format, reader) = recognised
  }

  /// What was passed over so far, by reason.
  public var refusals: [FeedRefusal] { reader.refusals }

  /// The next datagram; nil at the end. Throws where the file cannot be read on, or ends without anything usable in it.
  public mutating func next() throws(FeedError) -> FeedDatagram? {
    while nextReady == ready.count {
      ready.removeAll(keepingCapacity: true)
      nextReady = 0
      try makeReady()
      if ready.isEmpty { return nil }
    }
    defer { nextReady += 1 }
    datagrams += 1
    return ready[nextReady]
  }

  /// Brings the next datagram and its time. Before any time is known datagrams are held back, so that those at the start of
  /// a file get the first time there is.
  private mutating func makeReady() throws(FeedError) {
    while ready.count < Self.waitingLimit, let unit = try nextUnit() {
      let time = receiveTime(of: unit)
      ready.append(
        FeedDatagram(
          receiveTime: time, feed: feed, kind: unit.kind, payload: unit.payload, fileOffset: unit.fileOffset))
      if clock.last != nil { break }
    }
    for index in ready.indices where ready[index].receiveTime == nil { ready[index].receiveTime = clock.current }
    if ready.isEmpty, datagrams == 0 {
      throw .nothingUsable(path: path, format: format.description, found: reader.emptiness)
    }
  }

  private mutating func receiveTime(of unit: FeedUnit) -> SurveillanceTime? {
    let time: SurveillanceTime? =
      switch unit.stamp {
      case .captured(let nanoseconds): clock.take(captured: SurveillanceTime(nanoseconds: nanoseconds))
      case .stated(let nanoseconds): clock.take(stated: SurveillanceTime(nanoseconds: nanoseconds))
      case .secondsOfDay(let seconds): clock.take(secondsOfDay: seconds)
      case .counter(let ticks): clock.take(counter: ticks)
      case .inRecords: recordTime.secondsOfDay(of: unit.payload).flatMap { clock.take(secondsOfDay: $0) }
      case .none: nil
      }
    return time ?? clock.last
  }

  private mutating func nextUnit() throws(FeedError) -> FeedUnit? {
    while true {
      if let unit = reader.next() { return unit }
      guard !isAtEnd else { return nil }
      let chunk = try file.read(at: bytesRead, count: chunkBytes)
      if chunk.isEmpty {
        isAtEnd = true
        reader.finish()
      } else {
        bytesRead += chunk.count
        reader.append(chunk)
      }
    }
  }
}
