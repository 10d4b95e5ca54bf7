import Asterix
import Foundation
import Sensors
import Surveillance
import Testing
import TestSupport

@Suite struct SensorBankTests {
  @Test func configuredSensorsComeFirstThenTheOthersAsTheyAreHeard() throws {
    var bench = SensorBench([
      SensorConfiguration(id: .asterix(sac: 9, sic: 9), name: "Nine"), configuredRadar(),
    ])
    try bench.send(48, sic: 7) { try $0.set("020/TYP", raw: 2) }
    try bench.plot()
    #expect(bench.bank.sensors.map(\.configuration.id.description) == ["9/9", "20/1", "20/7"])
    #expect(bench.bank.sensors.map(\.isConfigured) == [true, true, false])
    #expect(bench.bank.sensors[2].configuration.name == "20/7")
    #expect(bench.reports.map(\.sensor.index) == [1])
  }

  @Test func sensorsBeyondTheLimitAreCountedAndNotKept() throws {
    var bench = SensorBench()
    for number in 0..<300 {
      try bench.send(48, sac: Double(number / 256), sic: Double(number % 256)) { builder in
        try builder.set("042/X", 1)
        try builder.set("042/Y", 1)
      }
    }
    #expect(bench.bank.sensors.count == 256)
    #expect(SensorBench.count(.tooManySensors, in: bench.bank.unattributed) == 300 - 256)
    #expect(bench.reports.allSatisfy { $0.sensor.index < 256 })
  }

  @Test func recordWithoutSensorIdentityIsCountedAtNone() throws {
    var bench = SensorBench()
    var builder = AsterixRecordBuilder(category: 48)
    try builder.set("140", 1)
    bench.receive(.asterix, AsterixBlock.encode(category: 48, records: [try builder.record()]))
    #expect(bench.bank.sensors.isEmpty)
    #expect(SensorBench.count(.noSensorIdentity, in: bench.bank.unattributed) == 1)
    #expect(bench.bank.unattributed.refusals == 1)
  }

  @Test func badRecordCostsItselfAlone() throws {
    var bench = SensorBench()
    var builder = AsterixRecordBuilder(category: 48)
    try builder.set("010/SAC", 20)
    try builder.set("010/SIC", 1)
    try builder.set("040/RHO", 10)
    try builder.set("040/THETA", 10)
    let good = AsterixBlock.encode(category: 48, records: [try builder.record()])
    bench.receive(.asterix, good + [200, 0, 5, 1, 2] + good + [48, 0])
    #expect(bench.reports.count == 2)
    #expect(bench.count(.unknownCategory) == 1)
    #expect(bench.bank.sensors[0].tally.refusals == 2)
  }

  @Test func bytesAtRandomNeverTrapAndAreCounted() {
    var numbers = SeededNumbers(seed: 10)
    var bench = SensorBench()
    let categories: [UInt8] = [10, 21, 34, 48, 62, 63, 65]
    let rounds = ProcessInfo.processInfo.environment["VIGIE_SOAK"] == nil ? 3000 : 60_000
    for _ in 0..<rounds {
      let count = Int.random(in: 0...120, using: &numbers)
      var bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
      if count > 3, let category = categories.randomElement(using: &numbers) {
        // A block that frames well, so that the records inside are looked at.
        bytes.replaceSubrange(0..<3, with: [category, 0, UInt8(count)])
      }
      bench.receive(.asterix, bytes)
      bench.receive(.beast, bytes, feed: UInt16(truncatingIfNeeded: numbers.next() % 3))
      bench.pass(seconds: Double.random(in: 0...2, using: &numbers))
    }
    #expect(bench.bank.sensors.count <= SensorBank.sensorsMax)
    let refusals = bench.bank.sensors.reduce(bench.bank.unattributed.refusals) { $0 + $1.tally.refusals }
    #expect(refusals > UInt64(rounds) / 2)
  }

  @Test func entriesOfOtherKindsChangeNothing() {
    var bench = SensorBench([configuredRadar()])
    let before = bench.bank.canonicalBytes
    for kind in [LogEntryKind.configuration, .tick, .command, .feedState] { bench.receive(kind, [1, 2, 3]) }
    #expect(bench.bank.canonicalBytes == before)
    #expect(bench.reports.isEmpty)
  }
}

@Suite struct SensorBankSnapshotTests {
  /// A bank with radars known and unknown, a receiver in the middle of an aircraft's position, and counters.
  private func busyBench() throws -> SensorBench {
    var bench = SensorBench([configuredRadar(scanPeriodSeconds: 4)])
    for turn in 0..<10 {
      try bench.plot(azimuthDegrees: Double(turn * 36))
      try bench.send(48, sic: 2) { builder in
        try builder.set("042/X", 1)
        try builder.set("042/Y", 1)
      }
      try bench.plot { try $0.set("020/TST", true) }
      try bench.send(34, sic: 3) { try $0.set("000", raw: 1) }
      bench.receive(.beast, [0x33, 0, 0, 0, 0, 0, 0, 0] + octets("8D40621D58C382D690C8AC2863A7"))
      bench.receive(.asterix, [1, 2, 3])
      bench.pass(seconds: 1)
    }
    return bench
  }

  private func octets(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal.utf8)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
  }

  @Test func restoredBankEqualsTheOneItWasTakenFrom() throws {
    let bench = try busyBench()
    let bytes = bench.bank.canonicalBytes
    var reader = CanonicalReader(bytes)
    let restored: SensorBank = try reader.value()
    #expect(reader.isAtEnd)
    #expect(restored.canonicalBytes == bytes)
    #expect(restored.sensors == bench.bank.sensors)
  }

  @Test func restoredBankGoesOnAsTheOriginalDoes() throws {
    var original = try busyBench()
    var reader = CanonicalReader(original.bank.canonicalBytes)
    var restored = original
    restored.bank = try reader.value()
    original.reports = []
    restored.reports = []
    for bench in [0, 1] {
      func goOn(_ bench: inout SensorBench) throws {
        bench.receive(.beast, [0x33, 0, 0, 0, 0, 0, 0, 0] + octets("8D40621D58C386435CC412692AD6"))
        try bench.plot(azimuthDegrees: 1)
        try bench.send(48, sic: 99) { try $0.set("042/X", 1) }
        bench.pass(seconds: 20)
      }
      if bench == 0 { try goOn(&original) } else { try goOn(&restored) }
    }
    #expect(original.reports.contains { $0.kind == .adsb })
    #expect(restored.reports == original.reports)
    #expect(restored.bank.canonicalBytes == original.bank.canonicalBytes)
  }

  @Test func truncatedSnapshotIsRefused() throws {
    let bytes = try busyBench().bank.canonicalBytes
    for count in stride(from: 0, to: bytes.count, by: 7) {
      var reader = CanonicalReader(Array(bytes.prefix(count)))
      #expect(throws: CanonicalDecodingError.self) { try reader.value(SensorBank.self) }
    }
  }

  @Test func damagedSnapshotIsRefusedOrGoesOnWithoutATrap() throws {
    let bench = try busyBench()
    let bytes = bench.bank.canonicalBytes
    var numbers = SeededNumbers(seed: 11)
    for _ in 0..<1500 {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8(truncatingIfNeeded: numbers.next())
      var reader = CanonicalReader(damaged)
      guard let bank = try? reader.value(SensorBank.self) else { continue }
      var going = bench
      going.bank = bank
      try going.plot()
      going.receive(.beast, [0x33, 0, 0, 0, 0, 0, 0, 0] + octets("8D40621D58C386435CC412692AD6"))
      going.pass(seconds: 1)
      _ = (going.bank.sites, going.bank.health)
    }
  }
}
