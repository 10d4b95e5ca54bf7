import ModeS
import TestSupport
import Testing

/// Recorded messages against rs1090 0.7.0, whose positions are exactly what each frame says.
@Suite(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
struct ReferenceAgreementTests {
  @Test(arguments: [("toulouse2024", 5901), ("delft2015", 103), ("adsb2016", 385)] as [(String, Int)])
  func agreesWithTheReferenceOnARecordedStream(name: String, positions: Int) throws {
    let messages = try ReferenceData.messages(csv: "modes/\(name).a.csv.gz")
    let tally = compare(messages, try ReferenceData.rs1090("modes/ref/\(name).a.ref.jsonl.gz"))
    #expect(tally.positionsAgreeing == positions)
    #expect(tally.positionsMissed == 0)
  }

  @Test func agreesWithTheReferenceOnABeastRecordingWithRepeatsAndDisorder() throws {
    let messages = ReferenceData.messages(beast: "modes/ulss7.a.beast")
    #expect(messages.count == 4464)
    let tally = compare(messages, try ReferenceData.rs1090("modes/ref/ulss7.a.ref.jsonl.gz"))
    #expect(tally.positionsAgreeing == 724)
    #expect(tally.positionsMissed == 0)
  }

  @Test func agreesWithTheReferenceOnSingleMessagesOfManyAircraft() throws {
    // The recording's parity was blanked and its times are not times: each message is decoded alone.
    let messages = try ReferenceData.messages(csv: "modes/opensky_stripped.a.csv.gz", sealing: true)
    let reference = try ReferenceData.rs1090("modes/ref/opensky_stripped.a.ref.jsonl.gz")
    _ = compare(messages, reference, stateless: true)
  }

  private struct Tally {
    var positionsAgreeing = 0
    var positionsMissed = 0
  }

  private func compare(
    _ messages: [ReferenceData.Message], _ reference: [[String: Any]], stateless: Bool = false
  ) -> Tally {
    #expect(messages.count == reference.count)
    var decoder = ADSBDecoder()
    var tally = Tally()
    for (message, expected) in zip(messages, reference) {
      if stateless { decoder = ADSBDecoder() }
      let report = decoder.decode(message.frame, timeNanoseconds: message.timeNanoseconds)
      let isExtendedSquitter = ["17", "18"].contains(expected["df"] as? String)
      #expect((report != nil) == isExtendedSquitter)
      guard let report else { continue }
      #expect(String(report.address, radix: 16).leftPadded(6) == expected["icao24"] as? String)
      compareFields(report, expected)
      if let latitude = expected["latitude"] as? Double, let longitude = expected["longitude"] as? Double {
        guard let position = report.position else {
          tally.positionsMissed += 1
          continue
        }
        // A nanodegree is a tenth of a millimetre.
        #expect((position.latitudeDegrees - latitude).magnitude < 1e-9)
        #expect((position.longitudeDegrees - longitude).magnitude < 1e-9)
        tally.positionsAgreeing += 1
      }
    }
    return tally
  }

  private func compareFields(_ report: ADSBReport, _ expected: [String: Any]) {
    switch report.message.content {
    case .identification(let identification):
      #expect(identification.callsign.description == expected["callsign"] as? String)
    case .airbornePosition(let position):
      #expect(position.altitudeFeet == (expected["altitude"] as? Double).map { Int($0) })
      #expect(Double(position.cpr.latitude) == expected["lat_cpr"] as? Double)
      #expect(Double(position.cpr.longitude) == expected["lon_cpr"] as? Double)
    case .velocity(let velocity):
      expectEqual(velocity.groundspeedKnots, expected["groundspeed"])
      expectEqual(velocity.trackDegrees, expected["track"])
      expectEqual(velocity.verticalRateFeetPerMinute.map(Double.init), expected["vertical_rate"])
      expectEqual(velocity.geometricMinusBarometricFeet.map(Double.init), expected["geo_minus_baro"])
    case .status(let status):
      #expect(status.squawk.description == expected["squawk"] as? String)
      #expect("\(status.emergency)" == expected["emergency_state"] as? String)
    case .surfacePosition(let position):
      expectEqual(position.groundspeedKnots, expected["groundspeed"])
      expectEqual(position.trackDegrees, expected["track"])
    case .operationalStatus, .targetState, .resolutionAdvisory, .other:
      break
    }
  }

  private func expectEqual(_ value: Double?, _ expected: Any?) {
    let reference = expected as? Double
    #expect((value == nil) == (reference == nil))
    if let value, let reference { #expect((value - reference).magnitude < 1e-9) }
  }
}

extension String {
  fileprivate func leftPadded(_ length: Int) -> String {
    String(repeating: "0", count: max(0, length - count)) + self
  }
}
