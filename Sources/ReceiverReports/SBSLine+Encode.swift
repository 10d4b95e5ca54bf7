import ModeS

extension SBSLine {
  /// The `MSG` lines that a BaseStation client expects of a report, without line ends; none for an address that is not
  /// an ICAO address, since clients take every address for one.
  ///
  /// A report that came from one kind of message gives that line with all the report holds, as dump1090 and readsb
  /// write theirs. Another report, a receiver's summary, gives one line of each kind it has content for: 1, 2 or 3, 4,
  /// 5 or 6, with the columns of that kind; 8 where there is nothing else.
  ///
  /// Whole feet, knots and degrees; positions to six decimals; times to the millisecond. An altitude or a vertical rate
  /// that is geometric has an `H`, as readsb writes them. Flags are -1 and 0; an emergency of any kind is -1.
  ///
  /// - Parameters:
  ///   - loggedNanoseconds: When the line is written, since 1970 UTC; the report's own time where it is nil.
  ///   - marksMultilateration: Whether lines of multilaterated positions begin with `MLAT` in place of `MSG`. Few
  ///     clients know it.
  public static func lines(
    _ report: ReceiverReport, loggedNanoseconds: Int64? = nil, marksMultilateration: Bool = false
  ) -> [String] {
    guard report.address.isICAO else { return [] }
    let word = marksMultilateration && report.source == .mlat ? "MLAT" : "MSG"
    let times =
      SBSTime.columns(report.timeNanoseconds) + ","
      + SBSTime.columns(loggedNanoseconds ?? report.timeNanoseconds)
    let parts = report.sbsKind.map { [($0, report)] } ?? messages(report)
    return parts.map { kind, part in
      "\(word),\(kind.rawValue),1,1,\(part.address.hexadecimal),1,\(times),\(columns(part))"
    }
  }

  /// One report of each kind that the report has content for.
  private static func messages(_ report: ReceiverReport) -> [(SBSMessageKind, ReceiverReport)] {
    var kinds: [SBSMessageKind] = []
    let hasAltitude = report.altitudeBarometricFeet != nil || report.altitudeGeometricFeet != nil
    if report.callsign != nil { kinds.append(.identification) }
    if report.position != nil { kinds.append(report.isOnGround == true ? .surfacePosition : .airbornePosition) }
    let hasVelocity = report.groundspeedKnots != nil || report.trackDegrees != nil
    if hasVelocity && kinds.last != .surfacePosition || report.verticalRateFeetPerMinute != nil {
      kinds.append(.airborneVelocity)
    }
    if report.squawk != nil {
      kinds.append(.surveillanceIdentity)
    } else if hasAltitude && report.position == nil {
      kinds.append(.surveillanceAltitude)
    }
    if kinds.isEmpty { kinds = [.allCallReply] }
    return kinds.map { ($0, part($0, of: report)) }
  }

  /// What belongs into a line of that kind.
  private static func part(_ kind: SBSMessageKind, of report: ReceiverReport) -> ReceiverReport {
    var part = ReceiverReport(address: report.address, source: report.source)
    part.isOnGround = report.isOnGround
    let isPosition = kind == .surfacePosition || kind == .airbornePosition
    if kind == .identification { part.callsign = report.callsign }
    if isPosition { part.position = report.position }
    if isPosition || kind.isReply {
      part.altitudeBarometricFeet = report.altitudeBarometricFeet
      part.altitudeGeometricFeet = report.altitudeGeometricFeet
    }
    if kind == .surfacePosition || kind == .airborneVelocity {
      part.groundspeedKnots = report.groundspeedKnots
      part.trackDegrees = report.trackDegrees
    }
    if kind == .airborneVelocity {
      part.verticalRateFeetPerMinute = report.verticalRateFeetPerMinute
      part.verticalRateSource = report.verticalRateSource
    }
    if kind == .surveillanceIdentity { part.squawk = report.squawk }
    if kind == .airbornePosition || kind.isReply {
      part.isAlert = report.isAlert
      part.emergency = report.emergency
      part.isSpecialPositionIdentification = report.isSpecialPositionIdentification
    }
    return part
  }

  /// Columns 11 to 22.
  private static func columns(_ report: ReceiverReport) -> String {
    [
      callsign(report.callsign),
      altitude(report),
      number(report.groundspeedKnots, within: ReceiverLimits.speedKnots),
      number(report.trackDegrees, within: ReceiverLimits.directionDegrees),
      report.position.map { SBSNumber.text($0.latitudeDegrees, decimals: 6) } ?? "",
      report.position.map { SBSNumber.text($0.longitudeDegrees, decimals: 6) } ?? "",
      verticalRate(report),
      report.squawk?.description ?? "",
      flag(report.isAlert),
      flag(report.emergency.map { $0 != EmergencyState.none }),
      flag(report.isSpecialPositionIdentification),
      flag(report.isOnGround),
    ].joined(separator: ",")
  }

  /// Eight characters with their trailing spaces, as receivers write them; nothing for one that is not wholly readable.
  private static func callsign(_ callsign: Callsign?) -> String {
    guard let callsign, callsign.isWellFormed, !callsign.isBlank else { return "" }
    let text = callsign.description
    return text + String(repeating: " ", count: 8 - text.utf8.count)
  }

  private static func altitude(_ report: ReceiverReport) -> String {
    if let feet = report.altitudeBarometricFeet { return number(Double(feet), within: ReceiverLimits.altitudeFeet) }
    let feet = number(report.altitudeGeometricFeet.map(Double.init), within: ReceiverLimits.altitudeFeet)
    return feet.isEmpty ? "" : feet + "H"
  }

  private static func verticalRate(_ report: ReceiverReport) -> String {
    let rate = report.verticalRateFeetPerMinute.map(Double.init)
    let text = number(rate, within: ReceiverLimits.verticalRateFeetPerMinute)
    return report.verticalRateSource == .geometric && !text.isEmpty ? text + "H" : text
  }

  /// Nothing for what the reader would refuse.
  private static func number(_ value: Double?, within range: ClosedRange<Double>) -> String {
    guard let value, range.contains(value) else { return "" }
    return SBSNumber.text(value, decimals: 0)
  }

  private static func flag(_ value: Bool?) -> String { value.map { $0 ? "-1" : "0" } ?? "" }
}
