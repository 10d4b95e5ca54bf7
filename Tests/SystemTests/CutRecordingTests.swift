import Foundation
import TestSupport
import Testing

/// Recordings that end in the middle, or are damaged: what is whole is read, the rest is counted, the exit status is 1.
@Suite(.serialized, .enabled(if: TestData.isAvailable, "the shared test data is absent"))
struct CutRecordingTests {
  /// Octets at which the files are cut; chosen so that some cuts fall into headers, items and trailers.
  private static let lengths = [3001, 3013, 4096, 4999]

  @Test(arguments: PublicRecording.allCases)
  func readsWhatIsWholeOfARecordingCutAnywhere(recording: PublicRecording) async throws {
    let folder = try ScratchFolder()
    let whole = try folder.write(try recording.whole.prefix(200_000), to: "whole")
    let lines = try await Program.run(["decode", whole], in: folder).outputLines
    for length in Self.lengths {
      let cut = try folder.write(try recording.whole.prefix(length), to: "cut")
      let outcome = try await Program.run(["decode", cut], in: folder)
      #expect(outcome.status == 1 && !outcome.diedOfSignal, "\(length)")
      #expect(outcome.errors.contains("the file ends inside of: 1"), "\(length): \(outcome.errors)")
      #expect(outcome.errorLines.allSatisfy { $0.hasPrefix("vigie: ") })
      let kept = outcome.outputLines.filter { $0.contains("\"items\"") }
      #expect(kept.count > 20, "\(length)")
      #expect(kept.elementsEqual(lines.prefix(kept.count)), "\(length)")
    }
  }

  @Test func playsWhatIsWholeAndSaysWhatIsMissing() async throws {
    let folder = try ScratchFolder()
    let cut = try folder.write(try PublicRecording.barcelona.whole.prefix(20_011), to: "cut.ast")
    let outcome = try await Program.run(
      ["replay", "--headless", "--digest", cut, "--sensors", PublicRecording.barcelona.sensorFile], in: folder)
    #expect(outcome.status == 1 && !outcome.diedOfSignal)
    #expect(outcome.digest != nil)
    #expect(outcome.errors.contains("cut.ast: frames the file ends inside of: 1"))
  }

  @Test func playsARecordingOfItsOwnThatWasTornOff() async throws {
    let folder = try ScratchFolder()
    let file = try PublicRecording.barcelona.beginning(datagrams: 300, in: folder)
    _ = try await Program.run(["replay", "--headless", file, "--record", "kept"], in: folder)
    let segment = folder.file("kept/segment-0000000001.vlog")
    try FileHandle(forWritingTo: segment).truncate(atOffset: 12_345)
    let outcome = try await Program.run(["replay", "--headless", "--digest", "kept"], in: folder)
    #expect(outcome.status == 1 && !outcome.diedOfSignal)
    #expect(outcome.digest != nil)
    #expect(outcome.errors.contains("segment-0000000001.vlog at octet 12306: the segment ends inside a record"))
  }

  @Test func refusesADamagedRecordAndKeepsTheOthers() async throws {
    let folder = try ScratchFolder()
    // The second record announces items that its block has no room for.
    let damaged: [UInt8] = [48, 0, 10, 0xFD, 0xF7, 2, 25, 201, 0x35, 0x6D]
    let file = try folder.write(MadeFiles.record048 + damaged + MadeFiles.record048, to: "damaged.ast")
    let outcome = try await Program.run(["decode", file], in: folder)
    #expect(outcome.status == 1 && !outcome.diedOfSignal)
    let objects = try outcome.outputLines.map { try jsonObject($0) }
    #expect(objects.filter { $0["items"] != nil }.count == 2)
    let refusal = try #require(objects.first { $0["error"] != nil })
    #expect(refusal["error"] as? String == "itemTruncated")
    #expect(refusal["category"] as? Int == 48)
    #expect(refusal["offset"] as? Int == 17)
    #expect((refusal["message"] as? String)?.contains("category 48") == true)
    #expect((refusal["bytes"] as? String)?.isEmpty == false)
    #expect(outcome.errors.contains("2 records read, 1 refusals"))
  }
}

/// One line of JSON.
func jsonObject(_ line: some StringProtocol) throws -> [String: Any] {
  let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
  guard let object = value as? [String: Any] else { throw TestFailure("no JSON object: \(line)") }
  return object
}
