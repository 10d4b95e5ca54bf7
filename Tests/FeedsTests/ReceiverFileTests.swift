import ModeS
import ReceiverReports
import Surveillance
import TestSupport
import Testing

@testable import Feeds

/// Files that receivers wrote, as `vigie replay` plays them.
@Suite struct ReceiverFileTests {
  private static let long = "8D40621D58C382D690C8AC2863A7"

  private func text(_ datagram: FeedDatagram) -> String { String(decoding: datagram.payload, as: UTF8.self) }

  /// Since 1970.
  private func milliseconds(_ datagrams: [FeedDatagram]) -> [Int64?] {
    datagrams.map { $0.receiveTime.map { $0.nanoseconds / 1_000_000 } }
  }

  /// The same of a file read in small pieces, after the start by which its format is recognised.
  private func readsTheSameInPieces(_ path: String, _ whole: [FeedDatagram]) throws {
    for chunkBytes in [1, 7, 64 << 10] {
      var feed = try FileFeed(path: path)
      feed.chunkBytes = chunkBytes
      var datagrams: [FeedDatagram] = []
      while let datagram = try feed.next() { datagrams.append(datagram) }
      #expect(datagrams == whole, "\(chunkBytes)")
    }
  }

  @Test func playsModeSMessagesWithTimesInColumnsAndInObjects() throws {
    let csv = try ScratchFile(
      text: "timestamp,hex\n1717664319.147975,\(Self.long)\n1717664319.25,5d4840d6f87407\nno time,\(Self.long)\n")
    let lines = try ScratchFile(
      text: """
        {"timestamp": 1717664319.147975, "frame": "\(Self.long)"}
        {"timestamp": "1717664319.25", "frame": "5d4840d6f87407"}
        {"timestamp": 1717664320}

        """)
    for (file, format) in [(csv, FileFormat.csv), (lines, .jsonLines)] {
      let (feed, datagrams) = try readAll(file.path, recordingDate: may2)
      #expect(feed.format == format)
      #expect(datagrams.map { $0.receiveTime?.nanoseconds } == [1_717_664_319_147_975_000, 1_717_664_319_250_000_000])
      let frames = datagrams.compactMap { CanonicalBeast.frame(of: $0.payload) }
      #expect(frames.map(\.message.hexadecimal) == [Self.long.lowercased(), "5d4840d6f87407"])
      #expect(frames.allSatisfy { $0.timestamp == 0 && $0.signalLevel == 0 })
      #expect(feed.refusals == [FeedRefusal(reason: "lines without a time and a Mode S message", count: 1)])
    }
  }

  @Test func playsSBSByTheTimesOfItsLines() throws {
    let lines = [
      "MSG,3,1,1,ABDF3F,1,2023/05/02,10:00:00.500,2023/05/02,10:00:01.000,,8525,,,59.9,30.1,,,0,0,0,0",
      "MSG,8,1,1,ABDF3F,1,,,,,,,,,,,,,,,,", "AIR,,1,1,ABDF3F,1,2023/05/02,10:00:02.000,2023/05/02,10:00:02.000",
      "MSG,8,1,1,zz,1,,,,,,,,,,,,,,,,",
    ]
    let file = try ScratchFile(text: lines.joined(separator: "\r\n") + "\r\n")
    let (feed, datagrams) = try readAll(file.path)
    #expect(feed.format == .sbs)
    #expect(datagrams.map { $0.receiveTime?.seconds(since: may2) } == [36000.5, 36000.5, 36002])
    #expect(datagrams.map(text) == Array(lines.prefix(3)))
    #expect(datagrams.allSatisfy { $0.kind == .sbs })
    #expect(feed.refusals == [FeedRefusal(reason: "lines that are not SBS", count: 1)])
  }

  @Test func playsStratuxRecordingsFromTheirStartOn() throws {
    let file = try ScratchFile(
      text: """
        START,Wed Sep 2 04:23:37 +0000 UTC 2015
        2936535519,MSG,8,,,ABDF3F,,,,,,,,,,,,,,,,,
        4378090467,MSG,5,,,ABDF3F,,,,,,,8525,,,,,,,0,0,0,0

        """)
    let (feed, datagrams) = try readAll(file.path)
    #expect(feed.format == .sbs && feed.refusals.isEmpty)
    // 2015-09-02T04:23:37Z.
    #expect(datagrams.map { $0.receiveTime?.nanoseconds } == [1_441_167_819_936_535_519, 1_441_167_821_378_090_467])
    #expect(datagrams.map(text) == ["MSG,8,,,ABDF3F,,,,,,,,,,,,,,,,,", "MSG,5,,,ABDF3F,,,,,,,8525,,,,,,,0,0,0,0"])
  }

  @Test func playsUATByItsTimesWhereItTellsThem() throws {
    let down = MadeStreams.uatDownlink
    let timed = try ScratchFile(text: "!x;\n\(down)t=1700000000.25;\n\(down)\n\(down)rs=1;t=1700000001.5;\n")
    let (feed, datagrams) = try readAll(timed.path)
    #expect(feed.format == .uat)
    #expect(milliseconds(datagrams) == [1_700_000_000_250, 1_700_000_000_250, 1_700_000_001_500])
    #expect(datagrams.map(text) == ["\(down)t=1700000000.25;", down, "\(down)rs=1;t=1700000001.5;"])
    let bare = try ScratchFile(text: "\(down)\n\(MadeStreams.uatUplink)\n")
    #expect(try readAll(bare.path, recordingDate: may2).1.map(\.receiveTime) == [may2, may2])
  }

  @Test func playsAListOfAircraftFromTheOldestPositionOn() throws {
    let file = try ScratchFile(
      text: """
        {"now": 1700513836.5, "messages": 5, "aircraft": [
          {"hex": "a3e31a", "lat": 1.5, "lon": 2.5, "seen_pos": 0.25, "seen": 0.1},
          {"hex": "~a3e31b", "seen": 20, "alt_baro": "x"}, {"hex": 5}, {"hex": "a3e31c", "flight": "N35GR"}]}
        """)
    let (feed, datagrams) = try readAll(file.path)
    #expect(feed.format == .aircraftList)
    #expect(milliseconds(datagrams) == [1_700_513_816_500, 1_700_513_836_250, 1_700_513_836_250])
    let reports = try datagrams.map { try ReceiverReport(decoding: $0.payload[...]) }
    #expect(reports.map(\.address.description) == ["~A3E31B", "A3E31A", "A3E31C"])
    #expect(datagrams.allSatisfy { $0.kind == .receiverReport })
    #expect(feed.refusals == [FeedRefusal(reason: "values and aircraft left out of the list", count: 2)])
  }

  @Test func saysWhatIsWrongWithAListOfAircraft() throws {
    let file = try ScratchFile(text: "{\"now\": 1, \"aircraft\": [{\"hex\": \"a3e31a\"},")
    #expect {
      try readAll(file.path)
    } throws: {
      "\($0)" == "cannot use \(file.path): aircraft.json without usable data: 1 document refused: not JSON: octet 42: "
        + "the text ends within a value: was it cut off?"
    }
  }

  @Test func takesTheRecordingTimesOfBeastFiles() throws {
    let frame = try MadeStreams.frame(ticks: 12_000_000)
    var octets: [UInt8] = []
    for milliseconds in [1_700_513_836_875, 1_700_513_837_000, .max, 1_700_513_839_000] as [Int64] {
      frame.encode(into: &octets)
      BeastFrame.encode(recordedTimeMilliseconds: milliseconds, into: &octets)
    }
    frame.encode(into: &octets)
    let file = try ScratchFile(octets)
    let (feed, datagrams) = try readAll(file.path, recordingDate: may2)
    #expect(feed.format == .beast)
    // The first frame has the first time there is, and one that no clock has counts for nothing.
    #expect(
      milliseconds(datagrams) == [
        1_700_513_836_875, 1_700_513_836_875, 1_700_513_837_000, 1_700_513_837_000, 1_700_513_839_000,
      ])
    try readsTheSameInPieces(file.path, datagrams)
  }

  @Test func isNotCarriedAwayByOneStrayStatedTime() throws {
    func seconds(_ times: [Int]) throws -> [Int64?] {
      let file = try ScratchFile(text: times.map { "\($0),\(Self.long)\n" }.joined())
      return try milliseconds(readAll(file.path).1).map { $0.map { $0 / 1000 } }
    }
    #expect(try seconds([1000, 1001, 9_000_000, 1002, 900, 1003]) == [1000, 1001, 1001, 1002, 1002, 1003])
    // A real gap, and traffic so thin that every message stands behind one.
    #expect(try seconds([1000, 5000, 5001]) == [1000, 1000, 5001])
    #expect(try seconds([1000, 5000, 10_000, 15_000, 20_000]) == [1000, 1000, 10_000, 10_000, 20_000])
  }

  @Test(arguments: ReceiverProtocol.allCases)
  func readsTheSameHoweverAFileIsReadInPieces(receiver: ReceiverProtocol) throws {
    // Longer than the part that is read at once.
    let file = try ScratchFile(Array(repeatElement(MadeStreams.octets(receiver), count: 16).joined()))
    let (feed, datagrams) = try readAll(file.path)
    #expect(feed.format.description.lowercased().filter { $0 != " " } == receiver.rawValue)
    #expect(datagrams.count == 16 * MadeStreams.units(receiver))
    try readsTheSameInPieces(file.path, datagrams)
  }

  @Test(arguments: [
    "name,time\nfoo,12\n", "time,message\n12,hello\n13,world\n", "1,2023,5\n2,2024,6\n", "{\"hello\": 1}\n", "{}", "[]",
    "{\"aircraft\": 5}", "[{\"name\": 1}]", "ID,one,two\nAIR,three\n", "MSG\nhello\nworld\n", "-\n+\n!\n", "!;\n",
    "Dear all,\n-00a66ef135445d525a0c0519119021204800;\nis a message\n", "{\"hex\": \"hello\", \"t\": 1}\n",
  ])
  func takesNoOtherTextForARecording(text: String) throws {
    let file = try ScratchFile(text: text)
    #expect {
      try readAll(file.path)
    } throws: {
      "\($0)".contains("expected ASTERIX") && "\($0)".contains("found text that begins")
    }
  }
}

/// The recordings of receivers in the shared data.
@Suite(.enabled(if: TestData.isAvailable, "the shared test data is absent"))
struct RealReceiverFileTests {
  /// Counts of lines (`zcat FILE | wc -l`) without names, starts and the one line that another cuts; of `"hex"` in the list.
  static let recordings: [(name: String, format: FileFormat, datagrams: Int, kind: LogEntryKind)] = [
    ("toulouse2024.a.csv.gz", .csv, 35_969, .beast), ("ref/ulss7.a.sbs.gz", .sbs, 4312, .sbs),
    ("stratux-2015-09-06-es.sbs.gz", .sbs, 44_477, .sbs), ("uat-dump978-sample.a.txt.gz", .uat, 571, .uat),
    ("readsb-aircraft_1.json.gz", .aircraftList, 64, .receiverReport),
  ]

  @Test(arguments: recordings)
  func playsEveryLine(name: String, format: FileFormat, datagrams: Int, kind: LogEntryKind) throws {
    let bytes = try unpacked("modes/\(name)")
    let file = try ScratchFile(bytes)
    let (feed, found) = try readAll(file.path)
    #expect(feed.format == format)
    #expect(found.count == datagrams)
    #expect(found.allSatisfy { $0.kind == kind })
    let times = found.compactMap(\.receiveTime)
    #expect(times.count == found.count && zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(feed.refusals.reduce(0) { $0 + $1.count } * 100 <= found.count)
  }
}
