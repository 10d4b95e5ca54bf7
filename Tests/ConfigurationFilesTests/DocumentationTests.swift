import ConfigurationFiles
import Foundation
import Geodesy
import Simulation
import Surveillance
import TestSupport
import Testing

/// The first YAML example of a page of `docs/formats`.
private func example(_ page: String) throws -> String {
  let url = TestData.packageFolder.appendingPathComponent("docs/formats/\(page)")
  let text = try String(contentsOf: url, encoding: .utf8)
  let parts = text.components(separatedBy: "```")
  let block = try #require(parts.first { $0.hasPrefix("yaml\n") })
  return String(block.dropFirst(5))
}

@Test func theSensorFileOfTheDocumentationIsRight() throws {
  let file = try SensorFile(yaml: example("sensor-file.md"), file: "sensor-file.md")
  #expect(file.sensors.first?.antenna?.height.metres == 99)
}

@Test func theScenarioOfTheDocumentationIsRight() throws {
  let scenario = try ScenarioFile(yaml: example("scenario.md"), file: "scenario.md").scenario
  #expect(scenario.aircraft.count == 1 && scenario.injects.count == 1)
}
