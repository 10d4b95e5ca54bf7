import Glibc
import NIOCore
import NIOPosix
public import Surveillance
import Synchronization

/// Listens for receivers that connect and send, several at once; each has its own reader.
public final class ReceiverServer: Sendable {
  /// What came so far.
  public struct Counters: Hashable, Sendable {
    /// Connections that are open now.
    public var open = 0
    /// Connections accepted, those that ended included.
    public var accepted = 0
    /// Connections closed at once because too many were open.
    public var refused = 0
  }

  /// Connections open at once; more are refused.
  public static let connectionsMax = 64

  public let endpoint: ReceiverEndpoint
  private let feed: FeedNumber
  private let connectionsMax: Int
  private let totals = Mutex(Counters())
  private let listeningPort = Mutex<Int?>(nil)

  private typealias Connection = NIOAsyncChannel<ByteBuffer, Never>

  /// - Parameters:
  ///   - endpoint: Where to listen; port 0 lets the system choose.
  ///   - feed: The number its datagrams are to carry.
  public init(
    _ endpoint: ReceiverEndpoint, feed: FeedNumber = FeedNumber(rawValue: 1), connectionsMax: Int = connectionsMax
  ) {
    self.endpoint = endpoint
    self.feed = feed
    self.connectionsMax = connectionsMax
  }

  public var counters: Counters { totals.withLock { $0 } }

  /// Where it listens; nil while it does not.
  public var port: Int? { listeningPort.withLock { $0 } }

  /// Runs until the task is cancelled, or at once to its end where it cannot listen. What one read of a connection brings is
  /// delivered together, stamped with the machine's clock; the next read of that connection waits until it was taken.
  /// - Parameters:
  ///   - state: Told how the feed is doing: up while it listens, whoever is connected.
  ///   - note: Told in a sentence who connects, ends, or is refused and why.
  public func run(
    deliver: @escaping @Sendable ([FeedDatagram]) async -> Void, state: @escaping @Sendable (FeedState) async -> Void,
    note: @escaping @Sendable (String) async -> Void = { _ in }
  ) async throws {
    await state(.connecting)
    let listener: NIOAsyncChannel<Connection, Never>
    do { listener = try await listen() } catch {
      return await state(.failed(reason: "cannot listen at \(endpoint.place): \(Self.reason(of: error))"))
    }
    listeningPort.withLock { $0 = listener.channel.localAddress?.port }
    let failure = await serve(listener, deliver: deliver, state: state, note: note)
    listeningPort.withLock { $0 = nil }
    if Task.isCancelled { return await state(.ended(reason: "stopped")) }
    await state(.failed(reason: "listening at \(endpoint.place) ended: \(failure ?? "the socket was closed")"))
  }

  private func listen() async throws -> NIOAsyncChannel<Connection, Never> {
    try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      // The port of a feed that just ended can be taken again.
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.so_keepalive), value: 1)
      .bind(host: endpoint.host, port: endpoint.port) { channel in
        channel.eventLoop.makeCompletedFuture { try Connection(wrappingChannelSynchronously: channel) }
      }
  }

  private static func reason(of error: any Error) -> String {
    let reason = FeedFailure.reason(of: error)
    guard let error = error as? IOError else { return reason }
    switch error.errnoCode {
    case EADDRINUSE: return "\(reason): another program listens there: end it or choose another port"
    case EADDRNOTAVAIL: return "\(reason): it is no address of this machine: 0.0.0.0 stands for all it has"
    case EACCES: return "\(reason): ports below 1024 need a privilege: choose another port"
    default: return reason
    }
  }

  // MARK: Connections

  /// Accepts connections until cancelled; a reason where the socket failed.
  private func serve(
    _ listener: NIOAsyncChannel<Connection, Never>, deliver: @escaping @Sendable ([FeedDatagram]) async -> Void,
    state: @Sendable (FeedState) async -> Void, note: @escaping @Sendable (String) async -> Void
  ) async -> String? {
    do {
      try await listener.executeThenClose { connections, _ in
        await state(.up)
        try await withThrowingDiscardingTaskGroup { group in
          for try await connection in connections {
            guard admit() else {
              group.addTask { await self.refuse(connection, note: note) }
              continue
            }
            group.addTask { await self.read(connection, deliver: deliver, note: note) }
          }
          group.cancelAll()
        }
      }
      return nil
    } catch {
      return FeedFailure.reason(of: error)
    }
  }

  /// Takes a place for a connection; false where there is none.
  private func admit() -> Bool {
    totals.withLock { totals in
      guard totals.open < connectionsMax else {
        totals.refused += 1
        return false
      }
      totals.open += 1
      totals.accepted += 1
      return true
    }
  }

  /// Tells receivers apart that connect to one address: by the IPv4 address they come from, its octets as a number, or the
  /// FNV-1a hash of another one's text, which is the same in every run.
  private static func identifier(of connection: Connection) -> UInt64 {
    guard let host = connection.channel.remoteAddress?.ipAddress else { return 0 }
    if let address = IPv4Address(host) { return UInt64(address.bits) }
    return host.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private func refuse(_ connection: Connection, note: @Sendable (String) async -> Void) async {
    let name = Self.name(of: connection)
    try? await connection.executeThenClose { _, _ in }
    await note("\(name) was refused: \(connectionsMax) connections are open, and that is the most")
  }

  private func read(
    _ connection: Connection, deliver: @Sendable ([FeedDatagram]) async -> Void, note: @Sendable (String) async -> Void
  ) async {
    let name = Self.name(of: connection)
    await note("\(name) connected, \(counters.open) open")
    var stream = ReceiverStream(endpoint.receiverProtocol, feed: feed, sender: Self.identifier(of: connection))
    let reason: String
    do {
      let ending = try await connection.executeThenClose { inbound, _ in
        try await stream.deliver(inbound, to: deliver)
      }
      reason = ending.reason(name, endpoint.receiverProtocol)
    } catch {
      reason = "the connection of \(name) failed: \(FeedFailure.reason(of: error))"
    }
    let open = totals.withLock { totals in
      totals.open -= 1
      return totals.open
    }
    if !Task.isCancelled { await note("\(reason), \(open) open") }
  }

  private static func name(of connection: Connection) -> String {
    guard let address = connection.channel.remoteAddress, let host = address.ipAddress, let port = address.port else {
      return "a receiver"
    }
    return ReceiverEndpoint.place(host: host, port: port)
  }
}
