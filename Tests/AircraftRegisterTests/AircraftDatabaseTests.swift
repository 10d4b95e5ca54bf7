import AircraftRegister
import Testing

@Suite struct AircraftDatabaseTests {
  static func database(_ text: String) throws(AircraftDatabaseError) -> AircraftDatabase {
    try AircraftDatabase(Array(text.utf8).span)
  }

  @Test func readsTar1090sListWithoutHeader() throws {
    let database = try Self.database(AircraftDatabaseSamples.tar1090)
    #expect(!database.report.shape.hasHeader)
    #expect(database.report.refusals.isEmpty)
    #expect(Array(database.addresses) == [0x004002, 0x3C48E8, 0x3EB1A6, 0xA00725, 0xA061D9])
    let airbus = try #require(database.entry(for: 0x3C48E8))
    #expect(airbus.registration == "D-ABGH")
    #expect(airbus.typeDesignator == "A319")
    #expect(airbus.typeName == "AIRBUS A-319")
    #expect(airbus.year == 2006)
    #expect(airbus.ownerName == "Eurowings")
    #expect(airbus.operatorName == nil)
    #expect(airbus.typeDescription == nil)
    #expect(airbus.flags.isEmpty)
    #expect(database.entry(for: 0x3EB1A6)?.isMilitary == true)
    #expect(database.entry(for: 0xA061D9)?.isLimitedDisplay == true)
    #expect(database.entry(for: 0xA061D9)?.ownerName == "Somebody; Trustee")
    #expect(database.entry(for: 0xA00725)?.flags == .privacyAddress)
    #expect(database.entry(for: 0x004002)?.year == nil)
    #expect(database.entry(for: 0x004001) == nil)
    #expect(database.entry(for: .max) == nil)
  }

  @Test func readsFlightAwaresListWhereDescIsTheTypeDescription() throws {
    let database = try Self.database(AircraftDatabaseSamples.flightAware)
    let entry = try #require(database.entry(for: 0xA061D9))
    #expect(entry.registration == "N12345")
    #expect(entry.typeDesignator == "C172")
    #expect(entry.typeDescription == "L1P")
    #expect(entry.typeName == nil)
    #expect(database.entry(for: 0xABCDEF)?.typeDesignator == nil)
    #expect(database.count == 3)
  }

  @Test(arguments: [AircraftDatabaseSamples.openSkyOld, AircraftDatabaseSamples.openSkyNew])
  func readsOpenSkysListsOfBothQuotesByTheirHeader(_ text: String) throws {
    let database = try Self.database(text)
    #expect(database.report.refusals.isEmpty)
    #expect(database.count == 2)
    let entry = try #require(database.entry(for: 0x3C48E8))
    #expect(entry.registration == "D-ABGH")
    #expect(entry.typeDesignator == "A319")
    #expect(entry.typeDescription == "L2J")
    #expect(entry.typeName == "Airbus A319 112")
    #expect(entry.operatorDesignator == "EWG")
    #expect(entry.ownerName == "Eurowings")
    #expect(entry.year == 2007)
  }

  @Test func takesQuotesDoubledOrStrayForWhatTheyMean() throws {
    let old = try Self.database(AircraftDatabaseSamples.openSkyOld)
    #expect(old.entry(for: 0xA061D9)?.typeName == "CESSNA 172 \"Skyhawk\", 1975")
    #expect(old.entry(for: 0xA061D9)?.ownerName == "Smith, John")
    let new = try Self.database(AircraftDatabaseSamples.openSkyNew)
    #expect(new.entry(for: 0xA061D9)?.typeName == "L'Avion 172 \"Skyhawk\"")
    #expect(new.entry(for: 0xA061D9)?.ownerName == "O'Brien, Pat")
    #expect(new.entry(for: 0xA061D9)?.operatorDesignator == nil)
  }

  @Test func readsABaseStationTableWhereModeSIsTheAddressAndTypeTheName() throws {
    let database = try Self.database(AircraftDatabaseSamples.baseStation)
    let entry = try #require(database.entry(for: 0x3C48E8))
    #expect(entry.typeDesignator == "A319")
    #expect(entry.typeName == "Airbus A319-112")
    #expect(entry.operatorDesignator == "EWG")
    #expect(entry.ownerName == "Eurowings")
  }

  @Test(arguments: [
    "icao,registration,type\n3c48e8,D-ABGH,A319", "\u{FEFF}ICAO;Registration;Type\r\n3c48e8;D-ABGH;A319\r\n\r\n",
    "# exported\nhex\treg\ticao_type\n3C48E8\tD-ABGH\tA319\n",
    "\"Type\",\"HEX\",\"Reg\"\n\"A319\",\"3c48e8\",\" D-ABGH \"",
  ]) func findsColumnsByTheNamesInUseWhateverTheSeparatorAndLineEnd(_ text: String) throws {
    let database = try Self.database(text)
    #expect(database.count == 1)
    #expect(database.entry(for: 0x3C48E8)?.registration == "D-ABGH")
    #expect(database.entry(for: 0x3C48E8)?.typeDesignator == "A319")
  }

  @Test func readsMarksByPlaceAsANumberAndAsYesOrNo() throws {
    let byPlace: [(String, AircraftDatabaseFlags)] = [
      ("", []), ("0", []), ("00", []), ("1", .military), ("10", .military), ("01", .interesting),
      ("0010", .privacyAddress),
      ("0001", .limitedDisplay), ("1111", [.military, .interesting, .privacyAddress, .limitedDisplay]),
      ("00001", []), ("2", .interesting), ("8", .limitedDisplay), ("12", [.privacyAddress, .limitedDisplay]), ("x", []),
    ]
    for (text, flags) in byPlace {
      #expect(try Self.database("400001;G-A;;\(text);;;").entry(for: 0x400001)?.flags == flags, "\(text)")
    }
    let byNumber: [(String, AircraftDatabaseFlags)] = [
      ("10", [.interesting, .limitedDisplay]), ("1", .military), ("255", AircraftDatabaseFlags(rawValue: 15)),
      ("-1", []),
    ]
    for (text, flags) in byNumber {
      #expect(try Self.database("icao,r,dbFlags\n400001,G-A,\(text)").entry(for: 0x400001)?.flags == flags, "\(text)")
    }
    for (text, isMilitary) in [("true", true), ("1", true), ("Yes", true), ("false", false), ("0", false), ("", false)]
    {
      #expect(try Self.database("icao,r,mil\n400001,G-A,\(text)").entry(for: 0x400001)?.isMilitary == isMilitary)
    }
  }

  @Test func theLastOfSeveralLinesForAnAddressStandsAndTheOthersAreCounted() throws {
    let database = try Self.database("icao,r\n400001,G-A\n400002,G-B\n400001,G-C\n00400001,G-X\n400001,G-D\n")
    #expect(database.entry(for: 0x400001)?.registration == "G-D")
    #expect(database.entry(for: 0x400002)?.registration == "G-B")
    #expect(database.report.duplicates == 2)
    #expect(database.report.entries == 2)
    #expect(database.report.records == 5)
    #expect(database.report.refused(.badAddress) == 1)
  }

  @Test func leavesOutBadLinesAndSaysHowManyWhyAndWhere() throws {
    let database = try Self.database(
      """
      icao,r,t
      400001,G-A,A320
      40000x,G-B,A320

      ~400003,G-C,A320
      000000,G-D,A320
      ffffff,G-E,A320
      400006,G-F,A320,what
      400007,G-G,A320,,
      400008,,
      400009
      400010,"G-H,A320
      400011,G-I
      ,G-J,A320
      """)
    #expect(Array(database.addresses) == [0x400001, 0x400007, 0x400011])
    let report = database.report
    #expect(report.refusals.map(\.reason) == AircraftDatabaseReport.Reason.allCases)
    #expect(report.refusals.map(\.count) == [3, 2, 1, 1, 2])
    #expect(report.refusals.map(\.firstLines) == [[3, 5, 14], [6, 7], [12], [8], [10, 11]])
    #expect(report.records == 12)
    #expect(report.entries + report.refusals.reduce(0) { $0 + $1.count } == report.records)
    #expect("\(report)".contains("3 with no address (line 3, 5, 14)"))
  }

  @Test func keepsOnlyTheFirstFewLineNumbers() throws {
    let database = try Self.database("icao,r\n" + String(repeating: "x,G-A\n", count: 100))
    #expect(database.count == 0)
    #expect(database.report.refused(.badAddress) == 100)
    #expect(database.report.refusals.first?.firstLines == [2, 3, 4, 5, 6])
  }

  @Test func anOpenQuoteCostsItsOwnLineAlone() throws {
    let lines = (0..<1_000).map { "40\(String(format4: $0)),\"G-A\"" }
    var broken = lines
    broken[17] = "400017,\"G-A"
    broken[500] = "400500,\"G-A"
    broken[999] = "400999,\"G-A"
    let database = try Self.database("icao,r\n" + broken.joined(separator: "\n"))
    #expect(database.report.refused(.unclosedQuote) == 3)
    #expect(database.count == 997)
    #expect(database.entry(for: 0x400018)?.registration == "G-A")
  }

  @Test func keepsTextsToALengthAndOnALineWithoutBreakingACharacter() throws {
    let long = String(repeating: "é", count: 200)
    let database = try Self.database(
      "icao,r,owner\n400001,G-A,\"x\(long)\"\n400002,G-B,\"one\ntwo\u{7}\"\n400003,G-C,a\u{1B}[2J")
    let owner = try #require(database.entry(for: 0x400001)?.ownerName)
    #expect(owner == "x" + String(repeating: "é", count: 127))
    #expect(database.entry(for: 0x400002)?.ownerName == "one two")
    #expect(database.entry(for: 0x400003)?.ownerName == "a [2J")
  }

  @Test func takesAYearFromAYearOrADateAndNothingElse() throws {
    for (text, year) in [
      ("1900", 1900), ("2100", 2100), ("2008-01-01", 2008), ("1899", nil), ("2101", nil), ("198", nil), ("19x8", nil),
    ]
      as [(String, Int?)]
    {
      #expect(try Self.database("icao,r,built\n400001,G-A,\(text)").entry(for: 0x400001)?.year == year)
    }
  }

  @Test func refusesAFileOfNoKnownShapeAndSaysWhichAreKnown() {
    for text in [
      "hello", "icao\n400001", "a,b,c\n400001,G-A,A320", "400001,G-A,A320", "40000;G-A;A320;00;x", "{\"a\":1}",
      "400001;G-A;",
    ] {
      #expect {
        try Self.database(text)
      } throws: { error in
        guard case .unknownShape = error as? AircraftDatabaseError else { return false }
        return "\(error)".contains("icao24") && "\(error)".contains("icao;registration;type;flags")
      }
    }
  }

  @Test func refusesAnEmptyACompressedAndAnOverlongFile() {
    #expect(throws: AircraftDatabaseError.empty) { try Self.database("") }
    #expect(throws: AircraftDatabaseError.empty) { try Self.database("\u{FEFF}") }
    #expect(throws: AircraftDatabaseError.compressed) { try AircraftDatabase([0x1F, 0x8B, 8, 0].span) }
    let long = [UInt8](repeating: 0x0A, count: AircraftDatabase.bytesMax + 1)
    #expect(throws: AircraftDatabaseError.tooLong(bytes: long.count, limit: AircraftDatabase.bytesMax)) {
      try AircraftDatabase(long.span)
    }
  }

  @Test func anErrorShowsOnlyTheStartOfALongLine() {
    #expect { try Self.database(String(repeating: "x", count: 100_000)) } throws: { "\($0)".count < 600 }
  }
}

extension String {
  /// Four decimal digits.
  fileprivate init(format4 number: Int) {
    let digits = String(number)
    self = String(repeating: "0", count: 4 - digits.count) + digits
  }
}
