import Asterix
import Foundation
import Testing
import TestSupport

@Suite struct BuilderTests {
  @Test func writesWhatItReads() throws {
    for message in try goldenMessages() {
      let datagram = decode(message)
      #expect(datagram.refusals.isEmpty)
      for record in datagram.records where message != issue241 {
        #expect(try rebuilt(record, datagram) == Array(datagram.bytes[record.byteRange]))
      }
    }
  }

  @Test(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
  func rebuildsTheRecordsOfRecordings() throws {
    let files = [
      "asterix_cat10", "axs_cat062-all-1.bin", "cat21_re.ast", "cat_034_048.pcap", "cat062cat065.raw",
      "fixmpts_cat063.bin", "jasterix_cat021ed2.1.bin", "jasterix_cat048ed1.23.bin",
      "cat062_crashes_asterix_decoder_0.7.11.raw", "230502-est-080001_BCN_60MN_08_09.ast",
      "final_frame_062_065_large_packet_30min.ff", "201002-lebl-080001_smr.ast",
    ]
    var checked = 0
    var shortened = 0
    for file in files {
      let bytes = try #require(TestData.bytes("asterix/\(file)"))
      let datagrams = frames(bytes).datagrams
      let step = max(1, datagrams.count / 400)
      for place in stride(from: 0, to: datagrams.count, by: step) {
        let datagram = decode(datagrams[place].payload)
        for record in datagram.records {
          let original = Array(datagram.bytes[record.byteRange])
          let copy = try rebuilt(record, datagram)
          checked += 1
          guard copy != original else { continue }
          // The sender wrote presence octets that announce nothing; the builder writes the shortest form of the same.
          shortened += 1
          #expect(copy.count < original.count, "\(file) \(place)")
          #expect(lines(of: copy, record.category) == lines(of: original, record.category), "\(file) \(place)")
        }
      }
    }
    #expect(checked > 1500)
    #expect(shortened == 3)
  }

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

  /// The record made anew from its own elements.
  /// Every item of one record as text, its place and length left out.
  private func lines(of record: [UInt8], _ category: UInt8) -> Substring? {
    var writer = AsterixJSONWriter()
    writer.write(decode(AsterixBlock.encode(category: category, records: [record])), index: 0, byteOffset: 0)
    let text = String(decoding: writer.takeOutput(), as: UTF8.self)
    return text.range(of: "\"items\"").map { text[$0.lowerBound...] }
  }

  private func rebuilt(_ record: AsterixRecord, _ datagram: DecodedDatagram) throws -> [UInt8] {
    var copier = RecordCopier(builder: AsterixRecordBuilder(category: record.category, edition: record.edition))
    datagram.walk(record, with: &copier)
    if let error = copier.error { throw error }
    return try copier.builder.record()
  }
}

/// Sets every element it visits in a builder.
private struct RecordCopier: AsterixVisitor {
  var builder: AsterixRecordBuilder
  var error: (any Error)?
  private var path: [String] = []
  /// The next index of each list the walk is in; nil for an item with parts.
  private var indices: [Int?] = []

  init(builder: AsterixRecordBuilder) { self.builder = builder }

  mutating func beginParts(_ name: String) { begin(name, index: nil) }
  mutating func beginList(_ name: String) { begin(name, index: 0) }
  mutating func endParts() { end() }
  mutating func endList() { end() }

  private mutating func begin(_ name: String, index: Int?) {
    path.append(component(name))
    indices.append(index)
    let full = path.joined(separator: "/")
    attempt { builder throws in try builder.setPresent(full) }
  }

  private mutating func end() {
    path.removeLast()
    indices.removeLast()
  }

  private mutating func component(_ name: String) -> String {
    guard let index = indices.last ?? nil else { return name }
    indices[indices.count - 1] = index + 1
    return String(index)
  }

  mutating func leaf(_ leaf: AsterixLeaf, bytes: [UInt8]) {
    let name = (path + [component(leaf.name)]).joined(separator: "/")
    attempt { builder throws in try builder.set(name, raw: leaf.raw) }
  }

  mutating func opaque(_ name: String, bytes: ArraySlice<UInt8>) {
    attempt { builder throws in try builder.set(name, bytes: Array(bytes)) }
  }

  private mutating func attempt(_ action: (inout AsterixRecordBuilder) throws -> Void) {
    do { try action(&builder) } catch { self.error = error }
  }
}
