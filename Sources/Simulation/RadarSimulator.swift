import Asterix
import Geodesy
import Surveillance

/// A rotating radar: reports each aircraft as its beam passes, in one datagram for every 1/32 of a turn.
struct RadarSimulator: Sendable {
  static let sectorsPerTurn = 32

  /// The radar's own track of one aircraft.
  private struct LocalTrack: Sendable {
    var number: UInt16 = 0
    var detections = 0
    var lastTurn = Int.min
  }

  private struct Hit {
    var sector: Int
    var seconds: Double
    var plot: RadarPlot
  }

  private let sensor: ScenarioSensor
  private let index: UInt64
  private let world: World
  private let outages: [Outage]
  private let geometry: RadarGeometry
  private let site: SurfaceVector
  private let service: RadarService
  /// Turns made at the scenario's start.
  private let phaseTurns: Double
  private let start: SurveillanceTime
  private var output: FeedOutput
  private var nextSector: Int
  private var hits: [Hit] = []
  private var tracks: [LocalTrack]
  private var nextTrackNumber: UInt16 = 1
  private var builders = (
    plot: AsterixRecordBuilder(category: 48), service: AsterixRecordBuilder(category: 34)
  )
  /// Records that could not be encoded: none, unless a scenario holds impossible values.
  private(set) var refusedRecords = 0

  init(_ sensor: ScenarioSensor, feed: FeedNumber, scenario: Scenario, world: World, outages: [Outage]) {
    self.sensor = sensor
    self.world = world
    self.outages = outages
    index = UInt64(feed.rawValue)
    let antenna = sensor.antenna(on: scenario.ground)
    geometry = RadarGeometry(antenna: antenna)
    site = SurfaceVector(sensor.place)
    service = RadarService(
      sac: sensor.sac, sic: sensor.sic, kind: sensor.kind, turnSeconds: sensor.turnSeconds,
      latitudeDegrees: antenna.latitudeDegrees, longitudeDegrees: antenna.longitudeDegrees,
      heightMetres: antenna.height.metres)
    var draw = Draw(seed: world.seed, subject: .installation, UInt64(feed.rawValue))
    phaseTurns = draw.uniform()
    start = scenario.start
    output = FeedOutput(feed: feed, start: scenario.start, seed: world.seed)
    nextSector = Int((phaseTurns * Double(Self.sectorsPerTurn)).rounded(.down))
    tracks = Array(repeating: LocalTrack(), count: scenario.aircraft.count)
  }

  /// What the radar sends in the second that begins at `traffic.second`.
  mutating func messages(of traffic: TrafficSecond) -> [SimulatedMessage] {
    for aircraft in traffic.earlier.indices { look(at: aircraft, traffic) }
    addFalsePlots(second: traffic.second)
    closeSectors(until: Double(traffic.second + 1))
    return output.takeMessages()
  }

  // MARK: Time and turns

  private func turns(atSeconds seconds: Double) -> Double { seconds / sensor.turnSeconds + phaseTurns }

  private func seconds(atTurns turns: Double) -> Double { (turns - phaseTurns) * sensor.turnSeconds }

  private func sector(atTurns turns: Double) -> Int { Int((turns * Double(Self.sectorsPerTurn)).rounded(.down)) }

  private func timeOfDay(atSeconds seconds: Double) -> Double {
    let time = start.adding(seconds: seconds).secondsOfDay
    return (time * 128).rounded(.down) / 128
  }

  // MARK: Detection

  /// Adds a plot if the beam passes the aircraft in this second and the radar detects it.
  private mutating func look(at aircraft: Int, _ traffic: TrafficSecond) {
    let (earlier, later) = (traffic.earlier[aircraft], traffic.later[aircraft])
    guard earlier.isPresent, later.isPresent, !earlier.isOnGround, !later.isOnGround, isNear(earlier) else { return }
    let first = azimuthTurns(earlier)
    let change = Angle.normalisedSignedRadians((azimuthTurns(later) - first) * Elementary.twoPi) / Elementary.twoPi
    let closing = 1 / sensor.turnSeconds - change
    guard closing > 0.01 else { return }
    let ahead = turns(atSeconds: Double(traffic.second)) - first
    let turn = ahead.rounded(.up)
    let share = (turn - ahead) / closing
    guard share < 1 else { return }
    let motion = earlier.interpolated(to: later, share: share)
    let seconds = Double(traffic.second) + share
    detect(aircraft, motion, traffic.identities[aircraft], turn: Int(turn), seconds: seconds)
  }

  private func isNear(_ motion: AircraftMotion) -> Bool {
    let distance = site.distanceMetres(to: motion.position)
    guard distance < sensor.range.metres else { return false }
    let height = world.heightAboveGroundMetres(pressureAltitudeMetres: motion.altitudeMetres)
    return distance < LineOfSight.metres(between: sensor.antennaAboveGroundMetres, and: height)
  }

  private func measure(_ motion: AircraftMotion) -> RadarMeasurement {
    let height = world.ellipsoidalHeight(pressureAltitudeMetres: motion.altitudeMetres)
    return geometry.measurement(of: geometry.plane.local(motion.position.ecef(height: height)))
  }

  private func azimuthTurns(_ motion: AircraftMotion) -> Double { measure(motion).azimuthRadians / Elementary.twoPi }

  /// Elevation above which the beam does not reach: the cone of silence.
  private static let highestElevationRadians = 0.8

  private mutating func detect(
    _ aircraft: Int, _ motion: AircraftMotion, _ identity: TargetIdentity, turn: Int, seconds: Double
  ) {
    let measurement = measure(motion)
    guard measurement.slantRangeMetres < sensor.range.metres,
      measurement.elevationRadians < Self.highestElevationRadians
    else { return }
    let isPrimary = sensor.kind == .primary
    let code = isPrimary ? nil : identity.code(atSeconds: seconds)
    guard isPrimary || code != nil else { return }
    var draw = Draw(
      seed: world.seed, subject: .detection, index, UInt64(aircraft), UInt64(bitPattern: Int64(turn)))
    let probability =
      isPrimary
      ? echoProbability(rangeMetres: measurement.slantRangeMetres, identity.type.crossSectionSquareMetres)
      : sensor.detectionProbability
    guard draw.uniform() < probability else { return }
    let range = measurement.slantRangeMetres + draw.normal() * sensor.rangeSigma.metres
    let azimuth = measurement.azimuthRadians + draw.normal() * sensor.azimuthSigma.radians
    var plot = plot(rangeMetres: range, azimuthRadians: azimuth, seconds: seconds)
    if let code {
      plot.secondary = answer(code, motion, identity)
      plot.modeS = modeSAnswer(identity, code: code)
    }
    plot.track = localTrack(aircraft, motion, turn: turn, draw: &draw)
    hits.append(Hit(sector: hitSector(seconds), seconds: seconds, plot: plot))
  }

  /// The sector a hit falls in; the beam's own sector where rounding would put it behind one already sent.
  private func hitSector(_ seconds: Double) -> Int { max(nextSector, sector(atTurns: turns(atSeconds: seconds))) }

  /// Of a Swerling 1 target, given at the reference range and cross-section; false alarms 1 in a million cells.
  private func echoProbability(rangeMetres: Double, _ crossSectionSquareMetres: Double) -> Double {
    let falseAlarmLogarithm = -13.815510557964274
    let reference = min(max(sensor.detectionProbability, 0.01), 0.99)
    let referenceSignal = falseAlarmLogarithm / Elementary.log(reference) - 1
    let ratio = sensor.range.metres / max(rangeMetres, 1)
    let gain = ratio * ratio * ratio * ratio * crossSectionSquareMetres / sensor.referenceCrossSectionSquareMetres
    return Elementary.exp(falseAlarmLogarithm / (1 + referenceSignal * gain))
  }

  // MARK: Plots

  private func plot(rangeMetres: Double, azimuthRadians: Double, seconds: Double) -> RadarPlot {
    let amplitude = -35 - 20 * Elementary.log(max(1, rangeMetres / 20_000)) / 2.302585092994046
    return RadarPlot(
      timeOfDaySeconds: timeOfDay(atSeconds: seconds),
      rhoNauticalMiles: min(max(rangeMetres, 0) / 1852, 255.99),
      thetaDegrees: Angle.normalisedDegrees(Angle.degrees(fromRadians: azimuthRadians)),
      amplitudeDecibelMilliwatts: max(-95, amplitude).rounded())
  }

  private func answer(_ code: UInt16, _ motion: AircraftMotion, _ identity: TargetIdentity) -> RadarPlot.Secondary {
    let level = motion.altitudeMetres / 30.48
    // Mode S answers in steps of 25 ft, Mode C in steps of 100 ft.
    let isModeS = sensor.kind == .modeS && identity.address != nil
    let reported = isModeS ? (level * 4).rounded() / 4 : level.rounded()
    return RadarPlot.Secondary(code: code, flightLevel: max(-12, min(1267, reported)))
  }

  private func modeSAnswer(_ identity: TargetIdentity, code: UInt16) -> RadarPlot.ModeS? {
    guard sensor.kind == .modeS, let address = identity.address else { return nil }
    let isEmergency = code == 0o7500 || code == 0o7600 || code == 0o7700
    return RadarPlot.ModeS(address: address, callsign: identity.callsign, flightStatus: isEmergency ? 2 : 0)
  }

  /// Continues the radar's own track of an aircraft, or begins one after three turns without a detection.
  private mutating func localTrack(
    _ aircraft: Int, _ motion: AircraftMotion, turn: Int, draw: inout Draw
  ) -> RadarPlot.LocalTrack? {
    var track = tracks[aircraft]
    if track.detections == 0 || turn - track.lastTurn > 3 {
      track = LocalTrack(number: nextTrackNumber)
      nextTrackNumber = nextTrackNumber == 4095 ? 1 : nextTrackNumber + 1
    }
    track.detections += 1
    track.lastTurn = turn
    tracks[aircraft] = track
    guard track.detections > 1 else { return nil }
    let speed = max(0, motion.speedMetresPerSecond + draw.normal() * 2)
    let heading = Angle.degrees(fromRadians: motion.trackRadians) + draw.normal() * 0.8
    let rate = motion.verticalRateMetresPerSecond
    let verticalMode: UInt64 = sensor.kind == .primary ? 3 : rate > 1.5 ? 1 : rate < -1.5 ? 2 : 0
    return RadarPlot.LocalTrack(
      number: track.number, isTentative: track.detections < 3,
      groundSpeedNauticalMilesPerSecond: min(speed / 1852, 3.9), headingDegrees: Angle.normalisedDegrees(heading),
      verticalMode: verticalMode, isManoeuvring: motion.turnRadiansPerSecond.magnitude > 0.01)
  }

  /// Echoes of nothing, spread evenly over the covered area.
  private mutating func addFalsePlots(second: Int) {
    guard sensor.kind == .primary, sensor.falsePlotsPerTurn > 0 else { return }
    let (begin, end) = (turns(atSeconds: Double(second)), turns(atSeconds: Double(second + 1)))
    for turn in Int(begin.rounded(.down))...Int(end.rounded(.down)) {
      var draw = Draw(seed: world.seed, subject: .falsePlots, index, UInt64(bitPattern: Int64(turn)))
      for _ in 0..<draw.poisson(mean: sensor.falsePlotsPerTurn) {
        let (azimuth, area) = (draw.uniform(), draw.uniform(0.01...1))
        let place = Double(turn) + azimuth
        guard place >= begin, place < end else { continue }
        let seconds = seconds(atTurns: place)
        let plot = plot(
          rangeMetres: sensor.range.metres * area.squareRoot(), azimuthRadians: azimuth * Elementary.twoPi,
          seconds: seconds)
        hits.append(Hit(sector: hitSector(seconds), seconds: seconds, plot: plot))
      }
    }
  }

  // MARK: Sectors

  private mutating func closeSectors(until end: Double) {
    while true {
      let closing = seconds(atTurns: Double(nextSector + 1) / Double(Self.sectorsPerTurn))
      guard closing <= end else { return }
      send(sector: nextSector, atSeconds: closing)
      nextSector += 1
    }
  }

  private mutating func send(sector: Int, atSeconds seconds: Double) {
    let plots = hits.filter { $0.sector <= sector }.sorted { $0.seconds < $1.seconds }
    hits.removeAll { $0.sector <= sector }
    guard !outages.contains(where: { $0.holds(seconds) }) else {
      for aircraft in tracks.indices { tracks[aircraft].detections = 0 }
      return
    }
    var records: [[UInt8]] = []
    for hit in plots {
      do {
        records.append(try hit.plot.record(sac: sensor.sac, sic: sensor.sic, into: &builders.plot))
      } catch {
        refusedRecords += 1
      }
    }
    var datagram: [UInt8] = []
    do {
      let next = (sector + 1) % Self.sectorsPerTurn
      let marker = try service.record(
        sector: next, timeOfDaySeconds: timeOfDay(atSeconds: seconds), into: &builders.service)
      datagram += AsterixBlock.encode(category: 34, records: [marker])
    } catch {
      refusedRecords += 1
    }
    datagram += AsterixBlock.encode(category: 48, records: records, maximumBytes: 1400)
    output.send(datagram, atSeconds: seconds)
  }
}
