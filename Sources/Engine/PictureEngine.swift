public import AirPicture
public import Sensors
public import Surveillance
public import Tracking

/// The picture as a pure function of the log: entries in, changes of the picture out.
///
/// It holds no clock, no randomness and no I/O, so the same log gives the same picture to the last bit: live, in replay at
/// any speed, on another machine. Periodic work is done at multiples of `stepNanoseconds` of log time, before the first
/// entry at or past them; how often ticks come never changes the picture.
public struct PictureEngine: Sendable {
  /// Log time between two steps: a quarter of a second.
  public static let stepNanoseconds: Int64 = 250_000_000
  /// Reports held for one step at most; a flood beyond it is worked off at once.
  static let reportsPerStepMax = 50_000

  public private(set) var configuration: EngineConfiguration
  public private(set) var sensors: SensorBank
  public private(set) var tracker: Tracker
  public private(set) var picture: AirPicture
  /// Time of the latest entry: the engine's clock.
  public private(set) var time: SurveillanceTime
  /// Entries taken so far.
  public private(set) var entries: UInt64
  /// The digest of every change so far.
  public private(set) var digest: PictureDigest
  private var nextStep: SurveillanceTime?
  private var pending: [SensorReport]
  private var digestedAlerts: UInt64

  /// An engine with an empty picture; the first entry of a log configures it.
  public init() {
    self.init(configuration: EngineConfiguration(title: ""))
  }

  private init(configuration: EngineConfiguration) {
    self.configuration = configuration
    sensors = SensorBank(configurations: configuration.sensors)
    tracker = Tracker()
    picture = AirPicture(airspace: configuration.airspace)
    time = .distantPast
    entries = 0
    digest = PictureDigest()
    pending = []
    digestedAlerts = 0
  }

  /// What is asked of the tracker's work beside the tracks; it changes nothing and is in no snapshot.
  public var observation: TrackerObservation {
    get { tracker.observation }
    set { tracker.observation = newValue }
  }

  /// Takes out what was explained since the last time.
  public mutating func takeExplanations() -> [Explanation] { tracker.observation.watch?.take() ?? [] }

  /// Takes one entry of the log.
  public mutating func process(_ entry: LogEntry) -> EngineOutput {
    var output = EngineOutput()
    runSteps(before: entry.receiveTime, &output)
    time = max(time, entry.receiveTime)
    entries &+= 1
    switch entry.kind {
    case .tick, .feedState: break
    case .configuration: configure(entry, &output)
    case .command: command(entry, &output)
    case .asterix, .beast, .sbs, .uat, .receiverReport, .remoteID:
      let held = pending.count
      sensors.ingest(entry, into: &pending)
      tracker.observation.quality?.noteArrivals(of: pending[held...], at: entry.receiveTime)
      if pending.count >= Self.reportsPerStepMax { step(at: time, &output) }
    }
    return output
  }

  /// Brings log time forward without an entry: does the steps due by then, as the next entry would have.
  public mutating func advance(to time: SurveillanceTime) -> EngineOutput {
    var output = EngineOutput()
    runSteps(before: time, &output)
    self.time = max(self.time, time)
    return output
  }

  /// Ends a log that will not go on: does the step that its last entries wait for.
  public mutating func finish() -> EngineOutput {
    var output = EngineOutput()
    guard let next = nextStep else { return output }
    step(at: next, &output)
    nextStep = Self.stepTime(after: next)
    return output
  }

  private mutating func runSteps(before receiveTime: SurveillanceTime, _ output: inout EngineOutput) {
    let lastDue = Self.stepTime(atOrBefore: receiveTime)
    guard var due = nextStep else {
      nextStep = Self.stepTime(after: lastDue)
      return
    }
    while due <= lastDue {
      output.steps += 1
      if isQuiescent {
        due = Self.stepTime(after: lastDue)
      } else {
        step(at: due, &output)
        due = Self.stepTime(after: due)
      }
    }
    nextStep = due
  }

  /// Whether nothing can happen by time alone. Steps are then left out, however many entries mark the time, so that a gap
  /// of days in a log costs nothing and leaves the same state behind as one filled with ticks.
  private var isQuiescent: Bool {
    pending.isEmpty && sensors.isQuiescent && tracker.siteMonitors.isEmpty && tracker.tracks.isEmpty
  }

  private mutating func step(at stepTime: SurveillanceTime, _ output: inout EngineOutput) {
    sensors.advance(to: stepTime)
    let tracks = tracker.process(pending, sites: sensors.sites, at: stepTime)
    pending.removeAll(keepingCapacity: true)
    for tally in tracker.lastStep { count(tally) }
    let changes = picture.step(
      updated: tracks.updated, removed: tracks.removed, sensors: health, at: stepTime)
    digestChanges(changes, at: stepTime)
    output.merge(changes)
  }

  /// Every sensor's health, with what the tracker learnt of it.
  private var health: [SensorHealth] {
    var health = sensors.health
    for index in health.indices { health[index].registration = tracker.registration(of: health[index].sensor) }
    return health
  }

  private mutating func count(_ tally: SensorTally) {
    sensors.count(
      used: tally.used &+ tally.started &+ tally.systemTracks,
      dismissed: [
        (.siteMonitor, tally.siteMonitor), (.noPosition, tally.noPosition), (.late, tally.late),
        (.duplicate, tally.duplicate),
        (.impossible, tally.invalid), (.echo, tally.echoes), (.noTrackLeft, tally.refused),
      ], of: tally.sensor)
  }

  private mutating func configure(_ entry: LogEntry, _ output: inout EngineOutput) {
    do {
      let configuration: EngineConfiguration = try Self.value(of: entry)
      let (time, entries, digest, nextStep) = (time, entries, digest, nextStep)
      let observation = observation
      self = PictureEngine(configuration: configuration)
      (self.time, self.entries, self.digest, self.nextStep) = (time, entries, digest, nextStep)
      self.observation = observation
      self.digest.absorb(entry.payload)
      output.reset()
    } catch {
      output.refusals.append("entry \(entry.sequence): the configuration cannot be read: \(error)")
    }
  }

  private mutating func command(_ entry: LogEntry, _ output: inout EngineOutput) {
    do {
      let command: OperatorCommand = try Self.value(of: entry)
      let changes = try picture.apply(command, at: entry.receiveTime)
      digestChanges(changes, at: entry.receiveTime)
      output.merge(changes)
    } catch let refusal as CommandRefusal {
      output.refusals.append(refusal.description)
    } catch {
      output.refusals.append("entry \(entry.sequence): the command cannot be read: \(error)")
    }
  }

  /// The one value that is an entry's whole payload.
  private static func value<Value: CanonicalCodable>(of entry: LogEntry) throws(CanonicalDecodingError) -> Value {
    var reader = CanonicalReader(entry.payload)
    let value: Value = try reader.value()
    guard reader.isAtEnd else { throw .invalid(offset: reader.offset, what: "end of the payload") }
    return value
  }

  private mutating func digestChanges(_ changes: PictureChanges, at changeTime: SurveillanceTime) {
    let alertsChanged = picture.alertsRevision != digestedAlerts
    guard !changes.changed.isEmpty || !changes.removed.isEmpty || alertsChanged else { return }
    var writer = CanonicalWriter()
    writer.write(changeTime)
    for number in changes.changed { writer.write(picture[number]) }
    writer.write(changes.removed)
    if alertsChanged {
      writer.write(picture.alerts)
      digestedAlerts = picture.alertsRevision
    }
    digest.absorb(writer.bytes)
  }

  /// The multiple of a step at or before a time; the first instant there is where there is none.
  private static func stepTime(atOrBefore time: SurveillanceTime) -> SurveillanceTime {
    let remainder = time.nanoseconds % stepNanoseconds
    let past = remainder < 0 ? remainder + stepNanoseconds : remainder
    let (floor, overflow) = time.nanoseconds.subtractingReportingOverflow(past)
    return overflow ? .distantPast : SurveillanceTime(nanoseconds: floor)
  }

  /// One step later; held at the end of the clock, which no step reaches.
  private static func stepTime(after time: SurveillanceTime) -> SurveillanceTime {
    let (next, overflow) = time.nanoseconds.addingReportingOverflow(stepNanoseconds)
    return SurveillanceTime(nanoseconds: overflow ? .max : next)
  }
}

// MARK: - Snapshot

extension PictureEngine: CanonicalCodable {
  private static var version: UInt16 { 3 }

  /// The whole state in canonical form: an engine restored from it goes on as if nothing had happened.
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(Self.version)
    writer.write(configuration)
    writer.write(sensors)
    writer.write(tracker)
    writer.write(picture)
    writer.write(time)
    writer.write(entries)
    writer.write(digest)
    writer.write(nextStep)
    writer.write(digestedAlerts)
    writer.write(pending)
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    try reader.expectVersion(Self.version, of: "the engine's snapshot")
    configuration = try reader.value()
    sensors = try reader.value()
    tracker = try reader.value()
    picture = try reader.value()
    time = try reader.value()
    entries = try reader.integer()
    digest = try reader.value()
    nextStep = try reader.optional()
    digestedAlerts = try reader.integer()
    pending = try reader.list()
  }

  /// The snapshot's bytes.
  public func snapshot() -> [UInt8] {
    var writer = CanonicalWriter(reserving: 1 << 16)
    encode(to: &writer)
    return writer.bytes
  }

  /// Restores a snapshot.
  public init(restoring snapshot: [UInt8]) throws(CanonicalDecodingError) {
    var reader = CanonicalReader(snapshot)
    try self.init(from: &reader)
    guard reader.isAtEnd else { throw .invalid(offset: reader.offset, what: "end of the snapshot") }
  }
}
