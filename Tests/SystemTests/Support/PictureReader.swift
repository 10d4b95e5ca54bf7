import Foundation

/// Reads the picture stream and holds the picture, the way docs/formats/picture-stream.md asks of a reader.
final class PictureReader {
  private let exchange: HTTPExchange
  private var received: [UInt8] = []

  /// The picture held: tracks by number.
  private(set) var tracks: [UInt32: TrackRecord] = [:]
  private(set) var number: UInt32?
  private(set) var timeNanoseconds: Int64 = 0
  private(set) var status: StatusContent?
  private(set) var alerts: [AlertsContent.Alert] = []
  private(set) var sensors: [SensorsContent.Sensor] = []

  /// Messages read, of any type; snapshots and deltas among them.
  private(set) var messages = 0
  private(set) var snapshots = 0
  private(set) var deltas = 0
  /// Deltas of a later picture that did not follow on the one held.
  private(set) var missedPictures = 0

  private init(_ exchange: HTTPExchange) { self.exchange = exchange }

  /// Opens the stream.
  static func open(port: UInt16, limit: Duration = .seconds(20)) async throws -> PictureReader {
    let exchange = try await HTTPExchange("GET", "/api/v1/picture/stream", port: port, limit: limit)
    let head = try await exchange.head()
    guard head.status == 200, head["Content-Type"] == "application/octet-stream" else {
      throw TestFailure("no picture stream but \(head)")
    }
    return PictureReader(exchange)
  }

  /// Callsigns of the tracks held.
  var callsigns: [String] { tracks.values.map(\.callsign).filter { !$0.isEmpty }.sorted() }

  /// Reads until something has come true; false when it has not within the time, or the stream ended.
  func read(within limit: Duration = .seconds(30), until isTrue: (PictureReader) -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while !isTrue(self) {
      guard ContinuousClock.now < deadline, try await readMessage() else { return false }
    }
    return true
  }

  /// Reads for a while.
  func read(for duration: Duration) async throws {
    _ = try await read(within: duration) { _ in false }
  }

  /// Reads until the server ends the stream.
  func readToEnd() async throws {
    while try await readMessage() {}
  }

  /// Reads the next message; false at the end of the stream.
  func readMessage() async throws -> Bool {
    while true {
      if let body = takeBody() {
        try absorb(PictureMessage(body: body))
        return true
      }
      guard let piece = try await exchange.nextPiece() else { return false }
      received += piece
    }
  }

  private func takeBody() -> [UInt8]? {
    guard received.count >= 4 else { return nil }
    let length = received[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard received.count >= 4 + length else { return nil }
    defer { received.removeFirst(4 + length) }
    return Array(received[4..<4 + length])
  }

  private func absorb(_ message: PictureMessage) throws {
    messages += 1
    switch message.content {
    case .snapshot(let records):
      snapshots += 1
      tracks = Dictionary(records.map { ($0.number, $0) }) { $1 }
      guard tracks.count == records.count else { throw TestFailure("a track stands twice in a snapshot") }
      move(to: message)
    case .delta(let previous, let changed, let removed):
      deltas += 1
      guard previous == number else {
        if let number, message.number > number { missedPictures += 1 }
        return
      }
      for record in changed { tracks[record.number] = record }
      for number in removed { tracks[number] = nil }
      move(to: message)
    case .heartbeat: timeNanoseconds = message.timeNanoseconds
    case .status(let json): try absorb(status: Data(json))
    }
  }

  private func move(to message: PictureMessage) {
    number = message.number
    timeNanoseconds = message.timeNanoseconds
  }

  private func absorb(status json: Data) throws {
    let decoder = JSONDecoder()
    switch try decoder.decode(StatusKind.self, from: json).kind {
    case "status": status = try decoder.decode(StatusContent.self, from: json)
    case "alerts": alerts = try decoder.decode(AlertsContent.self, from: json).alerts
    case "sensors": sensors = try decoder.decode(SensorsContent.self, from: json).sensors
    default: break
    }
  }
}
