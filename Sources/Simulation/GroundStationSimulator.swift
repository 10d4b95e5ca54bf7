import Asterix
import Geodesy
import Surveillance

/// An ADS-B ground station: a target report (CAT021 edition 2) a second for every aircraft it hears, sent in eight
/// bursts a second.
struct GroundStationSimulator: Sendable {
  static let burstsPerSecond = 8

  private let sensor: ScenarioSensor
  private let index: UInt64
  private let world: World
  private let outages: [Outage]
  private let site: SurfaceVector
  private let start: SurveillanceTime
  private var output: FeedOutput
  private let encoder: TargetReportEncoder
  private(set) var refusedRecords = 0

  init(_ sensor: ScenarioSensor, feed: FeedNumber, scenario: Scenario, world: World, outages: [Outage]) {
    self.sensor = sensor
    self.world = world
    self.outages = outages
    index = UInt64(feed.rawValue)
    site = SurfaceVector(sensor.place)
    encoder = TargetReportEncoder(sac: sensor.sac, sic: sensor.sic)
    start = scenario.start
    output = FeedOutput(feed: feed, start: scenario.start, seed: world.seed)
  }

  /// What the station sends in the second that begins at `traffic.second`.
  mutating func messages(of traffic: TrafficSecond) -> [SimulatedMessage] {
    var bursts = [[[UInt8]]](repeating: [], count: Self.burstsPerSecond)
    for aircraft in traffic.earlier.indices where canHear(traffic, aircraft) {
      // The same moment of every second for one aircraft.
      var phase = Draw(seed: world.seed, subject: .broadcast, index, UInt64(aircraft))
      let burst = phase.index(below: Self.burstsPerSecond)
      let share = (Double(burst) + phase.uniform()) / Double(Self.burstsPerSecond)
      if let record = report(of: aircraft, share: share, traffic) { bursts[burst].append(record) }
    }
    for (burst, records) in bursts.enumerated() where !records.isEmpty {
      let seconds = Double(traffic.second) + Double(burst + 1) / Double(Self.burstsPerSecond)
      for datagram in Self.datagrams(records) { output.send(datagram, atSeconds: seconds) }
    }
    return output.takeMessages()
  }

  /// Blocks of at most 1400 bytes, a datagram each.
  private static func datagrams(_ records: [[UInt8]]) -> [[UInt8]] {
    var datagrams: [[UInt8]] = []
    var batch: [[UInt8]] = []
    var size = 3
    for record in records {
      if size + record.count > 1400 {
        datagrams.append(AsterixBlock.encode(category: 21, records: batch))
        batch.removeAll(keepingCapacity: true)
        size = 3
      }
      batch.append(record)
      size += record.count
    }
    datagrams.append(AsterixBlock.encode(category: 21, records: batch))
    return datagrams
  }

  private func canHear(_ traffic: TrafficSecond, _ aircraft: Int) -> Bool {
    traffic.identities[aircraft].isADSBEquipped && traffic.earlier[aircraft].isPresent
      && traffic.later[aircraft].isPresent && isInSight(traffic.earlier[aircraft])
  }

  private mutating func report(of aircraft: Int, share: Double, _ traffic: TrafficSecond) -> [UInt8]? {
    let identity = traffic.identities[aircraft]
    let seconds = Double(traffic.second) + share
    guard let address = identity.address, let code = identity.code(atSeconds: seconds),
      !outages.contains(where: { $0.holds(seconds) })
    else { return nil }
    var draw = Draw(
      seed: world.seed, subject: .detection, index, UInt64(aircraft), UInt64(bitPattern: Int64(traffic.second)))
    guard draw.uniform() < sensor.detectionProbability else { return nil }
    let motion = traffic.earlier[aircraft].interpolated(to: traffic.later[aircraft], share: share)
    let record = encoder.record(
      of: TargetReport(
        trackNumber: UInt16(truncatingIfNeeded: aircraft % 4095 + 1),
        timeOfDaySeconds: timeOfDay(atSeconds: seconds), address: address, identity: identity, code: code,
        motion: motion, height: world.ellipsoidalHeight(pressureAltitudeMetres: motion.altitudeMetres)))
    if record == nil { refusedRecords += 1 }
    return record
  }

  private func isInSight(_ motion: AircraftMotion) -> Bool {
    let distance = site.distanceMetres(to: motion.position)
    guard distance < sensor.range.metres else { return false }
    let height = world.heightAboveGroundMetres(pressureAltitudeMetres: motion.altitudeMetres)
    return distance < LineOfSight.metres(between: sensor.antennaAboveGroundMetres, and: max(height, 3))
  }

  private func timeOfDay(atSeconds seconds: Double) -> Double {
    (start.adding(seconds: seconds).secondsOfDay * 128).rounded(.down) / 128
  }
}
