public import Airspace
import Geodesy
public import Surveillance

/// What changed in the picture in one step.
public struct PictureChanges: Hashable, Sendable {
  /// Tracks that are new or different, by ascending number.
  public var changed: [TrackNumber] = []
  /// Tracks that are gone, by ascending number.
  public var removed: [TrackNumber] = []

  /// Nothing changed.
  public init() {}
}

/// The recognised air picture: every track with its identity and its alerts, and what operators set.
///
/// A value without clock or I/O: it moves only when the engine steps it or an operator's command comes.
public struct AirPicture: Hashable, Sendable {
  /// Volumes, aerodromes, routes.
  public let airspace: AirspaceModel
  /// What operators set.
  public private(set) var settings = PictureSettings()
  /// By ascending track number.
  public private(set) var tracks: [PictureTrack] = []
  private var book = AlertBook()

  /// An empty picture over an airspace.
  public init(airspace: AirspaceModel) {
    self.airspace = airspace
  }

  /// The alerts in the order they were raised: active ones, and cleared ones not yet acknowledged.
  public var alerts: [Alert] { book.alerts }

  /// Counts every change of the alerts.
  public var alertsRevision: UInt64 { book.revision }

  /// The track of a number.
  public subscript(number: TrackNumber) -> PictureTrack? {
    let index = position(of: number)
    return index < tracks.count && tracks[index].track.number == number ? tracks[index] : nil
  }

  /// Takes over what the tracker and the sensors say at one step of log time.
  /// - Parameters:
  ///   - updated: Tracks that are new or different, by ascending number.
  ///   - removed: Numbers of tracks that are gone.
  ///   - sensors: Health of every sensor.
  public mutating func step(
    updated: [SystemTrack], removed: [TrackNumber], sensors: [SensorHealth], at time: SurveillanceTime
  ) -> PictureChanges {
    var changes = PictureChanges()
    for number in removed where remove(number, at: time) { changes.removed.append(number) }
    for track in updated {
      update(track, at: time)
      changes.changed.append(track.number)
    }
    let revision = book.revision
    SensorSilenceRule.apply(to: sensors, book: &book, at: time)
    RegistrationJumpRule.apply(to: sensors, book: &book, at: time)
    if book.revision != revision { markAlerted(&changes) }
    return changes
  }

  /// Carries out an operator's command. Tracks whose display it alters are named in the answer.
  public mutating func apply(
    _ command: OperatorCommand, at time: SurveillanceTime
  ) throws(CommandRefusal) -> PictureChanges {
    var changes = PictureChanges()
    switch command {
    case .acknowledge(let alert, let name):
      try book.acknowledge(alert, by: name, at: time)
      markAlerted(&changes)
    case .setQNH(let hectopascals, let transitionAltitudeFeet, _):
      try set(qnhHectopascals: hectopascals, transitionAltitudeFeet: transitionAltitudeFeet)
      changes.changed = tracks.lazy.filter { $0.track.pressureAltitude != nil }.map(\.track.number)
    }
    return changes
  }

  private mutating func set(
    qnhHectopascals: Double?, transitionAltitudeFeet: Double
  ) throws(CommandRefusal) {
    if let hectopascals = qnhHectopascals, !(850...1100).contains(hectopascals) {
      throw CommandRefusal(description: "a QNH lies between 850 and 1100 hPa; \(hectopascals) does not")
    }
    guard (0...30_000).contains(transitionAltitudeFeet) else {
      throw CommandRefusal(
        description: "a transition altitude lies between 0 and 30000 ft; \(transitionAltitudeFeet) does not")
    }
    settings.qnh = qnhHectopascals.map { QNH(hectopascals: $0) }
    settings.transitionAltitude = QNHAltitude(feet: transitionAltitudeFeet)
  }

  private mutating func update(_ track: SystemTrack, at time: SurveillanceTime) {
    let index = position(of: track.number)
    let isKnown = index < tracks.count && tracks[index].track.number == track.number
    var entry =
      isKnown
      ? tracks[index]
      : PictureTrack(
        track: track, identification: Identification(of: track, previous: nil), isAlerted: false,
        declaredEmergency: nil)
    let isReported = !isKnown || entry.track.updates != track.updates
    entry.track = track
    entry.identification = Identification(of: track, previous: entry.identification.identity)
    // A track that is only carried on brings no new word of an emergency.
    if isReported { EmergencyRule.apply(to: &entry, book: &book, at: time) }
    VolumeRule.apply(to: &entry, volumes: airspace.volumes, settings: settings, book: &book, at: time)
    entry.isAlerted = book.concerns(track.number)
    if isKnown { tracks[index] = entry } else { tracks.insert(entry, at: index) }
  }

  private mutating func remove(_ number: TrackNumber, at time: SurveillanceTime) -> Bool {
    book.clearAll(of: number, at: time)
    let index = position(of: number)
    guard index < tracks.count, tracks[index].track.number == number else { return false }
    tracks.remove(at: index)
    return true
  }

  /// Brings the mark of alerted tracks up to date after the list changed other than by their own update.
  private mutating func markAlerted(_ changes: inout PictureChanges) {
    for index in tracks.indices {
      let isAlerted = book.concerns(tracks[index].track.number)
      guard isAlerted != tracks[index].isAlerted else { continue }
      tracks[index].isAlerted = isAlerted
      let number = tracks[index].track.number
      if !changes.changed.contains(number) { changes.changed.append(number) }
    }
    changes.changed.sort()
  }

  /// Where a number stands, or would stand, among the ascending tracks.
  private func position(of number: TrackNumber) -> Int {
    var low = 0
    var high = tracks.count
    while low < high {
      let middle = (low + high) / 2
      if tracks[middle].track.number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension AirPicture: CanonicalCodable {
  private static var version: UInt16 { 4 }

  public func encode(to writer: inout CanonicalWriter) {
    writer.write(Self.version)
    writer.write(airspace)
    writer.write(settings)
    writer.write(tracks)
    writer.write(book)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    try reader.expectVersion(Self.version, of: "the air picture's state")
    airspace = try reader.value()
    settings = try reader.value()
    let start = reader.offset
    tracks = try reader.list()
    guard zip(tracks, tracks.dropFirst()).allSatisfy({ $0.track.number < $1.track.number }) else {
      throw .invalid(offset: start, what: "order of tracks")
    }
    book = try reader.value()
  }
}
