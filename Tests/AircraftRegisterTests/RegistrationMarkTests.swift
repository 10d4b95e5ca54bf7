import AircraftRegister
import Testing

@Suite struct RegistrationMarkTests {
  /// United States: test pairs published with several converters, on every boundary of the numbering.
  static let unitedStates: [(UInt32, String)] = [
    (0xA00001, "N1"), (0xA00002, "N1A"), (0xA00003, "N1AA"), (0xA0001A, "N1AZ"), (0xA0001B, "N1B"), (0xA000C9, "N1HZ"),
    (0xA000CA, "N1J"), (0xA00146, "N1NZ"), (0xA00147, "N1P"), (0xA00259, "N1ZZ"), (0xA0025A, "N10"), (0xA0025B, "N10A"),
    (0xA004B2, "N10ZZ"), (0xA004B3, "N100"), (0xA004B4, "N100A"), (0xA0070B, "N100ZZ"), (0xA0070C, "N1000"),
    (0xA0070D, "N1000A"), (0xA00724, "N1000Z"), (0xA00725, "N10000"), (0xA0072E, "N10009"), (0xA0072F, "N1001"),
    (0xA00751, "N10019"), (0xA00869, "N10099"), (0xA0086A, "N101"), (0xA00AC2, "N101ZZ"), (0xA00C20, "N10199"),
    (0xA061D9, "N12345"), (0xAA0DB8, "N747NA"), (0xAAB1CF, "N78888"), (0xABCDEF, "N86QU"), (0xADF7C7, "N99999"),
  ]

  /// Other states: pairs from public lists of aircraft, two or more from each stretch that is not in one run with
  /// others.
  static let others: [(UInt32, String)] = [
    (0xC00BCF, "C-FEMG"), (0xC07BED, "C-GUYE"),
    (0x3C48E8, "D-ABGH"), (0x3C675A, "D-AIZZ"), (0x3C8481, "D-BADA"), (0x3CA644, "D-BIRD"),
    (0x3C00AF, "D-APGS"), (0x3C0A5C, "D-ASXZ"), (0x3C1CF3, "D-AZZA"),
    (0x3C2141, "D-BPMI"), (0x3C2D57, "D-BUBI"),
    (0x3CDC7C, "D-CKUM"), (0x3CFFDA, "D-CYES"), (0x3D04A7, "D-CZZZ"),
    (0x3D04A8, "D-EAAA"), (0x3D05D9, "D-EALT"), (0x3D5005, "D-FCOB"), (0x3D8B38, "D-FYYY"),
    (0x3D8DF8, "D-GAAA"), (0x3DC026, "D-GTAC"), (0x3E203C, "D-IDKE"), (0x3E4053, "D-IPOD"),
    (0x391AE2, "F-GGXC"), (0x391F37, "F-GHZX"), (0x39C420, "F-HRBA"), (0x39E002, "F-HYAC"), (0x39E667, "F-HZTH"),
    (0x44B024, "OO-LAD"), (0x44B5EB, "OO-MOK"), (0x44BDC5, "OO-ONE"),
  ]

  @Test(arguments: unitedStates + others) func givesTheMarkOfAnAddressAndBack(_ address: UInt32, _ mark: String) {
    #expect(RegistrationMark.mark(of: address) == mark)
    #expect(RegistrationMark.address(of: mark) == address)
  }

  @Test func everyAddressOfTheUnitedStatesMakesTheWayToItsMarkAndBack() {
    var wrong: [UInt32] = []
    for address: UInt32 in 0xA00001...0xADF7C7 {
      guard let mark = RegistrationMark.mark(of: address), RegistrationMark.address(of: mark) == address else {
        wrong.append(address)
        continue
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  @Test func everyAddressOfTheLetterSchemesMakesTheWayToItsMarkAndBack() {
    var marks = 0
    var wrong: [UInt32] = []
    for range: ClosedRange<UInt32> in [0x380000...0x3FFFFF, 0x448000...0x44FFFF, 0xC00000...0xC0FFFF] {
      for address in range {
        guard let mark = RegistrationMark.mark(of: address) else { continue }
        marks += 1
        if RegistrationMark.address(of: mark) != address { wrong.append(address) }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
    // Three letters in each of: two for France, eight for Germany, one for Belgium, two for Canada.
    #expect(marks == 13 * 26 * 26 * 26)
  }

  @Test func aMarkLiesInTheBlockOfItsState() {
    let states = ["N": "US", "C": "CA", "D": "DE", "F": "FR", "O": "BE"]
    for (address, mark) in Self.unitedStates + Self.others {
      #expect(ICAOAddressAllocation.state(of: address)?.alpha2 == states[String(mark.prefix(1))])
    }
  }

  @Test func hasNoMarkWhereThereIsNoFormula() {
    for address: UInt32 in [0, 1, 0xA00000, 0xADF7C8, 0xAFFFFF, 0xB00000, 0x400000, 0x4B1234, 0xC08952, 0xFFFFFF, .max]
    {
      #expect(RegistrationMark.mark(of: address) == nil)
    }
    // Gaps of the bit fields: a third letter after Z, a second letter after Z.
    for address: UInt32 in [0x39001A, 0x390340, 0x3C443B, 0x44843B] {
      #expect(RegistrationMark.mark(of: address) == nil)
    }
  }

  @Test func refusesWhatIsNoMark() {
    let wrong = [
      "", "N", "N0", "N01", "NA", "N1I", "N1O", "N1AO", "N1ABC", "N123456", "N1234AB", "N12345A", "N1A1", "n1", "N1a",
      "N-1", "N1 ", "C-F", "C-FAB", "C-FABCD", "C-HABC", "CFABC", "D-AB1C", "D-DAAA", "OO-AA1", "F-ABCD", "N1Ä", "Ñ1",
    ]
    for mark in wrong { #expect(RegistrationMark.address(of: mark) == nil, "\(mark)") }
  }
}
