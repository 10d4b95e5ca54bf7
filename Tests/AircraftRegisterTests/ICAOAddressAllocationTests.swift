import AircraftRegister
import Testing
import TestSupport

@Suite struct ICAOAddressAllocationTests {
  typealias Known = (first: UInt32, last: UInt32, alpha2: String, alpha3: String)

  /// Blocks of every size from table 9-1, from both ends of the address space.
  static let known: [Known] = [
    (0x004000, 0x0047FF, "ZW", "ZWE"), (0x008000, 0x00FFFF, "ZA", "ZAF"), (0x0AC000, 0x0ADFFF, "CO", "COL"),
    (0x0C4000, 0x0C4FFF, "DO", "DOM"), (0x100000, 0x1FFFFF, "RU", "RUS"), (0x300000, 0x33FFFF, "IT", "ITA"),
    (0x380000, 0x3BFFFF, "FR", "FRA"), (0x3C0000, 0x3FFFFF, "DE", "DEU"), (0x400000, 0x43FFFF, "GB", "GBR"),
    (0x480000, 0x487FFF, "NL", "NLD"), (0x4B0000, 0x4B7FFF, "CH", "CHE"), (0x4CA000, 0x4CAFFF, "IE", "IRL"),
    (0x4D2000, 0x4D27FF, "MT", "MLT"), (0x501800, 0x501FFF, "HR", "HRV"), (0x680000, 0x6807FF, "BT", "BTN"),
    (0x700000, 0x700FFF, "AF", "AFG"), (0x740000, 0x747FFF, "JO", "JOR"), (0x780000, 0x7BFFFF, "CN", "CHN"),
    (0x7C0000, 0x7FFFFF, "AU", "AUS"), (0x896000, 0x896FFF, "AE", "ARE"), (0x899000, 0x8997FF, "TW", "TWN"),
    (0xA00000, 0xAFFFFF, "US", "USA"), (0xC00000, 0xC3FFFF, "CA", "CAN"), (0xC97000, 0xC977FF, "TV", "TUV"),
    (0xE40000, 0xE7FFFF, "BR", "BRA"), (0xE94000, 0xE94FFF, "BO", "BOL"),
  ]

  @Test(arguments: known) func findsTheStateFromTheFirstToTheLastAddressOfItsBlock(_ known: Known) {
    for address in [known.first, known.first + 1, (known.first + known.last) / 2, known.last] {
      #expect(ICAOAddressAllocation.state(of: address)?.alpha2 == known.alpha2)
      #expect(ICAOAddressAllocation.state(of: address)?.alpha3 == known.alpha3)
      #expect(ICAOAddressAllocation.isAllocated(address))
    }
    #expect(ICAOAddressAllocation.state(of: known.first - 1)?.alpha2 != known.alpha2)
    #expect(ICAOAddressAllocation.state(of: known.last + 1)?.alpha2 != known.alpha2)
  }

  @Test func blocksAreInOrderOnTheirBoundariesAndApart() {
    let blocks = ICAOAddressAllocation.blocks
    #expect(blocks.count == 194)
    for block in blocks {
      #expect(block.first & ((1 << block.freeBits) - 1) == 0, "\(block.state.name) is not on a boundary of its size")
      #expect(block.last - block.first + 1 == 1 << block.freeBits)
    }
    for (one, next) in zip(blocks, blocks.dropFirst()) {
      #expect(one.last < next.first, "\(one.state.name) runs into \(next.state.name)")
    }
  }

  @Test func eachStateHasOneBlockAndCodesOfItsOwn() {
    let states = ICAOAddressAllocation.blocks.map(\.state)
    #expect(Set(states.map(\.alpha2)).count == states.count)
    #expect(Set(states.map(\.alpha3)).count == states.count)
    #expect(Set(states.map(\.name)).count == states.count)
    for state in states {
      #expect(state.alpha2.utf8.count == 2 && state.alpha3.utf8.count == 3)
      #expect((state.alpha2 + state.alpha3).utf8.allSatisfy { (0x41...0x5A).contains($0) })
    }
  }

  @Test func findsByHalvingWhatLookingThroughAllBlocksFinds() {
    var numbers = SeededNumbers(seed: 1)
    for _ in 0..<20_000 {
      let address = UInt32.random(in: 0...0x1FF_FFFF, using: &numbers)
      let block = ICAOAddressAllocation.blocks.first { $0.first <= address && address <= $0.last }
      #expect(ICAOAddressAllocation.state(of: address) == block?.state)
    }
  }

  @Test func theAddressesOfAllZerosAllOnesAndMoreThan24BitsAreImpossible() {
    for address: UInt32 in [0, 0xFF_FFFF, 0x100_0000, .max] {
      #expect(ICAOAddressAllocation.holder(of: address) == .impossible)
      #expect(!ICAOAddressAllocation.isPossible(address))
      #expect(!ICAOAddressAllocation.isAllocated(address))
    }
    #expect(ICAOAddressAllocation.isPossible(1))
    #expect(ICAOAddressAllocation.isPossible(0xFF_FFFE))
  }

  @Test func knowsTheBlocksOfICAOItself() {
    for address: UInt32 in [0xF00000, 0xF07FFF] {
      #expect(ICAOAddressAllocation.holder(of: address) == .icaoTemporary)
      #expect(ICAOAddressAllocation.isAllocated(address))
    }
    for address: UInt32 in [0xF09000, 0xF097FF] {
      #expect(ICAOAddressAllocation.holder(of: address) == .icaoSpecialUse)
      #expect(ICAOAddressAllocation.state(of: address) == nil)
    }
    #expect(ICAOAddressAllocation.holder(of: 0xF08000) == .reserved(.future))
    #expect(ICAOAddressAllocation.holder(of: 0xF09800) == .reserved(.future))
  }

  @Test func saysForWhomAStretchWithoutStatesIsKept() {
    let expected: [(UInt32, ICAOAddressAllocation.Reservation)] = [
      (0x200000, .africa), (0x27FFFF, .africa), (0x280000, .southAmerica), (0x2FFFFF, .southAmerica),
      (0x5FFFFF, .europeAndNorthAtlantic), (0x67FFFF, .middleEast), (0x6FFFFF, .asia),
      (0x9FFFFF, .northAmericaAndPacific), (0xB00000, .future), (0xDFFFFF, .future), (0xEFFFFF, .caribbean),
    ]
    for (address, reservation) in expected {
      #expect(ICAOAddressAllocation.holder(of: address) == .reserved(reservation))
      #expect(!ICAOAddressAllocation.isAllocated(address))
    }
    for address: UInt32 in [1, 0x003FFF, 0x004800, 0x0E0000, 0x8B0000, 0xC40000] {
      #expect(ICAOAddressAllocation.holder(of: address) == .unallocated)
    }
  }
}
