import Testing
import ModeS

@Suite struct UATLineTests {
  static let basic = "00a66ef135445d525a0c0519119021204800"

  private func reception(_ fields: String) throws -> UATReception? {
    guard case .downlink(_, let reception) = try UATLine("-\(UATLineTests.basic);\(fields)") else { return nil }
    return reception
  }

  @Test func fields() throws {
    let full = try reception("rs=3;ss=-12.5;rssi=-7.3;t=1568812345.678;rt=9876543210;")
    #expect(full?.correctedSymbolCount == 3)
    #expect(full?.signalStrength == -12.5)
    #expect(full?.signalLevelDecibels == -7.3)
    #expect(full?.receivedAtNanoseconds == 1_568_812_345_678_000_000)
    #expect(full?.rawTimestamp == 9_876_543_210)
    #expect(try reception("") == UATReception())
    #expect(try reception("later=1;thing;=;;rs=0;x=a=b;")?.correctedSymbolCount == 0)
    #expect(try reception("ss=215;")?.signalStrength == 215)
    #expect(try reception("t=1.0000000019;")?.receivedAtNanoseconds == 1_000_000_001)
    #expect(try reception("t=9223372035.999999999;")?.receivedAtNanoseconds == 9_223_372_035_999_999_999)
    #expect(try reception("rsrsrsrsrs=x;")?.correctedSymbolCount == nil)
  }

  @Test(arguments: [
    "rs=;", "rs=x;", "rs=-1;", "rs=1.5;", "rs=65536;", "rs=99999999999999999999;", "ss=1e5;", "ss=--1;", "rssi=.;",
    "t=-1;", "t=9223372036;", "t=1.2.3;", "rt=1.0;", "rs;",
  ])
  func badFields(_ text: String) {
    #expect(throws: UATLine.Refusal.badField) { try UATLine("-\(UATLineTests.basic);\(text)") }
  }

  @Test func kinds() throws {
    let upper = "  -\(UATLineTests.basic.uppercased()); rs=1;\r\n"
    guard case .downlink(let frame, let reception) = try UATLine(upper) else {
      Issue.record("no downlink")
      return
    }
    #expect(frame.hexadecimal == UATLineTests.basic)
    #expect(reception.correctedSymbolCount == 1)
    let block = "!x=1;\n-\(UATLineTests.basic);rs=1;\n"
    #expect(try UATLine(block.split(separator: "\n")[1]) == .downlink(frame, reception))
    let uplink = String(repeating: "a5", count: 432)
    guard case .uplink(let from) = try UATLine("+\(uplink);rs=11;ss=4;") else {
      Issue.record("no uplink")
      return
    }
    #expect(from.correctedSymbolCount == 11)
    #expect(try UATLine("!fecfix=1;program=dump978-fa;") == .metadata)
  }

  @Test func refusals() {
    func refusal(_ text: String) -> UATLine.Refusal? {
      do throws(UATLine.Refusal) {
        _ = try UATLine(text)
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal("") == .empty)
    #expect(refusal(" \r\n") == .empty)
    #expect(refusal("*8d4840d6;") == .unknownMark(0x2A))
    #expect(refusal("-") == .notTerminated)
    #expect(refusal("-;") == .badLength(digitCount: 0))
    #expect(refusal("-\(UATLineTests.basic)") == .notTerminated)
    #expect(refusal("-\(UATLineTests.basic)\n") == .notTerminated)
    #expect(refusal("-\(UATLineTests.basic);rs=1") == .notTerminated)
    #expect(refusal("-\(UATLineTests.basic.dropLast());") == .badLength(digitCount: 35))
    #expect(refusal("-\(UATLineTests.basic)00;") == .badLength(digitCount: 38))
    #expect(refusal("+\(UATLineTests.basic);") == .badLength(digitCount: 36))
    #expect(refusal("-\(UATLineTests.basic)é;") == .badDigit(0xC3))
    #expect(refusal("-" + String(repeating: "0", count: 5_000) + ";") == .badLength(digitCount: 5_000))
  }

  @Test func counts() {
    var counts = UATLineCounts()
    for line in UATSamples.all + ["", "x"] { _ = try? counts.read(line) }
    #expect(counts.downlinkCount == 116)
    #expect(counts.uplinkCount == 457 + 2_133)
    #expect(counts.metadataCount == 0)
    #expect(counts.refusedCount == 2)
  }
}
