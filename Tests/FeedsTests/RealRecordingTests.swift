import Asterix
import Foundation
import Surveillance
import TestSupport
import Testing

@testable import Feeds

@Suite(.enabled(if: TestData.isAvailable, "the shared test data is absent"))
struct RealRecordingTests {
  struct Recording: Sendable, CustomTestStringConvertible {
    var name: String
    var framing: Framing
    var datagrams: Int
    /// First and last receive time: seconds of the day, or since 1970 of a capture.
    var first: Double?
    var last: Double?
    var testDescription: String { name }

    init(_ name: String, _ framing: Framing, _ datagrams: Int, _ first: Double? = nil, _ last: Double? = nil) {
      self.name = name
      self.framing = framing
      self.datagrams = datagrams
      self.first = first
      self.last = last
    }
  }

  /// Counts: blocks of raw files, frames of FINAL and GPS, UDP payloads of captures (ORADIS frames in `cat_001_002`).
  static let recordings: [Recording] = [
    .init("201002-lebl-080001_smr.ast", .raw, 52659, 28801.5625, 36061.8359375),
    .init("230502-est-080001_BCN_60MN_08_09.ast", .raw, 44085, 28800.8515625, 32400.0546875),
    .init("NATS_CAT048_119bytes_TCAS.ff", .final, 1, 34357.42, 34357.42),
    .init("asterix_cat10", .raw, 12, 30983, 30994),
    .init("axs_cat062-all-1.bin", .raw, 1),
    .init("axs_cat240-1.bin", .raw, 1, 0, 0),
    .init("cat034.raw", .raw, 1),
    .init("cat048.raw", .raw, 1),
    .init("cat062_crashes_asterix_decoder_0.7.11.raw", .raw, 1, 53082.75, 53082.75),
    .init("cat062cat065.raw", .raw, 2),
    .init("cat21_re.ast", .raw, 2),
    .init("cat_001_002.pcap", .pcap, 6, 1_393_332_226.414938, 1_393_332_226.414938),
    .init("cat_034_048.pcap", .pcap, 100, 1_462_433_756.50891, 1_462_433_756.953471),
    .init("cat_062_065.pcap", .pcap, 1),
    .init("decoderAsterix_260429.pcap", .pcap, 19907, 1_777_481_639.689087, 1_777_485_425.096729),
    .init("final_frame_062_065_large_packet_30min.ff", .final, 18163, 38247, 40047),
    .init("fixmpts_cat001.bin", .raw, 1),
    .init("fixmpts_cat010Report.bin", .raw, 1),
    .init("fixmpts_cat020_1.bin", .raw, 1),
    .init("fixmpts_cat023_GSStatus.bin", .raw, 1),
    .init("fixmpts_cat023_ServiceStat.bin", .raw, 1),
    .init("fixmpts_cat023_ServiceStatus.bin", .raw, 1),
    .init("fixmpts_cat025Status.bin", .raw, 1),
    .init("fixmpts_cat048_1.bin", .raw, 1),
    .init("fixmpts_cat063.bin", .raw, 1),
    .init("fixmpts_cat244.bin", .raw, 1),
    .init("issue241_cat048_4byte_fspec.raw", .raw, 1),
    .init("jasterix_cat001ed1.1.bin", .raw, 1),
    .init("jasterix_cat004ed1.4.bin", .raw, 3),
    .init("jasterix_cat010ed0.31.bin", .raw, 1),
    .init("jasterix_cat020ed1.5.bin", .raw, 1),
    .init("jasterix_cat021ed2.1.bin", .raw, 1),
    .init("jasterix_cat034ed1.26.bin", .raw, 1),
    .init("jasterix_cat048ed1.23.bin", .raw, 1),
    .init("jasterix_cat062ed1.16.bin", .raw, 1),
    .init("jasterix_cat065ed1.3.bin", .raw, 1),
    .init("jasterix_cat247ed1.2.bin", .raw, 1),
    .init("parsegps.gps", .gps, 15),
  ]

  @Test(arguments: recordings)
  func readsEveryDatagramOfARecording(_ recording: Recording) throws {
    let path = try #require(TestData.url("asterix/\(recording.name)")).path
    let (feed, datagrams) = try readAll(path)
    #expect(feed.format == .asterix(recording.framing))
    #expect(datagrams.count == recording.datagrams)
    #expect(feed.refusals.isEmpty)
    let seconds = datagrams.map { Double($0.receiveTime?.nanoseconds ?? -1) / 1e9 }
    #expect(zip(seconds, seconds.dropFirst()).allSatisfy { $0 <= $1 })
    if let first = recording.first { #expect(abs((seconds.first ?? -1) - first) < 1e-6) }
    if let last = recording.last { #expect(abs((seconds.last ?? -1) - last) < 1e-6) }
  }

  @Test func everyRecordingIsInTheTable() throws {
    let folder = try #require(TestData.url("asterix"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let known = Set(Self.recordings.map(\.name) + ["README.md", "ref"])
    #expect(names.filter { !known.contains($0) } == [])
  }

  @Test func readsARealBeastRecording() throws {
    let path = try #require(TestData.url("modes/ulss7.a.beast")).path
    let (feed, datagrams) = try readAll(path, recordingDate: may2)
    #expect(feed.format == .beast)
    #expect(datagrams.count == 6723)
    #expect(datagrams.allSatisfy { $0.kind == .beast && CanonicalBeast.frame(of: $0.payload) != nil })
    let times = datagrams.compactMap(\.receiveTime)
    #expect(times.first == may2)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    let seconds = try #require(times.last).seconds(since: may2)
    #expect((30...31).contains(seconds))
  }

  @Test(arguments: ["asterix/cat_034_048.pcap", "asterix/parsegps.gps", "modes/ulss7.a.beast"], [1, 7, 1000])
  func givesTheSameHoweverItIsReadInPieces(name: String, chunkBytes: Int) throws {
    let bytes = try #require(TestData.bytes(name))
    // Longer than the part that is read at once to recognise the format.
    let copies = max(1, 80_000 / bytes.count + 1)
    let isBeast = name.hasSuffix("beast")
    let file = try ScratchFile(
      isBeast ? bytes : Array(repeatElement(bytes, count: name.hasSuffix("pcap") ? 1 : copies).joined()))
    let whole = try readAll(file.path)
    var feed = try FileFeed(path: file.path)
    feed.chunkBytes = chunkBytes
    var datagrams: [FeedDatagram] = []
    while let datagram = try feed.next() { datagrams.append(datagram) }
    #expect(datagrams == whole.1)
    #expect(feed.refusals == whole.0.refusals)
  }

  @Test(arguments: [
    "cat_034_048.pcap", "final_frame_062_065_large_packet_30min.ff", "cat062cat065.raw", "asterix_cat10",
  ])
  func readsARecordingThatIsCutAnywhere(name: String) throws {
    let bytes = try #require(TestData.bytes("asterix/\(name)")).prefix(3000)
    let whole = try ScratchFile(Array(bytes))
    let all = try readAll(whole.path).1
    for length in stride(from: 1, to: bytes.count, by: 13) {
      let file = try ScratchFile(Array(bytes.prefix(length)))
      do {
        let (feed, datagrams) = try readAll(file.path)
        #expect(datagrams.map(\.payload) == all.prefix(datagrams.count).map(\.payload), "\(length)")
        #expect(feed.bytesRead == length)
      } catch {
        // Nothing whole in it: one sentence that says so.
        #expect("\(error)".hasPrefix("cannot "), "\(length)")
      }
    }
  }
}
