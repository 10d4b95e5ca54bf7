import Foundation

/// Small text files that people write.
enum TextFile {
  private static let sizeMax = 16 << 20

  /// Reads a file as UTF-8 text.
  static func read(_ path: String) throws -> String {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw Failure(.job, "cannot read \(path): there is no such file")
    }
    guard !isDirectory.boolValue else {
      throw Failure(.job, "cannot read \(path): it is a folder: name a file")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.job, "cannot read \(path): permission is denied or the disk fails")
    }
    guard data.count <= sizeMax else {
      throw Failure(
        .job, "cannot read \(path): it has \(data.count) bytes, and a file of this kind has at most \(sizeMax)")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(.job, "cannot read \(path): it is not UTF-8 text")
    }
    return text
  }
}
