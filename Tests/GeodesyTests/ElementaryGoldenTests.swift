import Foundation
import Geodesy
import Testing

/// The elementary functions against correctly rounded values (`Golden/README.md`).
@Suite struct ElementaryGoldenTests {
  @Test(arguments: ["sin", "cos", "tan", "asin", "acos", "atan", "exp", "log", "atan2", "hypot", "pow"])
  func staysWithinOneUlpOfTheCorrectlyRoundedValue(function: String) throws {
    let cases = try ElementaryGoldenTests.cases(function)
    #expect(cases.count >= 180)
    var worst = 0.0
    for arguments in cases {
      let expected = try #require(arguments.last)
      let actual = ElementaryGoldenTests.evaluate(function, arguments)
      let error = (actual - expected).magnitude / expected.ulp
      if error > 1 || actual.isNaN { Issue.record("\(function)\(arguments.dropLast()) gave \(actual)") }
      worst = max(worst, error)
    }
    #expect(worst <= 1)
  }

  private static func cases(_ function: String) throws -> [[Double]] {
    let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden/elementary.txt")
    let text = try String(contentsOf: golden, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      return words.first.map(String.init) == function ? words.dropFirst().compactMap { Double($0) } : nil
    }
  }

  private static func evaluate(_ function: String, _ arguments: [Double]) -> Double {
    let x = arguments[0]
    let y = arguments[1]
    return switch function {
    case "sin": Elementary.sin(x)
    case "cos": Elementary.cos(x)
    case "tan": Elementary.tan(x)
    case "asin": Elementary.asin(x)
    case "acos": Elementary.acos(x)
    case "atan": Elementary.atan(x)
    case "exp": Elementary.exp(x)
    case "log": Elementary.log(x)
    case "atan2": Elementary.atan2(x, y)
    case "hypot": Elementary.hypot(x, y)
    default: Elementary.pow(x, y)
    }
  }
}
