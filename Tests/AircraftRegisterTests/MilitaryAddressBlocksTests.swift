import AircraftRegister
import Foundation
import Testing
import TestSupport

@Suite struct MilitaryAddressBlocksTests {
  /// The list that ships with the project.
  static let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Reference/files/military-address-blocks.txt")

  static func blocks(_ text: String) throws(MilitaryAddressBlocksError) -> MilitaryAddressBlocks {
    try MilitaryAddressBlocks(text: Array(text.utf8).span)
  }

  @Test func readsTheShippedListWithStatesAsInTheAllocationTable() throws {
    let list = try MilitaryAddressBlocks(text: [UInt8](Data(contentsOf: Self.shipped)).span)
    #expect(list.blocks.count == 32)
    #expect(list.date == "2026-11-20")
    #expect(!list.source.isEmpty)
    for block in list.blocks {
      for address in [block.addresses.lowerBound, block.addresses.upperBound] {
        #expect(ICAOAddressAllocation.state(of: address)?.alpha2 == block.state)
        #expect(list.block(of: address) == block)
      }
      #expect(RegistrationMark.mark(of: block.addresses.lowerBound) == nil)
    }
    #expect(list.block(of: 0xADF7C7) == nil)
    #expect(list.block(of: 0xAE0000)?.state == "US")
  }

  @Test func takesBlocksInAnyOrderWithNotesCommentsAndBothLineEnds() throws {
    let list = try Self.blocks(
      "# Somebody, somewhere, 2026-01-31\r\n\r\n#x\n"
        + " 43C000-43cfff\tGB  Royal  Air Force \r\n33ff00-33ffff IT\n  # y\n1-2 XX"
    )
    #expect(list.source == "Somebody, somewhere")
    #expect(list.date == "2026-01-31")
    #expect(list.blocks.map(\.addresses) == [1...2, 0x33FF00...0x33FFFF, 0x43C000...0x43CFFF])
    #expect(list.blocks.map(\.note) == ["", "", "Royal  Air Force"])
    #expect(list.block(of: 0x33FEFF) == nil)
    #expect(list.block(of: 0x33FF00)?.state == "IT")
    #expect(list.block(of: 0x33FFFF)?.state == "IT")
    #expect(list.block(of: 0x340000) == nil)
    #expect(list.block(of: 0) == nil)
    #expect(try Self.blocks("# nobody, 2026-01-31").block(of: 5) == nil)
  }

  @Test func refusesATextWithoutSourceAndDate() {
    for text in [
      "", "\n", "43c000-43cfff GB", "# somebody", "# somebody, 2026", "# , 2026-01-31", "# a, 2026-13-01",
      "# a, 2026-01-32", "# a, 2026-00-10", "# a, 2026/01/31", "# a, 2026-01-3x", "a, 2026-01-31", "# a, 2026-01-31x",
    ] {
      #expect(throws: MilitaryAddressBlocksError(reason: .noSourceAndDate, line: 1)) { try Self.blocks(text) }
    }
  }

  @Test func namesTheLineOfAnError() {
    let expected: [(String, MilitaryAddressBlocksError.Reason)] = [
      ("43c000 GB", .noAddresses("43c000 GB")),
      ("43c000-43cfffa GB", .noAddresses("43c000-43cfffa GB")),
      ("-43cfff GB", .noAddresses("-43cfff GB")),
      ("1-2-3 GB", .noAddresses("1-2-3 GB")),
      ("43g000-43cfff GB", .noAddresses("43g000-43cfff GB")),
      ("43cfff-43c000 GB", .reversed("43cfff-43c000")),
      ("43c000-43cfff", .noState("")),
      ("43c000-43cfff gb", .noState("gb")),
      ("43c000-43cfff GBR", .noState("GBR")),
      ("1fffff-200000 RU", .overlaps(line: 2)),
      ("100000-100000 RU", .overlaps(line: 2)),
    ]
    for (line, reason) in expected {
      #expect(throws: MilitaryAddressBlocksError(reason: reason, line: 4)) {
        try Self.blocks("# a, 2026-01-31\n100000-1fffff RU\n300000-300001 IT\n\(line)\n")
      }
    }
  }

  @Test func refusesATextThatIsTooLongAndShowsOnlyTheStartOfALongLine() {
    let long = [UInt8](repeating: 0x20, count: MilitaryAddressBlocks.bytesMax + 1)
    #expect(throws: MilitaryAddressBlocksError.self) { try MilitaryAddressBlocks(text: long.span) }
    #expect {
      try Self.blocks("# a, 2026-01-31\n" + String(repeating: "x", count: 10_000))
    } throws: { "\($0)".count < 300 && "\($0)".hasPrefix("line 2: ") }
  }

  @Test func anyMutationGivesAListInOrderOrAnErrorWithALine() throws {
    let original = [UInt8](try Data(contentsOf: Self.shipped))
    var numbers = SeededNumbers(seed: 2)
    var lists = 0
    for _ in 0..<2_000 {
      let text = mutated(original, &numbers)
      do throws(MilitaryAddressBlocksError) {
        let list = try MilitaryAddressBlocks(text: text.span)
        lists += 1
        for (one, next) in zip(list.blocks, list.blocks.dropFirst()) {
          #expect(one.addresses.upperBound < next.addresses.lowerBound)
        }
      } catch {
        #expect(error.line >= 1 && error.line <= 1 + text.count { $0 == 0x0A } && !error.description.isEmpty)
      }
    }
    #expect(lists > 0 && lists < 2_000)
  }
}
