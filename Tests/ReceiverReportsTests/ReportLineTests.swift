import Foundation
import ModeS
import ReceiverReports
import TestSupport
import Testing

/// Reports as JSON lines.
@Suite struct ReportLineTests {
  private func lines(_ write: (inout ModeSJSONWriter) throws -> Void) rethrows -> [String] {
    var writer = ModeSJSONWriter()
    try write(&writer)
    return String(decoding: writer.output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func writesASpokenMessage() throws {
    let text =
      "MSG,3,1,1,ABDF3F,1,2018/04/03,19:02:28.136,2018/04/03,19:02:28.200,DLH1,8525,,,59.875,30.125,,7700,0,-1,0,0"
    let report = try #require(try SBSLine(text).report)
    #expect(
      lines { $0.write(report, from: .sbs) } == [
        """
        {"t":1522782148.136,"source":"sbs","icao":"abdf3f","callsign":"DLH1","squawk":"7700","emergency":"general",\
        "alert":false,"spi":false,"altitude_ft":8525,"altitude_kind":"baro","lat":59.875,"lon":30.125,\
        "on_ground":false,"accepted":true}
        """
      ])
  }

  @Test func writesAnAircraftOfAList() throws {
    let list = try AircraftJSON(
      octets: Array(
        """
        {"now": 1000.5, "aircraft": [{"hex": "~a3e31a", "type": "mlat", "alt_geom": 4000, "gs": 250.5, "track": 12.25,
        "true_heading": 10, "ias": 200, "tas": 240, "mach": 0.5, "roll": -3.5, "track_rate": 0.25, "geom_rate": -64,
        "nav_altitude_fms": 5000, "nav_qnh": 1013.5, "version": 2, "nic": 8, "nac_p": 9, "nac_v": 1, "sil": 3, "seen": 0.5}]}
        """.utf8))
    #expect(
      try lines { $0.write(try #require(list.reports.first), from: .aircraftJSON) } == [
        """
        {"t":1000.0,"source":"aircraft_json","icao":"a3e31a","icao_assigned":false,"receiver_source":"mlat",\
        "altitude_ft":4000,"altitude_kind":"gnss","groundspeed_kt":250.5,"track_deg":12.25,"heading_deg":10.0,\
        "ias_kt":200.0,"tas_kt":240.0,"mach":0.5,"roll_deg":-3.5,"track_rate_dps":0.25,"vertical_rate_fpm":-64,\
        "vertical_rate_source":"gnss","selected_altitude_ft":5000,"selected_altitude_source":"fms","qnh_hpa":1013.5,\
        "version":2,"nic":8,"nac_p":9,"nac_v":1,"sil":3,"accepted":true}
        """
      ])
  }

  @Test func writesWhatIsNoReportWithTheReason() {
    #expect(
      lines {
        $0.write(refusedReport: "MSG,\"9\"\t", from: .sbs, reason: "column 2")
        $0.write(refusedReport: nil, from: .aircraftJSON, reason: "aircraft 3: missing")
      } == [
        #"{"source":"sbs","text":"MSG,\"9\"?","error":"column 2","accepted":false}"#,
        #"{"source":"aircraft_json","error":"aircraft 3: missing","accepted":false}"#,
      ])
  }

  @Test func everyMemberIsInTheSchema() throws {
    let url = TestData.packageFolder.appendingPathComponent("docs/formats/modes-record.schema.json")
    let schema = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    let known = try #require(schema["properties"] as? [String: Any]).keys
    var numbers = SeededNumbers(seed: 5)
    var members: Set<String> = []
    for _ in 0..<300 {
      let report = numbers.report()
      for line in lines({ $0.write(report, from: .sbs) }) {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        members.formUnion(object.keys)
      }
    }
    #expect(members.subtracting(known).isEmpty)
    #expect(members.count > 30)
  }
}
