import Foundation
import Testing

@testable import ReceiverReports
import TestSupport

@Suite struct JSONReaderTests {
  private func value(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

  private func error(_ octets: [UInt8]) -> JSONError? {
    do throws(JSONError) {
      _ = try JSONReader.read(octets)
      return nil
    } catch {
      return error
    }
  }

  @Test func everyKindOfValueIsRead() throws {
    #expect(try value(" null\n") == .null && value("true") == .boolean(true) && value("false") == .boolean(false))
    #expect(try value("[ ]") == .array([]) && value("{ }") == .object([]))
    #expect(try value("[1,[2],{}]") == .array([.number(1), .array([.number(2)]), .object([])]))
    let members = [JSONMember(name: "a", value: .number(1)), JSONMember(name: "a", value: .string("x"))]
    #expect(try value("{\"a\" : 1 , \"a\":\"x\"}") == .object(members))
  }

  @Test func numbersAreTheNearestDouble() throws {
    for text in ["0", "-0", "1", "-110.373001", "1700513836.875", "1e3", "1E-3", "0.1e+2", "123456789012345678901"] {
      #expect(try value(text) == .number(try #require(Double(text))))
    }
    #expect(try value("1e999") == .number(.infinity))
    for text in ["-", "01", "1.", ".5", "+1", "1e", "1e+", "0x10", "NaN", "Infinity", "-.5", "00"] {
      #expect(error(Array(text.utf8)) != nil, "\(text)")
    }
  }

  @Test func stringsAndTheirEscapesAreRead() throws {
    #expect(try value(#""a\"\\\/\b\f\n\r\t\u0041\u00e9é""#) == .string("a\"\\/\u{8}\u{C}\n\r\tAéé"))
    #expect(try value(#""\ud83d\uDE80""#) == .string("🚀"))
    let cases: [(String, JSONError.Reason)] = [
      (#""\x""#, .badEscape), (#""\u12g4""#, .badEscape), (#""\ud83d""#, .loneSurrogate),
      (#""\ude80""#, .loneSurrogate), (#""\ud83d\u0041""#, .loneSurrogate), ("\"a\nb\"", .controlCharacter(0x0A)),
      ("\"a", .truncated), (#""\"#, .truncated), (#""\u00"#, .truncated),
    ]
    for (text, reason) in cases { #expect(error(Array(text.utf8))?.reason == reason, "\(text)") }
    for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
      #expect(error([0x22] + bad + [0x22]) == JSONError(reason: .invalidUTF8, octet: 1))
    }
  }

  @Test func whatIsWrongIsNamedWithItsPlace() {
    let cases: [(String, JSONError.Reason, Int)] = [
      ("", .truncated, 0), ("[1,", .truncated, 3), ("[1,]", .unexpectedCharacter(0x5D), 3),
      ("{\"a\"}", .unexpectedCharacter(0x7D), 4), ("{\"a\":1,}", .unexpectedCharacter(0x7D), 7),
      ("{a:1}", .unexpectedCharacter(0x61), 1), ("[1 2]", .unexpectedCharacter(0x32), 3), ("1 2", .trailingText, 2),
      ("tru", .truncated, 3), ("trux", .unexpectedCharacter(0x78), 3), ("'a'", .unexpectedCharacter(0x27), 0),
      ("[}", .unexpectedCharacter(0x7D), 1),
    ]
    for (text, reason, octet) in cases {
      #expect(error(Array(text.utf8)) == JSONError(reason: reason, octet: octet), "\(text)")
    }
  }

  @Test func depthIsBounded() throws {
    func nested(_ depth: Int) -> [UInt8] {
      [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
    }
    _ = try JSONReader.read(nested(JSONReader.greatestDepth))
    #expect(error(nested(JSONReader.greatestDepth + 1))?.reason == .tooDeep)
    #expect(error([UInt8](repeating: 0x5B, count: 1_000_000))?.reason == .tooDeep)
    // Side by side is not deep.
    _ = try value("[" + [String](repeating: "[]", count: 1000).joined(separator: ",") + "]")
  }

  @Test func whatIsReadIsReadByAnotherReaderToo() throws {
    var numbers = SeededNumbers(seed: 8259)
    let text = #"{"now": 1.5e3, "a":[true,false,null,"\u00e9\n",-0.25,{"b":{}}, "x"], "c":"d"}"#
    var accepted = 0
    for _ in 0..<2000 {
      let octets = numbers.mutated(Array(text.utf8))
      guard error(octets) == nil else { continue }
      accepted += 1
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(octets), options: .fragmentsAllowed)
      }
    }
    #expect(accepted > 100)
  }
}
