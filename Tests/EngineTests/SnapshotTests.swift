import AirPicture
import Engine
import Foundation
import Surveillance
import Testing
import TestSupport

@Suite struct SnapshotTests {
  @Test func restoredEngineGoesOnAsIfNothingHadHappened() throws {
    let log = MixedTraffic.logWithGaps
    let uninterrupted = PictureEngine(playing: log)
    let end = uninterrupted.snapshot()
    var numbers = SeededNumbers(seed: 21)
    let points = [0, 1, log.count] + (0..<5).map { _ in Int.random(in: 2..<log.count, using: &numbers) }
    for point in points {
      var engine = PictureEngine()
      for entry in log.prefix(point) { _ = engine.process(entry) }
      let snapshot = engine.snapshot()
      var restored = try PictureEngine(restoring: snapshot)
      #expect(restored.snapshot() == snapshot)
      for entry in log.dropFirst(point) { _ = restored.process(entry) }
      _ = restored.finish()
      #expect(restored.digest == uninterrupted.digest, "restored before entry \(point)")
      #expect(restored.snapshot() == end, "restored before entry \(point)")
    }
  }

  @Test func restoredEngineGivesTheSameOutputs() throws {
    let log = MixedTraffic.log
    var engine = PictureEngine()
    for entry in log.prefix(log.count / 2) { _ = engine.process(entry) }
    var restored = try PictureEngine(restoring: engine.snapshot())
    for entry in log.dropFirst(log.count / 2) {
      let (expected, found) = (engine.process(entry), restored.process(entry))
      #expect(found.changed == expected.changed)
      #expect(found.removed == expected.removed)
      #expect(found.refusals == expected.refusals)
    }
  }

  @Test func everyCutOfASnapshotIsRefused() throws {
    let snapshot = busyEngine().snapshot()
    var numbers = SeededNumbers(seed: 22)
    let cuts =
      [0, 1, 2, snapshot.count - 1] + (0..<200).map { _ in Int.random(in: 0..<snapshot.count, using: &numbers) }
    for cut in cuts {
      #expect(throws: CanonicalDecodingError.self) { try PictureEngine(restoring: Array(snapshot.prefix(cut))) }
    }
    #expect(throws: CanonicalDecodingError.self) { try PictureEngine(restoring: snapshot + [0]) }
  }

  @Test func snapshotOfAnotherVersionIsRefusedInASentence() {
    var snapshot = PictureEngine().snapshot()
    snapshot[0] = 200
    let refusal = #expect(throws: CanonicalDecodingError.self) { try PictureEngine(restoring: snapshot) }
    #expect(refusal?.description == "the engine's snapshot has version 200 and this program reads version 3")
  }

  @Test func damagedSnapshotIsRefusedOrGoesOnWithoutATrap() {
    let snapshot = busyEngine().snapshot()
    var numbers = SeededNumbers(seed: 23)
    let rounds = ProcessInfo.processInfo.environment["VIGIE_SOAK"] == nil ? 120 : 3000
    for _ in 0..<rounds {
      var damaged = snapshot
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        damaged[Int.random(in: 0..<damaged.count, using: &numbers)] = UInt8(truncatingIfNeeded: numbers.next())
      }
      guard var engine = try? PictureEngine(restoring: damaged) else { continue }
      for entry in MixedTraffic.log.dropFirst(MixedTraffic.log.count / 2).prefix(30) { _ = engine.process(entry) }
    }
  }

  private func busyEngine() -> PictureEngine {
    var engine = PictureEngine()
    for entry in MixedTraffic.log.prefix(MixedTraffic.log.count / 2) { _ = engine.process(entry) }
    return engine
  }
}
