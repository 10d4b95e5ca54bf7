/// Turns Mode S messages with their times into reports, remembering what each aircraft has said.
///
/// Time is a parameter and never a clock, so a recording gives the same reports at any speed. The number of aircraft is
/// bounded; when full, the sixteenth part heard longest ago is forgotten, lower addresses first among equals.
public struct ADSBDecoder: Sendable {
  /// What became of the messages.
  public struct Counters: Hashable, Sendable {
    /// Extended squitters decoded.
    public var reports = 0
    /// DF17 and DF18 whose parity does not hold.
    public var badParity = 0
    /// Messages of other formats.
    public var otherFormats = 0
    /// TIS-B management and reserved control fields.
    public var noAircraft = 0
    /// Position messages that gave a position.
    public var positions = 0
    /// Position messages that gave none.
    public var rejectedPositions = 0
    /// Aircraft forgotten because the table was full.
    public var forgottenAircraft = 0
  }

  /// The speed of a velocity message helps to judge positions this long.
  static let speedLifeNanoseconds: UInt64 = 60_000_000_000
  /// Later than this a message is not late: its clock was set back, or the recording starts again.
  static let longestLatenessNanoseconds: UInt64 = 300_000_000_000
  public static let defaultCapacity = 16_384

  public let capacity: Int
  /// Where surface positions are near.
  var reference: SurfaceReference
  public internal(set) var counters = Counters()

  /// In no meaningful order: nothing may depend on it.
  var table: [ADSBAircraft] = []
  /// Key to index.
  var indices = KeyIndex()

  /// - Parameters:
  ///   - capacity: The most aircraft remembered, at least 16.
  ///   - receiverPosition: Where surface positions are near, within 45 degrees. Nil takes the first airborne position of
  ///     anyone, as long as all airborne positions could be heard at one place.
  public init(capacity: Int = ADSBDecoder.defaultCapacity, receiverPosition: CPRPosition? = nil) {
    self.capacity = max(16, capacity)
    reference = SurfaceReference(receiver: receiverPosition)
  }

  /// Decodes one message.
  /// - Parameter timeNanoseconds: When it was received; any epoch, the same for all.
  /// - Returns: Nil for what is no intact extended squitter; ``counters`` tells why.
  public mutating func decode(_ frame: ModeSFrame, timeNanoseconds time: Int64) -> ADSBReport? {
    do throws(ExtendedSquitter.Refusal) {
      let message = try ExtendedSquitter(frame)
      counters.reports &+= 1
      return report(message, time)
    } catch {
      count(error)
      return nil
    }
  }

  /// How many aircraft are remembered.
  public var aircraftCount: Int { table.count }

  /// Everything remembered, in ascending order of address, then of qualifier.
  public var aircraft: [ADSBAircraft] { table.sorted { $0.key < $1.key } }

  /// What is remembered of one aircraft.
  public func aircraft(address: UInt32, qualifier: AddressQualifier = .transponder) -> ADSBAircraft? {
    indices.index(of: ADSBAircraft.key(address & 0xFF_FFFF, qualifier)).map { table[$0] }
  }

  /// Forgets every aircraft last heard before a time.
  public mutating func forget(heardBefore timeNanoseconds: Int64) {
    keep(table.filter { $0.lastHeardNanoseconds >= timeNanoseconds })
  }

  private mutating func count(_ refusal: ExtendedSquitter.Refusal) {
    switch refusal {
    case .badParity: counters.badParity &+= 1
    case .otherFormat: counters.otherFormats &+= 1
    case .noAircraft: counters.noAircraft &+= 1
    }
  }

  /// Takes a message whose parity was found to hold.
  mutating func report(_ message: ExtendedSquitter, _ time: Int64) -> ADSBReport {
    let index = index(of: message, time)
    table[index].lastHeardNanoseconds = max(table[index].lastHeardNanoseconds, time)
    table[index].take(message, time)
    var outcome: CPROutcome?
    switch message.content {
    case .airbornePosition(let position):
      let speed = table[index].speedKnots(at: time)
      let decoded = table[index].cpr.decode(position.cpr, timeNanoseconds: time, groundspeedKnots: speed)
      if case .position(let position) = decoded { reference.note(position) }
      outcome = decoded
    case .surfacePosition(let position):
      outcome = table[index].cpr.decode(
        position.cpr, timeNanoseconds: time, groundspeedKnots: position.groundspeedKnots, isSurface: true,
        reference: reference.position)
    default: break
    }
    return report(message, time, outcome, table[index].operationalStatus?.value)
  }

  private mutating func report(
    _ message: ExtendedSquitter, _ time: Int64, _ outcome: CPROutcome?, _ status: OperationalStatus?
  ) -> ADSBReport {
    var position: CPRPosition?
    var rejection: CPRRejection?
    switch outcome {
    case .position(let decoded):
      position = decoded
      counters.positions &+= 1
    case .rejected(let reason):
      rejection = reason
      counters.rejectedPositions &+= 1
    case nil:
      break
    }
    return ADSBReport(
      timeNanoseconds: time, message: message, position: position, positionRejection: rejection,
      operationalStatus: status)
  }

  // MARK: The table

  private mutating func index(of message: ExtendedSquitter, _ time: Int64) -> Int {
    let key = ADSBAircraft.key(message.address, message.qualifier)
    if let index = indices.index(of: key) { return index }
    if table.count >= capacity { forgetOldest() }
    let index = table.count
    table.append(ADSBAircraft(address: message.address, qualifier: message.qualifier, timeNanoseconds: time))
    indices.add(key, index: index)
    return index
  }

  private mutating func forgetOldest() {
    let oldestFirst = table.sorted {
      ($0.lastHeardNanoseconds, $0.key) < ($1.lastHeardNanoseconds, $1.key)
    }
    let dropped = capacity / 16
    counters.forgottenAircraft &+= dropped
    keep(Array(oldestFirst.dropFirst(dropped)))
  }

  mutating func keep(_ aircraft: [ADSBAircraft]) {
    table = aircraft
    indices.removeAll()
    for (index, aircraft) in table.enumerated() { indices.add(aircraft.key, index: index) }
  }
}

extension ADSBAircraft {
  /// Remembers what a message says; what it does not give leaves the older value.
  mutating func take(_ message: ExtendedSquitter, _ time: Int64) {
    switch message.content {
    case .identification(let identification):
      let callsign = identification.callsign
      if !callsign.isBlank && callsign.isWellFormed { Self.keep(callsign, time, in: &self.callsign) }
      if identification.category.isKnown { Self.keep(identification.category, time, in: &category) }
    case .airbornePosition(let position):
      Self.keep(position.surveillanceStatus, time, in: &surveillanceStatus)
      if let feet = position.altitudeFeet {
        Self.keep(ADSBAltitude(feet: feet, kind: position.altitudeKind), time, in: &altitude)
      }
    case .velocity(let velocity):
      Self.keep(velocity, time, in: &self.velocity)
    case .status(let status):
      Self.keep(status, time, in: &self.status)
    case .surfacePosition(let position):
      if let speed = position.groundspeedKnots { Self.keep(speed, time, in: &surfaceSpeedKnots) }
    case .targetState(let state):
      Self.keep(state, time, in: &targetState)
    case .operationalStatus(let status):
      Self.keep(status, time, in: &operationalStatus)
    case .resolutionAdvisory, .other:
      break
    }
  }

  /// Takes the place of an older value. A newer one stays where the message is late, but not where time has gone back.
  private static func keep<Value>(_ value: Value, _ time: Int64, in place: inout Timed<Value>?) {
    if let kept = place?.timeNanoseconds, kept > time,
      elapsedNanoseconds(time, kept) <= ADSBDecoder.longestLatenessNanoseconds
    {
      return
    }
    place = Timed(value, timeNanoseconds: time)
  }

  /// The last speed over the ground, while it is fresh.
  func speedKnots(at time: Int64) -> Double? {
    guard let velocity, elapsedNanoseconds(velocity.timeNanoseconds, time) <= ADSBDecoder.speedLifeNanoseconds else {
      return nil
    }
    return velocity.value.groundspeedKnots
  }
}
