import Foundation
import Surveillance
import Synchronization
import Testing

@testable import Recording

@Suite struct DiskFailureTests {
  private func makeWriter(
    _ scratch: ScratchFolder, _ plan: FaultyDisk.Plan, retryInterval: Duration = .zero
  ) throws -> (RecordingWriter, FaultyDisk) {
    let disk = try FaultyDisk(folder: scratch.path, plan: plan)
    let writer = RecordingWriter(
      disk: disk, segmentBytes: 1000, syncInterval: .milliseconds(5), retryInterval: retryInterval)
    return (writer, disk)
  }

  @Test(arguments: [false, true])
  func goesOnInANewSegmentAfterAFailedWriteAtAnyCall(failsToCut: Bool) throws {
    for call in 1...25 {
      let scratch = ScratchFolder()
      let (writer, _) = try makeWriter(
        scratch, .init(failingWrites: [call], tornBytes: 17, failsToCut: failsToCut))
      for sequence in 0..<25 as Range<UInt64> {
        if sequence == UInt64(call - 1) {
          #expect(throws: RecordingError.self) { try writer.append(makeEntry(sequence)) }
          guard case .failed = writer.status.state else {
            Issue.record("the state does not tell the failure")
            return
          }
        } else {
          try writer.append(makeEntry(sequence))
          #expect(writer.status.state == .recording)
        }
      }
      if call == 25 {
        #expect(throws: RecordingError.self) { try writer.close() }
      } else {
        try writer.close()
      }
      #expect(writer.status.entriesLost == 1)
      let read = try readAll(scratch.path)
      #expect(read.entries.map(\.sequence) == (0..<25).filter { $0 != call - 1 }.map(UInt64.init))
      let lost = RecordingProblem.Kind.missingEntries(from: UInt64(call - 1), count: 1)
      #expect(call == 25 || read.problems.contains { $0.kind == lost })
    }
  }

  @Test func resumesByItselfWhenSpaceReturns() throws {
    let scratch = ScratchFolder()
    let (writer, disk) = try makeWriter(scratch, .init(capacity: 600))
    var lost: [UInt64] = []
    for sequence in 0..<20 as Range<UInt64> {
      do { try writer.append(makeEntry(sequence)) } catch { lost.append(sequence) }
    }
    #expect(lost == Array(8..<20))
    #expect(writer.status.lastFailure?.contains("No space left on device") == true)
    disk.state.withLock { $0.plan.capacity = .max }
    for entry in makeEntries(20..<30) { try writer.append(entry) }
    #expect(writer.status.state == .recording)
    try writer.close()
    let read = try readAll(scratch.path)
    #expect(read.entries.map(\.sequence) == Array(0..<8) + Array(20..<30))
    #expect(read.problems.map(\.kind) == [.missingEntries(from: 8, count: 12)])
    let segment = try #require(RecordingReader(opening: scratch.path).segments.last)
    #expect(segment.reason == .afterFailedWrite)
    #expect(segment.detail == 8)
  }

  @Test func doesNotTryAgainAtEveryEntry() throws {
    let scratch = ScratchFolder()
    let (writer, disk) = try makeWriter(scratch, .init(capacity: 0), retryInterval: .seconds(60))
    for sequence in 0..<1000 as Range<UInt64> {
      #expect(throws: RecordingError.self) { try writer.append(makeEntry(sequence)) }
    }
    #expect(disk.state.withLock { $0.writes } == 2)
    #expect(writer.status.entriesLost == 1000)
    #expect(scratch.segments.isEmpty)
  }

  @Test func aFailedSyncEndsTheSegmentAndIsToldToThoseWhoWait() async throws {
    let scratch = ScratchFolder()
    let disk = try FaultyDisk(folder: scratch.path, plan: .init(failingSyncs: [1]))
    let writer = RecordingWriter(
      disk: disk, segmentBytes: 1 << 20, syncInterval: .seconds(60), retryInterval: .seconds(60))
    try writer.append(makeEntries(0..<5))
    await #expect(throws: RecordingError.self) { try await writer.waitUntilDurable() }
    // Whoever asks later about the same entries gets the same answer.
    await #expect(throws: RecordingError.self) { try await writer.waitUntilDurable(through: 4) }
    guard case .failed = writer.status.state else {
      Issue.record("the state does not tell the failure")
      return
    }
    try writer.append(makeEntries(5..<8))
    try await writer.waitUntilDurable()
    #expect(writer.status.state == .recording)
    try writer.close()
    let reader = try RecordingReader(opening: scratch.path)
    #expect(reader.segments.map(\.reason) == [.start, .afterFailedSync])
    #expect(reader.segments.last?.detail == 0)
    #expect(try readAll(scratch.path).entries == makeEntries(0..<8))
  }

  @Test func blockingSyncAndCloseTellAFailure() throws {
    let scratch = ScratchFolder()
    let disk = try FaultyDisk(folder: scratch.path, plan: .init(failingSyncs: [1, 2]))
    let writer = RecordingWriter(disk: disk, segmentBytes: 1 << 20, syncInterval: .seconds(60))
    try writer.append(makeEntry(0))
    #expect(throws: RecordingError.self) { try writer.sync() }
    #expect(throws: RecordingError.self) { try writer.close() }
    #expect(try readAll(scratch.path).entries == [makeEntry(0)])
  }

  @Test func survivesAFailureOfAnySync() throws {
    for call in 1...12 {
      let scratch = ScratchFolder()
      let (writer, _) = try makeWriter(scratch, .init(failingSyncs: [call]))
      for entry in makeEntries(0..<100) { try writer.append(entry) }
      // Where the failure was the last thing that happened, closing tells it; the entries are read back all the same.
      try? writer.close()
      #expect(try readAll(scratch.path).entries == makeEntries(0..<100))
    }
  }

  @Test func recordsNumbersThatWereLeftOut() throws {
    let scratch = ScratchFolder()
    let writer = try RecordingWriter(creating: scratch.path)
    try writer.append(makeEntries(0..<3) + makeEntries(7..<9))
    try writer.close()
    let reader = try RecordingReader(opening: scratch.path)
    #expect(reader.segments.map(\.reason) == [.start, .afterGap])
    #expect(reader.segments.last?.detail == 3)
    #expect(try readAll(scratch.path).problems.map(\.kind) == [.missingEntries(from: 3, count: 4)])
  }

  @Test func isClosedForGood() async throws {
    let scratch = ScratchFolder()
    let writer = try RecordingWriter(creating: scratch.path)
    try writer.append(makeEntry(0))
    try writer.close()
    try writer.close()
    #expect(writer.status.state == .closed)
    #expect(throws: RecordingError.closed) { try writer.append(makeEntry(1)) }
    try await writer.waitUntilDurable(through: 0)
  }
}
