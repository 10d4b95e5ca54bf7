import Glibc
import NIOCore
import NIOPosix

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
