import Geodesy
import Surveillance
import Testing

@testable import Tracking

/// What holds for any stream of reports at all.
struct AnyStreamTests {
  private static let steps = 150 * soakFactor

  private static func play(seed: UInt64, each: (inout Run, TrackChanges) throws -> Void) rethrows {
    var stream = WildStream(seed: seed)
    var run = Run(stream.sites)
    for _ in 0..<steps {
      run.seconds += 0.25 * Double(stream.numbers.bits() % 8)
      stream.change(&run.sites)
      let changes = run.step(stream.batch(at: run.seconds))
      try each(&run, changes)
    }
  }

  @Test(arguments: [81, 82, 83, 84] as [UInt64])
  func covariancesStayPositiveDefiniteAndNoImpossibleNumberEnters(seed: UInt64) {
    var confirmed = 0
    var totals: [SensorTally] = []
    Self.play(seed: seed) { run, changes in
      var wrong: [String] = []
      for slot in run.tracker.store.slots where slot.isLive && slot.external == nil {
        let estimates = [slot.motion.estimate] + slot.motion.bank.map(\.estimate)
        if let bad = estimates.first(where: { !$0.isSound || !Covariance4($0).isPositiveDefinite }) {
          wrong.append("track \(slot.published.number.rawValue) at \(run.seconds) s: \(bad)")
        }
      }
      for track in run.tracker.tracks + changes.updated {
        if !Self.isFinite(track) { wrong.append("\(track)") }
        if track.status != .tentative { confirmed += 1 }
      }
      #expect(wrong.isEmpty)
      let isAscending = zip(run.tracker.tracks, run.tracker.tracks.dropFirst()).allSatisfy { $0.number < $1.number }
      #expect(isAscending)
      totals = run.totals
    }
    #expect(confirmed > 100)
    #expect(totals[0].invalid > 0)
  }

  private static func isFinite(_ track: SystemTrack) -> Bool {
    let numbers = [
      track.latitudeRadians, track.longitudeRadians, track.velocity.eastMetresPerSecond,
      track.velocity.northMetresPerSecond, track.positionSigmaMetres, track.pressureAltitude?.metres ?? 0,
      track.geometricHeight?.metres ?? 0, track.measuredHeight?.metres ?? 0, track.verticalRateMetresPerSecond ?? 0,
    ]
    return numbers.allSatisfy(\.isFinite) && track.positionSigmaMetres >= 0
  }

  /// The state read back is the state, and goes on as if nothing had happened, wherever the stream is cut.
  @Test(arguments: [91, 92] as [UInt64])
  func theEncodingRoundTripsAtAnyTimeAndGoesOnEqual(seed: UInt64) throws {
    var stream = WildStream(seed: seed)
    var uninterrupted = Run(stream.sites)
    var restored = Run(stream.sites)
    for _ in 0..<Self.steps {
      uninterrupted.seconds += 0.25 * Double(stream.numbers.bits() % 8)
      stream.change(&uninterrupted.sites)
      (restored.seconds, restored.sites) = (uninterrupted.seconds, uninterrupted.sites)
      let batch = stream.batch(at: uninterrupted.seconds)
      let expected = uninterrupted.step(batch)
      let found = restored.step(batch)
      #expect(found.updated == expected.updated && found.removed == expected.removed)
      guard stream.numbers.bits() % 12 == 0 else { continue }
      let saved = uninterrupted.bytes()
      try #require(restored.bytes() == saved)
      var reader = CanonicalReader(saved)
      restored.tracker = try Tracker(from: &reader)
      #expect(reader.isAtEnd)
      #expect(restored.bytes() == saved)
    }
  }

  /// Wave after wave of traffic: once every track has ended, what is kept is what was kept after the wave before.
  @Test func memoryIsBoundedByTheTracksThatLive() {
    let (sites, reports) = DeterminismTests.air(seed: 95, seconds: 40)
    var run = Run(sites)
    var greatest = 0
    var left: [Int] = []
    for _ in 0..<(3 + soakFactor) {
      let start = run.seconds
      let wave = reports.map { report in
        var report = report
        report.time = report.time.adding(seconds: start)
        return report
      }
      run.play(wave, until: start + 40) { run, _ in greatest = max(greatest, run.tracker.store.count) }
      // Until the last count of the clutter maps has faded.
      for _ in 0..<1300 {
        run.seconds += 1
        run.step([])
      }
      #expect(run.tracker.tracks.isEmpty && run.tracker.store.count == 0)
      left.append(run.bytes().count)
    }
    #expect(greatest > 20)
    #expect(run.tracker.store.slots.count <= 2 * greatest)
    #expect(Set(left.dropFirst()).count == 1, "\(left)")
    #expect(left.allSatisfy { $0 < 20_000 }, "\(left)")
  }
}
