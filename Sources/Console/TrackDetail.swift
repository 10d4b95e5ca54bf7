import AirPicture
import Foundation
import Geodesy
import Runtime
import Sensors
import Surveillance

/// Everything known of one track, as the detail panel reads it.
struct TrackDetail: Encodable {
  struct Level: Encodable {
    var value: Double
    var kind: String
    var text: String
  }

  struct Source: Encodable {
    var sensor: String
    var name: String
    var technology: String
    var ageSeconds: Double
    var plots: UInt32
  }

  struct OtherSystem: Encodable {
    var sensor: String
    var name: String
    var trackNumber: UInt16
    var isFused: Bool
  }

  struct Item: Encodable {
    var group: String
    var name: String
    var value: String
  }

  var number: UInt32
  var page: UInt8
  var callsign: String?
  var mode3A: String?
  var mode3AValidated: Bool?
  var modeSAddress: String?
  var identity: String
  var identityReasons: [String]
  var lat: Double
  var lon: Double
  var level: Level?
  var verticalRateFtMin: Double?
  var groundspeedKt: Double?
  var trackAngleDeg: Double?
  var state: String
  var onGround: Bool
  var primaryOnly: Bool
  var emergency: String?
  var firstSeenMs: Int64
  var lastUpdateMs: Int64
  var quality: UInt8
  var sigmaMetres: Double
  var updates: UInt32
  var sources: [Source]
  /// Other systems' tracks of the aircraft.
  var otherSystems: [OtherSystem]
  /// How good it is and how the aircraft moves; null on tracks of other systems.
  var estimate: EstimateDetail?
  var items: [Item]
  var alerts: [UInt32]
  var history: [[Double]]
  var levels: [[Double]]
  /// Set on unmanned aircraft that speak of themselves by Remote ID.
  var unmanned: UnmannedDetail?

  init(
    _ entry: PictureTrack, in snapshot: PictureSnapshot, estimate: TrackEstimateDetail? = nil, facts: AircraftFacts,
    history points: [TrackHistory.Point]
  ) {
    let track = entry.track
    number = track.number.rawValue
    page = track.page.rawValue
    callsign = track.callsign.map(\.description)
    mode3A = track.mode3A.map(\.code.description)
    mode3AValidated = track.mode3A.map { $0.isValidated && !$0.isGarbled }
    modeSAddress = track.modeSAddress.map(\.description)
    identity = Self.name(entry.identification.identity)
    identityReasons = entry.identification.reasons(for: track)
    lat = Angle.degrees(fromRadians: track.latitudeRadians)
    lon = Angle.degrees(fromRadians: track.longitudeRadians)
    level = DisplayedLevel(of: track, settings: snapshot.picture.settings).map {
      Level(value: $0.hundredsOfFeet, kind: Self.name($0.kind), text: $0.text)
    }
    verticalRateFtMin = track.verticalRateMetresPerSecond.map {
      VerticalRate(metresPerSecond: $0).feetPerMinute.rounded()
    }
    if track.isVelocityKnown {
      let velocity = track.velocity
      let speed = Elementary.hypot(velocity.eastMetresPerSecond, velocity.northMetresPerSecond)
      groundspeedKt = (Speed(metresPerSecond: speed).knots * 10).rounded() / 10
      let radians = Elementary.atan2(velocity.eastMetresPerSecond, velocity.northMetresPerSecond)
      trackAngleDeg = (Angle.normalisedDegrees(Angle.degrees(fromRadians: radians)) * 10).rounded() / 10
    }
    state = Self.state(of: track)
    onGround = track.isOnGround
    primaryOnly = track.means == .primary
    // The alert's sentence says more than the word, once two updates agreed.
    let alert = snapshot.picture.alerts.last { $0.track == track.number && $0.rule == .emergencyCode && $0.isActive }
    emergency = entry.declaredEmergency.map { alert?.cause ?? Self.name($0) }
    firstSeenMs = milliseconds(track.firstSeen)
    lastUpdateMs = milliseconds(track.lastUpdate)
    quality = track.quality
    sigmaMetres = track.positionSigmaMetres.rounded()
    updates = track.updates
    sources = track.contributions.map { part in
      let sensor = snapshot.sensors.first { $0.number == part.sensor }
      return Source(
        sensor: sensor.map { "\($0.configuration.id)" } ?? "\(part.sensor.rawValue)",
        name: sensor?.configuration.name ?? "", technology: Self.name(part.means),
        ageSeconds: (snapshot.time.seconds(since: part.lastTime) * 10).rounded() / 10, plots: part.reports)
    }
    otherSystems = track.alsoTracked.map { other in
      let sensor = snapshot.sensors.first { $0.number == other.sensor }
      return OtherSystem(
        sensor: sensor.map { "\($0.configuration.id)" } ?? "\(other.sensor.rawValue)",
        name: sensor?.configuration.name ?? "", trackNumber: other.localTrackNumber,
        isFused: estimate?.fusedWith.contains(other.sensor) ?? false)
    }
    self.estimate = estimate.map(EstimateDetail.init)
    unmanned = UnmannedDetail(of: track)
    items = Self.items(of: track) + UnmannedDetail.items(of: track)
    if let address = track.modeSAddress?.rawValue {
      items += facts.rows(for: address).map { Item(group: "Address", name: $0.name, value: $0.value) }
      items += Self.receptions(of: address, in: snapshot)
    }
    alerts = snapshot.picture.alerts.filter { $0.track == track.number }.map(\.id)
    history = points.map {
      [
        Angle.degrees(fromRadians: $0.latitudeRadians), Angle.degrees(fromRadians: $0.longitudeRadians),
        Double(milliseconds($0.time)),
      ]
    }
    levels = points.compactMap { point in point.hundredsOfFeet.map { [Double(milliseconds(point.time)), $0] } }
  }

  private static func state(of track: SystemTrack) -> String {
    if track.external != nil { return "external" }
    return switch track.status {
    case .tentative: "tentative"
    case .confirmed: "confirmed"
    case .coasting: "coasting"
    }
  }

  static func name(_ identity: Identity) -> String {
    switch identity {
    case .pending: "pending"
    case .unknown: "unknown"
    case .assumedFriend: "assumed friend"
    case .friend: "friend"
    case .neutral: "neutral"
    case .suspect: "suspect"
    case .hostile: "hostile"
    case .joker: "joker"
    case .faker: "faker"
    }
  }

  private static func name(_ kind: DisplayedLevel.Kind) -> String {
    switch kind {
    case .flightLevel: "flight level"
    case .altitude: "altitude on QNH"
    case .geometric: "geometric height, WGS-84"
    case .measured: "height measured by 3-D radar"
    }
  }

  private static func name(_ state: EmergencyState) -> String {
    switch state {
    case .general: "emergency"
    case .medical: "medical flight"
    case .minimumFuel: "minimum fuel"
    case .noCommunications: "radio failure"
    case .unlawfulInterference: "unlawful interference"
    case .downed: "downed aircraft"
    }
  }

  private static func name(_ means: DetectionMeans) -> String {
    let names: [(DetectionMeans, String)] = [
      (.primary, "primary"), (.secondary, "SSR"), (.modeS, "Mode S"), (.adsb, "ADS-B"),
      (.multilateration, "multilateration"), (.external, "system track"), (.surface, "surface radar"),
      (.remoteID, "Remote ID"),
    ]
    return names.filter { means.contains($0.0) }.map(\.1).joined(separator: " + ")
  }

  private static func items(of track: SystemTrack) -> [Item] {
    var items: [Item] = []
    func add(_ group: String, _ name: String, _ value: String?) {
      if let value { items.append(Item(group: group, name: name, value: value)) }
    }
    func number(_ value: Double?, _ unit: String, decimals: Int = 0) -> String? {
      value.map { String(format: "%.\(decimals)f", $0) + (unit.isEmpty ? "" : " \(unit)") }
    }
    let data = track.aircraft
    add("Aircraft", "selected altitude", number(data.selectedAltitudeFeet, "ft"))
    add("Aircraft", "pressure setting", number(data.barometricSettingHectopascals, "hPa", decimals: 1))
    add("Aircraft", "magnetic heading", number(data.magneticHeadingDegrees, "°", decimals: 1))
    add("Aircraft", "indicated airspeed", number(data.indicatedAirspeedKnots, "kt"))
    add("Aircraft", "true airspeed", number(data.trueAirspeedKnots, "kt"))
    add("Aircraft", "Mach", number(data.mach, "", decimals: 3))
    add("Aircraft", "roll", number(data.rollDegrees, "°", decimals: 1))
    add("Aircraft", "turn rate", number(data.trackAngleRateDegreesPerSecond, "°/s", decimals: 2))
    add("Aircraft", "geometric height", number(track.geometricHeight?.feet, "ft WGS-84"))
    add("Aircraft", "measured height", number(track.measuredHeight?.feet, "ft"))
    add("Aircraft", "flight status", data.flightStatus.map(name))
    add("Aircraft", "special position identification", track.isSpecialPosition ? "set" : nil)
    add("ADS-B", "version", data.adsbVersion.map(String.init))
    add("ADS-B", "emitter category", data.emitterCategory.map { String($0, radix: 16, uppercase: true) })
    add("ADS-B", "NIC", data.nic.map(String.init))
    add("ADS-B", "NACp", data.nacP.map(String.init))
    add("ADS-B", "NACv", data.nacV.map(String.init))
    add("ADS-B", "SIL", data.sil.map(String.init))
    add("Radar", "reply amplitude", number(data.amplitudeDecibelMilliwatts, "dBm"))
    add("Flight", "type", data.aircraftType.map(\.description))
    add("Flight", "departure", data.departure.map(\.description))
    add("Flight", "destination", data.destination.map(\.description))
    return items
  }

  /// Which receivers hear the aircraft, and how well.
  private static func receptions(of address: UInt32, in snapshot: PictureSnapshot) -> [Item] {
    snapshot.receptions.receptions(of: address, at: snapshot.time).map { reception in
      let sensor = snapshot.sensors.first { $0.number == reception.source.sensor }
      var name = sensor?.configuration.name ?? "receiver"
      if reception.source.identifier != 0 { name += " " + String(reception.source.identifier, radix: 16) }
      var parts = [String(format: "%.1f s ago", snapshot.time.seconds(since: reception.last))]
      if reception.signalLevel > 0 {
        parts.insert(String(format: "%.1f dBFS", 20 * log10(Double(reception.signalLevel) / 255)), at: 0)
      }
      parts.append("\(reception.messages) messages")
      return Item(group: "Heard by", name: name, value: parts.joined(separator: " · "))
    }
  }

  private static func name(_ status: FlightStatus) -> String {
    switch status {
    case .airborne: "airborne, no alert"
    case .onGround: "on ground, no alert"
    case .alertAirborne: "airborne, alert"
    case .alertOnGround: "on ground, alert"
    case .alertWithSPI: "alert and special position identification"
    case .specialPosition: "special position identification"
    }
  }
}
