import ModeS
import Testing

@testable import ReceiverReports
import TestSupport

@Suite struct SBSLineTests {
  /// 2018-04-03T00:00:00 UTC, nanoseconds since 1970.
  private let day: Int64 = 1_522_713_600_000_000_000

  private func report(_ text: String) throws -> ReceiverReport { try #require(try SBSLine(text).report) }

  private func refusal(_ text: String) -> SBSRefusal? {
    do throws(SBSRefusal) {
      _ = try SBSLine(text)
      return nil
    } catch {
      return error
    }
  }

  /// A line of ref/ulss7.a.sbs.gz: dump1090, played back a week later.
  @Test func anAirbornePositionIsRead() throws {
    let line = try SBSLine(
      "MSG,3,1,1,4249B5,1,2018/04/03,19:02:40.410,2018/04/10,21:24:39.529,,6975,,,59.51395,31.02951,,,,,,0\r")
    let report = try #require(line.report)
    var expected = ReceiverReport(address: ReceiverAddress(0x4249B5))
    expected.sbsKind = .airbornePosition
    expected.timeNanoseconds = day + 68_560_410_000_000
    expected.altitudeBarometricFeet = 6975
    expected.position = ReceiverReport.Position(latitudeDegrees: 59.51395, longitudeDegrees: 31.02951)
    expected.isOnGround = false
    #expect(report == expected)
    #expect(line.kind == .message && line.generatedNanoseconds == expected.timeNanoseconds)
    #expect(line.loggedNanoseconds == day + 7 * 86_400_000_000_000 + 77_079_529_000_000)
  }

  /// Lines of the same file.
  @Test func theOtherKindsAreRead() throws {
    let identification = try report(
      "MSG,1,1,1,400159,1,2018/04/03,19:02:29.387,2018/04/10,21:24:39.453,SDM6244 ,,,,,,,,,,,")
    #expect(identification.callsign == Callsign("SDM6244") && identification.isOnGround == nil)
    let velocity = try report(
      "MSG,4,1,1,400159,1,2018/04/03,19:02:28.337,2018/04/10,21:24:39.437,,,203,314,,,-640,,,,,")
    #expect(velocity.groundspeedKnots == 203 && velocity.trackDegrees == 314)
    #expect(velocity.verticalRateFeetPerMinute == -640 && velocity.verticalRateSource == nil)
    let altitude = try report(
      "MSG,5,1,1,4249B5,1,2018/04/03,19:02:56.563,2018/04/10,21:24:39.595,AFL032  ,7000,,,,,,,0,,0,")
    #expect(altitude.callsign == Callsign("AFL032") && altitude.altitudeBarometricFeet == 7000)
    #expect(altitude.isAlert == false && altitude.emergency == nil && altitude.source == .modeS)
    let identity = try report(
      "MSG,6,1,1,4248E7,1,2018/04/03,19:02:30.695,2018/04/10,21:24:39.474,,,,,,,,0210,0,0,0,")
    #expect(identity.squawk == ModeACode(0o0210) && identity.emergency == EmergencyState.none)
    #expect(identity.isSpecialPositionIdentification == false)
    #expect(
      try report("MSG,8,1,1,42460C,1,2018/04/03,19:02:38.596,2018/04/10,21:24:39.515,,,,,,,,,,,,0").isOnGround == false)
  }

  /// Lines of stratux-2015-09-06-es.sbs.gz.
  @Test func stratuxLinesHaveAnOffsetAndNoTimes() throws {
    let line = try SBSLine("1500438569949,MSG,3,,,A32EB6,,,,,,,33600,,,42.32533,-83.73661,,,0,0,0,0")
    #expect(line.offsetNanoseconds == 1_500_438_569_949 && line.report?.timeNanoseconds == nil)
    #expect(line.report?.position?.longitudeDegrees == -83.73661)
    let squawk = try report("812855836096,MSG,6,,,A0E247,,,,,,,,,,,,,113,-1,0,0,0")
    #expect(squawk.squawk?.description == "0113" && squawk.isAlert == true)
    let start = try SBSLine("START,Wed Sep 2 04:23:37 +0000 UTC 2015")
    #expect(start.kind == .recordingStart && start.startNanoseconds == 1_441_167_817_000_000_000)
    #expect(try SBSLine("START,Wed Sep 2 06:23:37 +0200 CEST 2015").startNanoseconds == start.startNanoseconds)
  }

  /// Examples that the public description of the format gives.
  @Test func theDisplaysOwnLinesAreKnown() throws {
    let lines: [(String, SBSLine.Kind)] = [
      ("SEL,,496,2286,4CA4E5,27215,2010/02/19,18:06:07.710,2010/02/19,18:06:07.710,RYR1427", .selection),
      ("ID,,496,7162,405637,27928,2010/02/19,18:06:07.115,2010/02/19,18:06:07.115,EZY691A", .identification),
      ("AIR,,496,5906,400F01,27931,2010/02/19,18:06:07.128,2010/02/19,18:06:07.128", .newAircraft),
      ("STA,,5,179,400AE7,10103,2008/11/28,14:58:51.153,2008/11/28,14:58:51.153,RM", .status),
      ("CLK,,496,-1,,-1,2010/02/19,18:18:19.036,2010/02/19,18:18:19.036", .click),
    ]
    for (text, kind) in lines {
      let line = try SBSLine(text)
      #expect(line.kind == kind && line.report == nil && line.generatedNanoseconds != nil)
    }
    // One of them has a column too many before the position: it is refused, not misread.
    let shifted =
      "MSG,2,496,603,400CB6,13168,2008/10/13,12:24:32.414,2008/10/13,12:28:52.074,,,0,76.4,258.3,54.05735,-4.38826"
    #expect(refusal(shifted)?.column == .latitude)
  }

  @Test func variantsOfTheFieldAreTolerated() throws {
    let multilaterated = try report(
      "MLAT,3,1,1,4AC8B3,1,2019/12/10,19:10:46.320,2019/12/10,19:10:47.789,,36017,,,51.1001,10.1915,,,5,1,,,,0.2")
    #expect(multilaterated.source == .mlat && multilaterated.altitudeBarometricFeet == 36_017)
    #expect(multilaterated.isAlert == nil && multilaterated.emergency == nil)
    let geometric = try report("MSG,3,1,1,4AC8B3,1,,,,,,36017H,,,,,-64H")
    #expect(geometric.altitudeGeometricFeet == 36_017 && geometric.altitudeBarometricFeet == nil)
    #expect(geometric.verticalRateFeetPerMinute == -64 && geometric.verticalRateSource == .geometric)
    #expect(try report("  MSG,8,,,~abcdef \r\n").address == ReceiverAddress(0xABCDEF, isICAO: false))
    #expect(try report("MSG,4,1,1,4AC8B3,1,,,,,,,417.6,360,,,+64.0").trackDegrees == 0)
    #expect(try report("MSG,3,1,1,4AC8B3,1,,,,,,,,,0.00000,0.00000").position == nil)
    let ground = try report("MSG,2,1,1,4AC8B3,1,,,,,,,,,,,,,-1,-1,1,-1")
    #expect(ground.isOnGround == true && ground.isSpecialPositionIdentification == true)
    #expect(ground.isAlert == true && ground.emergency == .generalEmergency)
  }

  @Test func secondsHaveUpToNineDecimals() throws {
    let cases: [(String, Int64)] = [
      ("19:02:40", 0), ("19:02:40.", 0), ("19:02:40.4", 400_000_000), ("19:02:40.41", 410_000_000),
      ("19:02:40.410123", 410_123_000), ("19:02:40.123456789", 123_456_789),
    ]
    for (time, fraction) in cases {
      #expect(
        try report("MSG,8,1,1,4AC8B3,1,2018/04/03,\(time)").timeNanoseconds == day + 68_560_000_000_000 + fraction)
    }
    // Logged where generated is blank; none where a half of it is.
    #expect(try report("MSG,8,1,1,4AC8B3,1,,,2018/04/03,00:00:01").timeNanoseconds == day + 1_000_000_000)
    #expect(try report("MSG,8,1,1,4AC8B3,1,2018/04/03,,,").timeNanoseconds == nil)
    #expect(try report("MSG,8,1,1,4AC8B3,1,2016/12/31,23:59:60").timeNanoseconds == 1_483_228_800_000_000_000)
  }

  @Test func aBadColumnIsNamed() {
    let head = "MSG,3,1,1,4AC8B3,1,2018/04/03,19:02:40.410,2018/04/03,19:02:40.410"
    let cases: [(String, SBSRefusal.Reason, SBSColumn?)] = [
      ("", .empty, nil), (" \r", .empty, nil), ("hello", .unknownMessageType, .messageType),
      ("*8D4B;", .unknownMessageType, .messageType), (",MSG,3", .unknownMessageType, .messageType),
      ("MSG", .badTransmissionType, .transmissionType), ("MSG,9,1,1,4AC8B3", .badTransmissionType, .transmissionType),
      ("MSG,3", .badAddress, .address), ("MSG,3,1,1,4AC8B", .badAddress, .address),
      ("MSG,3,1,1,4AC8B3,1,2018-04-03", .badDate, .dateGenerated),
      ("MSG,3,1,1,4AC8B3,1,2018/02/29,00:00:00", .badDate, .dateGenerated),
      ("MSG,3,1,1,4AC8B3,1,2018/04/03,24:00:00", .badTime, .timeGenerated),
      ("MSG,3,1,1,4AC8B3,1,2018/04/03,19:02:40.4101234567", .badTime, .timeGenerated),
      ("MSG,3,1,1,4AC8B3,1,,,x,", .badDate, .dateLogged), ("MSG,3,1,1,4AC8B3,1,,,,x", .badTime, .timeLogged),
      (head + ",,12x", .badNumber, .altitude), (head + ",,H", .badNumber, .altitude),
      (head + ",,nan", .badNumber, .altitude), (head + ",,0x10", .badNumber, .altitude),
      (head + ",,1e3", .badNumber, .altitude), (head + ",,200000", .outOfRange, .altitude),
      (head + ",,,-1", .outOfRange, .groundSpeed), (head + ",,,,361", .outOfRange, .track),
      (head + ",,,,,91,0", .outOfRange, .latitude), (head + ",,,,,1,180.1", .outOfRange, .longitude),
      (head + ",,,,,1", .halfAPosition, .longitude), (head + ",,,,,,1", .halfAPosition, .latitude),
      (head + ",,,,,,,x", .badNumber, .verticalRate), (head + ",,,,,,,,7800", .badSquawk, .squawk),
      (head + ",,,,,,,,12345", .badSquawk, .squawk), (head + ",,,,,,,,,x", .badFlag, .alert),
      (head + ",,,,,,,,,,-2", .badFlag, .emergency), (head + ",,,,,,,,,,,2", .badFlag, .spi),
      (head + ",,,,,,,,,,,,y", .badFlag, .isOnGround), ("START,yesterday", .badTime, .transmissionType),
    ]
    for (text, reason, column) in cases {
      let refusal = refusal(text)
      #expect(refusal?.reason == reason && refusal?.column == column, "\(text)")
    }
    #expect(
      refusal(head + ",,12\u{7}x")?.description
        == "column 12 (altitude): expected a decimal number, found \"12?x\"")
    // The torn line 20,543 of the stratux recording.
    #expect(
      refusal("2673298051428,MSG,5,,,AB9B13,START,Wed Sep 2 04:25:25 +0000 UTC 2015")?.column == .dateGenerated)
  }

  @Test func anUnreadableCallsignCostsItselfAlone() throws {
    let line = try SBSLine("1026110181588,MSG,1,,,A97310,,,,,,????????,,,,,,,,0,0,0,0")
    #expect(line.hasUnreadableCallsign && line.report?.callsign == nil && line.report?.isOnGround == false)
    #expect(try SBSLine("MSG,1,,,A97310,,,,,,TOOLONG99").hasUnreadableCallsign)
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var numbers = SeededNumbers(seed: 1090)
    for _ in 0..<3000 {
      let report = numbers.sbsReport()
      let lines = SBSLine.lines(report)
      #expect(lines.count == 1)
      let line = try SBSLine(try #require(lines.first))
      #expect(line.report == report)
      #expect(line.loggedNanoseconds == report.timeNanoseconds)
    }
  }

  @Test func aReportIsWrittenAsReceiversWriteIt() throws {
    var report = ReceiverReport(address: ReceiverAddress(0x4249B5), source: .mlat)
    report.sbsKind = .airbornePosition
    report.timeNanoseconds = day + 68_560_410_999_999
    report.altitudeBarometricFeet = 6975
    report.position = ReceiverReport.Position(latitudeDegrees: 59.51395, longitudeDegrees: -0.0000004)
    report.groundspeedKnots = 417.6
    report.callsign = Callsign("AFL032")
    report.squawk = ModeACode(0o0210)
    report.isAlert = false
    report.emergency = .minimumFuel
    report.isOnGround = true
    let tail = "AFL032  ,6975,418,,59.513950,0.000000,,0210,0,-1,,-1"
    #expect(
      SBSLine.lines(report) == ["MSG,3,1,1,4249B5,1,2018/04/03,19:02:40.410,2018/04/03,19:02:40.410,\(tail)"])
    #expect(
      SBSLine.lines(report, loggedNanoseconds: day, marksMultilateration: true)
        == ["MLAT,3,1,1,4249B5,1,2018/04/03,19:02:40.410,2018/04/03,00:00:00.000,\(tail)"])
    report.address = ReceiverAddress(0x4249B5, isICAO: false)
    #expect(SBSLine.lines(report).isEmpty)
  }

  @Test func aSummaryIsWrittenAsTheMessagesItCouldHaveComeFrom() throws {
    var report = ReceiverReport(address: ReceiverAddress(0xA3E31A), source: .adsbICAO)
    #expect(SBSLine.lines(report) == ["MSG,8,1,1,A3E31A,1,,,,,,,,,,,,,,,,"])
    report.callsign = Callsign("N35GR")
    report.altitudeBarometricFeet = 45_000
    report.groundspeedKnots = 489
    report.trackDegrees = 67.26
    report.verticalRateFeetPerMinute = -64
    report.squawk = ModeACode(0o3471)
    report.position = ReceiverReport.Position(latitudeDegrees: 35.208109, longitudeDegrees: -110.373001)
    #expect(
      SBSLine.lines(report) == [
        "MSG,1,1,1,A3E31A,1,,,,,N35GR   ,,,,,,,,,,,",
        "MSG,3,1,1,A3E31A,1,,,,,,45000,,,35.208109,-110.373001,,,,,,",
        "MSG,4,1,1,A3E31A,1,,,,,,,489,67,,,-64,,,,,",
        "MSG,6,1,1,A3E31A,1,,,,,,45000,,,,,,3471,,,,",
      ])
    report.isOnGround = true
    report.altitudeBarometricFeet = nil
    report.verticalRateFeetPerMinute = nil
    #expect(SBSLine.lines(report)[1] == "MSG,2,1,1,A3E31A,1,,,,,,,489,67,35.208109,-110.373001,,,,,,-1")
    #expect(SBSLine.lines(report).count == 3)
  }

  @Test func anyReportIsWrittenInLinesThatAreRead() throws {
    var numbers = SeededNumbers(seed: 5)
    for _ in 0..<1000 {
      let report = numbers.report()
      for line in SBSLine.lines(report) {
        #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == 22)
        #expect(try SBSLine(line).report?.address == report.address)
      }
    }
  }

  @Test func everyDayComesBack() {
    for day in Int64(0)...106_650 {
      let text = SBSTime.columns(day * SBSTime.dayNanoseconds).split(separator: ",")[0]
      guard SBSTime.day(Array(text.utf8)[...]) == day else {
        Issue.record("day \(day) is written as \(text)")
        return
      }
    }
    #expect(SBSTime.columns(106_651 * SBSTime.dayNanoseconds) == ",")
    #expect(SBSTime.columns(-1) == ",")
    #expect(SBSTime.columns(951_782_400_000_000_000) == "2000/02/29,00:00:00.000")
  }
}
