/// The status messages of the picture stream, as far as the tests look at them.
struct StatusContent: Decodable {
  struct Settings: Decodable {
    var qnhHectopascals: Double?
    var transitionAltitudeFeet: Double
  }

  struct Replay: Decodable {
    var paused: Bool
    var positionMs: Int64
    var endMs: Int64?
    var finished: Bool
    /// A number, or nil for `"max"`.
    var speed: Double?
    var isMaximum: Bool

    enum Key: CodingKey { case paused, positionMs, endMs, finished, speed }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      paused = try container.decode(Bool.self, forKey: .paused)
      positionMs = try container.decode(Int64.self, forKey: .positionMs)
      endMs = try container.decodeIfPresent(Int64.self, forKey: .endMs)
      finished = try container.decode(Bool.self, forKey: .finished)
      speed = try? container.decode(Double.self, forKey: .speed)
      isMaximum = (try? container.decode(String.self, forKey: .speed)) == "max"
    }
  }

  struct Page: Decodable {
    var page: UInt8
    var sensor: String
    var reason: String
  }

  struct Recording: Decodable {
    var state: String
    var bytes: UInt64
  }

  var mode: String
  var title: String
  var fictional: String?
  var settings: Settings
  var replay: Replay?
  var pages: [Page]
  var recording: Recording?
}

/// `{"kind":"alerts"}`.
struct AlertsContent: Decodable {
  struct Alert: Decodable {
    var id: Int
    var priority: String
    var state: String
    var rule: String
    var title: String
    var cause: String
    var track: UInt32?
    var sensor: String?
    var volume: String?
    var raisedMs: Int64
    var acknowledgedMs: Int64?
    var acknowledgedBy: String?
  }

  var alerts: [Alert]
}

/// `{"kind":"sensors"}`.
struct SensorsContent: Decodable {
  struct Place: Decodable {
    var lat: Double
    var lon: Double
  }

  struct Sensor: Decodable {
    var id: String
    var name: String
    var state: String
    var page: UInt8
    var position: Place?
    var records: Int
    var notes: [String]
  }

  var sensors: [Sensor]
}

/// What tells the status messages apart.
struct StatusKind: Decodable {
  var kind: String
}
