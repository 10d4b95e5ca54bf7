public import Surveillance
import Asterix
import ModeS

/// Every sensor, and what turns its bytes into reports.
///
/// Part of the engine: a value that moves only by log entries. Decoders are total, so any bytes give reports and counted
/// reasons.
public struct SensorBank: Sendable {
  /// Sensors kept at most: bytes at random must not fill the memory with made-up ones.
  public static let sensorsMax = 256

  /// Configured sensors first, then the others as they were first heard; the index is the sensor's number.
  public private(set) var sensors: [MonitoredSensor] = []
  /// What came in without a sensor to count it at.
  public private(set) var unattributed = ReasonTally()
  private var numbers: [SensorID: SensorNumber] = [:]
  private var network = ReceiverNetwork()
  private var remoteID = RemoteIDReceivers()
  /// 0 when all are taken.
  private var nextPage: UInt8 = 1
  // Working memory, no state: kept only so that decoding allocates nothing when warm.
  private var decoder = AsterixDecoder(editions: .newest)
  private var datagram = DecodedDatagram()

  /// Knows the configured sensors.
  public init(configurations: [SensorConfiguration]) {
    for configuration in configurations { add(configuration, isConfigured: true) }
  }

  /// Every sensor's place and quality, by number.
  public var sites: [SensorSite] { sensors.map(\.site) }

  /// Every sensor's health, by number.
  public var health: [SensorHealth] { sensors.map(\.health) }

  /// Which receivers hear which aircraft.
  public var receptions: ReceptionBook { network.receptions }

  /// Whether no sensor's state can change by time alone.
  public var isQuiescent: Bool {
    sensors.allSatisfy { $0.state == .waiting || $0.state == .silent }
  }

  /// Brings every sensor's state up to date with the log's clock.
  public mutating func advance(to time: SurveillanceTime) {
    for index in sensors.indices { sensors[index].advance(to: time) }
  }

  /// Turns one entry's bytes into reports, in the order they stand in it.
  public mutating func ingest(_ entry: LogEntry, into reports: inout [SensorReport]) {
    switch entry.kind {
    case .asterix: ingestAsterix(entry, into: &reports)
    case .beast: ingestReceived(entry, into: &reports) { $0.readFrame(entry, by: $1) }
    case .sbs: ingestReceived(entry, into: &reports) { $0.readSBS(entry, by: $1) }
    case .uat: ingestReceived(entry, into: &reports) { $0.readUAT(entry, by: $1) }
    case .receiverReport: ingestReceived(entry, into: &reports) { $0.readReport(entry, by: $1) }
    case .remoteID: ingestRemoteID(entry, into: &reports)
    case .configuration, .tick, .command, .feedState: break
    }
  }

  /// Notes what the tracker did with a sensor's reports.
  public mutating func count(used: UInt32, dismissed: [(SensorReason, UInt32)], of sensor: SensorNumber) {
    guard sensor.index < sensors.count else { return }
    sensors[sensor.index].used &+= UInt64(used)
    for (reason, count) in dismissed { sensors[sensor.index].tally.add(reason, count: UInt64(count)) }
  }

  // MARK: - ASTERIX

  private mutating func ingestAsterix(_ entry: LogEntry, into reports: inout [SensorReport]) {
    decoder.decode(entry.payload, into: &datagram)
    var lastSensor: SensorNumber?
    for record in datagram.records {
      guard let id = Self.sensorID(of: record, in: datagram) else {
        unattributed.add(.noSensorIdentity)
        continue
      }
      guard let number = number(of: id) else {
        unattributed.add(.tooManySensors)
        continue
      }
      lastSensor = number
      sensors[number.index].hear(at: entry.receiveTime)
      read(record, from: number, receiveTime: entry.receiveTime, into: &reports)
    }
    tallyRefusals(of: lastSensor)
  }

  /// Refused blocks count at the sensor whose datagram they came in, else at none.
  private mutating func tallyRefusals(of sensor: SensorNumber?) {
    for refusal in datagram.refusals {
      tally(refusal.kind == .trailingBytes ? .trailingBytes : .undecodable, at: sensor)
    }
    for _ in datagram.opaqueBlocks { tally(.unknownCategory, at: sensor) }
  }

  private mutating func tally(_ reason: SensorReason, at sensor: SensorNumber?) {
    if let sensor {
      sensors[sensor.index].tally.add(reason)
    } else {
      unattributed.add(reason)
    }
  }

  private mutating func read(
    _ record: AsterixRecord, from number: SensorNumber, receiveTime: SurveillanceTime,
    into reports: inout [SensorReport]
  ) {
    var context = ReadingContext(sensor: sensors[number.index], receiveTime: receiveTime)
    var report: SensorReport?
    switch record.category {
    case 10: report = Category010Report(record, in: datagram).flatMap { context.read($0) }
    case 21: report = Category021Report(record, in: datagram).flatMap { context.read($0) }
    case 34: if let message = Category034Report(record, in: datagram) { context.read(message) }
    case 48: report = Category048Report(record, in: datagram).flatMap { context.read($0, in: datagram) }
    case 62: report = Category062Report(record, in: datagram).flatMap { context.read($0, in: datagram) }
    case 65: if let message = Category065Report(record, in: datagram) { context.read(message) }
    default: break
    }
    sensors[number.index] = context.sensor
    guard let report else { return }
    if case .polar = report.position, !placeOnPage(number) {
      sensors[number.index].tally.add(.noPosition)
      return
    }
    sensors[number.index].plots &+= 1
    reports.append(report)
  }

  private static func sensorID(of record: AsterixRecord, in datagram: DecodedDatagram) -> SensorID? {
    guard let range = datagram.byteRange(ofItem: "010", in: record), range.count == 2,
      range.upperBound <= datagram.bytes.count
    else { return nil }
    return .asterix(sac: datagram.bytes[range.lowerBound], sic: datagram.bytes[range.lowerBound + 1])
  }

  // MARK: - Receivers

  private mutating func ingestReceived(
    _ entry: LogEntry, into reports: inout [SensorReport],
    read: (inout ReceiverNetwork, MonitoredSensor) -> ReceiverNetwork.Outcome
  ) {
    guard let number = number(of: .receiver(entry.feed)) else {
      unattributed.add(.tooManySensors)
      return
    }
    sensors[number.index].hear(at: entry.receiveTime)
    if sensors[number.index].type == .unknown { sensors[number.index].type = .modeSReceiver }
    switch read(&network, sensors[number.index]) {
    case .report(let report):
      sensors[number.index].plots &+= 1
      reports.append(report)
    case .refused(let reason): sensors[number.index].tally.add(reason)
    case .nothing: break
    }
  }

  // MARK: - Remote ID

  private mutating func ingestRemoteID(_ entry: LogEntry, into reports: inout [SensorReport]) {
    guard let number = number(of: .receiver(entry.feed)) else {
      unattributed.add(.tooManySensors)
      return
    }
    sensors[number.index].hear(at: entry.receiveTime)
    if sensors[number.index].type == .unknown { sensors[number.index].type = .remoteIDReceiver }
    let reading = remoteID.read(entry, sensor: number)
    for reason in reading.reasons { sensors[number.index].tally.add(reason) }
    guard let report = reading.report else { return }
    sensors[number.index].plots &+= 1
    reports.append(report)
  }

  // MARK: - The list

  /// The number of a sensor, which is new where it was never heard before; nil where the list is full.
  private mutating func number(of id: SensorID) -> SensorNumber? {
    if let number = numbers[id] { return number }
    guard sensors.count < Self.sensorsMax else { return nil }
    return add(SensorConfiguration(id: id, name: "\(id)"), isConfigured: false)
  }

  @discardableResult
  private mutating func add(_ configuration: SensorConfiguration, isConfigured: Bool) -> SensorNumber? {
    guard sensors.count < Self.sensorsMax, numbers[configuration.id] == nil else { return nil }
    let number = SensorNumber(rawValue: UInt16(sensors.count))
    sensors.append(
      MonitoredSensor(number: number, configuration: configuration, isConfigured: isConfigured, page: .map))
    numbers[configuration.id] = number
    return number
  }

  /// Gives a radar of unknown position a page of its own. False where none is left: the map is no place for it.
  private mutating func placeOnPage(_ number: SensorNumber) -> Bool {
    guard sensors[number.index].antenna == nil, sensors[number.index].page == .map else { return true }
    guard nextPage != 0 else { return false }
    sensors[number.index].page = PicturePage(rawValue: nextPage)
    nextPage &+= 1
    return true
  }
}

extension SensorBank: CanonicalCodable {
  private static var version: UInt16 { 2 }

  public func encode(to writer: inout CanonicalWriter) {
    writer.write(Self.version)
    writer.write(sensors)
    writer.write(unattributed)
    writer.write(network)
    writer.write(remoteID)
    writer.write(nextPage)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    try reader.expectVersion(Self.version, of: "the sensors' state")
    let start = reader.offset
    sensors = try reader.list()
    guard sensors.count <= Self.sensorsMax, sensors.enumerated().allSatisfy({ $0.offset == $0.element.number.index })
    else { throw .invalid(offset: start, what: "list of sensors") }
    unattributed = try reader.value()
    network = try reader.value()
    remoteID = try reader.value()
    nextPage = try reader.integer()
    for sensor in sensors { numbers[sensor.configuration.id] = sensor.number }
  }
}
