import Glibc

/// A file or pipe being read from its start, in chunks.
///
/// Reading keeps no place in the descriptor where the file allows it, so that copies of a reader are independent.
final class InputFile: Sendable {
  let path: String
  private let descriptor: Int32
  private let isSeekable: Bool

  init(path: String) throws(FeedError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing(path: path) : .unreadable(path: path, reason: Self.systemReason())
    }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    guard !isKnown || status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw .directory(path: path)
    }
    isSeekable = isKnown && status.st_mode & S_IFMT == S_IFREG
  }

  deinit { close(descriptor) }

  /// The size of a regular file; nil of anything else.
  var size: Int? {
    var status = stat()
    return isSeekable && fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
  }

  /// The next octets at `offset`, at most `count`; none at the end.
  func read(at offset: Int, count: Int) throws(FeedError) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while true {
        let got =
          isSeekable
          ? pread(descriptor, buffer.baseAddress, count, off_t(offset))
          : Glibc.read(descriptor, buffer.baseAddress, count)
        if got >= 0 {
          filled = got
          return
        }
        guard errno == EINTR else {
          failed = true
          return
        }
      }
    }
    if failed { throw .unreadable(path: path, reason: Self.systemReason()) }
    return bytes
  }

  private static func systemReason() -> String { String(cString: strerror(errno)) }
}
