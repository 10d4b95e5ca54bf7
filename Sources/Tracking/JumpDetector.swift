import Surveillance

/// The last pairs of one radar against what is learnt of it: whether all of them together say something else.
///
/// Held as normal equations of the deviation from what is learnt now, fading by pairs; each pair's say is bounded, and one
/// target twice in a row says nothing new, so that neither a stray pair nor a single lying aircraft makes a jump. What is
/// learnt came of the same pairs, so its own uncertainty is no part of the deviation's.
struct JumpDetector: Hashable {
  /// N = Σ Hᵀ R⁻¹ H and v = Σ Hᵀ R⁻¹ ν.
  private var information = Symmetric3()
  private var vector = RegistrationOffsets()
  private var lastTarget: UInt32 = .max
  /// Squared deviation in units of its covariance after the last pair.
  private(set) var evidence = 0.0

  init() {}

  /// Takes a pair in.
  ///
  /// - Parameters:
  ///   - miss: The pair's difference from what is expected, bounded.
  ///   - weight: Inverse of its covariance.
  ///   - keeping: Share of the pairs before that counts still.
  ///   - target: Whose pair it is; nought where that does not matter.
  ///   - prior: Inverse covariance of the offsets of a radar of which nothing is known.
  mutating func take(
    _ design: RegistrationDesign, miss: Vector2, weight: Symmetric2, keeping: Double, target: UInt32,
    prior: Symmetric3
  ) {
    guard target != lastTarget || target == 0 else { return }
    lastTarget = target
    let (range, azimuth, clock) = (weight * design.range, weight * design.azimuth, weight * design.clock)
    vector =
      vector * keeping
      + RegistrationOffsets(
        rangeMetres: range.dot(miss), azimuthRadians: azimuth.dot(miss), clockSeconds: clock.dot(miss))
    information =
      information * keeping
      + Symmetric3(
        rangeRange: range.dot(design.range), rangeAzimuth: azimuth.dot(design.range),
        azimuthAzimuth: azimuth.dot(design.azimuth), rangeClock: clock.dot(design.range),
        azimuthClock: clock.dot(design.azimuth), clockClock: clock.dot(design.clock))
    // dᵀ N d of the deviation d = N⁻¹ v.
    evidence = ((information + prior).inverse * vector).dot(vector)
  }

  /// What is learnt has moved by so much: the deviations are less by it.
  mutating func move(by step: RegistrationOffsets) {
    vector = vector - information * step
  }
}

extension Vector2 {
  func dot(_ other: Vector2) -> Double { east * other.east + north * other.north }
}

extension Symmetric2 {
  static func * (m: Symmetric2, v: Vector2) -> Vector2 {
    Vector2(east: m.ee * v.east + m.en * v.north, north: m.en * v.east + m.nn * v.north)
  }
}

extension JumpDetector: CanonicalCodable {
  func encode(to writer: inout CanonicalWriter) {
    writer.write(information)
    writer.write(vector)
    writer.write(lastTarget)
    writer.write(evidence)
  }

  init(from reader: inout CanonicalReader) throws(CanonicalDecodingError) {
    information = try reader.value()
    vector = try reader.value()
    lastTarget = try reader.integer()
    evidence = try reader.double()
  }
}
