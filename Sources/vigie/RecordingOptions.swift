import ArgumentParser
import Foundation
import Recording

/// Whether and where what comes in is recorded.
struct RecordingOptions: ParsableArguments {
  @Option(help: "Folder of the new recording; by default a new one in ./recordings, named by the time.")
  var record: String?

  @Flag(help: "Record nothing.")
  var noRecord = false

  func validate() throws {
    if noRecord, record != nil { throw ValidationError("--record and --no-record exclude each other") }
  }

  /// The recording that was asked for, or by default one in `recordings/`.
  func writer(default kind: String) throws -> RecordingWriter? {
    guard !noRecord else { return nil }
    return try writer(in: record ?? Self.newFolder(kind))
  }

  /// The recording that was asked for, and none by default.
  func writerIfAsked() throws -> RecordingWriter? {
    guard let record else { return nil }
    return try writer(in: record)
  }

  private func writer(in folder: String) throws -> RecordingWriter {
    do {
      try FileManager.default.createDirectory(
        atPath: URL(fileURLWithPath: folder).deletingLastPathComponent().path, withIntermediateDirectories: true)
      return try RecordingWriter(creating: folder)
    } catch {
      throw Failure(
        .job, "cannot record into \(folder): \(error): name another folder with --record, or use --no-record")
    }
  }

  private static func newFolder(_ kind: String) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = "yyyyMMdd'T'HHmmss'Z'"
    // Two programs may start in one second: the process number tells them apart.
    return "recordings/\(kind)-\(formatter.string(from: Date()))-\(ProcessInfo.processInfo.processIdentifier)"
  }
}
