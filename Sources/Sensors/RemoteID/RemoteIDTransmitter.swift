import RemoteID
import Surveillance

/// One transmitter and what it has said.
struct RemoteIDTransmitter: Hashable, Sendable {
  /// As the receiver knows it; 0 where it does not.
  let address: UInt64
  private(set) var state = RemoteIDState()
  /// The name it goes by now.
  private(set) var identifier: UnmannedIdentifier?
  /// The location of its last report, and when that was received.
  private var reported: RemoteIDOctets?
  private var reportedAt = SurveillanceTime.distantPast

  init(address: UInt64) { self.address = address }

  var lastHeard: SurveillanceTime {
    state.lastHeardNanoseconds.map { SurveillanceTime(nanoseconds: $0) } ?? .distantPast
  }

  mutating func take(_ message: RemoteIDMessage, at time: SurveillanceTime) {
    state.take(message, timeNanoseconds: time.nanoseconds)
    identifier = state.identification.flatMap { UnmannedIdentifier($0) }
  }

  /// Whether its location is the one it was reported by a moment ago.
  func isRepeat(at time: SurveillanceTime) -> Bool {
    state.location?.value.octets == reported && time.seconds(since: reportedAt) < RemoteIDReceivers.repeatSeconds
  }

  mutating func noteReport(at time: SurveillanceTime) {
    reported = state.location?.value.octets
    reportedAt = time
  }
}

extension UnmannedIdentifier {
  /// Nil where no name is sent, or one of a type that the standard does not define.
  init?(_ message: RemoteIDBasicID) {
    guard let kind = Kind(rawValue: message.idTypeCode) else { return nil }
    self.init(kind, octets: message.identifierOctets)
  }
}

extension RemoteIDTransmitter: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(address)
    var bytes: [UInt8] = []
    state.encode(into: &bytes)
    writer.write(bytes)
    writer.write(reported?.bytes ?? [])
    writer.write(reportedAt)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    address = try reader.integer()
    let start = reader.offset
    let bytes = try reader.octets()
    do {
      state = try RemoteIDState(decoding: bytes)
    } catch {
      throw .invalid(offset: start, what: "state of a Remote ID transmitter")
    }
    identifier = state.identification.flatMap { UnmannedIdentifier($0) }
    let place = reader.offset
    let octets = try reader.octets()
    reported = RemoteIDOctets(octets)
    guard octets.isEmpty || reported != nil else { throw .invalid(offset: place, what: "reported location") }
    reportedAt = try reader.value()
  }
}
