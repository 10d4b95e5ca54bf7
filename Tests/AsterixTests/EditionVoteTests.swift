import Foundation
import TestSupport
import Testing

@testable import Asterix

@Suite struct EditionVoteTests {
  /// Aircraft over one source, one record each, in an edition of CAT021.
  private func reports(_ edition: AsterixEdition, count: Int) throws -> [[UInt8]] {
    let isOld = edition.major == 0
    return try (0..<count).map { index in
      var builder = AsterixRecordBuilder(category: 21, edition: edition)
      try builder.set("010/SAC", 25)
      try builder.set("010/SIC", 201)
      try builder.set("080", raw: 0x34_5000 + UInt64(index % 40))
      try builder.set("130/LAT", 41.2 + Double(index % 40) / 50)
      try builder.set("130/LON", 2.1 + Double(index % 40) / 40)
      try builder.set(isOld ? "030" : "073", 36_000 + Double(index) / 10)
      try builder.set("170", string: "VIG\(100 + index % 40)")
      try builder.set("145", 300 + Double(index % 40))
      try builder.set("090/" + (isOld ? "AC" : "NUCRNACV"), raw: 1)
      return try builder.record()
    }
  }

  private func vote(_ blocks: [[UInt8]], inUse: EditionSelection = .newest) -> [EditionVote.Result] {
    var batch = AsterixBatch()
    for block in blocks { batch.append(block.span, byteOffset: 0) }
    var vote = EditionVote(inUse: inUse)
    vote.add(batch)
    return vote.results()
  }

  @Test(arguments: [1, 4]) func namesTheOldEditionOfAutomaticDependentSurveillance(recordsABlock: Int) throws {
    let old = AsterixEdition(major: 0, minor: 26)
    let records = try reports(old, count: 80)
    let blocks = stride(from: 0, to: 80, by: recordsABlock).map {
      AsterixBlock.encode(category: 21, records: Array(records[$0..<$0 + recordsABlock]))
    }
    let result = try #require(vote(blocks).first)
    #expect(result.source == DataSource(sac: 25, sic: 201))
    guard case .anotherFitsBetter(let edition) = result.verdict else {
      Issue.record("verdict \(result.verdict), \(result.evidence)")
      return
    }
    // 0.25 and 0.24 lay these items out alike.
    #expect(edition.major == 0)
    #expect(result.warning?.contains("use --edition 021=0.2") == true)
  }

  @Test(arguments: [1, 4]) func recognisesANewEditionReadAsAnOldOne(recordsABlock: Int) throws {
    let records = try reports(AsterixEdition(major: 2, minor: 4), count: 80)
    let blocks = stride(from: 0, to: 80, by: recordsABlock).map {
      AsterixBlock.encode(category: 21, records: Array(records[$0..<$0 + recordsABlock]))
    }
    var selection = EditionSelection()
    selection.select(AsterixEdition(major: 0, minor: 26), category: 21)
    let result = try #require(vote(blocks, inUse: selection).first)
    guard case .anotherFitsBetter(let edition) = result.verdict else {
      Issue.record("verdict \(result.verdict)")
      return
    }
    #expect(edition.major == 2)
    #expect(vote(blocks).first?.verdict == .fits)
  }

  @Test func saysThatNoEditionReadsAnOldTrackProfile() throws {
    // A track profile of before the public editions: time of day first, then another order of other items.
    var random = SeededGenerator(seed: 5)
    let blocks = (0..<60).map { index -> [UInt8] in
      let time = 5_000_000 + index * 640
      let body: [UInt8] =
        [0xBF, 0x75, 0x44, 70, 3, UInt8(time >> 16), UInt8(time >> 8 & 0xFF), UInt8(time & 0xFF)]
        + (0..<30).map { _ in UInt8.random(in: 0...255, using: &random) }
      return [62, 0, UInt8(body.count + 3)] + body
    }
    let result = try #require(vote(blocks).first)
    #expect(result.verdict == .noneFits)
    #expect(result.warning?.contains("no other edition built in fits") == true)
  }

  /// Newer and older editions of real recordings: none is called wrong.
  @Test(
    .enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"),
    arguments: RecordingTests.expectations.map(\.file))
  func callsNoEditionOfARealFileWrong(_ file: String) throws {
    let bytes = try #require(TestData.bytes("asterix/\(file)"))
    var batch = AsterixBatch()
    for framed in frames(Array(bytes.prefix(200_000)), framing: nil).datagrams {
      batch.append(framed.payload.span, byteOffset: framed.byteOffset)
    }
    var vote = EditionVote()
    vote.add(batch)
    for result in vote.results() {
      #expect(result.verdict == .fits, "\(result.warning ?? "") \(result.evidence)")
    }
  }

  @Test func choosesTheBetterEditionForItsSourceOnly() throws {
    let old = try reports(AsterixEdition(major: 0, minor: 26), count: 60)
    let blocks = old.map { AsterixBlock.encode(category: 21, records: [$0]) }
    var batch = AsterixBatch()
    for block in blocks { batch.append(block.span, byteOffset: 0) }
    var vote = EditionVote()
    vote.add(batch)
    let selection = vote.selection()
    #expect(selection.edition(category: 21, source: DataSource(sac: 25, sic: 201))?.major == 0)
    #expect(selection.edition(category: 21) == AsterixCatalogue.editions(of: 21).first)
    var decoder = AsterixDecoder(editions: selection)
    var datagram = DecodedDatagram()
    decoder.decode(batch, into: &datagram)
    #expect(datagram.refusals.isEmpty)
    #expect(datagram.leaf("145", in: datagram.records[3])?.quantity == 303)
  }
}
