import Glibc
import ModeS
import NIOCore
import NIOPosix
public import Surveillance

/// Takes Mode S frames from a receiver's Beast output over TCP, and connects again whenever the connection ends.
public struct BeastClient: Sendable {
  public let host: String
  public let port: Int
  private let feed: FeedNumber
  private let retry: RetryPolicy
  private let connectTimeout: Duration

  /// Octets without a single frame after which the other side is taken for something else.
  private static let patienceBytes = 8192

  /// - Parameters:
  ///   - feed: The number its frames are to carry.
  ///   - retry: How long to wait before connecting again.
  public init(
    host: String, port: Int = FeedAddress.defaultBeastPort, feed: FeedNumber = FeedNumber(rawValue: 1),
    retry: RetryPolicy = RetryPolicy(), connectTimeout: Duration = .seconds(10)
  ) {
    self.host = host
    self.port = port
    self.feed = feed
    self.retry = retry
    self.connectTimeout = connectTimeout
  }

  /// Runs until the task is cancelled. The frames of one read are delivered together, stamped with the machine's clock; the
  /// next read waits until they were taken.
  public func run(
    deliver: @escaping @Sendable ([FeedDatagram]) async -> Void, state: @escaping @Sendable (FeedState) async -> Void
  ) async throws {
    await BackoffLoop(policy: retry).run(state: state) { await attempt(deliver: deliver, state: state) }
  }

  private func attempt(
    deliver: @Sendable ([FeedDatagram]) async -> Void, state: @Sendable (FeedState) async -> Void
  ) async -> BackoffLoop.Ended {
    var reader = BeastReader()
    var received = 0
    func ended(_ reason: String) -> BackoffLoop.Ended {
      BackoffLoop.Ended(reason: reason, wasUseful: reader.counters.frames > 0)
    }
    let channel: NIOAsyncChannel<ByteBuffer, Never>
    do { channel = try await connect() } catch {
      return ended("cannot connect to \(host):\(port): \(FeedFailure.reason(of: error))")
    }
    do {
      return try await channel.executeThenClose { inbound, _ in
        await state(.up)
        for try await buffer in inbound {
          let time = WallClock.now()
          received += buffer.readableBytes
          reader.append(contentsOf: buffer.readableBytesView)
          var batch: [FeedDatagram] = []
          while let frame = reader.next() {
            batch.append(
              FeedDatagram(receiveTime: time, feed: feed, kind: .beast, payload: CanonicalBeast.bytes(of: frame)))
          }
          if !batch.isEmpty { await deliver(batch) }
          if reader.counters.frames + reader.counters.otherFrames == 0, received > Self.patienceBytes {
            return ended(
              "\(host):\(port) sends something else than Beast frames; readsb and dump1090 offer Beast on port 30005")
          }
        }
        return ended("\(host):\(port) closed the connection")
      }
    } catch {
      return ended("the connection to \(host):\(port) failed: \(FeedFailure.reason(of: error))")
    }
  }

  private func connect() async throws -> NIOAsyncChannel<ByteBuffer, Never> {
    let timeout = TimeAmount.nanoseconds(connectTimeout.components.seconds * 1_000_000_000)
    return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(timeout)
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .connect(host: host, port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        }
      }
  }
}

/// Errors of the network in words.
enum FeedFailure {
  static func reason(of error: any Error) -> String {
    switch error {
    case let error as IOError: String(cString: strerror(error.errnoCode))
    case let error as NIOConnectionError: connectionReason(error)
    case is CancellationError: "stopped"
    case ChannelError.connectTimeout: "no answer in time"
    default: "\(error)"
    }
  }

  private static func connectionReason(_ error: NIOConnectionError) -> String {
    if let first = error.connectionErrors.first { return reason(of: first.error) }
    if error.dnsAError != nil || error.dnsAAAAError != nil { return "the host name is not known" }
    return "no address could be reached"
  }
}
