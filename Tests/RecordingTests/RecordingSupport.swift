import Foundation
import Surveillance

@testable import Recording

/// A folder that goes away with the test.
final class ScratchFolder {
  let url: URL
  var path: String { url.path }

  init() {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("recording-\(UUID().uuidString)")
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Segment files, in order.
  var segments: [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".vlog") }.sorted().map { url.appendingPathComponent($0) }
  }
}

/// A small repeatable generator (SplitMix64), so that a failure can be run again.
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

func makeEntry(_ sequence: UInt64, bytes: Int = 20, kind: LogEntryKind = .asterix) -> LogEntry {
  var generator = SeededGenerator(seed: sequence)
  return LogEntry(
    sequence: sequence, receiveTime: SurveillanceTime(nanoseconds: 1_000_000_000_000 + Int64(sequence) * 1000),
    feed: FeedNumber(rawValue: UInt16(truncatingIfNeeded: sequence % 3)), kind: kind,
    payload: (0..<bytes).map { _ in UInt8.random(in: 0...255, using: &generator) })
}

func makeEntries(_ range: Range<UInt64>, bytes: Int = 20) -> [LogEntry] {
  range.map { makeEntry($0, bytes: bytes) }
}

/// Everything that can be read; failures of single segments are passed over as a caller would.
func readAll(_ path: String) throws -> (entries: [LogEntry], problems: [RecordingProblem]) {
  var reader = try RecordingReader(opening: path)
  var entries: [LogEntry] = []
  while true {
    do {
      guard let entry = try reader.next() else { break }
      entries.append(entry)
    } catch {
      continue
    }
  }
  return (entries, reader.problems)
}

/// Writes and closes a recording of these entries.
func record(_ entries: [LogEntry], in path: String, segmentBytes: UInt64 = RecordingWriter.defaultSegmentBytes) throws {
  let writer = try RecordingWriter(creating: path, segmentBytes: segmentBytes)
  for entry in entries { try writer.append(entry) }
  try writer.close()
}
