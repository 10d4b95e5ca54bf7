import Foundation
import Geodesy
import Surveillance
import Tracking

extension QualityReport {
  /// The report as tables for people.
  var text: String {
    [sensorTable, residualTable, latenessTable, trackTable, continuityText].joined(separator: "\n")
  }

  private var sensorTable: String {
    let rows = sensors.map { sensor -> [String] in
      let quality = sensor.quality
      return [
        sensor.name, String(quality.plots), Self.percent(quality.usedShare),
        Self.percent(quality.detectionProbability), String(quality.turns), String(quality.falsePlots),
        Self.number(quality.falsePlotsPerTurn, 2),
        quality.falsePlotsPerTurnAndSquareKilometre.map { String(format: "%.1e", $0) } ?? "-",
      ]
    }
    return Self.table(
      "Sensors", ["sensor", "plots", "used", "detected", "of turns", "false", "a turn", "a turn and km²"], rows)
  }

  private var residualTable: String {
    let rows = sensors.map { sensor -> [String] in
      let quality = sensor.quality
      let degrees = { (radians: Double?) in Self.number(radians.map { Angle.degrees(fromRadians: $0) }, 3) }
      return [
        sensor.name, Self.number(quality.rangeResidualMetres.mean, 1),
        Self.number(quality.rangeResidualMetres.rootMeanSquare, 1),
        Self.number(quality.rangeSigmaMetres.rootMeanSquare, 1), degrees(quality.azimuthResidualRadians.mean),
        degrees(quality.azimuthResidualRadians.rootMeanSquare), degrees(quality.azimuthSigmaRadians.rootMeanSquare),
        Self.number(quality.distanceMetres.rootMeanSquare, 0), Self.number(quality.normalisedInnovation.mean, 2),
        Self.number(sensor.registration?.offsets.rangeMetres, 1), degrees(sensor.registration?.offsets.azimuthRadians),
        Self.number(sensor.registration?.offsets.clockSeconds, 3), sensor.registration.map { String($0.pairs) } ?? "-",
      ]
    }
    return Self.table(
      "Residuals, plot less prediction (range m, azimuth degrees), and registration learnt",
      [
        "sensor", "range mean", "RMS", "expected", "azimuth mean", "RMS", "expected", "distance RMS", "NIS/dof",
        "learnt range", "azimuth", "clock s", "pairs",
      ], rows)
  }

  private var latenessTable: String {
    let rows = sensors.map { sensor -> [String] in
      let lateness = sensor.quality.lateness
      return [
        sensor.name, Self.number(lateness.seconds.mean, 3), Self.number(lateness.quantile(0.5), 3),
        Self.number(lateness.quantile(0.95), 3), String(sensor.quality.tally.late),
      ]
    }
    return Self.table(
      "Lateness, arrival less measurement, seconds", ["sensor", "mean", "median", "95 %", "too late"], rows)
  }

  private var trackTable: String {
    let rows = classes.map { tracks -> [String] in
      [
        tracks.kind.name, String(tracks.tracks), Self.number(tracks.lengthSeconds.mean, 0),
        Self.percent(tracks.updateProbability), String(tracks.gaps), String(tracks.broken),
        Self.number(tracks.normalisedInnovation.mean, 2), Self.number(tracks.sigmaMetres.mean, 0),
      ]
    }
    return Self.table(
      "Confirmed tracks",
      ["class", "tracks", "length, s", "updated", "gaps of 3 or more", "broken", "NIS/dof", "standard deviation, m"],
      rows)
  }

  private var continuityText: String {
    let whole = addresses.count - returned.count - broken.count
    var lines = [
      "Mode S addresses with \(Self.leastPlots) plots or more: \(addresses.count) (fixed transponders besides: \(fixed))",
      "  held by one track from the first plot to the last: \(whole)",
      "  gone for longer than tracks are held, and another track when they came back: \(returned.count)",
      "  broken: \(broken.count)",
    ]
    for address in broken {
      lines.append(
        "    \(address.address): \(address.plots) plots, \(address.taken) in tracks: \(Self.reason(address))")
    }
    if displaced > 0 { lines.append("  plots refused as displaced: \(displaced)") }
    if addressesLeftOut > 0 { lines.append("  \(addressesLeftOut) plots of further addresses found no room") }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Layout

  /// Columns as wide as what stands in them: the first to the left, the others to the right.
  private static func table(_ title: String, _ headings: [String], _ rows: [[String]]) -> String {
    let all = [headings] + rows
    let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let lines = all.map { row in
      row.enumerated().map { column, text in
        let fill = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 ? text + fill : fill + text
      }.joined(separator: "  ")
    }
    return ([title] + lines.map { "  " + $0 }).joined(separator: "\n") + "\n"
  }

  private static func number(_ value: Double?, _ places: Int) -> String {
    value.map { String(format: "%.\(places)f", $0) } ?? "-"
  }

  private static func percent(_ share: Double?) -> String {
    share.map { String(format: "%.1f %%", 100 * $0) } ?? "-"
  }
}
