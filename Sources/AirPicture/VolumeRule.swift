import Airspace
import Geodesy
import Surveillance

/// Entry into a volume, predicted and made.
///
/// The path is taken straight on (EUROCONTROL guidelines for area proximity warning look about two minutes ahead). A
/// prediction must hold for two updates in a row; being inside counts at once. A target of unknown height counts as
/// inside the volume's limits, and the sentence says so.
enum VolumeRule {
  /// How far ahead an entry is looked for, seconds.
  static let lookAheadSeconds = 120.0
  /// Updates in a row that must predict the entry.
  static let updatesNeeded: UInt8 = 2

  /// Brings the alerts of one updated track up to date.
  static func apply(
    to entry: inout PictureTrack, volumes: [Volume], settings: PictureSettings, book: inout AlertBook,
    at time: SurveillanceTime
  ) {
    let track = entry.track
    guard track.status != .tentative, !track.isOnGround, track.page == .map else {
      for volume in volumes where entry.isAlerted {
        book.clear(AlertKey(rule: .volumeEntered, track: track.number, volume: volume.id), at: time)
        book.clear(AlertKey(rule: .volumeEntryPredicted, track: track.number, volume: volume.id), at: time)
      }
      entry.memory.predictedUpdates = 0
      return
    }
    var isPredicted = false
    for volume in volumes {
      let seconds = secondsUntilEntry(of: track, into: volume, settings: settings)
      let entered = AlertKey(rule: .volumeEntered, track: track.number, volume: volume.id)
      let predicted = AlertKey(rule: .volumeEntryPredicted, track: track.number, volume: volume.id)
      guard let seconds else {
        book.clear(entered, at: time)
        book.clear(predicted, at: time)
        continue
      }
      if seconds <= 0 {
        book.clear(predicted, at: time)
        book.raise(
          entered, priority: .critical, title: "Inside \(volume.name) · \(Phrases.name(of: track))",
          cause: book.active(entered)?.cause ?? enteredSentence(track, volume), at: time)
      } else {
        isPredicted = true
        book.clear(entered, at: time)
        guard entry.memory.predictedUpdates + 1 >= updatesNeeded || book.active(predicted) != nil else { continue }
        book.raise(
          predicted, priority: .warning, title: "Entry into \(volume.name) predicted · \(Phrases.name(of: track))",
          cause: predictedSentence(track, volume, seconds: seconds), at: time)
      }
    }
    entry.memory.predictedUpdates = isPredicted ? min(entry.memory.predictedUpdates, 250) + 1 : 0
  }

  private static func secondsUntilEntry(
    of track: SystemTrack, into volume: Volume, settings: PictureSettings
  ) -> Double? {
    let isInside = volume.contains(
      latitudeRadians: track.latitudeRadians, longitudeRadians: track.longitudeRadians)
    guard isInside || track.isVelocityKnown else { return nil }
    return volume.secondsUntilEntry(
      latitudeRadians: track.latitudeRadians, longitudeRadians: track.longitudeRadians, velocity: track.velocity,
      level: track.pressureAltitude, verticalRateMetresPerSecond: track.verticalRateMetresPerSecond,
      qnh: settings.qnh, lookAheadSeconds: lookAheadSeconds)
  }

  /// The sentence is written once, at entry, so that the row stays still while the track is inside.
  private static func enteredSentence(_ track: SystemTrack, _ volume: Volume) -> String {
    "\(subject(track)) is inside \(describe(volume)), on track \(Phrases.trackAngle(track.velocity)) "
      + "at \(Phrases.knots(track.velocity)) kt."
  }

  private static func predictedSentence(_ track: SystemTrack, _ volume: Volume, seconds: Double) -> String {
    "\(subject(track)) will enter \(describe(volume)) in \(Phrases.duration(seconds: seconds)) if it holds track "
      + "\(Phrases.trackAngle(track.velocity)) at \(Phrases.knots(track.velocity)) kt."
  }

  private static func describe(_ volume: Volume) -> String {
    "\(volume.name) (\(volume.kind.name), \(volume.floor)–\(volume.ceiling))"
  }

  private static func subject(_ track: SystemTrack) -> String {
    var notes: [String] = []
    if track.means == .primary { notes.append("primary radar only") }
    if track.pressureAltitude == nil { notes.append("height unknown") }
    let name = Phrases.name(of: track)
    return notes.isEmpty ? name : "\(name) (\(notes.joined(separator: ", ")))"
  }
}
