import Geodesy
import Surveillance
import Yams

/// What limits a sensor's view beside its range.
extension SensorFile {
  /// Reads a sensor's `leastElevation`, `greatestElevation` and `blankedSectors`.
  static func coverage(of sensor: YAMLGroup) -> CoverageLimits {
    let least = sensor.optional("leastElevation", .elevation)
    let greatest = sensor.optional("greatestElevation", .elevation)
    if let least, let greatest, least.radians >= greatest.radians {
      sensor.problems.add(
        line: sensor.line(of: "greatestElevation"), expected: "greatestElevation above leastElevation",
        found: "one at or below it", remedy: "check both: they are the beam's upper and lower edge")
    }
    return CoverageLimits(
      leastElevationRadians: least?.radians, greatestElevationRadians: greatest?.radians,
      blankedSectors: sensor.list("blankedSectors").compactMap { sector($0, problems: sensor.problems) })
  }

  private static func sector(_ node: Node, problems: ProblemList) -> AzimuthSector? {
    guard let group = YAMLGroup(node, what: "blanked sector", keys: ["from", "to"], problems: problems) else {
      return nil
    }
    let from = group.value("from", .azimuth)
    let to = group.value("to", .azimuth)
    guard let from, let to else { return nil }
    return AzimuthSector(
      fromRadians: Angle.normalisedRadians(from.radians), toRadians: Angle.normalisedRadians(to.radians))
  }
}

extension FieldKind where Value == Angle {
  static var elevation: FieldKind {
    degrees.limited(to: "an elevation of -5 deg to 90 deg with its unit") { (-5.0...90).contains($0.degrees) }
  }

  static var azimuth: FieldKind {
    FieldKind(expected: "an azimuth of 0 deg to 360 deg with its unit", example: "215 deg") { text in
      degrees.parse(text).flatMap { (0.0...360).contains($0.degrees) ? $0 : nil }
    }
  }

  /// One standard deviation.
  static var azimuthSigma: FieldKind {
    degrees.limited(to: "an angle above 0 and at most 5 deg with its unit") { $0.degrees > 0 && $0.degrees <= 5 }
  }
}

extension FieldKind where Value == Distance {
  /// One standard deviation.
  static var rangeSigma: FieldKind {
    FieldKind(expected: "a length above 0 and at most 5 km with its unit (m, NM, km)", example: "100 m") { text in
      signedLength.parse(text).flatMap { $0.metres > 0 && $0.metres <= 5000 ? $0 : nil }
    }
  }
}
