import Foundation

/// A socket on 127.0.0.1 that never blocks the thread it is used on; closed with this object.
final class LoopbackSocket {
  private let descriptor: Int32
  private var isClosed = false

  private init(descriptor: Int32) throws {
    guard descriptor >= 0 else { throw Self.failure("socket") }
    self.descriptor = descriptor
    guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else {
      throw Self.failure("fcntl")
    }
  }

  deinit { end() }

  /// Closes it now.
  func end() {
    if !isClosed { close(descriptor) }
    isClosed = true
  }

  /// Connects to a port.
  /// - Parameter receiveBufferBytes: A small one fills up soon when nobody reads.
  static func connected(to port: UInt16, receiveBufferBytes: Int32? = nil) async throws -> LoopbackSocket {
    let socket = try LoopbackSocket(descriptor: Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    if let receiveBufferBytes { try socket.set(SO_RCVBUF, to: receiveBufferBytes) }
    let isStarted = try socket.withAddress(port) { connect(socket.descriptor, $0, $1) == 0 } || errno == EINPROGRESS
    guard isStarted, try await wait(within: .seconds(10), until: { socket.isReady(POLLOUT) }) else {
      throw failure("connect")
    }
    guard socket.error == 0 else { throw TestFailure("cannot connect to port \(port): nobody listens") }
    return socket
  }

  /// Listens for connections.
  /// - Parameter port: 0 lets the system choose.
  static func listening(on port: UInt16 = 0) throws -> LoopbackSocket {
    let socket = try LoopbackSocket(descriptor: Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    // The port of a connection that was just closed can be taken again.
    try socket.set(SO_REUSEADDR, to: 1)
    guard try socket.withAddress(port, { bind(socket.descriptor, $0, $1) }) == 0, listen(socket.descriptor, 8) == 0
    else {
      throw failure("listen")
    }
    return socket
  }

  /// Sends datagrams.
  static func datagrams(to port: UInt16) throws -> LoopbackSocket {
    let socket = try LoopbackSocket(descriptor: Foundation.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0))
    guard try socket.withAddress(port, { connect(socket.descriptor, $0, $1) }) == 0 else { throw failure("connect") }
    return socket
  }

  /// A port where nobody takes datagrams now.
  static func freeDatagramPort() throws -> UInt16 {
    let socket = try LoopbackSocket(descriptor: Foundation.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0))
    guard try socket.withAddress(0, { bind(socket.descriptor, $0, $1) }) == 0 else { throw failure("bind") }
    return socket.port
  }

  /// Its own port.
  var port: UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) } == 0
    }
    return isKnown ? UInt16(bigEndian: address.sin_port) : 0
  }

  /// The next connection of a listening socket; nil when none came in time.
  func accept(within limit: Duration) async throws -> LoopbackSocket? {
    var accepted: Int32 = -1
    let descriptor = descriptor
    _ = try await wait(within: limit) {
      accepted = Foundation.accept(descriptor, nil, nil)
      return accepted >= 0
    }
    return accepted >= 0 ? try LoopbackSocket(descriptor: accepted) : nil
  }

  /// Sends all of it.
  func send(_ bytes: [UInt8], within limit: Duration = .seconds(10)) async throws {
    var sent = 0
    let isAllSent = try await wait(within: limit) {
      while sent < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
          Foundation.send(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent, Int32(MSG_NOSIGNAL))
        }
        if count > 0 {
          sent += count
        } else if errno == EAGAIN {
          return false
        } else {
          throw Self.failure("send")
        }
      }
      return true
    }
    guard isAllSent else { throw TestFailure("nobody took \(bytes.count - sent) octets") }
  }

  /// What came in, at least one octet; empty at the end of the connection.
  func receive(within limit: Duration) async throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var count = -1
    let hasCome = try await wait(within: limit) {
      count = recv(descriptor, &buffer, buffer.count, 0)
      if count < 0, errno != EAGAIN { throw Self.failure("recv") }
      return count >= 0
    }
    guard hasCome else { throw TestFailure("nothing came for \(limit)") }
    return Array(buffer.prefix(count))
  }

  private var error: Int32 {
    var error: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno
  }

  private func isReady(_ event: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    return poll(&request, 1, 0) == 1
  }

  private func set(_ option: Int32, to value: Int32) throws {
    var value = value
    guard setsockopt(descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
      throw Self.failure("setsockopt")
    }
  }

  private func withAddress<Value>(
    _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Value
  ) throws -> Value {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    return try withUnsafePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        try body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  private static func failure(_ call: String) -> TestFailure {
    TestFailure("\(call): \(String(cString: strerror(errno)))")
  }
}
