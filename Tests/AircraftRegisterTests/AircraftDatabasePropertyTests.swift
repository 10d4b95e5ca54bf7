import AircraftRegister
import Testing
import TestSupport

@Suite struct AircraftDatabasePropertyTests {
  struct Row: Equatable {
    var registration: String?
    var typeName: String?
    var ownerName: String?
  }

  /// Text with what needs quoting, never blank at an end.
  static func text(_ numbers: inout SeededNumbers) -> String? {
    let letters = Array("AbZ9é\",;'\\#\n-")
    guard Int.random(in: 0...4, using: &numbers) > 0 else { return nil }
    let middle = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in letters.randomElement(using: &numbers) ?? "x"
    }
    return "x" + String(middle) + "y"
  }

  @Test func givesBackWhatWasWrittenAsRFC4180() throws {
    var numbers = SeededNumbers(seed: 3)
    var expected: [UInt32: Row] = [:]
    var lines = ["owner,icao24,desc,reg"]
    for _ in 0..<5_000 {
      let address = UInt32.random(in: 1...0x2000, using: &numbers)
      let row = Row(registration: Self.text(&numbers), typeName: Self.text(&numbers), ownerName: Self.text(&numbers))
      let quoted = [row.ownerName, String(address, radix: 16), row.typeName, row.registration].map { field in
        "\"" + (field ?? "").map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
      }
      lines.append(quoted.joined(separator: ","))
      if row != Row() { expected[address] = row }
    }
    let database = try AircraftDatabase(Array(lines.joined(separator: "\r\n").utf8).span)
    #expect(database.report.refused(.badAddress) == 0)
    #expect(database.report.refused(.unclosedQuote) == 0)
    #expect(database.count == expected.count)
    for address: UInt32 in 1...0x2000 {
      let row = database.entry(for: address).map {
        Row(registration: $0.registration, typeName: $0.typeName, ownerName: $0.ownerName)
      }
      func onOneLine(_ text: String?) -> String? { text.map { String($0.map { $0 == "\n" ? " " : $0 }) } }
      let wanted = expected[address].map {
        Row(
          registration: onOneLine($0.registration), typeName: onOneLine($0.typeName), ownerName: onOneLine($0.ownerName)
        )
      }
      #expect(row == wanted)
    }
  }

  @Test(arguments: AircraftDatabaseSamples.all)
  func anyMutationGivesADatabaseThatAddsUpOrAnError(_ sample: String) {
    var numbers = SeededNumbers(seed: 4)
    let original = Array(sample.utf8)
    var databases = 0
    for _ in 0..<2_000 {
      let text = mutated(original, &numbers)
      do throws(AircraftDatabaseError) {
        let database = try AircraftDatabase(text.span)
        databases += 1
        expectSound(database, lines: 1 + text.count { $0 == 0x0A })
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
    #expect(databases > 1_000)
  }

  @Test func anyBytesGiveADatabaseOrAnError() {
    var numbers = SeededNumbers(seed: 5)
    let telling = Array("icao24,reg\n;\"'\\#400001\r".utf8)
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...200, using: &numbers)
      let noise = (0..<count).map { _ in telling.randomElement(using: &numbers) ?? 0 }
      for text in [noise, Array("icao24,reg,owner\n".utf8) + noise, Array("400001;G-A;A320;00\n".utf8) + noise] {
        guard let database = try? AircraftDatabase(text.span) else { continue }
        expectSound(database, lines: 1 + text.count { $0 == 0x0A })
      }
    }
  }

  /// Every record is an entry, a duplicate or a refusal; addresses are in order; every entry can be read.
  private func expectSound(_ database: AircraftDatabase, lines: Int) {
    let report = database.report
    let refused = report.refusals.reduce(0) { $0 + $1.count }
    #expect(report.entries + report.duplicates + refused == report.records)
    #expect(report.records <= lines)
    #expect(report.refusals.allSatisfy { $0.firstLines.allSatisfy { (1...lines).contains($0) } })
    let addresses = Array(database.addresses)
    #expect(addresses.count == report.entries && zip(addresses, addresses.dropFirst()).allSatisfy { $0 < $1 })
    for address in addresses { #expect(database.entry(for: address)?.address == address) }
  }
}
