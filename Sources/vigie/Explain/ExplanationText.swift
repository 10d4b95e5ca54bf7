import Foundation
import Geodesy
import Surveillance
import Tracking

/// Explanations for people: one block of text a scan.
enum ExplanationText {
  private static let headings = [
    "measured", "range", "azimuth", "code", "address", "level", "away", "sigmas", "gate", "place", "code", "level",
    "sum", "no track",
  ]
  private static let units = [
    "UTC", "km", "degrees", "", "", "FL", "m", "", "sigmas", "cost", "cost", "cost", "cost", "cost",
  ]

  static func text(of explanation: Explanation, sensors: (SensorNumber) -> String) -> String {
    let title = "\(clock(explanation.time))  track \(explanation.track.rawValue)  "
    switch explanation.event {
    case .scan(let scan): return title + text(of: scan, track: explanation.track, sensors: sensors)
    case .change(let change): return title + ExplanationWords.sentence(change, sensors: sensors) + "\n"
    }
  }

  private static func text(of scan: ExplainedScan, track: TrackNumber, sensors: (SensorNumber) -> String) -> String {
    let expected = String(
      format: "expected at %.5f, %.5f, standard deviation %.0f m", Angle.degrees(fromRadians: scan.latitudeRadians),
      Angle.degrees(fromRadians: scan.longitudeRadians), scan.expectedSigmaMetres)
    var lines = ["\(sensors(scan.sensor))  \(expected)"]
    var rows = [headings, units] + scan.candidates.map { row($0) }
    let widths = headings.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    rows = rows.map { row in
      row.enumerated().map { String(repeating: " ", count: widths[$0] - $1.count) + $1 }
    }
    for (index, row) in rows.enumerated() {
      let candidate = index >= 2 ? scan.candidates[index - 2] : nil
      let outcome = candidate.map { ExplanationWords.outcome($0, of: track) } ?? (index == 0 ? "outcome" : "")
      let mark = candidate?.fate == .taken(track) ? "→ " : "  "
      lines.append("  " + mark + row.joined(separator: "  ") + (outcome.isEmpty ? "" : "  " + outcome))
    }
    if scan.omitted > 0 { lines.append("    and \(scan.omitted) further away") }
    if let update = scan.update {
      lines.append(
        String(
          format: "    update: %.0f m east and %.0f m north of the prediction; standard deviation %.0f m → %.0f m; "
            + "speed %.0f m/s",
          update.innovationEastMetres, update.innovationNorthMetres, update.sigmaBeforeMetres, update.sigmaAfterMetres,
          update.speedMetresPerSecond))
    } else {
      lines.append("    no plot was taken")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ plot: ExplainedPlot) -> [String] {
    var cells = [clock(plot.time)]
    cells += place(plot.position)
    cells.append(plot.code?.description ?? "-")
    cells.append(plot.modeSAddress?.description ?? "-")
    cells.append(plot.pressureAltitude.map { String(format: "%.0f", $0.flightLevel) } ?? "-")
    cells.append(String(format: "%.0f", plot.distanceMetres))
    for value in [plot.squaredDistance.squareRoot(), plot.gate.squareRoot(), plot.cost.kinematic, plot.cost.code] {
      cells.append(String(format: "%.1f", value))
    }
    for value in [plot.cost.level, plot.cost.total, plot.cost.ofNoTrack] {
      cells.append(value.map { String(format: "%.1f", $0) } ?? "never")
    }
    return cells
  }

  /// Range and azimuth, or latitude and longitude marked as such.
  private static func place(_ position: MeasuredPosition) -> [String] {
    switch position {
    case .polar(let range, let azimuth):
      [
        String(format: "%.3f", range / 1000),
        String(format: "%.3f", Angle.normalisedDegrees(Angle.degrees(fromRadians: azimuth))),
      ]
    case .geodetic(let latitude, let longitude):
      [
        String(format: "lat %.5f", Angle.degrees(fromRadians: latitude)),
        String(format: "lon %.5f", Angle.degrees(fromRadians: longitude)),
      ]
    }
  }

  /// A time of day, UTC, to the millisecond.
  static func clock(_ time: SurveillanceTime) -> String {
    let milliseconds = Int(time.nanosecondsOfDay / 1_000_000)
    return String(
      format: "%02d:%02d:%02d.%03d", milliseconds / 3_600_000, milliseconds / 60_000 % 60, milliseconds / 1000 % 60,
      milliseconds % 1000)
  }
}
