import RemoteID
import Surveillance

/// What unmanned aircraft say of themselves by Remote ID: the messages of each transmitter, whichever receiver heard them.
///
/// Bounded: of more transmitters than ``transmittersMax`` the longest unheard sixteenth is forgotten, and so is what has
/// been silent for ``silenceSeconds``, so that no old operator stands beside a new flight.
struct RemoteIDReceivers: Sendable {
  /// What came of one entry.
  struct Reading {
    var report: SensorReport?
    var reasons: [SensorReason] = []
  }

  static let transmittersMax = 4096
  static let silenceSeconds = 300.0
  /// How often the silent are looked for, seconds.
  private static let sweepSeconds = 60.0
  /// The same location heard again within so many seconds tells nothing new: messages are sent several times, and by
  /// several radios.
  static let repeatSeconds = 1.0

  /// As first heard.
  private var transmitters: [RemoteIDTransmitter] = []
  private var sweptTo = SurveillanceTime.distantPast
  // Looked up, never gone through; made again from the transmitters.
  private var places: [UInt64: Int] = [:]
  private var users: [UnmannedIdentifier: Int] = [:]

  var count: Int { transmitters.count }

  /// Takes one entry; a report comes of each location that has a position.
  mutating func read(_ entry: LogEntry, sensor: SensorNumber) -> Reading {
    sweep(at: entry.receiveTime)
    guard let reception = RemoteIDReception(bytes: entry.payload),
      let message = try? RemoteIDMessage(reception.octets)
    else { return Reading(reasons: [.undecodable]) }
    var reading = Reading()
    if case .pack(let pack) = message, pack.messages.count < pack.elements.count {
      reading.reasons.append(.undecodable)
    }
    // Of an unknown transmitter only what stands in one pack belongs together.
    guard reception.transmitter != 0 else {
      var stranger = RemoteIDTransmitter(address: 0)
      stranger.take(message, at: entry.receiveTime)
      report(stranger, message, entry, sensor, into: &reading)
      return reading
    }
    let place = place(of: reception.transmitter)
    let former = transmitters[place].identifier
    transmitters[place].take(message, at: entry.receiveTime)
    noteIdentifier(former: former, now: transmitters[place].identifier)
    guard message.hasLocation, !transmitters[place].isRepeat(at: entry.receiveTime) else { return reading }
    transmitters[place].noteReport(at: entry.receiveTime)
    report(transmitters[place], message, entry, sensor, into: &reading)
    return reading
  }

  private func report(
    _ transmitter: RemoteIDTransmitter, _ message: RemoteIDMessage, _ entry: LogEntry, _ sensor: SensorNumber,
    into reading: inout Reading
  ) {
    guard message.hasLocation else { return }
    var context = RemoteIDReport(sensor: sensor, receiveTime: entry.receiveTime)
    reading.report = context.report(of: transmitter, transmitterCount: users(of: transmitter.identifier))
    reading.reasons += context.reasons
  }

  // MARK: - Who uses which identifier

  private func users(of identifier: UnmannedIdentifier?) -> Int { max(1, identifier.flatMap { users[$0] } ?? 1) }

  private mutating func noteIdentifier(former: UnmannedIdentifier?, now: UnmannedIdentifier?) {
    guard former != now else { return }
    if let former, let count = users[former] { users[former] = count > 1 ? count - 1 : nil }
    if let now { users[now, default: 0] += 1 }
  }

  // MARK: - The table

  private mutating func place(of address: UInt64) -> Int {
    if let place = places[address] { return place }
    if transmitters.count >= Self.transmittersMax { forgetLongestUnheard() }
    places[address] = transmitters.count
    transmitters.append(RemoteIDTransmitter(address: address))
    return transmitters.count - 1
  }

  private mutating func forgetLongestUnheard() {
    let order = transmitters.indices.sorted {
      (transmitters[$0].lastHeard, $0) < (transmitters[$1].lastHeard, $1)
    }
    var isForgotten = [Bool](repeating: false, count: transmitters.count)
    for place in order.prefix(max(1, Self.transmittersMax / 16)) { isForgotten[place] = true }
    keep(transmitters.indices.filter { !isForgotten[$0] }.map { transmitters[$0] })
  }

  private mutating func sweep(at time: SurveillanceTime) {
    guard time.seconds(since: sweptTo) >= Self.sweepSeconds else { return }
    sweptTo = time
    let heard = transmitters.filter { time.seconds(since: $0.lastHeard) < Self.silenceSeconds }
    if heard.count < transmitters.count { keep(heard) }
  }

  private mutating func keep(_ kept: [RemoteIDTransmitter]) {
    transmitters = kept
    places.removeAll(keepingCapacity: true)
    users.removeAll(keepingCapacity: true)
    for (place, transmitter) in kept.enumerated() {
      places[transmitter.address] = place
      if let identifier = transmitter.identifier { users[identifier, default: 0] += 1 }
    }
  }
}

extension RemoteIDReceivers: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(sweptTo)
    writer.write(transmitters)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    sweptTo = try reader.value()
    let start = reader.offset
    let read: [RemoteIDTransmitter] = try reader.list()
    guard read.count <= Self.transmittersMax else { throw .invalid(offset: start, what: "number of transmitters") }
    keep(read)
    guard places.count == read.count, places[0] == nil else {
      throw .invalid(offset: start, what: "list of transmitters")
    }
  }
}

extension RemoteIDMessage {
  /// Whether it is a location, or a pack with one.
  fileprivate var hasLocation: Bool {
    switch self {
    case .location: true
    case .pack(let pack): pack.messages.contains { $0.type == 1 }
    case .basicID, .authentication, .selfID, .system, .operatorID, .reserved: false
    }
  }
}
