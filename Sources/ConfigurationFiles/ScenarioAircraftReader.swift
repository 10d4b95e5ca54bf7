import Airspace
import Geodesy
import Simulation
import Surveillance
import Yams

/// Reads the aircraft of a scenario.
struct AircraftReader {
  let airspace: AirspaceModel
  let qnh: QNH
  let problems: ProblemList

  private static let keys = [
    "id", "callsign", "type", "mode_s", "squawk", "adsb", "rcs", "start", "from", "route", "land", "then",
  ]

  func aircraft(_ root: YAMLGroup, names: inout [String: Int]) -> [ScenarioAircraft] {
    var aircraft: [ScenarioAircraft] = []
    var identities: [String: Int] = [:]
    for node in root.list("aircraft", required: true) {
      guard let group = YAMLGroup(node, what: "aircraft", keys: Self.keys, problems: problems) else { continue }
      let id = group.value("id", .identifier)
      group.claim(id, in: &names)
      guard let one = one(group, id: id) else { continue }
      claimIdentities(of: one, group, in: &identities)
      aircraft.append(one)
    }
    return aircraft
  }

  /// Two aircraft may not share an address, a callsign or a discrete code.
  private func claimIdentities(of aircraft: ScenarioAircraft, _ group: YAMLGroup, in names: inout [String: Int]) {
    group.claim(aircraft.transponder.address.map { "mode_s \($0)" }, in: &names)
    group.claim(aircraft.callsign.map { "callsign \($0)" }, in: &names)
    if let code = aircraft.transponder.code, !code.isConspicuity { group.claim("squawk \(code)", in: &names) }
  }

  private func one(_ group: YAMLGroup, id: String?) -> ScenarioAircraft? {
    let callsign = group.optional("callsign", .callsign)
    var type = group.value("type", .aircraftType)
    if let area = group.optional("rcs", .areaSquareMetres) { type?.crossSectionSquareMetres = area }
    let transponder = self.transponder(group)
    let isADSBEquipped = group.optional("adsb", .truth) ?? false
    let start = group.optional("start", .offsetSeconds) ?? 0
    let legs = self.legs(group)
    let ending = self.ending(group, legs: legs)
    let beginning = group.requiredNode("from").flatMap { self.beginning($0) }
    if isADSBEquipped, let transponder, transponder.address == nil {
      problems.add(
        line: group.line(of: "adsb"), expected: "mode_s beside adsb: on", found: "no address",
        remedy: "add mode_s, or write adsb: off")
    }
    guard let id, let type, let transponder, let ending, let beginning else { return nil }
    var aircraft = ScenarioAircraft(
      id: id, callsign: callsign, type: type, transponder: transponder, isADSBEquipped: isADSBEquipped,
      startSeconds: start, origin: beginning.origin, course: beginning.course, beginning: beginning.beginning,
      legs: ending.legs, ending: ending.ending)
    aircraft.moveAhead(beginning.ahead)
    return aircraft
  }

  private func transponder(_ group: YAMLGroup) -> ScenarioAircraft.Transponder? {
    let address = group.optional("mode_s", .modeSAddress)
    guard let node = group.requiredNode("squawk") else { return nil }
    if node.scalar?.string == "none" {
      guard address == nil else {
        problems.add(node, expected: "a code beside mode_s", remedy: "write four octal digits, or delete mode_s")
        return nil
      }
      return ScenarioAircraft.Transponder.none
    }
    guard let code = FieldKind<Mode3ACode>.squawkOrNone.read(node, key: "squawk", problems: problems) else {
      return nil
    }
    return address.map { .modeS($0, code) } ?? .modeAC(code)
  }

  // MARK: Where it begins

  private struct Beginning {
    var origin: Vertex
    var course: Angle
    var beginning: ScenarioAircraft.Beginning
    var ahead: Distance
  }

  private func beginning(_ node: Node) -> Beginning? {
    guard
      let group = YAMLGroup(
        node, what: "from", keys: ["fix", "at", "aerodrome", "ahead", "fl", "ft", "kt", "track"], problems: problems)
    else { return nil }
    let level = self.level(group)
    if level == nil, !group.has("fl"), !group.has("ft") {
      problems.add(line: group.line, expected: "the key fl or ft in this from", found: "none", remedy: "add fl: …")
    }
    let speed = group.value("kt", .speed)
    let track = group.optional("track", .trackDegrees) ?? 0
    let ahead = group.optional("ahead", .range) ?? .metres(0)
    let aerodrome = group.node("aerodrome").flatMap { self.aerodrome($0) }
    let origin = aerodrome?.place ?? (group.has("aerodrome") ? nil : place(group))
    guard let level, let speed, let origin else { return nil }
    let beginning: ScenarioAircraft.Beginning =
      if let aerodrome {
        .takeOff(elevation: aerodrome.elevation, level: level, speed: speed)
      } else {
        .inFlight(level: level, speed: speed)
      }
    return Beginning(origin: origin, course: .degrees(track), beginning: beginning, ahead: ahead)
  }

  /// The place named by `fix` or given by `at`.
  private func place(_ group: YAMLGroup) -> Vertex? {
    if let node = group.node("fix") { return named(node) }
    return group.place("at")
  }

  private func named(_ node: Node) -> Vertex? {
    if let name = node.scalar?.string, let place = airspace.place(named: name) { return place }
    problems.add(
      node, expected: "a fix or an aerodrome of this file", remedy: "add it under theatre, or correct the name")
    return nil
  }

  private func aerodrome(_ node: Node) -> Aerodrome? {
    if let name = node.scalar?.string, let found = airspace.aerodromes.first(where: { $0.id == name }) {
      return found
    }
    problems.add(node, expected: "an aerodrome of this file", remedy: "add it under theatre, or correct the name")
    return nil
  }

  /// From `fl`, or from `ft` above mean sea level; nil where neither is given.
  private func level(_ group: YAMLGroup) -> PressureAltitude? {
    if group.has("fl"), group.has("ft") {
      problems.add(line: group.line, expected: "fl or ft", found: "both", remedy: "delete one of them")
    }
    if let level = group.optional("fl", .flightLevel) { return level }
    return group.optional("ft", .altitude).map { $0.pressureAltitude(qnh: qnh) }
  }

  // MARK: The way

  private func legs(_ group: YAMLGroup) -> [ScenarioAircraft.Leg] {
    group.list("route").flatMap { legs(from: $0) }
  }

  /// A name (of a fix, an aerodrome or a route), `[latitude, longitude]`, or keys with level and speed.
  private func legs(from node: Node) -> [ScenarioAircraft.Leg] {
    if let name = node.scalar?.string {
      if let route = airspace.routes.first(where: { $0.id == name }) {
        return route.places.map { ScenarioAircraft.Leg(place: $0) }
      }
      return named(node).map { [ScenarioAircraft.Leg(place: $0)] } ?? []
    }
    if node.sequence != nil {
      return PlaceText.vertex(node, key: "route", problems: problems).map { [ScenarioAircraft.Leg(place: $0)] } ?? []
    }
    guard let group = YAMLGroup(node, what: "leg", keys: ["fix", "at", "fl", "ft", "kt"], problems: problems) else {
      return []
    }
    let (level, speed) = (self.level(group), group.optional("kt", .speed))
    return place(group).map { [ScenarioAircraft.Leg(place: $0, level: level, speed: speed)] } ?? []
  }

  /// What comes behind the last leg; a landing adds the aerodrome as a leg.
  private func ending(
    _ group: YAMLGroup, legs: [ScenarioAircraft.Leg]
  ) -> (legs: [ScenarioAircraft.Leg], ending: ScenarioAircraft.Ending)? {
    if let node = group.node("land") {
      if group.has("then") {
        problems.add(
          line: group.line(of: "then"), expected: "land or then", found: "both", remedy: "delete one of them")
      }
      guard let aerodrome = aerodrome(node) else { return nil }
      return (legs + [ScenarioAircraft.Leg(place: aerodrome.place)], .land(elevation: aerodrome.elevation))
    }
    guard group.has("then") else { return (legs, .flyOn) }
    return group.optional("then", .ending).map { (legs, $0) }
  }
}

extension FieldKind where Value == ScenarioAircraft.Ending {
  static var ending: FieldKind {
    FieldKind(expected: "on (straight on) or again (the route once more)", example: "again") {
      switch $0 {
      case "on": .flyOn
      case "again": .again
      default: nil
      }
    }
  }
}

extension FieldKind where Value == AircraftType {
  static var aircraftType: FieldKind {
    FieldKind(
      expected: "one of the aircraft types \(AircraftType.designators.joined(separator: ", "))", example: "A320"
    ) { AircraftType($0) }
  }
}

extension FieldKind where Value == Mode3ACode {
  static var squawkOrNone: FieldKind {
    FieldKind(expected: "a Mode 3/A code of four octal digits, or none", example: "0421") { Mode3ACode($0) }
  }
}

extension FieldKind where Value == PressureAltitude {
  static var flightLevel: FieldKind {
    FieldKind(expected: "a flight level, 0 to 600", example: "350") {
      NumberText.decimal($0).flatMap { (0...600).contains($0) ? PressureAltitude(flightLevel: $0) : nil }
    }
  }
}

extension FieldKind where Value == QNHAltitude {
  static var altitude: FieldKind {
    FieldKind(expected: "feet above mean sea level, -1000 to 60000", example: "2500") {
      NumberText.decimal($0).flatMap { (-1000...60_000).contains($0) ? QNHAltitude(feet: $0) : nil }
    }
  }
}

extension FieldKind where Value == Double {
  static var trackDegrees: FieldKind {
    FieldKind(expected: "a direction in degrees, 0 to 360", example: "195") {
      NumberText.decimal($0).flatMap { (0...360).contains($0) ? $0 : nil }
    }
  }
}
