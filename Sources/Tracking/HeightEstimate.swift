import Geodesy
import Surveillance

/// The height of a target that nobody measures, found from what a wrong one does to its plots.
///
/// A two-dimensional radar measures slant range, so a wrong height moves its plots along the beam: each radar's another
/// way.
/// Friedland's separate-bias estimator (IEEE AC-14, 1969): the motion filter works as if the height were known to be
/// ``metres``; beside it runs how far its state would move were the height another, and the one unknown is learnt from
/// innovations. When the height is learnt anew, the motion is moved along, so that both agree at any time.
struct HeightEstimate: Hashable {
  /// What was assumed of it at first, by the target's speed.
  private(set) var prior: AssumedHeight
  /// Above the ellipsoid.
  private(set) var metres: Double
  private(set) var variance: Double
  /// How far the motion's position and velocity move with each metre of height, in the track's plane.
  private(set) var positionShift: Vector2
  private(set) var velocityShift = Vector2(east: 0, north: 0)

  /// Begins with the first plot.
  init(prior: AssumedHeight, positionShift: Vector2) {
    self.prior = prior
    self.positionShift = positionShift
    metres = prior.metres
    variance = prior.sigmaMetres * prior.sigmaMetres
  }

  var sigmaMetres: Double { variance.squareRoot() }

  /// What a plot is placed by. How uncertain it is counts elsewhere, since plots share the height's error; alone they
  /// are compared by what was assumed at first.
  var assumption: AssumedHeight {
    AssumedHeight(
      metres: metres, sigmaMetres: prior.sigmaMetres, isLearnt: sigmaMetres < Self.learntShare * prior.sigmaMetres)
  }

  /// A height this much more certain than at first, as a share, was learnt.
  private static let learntShare = 0.5

  /// How far the predicted position moves with each metre, seconds after the estimate.
  func positionShift(after seconds: Double) -> Vector2 { positionShift + velocityShift * seconds }

  /// What the height's error adds to a position's error.
  func spread(_ shift: Vector2) -> Symmetric2 {
    Symmetric2(ee: shift.east * shift.east, en: shift.east * shift.north, nn: shift.north * shift.north) * variance
  }

  /// Time goes on: the target may climb. Nothing makes it less certain than it was at first.
  mutating func drift(seconds: Double, parameters: TrackerParameters) {
    variance = min(
      prior.sigmaMetres * prior.sigmaMetres, variance + parameters.heightDriftSquareMetresPerSecond * max(0, seconds))
  }

  /// Learns from an innovation that moves by `shift` with each metre and has the covariance `noise` beside; gives the
  /// change of the height, and of the innovation's log density once the height is what it has become.
  mutating func learn(
    _ innovation: Vector2, shift: Vector2, noise: Symmetric2, gate: Double
  ) -> (metres: Double, logDensity: Double) {
    let inverse = noise.inverse
    let weighted = Vector2(
      east: inverse.ee * shift.east + inverse.en * shift.north,
      north: inverse.en * shift.east + inverse.nn * shift.north)
    let precision = 1 / variance + weighted.east * shift.east + weighted.north * shift.north
    let pull = weighted.east * innovation.east + weighted.north * innovation.north
    guard inverse.quadratic(innovation) - pull * pull / precision < gate else { return (0, 0) }
    let change = pull / precision
    let logDensity = -change * change / (2 * variance) - 0.5 * Elementary.log(variance * precision)
    variance = 1 / precision
    let before = metres
    metres = max(Self.least, min(Self.greatest, metres + change))
    return (metres - before, logDensity)
  }

  /// Somebody measured the height; gives its change.
  mutating func settle(at measured: Double) -> Double {
    let change = measured - metres
    metres = measured
    return change
  }

  /// A plot cannot be from above a height; gives the change of the height.
  mutating func limit(to greatest: Double) -> Double {
    let change = min(0, greatest - metres)
    metres += change
    return change
  }

  /// Puts another assumption in the place of the first, as if it had been made from the start; gives the change of the
  /// height.
  mutating func assume(_ other: AssumedHeight) -> Double {
    guard other != prior else { return 0 }
    let (former, next) = (prior.sigmaMetres * prior.sigmaMetres, other.sigmaMetres * other.sigmaMetres)
    let precision = 1 / variance - 1 / former + 1 / next
    let before = metres
    metres = (metres / variance - prior.metres / former + other.metres / next) / precision
    metres = max(Self.least, min(Self.greatest, metres))
    variance = 1 / precision
    prior = other
    return metres - before
  }

  /// The height has become another: a radar's beam rises by another angle there, and all shifts with it.
  mutating func steepen(by factor: Double) {
    positionShift = positionShift * factor
    velocityShift = velocityShift * factor
  }

  /// A plot was taken in: what it pulls the motion by, moves with the height as the plot does.
  mutating func follow(plotShift: Vector2, positionGain: Matrix2, velocityGain: Matrix2, after seconds: Double) {
    let predicted = positionShift(after: seconds)
    let difference = plotShift - predicted
    positionShift = predicted + positionGain * difference
    velocityShift = velocityShift + velocityGain * difference
  }

  /// The track's plane was laid anew.
  mutating func turn(from: LocalTangentPlane, to: LocalTangentPlane) {
    positionShift = rotated(positionShift, from: from, to: to)
    velocityShift = rotated(velocityShift, from: from, to: to)
  }

  /// No target of a radar without transponder flies below or above, metres.
  private static let least = 0.0
  private static let greatest = 20_000.0
}

extension PlacedReport {
  /// The same with the sensor's error alone: the height's is kept beside.
  var withoutHeightError: PlacedReport {
    var result = self
    result.covariance = noise
    return result
  }
}

extension HeightEstimate: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(prior.metres)
    writer.write(prior.sigmaMetres)
    writer.write(metres)
    writer.write(variance)
    writer.write(positionShift)
    writer.write(velocityShift)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    let start = reader.offset
    prior = AssumedHeight(metres: try reader.double(), sigmaMetres: try reader.double())
    metres = try reader.double()
    variance = try reader.double()
    positionShift = try reader.value()
    velocityShift = try reader.value()
    guard prior.sigmaMetres > 0, variance > 0, variance.isFinite, metres.isFinite else {
      throw .invalid(offset: start, what: "height of a track")
    }
  }
}
