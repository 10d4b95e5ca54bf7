import Foundation
import Geodesy
import Surveillance

/// What an unmanned aircraft says of itself by Remote ID, as the detail panel and the map read it.
struct UnmannedDetail: Encodable {
  /// Where the operator is said to be.
  struct Operator: Encodable {
    var lat: Double
    var lon: Double
    /// `take-off`, `live` or `fixed`.
    var kind: String?
    /// From the aircraft, horizontally.
    var distanceMetres: Double
  }

  var identifier: String?
  var identifierType: String?
  var trust: String
  var `operator`: Operator?

  /// Nil on any other track.
  init?(of track: SystemTrack) {
    guard let unmanned = track.aircraft.unmanned else { return nil }
    identifier = unmanned.identifier?.description
    identifierType = unmanned.identifier.map { Self.name($0.kind) }
    trust = Self.name(unmanned.trust)
    `operator` = unmanned.operatorPosition.flatMap { Self.place($0, of: track) }
  }

  private static func place(_ place: UnmannedAircraft.OperatorPosition, of track: SystemTrack) -> Operator? {
    guard place.isPossible else { return nil }
    let distance = Geodesic.distanceMetres(
      from: GeodeticPosition(latitudeRadians: track.latitudeRadians, longitudeRadians: track.longitudeRadians),
      to: GeodeticPosition(latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians))
    guard distance.isFinite else { return nil }
    return Operator(
      lat: Angle.degrees(fromRadians: place.latitudeRadians), lon: Angle.degrees(fromRadians: place.longitudeRadians),
      kind: place.kind.map(word), distanceMetres: distance.rounded())
  }

  /// The rows of the panel.
  static func items(of track: SystemTrack) -> [TrackDetail.Item] {
    guard let unmanned = track.aircraft.unmanned, let detail = UnmannedDetail(of: track) else { return [] }
    let rows: [(String, String?)] = [
      ("identifier", detail.identifier.map { "\($0) (\(detail.identifierType ?? ""))" } ?? "none sent"),
      ("trust", detail.trust),
      ("type", unmanned.kind.map(name)),
      ("class", classification(unmanned)),
      ("status", unmanned.status.map(name)),
      ("height", unmanned.height.map(text)),
      ("operator", unmanned.operatorIdentifier?.description),
      ("operator position", detail.operator.map(text)),
      ("operator to aircraft", detail.operator.map { distance($0.distanceMetres) }),
      ("says of its flight", unmanned.selfDescription?.description),
      ("transmitter", unmanned.transmitter == 0 ? nil : address(unmanned.transmitter)),
      ("transmitters with this identifier", unmanned.transmitterCount > 1 ? "\(unmanned.transmitterCount)" : nil),
      ("identifier changed", unmanned.identifierChanges > 0 ? times(unmanned.identifierChanges) : nil),
    ]
    return rows.compactMap { name, value in
      value.map { TrackDetail.Item(group: "Unmanned aircraft", name: name, value: $0) }
    }
  }

  // MARK: - Words

  private static func name(_ kind: UnmannedIdentifier.Kind) -> String {
    switch kind {
    case .serialNumber: "serial number"
    case .registration: "registration"
    case .trafficManagement: "traffic management UUID"
    case .session: "session"
    }
  }

  private static func name(_ trust: UnmannedAircraft.Trust) -> String {
    switch trust {
    case .claimed: "claimed by the aircraft itself, not authenticated"
    }
  }

  private static func name(_ kind: UnmannedAircraft.Kind) -> String {
    switch kind {
    case .aeroplane: "aeroplane"
    case .helicopterOrMultirotor: "helicopter or multirotor"
    case .gyroplane: "gyroplane"
    case .hybridLift: "vertical take-off aeroplane"
    case .ornithopter: "ornithopter"
    case .glider: "glider"
    case .kite: "kite"
    case .freeBalloon: "free balloon"
    case .captiveBalloon: "captive balloon"
    case .airship: "airship"
    case .parachute: "parachute or unpowered"
    case .rocket: "rocket"
    case .tetheredPowered: "tethered, powered"
    case .groundObstacle: "obstacle on the ground"
    case .other: "other"
    }
  }

  private static func name(_ status: UnmannedAircraft.Status) -> String {
    switch status {
    case .onGround: "on ground"
    case .airborne: "airborne"
    case .emergency: "emergency"
    case .remoteIDFailure: "Remote ID equipment failed"
    }
  }

  private static func word(_ kind: UnmannedAircraft.OperatorPosition.Kind) -> String {
    switch kind {
    case .takeOff: "take-off"
    case .live: "live"
    case .fixed: "fixed"
    }
  }

  /// `open, class C2`.
  private static func classification(_ unmanned: UnmannedAircraft) -> String? {
    let category: String? =
      switch unmanned.europeanCategory {
      case .open: "open"
      case .specific: "specific"
      case .certified: "certified"
      case nil: nil
      }
    let parts = [category, unmanned.europeanClass.map { "class C\($0)" }].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func text(_ height: UnmannedAircraft.Height) -> String {
    "\(String(format: "%.1f", height.metres)) m above \(height.reference == .takeOff ? "take-off" : "ground")"
  }

  private static func text(_ place: Operator) -> String {
    let position = String(format: "%.5f° %.5f°", place.lat, place.lon)
    switch place.kind {
    case "take-off": return "\(position), the place of take-off"
    case let kind?: return "\(position), \(kind)"
    case nil: return position
    }
  }

  private static func distance(_ metres: Double) -> String {
    metres < 10_000 ? String(format: "%.0f m", metres) : String(format: "%.1f km", metres / 1000)
  }

  /// A MAC address in its usual form where it fits one.
  private static func address(_ transmitter: UInt64) -> String {
    let octets = transmitter <= 0xFFFF_FFFF_FFFF ? 6 : 8
    return stride(from: 8 * (octets - 1), through: 0, by: -8)
      .map { String(format: "%02X", UInt8(truncatingIfNeeded: transmitter >> UInt64($0))) }.joined(separator: ":")
  }

  private static func times(_ count: UInt8) -> String {
    count == 1 ? "once" : count == .max ? "255 times or more" : "\(count) times"
  }
}
