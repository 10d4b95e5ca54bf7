import AirPicture
import Engine
import Recording
import Runtime
import Simulation
import Surveillance
import Testing

@Suite struct LoggedEngineTests {
  @Test func recordingPlayedAgainGivesTheSameDigest() throws {
    let folder = ScratchFolder()
    var logged = LoggedEngine(recordingTo: try RecordingWriter(creating: folder.path))
    var rest = Traffic.inputs[...]
    var batch = 1
    while !rest.isEmpty {
      _ = logged.take(Array(rest.prefix(batch)))
      rest = rest.dropFirst(batch)
      batch = batch % 50 + 7
    }
    _ = logged.finish()
    try logged.seal()
    var engine = PictureEngine()
    for entry in try folder.entries() { _ = engine.process(entry) }
    _ = engine.finish()
    #expect(engine.digest == logged.engine.digest)
    #expect(engine.digest == Traffic.digest)
    #expect(engine.snapshot() == logged.engine.snapshot())
  }

  @Test func entryIsInTheRecordingWhenItTakesEffect() throws {
    let folder = ScratchFolder()
    var logged = LoggedEngine(recordingTo: try RecordingWriter(creating: folder.path))
    for (index, input) in Traffic.inputs.prefix(20).enumerated() {
      _ = logged.take([input])
      #expect(logged.engine.entries == UInt64(index + 1))
      #expect(logged.recording?.entriesWritten == UInt64(index + 1))
      #expect(try folder.entries().count == index + 1)
    }
  }

  @Test func timeNeverGoesBackWhateverTheInputsSay() throws {
    let folder = ScratchFolder()
    var logged = LoggedEngine(recordingTo: try RecordingWriter(creating: folder.path))
    _ = logged.take(Traffic.inputs.reversed())
    try logged.seal()
    let entries = try folder.entries()
    #expect(entries.count == Traffic.inputs.count)
    #expect(entries.map(\.sequence) == Array(0..<UInt64(entries.count)))
    #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.receiveTime <= $1.receiveTime })
  }

  @Test func pictureGoesOnWhereTheRecordingCannot() throws {
    let folder = ScratchFolder()
    let writer = try RecordingWriter(creating: folder.path)
    var logged = LoggedEngine(recordingTo: writer)
    try writer.close()
    _ = logged.take(Traffic.inputs)
    _ = logged.finish()
    #expect(logged.engine.digest == Traffic.digest)
    #expect(logged.recording?.state != .recording)
  }

  @Test func withoutARecordingNothingIsRecordedAndThePictureIsTheSame() throws {
    var logged = LoggedEngine()
    _ = logged.take(Traffic.inputs)
    _ = logged.finish()
    #expect(logged.recording == nil)
    #expect(logged.engine.digest == Traffic.digest)
    try logged.seal()
  }

  @Test func continuedRecordingGoesOnBehindItsLastEntry() throws {
    let folder = ScratchFolder()
    var first = LoggedEngine(recordingTo: try RecordingWriter(creating: folder.path))
    _ = first.take(Array(Traffic.inputs.prefix(30)))
    try first.seal()
    var second = LoggedEngine(recordingTo: try RecordingWriter(reopening: folder.path))
    _ = second.take(Array(Traffic.inputs.prefix(30)))
    try second.seal()
    let entries = try folder.entries()
    #expect(entries.map(\.sequence) == Array(0..<60))
    #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.receiveTime <= $1.receiveTime })
  }

  @Test func inputThatNoRecordHoldsDoesNotCostTheOthersTheirPlaceInTheRecording() throws {
    let folder = ScratchFolder()
    var logged = LoggedEngine(recordingTo: try RecordingWriter(creating: folder.path))
    var inputs = Array(Traffic.inputs.prefix(5))
    inputs.insert(
      LogInput(
        receiveTime: Traffic.scenario.start, feed: FeedNumber(rawValue: 1), kind: .asterix,
        payload: [UInt8](repeating: 0, count: 2 << 20)), at: 2)
    _ = logged.take(inputs)
    try logged.seal()
    #expect(try folder.entries().count == 5)
  }
}
