import Geodesy
public import Surveillance
import Yams

/// What people know of the sensors of a recording or a feed, by SAC and SIC (`docs/formats/sensor-file.md`).
public struct SensorFile: Hashable, Sendable {
  /// The schema's name, the first line of every file.
  public static let schema = "vigie/sensors/1"

  /// Midnight UTC of the day of recording, where the file tells it: recordings of bare ASTERIX hold a time of day only.
  public var recordingDate: SurveillanceTime?
  /// In the file's order.
  public var sensors: [SensorConfiguration]
  /// What was assumed in reading; sentences for the operator.
  public var notes: [String]

  /// Reads a file's text.
  /// - Parameter file: Its name for errors.
  public init(yaml: String, file: String) throws(ConfigurationError) {
    let problems = ProblemList(file: file)
    let root = try YAMLDocument.root(
      of: yaml, schema: Self.schema, keys: ["schema", "recordingDate", "sensors"], problems: problems)
    recordingDate = root.optional("recordingDate", .date)
    sensors = []
    notes = []
    var lines: [SensorID: Int] = [:]
    for node in root.list("sensors", required: true) {
      guard let group = YAMLGroup(node, what: "sensor", keys: Self.keys, problems: problems),
        let sensor = Self.sensor(group, notes: &notes)
      else { continue }
      if let line = lines[sensor.id] {
        problems.add(
          line: group.line, expected: "every SAC/SIC once", found: "\(sensor.id) again (first in line \(line))",
          remedy: "delete one of the two")
      }
      lines[sensor.id] = group.line ?? 0
      sensors.append(sensor)
    }
    try problems.throwIfAny()
  }

  private static let keys = [
    "sac", "sic", "name", "type", "position", "antennaHeight", "heightReference", "geoidUndulation", "range",
    "rangeCorrection", "azimuthCorrection", "primaryRangeSigma", "primaryAzimuthSigma", "scanPeriod", "fuseTracks",
    "leastElevation", "greatestElevation", "blankedSectors", "siteMonitors",
  ]

  private static func sensor(_ group: YAMLGroup, notes: inout [String]) -> SensorConfiguration? {
    let sac = group.value("sac", .octet)
    let sic = group.value("sic", .octet)
    let name = group.text("name")
    let type = group.optional("type", .sensorType) ?? .unknown
    let place = group.node("position").flatMap { Self.place($0, problems: group.problems) }
    let height = antennaHeight(group)
    let coverage = coverage(of: group)
    let primaryRangeSigma = group.optional("primaryRangeSigma", .rangeSigma)
    let primaryAzimuthSigma = group.optional("primaryAzimuthSigma", .azimuthSigma)
    let monitors = siteMonitors(of: group, name: name, notes: &notes)
    let range = group.optional("range", .range)
    let rangeCorrection = group.optional("rangeCorrection", .signedLength)
    let azimuthCorrection = group.optional("azimuthCorrection", .degrees)
    let period = group.optional("scanPeriod", .scanPeriodSeconds)
    let fusesTracks = group.optional("fuseTracks", .truth) ?? false
    guard let sac, let sic, let name else { return nil }
    if let assumption = height?.assumption { notes.append("\(name) (\(sac)/\(sic)): the antenna \(assumption)") }
    return SensorConfiguration(
      id: .asterix(sac: sac, sic: sic), name: name, type: type,
      antenna: place.map {
        GeodeticPosition(
          latitudeRadians: $0.latitudeRadians, longitudeRadians: $0.longitudeRadians,
          height: height?.height ?? EllipsoidalHeight(metres: 0))
      }, range: range, rangeCorrection: rangeCorrection ?? .metres(0),
      azimuthCorrection: azimuthCorrection ?? .radians(0), scanPeriodSeconds: period,
      fusesTracks: fusesTracks, coverage: coverage, primaryRangeSigma: primaryRangeSigma,
      primaryAzimuthSigma: primaryAzimuthSigma, siteMonitors: monitors)
  }

  static func place(_ node: Node, problems: ProblemList) -> GeodeticPosition? {
    guard
      let group = YAMLGroup(node, what: "position", keys: ["latitude", "longitude"], problems: problems)
    else { return nil }
    let latitude = group.value("latitude", .latitudeDegrees)
    let longitude = group.value("longitude", .longitudeDegrees)
    guard let latitude, let longitude else { return nil }
    return GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: longitude)
  }

  private static func antennaHeight(_ group: YAMLGroup) -> (height: EllipsoidalHeight, assumption: String?)? {
    guard group.has("antennaHeight") else {
      for key in ["heightReference", "geoidUndulation"] where group.has(key) {
        group.problems.add(
          line: group.line(of: key), expected: "antennaHeight beside \(key)", found: "none",
          remedy: "add antennaHeight, or delete \(key)")
      }
      return nil
    }
    return height(group, key: "antennaHeight")
  }

  /// A height above the ellipsoid, with what it is measured from beside it, and what had to be assumed for it.
  static func height(_ group: YAMLGroup, key: String) -> (height: EllipsoidalHeight, assumption: String?)? {
    let metres = group.optional(key, .metres)
    let reference = group.value("heightReference", .heightReference)
    let undulation = group.optional("geoidUndulation", .metres)
    guard let metres, let reference else { return nil }
    switch (reference, undulation) {
    case (.ellipsoid, nil): return (EllipsoidalHeight(metres: metres), nil)
    case (.ellipsoid, _):
      group.problems.add(
        line: group.line(of: "geoidUndulation"), expected: "geoidUndulation with heightReference: AMSL only",
        found: "one with heightReference: ellipsoid", remedy: "delete geoidUndulation")
      return nil
    case (.meanSeaLevel, let undulation?):
      return (OrthometricHeight(metres: metres).ellipsoidalHeight(geoidUndulationMetres: undulation), nil)
    case (.meanSeaLevel, nil):
      return (
        EllipsoidalHeight(metres: metres),
        "height above mean sea level is taken as a height above the ellipsoid, since geoidUndulation is not given"
      )
    }
  }
}

/// What an antenna height is measured from.
enum HeightReference {
  case meanSeaLevel
  case ellipsoid
}

extension FieldKind where Value == HeightReference {
  static var heightReference: FieldKind {
    FieldKind(expected: "AMSL or ellipsoid", example: "AMSL") {
      switch $0 {
      case "AMSL": .meanSeaLevel
      case "ellipsoid": .ellipsoid
      default: nil
      }
    }
  }
}

extension FieldKind where Value == Double {
  static var scanPeriodSeconds: FieldKind {
    quantity("a duration", example: "4 s", units: ["s": 1]) { $0 }
      .limited(to: "a scan period of 0.5 s to 60 s with its unit") { (0.5...60).contains($0) }
  }
}

extension FieldKind where Value == SensorType {
  static var sensorType: FieldKind {
    FieldKind(
      expected: "primary, secondary, mode-s, surface, adsb or system-tracker", example: "mode-s"
    ) { SensorType(fileName: $0) }
  }
}

extension SensorType {
  /// Reads the word that files use.
  init?(fileName: String) {
    switch fileName {
    case "primary": self = .primaryRadar
    case "secondary": self = .secondaryRadar
    case "mode-s": self = .modeSRadar
    case "surface": self = .surfaceRadar
    case "adsb": self = .adsbStation
    case "system-tracker": self = .systemTracker
    default: return nil
    }
  }
}
