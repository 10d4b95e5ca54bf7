import ModeS
import Surveillance
import Testing

@testable import Feeds

@Suite(.timeLimit(.minutes(1))) struct LiveFeedTests {
  private let quick = RetryPolicy(firstSeconds: 0.02, limitSeconds: 0.1)

  private static let frames: [UInt8] = {
    var bytes: [UInt8] = []
    for ticks in [0x1A, 0x1A1A, 12_000_000] as [UInt64] {
      guard let message = ModeSFrame(hexadecimal: "8D40621D58C382D690C8AC2863A7"),
        let frame = BeastFrame(timestamp: ticks, signalLevel: 90, message: message)
      else { continue }
      frame.encode(into: &bytes)
    }
    return bytes
  }()

  // MARK: Receivers

  private func client(_ receiver: ReceiverProtocol, _ server: TestServer) -> ReceiverClient {
    ReceiverClient(
      ReceiverEndpoint(receiver, host: "127.0.0.1", port: server.port), feed: FeedNumber(rawValue: 3), retry: quick)
  }

  private func isWaiting(_ state: FeedState, _ words: String = "") -> Bool {
    if case .waiting(_, let reason) = state { words.isEmpty || reason.contains(words) } else { false }
  }

  @Test func stampsWhatItReceivesAndConnectsAgain() async throws {
    let server = try await TestServer(sending: Self.frames)
    let client = client(.beast, server)
    let collector = Collector()
    let before = WallClock.now()
    let task = Task { try await client.run(deliver: { collector.add($0) }, state: { collector.add($0) }) }
    #expect(await eventually { collector.datagrams.count == 3 })
    try await server.stop()
    #expect(await eventually { collector.states.contains { isWaiting($0) } })
    let second = try await TestServer(sending: Self.frames, port: server.port)
    #expect(await eventually { collector.datagrams.count == 6 })
    task.cancel()
    try await task.value
    try await second.stop()

    let datagrams = collector.datagrams
    #expect(datagrams.allSatisfy { $0.kind == .beast && $0.feed == FeedNumber(rawValue: 3) })
    #expect(
      datagrams.compactMap { CanonicalBeast.frame(of: $0.payload)?.timestamp }.prefix(3) == [0x1A, 0x1A1A, 12_000_000])
    let after = WallClock.now()
    #expect(datagrams.allSatisfy { ($0.receiveTime ?? .distantPast) >= before && ($0.receiveTime ?? after) <= after })
    #expect(collector.states.first == .connecting)
    #expect(collector.states.filter { $0 == .up }.count == 2)
    #expect(collector.states.last == .ended(reason: "stopped"))
  }

  @Test(arguments: ReceiverProtocol.allCases)
  func connectsAgainWhenAReceiverComesBack(receiver: ReceiverProtocol) async throws {
    let server = try await TestServer(sending: MadeStreams.octets(receiver))
    let client = client(receiver, server)
    let collector = Collector()
    let task = Task { try await client.run(deliver: { collector.add($0) }, state: { collector.add($0) }) }
    let units = MadeStreams.units(receiver)
    #expect(await eventually { collector.datagrams.count == units })
    try await server.stop()
    #expect(await eventually { collector.states.contains { isWaiting($0, "closed the connection") } })
    #expect(await eventually { collector.states.contains { isWaiting($0, "Connection refused") } })
    let second = try await TestServer(sending: MadeStreams.octets(receiver), port: server.port)
    #expect(await eventually { collector.datagrams.count == 2 * units })
    task.cancel()
    try await task.value
    try await second.stop()
    #expect(collector.datagrams.prefix(units).map(\.payload) == collector.datagrams.suffix(units).map(\.payload))
    #expect(collector.states.last == .ended(reason: "stopped"))
  }

  @Test func saysWhyItCannotConnect() async throws {
    let server = try await TestServer(sending: [])
    try await server.stop()
    let client = client(.sbs, server)
    let collector = Collector()
    let task = Task { try await client.run(deliver: { collector.add($0) }, state: { collector.add($0) }) }
    #expect(await eventually { collector.states.count > 6 })
    task.cancel()
    try await task.value
    let reasons = collector.states.compactMap { if case .waiting(_, let reason) = $0 { reason } else { nil } }
    #expect(Set(reasons) == ["cannot connect to 127.0.0.1:\(server.port): Connection refused"])
  }

  @Test(arguments: [
    (ReceiverProtocol.beast, "Beast frames; readsb and dump1090 offer Beast on port 30005"),
    (.avr, "AVR lines; readsb and dump1090 offer AVR on port 30002"),
    (.sbs, "SBS lines; readsb and dump1090 offer SBS on port 30003"),
    (.uat, "UAT lines; dump978 offers UAT as text on port 30978"),
  ])
  func noticesThatTheOtherSideSendsSomethingElse(receiver: ReceiverProtocol, words: String) async throws {
    let server = try await TestServer(sending: Array(repeating: UInt8(ascii: "M"), count: 20_000))
    let client = client(receiver, server)
    let collector = Collector()
    let task = Task { try await client.run(deliver: { collector.add($0) }, state: { collector.add($0) }) }
    #expect(
      await eventually {
        collector.states.contains { isWaiting($0, "127.0.0.1:\(server.port) sends something else than \(words)") }
      })
    task.cancel()
    try await task.value
    try await server.stop()
    #expect(collector.datagrams.isEmpty)
  }

  // MARK: UDP

  private func receive(
    _ endpoint: UDPEndpoint, queueLimit: Int = 1000, pause: Duration = .zero,
    while body: @Sendable (UDPReceiver, Collector) async throws -> Void
  ) async throws -> Collector {
    let receiver = UDPReceiver(endpoint, feed: FeedNumber(rawValue: 2), retry: quick, queueLimit: queueLimit)
    let collector = Collector()
    let task = Task {
      try await receiver.run(
        deliver: {
          collector.add($0)
          try? await Task.sleep(for: pause)
        }, state: { collector.add($0) })
    }
    try await body(receiver, collector)
    task.cancel()
    try await task.value
    #expect(collector.states.last == .ended(reason: "stopped"))
    return collector
  }

  @Test(arguments: ["239.255.77.77", "127.0.0.1"])
  func receivesEveryDatagram(address: String) async throws {
    let group = try #require(IPv4Address(address))
    let endpoint = UDPEndpoint(
      address: group, port: UDPSender.freePort(), interface: group.isMulticast ? IPv4Address("127.0.0.1") : nil)
    let sent = (0..<300).map { block048(secondsOfDay: Double($0)) }
    let collector = try await receive(endpoint) { receiver, collector in
      #expect(await eventually { collector.states.last == .up })
      let sender = UDPSender()
      for datagram in sent { sender.send(datagram, to: address, port: endpoint.port) }
      #expect(await eventually { collector.datagrams.count == sent.count })
      #expect(receiver.counters == UDPReceiver.Counters(received: 300, dropped: 0, refusedSender: 0))
    }
    #expect(collector.datagrams.map(\.payload) == sent)
    #expect(collector.datagrams.allSatisfy { $0.kind == .asterix && $0.feed == FeedNumber(rawValue: 2) })
    #expect(collector.states == [.connecting, .up, .ended(reason: "stopped")])
  }

  @Test func receivesADatagramOfAnySize() async throws {
    let endpoint = UDPEndpoint(address: try #require(IPv4Address("127.0.0.1")), port: UDPSender.freePort())
    let sent = [UInt8](repeating: 7, count: 60_000)
    let collector = try await receive(endpoint) { _, collector in
      #expect(await eventually { collector.states.last == .up })
      UDPSender().send(sent, to: "127.0.0.1", port: endpoint.port)
      #expect(await eventually { collector.datagrams.count == 1 })
    }
    #expect(collector.datagrams.first?.payload == sent)
  }

  @Test func listensToOneSenderOnly() async throws {
    let local = try #require(IPv4Address("127.0.0.1"))
    let endpoint = UDPEndpoint(address: local, port: UDPSender.freePort(), source: IPv4Address("127.0.0.9"))
    let collector = try await receive(endpoint) { receiver, collector in
      #expect(await eventually { collector.states.last == .up })
      UDPSender().send(opaqueBlock, to: "127.0.0.1", port: endpoint.port)
      #expect(await eventually { receiver.counters.refusedSender == 1 })
    }
    #expect(collector.datagrams.isEmpty)
  }

  @Test func dropsAndCountsWhatASlowReaderCannotTake() async throws {
    let endpoint = UDPEndpoint(address: try #require(IPv4Address("127.0.0.1")), port: UDPSender.freePort())
    let collector = try await receive(endpoint, queueLimit: 4, pause: .milliseconds(300)) { receiver, collector in
      #expect(await eventually { collector.states.last == .up })
      let sender = UDPSender()
      for number in 0..<100 {
        sender.send(block048(secondsOfDay: Double(number)), to: "127.0.0.1", port: endpoint.port)
      }
      #expect(await eventually { receiver.counters.received == 100 })
      #expect(await eventually { collector.datagrams.count + receiver.counters.dropped == 100 })
    }
    #expect(collector.datagrams.count < 100)
  }

  @Test func saysWhyAGroupCannotBeJoined() async throws {
    let endpoint = UDPEndpoint(
      address: try #require(IPv4Address("239.255.77.77")), port: UDPSender.freePort(),
      interface: IPv4Address("203.0.113.9"))
    let collector = try await receive(endpoint) { _, collector in
      #expect(await eventually { collector.states.count > 4 })
    }
    #expect(
      collector.states.contains {
        if case .waiting(_, let reason) = $0 {
          reason == "cannot listen at \(endpoint): No such device"
        } else {
          false
        }
      })
  }
}
