import Surveillance

/// What an alert is about; the same cause never stands twice in the list.
struct AlertKey: Hashable {
  var rule: AlertRule
  var track: TrackNumber?
  var sensor: SensorNumber?
  var volume: String?

  init(rule: AlertRule, track: TrackNumber? = nil, sensor: SensorNumber? = nil, volume: String? = nil) {
    self.rule = rule
    self.track = track
    self.sensor = sensor
    self.volume = volume
  }

  init(_ alert: Alert) {
    self.init(rule: alert.rule, track: alert.track, sensor: alert.sensor, volume: alert.volume)
  }
}

/// The one list of alerts: raised by rules, cleared when their cause ends, kept until acknowledged.
struct AlertBook: Hashable, Sendable {
  /// At most so many alerts are held; beyond it the oldest cleared, then the oldest least urgent one goes.
  static let capacity = 1000

  /// In the order they were raised.
  private(set) var alerts: [Alert] = []
  private var nextID: UInt32 = 1
  /// Counts every change, so that readers know when to look again.
  private(set) var revision: UInt64 = 0

  /// The active alert of a cause.
  func active(_ key: AlertKey) -> Alert? {
    alerts.last { $0.isActive && AlertKey($0) == key }
  }

  /// Whether any active alert concerns a track.
  func concerns(_ track: TrackNumber) -> Bool {
    alerts.contains { $0.isActive && $0.track == track }
  }

  /// Raises an alert, or brings the one of the same cause up to date: one that was cleared and not acknowledged comes
  /// to life again, and one that grew more urgent asks for attention anew.
  mutating func raise(
    _ key: AlertKey, priority: AlertPriority, title: String, cause: String, at time: SurveillanceTime
  ) {
    if let index = alerts.lastIndex(where: { AlertKey($0) == key }) {
      var alert = alerts[index]
      alert.title = title
      alert.cause = cause
      alert.cleared = nil
      if priority > alert.priority {
        alert.acknowledged = nil
        alert.acknowledgedBy = nil
      }
      alert.priority = priority
      guard alert != alerts[index] else { return }
      alerts[index] = alert
      revision &+= 1
      return
    }
    makeRoom()
    alerts.append(
      Alert(
        id: nextID, rule: key.rule, priority: priority, title: title, cause: cause, track: key.track,
        sensor: key.sensor, volume: key.volume, raised: time))
    nextID &+= 1
    revision &+= 1
  }

  /// Ends the active alert of a cause, if there is one; what was acknowledged leaves the list.
  mutating func clear(_ key: AlertKey, at time: SurveillanceTime) {
    guard let index = alerts.lastIndex(where: { $0.isActive && AlertKey($0) == key }) else { return }
    alerts[index].cleared = time
    if alerts[index].acknowledged != nil { alerts.remove(at: index) }
    revision &+= 1
  }

  /// Ends every active alert of a track that is no more.
  mutating func clearAll(of track: TrackNumber, at time: SurveillanceTime) {
    for alert in alerts where alert.isActive && alert.track == track {
      clear(AlertKey(alert), at: time)
    }
  }

  /// Notes who has taken notice; a cleared alert then leaves the list.
  mutating func acknowledge(_ id: UInt32, by name: String, at time: SurveillanceTime) throws(CommandRefusal) {
    guard let index = alerts.firstIndex(where: { $0.id == id }) else {
      throw CommandRefusal(description: "there is no alert \(id) in the list: it may have been acknowledged already")
    }
    guard alerts[index].acknowledged == nil else { return }
    alerts[index].acknowledged = time
    alerts[index].acknowledgedBy = name
    if !alerts[index].isActive { alerts.remove(at: index) }
    revision &+= 1
  }

  private mutating func makeRoom() {
    guard alerts.count >= Self.capacity else { return }
    if let cleared = alerts.firstIndex(where: { !$0.isActive }) {
      alerts.remove(at: cleared)
    } else if let least = alerts.indices.min(by: { alerts[$0].priority < alerts[$1].priority }) {
      alerts.remove(at: least)
    }
  }
}

extension AlertBook: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(alerts)
    writer.write(nextID)
    writer.write(revision)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    alerts = try reader.list()
    nextID = try reader.integer()
    revision = try reader.integer()
  }
}
