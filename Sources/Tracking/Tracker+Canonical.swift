import Geodesy
public import Surveillance

extension Tracker: CanonicalCodable {
  /// Version of the form; another one is refused.
  private static let formVersion: UInt16 = 6

  /// Writes the whole state: what goes on from it equals what goes on from the tracker itself, bit for bit.
  public func encode(to writer: inout CanonicalWriter) {
    writer.write(Self.formVersion)
    writer.write(parameters)
    writer.write(stepTime)
    writer.write(roundTime)
    writer.write(tallies)
    writer.write(monitors)
    writer.write(UInt32(clutter.count))
    for map in clutter { writer.write(map) }
    for map in detection { writer.write(map) }
    writer.write(registration)
    for time in newest { writer.write(time) }
    for time in newestEcho { writer.write(time) }
    for period in turns { writer.write(period) }
    writer.write(memory)
    writer.write(clutterTime)
    writer.write(ended)
    writer.write(store.nextNumber)
    writer.write(store.order.map { store.slots[Int($0)] })
  }

  public init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    try reader.expectVersion(Self.formVersion, of: "tracker state")
    self.init(parameters: try reader.value())
    stepTime = try reader.value()
    roundTime = try reader.value()
    tallies = try reader.list()
    monitors = try reader.list()
    for _ in 0..<min(try reader.integer(UInt32.self), 65_536) { clutter.append(try reader.optional()) }
    for _ in clutter { detection.append(try reader.optional()) }
    registration = try reader.value()
    for _ in clutter { newest.append(try reader.value()) }
    for _ in clutter { newestEcho.append(try reader.value()) }
    for _ in clutter { turns.append(try reader.value()) }
    memory = try reader.value()
    clutterTime = try reader.value()
    ended = try reader.value()
    let start = reader.offset
    store.nextNumber = try reader.integer()
    let tracks: [LiveTrack] = try reader.list()
    guard tallies.enumerated().allSatisfy({ $0.offset == $0.element.sensor.index }) else {
      throw .invalid(offset: start, what: "order of sensor tallies")
    }
    for track in tracks {
      if let last = store.order.last, store.number(Int(last)) >= track.published.number {
        throw .invalid(offset: start, what: "order of track numbers")
      }
      store.restore(track)
    }
  }
}

extension LiveTrack: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(published)
    writer.write(motion)
    writer.write(recent)
    writer.write(level)
    writer.write(height)
    writer.write(looks)
    writer.write(clocks)
    writer.write(doubtful)
    writer.write(ownReport)
    writer.write(radarPlots)
    writer.write(lastReceived)
    writer.write(confirmationWeight)
    writer.write(score)
    writer.write(isPrimaryOnly)
    writer.write(isSpeedOpen)
    writer.write(movement)
    writer.write(hasMoved)
    writer.write(moveEvidence)
    writer.write(hasTravelled)
    writer.write(code)
    writer.write(pendingCode)
    writer.write(displaced)
    writer.write(mergeLooks)
    writer.write(external)
    writer.write(sourceTimes)
    writer.write(trend)
    writer.write(isPublished)
    writer.write(cell)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    let published: SystemTrack = try reader.value()
    let motion: TrackMotion = try reader.value()
    let recent: RecentMeasurements = try reader.value()
    let level: LevelFilter = try reader.value()
    let height: HeightEstimate? = try reader.optional()
    let looks: [SensorLook] = try reader.list()
    let clocks: [MissClock] = try reader.list()
    let doubtful: [DoubtfulPlot] = try reader.list()
    let ownReport: OwnReport? = try reader.optional()
    let radarPlots: [RadarPlot] = try reader.list()
    let lastReceived: SurveillanceTime = try reader.value()
    self.init(published: published, motion: motion, lastReceived: lastReceived, isPrimaryOnly: false)
    self.recent = recent
    self.level = level
    self.height = height
    self.looks = looks
    self.clocks = clocks
    self.doubtful = doubtful
    self.ownReport = ownReport
    self.radarPlots = radarPlots
    confirmationWeight = try reader.double()
    score = try reader.double()
    isPrimaryOnly = try reader.bool()
    isSpeedOpen = try reader.bool()
    movement = try reader.optional()
    hasMoved = try reader.bool()
    moveEvidence = try reader.integer()
    hasTravelled = try reader.bool()
    code = try reader.optional()
    pendingCode = try reader.optional()
    displaced = try reader.optional()
    mergeLooks = try reader.integer()
    external = try reader.optional()
    sourceTimes = try reader.value()
    trend = try reader.value()
    isPublished = try reader.bool()
    cell = try reader.integer()
    guard external != nil || looks.map(\.sensor) == published.contributions.map(\.sensor) else {
      throw .invalid(offset: start, what: "list of a track's sensors")
    }
  }
}

extension TrackMotion: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(plane.origin)
    writer.write(time)
    writer.write(estimate)
    writer.write(bank)
    writer.write(agility)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    let origin: GeodeticPosition = try reader.value()
    let time: SurveillanceTime = try reader.value()
    let estimate: PlanarEstimate = try reader.value()
    let bank: [ModelEstimate] = try reader.list()
    let agility = try reader.double()
    guard origin.isValid, estimate.isSound, bank.count <= MotionModelSet.greatestCount, (0...1).contains(agility),
      bank.allSatisfy({ $0.estimate.isSound && (0...1).contains($0.weight) })
    else {
      throw .invalid(offset: start, what: "motion of a track")
    }
    self.init(plane: LocalTangentPlane(origin: origin), time: time, estimate: estimate, bank: bank, agility: agility)
  }
}

extension ModelEstimate: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(estimate)
    writer.write(weight)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    estimate = try reader.value()
    weight = try reader.double()
  }
}

extension PlanarEstimate: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(position)
    writer.write(velocity)
    writer.write(positionCovariance)
    writer.write(crossCovariance.ee)
    writer.write(crossCovariance.en)
    writer.write(crossCovariance.ne)
    writer.write(crossCovariance.nn)
    writer.write(velocityCovariance)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    position = try reader.value()
    velocity = try reader.value()
    positionCovariance = try reader.value()
    crossCovariance = Matrix2(
      ee: try reader.double(), en: try reader.double(), ne: try reader.double(), nn: try reader.double())
    velocityCovariance = try reader.value()
  }
}

extension Vector2: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(east)
    writer.write(north)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(east: try reader.double(), north: try reader.double())
  }
}

extension Symmetric2: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(ee)
    writer.write(en)
    writer.write(nn)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(ee: try reader.double(), en: try reader.double(), nn: try reader.double())
  }
}

extension SensorLook: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    writer.write(lastReceived)
    writer.write(firstPlace)
    writer.write(firstVariance)
    writer.write(firstTime)
    writer.write(scans)
    writer.write(learntPeriodSeconds)
    writer.write(isBroadcast)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    sensor = try reader.value()
    lastReceived = try reader.value()
    firstPlace = try reader.value()
    firstVariance = try reader.value()
    firstTime = try reader.value()
    scans = try reader.integer()
    learntPeriodSeconds = try reader.optional()
    isBroadcast = try reader.bool()
  }
}

extension ExternalLink: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(sensor)
    writer.write(localTrackNumber)
    writer.write(periodSeconds)
    writer.write(isFused)
    writer.write(associate)
    writer.write(candidate)
    writer.write(looks)
    writer.write(partingLooks)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(
      sensor: try reader.value(), localTrackNumber: try reader.integer(), periodSeconds: try reader.double())
    isFused = try reader.bool()
    associate = try reader.optional()
    candidate = try reader.optional()
    looks = try reader.integer()
    partingLooks = try reader.integer()
  }
}
