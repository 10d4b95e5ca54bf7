import Testing

@testable import Asterix

/// What only some categories have: profiles chosen by the record, random field sequences, layouts chosen by other items.
@Suite struct AllCategoriesTests {
  @Test func holdsTheWholePublishedSet() {
    #expect(AsterixCatalogue.categories.count == 27)
    #expect(AsterixCatalogue.categories.reduce(0) { $0 + AsterixCatalogue.editions(of: $1).count } == 68)
    #expect(AsterixCatalogue.categories.reduce(0) { $0 + AsterixCatalogue.expansionEditions(of: $1).count } == 7)
  }

  @Test func opensEachRecordWithItsDataSource() throws {
    // Editions by source look for it there.
    for category in AsterixCatalogue.categories {
      let definition = try #require(generatedDefinition(category))
      for profile in definition.profiles {
        let node = definition.nodes[Int(profile.slots.first)]
        let sizes = definition.nodes[node.children.range].map(\.bits)
        #expect(sizes == [8, 8], "category \(category)")
      }
    }
  }

  @Test func choosesTheProfileOfEachRecordByItsType() throws {
    // A track: I001/010, I001/020 of type track, I001/161. A plot: I001/010, I001/020 of type plot, I001/040.
    let datagram = decode(octets("010011 E0 0801 A0 0123  E0 0801 20 12345678"))
    #expect(datagram.refusals.isEmpty)
    #expect(datagram.leaf("161", in: datagram.records[0])?.raw == 0x123)
    #expect(datagram.leaf("040/THETA", in: datagram.records[1])?.raw == 0x5678)
  }

  @Test func readsAndWritesARandomFieldSequence() throws {
    let definition = try #require(generatedDefinition(2))
    let slots = try #require(definition.profiles.first).slots.range
    let place = try #require(slots.first { definition.nodes[$0].kind == .randomFieldSequencing }) - slots.lowerBound
    var fspec = [UInt8](repeating: 1, count: place / 7 + 1)
    fspec[place / 7] = 0x80 >> UInt8(place % 7)
    let body = fspec + [2, 1, 8, 1, 2, 2]
    let datagram = decode([2, 0, UInt8(body.count + 3)] + body)
    let record = try #require(datagram.records.first)
    var values = AsterixRecordValues()
    datagram.read(record, into: &values)
    var encoded: [UInt8] = []
    try values.encode(into: &encoded)
    #expect(encoded == body)
    var writer = AsterixJSONWriter()
    writer.write(datagram, index: 0, byteOffset: 0)
    let text = String(decoding: writer.output, as: UTF8.self)
    #expect(text.contains(#""items":{"RFS":[{"010":{"SAC":8,"SIC":1}},{"000":2}]}"#), "\(text)")
  }

  @Test func chooseTheLayoutOfAnItemByAnotherItem() throws {
    // I004/120/CC/CPC has the layout that I004/000 and TID name.
    var builder = AsterixRecordBuilder(category: 4)
    try builder.set("000", raw: 9)
    try builder.set("120/CC/TID", raw: 2)
    let definition = try #require(generatedDefinition(4))
    let chosen = try #require(definition.dependencies.first { $0.cases.contains { $0.values == [9, 2] } })
    let node = try #require(chosen.cases.first { $0.values == [9, 2] }).subject
    let part = try #require(definition.nodes[Int(node)].children.range.first { definition.nodes[$0].isItem })
    let name = definition.texts[Int(definition.nodes[part].name)]
    try builder.set("120/CC/CPC/\(name)", raw: 1)
    let record = try builder.record()
    var writer = AsterixJSONWriter()
    writer.write(decode(AsterixBlock.encode(category: 4, records: [record])), index: 0, byteOffset: 0)
    let text = String(decoding: writer.output, as: UTF8.self)
    #expect(text.contains("\"CPC\":{\"\(name)\":1"), "\(text)")
  }

  @Test func passesAnUnknownCategoryWithItsOctets() {
    let datagram = decode(octets("F40005AABB") + octets("220007 C0 1481 01"))
    #expect(datagram.opaqueBlocks.map(\.category) == [244])
    #expect(datagram.opaqueBlocks.map(\.byteRange) == [0..<5])
    #expect(datagram.records.count == 1)
  }
}
