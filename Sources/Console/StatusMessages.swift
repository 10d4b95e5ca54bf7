import AirPicture
import Airspace
import Engine
import Foundation
import Geodesy
import Recording
import Runtime
import Sensors
import Surveillance

/// Milliseconds since 1970, as JavaScript counts.
func milliseconds(_ time: SurveillanceTime) -> Int64 { time.nanoseconds / 1_000_000 }

/// A place on the map, degrees.
struct PlaceJSON: Encodable {
  var lat: Double
  var lon: Double

  init(lat: Double, lon: Double) {
    self.lat = lat
    self.lon = lon
  }

  init(_ position: GeodeticPosition) {
    self.init(lat: position.latitudeDegrees, lon: position.longitudeDegrees)
  }
}

/// `{"kind":"status"}`: mode, settings, replay, pages.
struct StatusJSON: Encodable {
  struct Start: Encodable {
    var lat: Double
    var lon: Double
    var rangeNM: Double
  }

  struct Settings: Encodable {
    var qnhHectopascals: Double?
    var transitionAltitudeFeet: Double
  }

  struct Replay: Encodable {
    var paused: Bool
    var speed: SpeedJSON
    var positionMs: Int64
    var startMs: Int64
    var endMs: Int64?
    var finished: Bool
    var failure: String?
  }

  struct Page: Encodable {
    var page: UInt8
    var sensor: String
    var name: String
    var rangeNM: Double?
    var reason: String
  }

  struct Recording: Encodable {
    var state: String
    var bytes: UInt64
    var detail: String?

    init(_ status: RecordingStatus) {
      switch status.state {
      case .recording: state = "on"
      case .closed: state = "off"
      case .failed(let reason):
        state = "failed"
        detail = reason
      }
      bytes = status.bytesWritten
    }
  }

  struct Counters: Encodable {
    var tracks: Int
    var entries: UInt64
    var refusals: UInt64
  }

  let kind = "status"
  var mode: ConsoleMode
  var title: String
  var fictional: String?
  var notes: [String]
  var timeMs: Int64
  var start: Start?
  var settings: Settings
  var replay: Replay?
  var pages: [Page]
  var recording: Recording?
  var counters: Counters

  init(
    _ snapshot: PictureSnapshot, mode: ConsoleMode, notes: [String], replay state: ReplayState?,
    recording recorded: RecordingStatus?
  ) {
    let configuration = snapshot.configuration
    self.mode = mode
    title = configuration.title
    fictional = configuration.fictionalNote
    self.notes = notes
    timeMs = milliseconds(snapshot.time)
    start = configuration.initialView.map {
      Start(lat: $0.latitudeDegrees, lon: $0.longitudeDegrees, rangeNM: $0.rangeNauticalMiles)
    }
    settings = Settings(
      qnhHectopascals: snapshot.picture.settings.qnh?.hectopascals,
      transitionAltitudeFeet: snapshot.picture.settings.transitionAltitude.feet.rounded())
    replay = state.map {
      Replay(
        paused: $0.isPaused, speed: SpeedJSON($0.speed), positionMs: milliseconds($0.position),
        startMs: milliseconds($0.start), endMs: $0.end.map(milliseconds), finished: $0.isFinished,
        failure: $0.failure)
    }
    pages = snapshot.sensors.filter { $0.page != .map }.map {
      Page(
        page: $0.page.rawValue, sensor: "\($0.configuration.id)", name: $0.configuration.name,
        rangeNM: $0.configuration.range?.nauticalMiles, reason: "POSITION UNKNOWN")
    }
    recording = recorded.map(Recording.init)
    counters = Counters(
      tracks: snapshot.picture.tracks.count, entries: snapshot.entries,
      refusals: snapshot.sensors.reduce(0) { $0 + $1.tally.refusals })
  }
}

/// A replay's speed: a number, or `"max"`.
enum SpeedJSON: Codable {
  case times(Double)
  case max

  init(_ speed: ReplaySpeed) {
    switch speed {
    case .times(let factor): self = .times(factor)
    case .max: self = .max
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let factor = try? container.decode(Double.self) {
      self = .times(factor)
    } else if try container.decode(String.self) == "max" {
      self = .max
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "a speed is a number or \"max\"")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .times(let factor): try container.encode(factor)
    case .max: try container.encode("max")
    }
  }
}

/// `{"kind":"alerts"}`: the one list of alerts.
struct AlertsJSON: Encodable {
  struct Row: Encodable {
    var id: UInt32
    var priority: String
    var state: String
    var rule: String
    var title: String
    var cause: String
    var track: UInt32?
    var label: String?
    var sensor: String?
    var volume: String?
    var raisedMs: Int64
    var clearedMs: Int64?
    var acknowledgedMs: Int64?
    var acknowledgedBy: String?
  }

  let kind = "alerts"
  var alerts: [Row]

  init(_ snapshot: PictureSnapshot) {
    alerts = snapshot.picture.alerts.map { alert in
      let track = alert.track.flatMap { snapshot.picture[$0]?.track }
      return Row(
        id: alert.id, priority: Self.name(alert.priority), state: alert.isActive ? "active" : "cleared",
        rule: Self.name(alert.rule), title: alert.title, cause: alert.cause, track: alert.track?.rawValue,
        label: track?.callsign.map(\.description) ?? alert.track.map { "TRK \($0.rawValue)" },
        sensor: alert.sensor.flatMap { number in
          snapshot.sensors.first { $0.number == number }.map { "\($0.configuration.id)" }
        },
        volume: alert.volume.map { snapshot.picture.airspace.volume($0)?.name ?? $0 },
        raisedMs: milliseconds(alert.raised), clearedMs: alert.cleared.map(milliseconds),
        acknowledgedMs: alert.acknowledged.map(milliseconds), acknowledgedBy: alert.acknowledgedBy)
    }
  }

  private static func name(_ priority: AlertPriority) -> String {
    switch priority {
    case .advisory: "advisory"
    case .warning: "warning"
    case .critical: "critical"
    }
  }

  private static func name(_ rule: AlertRule) -> String {
    switch rule {
    case .emergencyCode: "emergency-code"
    case .volumeEntryPredicted: "volume-predicted"
    case .volumeEntered: "volume-entered"
    case .sensorSilent: "sensor-silent"
    case .registrationJumped: "registration-jumped"
    }
  }
}

/// `{"kind":"sensors"}`: every sensor with its state, counters and refusals.
struct SensorsJSON: Encodable {
  struct Row: Encodable {
    struct Reason: Encodable {
      var reason: String
      var count: UInt64
    }

    struct Monitor: Encodable {
      var code: String
      var lat: Double
      var lon: Double
      var reports: UInt32
    }

    struct Alignment: Encodable {
      var rangeMetres: Double
      var rangeSigmaMetres: Double
      var azimuthDegrees: Double
      var azimuthSigmaDegrees: Double
      var clockSeconds: Double
      var clockSigmaSeconds: Double
      var pairs: UInt32
      var applied: Bool
      var clockApplied: Bool
      var jumpedMs: Int64?
    }

    var id: String
    var name: String
    var type: String
    var fictional: Bool
    var configured: Bool
    var position: PlaceJSON?
    var page: UInt8
    var rangeNM: Double?
    var state: String
    var lastMessageMs: Int64?
    var scanPeriodSeconds: Double?
    var records: UInt64
    var plots: UInt64
    var used: UInt64
    var refused: UInt64
    var reasons: [Reason]
    var notes: [String]
    var siteMonitors: [Monitor]
    var registration: Alignment?
  }

  let kind = "sensors"
  var sensors: [Row]

  init(_ snapshot: PictureSnapshot) {
    sensors = snapshot.sensors.map { sensor in
      Row(
        id: "\(sensor.configuration.id)", name: sensor.configuration.name, type: Self.name(sensor.type),
        fictional: sensor.configuration.isFictional, configured: sensor.isConfigured,
        position: sensor.antenna.map(PlaceJSON.init), page: sensor.page.rawValue,
        rangeNM: sensor.configuration.range?.nauticalMiles, state: Self.name(sensor.state),
        lastMessageMs: sensor.lastMessage.map(milliseconds),
        scanPeriodSeconds: sensor.scanPeriodSeconds.map { ($0 * 100).rounded() / 100 },
        records: sensor.records, plots: sensor.plots,
        used: sensor.used, refused: sensor.tally.refusals,
        reasons: sensor.tally.rows.map { Row.Reason(reason: $0.reason.text, count: $0.count) },
        notes: Self.notes(of: sensor),
        siteMonitors: snapshot.siteMonitors.filter { $0.sensor == sensor.number }.map {
          Row.Monitor(
            code: $0.mode3A.map(\.description) ?? $0.modeSAddress.map(\.description) ?? "",
            lat: Angle.degrees(fromRadians: $0.latitudeRadians), lon: Angle.degrees(fromRadians: $0.longitudeRadians),
            reports: $0.reports)
        }, registration: snapshot.registrations.first { $0.sensor == sensor.number }.map(Self.alignment))
    }
  }

  private static func alignment(_ registration: Registration) -> Row.Alignment {
    let (offsets, sigma) = (registration.offsets, registration.sigma)
    return Row.Alignment(
      rangeMetres: offsets.rangeMetres, rangeSigmaMetres: sigma.rangeMetres,
      azimuthDegrees: Angle.degrees(fromRadians: offsets.azimuthRadians),
      azimuthSigmaDegrees: Angle.degrees(fromRadians: sigma.azimuthRadians), clockSeconds: offsets.clockSeconds,
      clockSigmaSeconds: sigma.clockSeconds, pairs: registration.pairs, applied: registration.isApplied,
      clockApplied: registration.isApplied && registration.isClockApplied,
      jumpedMs: registration.jump.map { milliseconds($0.time) })
  }

  private static func notes(of sensor: MonitoredSensor) -> [String] {
    var notes: [String] = []
    if sensor.page != .map { notes.append("POSITION UNKNOWN: its plots are on a page of their own, not on the map") }
    if let fault = sensor.fault { notes.append(fault) }
    return notes
  }

  static func name(_ type: SensorType) -> String {
    switch type {
    case .unknown: "sensor"
    case .primaryRadar: "primary radar"
    case .secondaryRadar: "secondary radar"
    case .modeSRadar: "Mode S radar"
    case .surfaceRadar: "surface movement radar"
    case .adsbStation: "ADS-B ground station"
    case .modeSReceiver: "Mode S receiver"
    case .systemTracker: "system tracker"
    case .remoteIDReceiver: "Remote ID receiver"
    }
  }

  private static func name(_ state: SensorState) -> String {
    switch state {
    case .waiting: "waiting"
    case .up: "up"
    case .degraded: "degraded"
    case .silent: "silent"
    }
  }
}

/// JSON as bytes; the values here always encode.
func json(_ value: some Encodable) -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  guard let data = try? encoder.encode(value) else { return Array("{}".utf8) }
  return [UInt8](data)
}
