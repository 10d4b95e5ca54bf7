import Foundation
import Glibc

/// Where segments are written to. The product has one, the file system; tests put one in between that fails on purpose.
package protocol RecordingDisk: Sendable {
  /// Makes an empty segment; refuses a name that is taken.
  func createSegment(named name: String) throws(SystemFailure) -> any RecordingFile
  /// Takes a segment away again in which nothing was recorded.
  func removeSegment(named name: String)
  /// Brings the folder's list of names to the disk.
  func synchroniseFolder() throws(SystemFailure)
  /// Lets other programs write the recording.
  func close()
}

/// One segment that is being written.
package protocol RecordingFile: AnyObject, Sendable {
  /// Appends all the bytes, or throws; some of them may be there then.
  func append(_ bytes: [UInt8]) throws(SystemFailure)
  /// Cuts the file.
  func truncate(to length: UInt64) throws(SystemFailure)
  /// Brings what was appended to the disk.
  func synchronise() throws(SystemFailure)
  /// Called once, at the end.
  func close()
}

/// The file system: files of mode 0600 in a folder of mode 0700, held by an advisory lock against a second writer.
package final class FileSystemDisk: RecordingDisk {
  private let path: String
  private let descriptor: Int32

  /// Makes the folder if it is not there, and locks it.
  package init(folder: String) throws(RecordingError) {
    path = folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .folder(path: folder, reason: Self.reason(of: folder))
    }
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .folder(path: folder, reason: SystemFailure.current().reason) }
    // Thrown with every property set, so that `deinit` closes the descriptor.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(path: folder) }
  }

  deinit {
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  package func createSegment(named name: String) throws(SystemFailure) -> any RecordingFile {
    let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemFailure.current() }
    return FileSystemFile(descriptor: file)
  }

  package func removeSegment(named name: String) { unlinkat(descriptor, name, 0) }

  package func synchroniseFolder() throws(SystemFailure) {
    guard fsync(descriptor) == 0 else { throw SystemFailure.current() }
  }

  package func close() { flock(descriptor, LOCK_UN) }

  /// Cuts a segment at `length` and brings the cut to the disk.
  func cutSegment(named name: String, to length: UInt64) throws(SystemFailure) {
    let file = openat(descriptor, name, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw SystemFailure.current() }
    defer { Glibc.close(file) }
    guard ftruncate(file, off_t(length)) == 0, fsync(file) == 0 else { throw SystemFailure.current() }
  }

  /// Why a folder could not be made, in words.
  private static func reason(of folder: String) -> String {
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory), !isDirectory.boolValue {
      return "a file stands in its place"
    }
    return mkdir(folder, 0o700) == 0 ? "it could not be made" : SystemFailure.current().reason
  }
}

/// A segment in the file system.
private final class FileSystemFile: RecordingFile {
  private let descriptor: Int32

  init(descriptor: Int32) { self.descriptor = descriptor }

  func append(_ bytes: [UInt8]) throws(SystemFailure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw SystemFailure.current()
      }
    }
  }

  func truncate(to length: UInt64) throws(SystemFailure) {
    guard ftruncate(descriptor, off_t(length)) == 0 else { throw SystemFailure.current() }
  }

  func synchronise() throws(SystemFailure) {
    guard fdatasync(descriptor) == 0 else { throw SystemFailure.current() }
  }

  func close() { Glibc.close(descriptor) }
}
