import Foundation
import TestSupport
import Testing

/// `vigie decode` on every public recording of the categories that are built in.
@Suite(.serialized, .enabled(if: TestData.isAvailable, "the shared test data is absent"))
struct DecodeTests {
  /// Records by category, as libasterix counts them.
  static let recordings: [(file: String, records: [Int: Int])] = [
    ("201002-lebl-080001_smr.ast", [10: 52_659]),
    ("230502-est-080001_BCN_60MN_08_09.ast", [48: 44_085]),
    ("NATS_CAT048_119bytes_TCAS.ff", [48: 2]),
    ("asterix_cat10", [10: 12]),
    ("axs_cat062-all-1.bin", [62: 8]),
    ("cat034.raw", [34: 1]),
    ("cat048.raw", [48: 1]),
    ("cat062_crashes_asterix_decoder_0.7.11.raw", [62: 1]),
    ("cat062cat065.raw", [62: 2, 65: 1]),
    ("cat21_re.ast", [21: 2]),
    ("cat_034_048.pcap", [34: 34, 48: 128]),
    ("cat_062_065.pcap", [62: 2, 65: 1]),
    ("decoderAsterix_260429.pcap", [34: 16_366, 48: 3541]),
    ("final_frame_062_065_large_packet_30min.ff", [62: 22_396, 63: 5772, 65: 6057]),
    ("fixmpts_cat010Report.bin", [10: 1]),
    ("fixmpts_cat048_1.bin", [48: 1]),
    ("fixmpts_cat063.bin", [63: 1]),
    ("issue241_cat048_4byte_fspec.raw", [48: 1]),
    ("jasterix_cat010ed0.31.bin", [10: 1]),
    ("jasterix_cat021ed2.1.bin", [21: 1]),
    ("jasterix_cat034ed1.26.bin", [34: 1]),
    ("jasterix_cat048ed1.23.bin", [48: 1]),
    ("jasterix_cat062ed1.16.bin", [62: 1]),
    ("jasterix_cat065ed1.3.bin", [65: 1]),
  ]

  @Test(arguments: recordings)
  func countsTheRecordsThatLibasterixCounts(file: String, records: [Int: Int]) async throws {
    let path = try #require(TestData.url("asterix/\(file)")).path
    let outcome = try await Program.run(["decode", "--format", "summary", path], in: ScratchFolder())
    #expect(outcome.status == 0 && !outcome.diedOfSignal)
    #expect(outcome.errors.isEmpty)
    #expect(counts(in: outcome) == records)
  }

  @Test func sumsUpEachOfSeveralFiles() async throws {
    let paths = try ["cat034.raw", "cat048.raw"].map { try #require(TestData.url("asterix/\($0)")).path }
    let outcome = try await Program.run(["decode", "--format", "summary"] + paths, in: ScratchFolder())
    #expect(counts(in: outcome) == [34: 1, 48: 1])
    for path in paths { #expect(outcome.outputLines.contains { $0.hasPrefix("\(path): ") }) }
  }

  @Test(arguments: [
    "asterix_cat10", "cat21_re.ast", "cat_034_048.pcap", "cat062cat065.raw", "fixmpts_cat063.bin",
    // Two recordings that broke other decoders.
    "cat062_crashes_asterix_decoder_0.7.11.raw", "issue241_cat048_4byte_fspec.raw",
  ])
  func writesALineOfJSONForEachRecord(file: String) async throws {
    let bytes = try #require(TestData.bytes("asterix/\(file)"))
    let expected = try #require(Self.recordings.first { $0.file == file }).records
    let path = try #require(TestData.url("asterix/\(file)")).path
    let outcome = try await Program.run(["decode", path], in: ScratchFolder())
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    var found: [Int: Int] = [:]
    for line in outcome.outputLines {
      let object = try jsonObject(line)
      let category = try #require(object["category"] as? Int)
      found[category, default: 0] += 1
      for member in ["datagram", "block", "record"] { #expect((object[member] as? Int ?? -1) >= 0) }
      #expect((0..<bytes.count).contains(object["offset"] as? Int ?? -1))
      #expect(object["edition"] is String)
      let items = try #require(object["items"] as? [String: Any])
      #expect(!items.isEmpty)
      #expect((items["010"] as? [String: Any])?["SAC"] is Int)
    }
    #expect(found == expected)
  }

  @Test func showsACategoryWithoutADefinitionAsItIs() async throws {
    let path = try #require(TestData.url("asterix/fixmpts_cat244.bin")).path
    let outcome = try await Program.run(["decode", path], in: ScratchFolder())
    #expect(!outcome.diedOfSignal)
    let object = try jsonObject(try #require(outcome.outputLines.first))
    #expect(object["category"] as? Int == 244)
    #expect((object["opaque"] as? String)?.hasPrefix("f4004d") == true)
  }

  @Test func writesNothingWhenAskedForNothing() async throws {
    let path = try #require(TestData.url("asterix/cat_034_048.pcap")).path
    let outcome = try await Program.run(["decode", "--format", "none", path], in: ScratchFolder())
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
  }

  /// The lines `  CAT048  44085 records`.
  private func counts(in outcome: Outcome) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for line in outcome.outputLines where line.hasPrefix("  CAT") {
      let words = line.split(separator: " ")
      guard words.count == 3, words[2] == "records", let category = Int(words[0].dropFirst(3)),
        let count = Int(words[1])
      else { continue }
      counts[category] = count
    }
    return counts
  }
}
