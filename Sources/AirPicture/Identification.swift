public import Surveillance
import Geodesy

/// One fact that speaks for or against an ordinary civil flight.
public struct Evidence: Hashable, Sendable {
  /// What the fact is.
  public enum Kind: UInt8, Hashable, Sendable, CanonicalCodable {
    case discreteCode
    case conspicuityCode
    case noTransponder
    case modeSAddress
    case invalidModeSAddress
    case callsign
    case adsbAndRadar
    case kinematicsOrdinary
    case kinematicsFast
    case externalSystem
    case remoteID
    case remoteIDChanged
  }

  public var kind: Kind
  /// Tenths of the decimal logarithm of the likelihood ratio, ordinary civil flight against one that needs attention.
  public var tenths: Int
}

/// Who a track is thought to be, and every fact for it.
public struct Identification: Hashable, Sendable {
  public var identity: Identity
  /// Strongest first.
  public var evidence: [Evidence]

  /// Log-likelihood at which a track counts as an ordinary civil flight, in tenths.
  static let neutralTenths = 15
  /// Once neutral, a track stays so above this, in tenths: no flicker.
  static let neutralHoldTenths = 10
  /// A track is pending for so long while the facts decide nothing.
  static let pendingSeconds = 30.0

  /// Weighs the facts known of a track.
  ///
  /// The proposal is PENDING, UNKNOWN or NEUTRAL only: anything graver is a person's decision.
  /// - Parameter previous: The identity proposed before, for hysteresis.
  init(of track: SystemTrack, previous: Identity?) {
    evidence = Self.evidence(of: track)
    let total = evidence.reduce(0) { $0 + $1.tenths }
    let needed = previous == .neutral ? Self.neutralHoldTenths : Self.neutralTenths
    if total >= needed {
      identity = .neutral
    } else if track.lastUpdate.seconds(since: track.firstSeen) < Self.pendingSeconds {
      identity = .pending
    } else {
      identity = .unknown
    }
  }

  private static func evidence(of track: SystemTrack) -> [Evidence] {
    var found: [Evidence] = []
    func add(_ kind: Evidence.Kind, _ tenths: Int) { found.append(Evidence(kind: kind, tenths: tenths)) }
    if let reply = track.mode3A, reply.isValidated, !reply.isGarbled {
      add(reply.code.isConspicuity ? .conspicuityCode : .discreteCode, reply.code.isConspicuity ? 0 : 5)
    }
    if let address = track.modeSAddress {
      let isPossible = address.rawValue != 0 && address.rawValue != 0xFF_FFFF
      add(isPossible ? .modeSAddress : .invalidModeSAddress, isPossible ? 3 : -10)
    }
    if track.callsign != nil { add(.callsign, 5) }
    if track.means.contains(.adsb), !track.means.isDisjoint(with: [.primary, .secondary, .modeS]) {
      add(.adsbAndRadar, 7)
    }
    if track.means == .primary, track.mode3A == nil, track.modeSAddress == nil { add(.noTransponder, -8) }
    if track.isVelocityKnown {
      let isFast = Phrases.knots(track.velocity) > 600
      add(isFast ? .kinematicsFast : .kinematicsOrdinary, isFast ? -7 : 2)
    }
    if track.external != nil || !track.alsoTracked.isEmpty { add(.externalSystem, 5) }
    if let unmanned = track.aircraft.unmanned {
      // Anyone can send any identifier: it weighs less than what a flight plan can be held against.
      if unmanned.identifier != nil { add(.remoteID, 3) }
      if unmanned.identifierChanges > 0 { add(.remoteIDChanged, -5) }
    }
    return found.enumerated()
      .sorted { ($1.element.tenths.magnitude, $0.offset) < ($0.element.tenths.magnitude, $1.offset) }
      .map(\.element)
  }

  /// The facts as sentences, strongest first, each with its weight.
  public func reasons(for track: SystemTrack) -> [String] {
    evidence.map { item in
      let weight = "\(item.tenths < 0 ? "−" : "+")\(item.tenths.magnitude / 10).\(item.tenths.magnitude % 10)"
      return "\(weight) \(Self.sentence(item.kind, track))"
    }
  }

  private static func sentence(_ kind: Evidence.Kind, _ track: SystemTrack) -> String {
    let code = track.mode3A.map { $0.code.description } ?? "unknown"
    let address = track.modeSAddress.map { $0.description } ?? "unknown"
    return switch kind {
    case .discreteCode: "replies on the discrete code \(code)"
    case .conspicuityCode: "replies on code \(code), which many aircraft share"
    case .noTransponder: "only primary radar sees it: no transponder answers"
    case .modeSAddress: "answers with Mode S address \(address)"
    case .invalidModeSAddress: "answers with Mode S address \(address), which belongs to no aircraft"
    case .callsign: "reports the identification \(track.callsign.map { $0.description } ?? "unknown")"
    case .adsbAndRadar: "its ADS-B position and radar agree"
    case .kinematicsOrdinary: "flies within ordinary limits (\(Phrases.knots(track.velocity)) kt)"
    case .kinematicsFast: "flies at \(Phrases.knots(track.velocity)) kt, faster than airliners do"
    case .externalSystem: "another surveillance system tracks it"
    case .remoteID:
      "says who it is by Remote ID, unauthenticated: "
        + (track.aircraft.unmanned?.identifier.map { $0.description } ?? "unknown")
    case .remoteIDChanged: "its transmitter has given up one Remote ID identifier for another"
    }
  }
}

extension Evidence: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(kind)
    writer.write(Int64(tenths))
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    kind = try reader.value()
    tenths = Int(truncatingIfNeeded: try reader.integer(Int64.self))
  }
}

extension Identification: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(identity)
    writer.write(evidence)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    identity = try reader.value()
    evidence = try reader.list()
  }
}
