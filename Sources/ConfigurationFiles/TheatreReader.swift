import Airspace
import Geodesy
import Simulation
import Yams

/// Reads the theatre of a scenario: ground, aerodromes, fixes, routes, volumes.
struct TheatreReader {
  private(set) var ground = GroundModel()
  private(set) var airspace = AirspaceModel()
  private let problems: ProblemList
  private var names: [String: Int] = [:]

  init(_ node: Node?, problems: ProblemList) {
    self.problems = problems
    guard let node,
      let group = YAMLGroup(
        node, what: "theatre", keys: ["elevation", "geoid", "aerodromes", "fixes", "routes", "volumes"],
        problems: problems)
    else { return }
    ground.elevation = OrthometricHeight(metres: group.optional("elevation", .metres) ?? 0)
    ground.geoidUndulationMetres = group.optional("geoid", .metres) ?? 0
    airspace.aerodromes = group.list("aerodromes").compactMap { aerodrome($0) }
    airspace.fixes = group.list("fixes").compactMap { fix($0) }
    airspace.routes = group.list("routes").compactMap { route($0) }
    airspace.volumes = group.list("volumes").compactMap { volume($0) }
  }

  private mutating func aerodrome(_ node: Node) -> Aerodrome? {
    guard
      let group = YAMLGroup(
        node, what: "aerodrome", keys: ["id", "name", "at", "elevation", "fictional"], problems: problems)
    else { return nil }
    let id = group.value("id", .identifier)
    group.claim(id, in: &names)
    let name = group.text("name")
    let place = group.place("at")
    let elevation = group.value("elevation", .metres)
    let isFictional = group.optional("fictional", .truth) ?? false
    guard let id, let name, let place, let elevation else { return nil }
    return Aerodrome(
      id: id, name: name, place: place, elevation: OrthometricHeight(metres: elevation), isFictional: isFictional)
  }

  private mutating func fix(_ node: Node) -> Fix? {
    guard let group = YAMLGroup(node, what: "fix", keys: ["id", "at", "fictional"], problems: problems) else {
      return nil
    }
    let id = group.value("id", .identifier)
    group.claim(id, in: &names)
    let place = group.place("at")
    let isFictional = group.optional("fictional", .truth) ?? true
    guard let id, let place else { return nil }
    return Fix(id: id, place: place, isFictional: isFictional)
  }

  private mutating func route(_ node: Node) -> Route? {
    guard let group = YAMLGroup(node, what: "route", keys: ["id", "points", "fictional"], problems: problems) else {
      return nil
    }
    let id = group.value("id", .identifier)
    group.claim(id, in: &names)
    let isFictional = group.optional("fictional", .truth) ?? true
    var points: [String] = []
    var places: [Vertex] = []
    for point in group.list("points", required: true) {
      guard let name = FieldKind<String>.identifier.read(point, key: "points", problems: problems) else { continue }
      guard let place = airspace.place(named: name) else {
        problems.add(point, expected: "a fix or an aerodrome of this file", remedy: "add it, or correct the name")
        continue
      }
      points.append(name)
      places.append(place)
    }
    guard let id else { return nil }
    return Route(id: id, points: points, places: places, isFictional: isFictional)
  }

  private mutating func volume(_ node: Node) -> Volume? {
    guard
      let group = YAMLGroup(
        node, what: "volume", keys: ["id", "name", "kind", "floor", "ceiling", "ring", "fictional"],
        problems: problems)
    else { return nil }
    let id = group.value("id", .identifier)
    group.claim(id, in: &names)
    let name = group.text("name")
    let kind = group.value("kind", .volumeKind)
    let floor = group.value("floor", .verticalLimit)
    let ceiling = group.value("ceiling", .verticalLimit)
    let ring = group.list("ring", required: true).compactMap {
      PlaceText.vertex($0, key: "ring", problems: problems)
    }
    let isFictional = group.optional("fictional", .truth) ?? true
    guard let id, let name, let kind, let floor, let ceiling else { return nil }
    do {
      return try Volume(
        id: id, name: name, kind: kind, floor: floor, ceiling: ceiling, ring: ring, isFictional: isFictional)
    } catch {
      problems.add(
        line: group.line, expected: "a volume that encloses something", found: "“\(id)”", remedy: error.description)
      return nil
    }
  }
}

extension FieldKind where Value == VolumeKind {
  static var volumeKind: FieldKind {
    FieldKind(expected: "protected, restricted, prohibited or danger", example: "protected") { VolumeKind(name: $0) }
  }
}

extension FieldKind where Value == VerticalLimit {
  static var verticalLimit: FieldKind {
    FieldKind(expected: "GND, UNL, a flight level or an altitude AMSL", example: "FL195 or 5000 ft AMSL") {
      VerticalLimit($0)
    }
  }
}
