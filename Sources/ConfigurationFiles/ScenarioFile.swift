import Airspace
import Geodesy
public import Simulation
import Surveillance
import Yams

/// A scenario as people write it (`docs/formats/scenario.md`).
public struct ScenarioFile: Hashable, Sendable {
  /// The schema's name, the first line of every file.
  public static let schema = "vigie/scenario/1"

  public var scenario: Scenario

  /// Reads a file's text and checks that it can be run.
  /// - Parameter file: Its name for errors.
  public init(yaml: String, file: String) throws(ConfigurationError) {
    let problems = ProblemList(file: file)
    let root = try YAMLDocument.root(of: yaml, schema: Self.schema, keys: Self.keys, problems: problems)
    let id = root.value("id", .identifier)
    let title = root.text("title")
    let start = root.value("start", .instant)
    let duration = root.value("duration", .durationSeconds)
    let seed = root.value("seed", .count)
    let qnh = Self.qnh(root)
    let theatre = TheatreReader(root.requiredNode("theatre"), problems: problems)
    var names: [String: Int] = [:]
    let sensors = SensorReader.sensors(root, names: &names)
    let aircraft = AircraftReader(airspace: theatre.airspace, qnh: qnh ?? .standard, problems: problems)
      .aircraft(root, names: &names)
    let injects = InjectReader(
      sensors: sensors, aircraft: aircraft, durationSeconds: duration ?? .infinity, problems: problems
    ).injects(root)
    try problems.throwIfAny()
    guard let id, let title, let start, let duration, let seed else {
      throw ConfigurationError(problems: problems.problems)
    }
    scenario = Scenario(
      id: id, title: title, start: start, durationSeconds: duration, seed: seed, qnh: qnh ?? .standard,
      ground: theatre.ground, airspace: theatre.airspace, sensors: sensors, aircraft: aircraft, injects: injects)
    try Self.checkRunnable(scenario, file: file)
  }

  private static let keys = [
    "schema", "id", "title", "start", "duration", "seed", "weather", "theatre", "sensors", "aircraft", "injects",
  ]

  private static func qnh(_ root: YAMLGroup) -> QNH? {
    guard let node = root.node("weather"),
      let weather = YAMLGroup(node, what: "weather", keys: ["qnh"], problems: root.problems)
    else { return nil }
    return weather.value("qnh", .qnh)
  }

  private static func checkRunnable(_ scenario: Scenario, file: String) throws(ConfigurationError) {
    do {
      _ = try SimulationRun(scenario: scenario)
    } catch {
      throw ConfigurationError(problems: [
        ConfigurationProblem(
          file: file, line: nil, expected: "a scenario that can run", found: "one that cannot",
          remedy: error.description)
      ])
    }
  }
}

/// Reads a list of a place's parts: `[13.49, 2.17]`, with a height `[13.49, 2.17, 25m]`.
enum PlaceText {
  static func vertex(_ node: Node, key: String, problems: ProblemList) -> Vertex? {
    guard let parts = node.sequence, parts.count == 2 else {
      problems.add(
        node, expected: "\(key) as a latitude and a longitude", remedy: "write for example [13.4815, 2.1836]")
      return nil
    }
    return vertex(Array(parts), problems: problems)
  }

  static func vertexAndHeight(_ node: Node, key: String, problems: ProblemList) -> (place: Vertex, metres: Double)? {
    guard let parts = node.sequence, parts.count == 3 else {
      problems.add(
        node, expected: "\(key) as a latitude, a longitude and the antenna's height above ground",
        remedy: "write for example [13.4815, 2.1836, 25m]")
      return nil
    }
    let place = vertex(Array(parts.prefix(2)), problems: problems)
    let metres = FieldKind<Double>.metres.read(parts[2], key: "the antenna's height", problems: problems)
    guard let place, let metres else { return nil }
    return (place, metres)
  }

  private static func vertex(_ parts: [Node], problems: ProblemList) -> Vertex? {
    let latitude = FieldKind<Double>.latitudeDegrees.read(parts[0], key: "the latitude", problems: problems)
    let longitude = FieldKind<Double>.longitudeDegrees.read(parts[1], key: "the longitude", problems: problems)
    guard let latitude, let longitude else { return nil }
    return Vertex(latitudeDegrees: latitude, longitudeDegrees: longitude)
  }
}

extension YAMLGroup {
  /// A required place.
  func place(_ key: String) -> Vertex? {
    requiredNode(key).flatMap { PlaceText.vertex($0, key: key, problems: problems) }
  }

  /// Notes a name that may be used once in a file.
  func claim(_ name: String?, in names: inout [String: Int]) {
    guard let name else { return }
    if let line = names[name] {
      problems.add(
        line: self.line, expected: "every name once", found: "“\(name)” again (first in line \(line))",
        remedy: "give this \(what) another")
    } else {
      names[name] = line ?? 0
    }
  }
}
