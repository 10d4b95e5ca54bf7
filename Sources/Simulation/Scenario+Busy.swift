import Airspace
import Geodesy
import Surveillance

extension Scenario {
  /// Many airliners with ADS-B over the theatre, each heard by one of nine ground stations once a second: for load tests.
  /// - Parameter count: Of aircraft, at most 100,000.
  public static func busy(aircraft count: Int, seed: UInt64, durationSeconds: Double = 3600) -> Scenario {
    let stations = busyStations()
    let types = ["A320", "B738", "A332", "B789", "E190", "AT72"].compactMap { AircraftType($0) }
    let aircraft = (0..<max(0, min(count, 100_000))).compactMap { index -> ScenarioAircraft? in
      var draw = Draw(seed: seed, subject: .traffic, UInt64(index))
      let type = types[draw.index(below: types.count)]
      return busyAircraft(index, type, around: stations[draw.index(below: stations.count)].place, &draw)
    }
    return Scenario(
      id: "busy-\(count)", title: "\(count) aircraft (fictional)",
      start: SurveillanceTime(nanoseconds: 1_772_352_000_000_000_000), durationSeconds: durationSeconds, seed: seed,
      ground: GroundModel(elevation: OrthometricHeight(metres: 300), geoidUndulationMetres: 22), sensors: stations,
      aircraft: aircraft)
  }

  /// Far enough apart that no aircraft is heard by two.
  private static func busyStations() -> [ScenarioSensor] {
    (0..<9).map { (index: Int) -> ScenarioSensor in
      let latitude = 12.5 + 4 * Double(index / 3)
      let longitude = 2.5 + 4.5 * Double(index % 3)
      let place = Vertex(latitudeDegrees: latitude, longitudeDegrees: longitude)
      let sic = UInt8(truncatingIfNeeded: 101 + index)
      return ScenarioSensor(
        id: "station-\(index + 1)", name: "Station \(index + 1) (fictional)", kind: .adsb, sac: 250, sic: sic,
        place: place, antennaAboveGroundMetres: 30, range: .nauticalMiles(118), detectionProbability: 0.98)
    }
  }

  private static func busyAircraft(
    _ index: Int, _ type: AircraftType, around centre: Vertex, _ draw: inout Draw
  ) -> ScenarioAircraft? {
    guard let address = ModeSAddress(rawValue: 0xF1_0000 + UInt32(index)) else { return nil }
    let level = PressureAltitude(flightLevel: 240 + 10 * Double(draw.index(below: 17)))
    let speed = Speed.knots(draw.uniform(380...490))
    let places = (0..<4).map { _ in
      let bearing = draw.uniform() * Elementary.twoPi
      let distance = 170_000 * draw.uniform().squareRoot()
      let place = Geodesic.destination(
        from: GeodeticPosition(centre), bearingRadians: bearing, distanceMetres: distance)
      return Vertex(latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians)
    }
    return ScenarioAircraft(
      id: "b\(index)", callsign: Callsign("XBY\(index)"), type: type,
      transponder: .modeS(address, Mode3ACode(truncating: UInt16(truncatingIfNeeded: 0o2001 + index % 0o1000))),
      isADSBEquipped: true, origin: places[0], beginning: .inFlight(level: level, speed: speed),
      legs: places.dropFirst().map { ScenarioAircraft.Leg(place: $0) } + [ScenarioAircraft.Leg(place: places[0])],
      ending: .again)
  }
}
