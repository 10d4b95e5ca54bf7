/// What tracks are judged by.
public struct ScoringSettings: Hashable, Sendable {
  /// GOSPA's c, metres: a track farther away than this does not show where the target is.
  public var cutoffMetres: Double
  /// How long a record serves after its time, seconds: the scoring period.
  public var holdSeconds: Double

  /// - Parameters:
  ///   - cutoffMetres: Usually 1,000 m: twice the 500 m RMS that EUROCONTROL-SPEC-0147 asks for 5 NM separation.
  ///   - holdSeconds: Usually the time between two scoring times.
  public init(cutoffMetres: Double = 1000, holdSeconds: Double) {
    self.cutoffMetres = cutoffMetres
    self.holdSeconds = holdSeconds
  }

  /// The wide gate of the ESASSP-style figures, so that a large error is seen as an error and not as a miss.
  public var wideGateMetres: Double { max(3 * cutoffMetres, 3000) }
}
