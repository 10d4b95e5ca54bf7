import Foundation
import TestSupport
import Testing

@testable import Asterix

/// The typed readers give what the generic ones give.
@Suite struct FieldsTests {
  private func rows<Fields: AsterixFields>(
    _ blocks: [UInt8], of type: Fields.Type, at once: Int = 7
  ) -> (rows: [Fields], position: BlockPosition) {
    var storage = [Fields](repeating: Fields(), count: once)
    var position = BlockPosition()
    var rows: [Fields] = []
    while true {
      let count = Fields.read(blocks.span, from: &position, into: &storage)
      if count == 0 { return (rows, position) }
      rows += storage[..<count]
    }
  }

  /// The data blocks of a file, one after the other.
  private func blocks(_ file: String) throws -> [UInt8] {
    frames(try #require(TestData.bytes("asterix/\(file)"))).datagrams.flatMap(\.payload)
  }

  @Test(
    .enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"),
    arguments: ["230502-est-080001_BCN_60MN_08_09.ast", "decoderAsterix_260429.pcap", "fixmpts_cat048_1.bin"])
  func readsThePlotsOfARadar(_ file: String) throws {
    let blocks = try blocks(file)
    let (rows, position) = rows(blocks, of: Category048Fields.self)
    #expect(position.refusedRecords == 0 && position.trailingBytes == 0)
    let datagram = decode(blocks)
    let records = datagram.records.filter { $0.category == 48 }
    #expect(rows.count == records.count)
    for (row, record) in zip(rows, records) {
      func quantity(_ path: String) -> Double? { datagram.leaf(path, in: record)?.quantity }
      func raw(_ path: String) -> UInt64? { datagram.leaf(path, in: record)?.raw }
      let isEqual =
        row.presence == record.presence && (row.hasTimeOfDaySeconds ? row.timeOfDaySeconds : nil) == quantity("140")
        && (row.hasRhoNauticalMiles ? row.rhoNauticalMiles : nil) == quantity("040/RHO")
        && (row.hasThetaDegrees ? row.thetaDegrees : nil) == quantity("040/THETA")
        && (row.hasFlightLevel ? row.flightLevel : nil) == quantity("090/FL")
        && (row.hasMode3A ? UInt64(row.mode3A) : nil) == raw("070/MODE3A")
        && (row.hasAddress ? UInt64(row.address) : nil) == raw("220")
        && (row.hasCallsign ? row.callsign : nil) == raw("240")
        && (row.hasTrackNumber ? UInt64(row.trackNumber) : nil) == raw("161/TRN")
        && (row.hasDetection ? UInt64(row.detection) : nil) == raw("020/TYP")
      guard isEqual else {
        Issue.record("\(row) \(Array(datagram.bytes[record.byteRange]))")
        return
      }
    }
  }

  @Test(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
  func readsTheTracksOfACentre() throws {
    let blocks = try blocks("final_frame_062_065_large_packet_30min.ff")
    let rows = rows(blocks, of: Category062Fields.self).rows
    let datagram = decode(blocks)
    let records = datagram.records.filter { $0.category == 62 }
    #expect(rows.count == 22_396 && records.count == rows.count)
    for (row, record) in zip(rows, records) {
      let isEqual =
        (row.hasLatitudeDegrees ? row.latitudeDegrees : nil) == datagram.leaf("105/LAT", in: record)?.quantity
        && (row.hasLongitudeDegrees ? row.longitudeDegrees : nil) == datagram.leaf("105/LON", in: record)?.quantity
        && (row.hasVxMetresPerSecond ? row.vxMetresPerSecond : nil) == datagram.leaf("185/VX", in: record)?.quantity
        && (row.hasAddress ? UInt64(row.address) : nil) == datagram.leaf("380/ADR", in: record)?.raw
        && (row.hasCallsign ? row.callsign : nil) == datagram.leaf("380/ID", in: record)?.raw
        && (row.hasRateOfClimbFeetPerMinute ? row.rateOfClimbFeetPerMinute : nil)
          == datagram.leaf("220", in: record)?.quantity
      guard isEqual else {
        Issue.record("\(row)")
        return
      }
    }
  }

  @Test func choosesTheProfileOfAnOldRadarByItsRecord() {
    let rows = rows(octets("010011 E0 0801 A0 0123  E0 0801 20 12345678"), of: Category001Fields.self).rows
    #expect(rows.map(\.isTrack) == [1, 0])
    #expect(rows.first?.trackNumber == 0x123)
    #expect(rows.last.map { $0.hasThetaDegrees && $0.thetaDegrees == Double(0x5678) * 45 / 8192 } == true)
  }

  /// Records of the categories with a typed reader, whole and damaged: what the decoder reads, it reads too. Category 1 has
  /// random field sequences, which it leaves alone.
  @Test func agreesWithTheDecoderOnGeneratedAndDamagedBlocks() throws {
    var random = SeededGenerator(seed: 11)
    for category: UInt8 in [10, 20, 21, 34, 48, 62] {
      var generated = GeneratedRecords(
        definition: try #require(generatedDefinition(category)), random: SeededGenerator(seed: UInt64(category)))
      for _ in 0..<400 * soakFactor {
        var records: [[UInt8]] = []
        for _ in 0..<3 {
          var record: [UInt8] = []
          try? generated.values(edition: 0).encode(into: &record)
          records.append(record)
        }
        var block = AsterixBlock.encode(category: category, records: records)
        if Bool.random(using: &random), block.count > 3 {
          block[Int.random(in: 3..<block.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let datagram = decode(block)
        let position = count(block, category)
        guard position.count == datagram.records.count, position.refused == datagram.refusals.count else {
          Issue.record("category \(category): \(position) for \(datagram.records.count) records: \(block)")
          return
        }
      }
    }
  }

  private func count(_ block: [UInt8], _ category: UInt8) -> (count: Int, refused: Int) {
    func count<Fields: AsterixFields>(_ type: Fields.Type) -> (Int, Int) {
      let (rows, position) = rows(block, of: type)
      return (rows.count, position.refusedRecords)
    }
    return switch category {
    case 10: count(Category010Fields.self)
    case 20: count(Category020Fields.self)
    case 21: count(Category021Fields.self)
    case 34: count(Category034Fields.self)
    case 48: count(Category048Fields.self)
    default: count(Category062Fields.self)
    }
  }
}
