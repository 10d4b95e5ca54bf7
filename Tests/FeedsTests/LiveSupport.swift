import Feeds
import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// What a live feed delivered and told, collected for a test.
final class Collector: Sendable {
  private let state = Mutex((datagrams: [FeedDatagram](), states: [FeedState]()))

  var datagrams: [FeedDatagram] { state.withLock { $0.datagrams } }
  var states: [FeedState] { state.withLock { $0.states } }

  func add(_ batch: [FeedDatagram]) { state.withLock { $0.datagrams += batch } }
  func add(_ feedState: FeedState) { state.withLock { $0.states.append(feedState) } }
}

/// Waits until something holds; false where it does not within ten seconds.
func eventually(_ condition: @Sendable () -> Bool) async -> Bool {
  for _ in 0..<1000 {
    if condition() { return true }
    try? await Task.sleep(for: .milliseconds(10))
  }
  return condition()
}

/// A TCP server that sends the same bytes to everyone who connects.
final class TestServer: Sendable {
  let port: Int
  private let channel: any Channel
  private let clients: ClientList

  /// - Parameter port: 0 for any free one.
  init(sending bytes: [UInt8], port: Int = 0) async throws {
    let clients = ClientList()
    self.clients = clients
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Greeter(bytes, clients))
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    self.port = channel.localAddress?.port ?? 0
  }

  /// Closes the server and all its connections.
  func stop() async throws {
    try await channel.close()
    for client in clients.takeAll() { try? await client.close() }
  }
}

private final class ClientList: Sendable {
  private let channels = Mutex<[any Channel]>([])
  func add(_ channel: any Channel) { channels.withLock { $0.append(channel) } }
  func takeAll() -> [any Channel] {
    channels.withLock { channels in
      defer { channels = [] }
      return channels
    }
  }
}

private final class Greeter: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  private let bytes: [UInt8]
  private let clients: ClientList

  init(_ bytes: [UInt8], _ clients: ClientList) {
    self.bytes = bytes
    self.clients = clients
  }

  func channelActive(context: ChannelHandlerContext) {
    clients.add(context.channel)
    context.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
  }
}

/// A TCP client that sends what it is told.
final class TestSender: Sendable {
  private let channel: any Channel
  private let waiting = Atomic(0)

  init(to port: Int) async throws {
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port).get()
  }

  var isClosed: Bool { !channel.isActive }
  /// Octets that the other side has not room for yet.
  var waitingBytes: Int { waiting.load(ordering: .relaxed) }

  func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

  /// Sends without waiting for it.
  func queue(_ bytes: [UInt8]) {
    waiting.add(bytes.count, ordering: .relaxed)
    channel.writeAndFlush(ByteBuffer(bytes: bytes)).whenComplete { [self] _ in
      waiting.subtract(bytes.count, ordering: .relaxed)
    }
  }

  func end() async throws { try await channel.close() }
}

/// Sends UDP datagrams from a plain socket.
final class UDPSender: Sendable {
  private let descriptor: Int32

  /// - Parameter interface: Where multicast goes out, as an address of this machine.
  init(interface: String = "127.0.0.1") {
    descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    var address = in_addr(s_addr: inet_addr(interface))
    setsockopt(descriptor, Int32(IPPROTO_IP), IP_MULTICAST_IF, &address, socklen_t(MemoryLayout<in_addr>.size))
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8], to host: String, port: Int) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = inet_addr(host)
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { destination in
        _ = sendto(descriptor, bytes, bytes.count, 0, destination, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// A UDP port that nobody uses at the moment.
  static func freePort() -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        _ = bind(descriptor, place, length)
        _ = getsockname(descriptor, place, &length)
      }
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
