public import Foundation

/// The shared recordings and scenarios that tests read: kept beside the project, never inside it.
///
/// They are looked for in `VIGIE_TEST_DATA`, else in `../shared/data` beside the package. Where they are absent, the
/// tests that need them are skipped (`.enabled(if: TestData.isAvailable)`).
public enum TestData {
  /// Why a test was skipped, for `.enabled(if:_:)`.
  public static let absenceComment = "the shared test data is absent: set VIGIE_TEST_DATA to its folder"

  /// The folder of the shared data, or nil where there is none.
  public static let folder: URL? = {
    let candidate: URL
    if let named = ProcessInfo.processInfo.environment["VIGIE_TEST_DATA"], !named.isEmpty {
      candidate = URL(fileURLWithPath: named, isDirectory: true)
    } else {
      candidate = packageFolder.deletingLastPathComponent().appendingPathComponent("shared/data", isDirectory: true)
    }
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isDirectory)
    return exists && isDirectory.boolValue ? candidate : nil
  }()

  /// The package's own folder, found from this file's place in it.
  public static let packageFolder: URL = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Whether the shared data is there.
  public static var isAvailable: Bool { folder != nil }

  /// The place of one file, for example `asterix/cat048.raw`; nil where it is absent.
  public static func url(_ path: String) -> URL? {
    guard let url = folder?.appendingPathComponent(path), FileManager.default.fileExists(atPath: url.path) else {
      return nil
    }
    return url
  }

  /// The bytes of one file; nil where it is absent.
  public static func bytes(_ path: String) -> [UInt8]? {
    guard let url = url(path), let data = try? Data(contentsOf: url) else { return nil }
    return [UInt8](data)
  }

  /// The bytes of one file that gzip compressed, as they were before.
  public static func unpacked(_ path: String) throws -> [UInt8] {
    guard let url = url(path) else { throw CocoaError(.fileNoSuchFile) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-dc", url.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return [UInt8](data)
  }
}
