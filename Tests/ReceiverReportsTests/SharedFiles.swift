import Foundation
import TestSupport

/// The shared recordings these tests read, decompressed.
enum SharedFiles {
  static let stratux = "modes/stratux-2015-09-06-es.sbs.gz"
  static let dump1090 = "modes/ref/ulss7.a.sbs.gz"
  static let aircraftLists = [1, 3, 5].map { "modes/readsb-aircraft_\($0).json.gz" }

  static func bytes(_ path: String) throws -> [UInt8] {
    try TestData.unpacked(path)
  }
}
