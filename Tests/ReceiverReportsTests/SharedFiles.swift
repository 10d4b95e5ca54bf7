import Foundation
import TestSupport

/// The shared recordings these tests read, decompressed.
enum SharedFiles {
  static let stratux = "modes/stratux-2015-09-06-es.sbs.gz"
  static let dump1090 = "modes/ref/ulss7.a.sbs.gz"
  static let aircraftLists = [1, 3, 5].map { "modes/readsb-aircraft_\($0).json.gz" }

  static func bytes(_ path: String) throws -> [UInt8] {
    guard let url = TestData.url(path) else { throw CocoaError(.fileNoSuchFile) }
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
