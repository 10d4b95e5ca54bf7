import Airspace
import Geodesy
import Simulation
import Yams

/// Reads the sensors of a scenario.
enum SensorReader {
  private static let keys = [
    "id", "name", "type", "sac", "sic", "at", "range", "rpm", "pd", "rcs_ref", "clutter", "noise", "fictional",
  ]

  static func sensors(_ root: YAMLGroup, names: inout [String: Int]) -> [ScenarioSensor] {
    var sensors: [ScenarioSensor] = []
    for node in root.list("sensors", required: true) {
      guard let group = YAMLGroup(node, what: "sensor", keys: keys, problems: root.problems) else { continue }
      let id = group.value("id", .identifier)
      group.claim(id, in: &names)
      guard let sensor = sensor(group, id: id) else { continue }
      if sensors.contains(where: { ($0.sac, $0.sic) == (sensor.sac, sensor.sic) }) {
        root.problems.add(
          line: group.line, expected: "every SAC/SIC once", found: "\(sensor.sac)/\(sensor.sic) again",
          remedy: "give this sensor another sic")
      }
      sensors.append(sensor)
    }
    return sensors
  }

  private static func sensor(_ group: YAMLGroup, id: String?) -> ScenarioSensor? {
    let name = group.text("name")
    let kind = group.value("type", .simulatedKind)
    let (sac, sic) = (group.value("sac", .octet), group.value("sic", .octet))
    let site = group.requiredNode("at").flatMap {
      PlaceText.vertexAndHeight($0, key: "at", problems: group.problems)
    }
    let range = group.value("range", .range)
    let turn = kind == .adsb ? 1 : group.value("rpm", .turnSeconds)
    guard let id, let name, let kind, let sac, let sic, let site, let range, let turn else { return nil }
    var sensor = ScenarioSensor(
      id: id, name: name, kind: kind, sac: sac, sic: sic, place: site.place, antennaAboveGroundMetres: site.metres,
      range: range, turnSeconds: turn)
    sensor.detectionProbability = group.optional("pd", .probability) ?? sensor.detectionProbability
    sensor.referenceCrossSectionSquareMetres =
      group.optional("rcs_ref", .areaSquareMetres) ?? sensor.referenceCrossSectionSquareMetres
    sensor.falsePlotsPerTurn = group.optional("clutter", .perScan) ?? 0
    sensor.isFictional = group.optional("fictional", .truth) ?? true
    readNoise(group, into: &sensor)
    return sensor
  }

  private static func readNoise(_ group: YAMLGroup, into sensor: inout ScenarioSensor) {
    guard let node = group.node("noise"),
      let noise = YAMLGroup(node, what: "noise", keys: ["range", "azimuth"], problems: group.problems)
    else { return }
    sensor.rangeSigma = noise.optional("range", .range) ?? sensor.rangeSigma
    sensor.azimuthSigma = noise.optional("azimuth", .degrees) ?? sensor.azimuthSigma
  }
}

extension FieldKind where Value == ScenarioSensor.Kind {
  static var simulatedKind: FieldKind {
    FieldKind(expected: "psr, ssr, mode-s or adsb", example: "mode-s") {
      switch $0 {
      case "psr": .primary
      case "ssr": .secondary
      case "mode-s": .modeS
      case "adsb": .adsb
      default: nil
      }
    }
  }
}

extension FieldKind where Value == Double {
  /// Seconds of one turn, written as turns a minute.
  static var turnSeconds: FieldKind {
    FieldKind(expected: "turns a minute, 1 to 60", example: "12") {
      NumberText.decimal($0).flatMap { (1...60).contains($0) ? 60 / $0 : nil }
    }
  }

  /// False plots in one turn.
  static var perScan: FieldKind {
    FieldKind(expected: "false plots a turn, 0 to 400", example: "4/scan") { text in
      NumberText.quantity(text, in: ["/scan": 1]).flatMap { (0...400).contains($0) ? $0 : nil }
    }
  }
}
