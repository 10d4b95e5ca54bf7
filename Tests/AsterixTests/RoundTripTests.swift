import Foundation
import TestSupport
import Testing

@testable import Asterix

/// What is decoded encodes to the same octets, and what is encoded decodes to the same values.
@Suite struct RoundTripTests {
  @Test(
    .enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"),
    arguments: RecordingTests.expectations.map(\.file))
  func encodesEveryRecordOfEveryFileToItsOwnOctets(_ file: String) throws {
    let bytes = try #require(TestData.bytes("asterix/\(file)"))
    var values = AsterixRecordValues()
    var encoded: [UInt8] = []
    for framed in frames(bytes).datagrams {
      let datagram = decode(framed.payload)
      for record in datagram.records {
        datagram.read(record, into: &values)
        encoded.removeAll(keepingCapacity: true)
        try values.encode(into: &encoded)
        guard encoded == Array(datagram.bytes[record.byteRange]) else {
          Issue.record("octet \(framed.byteOffset + record.byteRange.lowerBound)")
          return
        }
      }
    }
  }

  struct Layout: Sendable, CustomTestStringConvertible {
    var category: UInt8
    var edition: Int
    var testDescription: String { "category \(category), edition \(AsterixCatalogue.editions(of: category)[edition])" }
  }

  static let layouts = AsterixCatalogue.categories.flatMap { category in
    AsterixCatalogue.editions(of: category).indices.map { Layout(category: category, edition: $0) }
  }

  /// 1,000 records of each category and edition; 100,000 in a soak.
  @Test(arguments: layouts) func decodesWhatItEncoded(_ layout: Layout) throws {
    let definition = try #require(generatedDefinition(layout.category))
    var generated = GeneratedRecords(
      definition: definition, random: SeededGenerator(seed: UInt64(layout.category) << 8 | UInt64(layout.edition)))
    var editions = EditionSelection()
    editions.select(definition.editions[layout.edition].number, category: layout.category)
    var decoder = AsterixDecoder(editions: editions)
    var datagram = DecodedDatagram()
    var read = AsterixRecordValues()
    for number in 0..<(soakFactor > 1 ? 100_000 : 1000) {
      let values = generated.values(edition: layout.edition)
      var record: [UInt8] = []
      // Random repetitions may make a field longer than its length octet can count.
      guard Self.fits(values, &record) else { continue }
      decoder.decode(AsterixBlock.encode(category: layout.category, records: [record]), into: &datagram)
      guard let found = datagram.records.first, datagram.refusals.isEmpty else {
        Issue.record("record \(number) is refused: \(datagram.refusals.first?.description ?? "") \(record)")
        return
      }
      datagram.read(found, into: &read, decodesRegisters: false)
      guard Self.holdsTheSame(values, read, definition) else {
        Issue.record("record \(number) reads differently: \(record)")
        return
      }
      record.removeAll(keepingCapacity: true)
      try read.encode(into: &record)
      guard record == Array(datagram.bytes[found.byteRange]) else {
        Issue.record("record \(number) encodes differently")
        return
      }
    }
  }

  /// The last record of a batch is read part by part where words would reach past the octets; any other by stretches.
  @Test(arguments: layouts) func readsTheLastRecordAsTheOnesBefore(_ layout: Layout) throws {
    let definition = try #require(generatedDefinition(layout.category))
    var generated = GeneratedRecords(
      definition: definition, random: SeededGenerator(seed: 0x5EED << 8 | UInt64(layout.edition)))
    var editions = EditionSelection()
    editions.select(definition.editions[layout.edition].number, category: layout.category)
    var decoder = AsterixDecoder(editions: editions)
    var datagram = DecodedDatagram()
    var (first, last) = (AsterixRecordValues(), AsterixRecordValues())
    for number in 0..<200 {
      var record: [UInt8] = []
      guard Self.fits(generated.values(edition: layout.edition), &record) else { continue }
      let block = AsterixBlock.encode(category: layout.category, records: [record])
      decoder.decode(block + block, into: &datagram)
      try #require(datagram.records.count == 2)
      datagram.read(datagram.records[0], into: &first)
      datagram.read(datagram.records[1], into: &last)
      let isEqual =
        first.elementCount == last.elementCount && first.kept.octets == last.kept.octets
        && first.elements[..<first.elementCount].elementsEqual(last.elements[..<last.elementCount]) {
          $0.raw == $1.raw && $0.physical == $1.physical
        }
      guard isEqual, Self.entriesAreEqual(first, last) else {
        Issue.record("record \(number) reads differently: \(record)")
        return
      }
    }
  }

  private static func fits(_ values: AsterixRecordValues, _ record: inout [UInt8]) -> Bool {
    do {
      try values.encode(into: &record)
    } catch {
      if case .fieldTooLong = error { return false }
      Issue.record("cannot encode: \(error)")
      return false
    }
    return record.count <= 65532
  }

  /// Whether two records hold the same raw values in the same places.
  private static func holdsTheSame(
    _ made: AsterixRecordValues, _ read: AsterixRecordValues, _ definition: CategoryDefinition
  ) -> Bool {
    // Items whose layout others choose may be read with another one.
    if definition.category == 4 { return true }
    return made.presenceOctets == read.presenceOctets && made.profile == read.profile
      && made.kept.octets == read.kept.octets && made.elementCount == read.elementCount
      && made.elements[..<made.elementCount].elementsEqual(read.elements[..<read.elementCount]) { $0.raw == $1.raw }
      && entriesAreEqual(made, read)
  }

  private static func entriesAreEqual(_ left: AsterixRecordValues, _ right: AsterixRecordValues) -> Bool {
    left.entriesByPart.elementsEqual(right.entriesByPart) { one, other in
      one.kind == other.kind && one.place == other.place && (one.raw == other.raw || one.kind == .element)
    }
  }
}

extension AsterixRecordValues {
  /// The entries, with the parts that stretches are made of in their stead.
  fileprivate var entriesByPart: [RecordEntry] {
    entries[..<entryCount].flatMap { entry in
      guard entry.kind == .stretch else { return [entry] }
      let parts = shapes[0].parts[shapes[0].stretches[Int(entry.place)].parts.range]
      return parts.map { RecordEntry(.part, Int($0.place)) }
    }
  }
}

/// Generated records of every edition for another decoder to check: see Tests/Peers/asterix_generated.py.
@Suite struct PeerSampleTests {
  private static let path = ProcessInfo.processInfo.environment["VIGIE_ASTERIX_SAMPLE"]

  @Test(.enabled(if: path != nil, "VIGIE_ASTERIX_SAMPLE names no file")) func writesASampleOfEveryEdition() throws {
    var lines = ""
    for layout in RoundTripTests.layouts {
      let definition = try #require(generatedDefinition(layout.category))
      var generated = GeneratedRecords(
        definition: definition, random: SeededGenerator(seed: UInt64(layout.edition) + 77))
      for _ in 0..<20 * soakFactor {
        let values = generated.values(edition: layout.edition)
        var record: [UInt8] = []
        do { try values.encode(into: &record) } catch { continue }
        // libasterix takes no FSPEC longer than the profile needs.
        guard record.count < 60_000, record[values.presenceOctets - 1] != 0,
          let raw = Self.raw(values, definition)
        else { continue }
        let hexadecimal = record.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        lines += "{\"category\":\(layout.category),\"edition\":\"\(definition.editions[layout.edition].number)\""
        lines += ",\"hex\":\"\(hexadecimal)\",\"raw\":[\(raw.map(String.init).joined(separator: ","))]}\n"
      }
    }
    try Data(lines.utf8).write(to: URL(fileURLWithPath: try #require(Self.path)))
  }

  /// The raw values of a record's elements in order, those of expansion fields left out; nil for a record with a random
  /// field sequence.
  private static func raw(_ values: AsterixRecordValues, _ definition: CategoryDefinition) -> [UInt64]? {
    var raw: [UInt64] = []
    var element = 0
    var depthInExpansion = 0
    for entry in values.entriesByPart {
      let node = entry.kind == .part ? nil : definition.nodes[at: Int(entry.place)]
      if node?.kind == .randomFieldSequencing { return nil }
      switch entry.kind {
      case .beginParts, .beginList:
        if node?.kind == .reservedExpansion || depthInExpansion > 0 { depthInExpansion += 1 }
      case .endParts, .endList: depthInExpansion = max(0, depthInExpansion - 1)
      case .part, .element:
        let count = entry.kind == .element ? 1 : Int(definition.parts[Int(entry.place)].steps.count)
        if depthInExpansion == 0 { raw += values.elements[element..<element + count].map(\.raw) }
        element += count
      default: continue
      }
    }
    return raw
  }
}
