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
    let isSubject = track.status != .tentative && !track.isOnGround && track.page == .map
    var isPredicted = false
    for volume in volumes where isSubject || entry.isAlerted {
      let seconds = isSubject ? secondsUntilEntry(of: track, into: volume, settings: settings) : nil
      let isInside = seconds.map { $0 <= 0 } ?? false
      let isAhead = seconds != nil && !isInside
      let isRepeated = entry.memory.predictedUpdates + 1 >= updatesNeeded
      isPredicted = isPredicted || isAhead
      report(entry: isInside, of: track, into: volume, book: &book, at: time)
      report(
        prediction: isAhead ? seconds : nil, isRepeated: isRepeated, of: track, into: volume, book: &book, at: time)
    }
    entry.memory.predictedUpdates = isPredicted ? min(entry.memory.predictedUpdates, 250) + 1 : 0
  }

  private static func report(
    entry isInside: Bool, of track: SystemTrack, into volume: Volume, book: inout AlertBook, at time: SurveillanceTime
  ) {
    let key = AlertKey(rule: .volumeEntered, track: track.number, volume: volume.id)
    guard isInside else { return book.clear(key, at: time) }
    book.raise(
      key, priority: .critical, title: "Inside \(volume.name) · \(Phrases.name(of: track))",
      cause: book.active(key)?.cause ?? enteredSentence(track, volume), at: time)
  }

  private static func report(
    prediction seconds: Double?, isRepeated: Bool, of track: SystemTrack, into volume: Volume, book: inout AlertBook,
    at time: SurveillanceTime
  ) {
    let key = AlertKey(rule: .volumeEntryPredicted, track: track.number, volume: volume.id)
    guard let seconds else { return book.clear(key, at: time) }
    guard isRepeated || book.active(key) != nil else { return }
    book.raise(
      key, priority: .warning, title: "Entry into \(volume.name) predicted · \(Phrases.name(of: track))",
      cause: predictedSentence(track, volume, seconds: seconds), at: time)
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
