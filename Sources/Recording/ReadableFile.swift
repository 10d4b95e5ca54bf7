import Glibc

/// A file open for reading at any place. The descriptor never changes and reading does not move it, so copies of a reader
/// are independent.
final class ReadableFile: Sendable {
  private let descriptor: Int32
  /// Size when it was opened, octets.
  let size: UInt64

  /// Opens a regular file; throws the reason in words.
  init(path: String) throws(SystemFailure) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure.current() }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw SystemFailure(code: EINVAL, reason: "it is not a regular file")
    }
    size = UInt64(max(0, status.st_size))
  }

  deinit { close(descriptor) }

  /// Up to `count` octets at `offset`; fewer only at the end of the file.
  func read(at offset: UInt64, count: Int) throws(SystemFailure) -> [UInt8] {
    var failure: SystemFailure?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(
          descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset) + off_t(filled))
        if got > 0 {
          filled += got
        } else if got == 0 {
          return
        } else if errno != EINTR {
          failure = SystemFailure.current()
          return
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }
}

/// What the operating system answered when it refused.
package struct SystemFailure: Error, Hashable, Sendable {
  package var code: Int32
  /// In words.
  package var reason: String
  package init(code: Int32, reason: String) {
    self.code = code
    self.reason = reason
  }

  /// The failure of the call just made.
  static func current() -> SystemFailure {
    let code = errno
    return SystemFailure(code: code, reason: String(cString: strerror(code)))
  }
}
