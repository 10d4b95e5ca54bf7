import AirPicture
import Engine
import Geodesy
import Recording
import Runtime
import Surveillance
import Testing

@Suite(.timeLimit(.minutes(1))) struct PictureHostTests {
  /// What a reader of the stream holds.
  private struct Replica {
    var number: UInt32
    var tracks: [TrackNumber: PictureTrack]

    init(_ snapshot: PictureSnapshot) {
      number = snapshot.number
      tracks = Dictionary(uniqueKeysWithValues: snapshot.picture.tracks.map { ($0.track.number, $0) })
    }

    mutating func apply(_ delta: PictureDelta) {
      for number in delta.removed { tracks[number] = nil }
      for track in delta.changed { tracks[track.track.number] = track }
      number = delta.number
    }

    func equals(_ snapshot: PictureSnapshot) -> Bool {
      number == snapshot.number && tracks == Replica(snapshot).tracks
    }
  }

  /// A host that has taken the configuration.
  private func host() async -> PictureHost {
    let host = PictureHost(LoggedEngine())
    await host.take(Array(Traffic.inputs.prefix(1)))
    return host
  }

  @Test func promptReaderGetsEveryDeltaWithoutAGapAndHoldsThePicture() async throws {
    let host = await host()
    var replica = Replica(await host.snapshot())
    var deltas = await host.deltas().makeAsyncIterator()
    for second in 0..<15 {
      await host.take(Traffic.inputs(Double(second)..<Double(second + 1)))
      let snapshot = await host.snapshot()
      let delta = try #require(await deltas.next())
      #expect(delta.previous == replica.number)
      #expect(delta.number == delta.previous + 1)
      #expect(!delta.isReset)
      replica.apply(delta)
      #expect(replica.equals(snapshot))
    }
    #expect(!replica.tracks.isEmpty)
  }

  @Test func slowReaderSeesAGapThatASnapshotRepairs() async throws {
    let host = await host()
    var replica = Replica(await host.snapshot())
    var deltas = await host.deltas().makeAsyncIterator()
    for second in 0..<5 {
      await host.take(Traffic.inputs(Double(second)..<Double(second + 1)))
      _ = await host.snapshot()
    }
    let late = try #require(await deltas.next())
    #expect(late.previous != replica.number)
    replica = Replica(await host.snapshot())
    await host.take(Traffic.inputs(5..<7))
    let snapshot = await host.snapshot()
    let next = try #require(await deltas.next())
    #expect(next.previous == replica.number)
    replica.apply(next)
    #expect(replica.equals(snapshot))
  }

  @Test func readersDoNotDisturbEachOther() async throws {
    let host = await host()
    _ = await host.snapshot()
    let idle = await host.deltas()
    var prompt = await host.deltas().makeAsyncIterator()
    var last: UInt32?
    for second in 0..<5 {
      await host.take(Traffic.inputs(Double(second)..<Double(second + 1)))
      _ = await host.snapshot()
      let delta = try #require(await prompt.next())
      if let last { #expect(delta.previous == last) }
      last = delta.number
    }
    withExtendedLifetime(idle) {}
  }

  @Test func snapshotWithoutChangesHasTheSameNumber() async {
    let host = await host()
    let first = await host.snapshot()
    let second = await host.snapshot()
    #expect(second.number == first.number)
  }

  @Test func newConfigurationResetsEveryReader() async throws {
    let host = await host()
    await host.take(Traffic.inputs(0..<5))
    _ = await host.snapshot()
    var deltas = await host.deltas().makeAsyncIterator()
    let configuration = EngineConfiguration(title: "Another")
    await host.take([
      LogInput(
        receiveTime: await host.time, feed: .system, kind: .configuration, payload: configuration.canonicalBytes)
    ])
    let snapshot = await host.snapshot()
    let delta = try #require(await deltas.next())
    #expect(delta.isReset)
    #expect(delta.changed.isEmpty)
    #expect(snapshot.picture.tracks.isEmpty)
    #expect(snapshot.configuration.title == "Another")
  }

  @Test func changesArePublishedByThemselvesSoonAfterTheyCome() async throws {
    let host = await host()
    let deltas = await host.deltas()
    let run = Task { try await host.run() }
    await host.take(Traffic.inputs(0..<5))
    var iterator = deltas.makeAsyncIterator()
    var tracks = 0
    while tracks == 0, let delta = await iterator.next() { tracks = delta.changed.count }
    #expect(tracks > 0)
    run.cancel()
    try await run.value
    // The stream ends with the host.
    while await iterator.next() != nil {}
  }

  @Test func commandTakesEffectAndIsPublishedWithTheNextPicture() async throws {
    let host = await host()
    await host.take(Traffic.inputs(0..<5))
    try await host.command(.setQNH(hectopascals: 1005, transitionAltitudeFeet: 6000, operatorName: "op"))
    let settings = await host.snapshot().picture.settings
    #expect(settings.transitionAltitude == QNHAltitude(feet: 6000))
    #expect(settings.qnh == QNH(hectopascals: 1005))
  }

  @Test func commandMayBeTheFirstThingThatComes() async throws {
    let host = PictureHost(LoggedEngine())
    try await host.command(.setQNH(hectopascals: 1005, transitionAltitudeFeet: 6000, operatorName: "op"))
    await host.take(Traffic.inputs)
    #expect(await host.snapshot().picture.tracks.count == 12)
  }

  @Test func refusedCommandGetsTheEnginesSentence() async {
    let host = await host()
    let unknown = await #expect(throws: CommandRefusal.self) {
      try await host.command(.acknowledge(alert: 77, operatorName: "op"))
    }
    #expect(unknown?.description.contains("there is no alert 77") == true)
    let impossible = await #expect(throws: CommandRefusal.self) {
      try await host.command(.setQNH(hectopascals: 20, transitionAltitudeFeet: 5000, operatorName: "op"))
    }
    #expect(impossible?.description.contains("a QNH lies between 850 and 1100 hPa") == true)
  }

  @Test func acknowledgedCommandIsInTheRecording() async throws {
    let folder = ScratchFolder()
    let host = PictureHost(LoggedEngine(recordingTo: try RecordingWriter(creating: folder.path)))
    await host.take(Array(Traffic.inputs.prefix(10)))
    let command = OperatorCommand.setQNH(hectopascals: 1005, transitionAltitudeFeet: 6000, operatorName: "op")
    try await host.command(command)
    // Read beside the writer, as after a crash.
    let last = try #require(try folder.entries().last)
    #expect(last.kind == .command)
    #expect(last.payload == command.canonicalBytes)
    #expect(last.feed == .system)
  }

  @Test func notesStandInTheOrderOfTheirFeedsAndReplaceEachOther() async {
    let host = await host()
    await host.note("two", of: FeedNumber(rawValue: 2))
    await host.note("one", of: FeedNumber(rawValue: 1))
    await host.note("two again", of: FeedNumber(rawValue: 2))
    #expect(await host.notes == ["one", "two again"])
  }
}
