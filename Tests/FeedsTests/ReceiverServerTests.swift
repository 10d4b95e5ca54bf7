import ModeS
import Surveillance
import Synchronization
import Testing

@testable import Feeds

/// Receivers that connect to Vigie, over real sockets.
@Suite(.timeLimit(.minutes(1))) struct ReceiverServerTests {
  /// A server that runs while a test talks to it.
  private func serving(
    _ receiver: ReceiverProtocol, connectionsMax: Int = 64,
    while body: @Sendable (ReceiverServer, Collector, Notes) async throws -> Void
  ) async throws {
    let server = ReceiverServer(
      ReceiverEndpoint(receiver, host: "127.0.0.1", port: 0, isListening: true), feed: FeedNumber(rawValue: 4),
      connectionsMax: connectionsMax)
    let collector = Collector()
    let notes = Notes()
    let task = Task {
      try await server.run(
        deliver: { collector.add($0) }, state: { collector.add($0) }, note: { notes.add($0) })
    }
    #expect(await eventually { server.port != nil && collector.states == [.connecting, .up] })
    try await body(server, collector, notes)
    task.cancel()
    try await task.value
    #expect(collector.states == [.connecting, .up, .ended(reason: "stopped")])
    #expect(server.counters.open == 0 && server.port == nil)
  }

  @Test(arguments: ReceiverProtocol.allCases)
  func takesWhatEveryReceiverSends(receiver: ReceiverProtocol) async throws {
    let octets = MadeStreams.octets(receiver)
    try await serving(receiver) { server, collector, notes in
      let port = try #require(server.port)
      let first = try await TestSender(to: port)
      let second = try await TestSender(to: port)
      #expect(await eventually { server.counters.open == 2 })
      // Halves in turn: each connection has its own reader.
      let half = octets.count / 2
      try await first.send(Array(octets[..<half]))
      try await second.send(Array(octets[..<half]))
      try await second.send(Array(octets[half...]))
      try await first.send(Array(octets[half...]))
      #expect(await eventually { collector.datagrams.count == 2 * MadeStreams.units(receiver) })
      try await first.end()
      #expect(await eventually { server.counters.open == 1 })
      #expect(await eventually { notes.texts.contains { $0.hasSuffix("closed the connection, 1 open") } })
      try await second.end()
      #expect(await eventually { server.counters.open == 0 })
    }
    try await serving(receiver) { server, collector, _ in
      let sender = try await TestSender(to: try #require(server.port))
      try await sender.send(octets)
      #expect(await eventually { collector.datagrams.count == MadeStreams.units(receiver) })
      #expect(collector.datagrams.allSatisfy { $0.feed == FeedNumber(rawValue: 4) && $0.receiveTime != nil })
      // The server goes while the receiver is still connected.
    }
  }

  @Test func namesFramesByTheAddressTheyComeFromWhereTheStreamNamesNone() async throws {
    let named = BeastFrame.encoded(receiverIdentifier: 0x1234)
    try await serving(.beast) { server, collector, _ in
      let sender = try await TestSender(to: try #require(server.port))
      try await sender.send(try MadeStreams.frame(ticks: 1).encoded + named + MadeStreams.frame(ticks: 2).encoded)
      #expect(await eventually { collector.datagrams.count == 2 })
      let names = collector.datagrams.map { Array($0.payload.prefix(9)) }
      #expect(names == [[0xE3, 0, 0, 0, 0, 127, 0, 0, 1], [0xE3, 0, 0, 0, 0, 0, 0, 0x12, 0x34]])
    }
  }

  @Test func refusesMoreConnectionsThanItHasPlacesForAndSaysSo() async throws {
    try await serving(.sbs, connectionsMax: 2) { server, collector, notes in
      let port = try #require(server.port)
      let first = try await TestSender(to: port)
      let second = try await TestSender(to: port)
      #expect(await eventually { server.counters.open == 2 })
      let third = try await TestSender(to: port)
      #expect(await eventually { third.isClosed })
      #expect(await eventually { notes.texts.contains { $0.contains("was refused: 2 connections are open") } })
      #expect(server.counters == ReceiverServer.Counters(open: 2, accepted: 2, refused: 1))
      try await first.end()
      #expect(await eventually { server.counters.open == 1 })
      let fourth = try await TestSender(to: port)
      try await fourth.send(MadeStreams.octets(.sbs))
      #expect(await eventually { collector.datagrams.count == MadeStreams.units(.sbs) })
      try await second.end()
      try await fourth.end()
    }
  }

  @Test func closesAConnectionThatSendsSomethingElse() async throws {
    try await serving(.beast) { server, collector, notes in
      let sender = try await TestSender(to: try #require(server.port))
      try await sender.send(MadeStreams.octets(.sbs))
      #expect(await eventually { sender.isClosed })
      #expect(await eventually { notes.texts.contains { $0.contains("sends something else than Beast frames") } })
      #expect(collector.datagrams.isEmpty)
    }
  }

  @Test func readsNoFurtherThanItsDatagramsAreTaken() async throws {
    let server = ReceiverServer(ReceiverEndpoint(.sbs, host: "127.0.0.1", port: 0, isListening: true))
    let gate = Gate()
    let collector = Collector()
    let task = Task {
      try await server.run(
        deliver: {
          collector.add($0)
          await gate.pass()
        }, state: { collector.add($0) })
    }
    #expect(await eventually { server.port != nil })
    let sender = try await TestSender(to: try #require(server.port))
    // More than the system holds between the two: a line each, and a long one that counts for nothing.
    let octets = Array("MSG,8,,,ABDF3F,,,,,,,,,,,,,,,,,\n".utf8) + [UInt8](repeating: 0x78, count: 16_000) + [0x0A]
    let copies = 1200
    for _ in 0..<copies { sender.queue(octets) }
    #expect(await eventually { !collector.datagrams.isEmpty })
    // One read was handed over and is not yet taken; the rest waits with the sender.
    #expect(collector.datagrams.count < copies / 10)
    #expect(sender.waitingBytes > 0)
    gate.open()
    #expect(await eventually { collector.datagrams.count == copies })
    task.cancel()
    try await task.value
  }

  @Test func failsWhereThePortIsBusy() async throws {
    let other = try await TestServer(sending: [])
    let server = ReceiverServer(ReceiverEndpoint(.avr, host: "127.0.0.1", port: other.port, isListening: true))
    let collector = Collector()
    try await server.run(deliver: { collector.add($0) }, state: { collector.add($0) })
    #expect(
      collector.states == [
        .connecting,
        .failed(
          reason: "cannot listen at 127.0.0.1:\(other.port): Address already in use: another program listens there: "
            + "end it or choose another port"),
      ])
    try await other.stop()
  }

  @Test func failsWhereTheAddressIsNotOfThisMachine() async throws {
    let server = ReceiverServer(ReceiverEndpoint(.avr, host: "203.0.113.9", port: 0, isListening: true))
    let collector = Collector()
    try await server.run(deliver: { collector.add($0) }, state: { collector.add($0) })
    guard case .failed(let reason)? = collector.states.last else {
      Issue.record("\(collector.states)")
      return
    }
    #expect(reason.contains("it is no address of this machine"))
  }
}

/// What a server told, collected for a test.
final class Notes: Sendable {
  private let held = Mutex<[String]>([])
  var texts: [String] { held.withLock { $0 } }
  func add(_ text: String) { held.withLock { $0.append(text) } }
}

/// Holds whoever passes until it is opened.
final class Gate: Sendable {
  private let opened = AsyncStream<Void>.makeStream()
  func open() { opened.continuation.finish() }
  func pass() async { for await _ in opened.stream {} }
}

extension BeastFrame {
  fileprivate var encoded: [UInt8] {
    var octets: [UInt8] = []
    encode(into: &octets)
    return octets
  }

  fileprivate static func encoded(receiverIdentifier: UInt64) -> [UInt8] {
    var octets: [UInt8] = []
    encode(receiverIdentifier: receiverIdentifier, into: &octets)
    return octets
  }
}
