import Asterix
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
struct RecordingTests {
  struct Expectation: Sendable, CustomTestStringConvertible {
    var file: String
    var records: [UInt8: Int] = [:]
    var opaque: [UInt8: Int] = [:]
    var framing = Framing.raw
    var testDescription: String { file }
  }

  /// The records that libasterix 0.36.3 counts.
  static let expectations: [Expectation] = [
    .init(file: "201002-lebl-080001_smr.ast", records: [10: 52659]),
    .init(file: "230502-est-080001_BCN_60MN_08_09.ast", records: [48: 44085]),
    .init(file: "NATS_CAT048_119bytes_TCAS.ff", records: [48: 2], framing: .final),
    .init(file: "asterix_cat10", records: [10: 12]),
    .init(file: "axs_cat062-all-1.bin", records: [62: 8]),
    .init(file: "axs_cat240-1.bin", records: [240: 1]),
    .init(file: "cat034.raw", records: [34: 1]),
    .init(file: "cat048.raw", records: [48: 1]),
    .init(file: "cat062_crashes_asterix_decoder_0.7.11.raw", records: [62: 1]),
    .init(file: "cat062cat065.raw", records: [62: 2, 65: 1]),
    .init(file: "cat21_re.ast", records: [21: 2]),
    .init(file: "cat_001_002.pcap", records: [1: 7, 2: 1], framing: .pcap),
    .init(file: "cat_034_048.pcap", records: [34: 34, 48: 128], framing: .pcap),
    .init(file: "cat_062_065.pcap", records: [62: 2, 65: 1], framing: .pcap),
    .init(file: "decoderAsterix_260429.pcap", records: [34: 16366, 48: 3541], framing: .pcap),
    .init(
      file: "final_frame_062_065_large_packet_30min.ff", records: [62: 22396, 63: 5772, 65: 6057], framing: .final),
    .init(file: "fixmpts_cat001.bin", records: [1: 2]),
    .init(file: "fixmpts_cat010Report.bin", records: [10: 1]),
    .init(file: "fixmpts_cat020_1.bin", records: [20: 1]),
    .init(file: "fixmpts_cat023_GSStatus.bin", records: [23: 1]),
    .init(file: "fixmpts_cat023_ServiceStat.bin", records: [23: 1]),
    .init(file: "fixmpts_cat023_ServiceStatus.bin", records: [23: 1]),
    .init(file: "fixmpts_cat025Status.bin", records: [25: 1]),
    .init(file: "fixmpts_cat048_1.bin", records: [48: 1]),
    .init(file: "fixmpts_cat063.bin", records: [63: 1]),
    .init(file: "fixmpts_cat244.bin", opaque: [244: 1]),
    .init(file: "issue241_cat048_4byte_fspec.raw", records: [48: 1]),
    .init(file: "jasterix_cat001ed1.1.bin", records: [1: 1]),
    .init(file: "jasterix_cat004ed1.4.bin", records: [4: 3]),
    .init(file: "jasterix_cat010ed0.31.bin", records: [10: 1]),
    .init(file: "jasterix_cat020ed1.5.bin", records: [20: 1]),
    .init(file: "jasterix_cat021ed2.1.bin", records: [21: 1]),
    .init(file: "jasterix_cat034ed1.26.bin", records: [34: 1]),
    .init(file: "jasterix_cat048ed1.23.bin", records: [48: 1]),
    .init(file: "jasterix_cat062ed1.16.bin", records: [62: 1]),
    .init(file: "jasterix_cat065ed1.3.bin", records: [65: 1]),
    .init(file: "jasterix_cat247ed1.2.bin", records: [247: 1]),
    .init(file: "parsegps.gps", records: [34: 3, 48: 15], framing: .gps),
  ]

  @Test(arguments: expectations) func countsTheRecordsOfEveryFile(_ expectation: Expectation) throws {
    let bytes = try #require(TestData.bytes("asterix/\(expectation.file)"))
    let (datagrams, reader) = frames(bytes)
    #expect(reader.detected == expectation.framing)
    #expect(reader.skippedBytes == 0)
    var decoder = AsterixDecoder()
    var decoded = DecodedDatagram()
    var summary = AsterixSummary()
    for datagram in datagrams {
      decoder.decode(datagram.payload, into: &decoded)
      summary.add(decoded)
    }
    #expect(summary.refusals == 0)
    #expect(
      Dictionary(uniqueKeysWithValues: summary.recordsByCategory.map { ($0.category, $0.count) }) == expectation.records
    )
    #expect(
      Dictionary(uniqueKeysWithValues: summary.opaqueBlocksByCategory.map { ($0.category, $0.count) })
        == expectation.opaque)
    #expect(summary.sources.reduce(0) { $0 + $1.records } == summary.records)
  }

  /// The errata: libasterix prints a quarter of these.
  private static let errata: Set<String> = ["202/VX", "202/VY", "210/AX", "210/AY"]

  @Test(arguments: expectations.filter { !$0.records.isEmpty })
  func agreesWithTheReferenceOnEveryElement(_ expectation: Expectation) throws {
    // Small files only: the references of the large ones are compressed.
    guard let reference = TestData.bytes("asterix/ref/\(expectation.file).libasterix.jsonl") else { return }
    let bytes = try #require(TestData.bytes("asterix/\(expectation.file)"))
    var writer = AsterixJSONWriter()
    for (index, datagram) in frames(bytes).datagrams.enumerated() {
      writer.write(decode(datagram.payload), index: index, byteOffset: datagram.byteOffset)
    }
    let theirs = try objects(reference).filter {
      $0["items"] != nil && AsterixCatalogue.categories.contains(category($0))
    }
    let ours = try objects(writer.takeOutput()).filter { $0["items"] != nil }
    #expect(theirs.count == ours.count)
    for (expected, found) in zip(theirs, ours) {
      #expect(found["edition"] as? String == expected["ed"] as? String)
      let isSurface = category(expected) == 10
      compare(expected["items"], found["items"], path: "", isSurface: isSurface, file: expectation.file)
    }
  }

  private func objects(_ bytes: [UInt8]) throws -> [[String: Any]] {
    try bytes.split(separator: UInt8(ascii: "\n")).compactMap {
      try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
    }
  }

  private func category(_ object: [String: Any]) -> UInt8 { UInt8(clamping: object["cat"] as? Int ?? 0) }

  private func compare(_ expected: Any?, _ found: Any?, path: String, isSurface: Bool, file: String) {
    // Expansion fields are opaque to the reference.
    if path == "RE" { return }
    if let list = expected as? [Any] {
      let others = found as? [Any] ?? []
      #expect(list.count == others.count, "\(file) \(path)")
      for (one, other) in zip(list, others) { compare(one, other, path: path, isSurface: isSurface, file: file) }
    } else if let object = expected as? [String: Any], let value = object["v"] as? Double, object["u"] != nil {
      let factor = isSurface && Self.errata.contains(path) ? 4.0 : 1
      #expect(abs(value * factor - (found as? Double ?? .nan)) <= 1e-9 * max(1, abs(value)), "\(file) \(path)")
    } else if let object = expected as? [String: Any] {
      if object["dep"] != nil { return }
      let other = found as? [String: Any] ?? [:]
      #expect(Set(object.keys) == Set(other.keys), "\(file) \(path)")
      for (name, value) in object {
        let inner = path.isEmpty ? name : "\(path)/\(name)"
        compare(value, other[name], path: inner, isSurface: isSurface, file: file)
      }
    } else if let text = expected as? String {
      // The reference leaves out six-bit codes without a character.
      let other = found as? String ?? ""
      #expect(text == other || text == other.trimmingCharacters(in: .whitespaces), "\(file) \(path)")
    } else if let digits = found as? String {
      // Wider than 64 bits: hexadecimal here, a number there, of which a double keeps the first digits.
      let value = digits.reduce(0.0) { $0 * 16 + Double($1.hexDigitValue ?? 0) }
      let other = (expected as? NSNumber)?.doubleValue ?? .nan
      #expect(abs(value - other) <= 1e-9 * value, "\(file) \(path)")
    } else {
      #expect(expected as? Int == found as? Int, "\(file) \(path)")
    }
  }
}
