import ModeS
import Testing

@testable import ReceiverReports
import TestSupport

@Suite struct BinaryFormTests {
  private func encoded(_ report: ReceiverReport) -> [UInt8] {
    var octets: [UInt8] = []
    report.encode(into: &octets)
    return octets
  }

  @Test func aReportComesBackFromItsOctets() throws {
    var numbers = SeededNumbers(seed: 30003)
    for _ in 0..<3000 {
      let report = numbers.report()
      let octets = encoded(report)
      // As a slice that does not begin at zero.
      let framed = numbers.bytes(5) + octets
      #expect(try ReceiverReport(decoding: framed[5...]) == report)
    }
  }

  @Test func equalReportsHaveEqualOctets() throws {
    var report = ReceiverReport(address: ReceiverAddress(0x4CA2D6))
    report.groundspeedKnots = 0
    report.position = ReceiverReport.Position(latitudeDegrees: 0, longitudeDegrees: 1)
    var other = report
    other.groundspeedKnots = -0.0
    other.position = ReceiverReport.Position(latitudeDegrees: -0.0, longitudeDegrees: 1)
    #expect(report == other && encoded(report) == encoded(other))
  }

  @Test func whatIsNoNumberIsLeftOut() throws {
    var report = ReceiverReport(address: ReceiverAddress(1))
    report.mach = .nan
    report.rollDegrees = .infinity
    #expect(try ReceiverReport(decoding: encoded(report)[...]) == ReceiverReport(address: ReceiverAddress(1)))
  }

  @Test func theFormIsTheOneThatIsWrittenDown() {
    var report = ReceiverReport(address: ReceiverAddress(0x2688A2, isICAO: false), source: .tisbTrackFile)
    report.timeNanoseconds = 1
    report.squawk = ModeACode(0o7700)
    report.isOnGround = false
    report.messageCount = 18
    // Version; bits 0, 4, 11 and 40; source; no ICAO address; address; time, squawk, on ground, message count.
    let expected: [UInt8] =
      [1, 0, 0, 1, 0, 0, 0, 0x08, 0x11, 12, 0, 0x26, 0x88, 0xA2]
      + [0, 0, 0, 0, 0, 0, 0, 1, 0x0F, 0xC0, 0, 0, 0, 0, 18]
    #expect(encoded(report) == expected)
  }

  @Test func everyCutIsRefusedAndSoIsWhatFollows() {
    var numbers = SeededNumbers(seed: 3)
    let octets = encoded(numbers.report())
    for count in 0..<octets.count {
      #expect(throws: ReceiverReportDecodingError(reason: .truncated, octet: count)) {
        try ReceiverReport(decoding: octets.prefix(count))
      }
    }
    #expect(throws: ReceiverReportDecodingError(reason: .trailingOctets(1), octet: octets.count)) {
      try ReceiverReport(decoding: (octets + [0])[...])
    }
    #expect(throws: ReceiverReportDecodingError(reason: .unknownVersion(9), octet: 0)) {
      try ReceiverReport(decoding: [9])
    }
  }

  @Test func anyOctetsAreRefusedOrAreTheFormOfTheirReport() {
    var numbers = SeededNumbers(seed: 77)
    var (accepted, refused) = (0, 0)
    for _ in 0..<5000 {
      var octets = encoded(numbers.report())
      for _ in 0..<numbers.whole(1...3) {
        octets[numbers.whole(0...octets.count - 1)] ^= 1 << UInt8(numbers.below(8))
      }
      if numbers.below(8) == 0 { octets.removeLast(numbers.whole(0...octets.count)) }
      do throws(ReceiverReportDecodingError) {
        let report = try ReceiverReport(decoding: octets[...])
        #expect(encoded(report) == octets)
        accepted += 1
      } catch {
        #expect((0...octets.count).contains(error.octet) && !error.description.isEmpty)
        refused += 1
      }
    }
    #expect(accepted > 1000 && refused > 1000)
  }

  @Test func addressesAreReadAndWrittenWithTheirMark() {
    #expect(ReceiverAddress("~2688a2") == ReceiverAddress(0x2688A2, isICAO: false))
    #expect(ReceiverAddress("A4B1c2")?.description == "A4B1C2")
    #expect(ReceiverAddress(0xFF00_0001, isICAO: false).description == "~000001")
    for text in ["", "~", "12345", "1234567", "~~12345", "12345g", "1234 5", "+12345"] {
      #expect(ReceiverAddress(text) == nil)
    }
  }

  @Test func everySourceHasItsName() {
    for source in ReceiverSource.allCases { #expect(ReceiverSource(name: source.name) == source) }
    #expect(ReceiverSource(name: "ADSB") == nil)
  }
}
