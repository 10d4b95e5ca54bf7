import AirPicture
import Engine
import Runtime
import Sensors
import Surveillance
import Tracking

/// Which track lines a replay is asked for.
struct TrackLineOptions {
  /// `-` for standard output.
  var path: String
  /// Of log time, at whose multiples all tracks are written; nil for every change.
  var periodSeconds: Double?
  /// Whether each line says all that is known of the track.
  var writesDetails: Bool
}

/// The file of track lines that a replay without console writes: every change, or all tracks at a fixed period.
struct TrackLineFile: ~Copyable {
  /// Shorter gaps are not worth passing over.
  private static let longGapSeconds = 60.0
  private var file: OutputFile
  private let periodNanoseconds: Int64?
  private let writesDetails: Bool
  private var nextTime: SurveillanceTime?

  init(_ options: TrackLineOptions) throws {
    file = options.path == "-" ? OutputFile() : try OutputFile(path: options.path)
    periodNanoseconds = options.periodSeconds.map { Int64(($0 * 1e9).rounded()) }
    writesDetails = options.writesDetails
  }

  /// The next time at which all tracks are to be written, where it comes before an input; nil otherwise.
  mutating func due(before time: SurveillanceTime) -> SurveillanceTime? {
    guard let periodNanoseconds else { return nil }
    // An input without a time comes when the one before it does.
    guard time > SurveillanceTime(nanoseconds: 0) else { return nil }
    guard let next = nextTime else {
      nextTime = SurveillanceTime(nanoseconds: (time.nanoseconds / periodNanoseconds + 1) * periodNanoseconds)
      return nil
    }
    guard next < time else { return nil }
    nextTime = SurveillanceTime(nanoseconds: next.nanoseconds + periodNanoseconds)
    return next
  }

  /// Passes over a gap of the log in which there is nothing to write.
  mutating func skip(to time: SurveillanceTime) {
    guard let next = nextTime, time.seconds(since: next) > Self.longGapSeconds else { return }
    nextTime = nil
    _ = due(before: time)
  }

  /// Writes what one input changed; at a fixed period the ends of tracks alone.
  mutating func write(_ output: EngineOutput, of engine: PictureEngine) throws {
    if periodNanoseconds == nil {
      for number in output.changed {
        guard let entry = engine.picture[number] else { continue }
        try write(entry, as: entry.track, of: engine)
      }
    }
    for number in output.removed { try file.writeLine(TrackLine.ended(number, at: engine.time)) }
  }

  /// Writes all tracks as they are expected at a time, of what came before it.
  mutating func writeAll(of engine: PictureEngine, at time: SurveillanceTime) throws {
    for entry in engine.picture.tracks {
      guard let track = engine.tracker.track(entry.track.number, predictedTo: time) else { continue }
      try write(entry, as: track, of: engine)
    }
  }

  /// Writes out what is held back.
  mutating func flush() throws { try file.flush() }

  private mutating func write(_ entry: PictureTrack, as track: SystemTrack, of engine: PictureEngine) throws {
    let detail = writesDetails ? engine.tracker.detail(of: track.number, at: track.time) : nil
    try file.writeLine(
      TrackLine.text(of: entry, as: track, settings: engine.picture.settings, detail: detail) { number in
        let sensors = engine.sensors.sensors
        return number.index < sensors.count ? "\(sensors[number.index].configuration.id)" : "\(number.rawValue)"
      })
  }
}
