import Foundation
import TestSupport
import Testing

/// What `vigie decode` can be told: formats, filters, editions, relay, check, descriptions.
@Suite(.serialized, .enabled(if: TestData.isAvailable, "the shared test data is absent"))
struct DecodeCommandTests {
  private static let radars = "cat_034_048.pcap"
  private static let barcelona = "230502-est-080001_BCN_60MN_08_09.ast"

  /// Command lines that take some of a recording's records: 34 of CAT034 and 128 of CAT048, from 25/13 and 25/201.
  static let selections: [(arguments: [String], records: Int)] = [
    ([], 162),
    (["--category", "48"], 128),
    (["--category", "34"], 34),
    (["--category", "34,48"], 162),
    (["--category", "34", "--category", "48"], 162),
    (["--category", "62"], 0),
    (["--sac", "26"], 0),
    (["--sac", "25", "--sic", "13", "--category", "62"], 0),
    (["--from", "00:00:00", "--to", "24:00:00"], 162),
    (["--from", "12:00:00", "--to", "13:00:00"], 0),
    (["--from", "12:00:00", "--to", "08:00:00"], 162),
  ]

  @Test(arguments: selections)
  func writesTheRecordsThatTheFiltersAccept(arguments: [String], records: Int) async throws {
    let outcome = try await decode(arguments, Self.radars)
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.outputLines.count == records)
  }

  @Test func partsTheRecordsByTheirSource() async throws {
    let whole = try await decode([], Self.radars).outputLines
    var count = 0
    for sic in [13, 14, 201] {
      let lines = try await decode(["--sac", "25", "--sic", "\(sic)"], Self.radars).outputLines
      #expect(lines.allSatisfy { $0.contains("\"010\":{\"SAC\":25,\"SIC\":\(sic)}") })
      #expect(lines == whole.filter { $0.contains("\"010\":{\"SAC\":25,\"SIC\":\(sic)}") })
      count += lines.count
    }
    #expect(count > 0)
  }

  @Test func writesOnlyTheItemsAskedFor() async throws {
    let outcome = try await decode(["--category", "48", "--item", "040,220"], Self.radars)
    let names = try outcome.outputLines.map { line in
      Set(try #require(jsonObject(line)["items"] as? [String: Any]).keys)
    }
    #expect(!names.isEmpty && names.allSatisfy { !$0.isEmpty && $0.isSubset(of: ["040", "220"]) })
  }

  @Test func writesQuantitiesAsTheirBitsWhenAskedTo() async throws {
    let line = try #require(try await decode(["--raw", "--item", "040,240"], "cat048.raw").outputLines.first)
    let items = try #require(try jsonObject(line)["items"] as? [String: Any])
    let position = try #require(items["040"] as? [String: Any])
    #expect(position["RHO"] as? Int == 50_607)
    #expect(items["240"] as? String == "DLH65A  ")
  }

  @Test func writesALineOfCSVForEachRecord() async throws {
    let outcome = try await decode(
      ["--format", "csv", "--category", "48", "--item", "040/RHO,240,250/0/BDS1"], "cat048.raw")
    #expect(outcome.status == 0)
    let place = "category,edition,datagram,block,record,offset,sac,sic,time_s"
    #expect(
      outcome.output == """
        \(place),I048/040/RHO [NM],I048/240,I048/250/0/BDS1\r
        48,1.32,0,0,0,3,25,201,27354.6015625,197.68359375,DLH65A,4\r\n
        """)
  }

  @Test func givesEveryLineOfCSVAsManyFieldsAsTheHeader() async throws {
    let lines = try await decode(["--format", "csv"], Self.radars).output.components(separatedBy: "\r\n").dropLast()
    let counts = Set(lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).count })
    #expect(lines.count == 163 && counts.count == 1)
    #expect(lines.first?.contains("I034/020 [°]") == true && lines.first?.contains("I048/200/GSP [NM/s]") == true)
  }

  @Test func showsNamesUnitsAndMeaningsAsText() async throws {
    let text = try await decode(["--format", "text"], "cat048.raw").output
    for part in ["CAT048 edition 1.32", "Time of Day", "27354.6015625 s", "197.68359375 NM", "Single ModeS Roll-Call"] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test(arguments: [1, 2, 5])
  func keepsTheOrderOfTheOutputWhateverTheThreads(threads: Int) async throws {
    let arguments = ["--item", "140,161", "--threads", "\(threads)"]
    let lines = try await decode(arguments, Self.barcelona).outputLines
    let offsets = try lines.map { try #require(jsonObject($0)["offset"] as? Int) }
    #expect(lines.count == 44_085)
    #expect(zip(offsets, offsets.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test(arguments: [barcelona, "final_frame_062_065_large_packet_30min.ff", "201002-lebl-080001_smr.ast"])
  func findsEveryRecordEncodedAnewEqualToItsOctets(file: String) async throws {
    let outcome = try await decode(["--format", "none", "--check"], file)
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains("records encoded anew, 0 differ"))
  }

  @Test func relaysOctetsUntouched() async throws {
    let folder = try ScratchFolder()
    let outcome = try await decode(["--format", "none", "--relay", "relayed"], Self.barcelona, in: folder)
    #expect(outcome.status == 0)
    #expect(try Data(contentsOf: folder.file("relayed")) == Data(#require(TestData.bytes("asterix/\(Self.barcelona)"))))
  }

  @Test func relaysOnlyWhatTheFiltersAccept() async throws {
    let folder = try ScratchFolder()
    let arguments = ["--format", "none", "--category", "34", "--relay", "relayed"]
    _ = try await decode(arguments, Self.radars, in: folder)
    let items = try await Program.run(["decode", "relayed"], in: folder).outputLines.map { try itemsText($0) }
    #expect(try await decode(["--category", "34"], Self.radars).outputLines.map { try itemsText($0) } == items)
    #expect(items.count == 34)
  }

  @Test func stampsRelayedRecordsAnewOnlyWhenAskedTo() async throws {
    let folder = try ScratchFolder()
    let arguments = ["--format", "none", "--relay", "relayed", "--restamp-source", "1/2", "--restamp-time=-30000"]
    _ = try await decode(arguments, "cat048.raw", in: folder)
    let object = try jsonObject(
      #require(try await Program.run(["decode", "relayed"], in: folder).outputLines.first))
    let items = try #require(object["items"] as? [String: Any])
    #expect((items["010"] as? [String: Int]) == ["SAC": 1, "SIC": 2])
    // Over midnight.
    #expect(items["140"] as? Double == 27354.6015625 - 30_000 + 86_400)
  }

  @Test func stampsTheFirstRelayedRecordWithThePresent() async throws {
    let folder = try ScratchFolder()
    _ = try await decode(["--format", "none", "--relay", "relayed", "--restamp-time", "now"], "cat048.raw", in: folder)
    let object = try jsonObject(
      #require(try await Program.run(["decode", "relayed"], in: folder).outputLines.first))
    let time = try #require((object["items"] as? [String: Any])?["140"] as? Double)
    let late = Date().timeIntervalSince1970.truncatingRemainder(dividingBy: 86_400) - time
    #expect((-0.1...30).contains(late) || late < -86_000)
  }

  @Test func leavesOutRepeatedDatagramsOnlyWhenAskedTo() async throws {
    let folder = try ScratchFolder()
    let once = try #require(TestData.bytes("asterix/cat062cat065.raw"))
    try Data(once + once).write(to: folder.file("twice"))
    let all = try await Program.run(["decode", "twice"], in: folder)
    let kept = try await Program.run(["decode", "--drop-duplicates", "twice"], in: folder)
    #expect(all.outputLines.count == 2 * kept.outputLines.count && kept.outputLines.count == 3)
    #expect(kept.status == 0 && kept.errors.contains("2 datagrams repeat another and were left out"))
  }

  @Test func saysWhenAnotherEditionIsThePlausibleOne() async throws {
    let wrong = try await decode(["--format", "none", "--edition", "021=0.26"], "cat21_re.ast")
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("edition 2.7 fits: use --edition 021=2.7"))
    let chosen = try await decode(
      ["--format", "summary", "--edition", "021=0.26", "--edition", "auto"], "cat21_re.ast")
    #expect(chosen.status == 0 && chosen.output.contains("CAT021  2 records"))
    #expect(chosen.errors.contains("read in edition 2.7, which fits best"))
  }

  @Test func readsOneSourceInAnEditionOfItsOwn() async throws {
    let other = try await decode(["--edition", "048@1/1=1.27"], "cat048.raw")
    #expect(other.output.contains("\"edition\":\"1.32\""))
    let same = try await decode(["--edition", "048@25/201=1.27"], "cat048.raw")
    #expect(same.output.contains("\"edition\":\"1.27\""))
  }

  /// Definitions, and what has to stand in their description.
  static let descriptions: [(path: String, parts: [String])] = [
    ("048", ["CAT048, edition 1.32", "Monoradar Target Reports", "040  Measured Position"]),
    ("048/040", ["RHO", "16 bits, unsigned, LSB 1/256 NM", "THETA", "LSB 45/8192 °"]),
    ("048/020", ["TYP", "5: Single ModeS Roll-Call"]),
    ("048/170", ["RAD  Type of Sensor(s) Maintaining Track [octet 1 bits 7-6]", "TRE", "[octet 2 bit 8]"]),
    ("BDS/4,0", ["MCP/FCU selected altitude [octet 1 bit 7 to octet 2 bit 4]", "56 bits"]),
    ("062/380/IAS", ["depending on 380/IAS/IM", "LSB 1/16384 NM/s", "LSB 1/1000 Mach"]),
    ("021@0.26/040", ["CAT021/040, edition 0.26", "DCR"]),
  ]

  @Test(arguments: descriptions)
  func describesADefinition(path: String, parts: [String]) async throws {
    let outcome = try await Program.run(["decode", "--describe", path], in: ScratchFolder())
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    for part in parts { #expect(outcome.output.contains(part), "\(part)") }
  }

  @Test(arguments: [("048/999", "010 140 020 040"), ("048/040/XX", "RHO THETA"), ("300", "001 002 004")])
  func listsWhatThereIsWhereADefinitionIsNot(path: String, names: String) async throws {
    let outcome = try await Program.run(["decode", "--describe", path], in: ScratchFolder())
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains(names))
  }

  /// Command lines that mean nothing, and what is said of them.
  static let misuses: [(arguments: [String], words: String)] = [
    (["--category", "300"], "--category takes numbers from 0 to 255, not 300"),
    (["--from", "25:00"], "--from takes a time of day as HH:MM:SS, not 25:00"),
    (["--to", "noon"], "--to takes a time of day as HH:MM:SS, not noon"),
    (["--edition", "048=9.9"], "category 48 has no edition 9.9: there are 1.32"),
    (["--edition", "999=1.0"], "--edition takes CATEGORY=EDITION"),
    (["--edition", "048@x/1=1.32"], "each from 0 to 255, not x/1"),
    (["--framing", "smoke"], "--framing takes one of raw, final"),
    (["--restamp-source", "1/2"], "change what --relay writes"),
    (["--relay", "relayed", "--restamp-source", "300/1"], "not 300/1"),
    (["--relay", "relayed", "--restamp-time", "nan"], "--restamp-time takes at most a day"),
    (["--edition", "@=1.2"], "--edition takes CATEGORY=EDITION"),
    (["--edition", "smoke=auto"], "--edition takes CATEGORY=EDITION"),
    (["--category", ","], "--category takes numbers from 0 to 255"),
    (["--threads", "0"], "--threads takes a number from 1 to 64, not 0"),
    (["--item", "999"], "--item 999 is in no edition"),
    (["--item", "040/RANGE"], "--item 040/RANGE is in no edition"),
  ]

  @Test(arguments: misuses)
  func saysInOneLineWhatIsWrongWithAnOption(arguments: [String], words: String) async throws {
    let outcome = try await decode(arguments, "cat048.raw")
    #expect(outcome.status == 2 && !outcome.diedOfSignal && outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains(words), "\(outcome.errors)")
  }

  /// The input by its own name, by another, and by a link.
  @Test(arguments: ["input", "hard", "soft"])
  func neverEmptiesTheInputByRelayingOntoIt(name: String) async throws {
    let folder = try ScratchFolder()
    let bytes = try #require(TestData.bytes("asterix/cat048.raw"))
    let input = try folder.write(bytes, to: "input")
    try FileManager.default.linkItem(atPath: input, toPath: folder.file("hard").path)
    try FileManager.default.createSymbolicLink(atPath: folder.file("soft").path, withDestinationPath: "input")
    let outcome = try await Program.run(["decode", "--format", "none", "--relay", name, "input"], in: folder)
    #expect(outcome.status == 2 && outcome.errors.contains("--relay \(name) is the input input"))
    #expect(try Data(contentsOf: folder.file("input")) == Data(bytes))
  }

  @Test func relaysThroughALinkAndLeavesItOne() async throws {
    let folder = try ScratchFolder()
    let link = folder.file("link").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target")
    let outcome = try await decode(["--format", "none", "--relay", "link"], "cat034.raw", in: folder)
    #expect(outcome.status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target")
    #expect(try Data(contentsOf: folder.file("target")).count == 16)
  }

  @Test func keepsWhatItWroteWhenALaterInputIsMissing() async throws {
    let path = try #require(TestData.url("asterix/cat034.raw")).path
    let outcome = try await Program.run(["decode", path, "missing"], in: ScratchFolder())
    #expect(outcome.status == 1 && outcome.outputLines.count == 1)
  }

  @Test func saysWhatAFileIsNotInTheFramingItWasToldOf() async throws {
    let outcome = try await decode(["--framing", "gps"], "cat048.raw")
    #expect(outcome.status == 1 && !outcome.errors.contains("is empty"))
    #expect(try await decode(["--framing", "raw"], "cat048.raw").outputLines.count == 1)
  }

  @Test func votesOnlyOnTheCategoriesItIsToldTo() async throws {
    let arguments = ["--format", "none", "--edition", "021=0.26", "--edition"]
    #expect(try await decode(arguments + ["048=auto"], "cat21_re.ast").status == 1)
    #expect(try await decode(arguments + ["021=auto"], "cat21_re.ast").status == 0)
  }

  @Test func namesThePlaceOfWhatItRefusesAndReadsOn() async throws {
    let folder = try ScratchFolder()
    let good = try #require(TestData.bytes("asterix/cat034.raw"))
    // The FSPEC announces items that the block has no octets for.
    let path = try folder.write(good + [48, 0, 8, 0xFD, 0xF7, 0x02, 25, 201] + good, to: "damaged")
    let outcome = try await Program.run(["decode", path], in: folder)
    #expect(outcome.status == 1)
    let objects = try outcome.outputLines.map { try jsonObject($0) }
    #expect(objects.map { $0["category"] as? Int } == [34, 48, 34])
    let refusal = try #require(objects.dropFirst().first)
    #expect(refusal["error"] as? String == "itemTruncated" && refusal["item"] as? String == "140")
    #expect(refusal["datagram"] as? Int == 1 && refusal["record"] as? Int == 0)
    #expect(refusal["bytes"] as? String == "fdf70219c9")
    #expect(outcome.errors.contains("2 records read, 1 refusals"))
  }

  @Test func writesLinesOfTheSchemasMembers() async throws {
    let schema = try Data(
      contentsOf: TestData.packageFolder.appendingPathComponent("docs/formats/asterix-record.schema.json"))
    let root = try #require(JSONSerialization.jsonObject(with: schema) as? [String: Any])
    let definitions = try #require(root["$defs"] as? [String: [String: Any]])
    for file in ["cat048.raw", Self.radars, "fixmpts_cat244.bin", "axs_cat062-all-1.bin"] {
      let lines = try await decode([], file).outputLines
      #expect(!lines.isEmpty)
      for line in lines {
        let object = try jsonObject(line)
        let kind = object["opaque"] != nil ? "opaqueBlock" : object["error"] != nil ? "refusal" : "record"
        let definition = try #require(definitions[kind])
        let allowed = try #require(definition["properties"] as? [String: Any]).keys
        let required = try #require(definition["required"] as? [String])
        #expect(Set(object.keys).isSubset(of: allowed) && Set(required).isSubset(of: object.keys))
      }
    }
  }

  @Test func readsWhatComesThroughAPipe() async throws {
    let path = try #require(TestData.url("asterix/\(Self.barcelona)")).path
    let shell = ["/bin/sh", "-c", "cat \"$0\" | \"$@\"", path]
    let outcome = try await Program.run(["decode", "--format", "summary", "-"], in: ScratchFolder(), prefix: shell)
    #expect(outcome.status == 0 && outcome.output.contains("CAT048  44085 records"))
  }

  @Test func writesLiveDatagramsAsTheyComeUntilItIsToldToEnd() async throws {
    let folder = try ScratchFolder()
    let port = try LoopbackSocket.freeDatagramPort()
    let bytes = try #require(TestData.bytes("asterix/cat048.raw"))
    let program = try RunningProgram(["decode", "udp://127.0.0.1:\(port)"], in: folder)
    #expect(try await wait(within: .seconds(20)) { program.errorText.contains(": up") })
    let radar = try LoopbackSocket.datagrams(to: port)
    for _ in 0..<3 { try await radar.send(bytes) }
    #expect(try await wait(within: .seconds(20)) { try outputSoFar(in: folder).split(separator: "\n").count == 3 })
    #expect(program.isRunning)
    program.terminate()
    #expect(try await program.waitForEnd(within: .seconds(20)))
    #expect(try program.outcome().status == 0)
  }

  // MARK: Help

  private func decode(_ arguments: [String], _ file: String, in folder: ScratchFolder? = nil) async throws -> Outcome {
    let path = try #require(TestData.url("asterix/\(file)")).path
    return try await Program.run(["decode"] + arguments + [path], in: folder ?? ScratchFolder())
  }

  /// What a program that runs in a folder wrote to standard output so far.
  private func outputSoFar(in folder: ScratchFolder) throws -> String {
    let files = try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil)
    let output = try #require(files.first { $0.lastPathComponent.hasPrefix("output-") })
    return try String(contentsOf: output, encoding: .utf8)
  }

  /// The items of a line as they stand there.
  private func itemsText(_ line: Substring) throws -> Substring {
    line[try #require(line.range(of: "\"items\":")).lowerBound...]
  }
}
