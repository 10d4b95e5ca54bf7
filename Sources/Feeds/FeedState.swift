public import Surveillance

/// How a feed is doing. Its canonical form is the payload of log entries of kind `.feedState`.
public enum FeedState: Hashable, Sendable {
  /// Opening the socket or file.
  case connecting
  /// Open; data may come.
  case up
  /// Failed, and will be tried again.
  case waiting(retrySeconds: Double, reason: String)
  /// Ended by itself or by request.
  case ended(reason: String)
  /// Failed for good.
  case failed(reason: String)
}

extension FeedState: CustomStringConvertible {
  public var description: String {
    switch self {
    case .connecting: "connecting"
    case .up: "up"
    case .waiting(let seconds, let reason): "\(reason); trying again in \((seconds * 10).rounded() / 10) s"
    case .ended(let reason): "ended: \(reason)"
    case .failed(let reason): "failed: \(reason)"
    }
  }
}

extension FeedState: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    switch self {
    case .connecting: writer.write(UInt8(1))
    case .up: writer.write(UInt8(2))
    case .waiting(let seconds, let reason):
      writer.write(UInt8(3))
      writer.write(seconds)
      writer.write(reason)
    case .ended(let reason):
      writer.write(UInt8(4))
      writer.write(reason)
    case .failed(let reason):
      writer.write(UInt8(5))
      writer.write(reason)
    }
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    switch try reader.integer(UInt8.self) {
    case 1: self = .connecting
    case 2: self = .up
    case 3: self = .waiting(retrySeconds: try reader.double(), reason: try reader.text())
    case 4: self = .ended(reason: try reader.text())
    case 5: self = .failed(reason: try reader.text())
    default: throw .invalid(offset: start, what: "feed state")
    }
  }
}
