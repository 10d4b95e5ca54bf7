import Surveillance
import Testing

@testable import Feeds

@Suite struct AddressTests {
  @Test func understandsAddresses() throws {
    #expect(try receiver("beast://localhost") == ReceiverEndpoint(.beast, host: "localhost", port: 30005))
    #expect(try receiver("beast://10.0.0.7:30104/") == ReceiverEndpoint(.beast, host: "10.0.0.7", port: 30104))
    #expect(try receiver("BEAST://[::1]:1") == ReceiverEndpoint(.beast, host: "::1", port: 1))
    #expect(try receiver("beast+tcp://a:1") == ReceiverEndpoint(.beast, host: "a", port: 1))
    #expect(try receiver("avr://a") == ReceiverEndpoint(.avr, host: "a", port: 30002))
    #expect(try receiver("sbs://a") == ReceiverEndpoint(.sbs, host: "a", port: 30003))
    #expect(try receiver("uat://a") == ReceiverEndpoint(.uat, host: "a", port: 30978))
    #expect(
      try receiver("sbs://0.0.0.0:30103?listen")
        == ReceiverEndpoint(.sbs, host: "0.0.0.0", port: 30103, isListening: true))
    #expect(try FeedAddress.parse("recording/one.ast") == .file(path: "recording/one.ast"))
    #expect(try FeedAddress.parse("file:///tmp/one.ast") == .file(path: "/tmp/one.ast"))
    let group = try #require(IPv4Address("232.1.1.11"))
    #expect(try FeedAddress.parse("udp://232.1.1.11:21111") == .udp(UDPEndpoint(address: group, port: 21111)))
    #expect(
      try FeedAddress.parse("udp://232.1.1.11:21111?interface=10.0.0.5&source=10.64.98.1")
        == .udp(
          UDPEndpoint(
            address: group, port: 21111, interface: IPv4Address("10.0.0.5"), source: IPv4Address("10.64.98.1"))))
  }

  private func receiver(_ text: String) throws -> ReceiverEndpoint? {
    guard case .receiver(let endpoint) = try FeedAddress.parse(text) else { return nil }
    return endpoint
  }

  @Test(arguments: [
    "beast://localhost:30005", "beast://[::1]:30005", "avr://h:1", "sbs://h:2", "uat://[::]:3?listen",
    "udp://239.1.2.3:8600", "some/file.pcap",
  ])
  func writesAddressesAsTheyAreRead(text: String) throws {
    #expect(try FeedAddress.parse(text).description == text)
  }

  @Test(arguments: [
    ("", "expected an address or a file, found nothing"),
    ("beast://", "the host is missing"),
    ("beast://host:99999", "expected a port from 1 to 65535, found \"99999\""),
    ("beast://host:abc", "expected a port from 1 to 65535, found \"abc\""),
    ("beast://host:+80", "expected a port from 1 to 65535, found \"+80\""),
    ("beast://::1", "expected HOST:PORT; put an IPv6 address in brackets"),
    ("beast://[::1", "the bracket before the address is not closed"),
    ("beast://host/path", "expected HOST:PORT, found a path behind it"),
    ("beast://host?x=1", "expected the parameter listen, found \"x=1\""),
    ("avr://host:1?", "expected the parameter listen, found \"\""),
    ("avr://host:1?listen=1", "expected the parameter listen, found \"listen=1\""),
    ("uat://0.0.0.0?listen", "the port to listen at is missing: expected uat://0.0.0.0:PORT?listen"),
    ("sbs://", "the host is missing"),
    (
      "tcp://host:1",
      "expected beast://HOST:PORT, udp://GROUP:PORT, avr://, sbs://, uat://, remoteid:// or a file, found the scheme tcp://"
    ),
    (
      "udp+tcp://host:1",
      "expected beast://HOST:PORT, udp://GROUP:PORT, avr://, sbs://, uat://, remoteid:// or a file, found the scheme udp+tcp://"
    ),
    ("udp://239.1.2.3", "the port is missing: expected udp://GROUP:PORT"),
    ("udp://radar:8600", "expected an IPv4 address such as 239.1.2.3, found \"radar\""),
    ("udp://239.1.2.256:8600", "expected an IPv4 address such as 239.1.2.3, found \"239.1.2.256\""),
    ("udp://239.1.2.3:8600?eth0", "expected NAME=IPV4ADDRESS behind the ?, found \"eth0\""),
    ("udp://239.1.2.3:8600?ttl=1.1.1.1", "expected the parameters interface or source, found \"ttl\""),
    (
      "udp://10.0.0.1:8600?interface=10.0.0.1",
      "interface= belongs to a multicast group (224.0.0.0 to 239.255.255.255), not to 10.0.0.1"
    ),
  ])
  func saysWhatIsWrongWithAnAddress(text: String, reason: String) {
    #expect(throws: FeedError.badAddress(text: text, reason: reason)) { try FeedAddress.parse(text) }
  }

  @Test(arguments: [
    FeedState.connecting, .up, .waiting(retrySeconds: 2.5, reason: "refused"), .ended(reason: "stopped"),
    .failed(reason: ""),
  ])
  func statesKeepTheirCanonicalForm(state: FeedState) throws {
    var writer = CanonicalWriter()
    writer.write(state)
    var reader = CanonicalReader(writer.bytes)
    #expect(try FeedState(from: &reader) == state)
    #expect(reader.isAtEnd)
    for length in writer.bytes.indices {
      var reader = CanonicalReader(Array(writer.bytes[..<length]))
      #expect(throws: CanonicalDecodingError.self) { try FeedState(from: &reader) }
    }
  }

  @Test func waitsTwiceAsLongAfterEveryFailureUpToALimit() {
    let policy = RetryPolicy(firstSeconds: 0.5, limitSeconds: 30)
    #expect((1...9).map { policy.nominalSeconds(afterFailures: $0) } == [0.5, 1, 2, 4, 8, 16, 30, 30, 30])
    #expect(policy.nominalSeconds(afterFailures: .max) == 30)
    for failures in 1...20 {
      let nominal = policy.nominalSeconds(afterFailures: failures)
      #expect((nominal * 0.75...nominal).contains(policy.seconds(afterFailures: failures)))
    }
  }
}
