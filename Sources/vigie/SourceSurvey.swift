import Asterix
import ConfigurationFiles
import Engine
import Feeds
import Geodesy
import Sensors
import Surveillance

/// One look through recordings before they are played: their time span, and every source in them.
struct SourceSurvey {
  /// Octets of payload looked at; of a longer recording the rest is not surveyed.
  private static let bytesMax = 64 << 20

  private(set) var first: SurveillanceTime?
  /// Nil where the recording is longer than what was looked at.
  private(set) var last: SurveillanceTime?
  /// Every SAC/SIC, in ascending order.
  private(set) var found: [FoundSource] = []
  private var bank = SensorBank(configurations: [])

  init(paths: [String], recordingDate: SurveillanceTime?) throws {
    var feed = try asFailure { () throws(FeedError) in try MergedFileFeed(paths: paths, recordingDate: recordingDate) }
    var sources: [FoundSource] = []
    var decoder = AsterixDecoder(editions: .newest)
    var datagram = DecodedDatagram()
    var reports: [SensorReport] = []
    var bytes = 0
    var isWhole = true
    while let next = try asFailure({ () throws(FeedError) in try feed.next() }) {
      let time = next.receiveTime ?? SurveillanceTime(nanoseconds: 0)
      first = first ?? time
      last = time
      bytes += next.payload.count
      if bytes > Self.bytesMax {
        isWhole = false
        break
      }
      bank.ingest(
        LogEntry(sequence: 0, receiveTime: time, feed: next.feed, kind: next.kind, payload: next.payload),
        into: &reports)
      reports.removeAll(keepingCapacity: true)
      guard next.kind == .asterix else { continue }
      decoder.decode(next.payload, into: &datagram)
      for record in datagram.records { Self.count(record, in: datagram, at: time, into: &sources) }
    }
    if !isWhole { last = nil }
    found = sources.sorted { ($0.sac, $0.sic) < ($1.sac, $1.sic) }.map(completed)
  }

  /// Names of radars whose plots cannot be placed: neither configured with a position nor telling it.
  func radarsWithoutPosition(configured: [SensorConfiguration]) -> [String] {
    bank.sensors.filter { sensor in
      guard sensor.page != .map, sensor.antenna == nil else { return false }
      return configured.first { $0.id == sensor.configuration.id }?.antenna == nil
    }
    .map { "\($0.configuration.id)" }
  }

  /// Around the first radar whose position is known.
  func initialView(configured: [SensorConfiguration]) -> InitialView? {
    let heard = bank.sensors.filter { $0.records > 0 }
    let placed = heard.compactMap { sensor in
      let own = configured.first { $0.id == sensor.configuration.id }
      return (own?.antenna ?? sensor.antenna).map { ($0, own?.range?.nauticalMiles) }
    }
    return placed.first.map { antenna, range in
      InitialView(
        latitudeDegrees: antenna.latitudeDegrees, longitudeDegrees: antenna.longitudeDegrees,
        rangeNauticalMiles: range ?? 120)
    }
  }

  private static func count(
    _ record: AsterixRecord, in datagram: DecodedDatagram, at time: SurveillanceTime, into sources: inout [FoundSource]
  ) {
    guard let range = datagram.byteRange(ofItem: "010", in: record), range.count == 2 else { return }
    let sac = datagram.bytes[range.lowerBound]
    let sic = datagram.bytes[range.lowerBound + 1]
    guard let index = sources.firstIndex(where: { $0.sac == sac && $0.sic == sic }) else {
      guard sources.count < SensorBank.sensorsMax else { return }
      sources.append(
        FoundSource(
          sac: sac, sic: sic, categories: [.init(category: record.category, records: 1)], firstTime: time,
          lastTime: time))
      return
    }
    sources[index].lastTime = time
    if let row = sources[index].categories.firstIndex(where: { $0.category == record.category }) {
      sources[index].categories[row].records += 1
    } else {
      sources[index].categories.append(.init(category: record.category, records: 1))
    }
  }

  /// Adds what the sensor's own messages tell: its turn and its place.
  private func completed(_ source: FoundSource) -> FoundSource {
    var source = source
    let sensor = bank.sensors.first { $0.configuration.id == .asterix(sac: source.sac, sic: source.sic) }
    source.scanPeriodSeconds = sensor?.scanPeriodSeconds
    source.position = sensor?.antenna
    return source
  }
}
