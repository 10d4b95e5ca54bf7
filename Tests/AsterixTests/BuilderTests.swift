import Asterix
import Foundation
import Testing
import TestSupport

@Suite struct BuilderTests {
  @Test func roundsToTheNearestStep() throws {
    var builder = AsterixRecordBuilder(category: 48)
    try builder.set("040/RHO", 1.0 / 512 + 1e-9)
    try builder.set("040/THETA", 359.9999)
    try builder.set("090/FL", -1.2)
    try builder.set("042/X", -12.3456)
    let datagram = decode(AsterixBlock.encode(category: 48, records: [try builder.record()]))
    let report = try #require(datagram.records.first.flatMap { Category048Report($0, in: datagram) })
    #expect(report.rhoNauticalMiles == 1.0 / 256)
    #expect(report.thetaDegrees == 0)
    #expect(report.flightLevel?.flightLevel == -1.25)
    #expect(abs((report.positionNauticalMiles?.x ?? 0) + 12.3456) <= 1.0 / 256)
  }

  @Test func doesNotRoundATimeOverMidnight() throws {
    var builder = AsterixRecordBuilder(category: 48)
    try builder.set("140", 86399.9999)
    let datagram = decode(AsterixBlock.encode(category: 48, records: [try builder.record()]))
    let record = try #require(datagram.records.first)
    #expect(datagram.leaf("140", in: record)?.quantity == 86400 - 1.0 / 128)
  }

  @Test func refusesValuesOutOfRange() {
    var builder = AsterixRecordBuilder(category: 48)
    #expect(throws: AsterixEncodingError.constraintBroken(path: "040/RHO", value: 256, constraint: "< 256.0")) {
      try builder.set("040/RHO", 256)
    }
    #expect(
      throws: AsterixEncodingError.outOfRange(path: "110/3DH", value: 250_000, minimum: -204_800, maximum: 204_775)
    ) {
      try builder.set("110/3DH", 250_000)
    }
    #expect(throws: AsterixEncodingError.rawOutOfRange(path: "020/TYP", value: 8, bits: 3)) {
      try builder.set("020/TYP", raw: 8)
    }
    #expect(throws: (any Error).self) { try builder.set("140", .nan) }
    #expect(throws: (any Error).self) { try builder.set("161/TRN", 1.5) }
    #expect(throws: AsterixEncodingError.pathUnknown(category: 48, path: "040/R")) { try builder.set("040/R", 1) }
    #expect(throws: AsterixEncodingError.notAnElement(path: "040")) { try builder.set("040", 1) }
    #expect(throws: AsterixEncodingError.characterInvalid(path: "240", text: "abc")) {
      try builder.set("240", string: "abc")
    }
    #expect(throws: AsterixEncodingError.textTooLong(path: "240", text: "ABCDEFGHI", characters: 8)) {
      try builder.set("240", string: "ABCDEFGHI")
    }
    #expect(throws: AsterixEncodingError.recordEmpty) { try builder.record() }
    var unknown = AsterixRecordBuilder(category: 3)
    #expect(throws: AsterixEncodingError.categoryUnknown(3)) { try unknown.set("010/SAC", 1) }
  }

  @Test func writesItemsInTheOrderOfTheProfile() throws {
    var builder = AsterixRecordBuilder(category: 48)
    try builder.set("140", 1)
    try builder.set("010/SIC", 2)
    try builder.set("010/SAC", 1)
    #expect(try builder.record() == [0xC0, 1, 2, 0, 0, 128])
  }

  @Test func splitsRecordsOverBlocksOfABoundedSize() throws {
    let record = try plotRecord()
    let bytes = AsterixBlock.encode(
      category: 48, records: [[UInt8]](repeating: record, count: 100), maximumBytes: 1400)
    let datagram = decode(bytes)
    #expect(datagram.records.count == 100)
    #expect(datagram.refusals.isEmpty)
    #expect(datagram.blockCount > 1)
    let lengths = zip(datagram.records, datagram.records.dropFirst()).filter { $0.blockIndex != $1.blockIndex }.count
    #expect(lengths == datagram.blockCount - 1)
  }

  @Test func keepsEveryValueOfSeededRecords() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<300 * soakFactor {
      var builder = AsterixRecordBuilder(category: 48)
      let rho = Double.random(in: 0..<255, using: &random)
      let theta = Double.random(in: 0..<360, using: &random)
      let level = Double.random(in: -10...1200, using: &random)
      let speed = Double.random(in: 0...1.5, using: &random)
      try builder.set("040/RHO", rho)
      try builder.set("040/THETA", theta)
      try builder.set("090/FL", level)
      try builder.set("200/GSP", speed)
      try builder.set("200/HDG", theta)
      let datagram = decode(AsterixBlock.encode(category: 48, records: [try builder.record()]))
      let report = try #require(datagram.records.first.flatMap { Category048Report($0, in: datagram) })
      #expect(abs((report.rhoNauticalMiles ?? -1) - rho) <= 1.0 / 512)
      let turn = abs((report.thetaDegrees ?? -1) - theta)
      #expect(min(turn, 360 - turn) <= 180.0 / 65536 + 1e-12)
      #expect(abs((report.flightLevel?.flightLevel ?? -99) - level) <= 0.125)
      #expect(abs((report.groundSpeedNauticalMilesPerSecond ?? -1) - speed) <= 1.0 / 32768)
    }
  }
}
