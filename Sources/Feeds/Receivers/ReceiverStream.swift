import NIOCore
import Surveillance

/// One connection's octets as datagrams: the same however they are cut. Bounded by what a read brings and one frame or line.
struct ReceiverStream: Sendable {
  let receiverProtocol: ReceiverProtocol
  private let feed: FeedNumber
  /// The receiver at the other end, for frames whose stream names none; zero where it need not be told from others.
  private let sender: UInt64
  private var reader: any FormatReader
  /// Datagrams made.
  private(set) var frames = 0
  private var octets = 0

  /// Octets without a single frame after which the other side is taken for something else.
  private static let patienceBytes = 8192

  init(_ receiverProtocol: ReceiverProtocol, feed: FeedNumber, sender: UInt64 = 0) {
    self.receiverProtocol = receiverProtocol
    self.feed = feed
    self.sender = sender
    reader = receiverProtocol.makeReader()
  }

  /// What these octets complete, received at `time`.
  mutating func take(_ chunk: [UInt8], at time: SurveillanceTime) -> [FeedDatagram] {
    octets += chunk.count
    reader.append(chunk)
    var batch: [FeedDatagram] = []
    while let unit = reader.next() {
      let payload = unit.kind == .beast ? CanonicalBeast.named(unit.payload, by: sender) : unit.payload
      batch.append(FeedDatagram(receiveTime: time, feed: feed, kind: unit.kind, payload: payload))
    }
    frames += batch.count
    return batch
  }

  /// What was passed over, by reason.
  var refusals: [FeedRefusal] { reader.refusals }

  /// Whether enough came to tell that it is not this protocol.
  var isSomethingElse: Bool { frames + reader.otherParts == 0 && octets > Self.patienceBytes }

  /// How a connection came to its end.
  enum Ending: Hashable, Sendable {
    case closed
    case somethingElse

    /// A sentence about the other side.
    func reason(_ name: String, _ receiverProtocol: ReceiverProtocol) -> String {
      switch self {
      case .closed: "\(name) closed the connection"
      case .somethingElse:
        "\(name) sends something else than \(receiverProtocol.units); \(receiverProtocol.offer)"
      }
    }
  }

  /// Delivers what a connection brings until its end; the next read waits until the last was delivered. A line that the end
  /// cut is dropped: it could be read as another value.
  mutating func deliver(
    _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, to deliver: @Sendable ([FeedDatagram]) async -> Void
  ) async throws -> Ending {
    for try await buffer in inbound {
      let batch = take(Array(buffer.readableBytesView), at: WallClock.now())
      if !batch.isEmpty { await deliver(batch) }
      if isSomethingElse { return .somethingElse }
    }
    return .closed
  }
}
