public import Surveillance

/// A receiver: a sensor, and which of the receivers behind it where its stream says so.
public struct ReceptionSource: Hashable, Sendable {
  public var sensor: SensorNumber
  /// Zero where the stream does not name its receivers.
  public var identifier: UInt64

  init(sensor: SensorNumber, identifier: UInt64 = 0) {
    self.sensor = sensor
    self.identifier = identifier
  }
}

/// How one receiver hears one aircraft.
public struct Reception: Hashable, Sendable {
  public let source: ReceptionSource
  public internal(set) var last: SurveillanceTime
  /// Of its last message: 255 is full scale (0 dBFS, amplitude); zero where the receiver does not say.
  public internal(set) var signalLevel: UInt8
  public internal(set) var messages: UInt32
}

/// Which receivers hear which aircraft.
public struct ReceptionBook: Hashable, Sendable {
  /// The most aircraft kept; the whole book is cleared of those not heard for a minute when it is full.
  static let capacity = 4096
  /// The most receivers kept of one aircraft.
  static let receiversMax = 16
  static let lifeSeconds = 60.0

  struct Page: Hashable, Sendable {
    var address: UInt32
    var receptions: [Reception]
  }

  private var pages: [Page] = []
  /// Looked up, never walked.
  private var pageNumbers: [UInt32: Int] = [:]

  /// An empty one.
  public init() {}

  /// The receivers that heard an aircraft in the last minute, in the order they first did.
  public func receptions(of address: UInt32, at time: SurveillanceTime) -> [Reception] {
    guard let index = pageNumbers[address] else { return [] }
    return pages[index].receptions.filter { time.seconds(since: $0.last) <= Self.lifeSeconds }
  }

  mutating func note(_ address: UInt32, heardBy source: ReceptionSource, level: UInt8, at time: SurveillanceTime) {
    let index = page(of: address, at: time)
    if let known = pages[index].receptions.firstIndex(where: { $0.source == source }) {
      pages[index].receptions[known].last = time
      pages[index].receptions[known].signalLevel = level
      pages[index].receptions[known].messages &+= 1
      return
    }
    if pages[index].receptions.count >= Self.receiversMax {
      pages[index].receptions.removeAll { time.seconds(since: $0.last) > Self.lifeSeconds }
    }
    guard pages[index].receptions.count < Self.receiversMax else { return }
    pages[index].receptions.append(Reception(source: source, last: time, signalLevel: level, messages: 1))
  }

  private mutating func page(of address: UInt32, at time: SurveillanceTime) -> Int {
    if let index = pageNumbers[address] { return index }
    if pages.count >= Self.capacity { forget(at: time) }
    pages.append(Page(address: address, receptions: []))
    pageNumbers[address] = pages.count - 1
    return pages.count - 1
  }

  /// Forgets what was not heard for a minute; everything where that is not enough.
  private mutating func forget(at time: SurveillanceTime) {
    pages.removeAll { page in page.receptions.allSatisfy { time.seconds(since: $0.last) > Self.lifeSeconds } }
    if pages.count >= Self.capacity { pages.removeAll(keepingCapacity: true) }
    index()
  }

  private mutating func index() {
    pageNumbers.removeAll(keepingCapacity: true)
    for (index, page) in pages.enumerated() { pageNumbers[page.address] = index }
  }
}

extension ReceptionSource: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    writer.write(identifier)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(sensor: try reader.value(), identifier: try reader.integer())
  }
}

extension Reception: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(source)
    writer.write(last)
    writer.write(signalLevel)
    writer.write(messages)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    source = try reader.value()
    last = try reader.value()
    signalLevel = try reader.integer()
    messages = try reader.integer()
  }
}

extension ReceptionBook.Page: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(address)
    writer.write(receptions)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    address = try reader.integer()
    receptions = try reader.list()
  }
}

extension ReceptionBook: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) { writer.write(pages) }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    pages = try reader.list()
    index()
  }
}
