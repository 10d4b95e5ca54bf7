import Foundation
import TestSupport
import Testing

/// The public recordings the replay tests play: whole, or their first part where that is enough.
enum PublicRecording: String, CaseIterable, CustomTestStringConvertible {
  case barcelona = "230502-est-080001_BCN_60MN_08_09.ast"
  case capture = "decoderAsterix_260429.pcap"
  case systemTracks = "final_frame_062_065_large_packet_30min.ff"

  var testDescription: String { rawValue }

  var sensorFile: String {
    switch self {
    case .barcelona: Program.sensorFile("barcelona-230502.yaml")
    case .capture: Program.sensorFile("260429.yaml")
    case .systemTracks: Program.sensorFile("final-frame-062-065.yaml")
    }
  }

  var whole: [UInt8] {
    get throws { try #require(TestData.bytes("asterix/\(rawValue)")) }
  }

  /// The path of the whole recording.
  var path: String {
    get throws { try #require(TestData.url("asterix/\(rawValue)")).path }
  }

  /// So many datagrams from the start, written to a folder. Nothing is cut in the middle.
  func beginning(datagrams: Int, in folder: ScratchFolder) throws -> String {
    let bytes = try whole
    var end = self == .capture ? 24 : 0
    for _ in 0..<datagrams {
      guard let length = length(at: end, of: bytes), end + length <= bytes.count else { break }
      end += length
    }
    return try folder.write(bytes.prefix(end), to: "beginning-\(rawValue)")
  }

  /// The datagrams of a raw file.
  static func blocks(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var blocks: [ArraySlice<UInt8>] = []
    var start = 0
    while start + 3 <= bytes.count {
      let length = Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
      guard length >= 3, start + length <= bytes.count else { break }
      blocks.append(bytes[start..<start + length])
      start += length
    }
    return blocks
  }

  /// Octets of the datagram at an offset, with its frame.
  private func length(at start: Int, of bytes: [UInt8]) -> Int? {
    guard start + 16 <= bytes.count else { return nil }
    switch self {
    case .barcelona: return Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
    case .capture:
      // The length caught, little-endian, stands at octet 8 of the packet's header of 16.
      return 16 + (0..<4).reduce(0) { $0 | Int(bytes[start + 8 + $1]) << (8 * $1) }
    case .systemTracks:
      // A FINAL frame begins with its own length.
      return Int(bytes[start]) << 8 | Int(bytes[start + 1])
    }
  }
}
