import Foundation
import ModeS
import TestSupport

/// The recorded lines: dump978's sample (San Francisco Bay) and one of Stratux.
enum UATSamples {
  static let dump978 = lines("uat-dump978-sample.a.txt.gz")
  static let stratux = lines("stratux-example.dump978.gz")
  static var all: [String] { dump978 + stratux }

  static func messages(_ lines: [String]) throws -> [UATMessage] {
    var result: [UATMessage] = []
    for line in lines {
      if case .downlink(let frame, _) = try UATLine(line) { result.append(try UATMessage(frame)) }
    }
    return result
  }

  private static func lines(_ name: String) -> [String] {
    guard let url = TestData.url("modes/\(name)") else { return [] }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-dc", url.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return [] }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

/// xorshift64*: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
