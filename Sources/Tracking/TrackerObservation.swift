/// What may be asked of a tracker's work beside its tracks: explanations and figures of quality. Both look on only; the tracks
/// are the same with and without, and neither is part of the tracker's state.
public struct TrackerObservation: Sendable {
  /// Tracks to explain, and what was explained; nil while nobody asks.
  public var watch: TrackWatch?
  /// Figures of sensors and tracks; nil while nobody asks.
  public var quality: TrackingQuality?

  /// Asks for nothing.
  public init() {}
}
