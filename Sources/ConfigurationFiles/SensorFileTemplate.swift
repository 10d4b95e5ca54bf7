public import Geodesy
public import Surveillance

/// A source of ASTERIX records found in a recording, for the sensor file that is to describe it.
public struct FoundSource: Hashable, Sendable {
  /// Records of one category.
  public struct CategoryCount: Hashable, Sendable {
    public var category: UInt8
    public var records: Int
    public init(category: UInt8, records: Int) {
      self.category = category
      self.records = records
    }
  }

  public var sac: UInt8
  public var sic: UInt8
  /// By category, ascending.
  public var categories: [CategoryCount]
  /// Time of one turn, seconds, where it was told or measured.
  public var scanPeriodSeconds: Double?
  public var firstTime: SurveillanceTime?
  public var lastTime: SurveillanceTime?
  /// What I034/120 said; its height is above the ellipsoid.
  public var position: GeodeticPosition?

  public init(
    sac: UInt8, sic: UInt8, categories: [CategoryCount], scanPeriodSeconds: Double? = nil,
    firstTime: SurveillanceTime? = nil, lastTime: SurveillanceTime? = nil, position: GeodeticPosition? = nil
  ) {
    self.sac = sac
    self.sic = sic
    self.categories = categories
    self.scanPeriodSeconds = scanPeriodSeconds
    self.firstTime = firstTime
    self.lastTime = lastTime
    self.position = position
  }
}

extension SensorFile {
  /// A sensor file ready to edit: every source found, with what the recording tells of it in comments. It is valid as it
  /// is; positions that are not known stand in comments.
  public static func template(for sources: [FoundSource]) -> String {
    let ordered = sources.sorted { ($0.sac, $0.sic) < ($1.sac, $1.sic) }
    var lines = [
      "# Sensors found in the recording. Fill in what you know and give the file with --sensors FILE.",
      "# Format: docs/formats/sensor-file.md",
      "schema: \(schema)",
      "# recordingDate: 2023-05-02    # UTC day of the recording, where the format does not tell it",
      ordered.isEmpty ? "sensors: []    # no source was found" : "sensors:",
    ]
    for source in ordered { lines += self.lines(for: source) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(for source: FoundSource) -> [String] {
    let counts = source.categories.map { "CAT\(padded(Int($0.category), 3)) \($0.records) records" }
    var comment = "  # \(counts.isEmpty ? "no records" : counts.joined(separator: ", "))"
    if let period = source.scanPeriodSeconds { comment += "; one turn in \(decimals(period, 2)) s" }
    if let first = source.firstTime, let last = source.lastTime {
      comment += "; \(timeOfDay(first)) to \(timeOfDay(last)) UTC"
    }
    return [
      comment, "  - sac: \(source.sac)", "    sic: \(source.sic)",
      "    name: Sensor \(source.sac)/\(source.sic)",
    ] + positionLines(source)
  }

  private static func positionLines(_ source: FoundSource) -> [String] {
    guard let position = source.position else {
      return [
        "    # type: mode-s            # primary, secondary, mode-s, surface, adsb, system-tracker",
        "    # position:               # unknown: until it is given, the sensor has a page of its own",
        "    #   latitude: 41.3007 N",
        "    #   longitude: 2.1021 E",
        "    # antennaHeight: 50 m",
        "    # heightReference: AMSL   # or ellipsoid",
      ]
    }
    return [
      "    position:    # as the sensor says itself (I034/120)",
      "      latitude: \(hemisphere(position.latitudeDegrees, "N", "S"))",
      "      longitude: \(hemisphere(position.longitudeDegrees, "E", "W"))",
      "    antennaHeight: \(decimals(position.height.metres, 0)) m",
      "    heightReference: ellipsoid",
    ]
  }

  private static func hemisphere(_ degrees: Double, _ positive: String, _ negative: String) -> String {
    "\(decimals(degrees.magnitude, 5)) \(degrees < 0 ? negative : positive)"
  }

  private static func timeOfDay(_ time: SurveillanceTime) -> String {
    let seconds = Int(time.nanosecondsOfDay / SurveillanceTime.nanosecondsPerSecond)
    return "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// The number with a fixed count of decimals.
  private static func decimals(_ value: Double, _ count: Int) -> String {
    var factor = 1.0
    for _ in 0..<count { factor *= 10 }
    let scaled = (value.magnitude * factor).rounded()
    guard scaled < 1e15 else { return "0" }
    let whole = Int(scaled)
    let sign = value < 0 && whole != 0 ? "-" : ""
    guard count > 0 else { return "\(sign)\(whole)" }
    return "\(sign)\(whole / Int(factor)).\(padded(whole % Int(factor), count))"
  }
}
