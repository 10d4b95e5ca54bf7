import Asterix
import Foundation
import Testing

@Suite struct JSONTests {
  @Test func writesARecordAsOneLine() throws {
    var writer = AsterixJSONWriter()
    let bytes = AsterixBlock.encode(category: 48, records: [try plotRecord()])
    writer.write(decode(bytes), index: 4, byteOffset: 100)
    #expect(
      String(decoding: writer.takeOutput(), as: UTF8.self) == """
        {"datagram":4,"block":0,"record":0,"offset":103,"category":48,"edition":"1.32","items":{"010":{"SAC":25,"SIC":201},\
        "140":27354.6015625,"020":{"TYP":5,"SIM":0,"RDP":0,"SPI":0,"RAB":0},"040":{"RHO":100.5,"THETA":340.13671875},\
        "070":{"V":0,"G":0,"L":0,"MODE3A":"1000"},"090":{"V":0,"G":0,"FL":330.0},"220":3959756,"240":"DLH65A  ",\
        "161":{"TRN":7},"170":{"CNF":0,"RAD":0,"DOU":0,"MAH":0,"CDM":0}}}

        """)
    #expect(writer.output.isEmpty)
  }

  @Test func writesRawQuantitiesWhenAsked() throws {
    var writer = AsterixJSONWriter(writesRawQuantities: true)
    var builder = AsterixRecordBuilder(category: 48)
    try builder.set("090/FL", -1)
    writer.write(decode(AsterixBlock.encode(category: 48, records: [try builder.record()])), index: 0, byteOffset: 0)
    #expect(String(decoding: writer.output, as: UTF8.self).contains(#""090":{"V":0,"G":0,"FL":16380}"#))
  }

  @Test func writesRefusalsAndOpaqueBlocksInTheOrderOfTheBytes() throws {
    var writer = AsterixJSONWriter()
    let bytes = octets("F40004AA") + octets("3E0007 0110 10 7F") + issue241
    writer.write(decode(bytes), index: 0, byteOffset: 0)
    let lines = try writer.takeOutput().split(separator: UInt8(ascii: "\n")).compactMap {
      try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
    }
    #expect(lines.count == 3)
    #expect(lines[0]["opaque"] as? String == "f40004aa")
    #expect(lines[1]["error"] as? String == "itemTruncated")
    #expect(lines[1]["item"] as? String == "380/IAS")
    #expect(lines[1]["offset"] as? Int == 10)
    #expect(lines[1]["bytes"] as? String == "0110107f")
    #expect(lines[2]["category"] as? Int == 48)
  }

  @Test func escapesStrings() throws {
    var builder = AsterixRecordBuilder(category: 62)
    try builder.set("390/RDS/NU1", raw: 0x22)
    try builder.set("390/RDS/NU2", raw: 0x06)
    try builder.set("390/RDS/LTR", raw: 0xD0)
    var writer = AsterixJSONWriter()
    writer.write(decode(AsterixBlock.encode(category: 62, records: [try builder.record()])), index: 0, byteOffset: 0)
    #expect(
      String(decoding: writer.output, as: UTF8.self).contains(#""RDS":{"NU1":"\"","NU2":"\u0006","LTR":"Ð"}"#))
  }

  @Test func writesDependentContentByTheItemItDependsOn() throws {
    var writer = AsterixJSONWriter()
    for (mach, value) in [(true, 0.782), (false, 0.125)] {
      var builder = AsterixRecordBuilder(category: 62)
      try builder.set("380/IAS/IM", mach)
      try builder.set("380/IAS/IAS", value)
      writer.write(decode(AsterixBlock.encode(category: 62, records: [try builder.record()])), index: 0, byteOffset: 0)
      let text = String(decoding: writer.takeOutput(), as: UTF8.self)
      #expect(text.contains(#""IAS":{"IM":\#(mach ? 1 : 0),"IAS":\#(value)}"#))
    }
  }

  @Test func summarisesSourcesInOrder() throws {
    var summary = AsterixSummary()
    for (sic, time) in [(9, 10.0), (2, 11), (9, 14)] {
      var builder = AsterixRecordBuilder(category: 34)
      try builder.set("010/SAC", 20)
      try builder.set("010/SIC", Double(sic))
      try builder.set("030", time)
      try builder.set("041", 4)
      summary.add(decode(AsterixBlock.encode(category: 34, records: [try builder.record()])))
    }
    summary.add(decode([0x30]))
    #expect(summary.sources.map(\.source) == [DataSource(sac: 20, sic: 2), DataSource(sac: 20, sic: 9)])
    #expect(summary.sources.map(\.records) == [1, 2])
    #expect(summary.sources.last?.firstTimeOfDaySeconds == 10)
    #expect(summary.sources.last?.lastTimeOfDaySeconds == 14)
    #expect(summary.sources.last?.rotationPeriodSeconds == 4)
    #expect(summary.refusalsByKind.map(\.kind) == [.blockTruncated])
    #expect(summary.datagrams == 4)
  }
}
