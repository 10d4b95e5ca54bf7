import Glibc
import NIOCore
import NIOPosix
public import Surveillance
import Synchronization

/// Receives ASTERIX over UDP: at an address of this machine, or from a multicast group.
public final class UDPReceiver: Sendable {
  /// What was received so far, over all attempts.
  public struct Counters: Hashable, Sendable {
    /// Datagrams that came from the socket.
    public var received = 0
    /// Datagrams dropped because the reader was too slow and the queue full.
    public var dropped = 0
    /// Datagrams of senders that are not to be listened to.
    public var refusedSender = 0
  }

  public let endpoint: UDPEndpoint
  private let feed: FeedNumber
  private let retry: RetryPolicy
  private let queueLimit: Int
  private let receiveBufferBytes: Int
  private let totals = Mutex(Counters())

  /// - Parameters:
  ///   - feed: The number its datagrams are to carry.
  ///   - queueLimit: Datagrams that may wait for the reader.
  ///   - receiveBufferBytes: Asked of the system for the socket; it may give less.
  public init(
    _ endpoint: UDPEndpoint, feed: FeedNumber = FeedNumber(rawValue: 1), retry: RetryPolicy = RetryPolicy(),
    queueLimit: Int = 65_536, receiveBufferBytes: Int = 8 << 20
  ) {
    self.endpoint = endpoint
    self.feed = feed
    self.retry = retry
    self.queueLimit = queueLimit
    self.receiveBufferBytes = receiveBufferBytes
  }

  /// What was received so far.
  public var counters: Counters { totals.withLock { $0 } }

  /// Runs until the task is cancelled. Datagrams are stamped with the machine's clock as they come, and delivered in
  /// batches.
  public func run(
    deliver: @escaping @Sendable ([FeedDatagram]) async -> Void, state: @escaping @Sendable (FeedState) async -> Void
  ) async throws {
    await BackoffLoop(policy: retry).run(state: state) { await attempt(deliver: deliver, state: state) }
  }

  private func attempt(
    deliver: @Sendable ([FeedDatagram]) async -> Void, state: @Sendable (FeedState) async -> Void
  ) async -> BackoffLoop.Ended {
    let queue = BoundedQueue<FeedDatagram>(limit: queueLimit)
    let channel: any Channel
    do { channel = try await open(queue) } catch {
      return BackoffLoop.Ended(
        reason: "cannot listen at \(endpoint): \(FeedFailure.reason(of: error))", wasUseful: false)
    }
    await state(.up)
    var wasUseful = false
    for await _ in queue.arrivals {
      let batch = queue.takeAll()
      guard !batch.isEmpty else { continue }
      wasUseful = true
      await deliver(batch)
    }
    try? await channel.close()
    return BackoffLoop.Ended(reason: "the socket at \(endpoint) was closed", wasUseful: wasUseful)
  }

  private func open(_ queue: BoundedQueue<FeedDatagram>) async throws -> any Channel {
    let bootstrap = DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.socketOption(.so_reuseaddr), value: 1)
      .channelOption(.socketOption(.so_rcvbuf), value: receiveBufferBytes)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.largestDatagram))
      .channelOption(.maxMessagesPerRead, value: 64)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(DatagramIntake(self, queue))
        }
      }
    let channel = try await bootstrap.bind(host: endpoint.address.description, port: endpoint.port).get()
    do {
      if endpoint.address.isMulticast { try await join(channel) }
    } catch {
      try? await channel.close()
      throw error
    }
    return channel
  }

  /// Octets that UDP can carry, rounded up; a smaller buffer would cut datagrams short.
  private static let largestDatagram = 65_536

  /// Joins the group on the interface that has the given address. The socket option is used as it stands because NIO's own
  /// call refuses the loopback interface, which carries multicast all the same.
  private func join(_ channel: any Channel) async throws {
    guard let options = channel as? any SocketOptionProvider else { return }
    let group = endpoint.address.bits.bigEndian
    let interface = (endpoint.interface?.bits ?? 0).bigEndian
    if let source = endpoint.source {
      // ip_mreq_source: three addresses in the order of the network.
      let membership: InlineArray<3, UInt32> = [group, interface, source.bits.bigEndian]
      try await options.unsafeSetSocketOption(
        level: .ip, name: NIOBSDSocket.Option(rawValue: CInt(IP_ADD_SOURCE_MEMBERSHIP)), value: membership
      ).get()
    } else {
      // ip_mreq: two of them.
      let membership: InlineArray<2, UInt32> = [group, interface]
      try await options.unsafeSetSocketOption(
        level: .ip, name: NIOBSDSocket.Option(rawValue: CInt(IP_ADD_MEMBERSHIP)), value: membership
      ).get()
    }
  }

  /// Called by the channel for every datagram.
  fileprivate func take(_ bytes: ByteBufferView, from sender: SocketAddress, into queue: BoundedQueue<FeedDatagram>) {
    let time = WallClock.now()
    if let source = endpoint.source, sender.ipAddress != source.description {
      totals.withLock { $0.refusedSender += 1 }
      return
    }
    let fits = queue.push(FeedDatagram(receiveTime: time, feed: feed, kind: .asterix, payload: Array(bytes)))
    totals.withLock { totals in
      totals.received += 1
      if !fits { totals.dropped += 1 }
    }
  }
}

/// Hands the socket's datagrams to the receiver.
private final class DatagramIntake: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let receiver: UDPReceiver
  private let queue: BoundedQueue<FeedDatagram>

  init(_ receiver: UDPReceiver, _ queue: BoundedQueue<FeedDatagram>) {
    self.receiver = receiver
    self.queue = queue
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let envelope = unwrapInboundIn(data)
    receiver.take(envelope.data.readableBytesView, from: envelope.remoteAddress, into: queue)
  }

  func channelInactive(context: ChannelHandlerContext) { queue.finish() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A socket reports here what the network told of earlier packets; receiving goes on.
  }
}
