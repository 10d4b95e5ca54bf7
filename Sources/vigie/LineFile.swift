import Foundation
import Gzip

/// A text file line by line, plain or gzipped (seen by its first octets): memory does not grow with the file.
final class LineFile {
  /// A longer line is no line of any format read here.
  private static let lineSizeMax = 1 << 20
  private static let gzipMagic: [UInt8] = [0x1F, 0x8B]

  let path: String
  /// Number of the line handed out last, from 1.
  private(set) var lineNumber = 0
  private let handle: FileHandle
  private var inflater: GzipInflater?
  private var buffer: [UInt8] = []
  private var place = 0
  private var isAtEnd = false

  init(path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(.job, "cannot read \(path): there is no such file")
    }
    guard !isFolder.boolValue else { throw Failure(.job, "cannot read \(path): it is a folder: name a file") }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Failure(.job, "cannot read \(path): permission is denied")
    }
    self.path = path
    self.handle = handle
    let first = try read()
    if first.starts(with: Self.gzipMagic) {
      let inflater = GzipInflater()
      self.inflater = inflater
      try inflate(first, with: inflater)
    } else {
      buffer = first
    }
  }

  /// The next line without its end, or nil after the last.
  func next() throws -> ArraySlice<UInt8>? {
    var searched = place
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        let line = buffer[place..<end]
        place = end + 1
        lineNumber += 1
        return line.last == 0x0D ? line.dropLast() : line
      }
      guard !isAtEnd else { return takeRest() }
      guard buffer.count - place <= Self.lineSizeMax else {
        throw Failure(
          .job,
          "cannot read \(path): line \(lineNumber + 1) has more than \(Self.lineSizeMax) octets: is it a text file?")
      }
      buffer.removeFirst(place)
      place = 0
      searched = buffer.count
      try fill()
    }
  }

  private func takeRest() -> ArraySlice<UInt8>? {
    guard place < buffer.count else { return nil }
    let line = buffer[place...]
    place = buffer.count
    lineNumber += 1
    return line
  }

  private func fill() throws {
    let octets = try read()
    if octets.isEmpty {
      isAtEnd = true
      do { try inflater?.finish() } catch { throw failure(error) }
    } else if let inflater {
      try inflate(octets, with: inflater)
    } else {
      buffer.append(contentsOf: octets)
    }
  }

  private func inflate(_ octets: [UInt8], with inflater: GzipInflater) throws {
    do {
      try inflater.inflate(octets) { buffer.append(contentsOf: $0) }
    } catch {
      throw failure(error)
    }
  }

  private func read() throws -> [UInt8] {
    do {
      return [UInt8](try handle.read(upToCount: inflater == nil ? 1 << 16 : 1 << 13) ?? Data())
    } catch {
      throw Failure(.job, "cannot read \(path): \(error.localizedDescription)")
    }
  }

  private func failure(_ error: any Error) -> Failure { Failure(.job, "cannot read \(path): \(error)") }
}
