import Foundation
import TestSupport
import Testing

@testable import Asterix
@testable import AsterixGenerator

/// Categories that are not built in yet, read with definitions generated in the test: the representation holds them all.
@Suite(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
struct AllCategoriesTests {
  private func definition(_ category: UInt8) throws -> CategoryDefinition {
    let definitions = try #require(TestData.url("asterix-specs"))
    let generator = Generator(definitions: definitions, categories: [Int(category)], newestOnly: false)
    let file = try #require(try generator.run().files.first { $0.name.hasPrefix("Category") })
    let rows = file.text.split(separator: "\n").filter { $0.hasPrefix("    ") && $0.contains("|") }
    return CategoryDefinition(category: category, rows: rows.map { $0.drop { $0 == " " } }.joined(separator: "\n"))
  }

  private func records(_ bytes: [UInt8], _ definition: CategoryDefinition, edition: Int = 0) throws -> [RecordScan] {
    var records: [RecordScan] = []
    var offsets: [Int32] = []
    var block = 0
    while block < bytes.count {
      let end = block + Int(bytes[block + 1]) << 8 + Int(bytes[block + 2])
      let scanner = RecordScanner(definition: definition, bytes: bytes, end: end)
      var offset = block + 3
      while offset < end {
        let scan = try scanner.scanRecord(definition.editions[edition], at: offset, offsets: &offsets)
        records.append(scan)
        offset = scan.end
      }
      block = end
    }
    return records
  }

  @Test(
    arguments: [
      ("fixmpts_cat020_1.bin", 20, 1), ("fixmpts_cat023_GSStatus.bin", 23, 1),
      ("fixmpts_cat023_ServiceStat.bin", 23, 1),
      ("fixmpts_cat023_ServiceStatus.bin", 23, 1), ("fixmpts_cat025Status.bin", 25, 1),
      ("jasterix_cat001ed1.1.bin", 1, 1),
      ("jasterix_cat004ed1.4.bin", 4, 3), ("jasterix_cat020ed1.5.bin", 20, 1), ("jasterix_cat247ed1.2.bin", 247, 1),
      ("axs_cat240-1.bin", 240, 1),
    ] as [(String, UInt8, Int)])
  func countsTheRecordsOfOtherCategories(_ file: String, _ category: UInt8, _ count: Int) throws {
    let bytes = try #require(TestData.bytes("asterix/\(file)"))
    #expect(try records(bytes, definition(category)).count == count)
  }

  @Test func choosesTheProfileOfEachRecordByItsType() throws {
    let bytes = try #require(TestData.bytes("asterix/fixmpts_cat001.bin"))
    let definition = try definition(1)
    let found = try records(bytes, definition)
    let names = found.map { definition.texts[Int(definition.profiles[Int($0.profile)].name)] }
    #expect(names == ["track", "track"])
  }

  @Test func readsAPlotWithItsOwnProfile() throws {
    // I001/010, then I001/020 of type plot, then I001/040.
    let definition = try definition(1)
    let found = try records(octets("01000B E0 0801 20 12345678"), definition)
    #expect(found.map { definition.texts[Int(definition.profiles[Int($0.profile)].name)] } == ["plot"])
  }

  @Test func readsARandomFieldSequence() throws {
    // CAT002: its last field but one is the sequence; here it carries I002/010 and I002/000.
    let definition = try definition(2)
    let profile = try #require(definition.profiles.first)
    let place = try #require(
      definition.slots[profile.slots.range].firstIndex { $0.kind == .randomFieldSequencing })
    let field = place - profile.slots.range.lowerBound
    var fspec = [UInt8](repeating: 1, count: field / 7 + 1)
    fspec[field / 7] = 0x80 >> UInt8(field % 7)
    let body = fspec + [2, 1, 8, 1, 2, 2]
    let found = try records([2, 0, UInt8(body.count + 3)] + body, definition)
    #expect(found.count == 1)
  }
}
