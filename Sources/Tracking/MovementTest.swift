import Geodesy
import Surveillance

/// Whether a primary-only target moves: a sequential probability ratio test (Wald 1945) of all its plots, of every radar,
/// between a target that flies as its filter says and a reflector that stands still.
///
/// A slow target within large errors shows its motion sooner so than by any two of its plots.
struct MovementTest: Hashable {
  /// Where it would stand, in the track's plane, and how sure that is.
  private var place: Vector2
  private var covariance: Symmetric2
  /// Logarithm of the likelihood ratio, moving against standing.
  private(set) var logRatio = 0.0

  /// Starts with the first plot.
  init(place: Vector2, covariance: Symmetric2) {
    self.place = place
    self.covariance = covariance
  }

  /// Takes in a plot.
  ///
  /// - Parameters:
  ///   - noise: Its error; that of registration between the radars included.
  ///   - logDensity: How well the moving target's filter expected it.
  mutating func take(place measured: Vector2, noise: Symmetric2, logDensity: Double) {
    let total = covariance + noise
    let gain = Matrix2(covariance) * Matrix2(total.inverse)
    let innovation = measured - place
    let still =
      -0.5 * (total.inverse.quadratic(innovation) + Elementary.log(max(total.determinant, 1e-9)))
      - PlanarEstimate.logarithmOfTwoPi
    logRatio += logDensity - still
    place = place + gain * innovation
    let keep = Matrix2.identity - gain
    covariance = keep.congruence(covariance) + gain.congruence(noise)
  }
}

extension Tracker {
  /// Weighs a plot of a primary-only track that has not been seen to move yet.
  mutating func testMovement(_ placed: PlacedReport, logDensity: Double, _ slot: Int) {
    guard var test = store.slots[slot].movement else { return }
    let registration = parameters.movementRegistrationSigmaMetres
    test.take(
      place: store.slots[slot].motion.local(placed),
      noise: placed.covariance + Symmetric2(variance: registration * registration), logDensity: logDensity)
    if test.logRatio > parameters.movementLogRatio { store.slots[slot].hasMoved = true }
    store.slots[slot].movement = store.slots[slot].hasMoved || !store.slots[slot].isPrimaryOnly ? nil : test
  }
}

extension MovementTest: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(place)
    writer.write(covariance)
    writer.write(logRatio)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    place = try reader.value()
    covariance = try reader.value()
    logRatio = try reader.double()
  }
}
