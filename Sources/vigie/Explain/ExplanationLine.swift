import Geodesy
import Surveillance
import Tracking

/// Explanations as JSON lines; docs/formats/explanations.md says what each member means.
enum ExplanationLine {
  static func text(of explanation: Explanation, sensors: (SensorNumber) -> String) -> String {
    var line = JSONLine()
    line.add("t", seconds(explanation.time))
    line.add("track", String(explanation.track.rawValue))
    switch explanation.event {
    case .change(let change):
      line.add("change", JSONLine.quoted(name(change)))
      line.add("text", JSONLine.quoted(JSONLine.escaped(ExplanationWords.sentence(change, sensors: sensors))))
    case .scan(let scan):
      line.add("sensor", JSONLine.quoted(JSONLine.escaped(sensors(scan.sensor))))
      line.add("lat", JSONLine.rounded(Angle.degrees(fromRadians: scan.latitudeRadians), places: 7))
      line.add("lon", JSONLine.rounded(Angle.degrees(fromRadians: scan.longitudeRadians), places: 7))
      line.add("sigma_m", JSONLine.rounded(scan.expectedSigmaMetres, places: 1))
      line.add("plots", "[" + scan.candidates.map { plot($0, of: explanation.track) }.joined(separator: ",") + "]")
      line.add("omitted", scan.omitted > 0 ? String(scan.omitted) : nil)
      line.add("update", scan.update.map(update))
    }
    return line.text
  }

  private static func plot(_ plot: ExplainedPlot, of track: TrackNumber) -> String {
    var line = JSONLine()
    line.add("t", seconds(plot.time))
    line.add("means", String(plot.means.rawValue))
    switch plot.position {
    case .polar(let range, let azimuth):
      line.add("range_m", JSONLine.rounded(range, places: 1))
      line.add("azimuth_deg", JSONLine.rounded(Angle.degrees(fromRadians: azimuth), places: 4))
    case .geodetic(let latitude, let longitude):
      line.add("lat", JSONLine.rounded(Angle.degrees(fromRadians: latitude), places: 7))
      line.add("lon", JSONLine.rounded(Angle.degrees(fromRadians: longitude), places: 7))
    }
    line.add("address", plot.modeSAddress.map { JSONLine.quoted($0.description) })
    line.add("mode_3a", plot.code.map { JSONLine.quoted($0.description) })
    line.add("flight_level", plot.pressureAltitude.flatMap { JSONLine.rounded($0.flightLevel, places: 2) })
    line.add("distance_m", JSONLine.rounded(plot.distanceMetres, places: 1))
    line.add("squared_sigmas", JSONLine.rounded(plot.squaredDistance, places: 3))
    line.add("gate", JSONLine.rounded(plot.gate, places: 3))
    line.add("cost_place", JSONLine.rounded(plot.cost.kinematic, places: 2))
    line.add("cost_code", JSONLine.rounded(plot.cost.code, places: 2))
    line.add("cost_level", plot.cost.level.flatMap { JSONLine.rounded($0, places: 2) })
    line.add("cost", plot.cost.total.flatMap { JSONLine.rounded($0, places: 2) })
    line.add("cost_no_track", JSONLine.rounded(plot.cost.ofNoTrack, places: 2))
    line.add("taken", plot.fate == .taken(track) ? "true" : "false")
    line.add("fate", JSONLine.quoted(name(plot.fate)))
    line.add("other_track", otherTrack(plot.fate, than: track).map { String($0.rawValue) })
    line.add("reason", JSONLine.quoted(name(plot.reason)))
    return line.text
  }

  private static func update(_ update: ExplainedUpdate) -> String {
    var line = JSONLine()
    line.add("east_m", JSONLine.rounded(update.innovationEastMetres, places: 1))
    line.add("north_m", JSONLine.rounded(update.innovationNorthMetres, places: 1))
    line.add("sigma_before_m", JSONLine.rounded(update.sigmaBeforeMetres, places: 1))
    line.add("sigma_after_m", JSONLine.rounded(update.sigmaAfterMetres, places: 1))
    line.add("speed_m_s", JSONLine.rounded(update.speedMetresPerSecond, places: 1))
    return line.text
  }

  private static func otherTrack(_ fate: ReportFate, than track: TrackNumber) -> TrackNumber? {
    switch fate {
    case .taken(let other), .started(let other), .echo(let other): other == track ? nil : other
    case .siteMonitor, .dropped: nil
    }
  }

  private static func name(_ fate: ReportFate) -> String {
    switch fate {
    case .taken: "taken"
    case .started: "started"
    case .echo: "echo"
    case .siteMonitor: "site monitor"
    case .dropped: "dropped"
    }
  }

  /// The name of a case, without what it carries.
  private static func name<Case>(_ value: Case) -> String {
    String("\(value)".prefix { $0 != "(" })
  }

  /// Seconds since 1970 with milliseconds.
  private static func seconds(_ time: SurveillanceTime) -> String {
    JSONLine.rounded(Double(time.nanoseconds / 1_000_000) / 1000, places: 3) ?? "0"
  }
}

extension JSONLine {
  /// A text with what JSON does not take as it is escaped.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
