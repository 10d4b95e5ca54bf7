import Geodesy
import ModeS
import ReceiverReports
import Surveillance

/// All receivers of what aircraft send of their own accord, as one: a message counts once however many heard it, and the two
/// halves of a position may come by different receivers.
struct ReceiverNetwork: Sendable {
  /// What came of one entry.
  enum Outcome {
    case report(SensorReport)
    case refused(SensorReason)
    /// It told something that no report carries alone, as an identification does; it stands in the next report.
    case nothing
  }

  /// Which receivers hear which aircraft.
  private(set) var receptions = ReceptionBook()
  private var decoder = ModeSDecoder()
  private var recent = RecentMessages()
  private var spoken = SpokenAircraft()

  // MARK: Mode S

  /// Reads one frame in the log's form.
  mutating func readFrame(_ entry: LogEntry, by sensor: MonitoredSensor) -> Outcome {
    guard let frame = ReceivedFrame(entry.payload) else { return .refused(.undecodable) }
    guard frame.message.byteCount != 2 else { return .refused(.modeAC) }
    let time = entry.receiveTime
    let source = ReceptionSource(sensor: sensor.number, identifier: frame.receiverIdentifier)
    if let original = recent.original(of: frame.message, from: source, at: time) {
      if let address = original.address {
        receptions.note(address, heardBy: source, level: frame.signalLevel, at: time)
      }
      return .refused(.duplicate)
    }
    let reading = decoder.decode(
      frame.message, timeNanoseconds: time.nanoseconds, receiverPosition: sensor.antenna.map(CPRPosition.init))
    let address = reading.rejection == nil || reading.rejection == .unconfirmed ? reading.address : nil
    recent.note(frame.message, from: source, address: address, at: time)
    if let address { receptions.note(address, heardBy: source, level: frame.signalLevel, at: time) }
    return outcome(reading, frame, at: time, by: sensor.number)
  }

  private func outcome(
    _ reading: ModeSReading, _ frame: ReceivedFrame, at time: SurveillanceTime, by sensor: SensorNumber
  ) -> Outcome {
    switch reading.rejection {
    case .badParity: return .refused(.badParity)
    case .unknownAddress, .impossibleAddress: return .refused(.unknownAddress)
    case .unconfirmed: return .refused(.unconfirmed)
    case .notDecoded: return .refused(.formatNotDecoded)
    case nil: break
    }
    guard let message = reading.report else { return .nothing }
    if let reason = message.positionRejection {
      return reason == .awaitingOtherHalf ? .nothing : .refused(.positionRejected)
    }
    guard let position = message.position,
      let aircraft = decoder.squitters.aircraft(address: message.address, qualifier: message.qualifier)
    else { return .nothing }
    let replies = message.qualifier.isICAOAddress ? decoder.aircraft(address: message.address) : nil
    return .report(
      ModeSReports(time: time, sensor: sensor).report(
        message, at: position, of: aircraft, replies: replies, isMultilaterated: frame.isMultilaterated))
  }

  // MARK: Decoded messages

  /// Reads one SBS line.
  mutating func readSBS(_ entry: LogEntry, by sensor: MonitoredSensor) -> Outcome {
    guard let line = try? SBSLine(octets: entry.payload[...]) else { return .refused(.undecodable) }
    guard let report = line.report else { return .nothing }
    return take(report, entry, by: sensor)
  }

  /// Reads one line of UAT text.
  mutating func readUAT(_ entry: LogEntry, by sensor: MonitoredSensor) -> Outcome {
    guard let line = try? UATLine(String(decoding: entry.payload, as: UTF8.self)) else {
      return .refused(.undecodable)
    }
    guard case .downlink(let frame, _) = line else { return .refused(.uplink) }
    guard let message = try? UATMessage(frame) else { return .refused(.undecodable) }
    return take(ReceiverReport(message, timeNanoseconds: nil), entry, by: sensor)
  }

  /// Reads what a receiver's list says of one aircraft.
  mutating func readReport(_ entry: LogEntry, by sensor: MonitoredSensor) -> Outcome {
    guard let report = try? ReceiverReport(decoding: entry.payload[...]) else { return .refused(.undecodable) }
    return take(report, entry, by: sensor)
  }

  private mutating func take(_ said: ReceiverReport, _ entry: LogEntry, by sensor: MonitoredSensor) -> Outcome {
    if said.address.isICAO {
      receptions.note(
        said.address.value, heardBy: ReceptionSource(sensor: sensor.number), level: 0, at: entry.receiveTime)
    }
    return spoken.take(said, from: sensor.number, at: entry.receiveTime).map { .report($0) } ?? .nothing
  }
}

extension CPRPosition {
  fileprivate init(_ place: GeodeticPosition) {
    self.init(
      latitudeDegrees: Angle.degrees(fromRadians: place.latitudeRadians),
      longitudeDegrees: Angle.degrees(fromRadians: place.longitudeRadians))
  }
}

extension ReceiverNetwork: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    var bytes: [UInt8] = []
    decoder.encode(into: &bytes)
    writer.write(bytes)
    writer.write(recent)
    writer.write(receptions)
    writer.write(spoken)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    let bytes = try reader.octets()
    do {
      decoder = try ModeSDecoder(decoding: bytes)
    } catch {
      throw .invalid(offset: start, what: "receivers' state")
    }
    recent = try reader.value()
    receptions = try reader.value()
    spoken = try reader.value()
  }
}
