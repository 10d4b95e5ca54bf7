import Foundation
import Testing

/// The three minutes that the demonstration tells.
@Suite(.serialized) struct DemoStoryTests {
  @Test func raisesTheAlertsOfItsStoryEachWithItsCause() async throws {
    let folder = try ScratchFolder()
    let console = try await RunningConsole.start(["demo", "--no-record", "--speed", "20"], in: folder)
    let picture = try await console.openPicture()
    let rules: Set = ["emergency-code", "volume-predicted", "volume-entered", "sensor-silent"]
    let isTold = try await picture.read(within: .seconds(60)) {
      // The sensors' states come in messages of their own, up to a second after the alert.
      rules.isSubset(of: $0.alerts.map(\.rule)) && !$0.tracks.isEmpty
        && $0.sensors.contains { $0.id == "250/1" && $0.state == "silent" }
    }
    #expect(isTold, "\(picture.alerts)")
    for rule in rules {
      let first = try #require(picture.alerts.filter { $0.rule == rule }.map(\.raisedMs).min())
      #expect(first <= Self.start / 1_000_000 + 180_000, "\(rule)")
    }
    #expect(picture.alerts.count < 8)
    for alert in picture.alerts {
      #expect(alert.cause.hasSuffix(".") && alert.cause.count > 30, "\(alert.cause)")
      #expect(!alert.title.isEmpty)
      #expect(["critical", "warning", "advisory"].contains(alert.priority))
      #expect(["active", "cleared"].contains(alert.state))
    }
    let emergency = try #require(picture.alerts.first { $0.rule == "emergency-code" })
    #expect(emergency.cause.contains("7700") && emergency.cause.contains("XHA421"))
    let flight = try #require(emergency.track.flatMap { picture.tracks[$0] })
    #expect(flight.callsign == "XHA421" && flight.mode3A == 0o7700)
    let entry = try #require(picture.alerts.first { $0.rule == "volume-entered" })
    #expect(entry.cause.contains("primary radar only") && entry.cause.contains("KORA"))
    #expect(picture.alerts.contains { $0.rule == "volume-predicted" && $0.track == entry.track })
    let silent = try #require(picture.alerts.first { $0.rule == "sensor-silent" })
    #expect(silent.sensor == "250/1")
    // Its tracks live on by the other sensors.
    #expect(picture.tracks.values.filter { !$0.isTentative && $0.ageSeconds < 15 }.count > 30)
  }

  @Test func isTheSameForTheSameSeed() async throws {
    var pictures: [[UInt32: TrackRecord]] = []
    let folder = try ScratchFolder()
    for name in ["first", "second"] {
      let console = try await RunningConsole.start(["demo", "--record", name, "--speed", "60"], in: folder)
      let picture = try await console.openPicture()
      #expect(try await picture.read { $0.timeNanoseconds >= Self.start + 30_000_000_000 })
      pictures.append(picture.tracks)
      console.program.terminate()
      #expect(try await console.program.waitForEnd(within: .seconds(10)))
    }
    // Both stop at some moment after half a minute; the callsigns and the numbers they came to are the same by then.
    let named = pictures.map {
      $0.values.filter { !$0.callsign.isEmpty }.map { "\($0.number) \($0.callsign)" }.sorted()
    }
    #expect(Set(named[0]).intersection(named[1]).count > 20)
    #expect(named[0].prefix(10) == named[1].prefix(10))
  }

  /// 2026-03-01T08:00:00Z, when the exercise begins.
  private static let start: Int64 = 1_772_352_000_000_000_000
}
