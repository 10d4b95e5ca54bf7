import Foundation
import TestSupport
import Testing

@testable import Asterix
@testable import AsterixGenerator

@Suite struct GeneratorTests {
  private func run(categories: Set<Int>?, newestOnly: Bool) throws -> Generator.Result {
    let definitions = try #require(TestData.url("asterix-specs"))
    return try Generator(definitions: definitions, categories: categories, newestOnly: newestOnly).run()
  }

  @Test(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
  func writesWhatIsCommitted() throws {
    let result = try run(categories: nil, newestOnly: false)
    let folder = TestData.packageFolder.appendingPathComponent("Sources/Asterix/Generated")
    #expect(result.files.count == 35)
    for file in result.files {
      let committed = try String(contentsOf: folder.appendingPathComponent(file.name), encoding: .utf8)
      #expect(committed == file.text, "\(file.name) is not what the generator writes")
    }
  }

  @Test(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
  func findsTheKnownErrorsAndNoOthers() throws {
    let result = try run(categories: nil, newestOnly: false)
    let found = Set(result.findingsBeforeErrata.map { $0.path.replacing(#/ [0-9.]+\//#, with: "/") })
    #expect(
      found == [
        "I010/202/VX", "I010/202/VY", "I010/210/AX", "I010/210/AY", "I015/605/RSVA/SDVA", "I017/045/LAT",
        "I017/045/LON", "I025/600/LON",
      ])
    #expect(result.findings.isEmpty)
  }

  @Test(.enabled(if: TestData.isAvailable, "\(TestData.absenceComment)"))
  func parsesEveryCategoryAndEdition() throws {
    let result = try run(categories: nil, newestOnly: false)
    var editions = 0
    var expansions = 0
    for file in result.files where file.name.hasPrefix("Category") {
      let rows = file.text.split(separator: "\n").filter { $0.hasPrefix("    ") && $0.contains("|") }
      var parser = DefinitionParser()
      parser.parse(rows.map { $0.drop { $0 == " " } }.joined(separator: "\n"))
      editions += parser.editions.count
      expansions += parser.expansions.count
      #expect(parser.editions.allSatisfy { !$0.profiles.isEmpty })
      #expect(parser.profiles.allSatisfy { $0.slots.count > 0 })
      for node in parser.nodes where node.kind == .element { #expect(node.bits > 0) }
    }
    #expect(editions == 68)
    #expect(expansions == 7)
  }

  @Test func refusesAnErratumThatFindsNothing() {
    let application = ErrataApplication()
    #expect(application.applied.isEmpty)
    #expect(errata.count == 8)
  }

  @Test func reducesRatios() {
    #expect(Ratio(16_777_215, 100).description == "3355443/20")
    #expect(Ratio(360, 65536).description == "45/8192")
    #expect(Ratio(-25, -100) == Ratio(1, 4))
  }

  @Test func scalesTheSurfaceVelocityByAQuarter() throws {
    let definition = try #require(generatedDefinition(10))
    let quarter = definition.contents.filter { $0.kind == .quantity && $0.numerator == 1 && $0.denominator == 16 }
    #expect(quarter.isEmpty)
    var builder = AsterixRecordBuilder(category: 10)
    try builder.set("202/VX", 10.25)
    try builder.set("210/AY", -31)
    let datagram = decode(AsterixBlock.encode(category: 10, records: [try builder.record()]))
    let record = try #require(datagram.records.first)
    #expect(datagram.leaf("202/VX", in: record)?.raw == 41)
    #expect(datagram.leaf("210/AY", in: record)?.quantity == -31)
  }

  @Test func reachesEveryStatedRange() {
    for category in AsterixCatalogue.categories {
      guard let definition = generatedDefinition(category) else { continue }
      for node in definition.nodes where node.kind == .element && !node.contentDepends {
        let content = definition.contents[Int(node.content)]
        guard content.kind == .quantity, node.bits < 53 else { continue }
        let steps = Double(1 << Int(node.bits - (content.isSigned ? 1 : 0)))
        for constraint in definition.constraints[content.constraints.range] {
          #expect(abs(constraint.bound) <= steps * content.scale, "category \(category)")
        }
      }
    }
  }
}
