import Geodesy
import Surveillance
import Tracking

/// Sensor and track quality without truth, as it is printed.
struct QualityReport {
  /// Plots that an address needs to be judged.
  static let leastPlots = 5

  let sensors: [Sensor]
  let classes: [TrackClassQuality]
  /// Addresses with enough plots, by ascending address; fixed transponders left out.
  let addresses: [AddressContinuity]
  /// Those that changed their number only after a silence in which no track is held: gone and come back.
  let returned: [AddressContinuity]
  /// The others that were not held by one track throughout.
  let broken: [AddressContinuity]
  let addressesLeftOut: Int
  let fixed: Int
  /// Plots with these addresses that lay where the aircraft cannot have been.
  let displaced: Int

  /// A sensor with its name and what was learnt of its alignment.
  struct Sensor {
    let name: String
    let quality: SensorQuality
    let registration: Registration?
  }

  init(_ tracker: Tracker, names: (SensorNumber) -> String) {
    let quality = tracker.observation.quality ?? TrackingQuality()
    let registrations = tracker.registrations
    sensors = quality.sensors.filter { $0.tally.total > 0 || $0.plots > 0 }.map { sensor in
      Sensor(
        name: names(sensor.sensor), quality: sensor,
        registration: registrations.first { $0.sensor == sensor.sensor })
    }
    classes = tracker.trackClassQuality
    let enough = quality.addresses.filter { $0.plots >= Self.leastPlots }.sorted { $0.address < $1.address }
    addresses = enough.filter { !Self.isFixed($0) }
    fixed = enough.count - addresses.count
    displaced = addresses.reduce(0) { $0 + $1.displaced }
    let longest = tracker.parameters.deletionGreatestSeconds
    returned = addresses.filter { ($0.shortestChangeSeconds ?? 0) >= longest }
    broken = addresses.filter { !$0.isContinuous && ($0.shortestChangeSeconds ?? 0) < longest }
    addressesLeftOut = quality.addressesLeftOut
  }

  private static func isFixed(_ address: AddressContinuity) -> Bool {
    address.siteMonitorReplies * 2 > address.plots
  }

  /// Why an address was not held by one track throughout.
  static func reason(_ address: AddressContinuity) -> String {
    guard address.taken > 0, let first = address.firstTaken, let last = address.lastTaken else {
      return address.siteMonitorReplies > 0 ? "taken for a fixed transponder" : "no track took any of its plots"
    }
    if address.changes > 0 {
      return "\(address.changes) changes of number; the shortest after \(tenths(address.shortestChangeSeconds)) s"
    }
    if first != address.firstPlot {
      return "its first \(tenths(first.seconds(since: address.firstPlot))) s went into no track"
    }
    if last != address.lastPlot {
      return "its last \(tenths(address.lastPlot.seconds(since: last))) s went into no track"
    }
    return "a gap of \(tenths(address.longestTakenGapSeconds)) s in the track, of "
      + "\(tenths(address.longestPlotGapSeconds)) s in its plots"
  }

  private static func tenths(_ value: Double?) -> String {
    value.flatMap { JSONLine.rounded($0, places: 1) } ?? "-"
  }
}

extension TrackClass {
  var name: String {
    switch self {
    case .adsb: "ADS-B"
    case .modeS: "Mode S"
    case .modeAC: "Mode A/C"
    case .primary: "primary"
    }
  }
}
