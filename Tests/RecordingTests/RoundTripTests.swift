import Foundation
import Surveillance
import Testing

@testable import Recording

@Suite struct RoundTripTests {
  @Test func checksumMatchesThePublishedValue() {
    let digits: [UInt8] = Array("123456789".utf8)
    #expect(CRC32C.checksum(digits.span) == 0xE306_9283)
    // RFC 3720, B.4: 32 octets of zero, of one, rising.
    #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32).span) == 0x8A91_36AA)
    #expect(CRC32C.checksum([UInt8](repeating: 255, count: 32).span) == 0x62A8_AB43)
    #expect(CRC32C.checksum([UInt8](0..<32).span) == 0x46DD_794E)
    var parts = CRC32C()
    parts.update(UInt32(0x3433_3231))
    parts.update(Array("56789".utf8).span)
    #expect(parts.value == 0xE306_9283)
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func returnsWhatWasAppended(seed: UInt64) throws {
    let scratch = ScratchFolder()
    var generator = SeededGenerator(seed: seed)
    var entries: [LogEntry] = []
    var time: Int64 = .random(in: -5...5, using: &generator) * 1_000_000_000
    for sequence in 0..<UInt64.random(in: 1...300, using: &generator) {
      time += .random(in: 0...50, using: &generator) * 1_000_000
      var entry = makeEntry(sequence, bytes: .random(in: 0...600, using: &generator))
      entry.receiveTime = SurveillanceTime(nanoseconds: time)
      entry.kind = LogEntryKind.allCases.randomElement(using: &generator) ?? .tick
      entries.append(entry)
    }
    let writer = try RecordingWriter(creating: scratch.path, segmentBytes: 20_000)
    var rest = entries[...]
    while !rest.isEmpty {
      let batch = rest.prefix(.random(in: 1...9, using: &generator))
      try writer.append(Array(batch))
      rest = rest.dropFirst(batch.count)
    }
    try writer.close()
    let read = try readAll(scratch.path)
    #expect(read.entries == entries)
    #expect(read.problems.isEmpty)
  }

  @Test func keepsALargePayloadAndRefusesALargerOne() throws {
    let scratch = ScratchFolder()
    let writer = try RecordingWriter(creating: scratch.path)
    let largest = LogEntry(
      sequence: 0, receiveTime: SurveillanceTime(nanoseconds: 7), feed: .system, kind: .configuration,
      payload: [UInt8](repeating: 0x56, count: 1 << 20))
    try writer.append(largest)
    var larger = largest
    larger.sequence = 1
    larger.payload.append(0)
    #expect(throws: RecordingError.payloadTooLarge(bytes: (1 << 20) + 1)) { try writer.append(larger) }
    try writer.append(makeEntry(1))
    try writer.close()
    #expect(try readAll(scratch.path).entries == [largest, makeEntry(1)])
  }

  @Test func refusesEntriesOutOfOrder() throws {
    let scratch = ScratchFolder()
    let writer = try RecordingWriter(creating: scratch.path)
    try writer.append(makeEntry(0))
    #expect(throws: RecordingError.self) { try writer.append(makeEntry(0)) }
    var early = makeEntry(1)
    early.receiveTime = SurveillanceTime(nanoseconds: 1)
    #expect(throws: RecordingError.self) { try writer.append(early) }
    #expect(writer.status.entriesWritten == 1)
    #expect(writer.status.state == .recording)
  }

  @Test func writesFilesThatOnlyTheirOwnerReads() throws {
    let scratch = ScratchFolder()
    try record(makeEntries(0..<3), in: scratch.path)
    let segment = try #require(scratch.segments.first)
    let fileMode = try FileManager.default.attributesOfItem(atPath: segment.path)[.posixPermissions] as? Int
    let folderMode = try FileManager.default.attributesOfItem(atPath: scratch.path)[.posixPermissions] as? Int
    #expect(fileMode == 0o600)
    #expect(folderMode == 0o700)
  }

  @Test func startsASegmentWhenOneIsFull() throws {
    let scratch = ScratchFolder()
    try record(makeEntries(0..<100, bytes: 100), in: scratch.path, segmentBytes: 2000)
    let reader = try RecordingReader(opening: scratch.path)
    #expect(reader.segments.count > 5)
    #expect(reader.segments.first?.reason == .start)
    #expect(reader.segments.dropFirst().allSatisfy { $0.reason == .full })
    #expect(reader.segments.map(\.name) == reader.segments.map(\.name).sorted())
  }

  @Test func seeksByTime() throws {
    let scratch = ScratchFolder()
    let entries = makeEntries(0..<100, bytes: 100)
    try record(entries, in: scratch.path, segmentBytes: 2000)
    for wanted in stride(from: 0, to: 100, by: 7) {
      var reader = try RecordingReader(opening: scratch.path)
      reader.seek(to: entries[wanted].receiveTime)
      #expect(try reader.next() == entries[wanted])
      #expect(reader.problems.isEmpty)
    }
    var reader = try RecordingReader(opening: scratch.path)
    reader.seek(to: SurveillanceTime(nanoseconds: .max))
    #expect(try reader.next() == nil)
  }

  @Test func summarises() throws {
    let scratch = ScratchFolder()
    let entries = makeEntries(0..<50) + [makeEntry(50, kind: .beast), makeEntry(51, kind: .tick)]
    try record(entries, in: scratch.path)
    let summary = try RecordingSummary(reading: scratch.path)
    #expect(summary.entriesByKind.map(\.kind) == [.tick, .asterix, .beast])
    #expect(summary.entriesByKind.map(\.count) == [1, 50, 1])
    #expect(summary.firstTime == entries.first?.receiveTime)
    #expect(summary.lastTime == entries.last?.receiveTime)
    #expect(summary.segments.count == 1)
    #expect(summary.problemCount == 0)
    #expect(summary.bytes == UInt64(128 + 52 * 56))
  }

  @Test func tellsARecordingFromOtherPlaces() throws {
    let scratch = ScratchFolder()
    #expect(!RecordingReader.isRecording(scratch.path))
    #expect(throws: RecordingError.self) { try RecordingReader(opening: scratch.path) }
    try FileManager.default.createDirectory(at: scratch.url, withIntermediateDirectories: true)
    #expect(!RecordingReader.isRecording(scratch.path))
    #expect(throws: RecordingError.self) { try RecordingReader(opening: scratch.path) }
    try record([makeEntry(0)], in: scratch.path)
    #expect(RecordingReader.isRecording(scratch.path))
    #expect(throws: RecordingError.alreadyExists(path: scratch.path)) { try RecordingWriter(creating: scratch.path) }
  }

  @Test func refusesASecondWriter() throws {
    let scratch = ScratchFolder()
    let writer = try RecordingWriter(creating: scratch.path)
    try writer.append(makeEntry(0))
    // More often than there are descriptors: being refused costs none.
    for _ in 0..<1100 {
      #expect(throws: RecordingError.inUse(path: scratch.path)) { try RecordingWriter(reopening: scratch.path) }
    }
    try writer.close()
    let second = try RecordingWriter(reopening: scratch.path)
    #expect(second.nextSequence == 1)
  }

  @Test func saysWhyAFolderCannotBeUsed() throws {
    let scratch = ScratchFolder()
    try Data("x".utf8).write(to: scratch.url)
    #expect(throws: RecordingError.folder(path: scratch.path, reason: "a file stands in its place")) {
      try RecordingWriter(creating: scratch.path)
    }
  }

  @Test func syncReturnsWhenEntriesAreOnTheDisk() async throws {
    let scratch = ScratchFolder()
    let writer = try RecordingWriter(creating: scratch.path)
    try await writer.waitUntilDurable()
    try writer.append(makeEntries(0..<10))
    try await writer.waitUntilDurable()
    #expect(writer.status.durableBelow == 10)
    await #expect(throws: RecordingError.self) { try await writer.waitUntilDurable(through: 10) }
  }

  @Test func bringsEntriesToTheDiskByItself() async throws {
    let scratch = ScratchFolder()
    let writer = try RecordingWriter(creating: scratch.path, syncInterval: .milliseconds(20))
    try writer.append(makeEntries(0..<10))
    for _ in 0..<200 where writer.status.durableBelow < 10 { try await Task.sleep(for: .milliseconds(10)) }
    #expect(writer.status.durableBelow == 10)
  }
}
