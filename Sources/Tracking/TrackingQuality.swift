public import Surveillance

/// By what a track was held, the best of all its reports.
public enum TrackClass: Int, CaseIterable, Hashable, Sendable {
  case adsb, modeS, modeAC, primary
}

/// How well the confirmed tracks of one class were held.
public struct TrackClassQuality: Hashable, Sendable {
  public let kind: TrackClass
  public internal(set) var tracks = 0
  /// From confirmation to the last update, seconds.
  public internal(set) var lengthSeconds = GatheredMean()
  /// Periods of the fastest sensor that sees the track, and those with an update.
  public internal(set) var periods = 0
  public internal(set) var updatedPeriods = 0
  /// Three or more such periods in a row without one.
  public internal(set) var gaps = 0
  /// Tracks whose address had another number before.
  public internal(set) var broken = 0
  /// Squared innovation over its two degrees of freedom: a mean of 1 is honest.
  public internal(set) var normalisedInnovation = GatheredMean()
  /// One standard deviation of the place as predicted for each update, metres per axis.
  public internal(set) var sigmaMetres = GatheredMean()

  public var updateProbability: Double? { periods > 0 ? Double(updatedPeriods) / Double(periods) : nil }
}

/// How one Mode S address was held.
public struct AddressContinuity: Hashable, Sendable {
  public let address: ModeSAddress
  /// Reports with a position that bear it.
  public internal(set) var plots = 0
  public internal(set) var firstPlot: SurveillanceTime
  public internal(set) var lastPlot: SurveillanceTime
  public internal(set) var longestPlotGapSeconds = 0.0
  /// Those that lay where the aircraft cannot have been, and were dropped: they count for no gap.
  public internal(set) var displaced = 0
  /// Those that went into tracks, with the tracks' first and last number.
  public internal(set) var taken = 0
  public internal(set) var firstTaken: SurveillanceTime?
  public internal(set) var lastTaken: SurveillanceTime?
  public internal(set) var longestTakenGapSeconds = 0.0
  public internal(set) var firstNumber: TrackNumber?
  public internal(set) var lastNumber: TrackNumber?
  /// Changes of the number from one taken plot to the next, and the shortest time between two such.
  public internal(set) var changes = 0
  public internal(set) var shortestChangeSeconds: Double?
  /// Replies taken for those of a fixed transponder.
  public internal(set) var siteMonitorReplies = 0

  /// As they were before the last plot.
  private var formerPlot: SurveillanceTime
  private var formerGapSeconds = 0.0

  init(address: ModeSAddress, first: SurveillanceTime) {
    self.address = address
    firstPlot = first
    lastPlot = first
    formerPlot = first
  }

  /// One number from the first plot to the last, without a gap longer than the plots' own.
  public var isContinuous: Bool {
    changes == 0 && firstTaken == firstPlot && lastTaken == lastPlot
      && longestTakenGapSeconds <= longestPlotGapSeconds
  }

  mutating func notePlot(at time: SurveillanceTime) {
    plots += 1
    guard plots > 1 else { return }
    (formerPlot, formerGapSeconds) = (lastPlot, longestPlotGapSeconds)
    longestPlotGapSeconds = max(longestPlotGapSeconds, time.seconds(since: lastPlot))
    firstPlot = min(firstPlot, time)
    lastPlot = max(lastPlot, time)
  }

  /// Takes the last plot back: it was displaced.
  mutating func noteDisplaced(at time: SurveillanceTime) {
    displaced += 1
    guard time == lastPlot, formerPlot < lastPlot else { return }
    (lastPlot, longestPlotGapSeconds) = (formerPlot, formerGapSeconds)
  }

  /// - Returns: Whether the track's number is another than before.
  mutating func noteTaken(by number: TrackNumber, at time: SurveillanceTime) -> Bool {
    taken += 1
    defer {
      firstTaken = firstTaken.map { min($0, time) } ?? time
      lastTaken = lastTaken.map { max($0, time) } ?? time
      lastNumber = number
    }
    guard let last = lastTaken, let former = lastNumber else {
      firstNumber = number
      return false
    }
    let gap = time.seconds(since: last)
    longestTakenGapSeconds = max(longestTakenGapSeconds, gap)
    guard former != number else { return false }
    changes += 1
    shortestChangeSeconds = min(shortestChangeSeconds ?? gap, gap)
    return true
  }
}

/// Sensor and track quality on real data, where no truth is known: gathered beside the tracker's work, bounded by sensors, live
/// tracks and ``addressesMax``.
public struct TrackingQuality: Sendable {
  /// Addresses followed at most; later ones are left out and counted.
  public static let addressesMax = 65_536

  /// By sensor number.
  public internal(set) var sensors: [SensorQuality] = []
  /// In the order of their first plots.
  public internal(set) var addresses: [AddressContinuity] = []
  public internal(set) var addressesLeftOut = 0
  var classes = TrackClass.allCases.map { TrackClassQuality(kind: $0) }
  private var indexOfAddress: [UInt32: Int] = [:]
  /// Of confirmed tracks, by number.
  var live: [UInt32: LiveTrackQuality] = [:]
  /// Whether the next track that ends is a fixed transponder: its plots are not false.
  var endsFixed = false

  /// Nothing gathered yet.
  public init() {}

  /// Notes when reports arrived.
  public mutating func noteArrivals(of reports: ArraySlice<SensorReport>, at time: SurveillanceTime) {
    for report in reports where report.kind != .systemTrack {
      reach(report.sensor)
      sensors[report.sensor.index].lateness.add(time.seconds(since: report.time))
    }
  }

  mutating func reach(_ sensor: SensorNumber) {
    while sensors.count <= sensor.index {
      sensors.append(SensorQuality(sensor: SensorNumber(rawValue: UInt16(sensors.count))))
    }
  }

  mutating func notePlot(_ report: SensorReport) {
    guard report.kind != .systemTrack, let position = report.position else { return }
    reach(report.sensor)
    let index = report.sensor.index
    sensors[index].plots += 1
    sensors[index].firstTime = sensors[index].firstTime.map { min($0, report.time) } ?? report.time
    sensors[index].lastTime = sensors[index].lastTime.map { max($0, report.time) } ?? report.time
    if case .polar(let range, _) = position, range < 1e6 {
      sensors[index].greatestRangeMetres = max(sensors[index].greatestRangeMetres, range)
    }
    if let address = report.modeSAddress, let place = place(of: address, at: report.time) {
      addresses[place].notePlot(at: report.time)
    }
  }

  private mutating func place(of address: ModeSAddress, at time: SurveillanceTime) -> Int? {
    if let place = indexOfAddress[address.rawValue] { return place }
    guard addresses.count < Self.addressesMax else {
      addressesLeftOut += 1
      return nil
    }
    indexOfAddress[address.rawValue] = addresses.count
    addresses.append(AddressContinuity(address: address, first: time))
    return addresses.count - 1
  }

  /// Notes that a track took a report; gives whether its address had another number before.
  mutating func noteTaken(_ report: SensorReport, by number: TrackNumber) -> Bool {
    guard let address = report.modeSAddress, let place = indexOfAddress[address.rawValue] else { return false }
    return addresses[place].noteTaken(by: number, at: report.time)
  }

  mutating func noteDisplaced(_ report: SensorReport) {
    guard let address = report.modeSAddress, let place = indexOfAddress[address.rawValue] else { return }
    addresses[place].noteDisplaced(at: report.time)
  }

  mutating func noteSiteMonitor(_ report: SensorReport) {
    guard let address = report.modeSAddress, let place = indexOfAddress[address.rawValue] else { return }
    addresses[place].siteMonitorReplies += 1
  }

  /// Adds a track to its class.
  mutating func close(_ track: LiveTrackQuality, as kind: TrackClass) { classes[kind.rawValue].add(track) }
}

/// What is gathered of a confirmed track while it lives.
struct LiveTrackQuality: Hashable, Sendable {
  var first: SurveillanceTime
  var last: SurveillanceTime
  /// The latest update that was counted towards the periods.
  var counted: SurveillanceTime
  var periods = 0
  var updatedPeriods = 0
  var gaps = 0
  var isBroken = false
  var isBroadcast = false
  var normalisedInnovation = GatheredMean()
  var sigmaMetres = GatheredMean()

  init(first time: SurveillanceTime) {
    first = time
    last = time
    counted = time
  }

  mutating func noteUpdate(at time: SurveillanceTime, periodSeconds: Double) {
    last = max(last, time)
    let share = time.seconds(since: counted) / periodSeconds
    guard share >= 0.5, share < 1e6 else { return }
    let passed = max(1, Int(share.rounded()))
    periods += passed
    updatedPeriods += 1
    if passed > 3 { gaps += 1 }
    counted = time
  }
}

extension TrackClassQuality {
  fileprivate mutating func add(_ track: LiveTrackQuality) {
    tracks += 1
    lengthSeconds.add(track.last.seconds(since: track.first))
    periods += track.periods
    updatedPeriods += track.updatedPeriods
    gaps += track.gaps
    if track.isBroken { broken += 1 }
    normalisedInnovation.add(track.normalisedInnovation)
    sigmaMetres.add(track.sigmaMetres)
  }
}
