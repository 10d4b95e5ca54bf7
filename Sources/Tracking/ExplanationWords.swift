public import Surveillance

/// Explanations in words, for the program and the console alike.
public enum ExplanationWords {
  /// What became of a plot, and why, as the track sees it.
  public static func outcome(_ plot: ExplainedPlot, of track: TrackNumber) -> String {
    let why = reason(plot.reason)
    return switch plot.fate {
    case .taken(track): "taken: \(why)"
    case .taken(let other):
      if case .betterForTrack = plot.reason { why } else { "\(why); went to track \(other.rawValue)" }
    case .started(let other): "\(why); started track \(other.rawValue)"
    case .echo(track): "dropped as an echo of this track: \(why)"
    case .echo(let other): "\(why); dropped as an echo of track \(other.rawValue)"
    case .siteMonitor: why
    case .dropped: "\(why); dropped"
    }
  }

  /// Why a track took a plot or did not.
  public static func reason(_ reason: AssociationReason) -> String {
    switch reason {
    case .sameAddress: "the same Mode S address"
    case .sameIdentifier: "the same Remote ID identifier"
    case .leastCost: "the least sum of costs of all ways to share out the plots"
    case .takenOtherwise: "by the state the track had when its turn came"
    case .betterForTrack(let other): "went to track \(other.rawValue): the sum of costs is less so, or its identity"
    case .tookAnotherReport: "the track took another plot, at a lesser sum"
    case .notChosen: "possible, but the sum of costs is less without"
    case .outOfReach: "further than anything flies"
    case .outsideGate: "outside the gate"
    case .anotherAddress: "another Mode S address"
    case .anotherIdentifier: "another aircraft by Remote ID"
    case .anotherCode: "another Mode 3/A code"
    case .levelsApart: "levels too far apart"
    case .secondOfTurn: "the second plot of one turn of the antenna"
    case .tooLate: "measured too long before the track's last update"
    case .dearerThanNoTrack: "costs more than a false plot or a new aircraft"
    case .siteMonitor: "a fixed transponder's reply"
    }
  }

  /// What happened to a track, in a sentence.
  public static func sentence(_ change: TrackChange, sensors: (SensorNumber) -> String) -> String {
    switch change {
    case .started(let sensor): "begins with a plot of \(sensors(sensor))"
    case .confirmed(let weight, let needed):
      "confirmed: its plots weigh \(tenths(weight)) of \(tenths(needed)) needed, and it moves or speaks for itself"
    case .confirmedByOdds(let odds, let needed, let weight, let neededWeight):
      "confirmed: odds (logarithm) \(tenths(odds)) of \(tenths(needed)) needed, plots weigh \(tenths(weight)) of "
        + "\(tenths(neededWeight))"
    case .coasting(let missed, let allowed):
      "coasts: every sensor has missed it for \(tenths(missed)) turns (\(tenths(allowed)) allowed)"
    case .resumed: "is seen again"
    case .broughtBack: "laid anew at plots with its address, far from where it was led astray"
    case .endedBySilence(let missed, let allowed, let seconds):
      "ends: no plot for \(tenths(seconds)) s, \(tenths(missed)) turns (\(tenths(allowed)) allowed)"
    case .tentativeLapsed(let missed, let allowed):
      "ends unconfirmed: no plot for \(tenths(missed)) turns (\(tenths(allowed)) allowed)"
    case .tentativeTooOld(let age): "ends unconfirmed: after \(tenths(age)) s it neither moves nor stands still"
    case .endedByOdds(let odds, let least): "ends: odds (logarithm) \(tenths(odds)) below \(tenths(least))"
    case .endedAsImpossible(let speed): "ends: an impossible estimate, \(tenths(speed)) m/s"
    case .mergedInto(let other, let looks, let needed):
      "ends: one aircraft with track \(other.rawValue), which goes on (\(looks) looks in a row, \(needed) needed)"
    case .absorbed(let other, let looks, let needed):
      "goes on for track \(other.rawValue), the same aircraft (\(looks) looks in a row, \(needed) needed)"
    case .foundFixed: "ends: it is a fixed transponder"
    case .ended: "ends"
    }
  }

  /// A number to a tenth.
  private static func tenths(_ value: Double) -> String {
    guard value.magnitude < 1e9 else { return "many" }
    let scaled = Int64((value * 10).rounded())
    return "\(scaled < 0 ? "-" : "")\(scaled.magnitude / 10).\(scaled.magnitude % 10)"
  }
}
