public import Surveillance

/// Why a message of a sensor did not become a report, for the counters that operators read.
public enum SensorReason: UInt8, Hashable, Comparable, Sendable, CanonicalCodable, CaseIterable {
  // What could not be decoded.
  case undecodable = 1
  case unknownCategory = 2
  case trailingBytes = 3
  case noSensorIdentity = 4
  case tooManySensors = 5
  // What is no plot of an aircraft.
  case radarCoasting = 20
  case simulatedTarget = 21
  case testTarget = 22
  case fieldMonitor = 23
  case reflection = 24
  case sidelobe = 25
  case splitPlot = 26
  case secondTimeAround = 27
  case angel = 28
  case roadVehicle = 29
  case fixedEcho = 30
  case phantom = 31
  case birds = 32
  case windTurbine = 33
  case noPosition = 34
  // What the tracker did not take.
  case siteMonitor = 40
  case late = 41
  case impossible = 42
  case echo = 43
  case noTrackLeft = 44
  // What was taken with care.
  case clockOff = 50
  // Mode S frames.
  case badParity = 60
  case positionRejected = 62
  case unknownAddress = 63
  case unconfirmed = 64
  case formatNotDecoded = 65
  case duplicate = 66
  case modeAC = 67
  case uplink = 68

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Whether the message itself was bad, and not merely no aircraft.
  public var isRefusal: Bool { rawValue < 20 || self == .badParity }

  /// A few words for the operator.
  public var text: String {
    switch self {
    case .undecodable: "could not be decoded"
    case .unknownCategory: "category without a definition here"
    case .trailingBytes: "bytes after the last data block"
    case .noSensorIdentity: "no SAC/SIC (item 010)"
    case .tooManySensors: "more sensors than can be kept"
    case .radarCoasting: "the radar's own coasting (TYP 0), no detection"
    case .simulatedTarget: "simulated target (SIM)"
    case .testTarget: "test target (TST)"
    case .fieldMonitor: "field monitor, fixed transponder (RAB)"
    case .reflection: "reflection (I030 code 1)"
    case .sidelobe: "side-lobe reply (I030 code 2)"
    case .splitPlot: "split plot (I030 code 3)"
    case .secondTimeAround: "second-time-around reply (I030 code 4)"
    case .angel: "angel (I030 code 5)"
    case .roadVehicle: "vehicle on a road (I030 code 6)"
    case .fixedEcho: "fixed primary echo (I030 code 7)"
    case .phantom: "phantom secondary plot (I030 code 10)"
    case .birds: "birds (I030 codes 19, 20)"
    case .windTurbine: "wind turbine (I030 code 23)"
    case .noPosition: "no position"
    case .siteMonitor: "reply of a fixed transponder (site monitor)"
    case .late: "too late, or ahead of the clock"
    case .impossible: "impossible numbers"
    case .echo: "beside a track that it did not fit"
    case .noTrackLeft: "more targets than can be tracked"
    case .clockOff: "time of day far from the time of receipt: receipt taken"
    case .badParity: "wrong parity"
    case .positionRejected: "position rejected by the checks"
    case .unknownAddress: "reply with an address that nobody announced"
    case .unconfirmed: "altitude or code that no second reply confirmed yet"
    case .formatNotDecoded: "format that is not decoded"
    case .duplicate: "heard by another receiver first"
    case .modeAC: "Mode A/C reply, which names no aircraft"
    case .uplink: "uplink message"
    }
  }
}

/// How often each reason occurred, by ascending reason.
public struct ReasonTally: Hashable, Sendable {
  /// One reason and its count.
  public struct Row: Hashable, Sendable {
    public var reason: SensorReason
    public var count: UInt64
  }

  /// By ascending reason; reasons that never occurred are absent.
  public private(set) var rows: [Row] = []

  init() {}

  mutating func add(_ reason: SensorReason, count: UInt64 = 1) {
    guard count > 0 else { return }
    if let index = rows.firstIndex(where: { $0.reason >= reason }) {
      if rows[index].reason == reason {
        rows[index].count &+= count
      } else {
        rows.insert(Row(reason: reason, count: count), at: index)
      }
    } else {
      rows.append(Row(reason: reason, count: count))
    }
  }

  /// How many messages were bad in themselves.
  public var refusals: UInt64 {
    rows.reduce(0) { $1.reason.isRefusal ? $0 &+ $1.count : $0 }
  }
}

extension ReasonTally: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) { writer.write(rows) }
  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) { rows = try reader.list() }
}

extension ReasonTally.Row: CanonicalCodable {
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(reason)
    writer.write(count)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    reason = try reader.value()
    count = try reader.integer()
  }
}
