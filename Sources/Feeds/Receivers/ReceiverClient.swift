import NIOCore
import NIOPosix
public import Surveillance

/// Takes what a receiver's program offers over TCP, and connects again whenever the connection ends.
public struct ReceiverClient: Sendable {
  public let endpoint: ReceiverEndpoint
  private let feed: FeedNumber
  private let retry: RetryPolicy
  private let connectTimeout: Duration

  /// - Parameters:
  ///   - feed: The number its datagrams are to carry.
  ///   - retry: How long to wait before connecting again.
  public init(
    _ endpoint: ReceiverEndpoint, feed: FeedNumber = FeedNumber(rawValue: 1), retry: RetryPolicy = RetryPolicy(),
    connectTimeout: Duration = .seconds(10)
  ) {
    self.endpoint = endpoint
    self.feed = feed
    self.retry = retry
    self.connectTimeout = connectTimeout
  }

  /// Runs until the task is cancelled. What one read brings is delivered together, stamped with the machine's clock; the next
  /// read waits until it was taken.
  public func run(
    deliver: @escaping @Sendable ([FeedDatagram]) async -> Void, state: @escaping @Sendable (FeedState) async -> Void
  ) async throws {
    await BackoffLoop(policy: retry).run(state: state) { await attempt(deliver: deliver, state: state) }
  }

  private func attempt(
    deliver: @Sendable ([FeedDatagram]) async -> Void, state: @Sendable (FeedState) async -> Void
  ) async -> BackoffLoop.Ended {
    var stream = ReceiverStream(endpoint.receiverProtocol, feed: feed)
    func ended(_ reason: String) -> BackoffLoop.Ended {
      BackoffLoop.Ended(reason: reason, wasUseful: stream.frames > 0)
    }
    let channel: NIOAsyncChannel<ByteBuffer, Never>
    do { channel = try await connect() } catch {
      return ended("cannot connect to \(endpoint.place): \(FeedFailure.reason(of: error))")
    }
    do {
      let ending = try await channel.executeThenClose { inbound, _ in
        await state(.up)
        return try await stream.deliver(inbound, to: deliver)
      }
      return ended(ending.reason(endpoint.place, endpoint.receiverProtocol))
    } catch {
      return ended("the connection to \(endpoint.place) failed: \(FeedFailure.reason(of: error))")
    }
  }

  private func connect() async throws -> NIOAsyncChannel<ByteBuffer, Never> {
    let timeout = TimeAmount.nanoseconds(connectTimeout.components.seconds * 1_000_000_000)
    return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(timeout)
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .connect(host: endpoint.host, port: endpoint.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        }
      }
  }
}
