import Asterix
import Testing

@Suite struct DecoderTests {
  @Test func readsARecordWhoseFSPECHasAnEmptyOctet() throws {
    let datagram = decode(issue241)
    #expect(datagram.refusals.isEmpty)
    let record = try #require(datagram.records.first)
    #expect(datagram.records.count == 1)
    #expect(record.byteRange == 3..<36)
    #expect(datagram.leaf("010/SAC", in: record)?.raw == 6)
    #expect(datagram.leaf("140", in: record)?.quantity == 855.4296875)
    #expect(datagram.leaf("042/X", in: record)?.quantity == -91.296875)
    #expect(datagram.leaf("170/CNF", in: record)?.tableText == "Tentative Track")
    #expect(datagram.byteRange(ofItem: "RE", in: record) == 31..<36)
  }

  @Test func readsAnOpaqueExpansionField() throws {
    // RE of two octets, its length and one more: no definition fits it.
    let datagram = decode(octets("300009 01010102 02FF"))
    #expect(datagram.refusals.isEmpty)
    let record = try #require(datagram.records.first)
    #expect(datagram.byteRange(ofItem: "RE", in: record) == 7..<9)
    var writer = AsterixJSONWriter()
    writer.write(datagram, index: 0, byteOffset: 0)
    #expect(String(decoding: writer.output, as: UTF8.self).contains(#""items":{"RE":{"hex":"ff"}}"#))
  }

  @Test func passesABlockOfAnUnknownCategory() throws {
    let datagram = decode(octets("F40006 AABBCC") + issue241)
    #expect(datagram.opaqueBlocks.map(\.category) == [0xF4])
    #expect(datagram.opaqueBlocks.map(\.byteRange) == [0..<6])
    #expect(datagram.records.count == 1)
    #expect(datagram.records.first?.blockIndex == 1)
  }

  @Test func losesOnlyTheBadBlockBetweenTwoGoodOnes() throws {
    let bad = octets("300008 80 00 010101")
    let datagram = decode(issue241 + bad + issue241)
    #expect(datagram.records.count == 3)
    #expect(datagram.records.map(\.blockIndex) == [0, 1, 2])
    let refusal = try #require(datagram.refusals.first)
    #expect(datagram.refusals.count == 1)
    #expect(refusal.blockIndex == 1)
    #expect(refusal.recordIndex == 1)
  }

  @Test func namesTheItemThatTheBlockEndsInside() throws {
    // I062/380 (field 11) with subfield IAS (4) and one octet instead of two.
    let datagram = decode(octets("3E0007 0110 10 7F"))
    let refusal = try #require(datagram.refusals.first)
    #expect(refusal.kind == .itemTruncated)
    #expect(refusal.itemPath == "380/IAS")
    #expect(refusal.byteOffset == 6)
    #expect(
      refusal.description
        == "block 0, category 62 edition 1.21, record 0, item 380/IAS, octet 6: the item needs 2 octets, the block has 1 left"
    )
  }

  @Test func refusesAFieldTheEditionDoesNotDefine() throws {
    let datagram = decode(octets("300008 01010101 80"))
    #expect(datagram.refusals.map(\.kind) == [.fieldUndefined])
    #expect(datagram.refusals.first?.found == 29)
  }

  @Test func refusesASubfieldThatMustStayEmpty() throws {
    // I034/050 with its second slot, which has no meaning.
    let datagram = decode(octets("220006 04 4000"))
    #expect(datagram.refusals.map(\.kind) == [.subfieldUndefined])
    #expect(datagram.refusals.first?.itemPath == "050")
  }

  @Test func refusesAnExtensionPastTheLastPart() throws {
    // I048/170 with a third part.
    let datagram = decode(octets("300008 0102 0101 00"))
    #expect(datagram.refusals.map(\.kind) == [.extensionUndefined])
  }

  @Test func refusesAnExplicitItemThatDoesNotCountItself() {
    let datagram = decode(octets("300008 01010104 00"))
    #expect(datagram.refusals.map(\.kind) == [.explicitLengthInvalid])
  }

  @Test func refusesARecordWithoutItems() {
    #expect(decode(octets("300004 00")).refusals.map(\.kind) == [.recordEmpty])
    #expect(decode(octets("300005 0100")).refusals.map(\.kind) == [.recordEmpty])
  }

  @Test func reportsTrailingOctetsAndKeepsTheBlocks() {
    let trailer = octets("40000001E5000001")
    let datagram = decode(issue241 + trailer)
    #expect(datagram.records.count == 1)
    #expect(datagram.refusals.map(\.kind) == [.trailingBytes])
    #expect(datagram.refusals.first?.byteRange == 36..<44)
  }

  @Test func reportsATruncatedBlock() {
    let datagram = decode(issue241 + issue241.prefix(20))
    #expect(datagram.records.count == 1)
    #expect(datagram.refusals.map(\.kind) == [.blockTruncated])
    #expect(datagram.refusals.first?.expected == 36)
    #expect(datagram.refusals.first?.found == 20)
  }

  @Test func readsEveryTruncationOfAMessageWithoutATrap() throws {
    for message in try goldenMessages() {
      for length in 0..<message.count {
        let datagram = decode(Array(message.prefix(length)))
        #expect(length == 0 || !datagram.refusals.isEmpty || !datagram.records.isEmpty)
        exercise(datagram)
        // The block's own length set to what is left: now the record is cut, not the block.
        guard length >= 3 else { continue }
        var cut = Array(message.prefix(length))
        cut[1] = UInt8(length >> 8)
        cut[2] = UInt8(length & 0xFF)
        exercise(decode(cut))
      }
    }
  }

  @Test func readsEveryMutationOfEveryOctetWithoutATrap() throws {
    for message in try goldenMessages() {
      for place in message.indices {
        for value in [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF] as [UInt8] {
          var mutated = message
          mutated[place] = value
          exercise(decode(mutated))
        }
      }
    }
  }

  @Test func readsSeededMutationsWithoutATrap() throws {
    var random = SeededGenerator(seed: 1)
    let messages = try goldenMessages()
    for _ in 0..<20_000 * soakFactor {
      guard var message = messages.randomElement(using: &random) else { return }
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<message.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: message[place] = UInt8.random(in: 0...255, using: &random)
        case 1: message[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        default: if message.count > 4 { message.remove(at: place) }
        }
      }
      if message.count >= 3 && Bool.random(using: &random) {
        message[1] = UInt8(message.count >> 8)
        message[2] = UInt8(message.count & 0xFF)
      }
      exercise(decode(message))
    }
  }

  @Test func reusesItsResult() {
    var decoder = AsterixDecoder()
    var datagram = DecodedDatagram()
    decoder.decode(issue241 + issue241, into: &datagram)
    decoder.decode([], into: &datagram)
    #expect(datagram.records.isEmpty && datagram.refusals.isEmpty && datagram.blockCount == 0)
    decoder.decode(issue241, into: &datagram)
    #expect(datagram.records.count == 1)
  }

  /// Reads everything a datagram offers: nothing may trap, and every place must lie inside the datagram.
  private func exercise(_ datagram: DecodedDatagram) {
    var writer = AsterixJSONWriter()
    writer.write(datagram, index: 0, byteOffset: 0)
    var covered = 0
    var values = AsterixRecordValues()
    var encoded: [UInt8] = []
    for record in datagram.records {
      covered += record.byteRange.count
      datagram.read(record, into: &values)
      encoded.removeAll()
      try? values.encode(into: &encoded)
      if encoded != Array(datagram.bytes[record.byteRange]) {
        Issue.record("a record does not encode to its own octets: \(datagram.bytes)")
      }
      _ = Category010Report(record, in: datagram)
      _ = Category021Report(record, in: datagram)
      _ = Category034Report(record, in: datagram)
      _ = Category048Report(record, in: datagram)
      _ = Category062Report(record, in: datagram)
      _ = Category063Report(record, in: datagram)
      _ = Category065Report(record, in: datagram)
    }
    for refusal in datagram.refusals {
      covered += refusal.byteRange.count
      if refusal.byteRange.upperBound > datagram.bytes.count { Issue.record("a refusal reaches past the datagram") }
    }
    if covered > datagram.bytes.count { Issue.record("records and refusals overlap") }
    if datagram.records.isEmpty && datagram.refusals.isEmpty && datagram.opaqueBlocks.isEmpty
      && datagram.blockCount == 0 && !datagram.bytes.isEmpty
    {
      Issue.record("a datagram gave nothing")
    }
  }
}

/// One message of each category with as many kinds of item as fit: our own, but for the published issue 241.
func goldenMessages() throws -> [[UInt8]] {
  var messages = [issue241]
  messages.append(AsterixBlock.encode(category: 48, records: [try plotRecord(), try plotRecord(trackNumber: 8)]))
  messages.append(try richTrackMessage())
  messages.append(try richPlotMessage())
  messages.append(try adsbMessage())
  var north = AsterixRecordBuilder(category: 34)
  try north.set("010/SAC", 20)
  try north.set("010/SIC", 129)
  try north.set("000", raw: 1)
  try north.set("030", 41_356)
  try north.set("041", 4)
  try north.set("050/COM/NOGO", raw: 0)
  try north.set("050/MDS/ANT", raw: 1)
  try north.set("070/0/COUNT", raw: 250)
  try north.set("120/HGT", 65)
  try north.set("120/LAT", 41.3007)
  try north.set("120/LON", 2.1021)
  messages.append(AsterixBlock.encode(category: 34, records: [try north.record()]))
  var surface = AsterixRecordBuilder(category: 10)
  try surface.set("010/SAC", 0)
  try surface.set("000", raw: 1)
  try surface.set("020/SPI", raw: 1)
  try surface.set("202/VX", -40.25)
  try surface.set("210/AX", 1.75)
  try surface.set("245/CHR", string: "FOLLOW1")
  try surface.set("270/WIDTH", 34)
  try surface.set("280/1/DRHO", -3)
  messages.append(AsterixBlock.encode(category: 10, records: [try surface.record()]))
  return messages
}

private func richTrackMessage() throws -> [UInt8] {
  var builder = AsterixRecordBuilder(category: 62)
  try builder.set("010/SAC", 70)
  try builder.set("040", raw: 1093)
  try builder.set("070", 53082.75)
  try builder.set("080/AAC", raw: 1)
  try builder.set("105/LAT", 57.1488)
  try builder.set("105/LON", 22.525)
  try builder.set("380/ID", string: "DLH2565")
  try builder.set("380/IAS/IM", raw: 1)
  try builder.set("380/IAS/IAS", 0.782)
  try builder.set("380/TID/0/ALT", 33000)
  try builder.set("380/BDSDATA/1", raw: 0x1122_3344_5566_7740)
  try builder.set("290/SSR", 0.75)
  try builder.set("295/BPS", 5)
  try builder.set("390/TOD/0/HOR", 13)
  try builder.set("390/DEP", string: "ULLI")
  try builder.set("510/1/TRACK", raw: 448)
  try builder.set("500/APC/X", 209.5)
  try builder.set("340/MDC/LMC", 379.5)
  try builder.set("RE/CST/0/LTN", raw: 77)
  try builder.set("SP", bytes: [0x20])
  return AsterixBlock.encode(category: 62, records: [try builder.record()])
}

private func richPlotMessage() throws -> [UInt8] {
  var builder = AsterixRecordBuilder(category: 48)
  try builder.set("010/SIC", 1)
  try builder.set("020/IRMXPR/VAL", raw: 1)
  try builder.set("030", list: [1, 16, 23])
  try builder.set("120/RDS/0/DOP", 250)
  try builder.set("120/CAL/CAL", -120)
  try builder.set("130/SAM", -63)
  try builder.set("130/APD", 1)
  try builder.set("250/0/MBDATA", raw: 0x00C1_8000_3000_00)
  try builder.set("250/0/BDS1", raw: 4)
  try builder.set("250/1/BDS1", raw: 6)
  try builder.set("RE/ERR", 257)
  return AsterixBlock.encode(category: 48, records: [try builder.record()])
}

private func adsbMessage() throws -> [UInt8] {
  var builder = AsterixRecordBuilder(category: 21)
  try builder.set("010/SAC", 0)
  try builder.set("040/TBC/VAL", 12)
  try builder.set("080", raw: 0x4840D6)
  try builder.set("073", 28802.921875)
  try builder.set("074/TOMRP", 0.9196)
  try builder.set("131/LAT", 52.2572)
  try builder.set("131/LON", 3.91937)
  try builder.set("090/PIC", raw: 9)
  try builder.set("110/TID/0/TTR", 3)
  try builder.set("220/TMP", -56.25)
  try builder.set("250/0", raw: 0x0102_0304_0506_0750)
  try builder.set("295/SCC", 2)
  try builder.set("RE/SGV/GSS", 12)
  return AsterixBlock.encode(category: 21, records: [try builder.record()])
}
