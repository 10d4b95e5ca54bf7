import AirPicture
import Airspace
import Engine
import Foundation
import Geodesy
import Sensors
import Surveillance
import Testing
import TestSupport

@Suite struct ConfigurationEntryTests {
  @Test func everyConfigurationReadsBackAsItWas() throws {
    for configuration in [
      EngineConfiguration(title: ""), MixedTraffic.configuration,
      EngineConfiguration(
        title: "Étude", isExercise: true, fictionalNote: "all of it",
        initialView: InitialView(latitudeDegrees: -33, longitudeDegrees: 18, rangeNauticalMiles: 60),
        feeds: [FeedDescription(number: FeedNumber(rawValue: 1), name: "beast://localhost:30005")]),
    ] {
      let bytes = configuration.canonicalBytes
      var reader = CanonicalReader(bytes)
      #expect(try reader.value(EngineConfiguration.self) == configuration)
      #expect(reader.isAtEnd)
      for count in 0..<bytes.count {
        var reader = CanonicalReader(Array(bytes.prefix(count)))
        #expect(throws: CanonicalDecodingError.self) { try reader.value(EngineConfiguration.self) }
      }
    }
  }

  @Test func configurationEntryBeginsAnew() throws {
    var engine = PictureEngine()
    for entry in MixedTraffic.log { _ = engine.process(entry) }
    let (time, entries, digest) = (engine.time, engine.entries, engine.digest)
    let configuration = EngineConfiguration(title: "Another")
    let output = engine.process(engine.entry(.configuration, configuration.canonicalBytes, afterSeconds: 1))
    #expect(output.isReset)
    #expect(output.changed.isEmpty)
    #expect(output.removed.isEmpty)
    #expect(!output.isEmpty)
    #expect(engine.configuration == configuration)
    #expect(engine.picture.tracks.isEmpty)
    #expect(engine.picture.alerts.isEmpty)
    #expect(engine.sensors.sensors.isEmpty)
    #expect(engine.time == time.adding(seconds: 1))
    #expect(engine.entries == entries + 1)
    #expect(engine.digest != digest)
  }

  @Test func unreadableConfigurationIsRefusedInASentenceAndChangesNothing() throws {
    var engine = PictureEngine()
    for entry in MixedTraffic.log.prefix(400) { _ = engine.process(entry) }
    let picture = engine.picture
    let bytes = MixedTraffic.configuration.canonicalBytes
    for payload in [[], Array(bytes.dropLast()), [9, 9] + bytes.dropFirst(2), bytes + [0]] {
      let entry = engine.entry(.configuration, payload)
      let output = engine.process(entry)
      #expect(!output.isReset)
      #expect(output.refusals.count == 1)
      #expect(output.refusals.first?.hasPrefix("entry \(entry.sequence): the configuration cannot be read: ") == true)
    }
    #expect(engine.picture == picture)
    #expect(engine.configuration == MixedTraffic.configuration)
  }
}

@Suite struct CommandEntryTests {
  @Test func commandIsTheFirstThingThatMayEverCome() {
    var engine = PictureEngine()
    let command = OperatorCommand.setQNH(hectopascals: 1000, transitionAltitudeFeet: 5000, operatorName: "op")
    let output = engine.process(engine.entry(.command, command.canonicalBytes))
    #expect(output.refusals.isEmpty)
    #expect(engine.picture.settings.qnh?.hectopascals == 1000)
    for entry in MixedTraffic.log.prefix(400) { _ = engine.process(entry) }
    #expect(!engine.picture.tracks.isEmpty)
  }

  @Test func refusedCommandSaysWhyAndChangesNothing() {
    var engine = PictureEngine()
    let command = OperatorCommand.acknowledge(alert: 5, operatorName: "op")
    let output = engine.process(engine.entry(.command, command.canonicalBytes))
    #expect(output.refusals.count == 1)
    #expect(output.refusals.first?.contains("there is no alert 5") == true)
    #expect(engine.digest == PictureDigest())
  }

  @Test(
    arguments: [[], [1], [1, 0], [1, 0, 9], [7, 0, 1], [1, 0, 1, 1, 0, 0, 0, 2, 0, 0, 0, 0xFF, 0xFF]] as [[UInt8]])
  func unreadableCommandIsRefusedInASentence(payload: [UInt8]) {
    var engine = PictureEngine()
    let output = engine.process(engine.entry(.command, payload))
    #expect(output.refusals.count == 1)
    #expect(output.refusals.first?.hasPrefix("entry 0: ") == true)
    #expect(engine.entries == 1)
  }
}

@Suite struct GarbageTests {
  @Test func entriesAtRandomNeverTrap() throws {
    var numbers = SeededNumbers(seed: 31)
    let soak = ProcessInfo.processInfo.environment["VIGIE_SOAK"] != nil
    var engine = PictureEngine()
    for entry in MixedTraffic.log.prefix(200) { _ = engine.process(entry) }
    for _ in 0..<(soak ? 30_000 : 3000) {
      let kind = LogEntryKind.allCases.randomElement(using: &numbers) ?? .tick
      // A good configuration among them would only empty the picture.
      let payload =
        kind == .configuration ? noise(&numbers) : numbers.next() & 3 == 0 ? noise(&numbers) : damaged(kind, &numbers)
      let seconds = numbers.next() & 63 == 0 ? 1000 : Double.random(in: -1...1, using: &numbers)
      _ = engine.process(engine.entry(kind, payload, afterSeconds: seconds, feed: UInt16(numbers.next() % 12)))
    }
    #expect(engine.sensors.sensors.count <= SensorBank.sensorsMax)
    let snapshot = engine.snapshot()
    #expect(try PictureEngine(restoring: snapshot).snapshot() == snapshot)
  }

  private func noise(_ numbers: inout SeededNumbers) -> [UInt8] {
    (0..<Int.random(in: 0...100, using: &numbers)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
  }

  /// A payload of the log with a few octets changed.
  private func damaged(_ kind: LogEntryKind, _ numbers: inout SeededNumbers) -> [UInt8] {
    guard let entry = MixedTraffic.log.randomElement(using: &numbers), entry.kind == kind else {
      return noise(&numbers)
    }
    var payload = entry.payload
    guard !payload.isEmpty else { return payload }
    for _ in 0..<Int.random(in: 0...4, using: &numbers) {
      payload[Int.random(in: 0..<payload.count, using: &numbers)] = UInt8(truncatingIfNeeded: numbers.next())
    }
    if numbers.next() & 7 == 0 { payload.removeLast(Int.random(in: 0..<payload.count, using: &numbers)) }
    return payload
  }
}
