import Foundation
import ModeS
import TestSupport
import Testing

@testable import ReceiverReports

@Suite struct AircraftJSONTests {
  private func list(_ text: String) throws -> AircraftJSON { try AircraftJSON(octets: Array(text.utf8)) }

  /// One aircraft in a document of the year 2023.
  private func one(_ members: String) throws -> (report: ReceiverReport, refusals: [AircraftJSON.Refusal]) {
    let list = try list("{\"now\":1700513836.875,\"aircraft\":[{\"hex\":\"a3e31a\"\(members)}]}")
    return (try #require(list.reports.first), list.refusals)
  }

  /// The first aircraft of readsb-aircraft_1.json.gz.
  @Test func anAircraftOfReadsbIsRead() throws {
    let (report, refusals) = try one(
      """
      ,"type":"adsb_icao","flight":"N35GR   ","r":"N35GR","t":"GLF5","dbFlags":8,"alt_baro":45000,"alt_geom":45700,
      "gs":489.0,"track":67.26,"baro_rate":-64,"squawk":"3471","emergency":"none","category":"A3","nav_qnh":1013.6,
      "nav_altitude_mcp":45024,"nav_modes":["autopilot","althold","tcas"],"lat":35.208109,"lon":-110.373001,"nic":8,
      "rc":186,"seen_pos":1.939,"r_dst":186.602,"r_dir":271.5,"version":2,"nic_baro":1,"nac_p":10,"nac_v":2,"sil":3,
      "sil_type":"perhour","gva":2,"sda":2,"alert":0,"spi":0,"mlat":[],"tisb":[],"messages":261,"seen":0.1,"rssi":-22.3
      """)
    var expected = ReceiverReport(address: ReceiverAddress(0xA3E31A), source: .adsbICAO)
    expected.timeNanoseconds = 1_700_513_834_936_000_000
    expected.callsign = Callsign("N35GR")
    expected.category = EmitterCategory(0xA3)
    expected.squawk = ModeACode(0o3471)
    expected.emergency = EmergencyState.none
    expected.isAlert = false
    expected.isSpecialPositionIdentification = false
    expected.position = ReceiverReport.Position(latitudeDegrees: 35.208109, longitudeDegrees: -110.373001)
    expected.positionAgeSeconds = 1.939
    expected.altitudeBarometricFeet = 45_000
    expected.altitudeGeometricFeet = 45_700
    expected.groundspeedKnots = 489
    expected.trackDegrees = 67.26
    expected.verticalRateFeetPerMinute = -64
    expected.verticalRateSource = .barometric
    expected.selectedAltitudeMCPFeet = 45_024
    expected.qnhHectopascals = 1013.6
    expected.nic = 8
    expected.nicBarometric = 1
    expected.containmentRadiusMetres = 186
    expected.nacPosition = 10
    expected.nacVelocity = 2
    expected.sil = 3
    expected.silType = .perHour
    expected.sda = 2
    expected.gva = 2
    expected.version = 2
    expected.signalLevelDBFS = -22.3
    expected.messageCount = 261
    #expect(report == expected && refusals.isEmpty)
  }

  /// How many aircraft, positions, aircraft on the ground, squawks and given-up positions there are in each file.
  private static let shared = zip(
    SharedFiles.aircraftLists, [[64, 63, 2, 56, 0], [80, 77, 3, 71, 1], [120, 112, 3, 90, 6]])

  @Test(
    .enabled(if: TestData.isAvailable, Comment(rawValue: TestData.absenceComment)), arguments: shared)
  func everyAircraftOfTheSharedListsIsRead(path: String, counts: [Int]) throws {
    let octets = try SharedFiles.bytes(path)
    let list = try AircraftJSON(octets: octets)
    #expect(list.refusals == [] && list.refusalCount == 0)
    #expect(
      [
        list.reports.count, list.reports.count { $0.position != nil }, list.reports.count { $0.isOnGround == true },
        list.reports.count { $0.squawk != nil }, list.stalePositionCount,
      ] == counts)
    #expect(list.header.nowNanoseconds != nil && list.header.messageCount != nil)
    #expect(!list.reports.contains { $0.timeNanoseconds == nil })
  }

  @Test(
    .enabled(if: TestData.isAvailable, Comment(rawValue: TestData.absenceComment)),
    arguments: SharedFiles.aircraftLists)
  func anotherJSONReaderFindsTheSameValues(path: String) throws {
    let octets = try SharedFiles.bytes(path)
    let reports = try AircraftJSON(octets: octets).reports
    let document = try #require(try JSONSerialization.jsonObject(with: Data(octets)) as? [String: Any])
    let now = try #require(document["now"] as? Double)
    for (report, aircraft) in zip(reports, try #require(document["aircraft"] as? [[String: Any]])) {
      func number(_ key: String) -> Double? { aircraft[key] as? Double }
      func whole(_ key: String) -> Int? { aircraft[key] as? Int }
      #expect(report.address.description.lowercased() == aircraft["hex"] as? String)
      #expect(report.source.name == aircraft["type"] as? String)
      #expect(
        report.callsign?.description == (aircraft["flight"] as? String).map { $0.trimmingCharacters(in: .whitespaces) })
      #expect(report.category?.description == aircraft["category"] as? String)
      #expect(report.squawk?.description == aircraft["squawk"] as? String)
      #expect(report.position?.latitudeDegrees == number("lat") && report.position?.longitudeDegrees == number("lon"))
      #expect(report.altitudeBarometricFeet.map(Int.init) == whole("alt_baro"))
      #expect(report.altitudeGeometricFeet.map(Int.init) == whole("alt_geom"))
      #expect((report.isOnGround == true) == (aircraft["alt_baro"] as? String == "ground"))
      #expect(report.groundspeedKnots == number("gs") && report.trackDegrees == number("track"))
      #expect(report.trueHeadingDegrees == number("true_heading"))
      #expect(report.verticalRateFeetPerMinute.map(Int.init) == whole("baro_rate") ?? whole("geom_rate"))
      #expect(report.selectedAltitudeMCPFeet.map(Int.init) == whole("nav_altitude_mcp"))
      #expect(report.selectedAltitudeFMSFeet.map(Int.init) == whole("nav_altitude_fms"))
      #expect(report.selectedHeadingDegrees == number("nav_heading") && report.qnhHectopascals == number("nav_qnh"))
      #expect(report.nic.map(Int.init) == whole("nic") && report.version.map(Int.init) == whole("version"))
      #expect(report.containmentRadiusMetres ?? 0 == number("rc") ?? 0)
      #expect(report.nacPosition.map(Int.init) == whole("nac_p") && report.nacVelocity.map(Int.init) == whole("nac_v"))
      #expect(report.sil.map(Int.init) == whole("sil") && report.sda.map(Int.init) == whole("sda"))
      #expect(report.gva.map(Int.init) == whole("gva") && report.nicBarometric.map(Int.init) == whole("nic_baro"))
      #expect((report.silType == .perHour) == (aircraft["sil_type"] as? String == "perhour"))
      #expect(report.signalLevelDBFS == number("rssi") && report.messageCount.map(Int.init) == whole("messages"))
      #expect(report.isAlert == whole("alert").map { $0 == 1 } && report.positionAgeSeconds == number("seen_pos"))
      let time = try #require(report.timeNanoseconds)
      let age = try #require(number("seen_pos") ?? number("seen"))
      #expect(abs(Double(time) / 1e9 - (now - age)) < 1e-5)
    }
  }

  @Test func thePositionSaysWhatKindOfSourceItIs() throws {
    #expect(try one(",\"mlat\":[\"lat\",\"lon\"]").report.source == .mlat)
    #expect(try one(",\"mlat\":[\"lat\"],\"type\":\"adsb_icao\"").report.source == .mlat)
    #expect(try one(",\"mlat\":[\"track\"],\"type\":\"adsb_icao\"").report.source == .adsbICAO)
    #expect(try one(",\"tisb\":[\"lat\"]").report.source == .tisbICAO)
    #expect(try one(",\"tisb\":[\"lat\"],\"type\":\"tisb_trackfile\"").report.source == .tisbTrackFile)
    let other = try list("[{\"hex\":\"~2688a2\",\"tisb\":[\"lat\"]}]").reports[0]
    #expect(other.source == .tisbOther && !other.address.isICAO)
  }

  @Test func oldNamesAreUnderstoodAndYieldToTheNew() throws {
    let old = try one(
      ",\"altitude\":37000,\"speed\":450,\"vert_rate\":-64,\"track\":89,\"validtrack\":1,\"validposition\":1,"
        + "\"lat\":1.5,\"lon\":2.5,\"seen\":3")
    #expect(old.report.altitudeBarometricFeet == 37_000 && old.report.groundspeedKnots == 450)
    #expect(old.report.verticalRateFeetPerMinute == -64 && old.report.verticalRateSource == nil)
    #expect(old.report.position?.latitudeDegrees == 1.5 && old.report.positionAgeSeconds == nil)
    #expect(old.report.timeNanoseconds == 1_700_513_833_875_000_000 && old.refusals.isEmpty)
    let both = try one(",\"gs\":1,\"speed\":2,\"altitude\":100,\"alt_baro\":\"ground\",\"geom_rate\":3,\"vert_rate\":4")
    #expect(both.report.groundspeedKnots == 1 && both.report.verticalRateFeetPerMinute == 3)
    #expect(both.report.isOnGround == true && both.report.altitudeBarometricFeet == nil)
    let invalid = try one(",\"lat\":1,\"lon\":2,\"track\":3,\"validtrack\":0,\"validposition\":0")
    #expect(invalid.report.position == nil && invalid.report.trackDegrees == nil && invalid.refusals.isEmpty)
    #expect(try one(",\"altitude\":\"ground\"").report.isOnGround == true)
  }

  @Test func aPositionThatWasGivenUpIsNone() throws {
    let list = try list(
      #"{"now":100,"aircraft":[{"hex":"a52b2a","lastPosition":{"lat":34.4,"lon":-109.0,"seen_pos":72.4},"seen":21.9}]}"#
    )
    #expect(list.stalePositionCount == 1 && list.reports[0].position == nil)
    #expect(list.reports[0].timeNanoseconds == 78_100_000_000)
  }

  @Test func withoutATimeOfTheDocumentThereIsNone() throws {
    let list = try list("[{\"hex\":\"a52b2a\",\"seen\":1,\"lat\":1,\"lon\":1,\"seen_pos\":2}]")
    #expect(list.reports[0].timeNanoseconds == nil && list.reports[0].positionAgeSeconds == 2)
    #expect(list.header == AircraftJSON.Header())
    #expect(try one("").report.timeNanoseconds == nil)
  }

  @Test func aBadValueCostsItselfAlone() throws {
    let cases: [(String, AircraftJSON.Refusal.Reason)] = [
      ("\"gs\":\"fast\"", .wrongKind), ("\"gs\":-1", .outOfRange), ("\"gs\":1e999", .outOfRange),
      ("\"gs\":null", .wrongKind), ("\"alt_baro\":\"sky\"", .wrongKind), ("\"alt_baro\":1e9", .outOfRange),
      ("\"track\":360.1", .outOfRange), ("\"squawk\":7700", .wrongKind), ("\"squawk\":\"7800\"", .badText),
      ("\"flight\":\"AB-CD\"", .badText), ("\"flight\":\"ABCDEFGHI\"", .badText), ("\"category\":\"E1\"", .badText),
      ("\"type\":\"magic\"", .badText), ("\"emergency\":\"tired\"", .badText), ("\"sil_type\":1", .wrongKind),
      ("\"nic\":12", .outOfRange), ("\"nic\":1.5", .outOfRange), ("\"alert\":2", .outOfRange),
      ("\"mlat\":\"lat\"", .wrongKind), ("\"messages\":-1", .outOfRange), ("\"messages\":4294967296", .outOfRange),
      ("\"seen_pos\":-1", .outOfRange), ("\"version\":true", .wrongKind),
    ]
    for (member, reason) in cases {
      let (report, refusals) = try one(",\"ias\":250,\(member),\"tas\":450")
      let key = String(member.dropFirst().prefix { $0 != "\"" })
      #expect(
        refusals == [
          AircraftJSON.Refusal(aircraft: 0, address: ReceiverAddress(0xA3E31A), key: key, reason: reason)
        ], "\(member)")
      var expected = ReceiverReport(address: ReceiverAddress(0xA3E31A))
      expected.indicatedAirspeedKnots = 250
      expected.trueAirspeedKnots = 450
      #expect(report == expected, "\(member)")
    }
    let half = try one(",\"lat\":1")
    #expect(half.report.position == nil && half.refusals.map(\.reason) == [.halfAPosition])
    #expect(half.refusals[0].description.hasPrefix("aircraft 0 (A3E31A): \"lon\": latitude and longitude"))
    #expect(try one(",\"lat\":91,\"lon\":1").refusals.map(\.key) == ["lat"])
    #expect(try one(",\"lat\":0,\"lon\":0.0").refusals.isEmpty)
  }

  @Test func anAircraftWithoutAnAddressIsRefusedAndItsNeighboursKept() throws {
    let list = try list(
      #"{"now":"late","messages":7,"aircraft":[{"gs":1},5,{"hex":"xyz"},{"hex":12},{"hex":"a52b2a","r":"N1"}]}"#)
    #expect(list.reports.map(\.address) == [ReceiverAddress(0xA52B2A)] && list.ignoredMemberCount == 1)
    #expect(list.header.nowNanoseconds == nil && list.header.messageCount == 7 && list.refusalCount == 5)
    #expect(list.refusals.map(\.key) == ["now", "hex", nil, "hex", "hex"])
    #expect(list.refusals.map(\.reason) == [.wrongKind, .missing, .wrongKind, .badText, .wrongKind])
    #expect(list.refusals.map(\.aircraft) == [nil, 0, 1, 2, 3])
  }

  @Test func whatIsNoAircraftListIsRefused() {
    for text in ["{}", "5", "\"aircraft\"", "{\"aircraft\":{}}", "null"] {
      #expect(throws: AircraftJSON.DocumentError.noAircraftList) { try list(text) }
    }
    #expect(throws: AircraftJSON.DocumentError.notJSON(JSONError(reason: .truncated, octet: 13))) {
      try list("{\"aircraft\":[")
    }
    #expect(
      AircraftJSON.DocumentError.notJSON(JSONError(reason: .truncated, octet: 13)).description
        == "not JSON: octet 13: the text ends within a value: was it cut off?")
  }

  @Test func refusalsAreKeptWithinABound() throws {
    let aircraft = [String](repeating: "0", count: 1500).joined(separator: ",")
    let list = try list("[\(aircraft)]")
    #expect(list.refusalCount == 1500 && list.refusals.count == AircraftJSON.keptRefusalsMax)
  }

  @Test func mutatedDocumentsAreValuesOrTypedRefusals() throws {
    // Two aircraft of readsb-aircraft_5.json.gz, shortened.
    let text = """
      {"now":1700587919.936,"messages":43646358,"aircraft":[{"hex":"ae5fae","type":"mlat","alt_baro":22025,"gs":478.0,
      "track":283.92,"baro_rate":64,"squawk":"2140","lat":36.561895,"lon":-105.236401,"nic":0,"rc":0,"seen_pos":0.455,
      "mlat":["gs","lat","lon"],"messages":420,"seen":0.5,"rssi":-13.2},{"hex":"~2688a2","flight":"EJA202  ",
      "alt_baro":"ground","category":"A2","nav_qnh":1013.6,"sil_type":"perhour","alert":0,"version":2,"seen":19.4}]}
      """
    var numbers = SeededNumbers(seed: 2000)
    var (whole, partly, refused) = (0, 0, 0)
    for _ in 0..<2000 {
      let octets = numbers.mutated(Array(text.utf8))
      do throws(AircraftJSON.DocumentError) {
        let list = try AircraftJSON(octets: octets)
        if list.refusals.isEmpty { whole += 1 } else { partly += 1 }
        for report in list.reports { check(report) }
        for refusal in list.refusals { #expect(!refusal.description.isEmpty) }
      } catch {
        refused += 1
        if case .notJSON(let error) = error { #expect((0...octets.count).contains(error.octet)) }
      }
    }
    #expect(whole > 50 && partly > 50 && refused > 50)
  }

  private func check(_ report: ReceiverReport) {
    var octets: [UInt8] = []
    report.encode(into: &octets)
    #expect((try? ReceiverReport(decoding: octets[...])) == report)
    for line in SBSLine.lines(report) { #expect((try? SBSLine(line).report?.address) == report.address) }
  }
}
