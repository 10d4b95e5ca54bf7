public import ModeS

/// Receivers' reports as JSON lines, in the members of Mode S messages as far as they say the same.
extension ModeSJSONWriter {
  /// Where a report was read.
  public enum ReportOrigin: String, Sendable {
    case sbs
    case aircraftJSON = "aircraft_json"
  }

  /// Writes one report.
  public mutating func write(_ report: ReceiverReport, from origin: ReportOrigin) {
    begin(timeNanoseconds: report.timeNanoseconds)
    put("source", origin.rawValue)
    put("icao", ModeSJSONWriter.hexadecimal(report.address.value))
    if !report.address.isICAO { put("icao_assigned", false) }
    if report.source != .unknown { put("receiver_source", report.source.name) }
    putIdentity(of: report)
    putPlace(of: report)
    putMotion(of: report)
    putSelection(of: report)
    putQuality(of: report)
    put("accepted", true)
    closeLine()
  }

  /// Writes what is no report, and why.
  /// - Parameter text: What stood there; nil for a part of a document.
  public mutating func write(refusedReport text: String?, from origin: ReportOrigin, reason: String) {
    begin(timeNanoseconds: nil)
    put("source", origin.rawValue)
    if let text { put("text", text) }
    put("error", reason)
    put("accepted", false)
    closeLine()
  }

  private mutating func putIdentity(of report: ReceiverReport) {
    if let callsign = report.callsign { put("callsign", callsign.description) }
    if let category = report.category { put("category", category.description) }
    if let squawk = report.squawk { put("squawk", squawk.description) }
    if let emergency = report.emergency { put("emergency", ModeSJSONWriter.name(emergency)) }
    if let isAlert = report.isAlert { put("alert", isAlert) }
    if let isIdentification = report.isSpecialPositionIdentification { put("spi", isIdentification) }
  }

  private mutating func putPlace(of report: ReceiverReport) {
    if let altitude = report.altitudeBarometricFeet {
      put("altitude_ft", Int(altitude))
      put("altitude_kind", "baro")
      if let height = report.altitudeGeometricFeet { put("gnss_height_ft", Int(height)) }
    } else if let height = report.altitudeGeometricFeet {
      put("altitude_ft", Int(height))
      put("altitude_kind", "gnss")
    }
    if let position = report.position {
      put("lat", position.latitudeDegrees)
      put("lon", position.longitudeDegrees)
    }
    if let isOnGround = report.isOnGround { put("on_ground", isOnGround) }
  }

  private mutating func putMotion(of report: ReceiverReport) {
    if let speed = report.groundspeedKnots { put("groundspeed_kt", speed) }
    if let track = report.trackDegrees { put("track_deg", track) }
    if let heading = report.magneticHeadingDegrees ?? report.trueHeadingDegrees { put("heading_deg", heading) }
    if let speed = report.indicatedAirspeedKnots { put("ias_kt", speed) }
    if let speed = report.trueAirspeedKnots { put("tas_kt", speed) }
    if let mach = report.mach { put("mach", mach) }
    if let roll = report.rollDegrees { put("roll_deg", roll) }
    if let rate = report.trackRateDegreesPerSecond { put("track_rate_dps", rate) }
    if let rate = report.verticalRateFeetPerMinute { put("vertical_rate_fpm", Int(rate)) }
    if let source = report.verticalRateSource { put("vertical_rate_source", source == .barometric ? "baro" : "gnss") }
  }

  private mutating func putSelection(of report: ReceiverReport) {
    if let altitude = report.selectedAltitudeMCPFeet ?? report.selectedAltitudeFMSFeet {
      put("selected_altitude_ft", Int(altitude))
      put("selected_altitude_source", report.selectedAltitudeMCPFeet == nil ? "fms" : "mcp")
    }
    if let pressure = report.qnhHectopascals { put("qnh_hpa", pressure) }
    if let heading = report.selectedHeadingDegrees { put("selected_heading_deg", heading) }
  }

  private mutating func putQuality(of report: ReceiverReport) {
    if let version = report.version { put("version", Int(version)) }
    if let category = report.nic { put("nic", Int(category)) }
    if let check = report.nicBarometric { put("nic_baro", Int(check)) }
    if let category = report.nacPosition { put("nac_p", Int(category)) }
    if let category = report.nacVelocity { put("nac_v", Int(category)) }
    if let level = report.sil { put("sil", Int(level)) }
    if let assurance = report.sda { put("sda", Int(assurance)) }
    if let accuracy = report.gva { put("gva", Int(accuracy)) }
  }
}
