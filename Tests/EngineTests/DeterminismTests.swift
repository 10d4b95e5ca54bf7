import AirPicture
import Engine
import Sensors
import Surveillance
import Testing
import Tracking
import TestSupport

@Suite struct DeterminismTests {
  @Test func sameLogGivesTheSamePictureToTheLastBit() {
    let first = PictureEngine(playing: MixedTraffic.log)
    let second = PictureEngine(playing: MixedTraffic.log)
    #expect(first.digest == second.digest)
    #expect(first.snapshot() == second.snapshot())
    #expect(first.picture.tracks.count >= 8)
    #expect(first.digest != PictureDigest())
  }

  @Test func digestTellsAChangedLogApart() {
    var log = MixedTraffic.log
    log.removeLast(log.count / 10)
    #expect(PictureEngine(playing: log).digest != PictureEngine(playing: MixedTraffic.log).digest)
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func ticksDoNotChangeThePictureHoweverOftenTheyCome(seed: UInt64) {
    let log = MixedTraffic.logWithGaps
    expectEqual(PictureEngine(playing: withTicks(log, seed: seed)), PictureEngine(playing: log))
  }

  @Test func feedStatesMarkTimeAndNothingElse() {
    var log = MixedTraffic.log
    log.insert(log[3], at: 3)
    log[3].kind = .feedState
    log[3].payload = [1, 2, 3]
    expectEqual(PictureEngine(playing: log), PictureEngine(playing: MixedTraffic.log))
  }

  @Test func digestIsSixteenHexadecimalDigits() {
    var digest = PictureDigest()
    #expect(digest.description == "cbf29ce484222325")
    digest.absorb(Array("a".utf8))
    // Test vector of FNV-1a, 64 bits.
    #expect(digest.description == "af63dc4c8601ec8c")
  }

  /// Everything but how many entries there were.
  private func expectEqual(_ left: PictureEngine, _ right: PictureEngine) {
    #expect(left.digest == right.digest)
    #expect(left.picture == right.picture)
    #expect(left.tracker.canonicalBytes == right.tracker.canonicalBytes)
    #expect(left.sensors.canonicalBytes == right.sensors.canonicalBytes)
  }

  /// The log with ticks at random times between its entries: none, a few, or one every few seconds.
  private func withTicks(_ log: [LogEntry], seed: UInt64) -> [LogEntry] {
    var numbers = SeededNumbers(seed: seed)
    var result: [LogEntry] = []
    for (entry, next) in zip(log, log.dropFirst()) {
      result.append(entry)
      let gap = next.receiveTime.nanoseconds - entry.receiveTime.nanoseconds
      let ticks = gap > 10_000_000_000 ? 200 : Int.random(in: 0...2, using: &numbers)
      let places = (0..<ticks).map { _ in Int64.random(in: 0...gap, using: &numbers) }.sorted()
      for place in places {
        var tick = entry
        tick.kind = .tick
        tick.feed = .system
        tick.payload = []
        tick.receiveTime = SurveillanceTime(nanoseconds: entry.receiveTime.nanoseconds + place)
        result.append(tick)
      }
    }
    if let last = log.last { result.append(last) }
    for index in result.indices { result[index].sequence = UInt64(index) }
    return result
  }
}

@Suite struct StepTests {
  private static let step = Double(PictureEngine.stepNanoseconds) / 1e9

  /// An engine at a multiple of the step, and one ADS-B record.
  private func engine() throws -> (engine: PictureEngine, record: [UInt8]) {
    var engine = PictureEngine()
    let configuration = try #require(MixedTraffic.log.first)
    _ = engine.process(configuration)
    let record = try #require(
      MixedTraffic.log.first { $0.kind == .asterix && $0.payload.first == 21 && $0.payload.count > 30 })
    return (engine, record.payload)
  }

  @Test func reportsTakeEffectBeforeTheFirstEntryAtOrPastTheNextStep() throws {
    for late in [0.0, 0.001, 3] {
      var (engine, record) = try engine()
      #expect(engine.process(engine.entry(.asterix, record, afterSeconds: 0.1)).isEmpty)
      #expect(engine.process(engine.entry(.tick, afterSeconds: Self.step - 0.1 - 1e-9)).steps == 0)
      #expect(engine.picture.tracks.isEmpty)
      let output = engine.process(engine.entry(.tick, afterSeconds: 1e-9 + late))
      #expect(output.steps == 1 + Int(late / Self.step))
      #expect(!output.changed.isEmpty)
      #expect(engine.picture.tracks.count == output.changed.count)
    }
  }

  @Test func reportThatArrivesAtAStepBelongsToTheNextOne() throws {
    var (engine, record) = try engine()
    #expect(engine.process(engine.entry(.asterix, record, afterSeconds: Self.step)).isEmpty)
    #expect(engine.process(engine.entry(.tick, afterSeconds: Self.step - 1e-9)).isEmpty)
    #expect(!engine.process(engine.entry(.tick, afterSeconds: 1e-9)).isEmpty)
  }

  @Test func finishDoesTheStepThatTheLastEntriesWaitFor() throws {
    var (engine, record) = try engine()
    _ = engine.process(engine.entry(.asterix, record, afterSeconds: 0.1))
    #expect(!engine.finish().changed.isEmpty)
  }

  @Test func clockNeverGoesBack() throws {
    var (engine, _) = try engine()
    let time = engine.time
    _ = engine.process(engine.entry(.tick, afterSeconds: -100))
    #expect(engine.time == time)
  }

  @Test func changesAreAscendingAndNameOnlyTracksThatAreThere() {
    var engine = PictureEngine()
    var named: Set<TrackNumber> = []
    for entry in MixedTraffic.logWithGaps {
      let output = engine.process(entry)
      for numbers in [output.changed, output.removed]
      where zip(numbers, numbers.dropFirst()).contains(where: { $0 >= $1 }) {
        Issue.record("not ascending: \(numbers)")
      }
      for number in output.changed where engine.picture[number] == nil { Issue.record("\(number) is not there") }
      for number in output.removed where engine.picture[number] != nil { Issue.record("\(number) is still there") }
      named.formUnion(output.changed)
      named.subtract(output.removed)
    }
    #expect(named == Set(engine.picture.tracks.map(\.track.number)))
    #expect(engine.picture.tracks.map(\.track) == engine.tracker.tracks)
  }

  @Test func gapOfWeeksCostsNoMoreThanAGapOfMinutes() throws {
    var engine = PictureEngine()
    for entry in MixedTraffic.log { _ = engine.process(entry) }
    let output = engine.process(engine.entry(.tick, afterSeconds: 30 * 86_400))
    #expect(output.steps < 4 * 1800)
    #expect(engine.picture.tracks.isEmpty)
  }

  @Test func timesAtTheEndsOfTheClockDoNotTrap() {
    for times in [[Int64.min, 0, .max], [.min, .min + 1, .min + 1_000_000_000], [.max - 1, .max, .max], [-1, 0, 1]]
      as [[Int64]]
    {
      var engine = PictureEngine()
      for time in times {
        for entry in MixedTraffic.log.prefix(20) {
          var moved = entry
          moved.receiveTime = SurveillanceTime(nanoseconds: time)
          // Tracks would live for the minutes that a clock's end is away: only time itself is of interest here.
          moved.kind = entry.kind == .configuration ? .configuration : .tick
          _ = engine.process(moved)
        }
      }
      _ = engine.finish()
      #expect(engine.entries == 60)
    }
  }
}
