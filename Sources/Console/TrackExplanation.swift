import Foundation
import Geodesy
import Surveillance
import Tracking

/// The last scans of a track with their candidates and the choice, as the detail panel reads them.
struct TrackExplanation: Encodable {
  /// Scans and changes sent at most: the latest.
  private static let entriesMax = 12

  struct Plot: Encodable {
    var timeMs: Int64
    /// Range and azimuth, or latitude and longitude.
    var place: String
    /// Address or code; empty where the plot has none.
    var identity: String
    var distanceMetres: Double
    var sigmas: Double
    var gateSigmas: Double
    /// Nil where the levels exclude each other.
    var cost: Double?
    var costOfNoTrack: Double
    var taken: Bool
    var outcome: String
  }

  struct Entry: Encodable {
    var timeMs: Int64
    /// Set on scans.
    var sensor: String?
    var plots: [Plot]
    var omitted: Int
    /// What happened: of the update, or of the track.
    var text: String
  }

  var number: UInt32
  /// Latest first.
  var entries: [Entry]

  init(_ number: TrackNumber, _ explanations: [Explanation], sensors: (SensorNumber) -> String) {
    self.number = number.rawValue
    entries = explanations.suffix(Self.entriesMax).reversed().map { Self.entry($0, sensors: sensors) }
  }

  private static func entry(_ explanation: Explanation, sensors: (SensorNumber) -> String) -> Entry {
    let time = milliseconds(explanation.time)
    switch explanation.event {
    case .change(let change):
      return Entry(timeMs: time, plots: [], omitted: 0, text: ExplanationWords.sentence(change, sensors: sensors))
    case .scan(let scan):
      let text = scan.update.map { update in
        let away = Elementary.hypot(update.innovationEastMetres, update.innovationNorthMetres)
        return String(
          format: "%.0f m from the prediction; standard deviation %.0f → %.0f m", away, update.sigmaBeforeMetres,
          update.sigmaAfterMetres)
      }
      return Entry(
        timeMs: time, sensor: sensors(scan.sensor), plots: scan.candidates.map { plot($0, of: explanation.track) },
        omitted: scan.omitted, text: text ?? "no plot was taken")
    }
  }

  private static func plot(_ plot: ExplainedPlot, of track: TrackNumber) -> Plot {
    let place =
      switch plot.position {
      case .polar(let range, let azimuth):
        String(
          format: "%.2f km %.2f°", range / 1000, Angle.normalisedDegrees(Angle.degrees(fromRadians: azimuth)))
      case .geodetic(let latitude, let longitude):
        String(format: "%.4f %.4f", Angle.degrees(fromRadians: latitude), Angle.degrees(fromRadians: longitude))
      }
    return Plot(
      timeMs: milliseconds(plot.time), place: place,
      identity: plot.modeSAddress?.description ?? plot.code?.description ?? "",
      distanceMetres: plot.distanceMetres.rounded(), sigmas: tenths(plot.squaredDistance.squareRoot()),
      gateSigmas: tenths(plot.gate.squareRoot()), cost: plot.cost.total.map(tenths),
      costOfNoTrack: tenths(plot.cost.ofNoTrack), taken: plot.fate == .taken(track),
      outcome: ExplanationWords.outcome(plot, of: track))
  }

  private static func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
