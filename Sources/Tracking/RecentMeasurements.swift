import Geodesy
import Surveillance

/// A measurement that a track took into its filter, in the track's plane.
struct TakenMeasurement: Hashable {
  /// What of it was measured, and by whom.
  struct Contents: OptionSet, Hashable {
    let rawValue: UInt8
    static let place = Contents(rawValue: 1)
    static let velocity = Contents(rawValue: 2)
    /// The aircraft's own word (ADS-B), whichever station heard it.
    static let ownWord = Contents(rawValue: 4)
  }

  /// When it was measured.
  var time: SurveillanceTime
  /// Metres east and north in the plane, with its error.
  var place: Vector2
  var covariance: Symmetric2
  /// Metres a second, and the variance of each component.
  private var velocityEast: Float = 0
  private var velocityNorth: Float = 0
  private var velocityVariance: Float = 0
  var sensor: SensorNumber
  private(set) var contents: Contents

  init(
    time: SurveillanceTime, sensor: SensorNumber, place: Vector2?, covariance: Symmetric2,
    velocity: (value: Vector2, variance: Double)?, isOwnWord: Bool
  ) {
    self.time = time
    self.sensor = sensor
    self.place = place ?? Vector2(east: 0, north: 0)
    self.covariance = covariance
    contents = isOwnWord ? .ownWord : []
    if place != nil { contents.insert(.place) }
    guard let velocity else { return }
    contents.insert(.velocity)
    velocityEast = Float(velocity.value.east)
    velocityNorth = Float(velocity.value.north)
    velocityVariance = Float(velocity.variance)
  }

  var measuredPlace: Vector2? { contents.contains(.place) ? place : nil }

  var velocity: (value: Vector2, covariance: Symmetric2)? {
    guard contents.contains(.velocity) else { return nil }
    return (
      Vector2(east: Double(velocityEast), north: Double(velocityNorth)), Symmetric2(variance: Double(velocityVariance))
    )
  }

  /// Sees it in a plane whose origin is at `origin` and whose axes are turned.
  fileprivate mutating func turn(by turn: Matrix2, from origin: Vector2) {
    place = turn * (place - origin)
    covariance = turn.congruence(covariance)
    let turned = turn * Vector2(east: Double(velocityEast), north: Double(velocityNorth))
    velocityEast = Float(turned.east)
    velocityNorth = Float(turned.north)
  }
}

/// What a track took into its filter in the last seconds, and how the filter stood in between: so that a report which
/// comes late is taken in its place, and what was measured after it once more (re-filtering).
///
/// The filter's state is kept every ``spacingSeconds`` as one estimate and the weights of the models, a tenth of the
/// whole bank. A restart gives all models that estimate; they part again with the measurements that follow, which serves
/// for an event as rare as a late report. Bounded: under 3 KB a track.
struct RecentMeasurements {
  /// The filter before it took what is later than `time`.
  struct Checkpoint {
    var time: SurveillanceTime
    var estimate: PlanarEstimate
    /// Of the models.
    var weights: SIMD16<Float>
  }

  static let capacity = 24
  static let checkpointCapacity = 6
  /// Six of them reach 8 s back.
  static let spacingSeconds = 1.6

  /// In order of time.
  private(set) var measurements = BoundedQueue<TakenMeasurement>(capacity: capacity)
  private(set) var checkpoints = BoundedQueue<Checkpoint>(capacity: checkpointCapacity)

  init() {}

  // MARK: Looking back

  /// Index of the last checkpoint not later than a time; nil where the track is younger or was too busy since.
  func checkpoint(notAfter time: SurveillanceTime) -> Int? {
    checkpoints.indices.last { checkpoints[$0].time <= time }
  }

  /// The filter as it stood at a checkpoint.
  func motion(at index: Int, plane: LocalTangentPlane, agility: Double, models: MotionModelSet) -> TrackMotion {
    let checkpoint = checkpoints[index]
    return TrackMotion(
      plane: plane, time: checkpoint.time, estimate: checkpoint.estimate,
      bank: (0..<models.count).map {
        ModelEstimate(estimate: checkpoint.estimate, weight: Double(checkpoint.weights[$0]))
      }, agility: agility)
  }

  /// Index of the first measurement later than a time.
  func firstIndex(after time: SurveillanceTime) -> Int {
    var index = measurements.count
    while index > 0, measurements[index - 1].time > time { index -= 1 }
    return index
  }

  /// Whether a sensor's measurement within so many seconds of a time was taken.
  func holds(of sensor: SensorNumber, within seconds: Double, of time: SurveillanceTime) -> Bool {
    measurements.indices.contains {
      measurements[$0].sensor == sensor && measurements[$0].time.seconds(since: time).magnitude < seconds
    }
  }

  /// Whether the aircraft's own word of that place and time was taken, by whatever station it came.
  func holdsOwnWord(
    at place: Vector2, withinMetres metres: Double, of time: SurveillanceTime, withinSeconds seconds: Double
  ) -> Bool {
    for index in measurements.indices.reversed() {
      let measurement = measurements[index]
      let age = time.seconds(since: measurement.time)
      if age > seconds { return false }
      if age >= -seconds, measurement.contents.isSuperset(of: [.ownWord, .place]),
        (measurement.place - place).squaredLength < metres * metres
      {
        return true
      }
    }
    return false
  }

  // MARK: Taking down

  /// Keeps the filter's state before it takes a measurement of a time, where the last one kept is old enough.
  mutating func keepIfDue(_ motion: TrackMotion, before time: SurveillanceTime) {
    guard motion.time < time, !measurements.isEmpty else { return }
    if let last = checkpoints.last, motion.time.seconds(since: last.time) < Self.spacingSeconds { return }
    var weights = SIMD16<Float>()
    for model in motion.bank.indices { weights[model] = Float(motion.bank[model].weight) }
    checkpoints.append(
      Checkpoint(time: motion.time, estimate: motion.estimate, weights: weights))
  }

  /// Takes a measurement down in its place; the oldest gives way.
  mutating func insert(_ measurement: TakenMeasurement) {
    if measurements.isFull, let oldest = measurements.first {
      guard oldest.time <= measurement.time else { return }
      // A checkpoint from before what is forgotten leads nowhere.
      while let first = checkpoints.first, first.time < oldest.time { checkpoints.removeFirst() }
    }
    measurements.insert(measurement, at: firstIndex(after: measurement.time))
  }

  /// Drops the checkpoints later than a time: something was measured before them that they do not know.
  mutating func dropCheckpoints(after time: SurveillanceTime) {
    while let last = checkpoints.last, last.time > time { checkpoints.removeLast() }
  }

  /// Moves all of it alike, about as far as a height learnt anew moves each place.
  mutating func shift(position: Vector2, velocity: Vector2) {
    for index in measurements.indices { measurements[index].place = measurements[index].place + position }
    for index in checkpoints.indices {
      checkpoints[index].estimate.position = checkpoints[index].estimate.position + position
      checkpoints[index].estimate.velocity = checkpoints[index].estimate.velocity + velocity
    }
  }

  /// Sees all of it in a plane laid anew at a place of the former one.
  mutating func turn(by turn: Matrix2, from origin: Vector2) {
    for index in measurements.indices { measurements[index].turn(by: turn, from: origin) }
    for index in checkpoints.indices { checkpoints[index].estimate.turn(by: turn, from: origin) }
  }
}

extension RecentMeasurements: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    measurements.encode(to: &writer)
    checkpoints.encode(to: &writer)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    guard
      let measurements = try BoundedQueue<TakenMeasurement>(capacity: Self.capacity, from: &reader),
      let checkpoints = try BoundedQueue<Checkpoint>(capacity: Self.checkpointCapacity, from: &reader)
    else { throw .invalid(offset: start, what: "number of a track's recent measurements") }
    self.measurements = measurements
    self.checkpoints = checkpoints
    guard isSound else { throw .invalid(offset: start, what: "recent measurements of a track") }
  }

  /// Whether a filter can go on from it.
  private var isSound: Bool {
    let (taken, kept) = (measurements.elements, checkpoints.elements)
    return zip(taken, taken.dropFirst()).allSatisfy { $0.time <= $1.time }
      && zip(kept, kept.dropFirst()).allSatisfy { $0.time < $1.time }
      && kept.allSatisfy { checkpoint in
        checkpoint.estimate.isSound
          && checkpoint.weights.indices.allSatisfy { (0...1).contains(checkpoint.weights[$0]) }
      }
  }
}

extension RecentMeasurements.Checkpoint: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(time)
    writer.write(estimate)
    for index in weights.indices { writer.write(weights[index].bitPattern) }
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    self.init(time: try reader.value(), estimate: try reader.value(), weights: SIMD16())
    for index in weights.indices { weights[index] = Float(bitPattern: try reader.integer()) }
  }
}

extension TakenMeasurement: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(time)
    writer.write(place)
    writer.write(covariance)
    writer.write(velocityEast.bitPattern)
    writer.write(velocityNorth.bitPattern)
    writer.write(velocityVariance.bitPattern)
    writer.write(sensor)
    writer.write(contents.rawValue)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    time = try reader.value()
    place = try reader.value()
    covariance = try reader.value()
    velocityEast = Float(bitPattern: try reader.integer())
    velocityNorth = Float(bitPattern: try reader.integer())
    velocityVariance = Float(bitPattern: try reader.integer())
    sensor = try reader.value()
    contents = Contents(rawValue: try reader.integer())
  }
}
