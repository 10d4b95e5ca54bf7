import Foundation
import Surveillance
import Testing

@testable import Recording

@Suite struct DamageTests {
  @Test func continuesAfterACutAtAnyOctetOfTheEnd() throws {
    let original = ScratchFolder()
    let entries = makeEntries(0..<6, bytes: 12)
    try record(entries, in: original.path)
    let bytes = try [UInt8](Data(contentsOf: #require(original.segments.first)))
    let recordLength = 36 + 12
    for length in 0..<bytes.count {
      let scratch = ScratchFolder()
      try FileManager.default.createDirectory(at: scratch.url, withIntermediateDirectories: true)
      let segment = scratch.url.appendingPathComponent(SegmentName.name(of: 1))
      try Data(bytes[..<length]).write(to: segment)
      let whole = max(0, length - SegmentHeader.length) / recordLength
      let isTorn = length < SegmentHeader.length || (length - SegmentHeader.length) % recordLength != 0

      let before = try readAll(scratch.path)
      #expect(before.entries == Array(entries[..<whole]))
      #expect(before.problems.isEmpty != isTorn)

      let writer = try RecordingWriter(reopening: scratch.path)
      #expect((writer.recovery != nil) == isTorn)
      #expect(writer.nextSequence == UInt64(whole))
      let more = makeEntries(UInt64(whole)..<UInt64(whole + 3))
      try writer.append(more)
      try writer.close()
      let after = try readAll(scratch.path)
      #expect(after.entries == Array(entries[..<whole]) + more)
      #expect(after.problems.isEmpty)
      let last = try #require(RecordingReader(opening: scratch.path).segments.last)
      #expect(last.reason == (isTorn ? .recovered : .reopened))
    }
  }

  @Test func detectsAFlippedBitInAnyOctet() throws {
    let original = ScratchFolder()
    let entries = makeEntries(0..<8, bytes: 12)
    try record(entries, in: original.path, segmentBytes: 300)
    let segments = original.segments
    #expect(segments.count == 2)
    for segment in segments {
      let bytes = try Data(contentsOf: segment)
      for index in bytes.indices {
        var damaged = bytes
        damaged[index] ^= 1 << UInt8(index % 8)
        try damaged.write(to: segment)
        let read = try readAll(original.path)
        #expect(!read.problems.isEmpty, "octet \(index)")
        #expect(read.problems.contains { $0.segment == segment.lastPathComponent })
        let isInHeader = index < SegmentHeader.length
        #expect(read.entries.count == (isInHeader ? 8 : 7), "octet \(index)")
        #expect(read.entries.allSatisfy { entries[Int($0.sequence)] == $0 })
      }
      try bytes.write(to: segment)
    }
  }

  @Test func namesTheSegmentAndTheOctet() throws {
    let scratch = ScratchFolder()
    try record(makeEntries(0..<4, bytes: 12), in: scratch.path)
    let segment = try #require(scratch.segments.first)
    var bytes = try Data(contentsOf: segment)
    bytes[128 + 48 + 40] ^= 0xFF
    try bytes.write(to: segment)
    let problem = try #require(try readAll(scratch.path).problems.first)
    #expect(
      problem.description
        == "segment-0000000001.vlog at octet 176: the payload of entry 1 is damaged, the entry was left out")
  }

  @Test func reportsWhatAHoleCost() throws {
    let scratch = ScratchFolder()
    let entries = makeEntries(0..<20, bytes: 12)
    try record(entries, in: scratch.path)
    let segment = try #require(scratch.segments.first)
    var bytes = try Data(contentsOf: segment)
    // From inside record 3 to inside record 7.
    for index in (128 + 3 * 48 + 10)..<(128 + 7 * 48 + 10) { bytes[index] = 0 }
    try bytes.write(to: segment)
    let read = try readAll(scratch.path)
    #expect(read.entries == Array(entries[..<3]) + Array(entries[8...]))
    #expect(
      read.problems.map(\.kind) == [.damagedRecord(skippedBytes: 5 * 48), .missingEntries(from: 3, count: 5)])
  }

  @Test func reportsAMissingSegment() throws {
    let scratch = ScratchFolder()
    let entries = makeEntries(0..<30, bytes: 100)
    try record(entries, in: scratch.path, segmentBytes: 1000)
    let gone = try RecordingReader(opening: scratch.path).segments
    try FileManager.default.removeItem(at: scratch.segments[1])
    let first = try #require(gone[1].firstSequence)
    let next = try #require(gone[2].firstSequence)
    let read = try readAll(scratch.path)
    #expect(read.problems.map(\.kind) == [.missingEntries(from: first, count: next - first)])
    #expect(read.entries == Array(entries[..<Int(first)]) + Array(entries[Int(next)...]))
  }

  @Test func leavesOutASegmentOfAnotherRecording() throws {
    let one = ScratchFolder()
    let other = ScratchFolder()
    try record(makeEntries(0..<5), in: one.path)
    try record(makeEntries(0..<9), in: other.path)
    try FileManager.default.copyItem(
      at: #require(other.segments.first), to: one.url.appendingPathComponent(SegmentName.name(of: 2)))
    let read = try readAll(one.path)
    #expect(read.entries.count == 5)
    #expect(read.problems.map(\.kind) == [.foreignSegment])
  }

  @Test func neverTakesOctetsOfAPayloadForARecord() throws {
    // A recording inside a recording: the payload holds whole records of the same kind.
    let inner = ScratchFolder()
    try record(makeEntries(1..<4), in: inner.path)
    let innerBytes = try [UInt8](Data(contentsOf: #require(inner.segments.first)))
    let scratch = ScratchFolder()
    var carrier = makeEntry(0)
    carrier.payload = innerBytes
    let last = makeEntry(1)
    try record([carrier, last], in: scratch.path)
    let segment = try #require(scratch.segments.first)
    var bytes = try Data(contentsOf: segment)
    bytes[128 + 5] ^= 1
    try bytes.write(to: segment)
    let read = try readAll(scratch.path)
    #expect(read.entries == [last])
  }

  @Test func readsAndContinuesRandomOctetsWithoutATrap() throws {
    for seed in 0..<40 as Range<UInt64> {
      let scratch = ScratchFolder()
      try record(makeEntries(0..<10), in: scratch.path, segmentBytes: 250)
      var generator = SeededGenerator(seed: seed)
      for segment in scratch.segments {
        var bytes = try Data(contentsOf: segment)
        for _ in 0..<UInt64.random(in: 0...30, using: &generator) {
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
        }
        if Bool.random(using: &generator) { bytes = bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)) }
        try bytes.write(to: segment)
      }
      let read = try readAll(scratch.path)
      #expect(read.entries.allSatisfy { $0 == makeEntry($0.sequence) })
      // A recording whose last header is destroyed is refused rather than continued blindly.
      guard let writer = try? RecordingWriter(reopening: scratch.path) else { continue }
      try writer.append(makeEntry(writer.nextSequence))
      try writer.close()
      #expect(try readAll(scratch.path).entries.count >= 1)
    }
  }

  @Test func refusesAnotherVersionByName() throws {
    let scratch = ScratchFolder()
    try record(makeEntries(0..<2), in: scratch.path)
    let segment = try #require(scratch.segments.first)
    var bytes = try Data(contentsOf: segment)
    bytes[8] = 9
    bytes[64 + 8] = 9
    try bytes.write(to: segment)
    #expect(try readAll(scratch.path).problems.map(\.kind) == [.otherVersion(9)])
    #expect(throws: RecordingError.unsupportedVersion(segment: segment.lastPathComponent, found: 9)) {
      try RecordingWriter(reopening: scratch.path)
    }
  }
}
