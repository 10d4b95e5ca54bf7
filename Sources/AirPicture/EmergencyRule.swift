import Surveillance

/// Emergency codes: 7500, 7600 and 7700, or an emergency state in the aircraft's own report.
///
/// One garbled reply can show such a code, so two updates in a row must agree before the alert is raised.
enum EmergencyRule {
  /// Updates in a row that must declare the emergency.
  static let updatesNeeded: UInt8 = 2

  /// The emergency a track declares now.
  static func declared(by track: SystemTrack) -> EmergencyState? {
    if let reply = track.mode3A, reply.isValidated, !reply.isGarbled {
      switch reply.code {
      case .unlawfulInterference: return .unlawfulInterference
      case .communicationFailure: return .noCommunications
      case .emergency: return .general
      default: break
      }
    }
    return track.emergency
  }

  /// Brings the alert of one updated track up to date.
  static func apply(to entry: inout PictureTrack, book: inout AlertBook, at time: SurveillanceTime) {
    // A code that the radar did not extract but took from its own track (L) neither confirms nor ends anything.
    if entry.track.emergency == nil, entry.track.mode3A?.isSmoothed == true { return }
    let declared = declared(by: entry.track)
    let previous = entry.declaredEmergency
    entry.declaredEmergency = declared
    let key = AlertKey(rule: .emergencyCode, track: entry.track.number)
    guard let declared else {
      entry.memory.emergencyUpdates = 0
      book.clear(key, at: time)
      return
    }
    let isRepeated = declared == previous && entry.memory.emergencyUpdates < .max
    entry.memory.emergencyUpdates = declared == previous ? entry.memory.emergencyUpdates + (isRepeated ? 1 : 0) : 1
    guard entry.memory.emergencyUpdates >= updatesNeeded, entry.track.status != .tentative else { return }
    book.raise(
      key, priority: priority(declared), title: "\(title(declared)) · \(Phrases.name(of: entry.track))",
      cause: sentence(declared, entry.track), at: time)
  }

  private static func priority(_ state: EmergencyState) -> AlertPriority {
    switch state {
    case .general, .unlawfulInterference, .downed: .critical
    case .noCommunications, .minimumFuel, .medical: .warning
    }
  }

  private static func title(_ state: EmergencyState) -> String {
    switch state {
    case .general: "Emergency"
    case .medical: "Medical flight"
    case .minimumFuel: "Minimum fuel"
    case .noCommunications: "Radio failure"
    case .unlawfulInterference: "Unlawful interference"
    case .downed: "Aircraft downed"
    }
  }

  private static func sentence(_ state: EmergencyState, _ track: SystemTrack) -> String {
    let name = Phrases.name(of: track)
    let meaning =
      switch state {
      case .general: "an emergency"
      case .medical: "a medical flight"
      case .minimumFuel: "minimum fuel"
      case .noCommunications: "radio failure"
      case .unlawfulInterference: "unlawful interference"
      case .downed: "a downed aircraft"
      }
    if let reply = track.mode3A, reply.isValidated, !reply.isGarbled,
      [.unlawfulInterference, .communicationFailure, .emergency].contains(reply.code)
    {
      return "\(name) replies on Mode 3/A code \(reply.code) (\(meaning)) in consecutive updates."
    }
    return "\(name) declares \(meaning) in its own reports."
  }
}
