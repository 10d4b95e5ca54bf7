import Feeds
import Foundation
import Surveillance
import TestSupport

/// A file that goes away with the test.
final class ScratchFile {
  let path: String

  init(_ bytes: [UInt8], name: String = "input") throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("feeds-\(UUID().uuidString)-\(name)")
    path = url.path
    try Data(bytes).write(to: url)
  }

  convenience init(text: String) throws { try self.init(Array(text.utf8)) }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A small repeatable generator (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Everything a file holds.
func readAll(_ path: String, recordingDate: SurveillanceTime? = nil) throws -> (FileFeed, [FeedDatagram]) {
  var feed = try FileFeed(path: path, recordingDate: recordingDate)
  var datagrams: [FeedDatagram] = []
  while let datagram = try feed.next() { datagrams.append(datagram) }
  return (feed, datagrams)
}

/// Midnight UTC of 2 May 2023.
let may2 = SurveillanceTime(nanoseconds: 1_682_985_600 * 1_000_000_000)

/// A CAT048 data block of one record that holds I048/010 and I048/140.
func block048(secondsOfDay: Double) -> [UInt8] {
  let ticks = Int(secondsOfDay * 128)
  return [48, 0, 9, 0xC0, 20, 129, UInt8(ticks >> 16 & 0xFF), UInt8(ticks >> 8 & 0xFF), UInt8(ticks & 0xFF)]
}

/// A data block of a category without a definition here.
let opaqueBlock: [UInt8] = [244, 0, 5, 1, 2]

/// A file of the shared data, decompressed.
func unpacked(_ name: String) throws -> [UInt8] {
  try TestData.unpacked(name)
}
