import Engine
import Recording
import Runtime
import Simulation
import Surveillance
import Testing

@Suite(.timeLimit(.minutes(1))) struct ReplayPlayerTests {
  @Test(arguments: [ReplaySpeed.max, .times(1000), .times(60)])
  func everythingIsPlayedExactlyOnceInOrderAndGivesTheSameDigest(speed: ReplaySpeed) async throws {
    let folder = ScratchFolder()
    let host = PictureHost(LoggedEngine(recordingTo: try RecordingWriter(creating: folder.path)))
    let player = ReplayPlayer(ListSource(Traffic.inputs), into: host, speed: speed)
    await player.run()
    #expect(await player.state.isFinished)
    #expect(await player.state.failure == nil)
    #expect(await host.digest == Traffic.digest)
    try await expectRecorded(Traffic.inputs, host, folder)
  }

  @Test func pausesAndChangesOfSpeedChangeNothing() async throws {
    let folder = ScratchFolder()
    let host = PictureHost(LoggedEngine(recordingTo: try RecordingWriter(creating: folder.path)))
    let player = ReplayPlayer(ListSource(Traffic.inputs), into: host, speed: .times(30))
    let run = Task { await player.run() }
    let speeds: [ReplaySpeed] = [.times(5), .times(200), .times(1), .times(20)]
    for speed in speeds {
      try await Task.sleep(for: .milliseconds(40))
      await player.set(paused: true)
      await player.set(speed: speed)
      // What was under way when the pause came may still end.
      try await Task.sleep(for: .milliseconds(60))
      let before = await host.snapshot()
      try await Task.sleep(for: .milliseconds(60))
      let after = await host.snapshot()
      #expect(after.entries == before.entries)
      #expect(after.time == before.time)
      #expect(await player.state.isPaused)
      await player.set(paused: false)
    }
    await player.set(speed: .max)
    await run.value
    #expect(await host.digest == Traffic.digest)
    try await expectRecorded(Traffic.inputs, host, folder)
  }

  @Test func startsPausedWhereItIsToldTo() async throws {
    let host = PictureHost(LoggedEngine())
    let player = ReplayPlayer(
      ListSource(Traffic.inputs), into: host, speed: .max, isPaused: true, start: Traffic.scenario.start,
      end: Traffic.scenario.start.adding(seconds: 20))
    let run = Task { await player.run() }
    try await Task.sleep(for: .milliseconds(50))
    #expect(await host.snapshot().entries == 0)
    let state = await player.state
    #expect(state.isPaused)
    #expect(!state.isFinished)
    #expect(state.start == Traffic.scenario.start)
    #expect(state.end == Traffic.scenario.start.adding(seconds: 20))
    await player.set(paused: false)
    await run.value
    #expect(await host.digest == Traffic.digest)
  }

  @Test func logTimeDoesNotPassBeyondTheLastInput() async throws {
    let host = PictureHost(LoggedEngine())
    let player = ReplayPlayer(ListSource(Traffic.inputs), into: host, speed: .times(10_000))
    await player.run()
    #expect(await host.time == Traffic.inputs.last?.receiveTime)
  }

  @Test func betweenInputsTheClockGoesOn() async throws {
    let host = PictureHost(LoggedEngine())
    let start = Traffic.scenario.start
    let inputs = [
      LogInput(receiveTime: start, feed: .system, kind: .tick, payload: []),
      LogInput(receiveTime: start.adding(seconds: 3600), feed: .system, kind: .tick, payload: []),
    ]
    let player = ReplayPlayer(ListSource(inputs), into: host, speed: .times(100))
    let run = Task { await player.run() }
    while await host.time.seconds(since: start) <= 1 { try await Task.sleep(for: .milliseconds(10)) }
    run.cancel()
    await run.value
    #expect(await host.time.seconds(since: start) < 3600)
    #expect(await !player.state.isFinished)
  }

  @Test func sourceThatFailsEndsTheReplayAndSaysWhy() async {
    let host = PictureHost(LoggedEngine())
    let player = ReplayPlayer(ListSource(Traffic.inputs, failsAfter: 100), into: host, speed: .max)
    await player.run()
    let state = await player.state
    #expect(state.isFinished)
    #expect(state.failure == "the disk is gone")
    #expect(await host.snapshot().entries == 100)
  }

  @Test func emptySourceIsFinishedAtOnce() async {
    let host = PictureHost(LoggedEngine())
    let player = ReplayPlayer(ListSource([]), into: host, speed: .times(1))
    await player.run()
    #expect(await player.state.isFinished)
    #expect(await host.digest == PictureDigest())
  }

  /// What came in is in the recording, each input once and in order; ticks come and go.
  private func expectRecorded(_ inputs: [LogInput], _ host: PictureHost, _ folder: ScratchFolder) async throws {
    let run = Task { try await host.run() }
    run.cancel()
    try await run.value
    let recorded = try folder.entries().filter { $0.kind != .tick }
    #expect(recorded.count == inputs.count)
    for (entry, input) in zip(recorded, inputs) {
      guard entry.payload != input.payload || entry.receiveTime != input.receiveTime || entry.feed != input.feed
      else { continue }
      Issue.record("entry \(entry.sequence) is not the input that came in its place")
      return
    }
  }
}
