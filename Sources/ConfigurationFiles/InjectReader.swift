import Simulation
import Surveillance
import Yams

/// Reads the injects of a scenario.
struct InjectReader {
  let sensors: [ScenarioSensor]
  let aircraft: [ScenarioAircraft]
  let durationSeconds: Double
  let problems: ProblemList

  func injects(_ root: YAMLGroup) -> [Inject] {
    var numbers: [String: Int] = [:]
    return root.list("injects").compactMap { node in
      guard
        let group = YAMLGroup(
          node, what: "inject", keys: ["n", "at", "do", "aircraft", "code", "sensor", "for"], problems: problems)
      else { return nil }
      let number = group.value("n", .count)
      group.claim(number.map { "inject \($0)" }, in: &numbers)
      let at = group.value("at", .offsetSeconds)
      if let at, at >= durationSeconds {
        problems.add(
          line: group.line(of: "at"), expected: "a time before the scenario ends", found: "+\(Int(at)) s",
          remedy: "bring it forward, or lengthen the duration")
      }
      guard let action = action(group), let number, let at else { return nil }
      return Inject(number: Int(number), atSeconds: at, action: action)
    }
  }

  private func action(_ group: YAMLGroup) -> Inject.Action? {
    switch group.value("do", .action) {
    case .squawk:
      let name = self.name(group, "aircraft", of: aircraft.map(\.id))
      let code = group.value("code", .squawk)
      refuse(["sensor", "for"], group)
      if let name, aircraft.first(where: { $0.id == name })?.transponder == ScenarioAircraft.Transponder.none {
        problems.add(
          line: group.line(of: "aircraft"), expected: "an aircraft with a transponder", found: "“\(name)”",
          remedy: "give it a squawk")
      }
      guard let name, let code else { return nil }
      return .squawk(aircraft: name, code: code)
    case .sensorFailure:
      let name = self.name(group, "sensor", of: sensors.map(\.id))
      let duration = group.optional("for", .durationSeconds)
      refuse(["aircraft", "code"], group)
      return name.map { .sensorFailure(sensor: $0, durationSeconds: duration) }
    case nil: return nil
    }
  }

  private func name(_ group: YAMLGroup, _ key: String, of known: [String]) -> String? {
    guard let name = group.value(key, .identifier) else { return nil }
    guard known.contains(name) else {
      problems.add(
        line: group.line(of: key), expected: "the id of one of this file's \(key == "sensor" ? "sensors" : "aircraft")",
        found: "“\(name)”", remedy: "correct the name")
      return nil
    }
    return name
  }

  private func refuse(_ keys: [String], _ group: YAMLGroup) {
    for key in keys where group.has(key) {
      problems.add(
        line: group.line(of: key), expected: "no \(key) in this inject", found: "one", remedy: "delete it")
    }
  }
}

/// The words for what an inject does.
enum InjectWord {
  case squawk
  case sensorFailure
}

extension FieldKind where Value == InjectWord {
  static var action: FieldKind {
    FieldKind(expected: "squawk or sensor_fail", example: "squawk") {
      switch $0 {
      case "squawk": .squawk
      case "sensor_fail": .sensorFailure
      default: nil
      }
    }
  }
}
