import Geodesy
import Surveillance
import Yams

/// Fixed transponders with surveyed places, by which a radar is told what it measures wrong.
extension SensorFile {
  private static let monitorKeys = [
    "mode3A", "modeSAddress", "position", "height", "heightReference", "geoidUndulation",
  ]

  /// Reads a sensor's `siteMonitors`.
  static func siteMonitors(of sensor: YAMLGroup, name: String?, notes: inout [String]) -> [KnownTransponder] {
    guard sensor.has("siteMonitors") else { return [] }
    if !sensor.has("position") {
      sensor.problems.add(
        line: sensor.line(of: "siteMonitors"), expected: "position beside siteMonitors", found: "none",
        remedy: "add where the radar stands, or delete siteMonitors")
    }
    var monitors: [KnownTransponder] = []
    for node in sensor.list("siteMonitors") {
      guard
        let group = YAMLGroup(node, what: "site monitor", keys: monitorKeys, problems: sensor.problems),
        let monitor = siteMonitor(group, of: name ?? "sensor", notes: &notes)
      else { continue }
      if monitors.contains(monitor) {
        sensor.problems.add(
          line: group.line, expected: "every site monitor once", found: "the same again",
          remedy: "delete one of the two")
      }
      monitors.append(monitor)
    }
    return monitors
  }

  private static func siteMonitor(
    _ group: YAMLGroup, of sensor: String, notes: inout [String]
  ) -> KnownTransponder? {
    if !group.has("mode3A"), !group.has("modeSAddress") {
      group.problems.add(
        line: group.line, expected: "mode3A or modeSAddress in this site monitor", found: "neither",
        remedy: "add mode3A: 7777, or modeSAddress: 4B1234, as it answers")
    }
    let code = group.optional("mode3A", .squawk)
    let address = group.optional("modeSAddress", .modeSAddress)
    let place = group.requiredNode("position").flatMap { self.place($0, problems: group.problems) }
    _ = group.requiredNode("height")
    let height = height(group, key: "height")
    guard let place, let height else { return nil }
    if let assumption = height.assumption {
      notes.append("\(sensor), site monitor in line \(group.line ?? 0): \(assumption)")
    }
    return KnownTransponder(
      modeSAddress: address, mode3A: code,
      position: GeodeticPosition(
        latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians, height: height.height))
  }
}
