import Geodesy
import Sensors
import Surveillance

/// Lines of `plots.csv`: one plot each, in order of arrival.
struct PlotLineReader {
  /// A plot and when it came.
  struct Arrival {
    var arrivalTime: SurveillanceTime
    var report: SensorReport
  }

  /// Seconds since the scale's beginning that are taken for a time.
  private static let timeRange = 0.0...4e9
  private static let lateRange = 0.0...86_400.0

  private let header: DelimitedHeader
  private let columns: Columns
  private let numbers: [String: SensorNumber]
  private let radars: [RadarGeometry]

  /// Where each value stands.
  private struct Columns {
    var time, late, sensor, kind, range, azimuth, elevation, altitude, mode3A, address: Int
    var latitude, longitude, groundspeed, trackAngle, verticalRate, accuracy: Int
  }

  private static let names = [
    "t", "late", "sid", "kind", "range_m", "az_deg", "el_deg", "alt_ft", "m3a", "icao", "lat", "lon", "gs_kt",
    "trk_deg",
    "vr_fpm", "nacp",
  ]

  init(header line: ArraySlice<UInt8>, sensors: [TrackingScenario.Sensor], sites: [SensorSite], path: String) throws {
    header = try DelimitedHeader(line, required: Self.names, path: path)
    let places = Self.names.compactMap(header.index)
    columns = Columns(
      time: places[0], late: places[1], sensor: places[2], kind: places[3], range: places[4], azimuth: places[5],
      elevation: places[6], altitude: places[7], mode3A: places[8], address: places[9], latitude: places[10],
      longitude: places[11], groundspeed: places[12], trackAngle: places[13], verticalRate: places[14],
      accuracy: places[15])
    var numbers: [String: SensorNumber] = [:]
    for (index, sensor) in sensors.enumerated() { numbers[sensor.id] = SensorNumber(rawValue: UInt16(index)) }
    self.numbers = numbers
    radars = sites.map { RadarGeometry(antenna: $0.antenna) }
  }

  /// Reads one plot.
  func read(_ octets: ArraySlice<UInt8>) throws(FieldProblem) -> Arrival {
    let line = try DelimitedLine(octets, header: header)
    let seconds = try line.number(columns.time, "t", in: Self.timeRange)
    let late = line.isEmpty(columns.late) ? 0 : try line.number(columns.late, "late", in: Self.lateRange)
    guard let sensor = numbers[line.text(columns.sensor)] else {
      throw line.problem(columns.sensor, "sid", expected: "a sensor of sensors.json")
    }
    guard let means = Self.means(of: line.text(columns.kind)) else {
      throw line.problem(columns.kind, "kind", expected: "psr, ssr, cmb, mds, cms, p3d or ads")
    }
    let time = SurveillanceTime(nanoseconds: 0).adding(seconds: seconds)
    let kind = means == .adsb ? SensorReport.Kind.adsb : .plot
    var report = SensorReport(kind: kind, sensor: sensor, time: time, means: means)
    if kind == .adsb {
      try readBroadcast(line, into: &report)
    } else {
      try readMeasurement(line, into: &report)
    }
    try readIdentity(line, into: &report)
    return Arrival(arrivalTime: time.adding(seconds: late), report: report)
  }

  private static func means(of kind: String) -> DetectionMeans? {
    switch kind {
    case "psr", "p3d": .primary
    case "ssr": .secondary
    case "cmb": [.primary, .secondary]
    case "mds": .modeS
    case "cms": [.primary, .modeS]
    case "ads": .adsb
    default: nil
    }
  }

  private func readMeasurement(_ line: DelimitedLine, into report: inout SensorReport) throws(FieldProblem) {
    let range = try line.number(columns.range, "range_m", in: 0...RadarGeometry.largestRangeMetres)
    let azimuth = Angle.radians(fromDegrees: try line.number(columns.azimuth, "az_deg", in: -360...360))
    report.position = .polar(slantRangeMetres: range, azimuthRadians: azimuth)
    guard !line.isEmpty(columns.elevation) else { return }
    let elevation = Angle.radians(fromDegrees: try line.number(columns.elevation, "el_deg", in: -90...90))
    report.measuredHeight = height(of: report.sensor, range: range, azimuth: azimuth, elevation: elevation)
  }

  /// Height of a plot with elevation. The geoid is not known here and taken for the ellipsoid.
  private func height(
    of sensor: SensorNumber, range: Double, azimuth: Double, elevation: Double
  ) -> OrthometricHeight {
    let (sinElevation, cosElevation) = Elementary.sincos(elevation)
    let (sinAzimuth, cosAzimuth) = Elementary.sincos(azimuth)
    let ground = range * cosElevation
    let place = LocalPosition(
      eastMetres: ground * sinAzimuth, northMetres: ground * cosAzimuth, upMetres: range * sinElevation)
    return OrthometricHeight(metres: radars[sensor.index].plane.ecef(place).height.metres)
  }

  private func readBroadcast(_ line: DelimitedLine, into report: inout SensorReport) throws(FieldProblem) {
    report.position = .geodetic(
      latitudeRadians: Angle.radians(fromDegrees: try line.number(columns.latitude, "lat", in: -90...90)),
      longitudeRadians: Angle.radians(fromDegrees: try line.number(columns.longitude, "lon", in: -360...360)))
    let accuracy = try line.number(columns.accuracy, "nacp").flatMap { UInt8(exactly: $0) }
    report.positionSigmaMetres = NavigationAccuracy.positionSigmaMetres(nacP: accuracy)
    report.aircraft.nacP = accuracy
    if let knots = try line.number(columns.groundspeed, "gs_kt"),
      let track = try line.number(columns.trackAngle, "trk_deg")
    {
      let speed = Speed.knots(knots).metresPerSecond
      let (sine, cosine) = Elementary.sincos(Angle.radians(fromDegrees: track))
      report.velocity = GroundVelocity(eastMetresPerSecond: speed * sine, northMetresPerSecond: speed * cosine)
    }
    report.verticalRateMetresPerSecond = try line.number(columns.verticalRate, "vr_fpm")
      .map { VerticalRate.feetPerMinute($0).metresPerSecond }
  }

  private func readIdentity(_ line: DelimitedLine, into report: inout SensorReport) throws(FieldProblem) {
    report.pressureAltitude = try line.number(columns.altitude, "alt_ft")
      .map { PressureAltitudeReport(altitude: PressureAltitude(feet: $0)) }
    if !line.isEmpty(columns.mode3A) {
      guard let code = Mode3ACode(line.text(columns.mode3A)) else {
        throw line.problem(columns.mode3A, "m3a", expected: "four octal digits")
      }
      report.mode3A = Mode3AReply(code: code)
    }
    if !line.isEmpty(columns.address) {
      let text = line.text(columns.address)
      guard let address = UInt32(text, radix: 16).flatMap(ModeSAddress.init(rawValue:)) else {
        throw line.problem(columns.address, "icao", expected: "six hexadecimal digits")
      }
      report.modeSAddress = address
    }
  }
}
