import Airspace
import Geodesy
import Simulation
import Surveillance
import Testing

private func run(_ aircraft: ScenarioAircraft, seconds: Double = 7200) throws -> SimulationRun {
  try SimulationRun(
    scenario: Scenario(
      id: "one", title: "One aircraft", start: SurveillanceTime(nanoseconds: 0), durationSeconds: seconds, seed: 1,
      sensors: [], aircraft: [aircraft]))
}

private func airliner(
  from origin: Vertex, legs: [ScenarioAircraft.Leg], beginning: ScenarioAircraft.Beginning? = nil,
  ending: ScenarioAircraft.Ending = .flyOn
) throws -> ScenarioAircraft {
  ScenarioAircraft(
    id: "one", type: try #require(AircraftType("A320")), transponder: .none, origin: origin,
    beginning: beginning ?? .inFlight(level: PressureAltitude(flightLevel: 350), speed: .knots(450)), legs: legs,
    ending: ending)
}

@Test func anAircraftKeepsItsSpeedAlongTheGeodesic() throws {
  let (start, end) = (
    Vertex(latitudeDegrees: 13, longitudeDegrees: 2), Vertex(latitudeDegrees: 20, longitudeDegrees: 12)
  )
  var run = try run(airliner(from: start, legs: [.init(place: end)]))
  _ = run.advance(toSeconds: 3599.5)
  let truth = try #require(run.truth.first)
  #expect(run.truthSeconds == 3600)
  let flown = Geodesic.distanceMetres(from: GeodeticPosition(start), to: GeodeticPosition(truth.place))
  // The way over ground at F350 is shorter than through the air by height over radius.
  #expect(abs(flown / (450 * 1852 * (1 - 10_668 / 6_371_000.0)) - 1) < 0.0005)
  let rest = Geodesic.distanceMetres(from: GeodeticPosition(truth.place), to: GeodeticPosition(end))
  let whole = Geodesic.distanceMetres(from: GeodeticPosition(start), to: GeodeticPosition(end))
  #expect(flown + rest - whole < 200)
}

@Test func turnsAndClimbsAreLimited() throws {
  let legs: [ScenarioAircraft.Leg] = [
    .init(place: Vertex(latitudeDegrees: 13.5, longitudeDegrees: 2)),
    .init(
      place: Vertex(latitudeDegrees: 13.5, longitudeDegrees: 3), level: PressureAltitude(flightLevel: 390)),
    .init(place: Vertex(latitudeDegrees: 13, longitudeDegrees: 2.5), level: PressureAltitude(flightLevel: 200)),
  ]
  var run = try run(airliner(from: Vertex(latitudeDegrees: 13, longitudeDegrees: 2), legs: legs, ending: .again))
  var previous: AircraftTruth?
  var turned = 0.0
  var levels: Set<Int> = []
  for second in 1...3600 {
    _ = run.advance(toSeconds: Double(second))
    let truth = try #require(run.truth.first)
    levels.insert(Int((truth.pressureAltitudeMetres / 304.8).rounded()))
    if let previous {
      let turn = Angle.normalisedSignedRadians(truth.trackRadians - previous.trackRadians).magnitude
      turned += turn
      #expect(turn < 0.025)
      #expect(abs(truth.verticalRateMetresPerSecond - previous.verticalRateMetresPerSecond) < 1.6)
      #expect(abs(truth.verticalRateMetresPerSecond) < 13)
    }
    previous = truth
  }
  #expect(turned > 4 * Elementary.pi)
  #expect(levels.contains(39) && levels.contains(20))
}

@Test func aFlightTakesOffClimbsAndLands() throws {
  let niamey = Vertex(latitudeDegrees: 13.4815, longitudeDegrees: 2.1836)
  let tahoua = Vertex(latitudeDegrees: 14.876, longitudeDegrees: 5.265)
  let beginning = ScenarioAircraft.Beginning.takeOff(
    elevation: OrthometricHeight(feet: 732), level: PressureAltitude(flightLevel: 250), speed: .knots(420))
  var run = try run(
    airliner(
      from: niamey, legs: [.init(place: tahoua)], beginning: beginning,
      ending: .land(elevation: OrthometricHeight(feet: 1266))))
  var highest = 0.0
  var touchdown: AircraftTruth?
  var second = 0
  while second < 7200 {
    second += 1
    _ = run.advance(toSeconds: Double(second))
    guard let truth = run.truth.first else { break }
    if second == 10 { #expect(truth.isOnGround) }
    if second == 60 { #expect(!truth.isOnGround && truth.verticalRateMetresPerSecond > 5) }
    highest = max(highest, truth.pressureAltitudeMetres)
    if second > 600, truth.isOnGround, touchdown == nil { touchdown = truth }
  }
  #expect(abs(highest - 7620) < 40)
  let landed = try #require(touchdown)
  let miss = Geodesic.distanceMetres(from: GeodeticPosition(landed.place), to: GeodeticPosition(tahoua))
  #expect(miss < 1000)
  #expect(Speed.metresPerSecond(landed.groundSpeedMetresPerSecond).knots < 170)
  #expect((1800...3600).contains(second))
}

@Test func aStartMovedAheadLiesOnTheRoute() throws {
  var aircraft = try airliner(
    from: Vertex(latitudeDegrees: 13, longitudeDegrees: 2),
    legs: [1, 2, 3].map { .init(place: Vertex(latitudeDegrees: 13 + $0, longitudeDegrees: 2)) })
  aircraft.moveAhead(.kilometres(150))
  #expect(aircraft.legs.count == 2)
  let gone = Geodesic.distanceMetres(
    from: GeodeticPosition(latitudeDegrees: 13, longitudeDegrees: 2), to: GeodeticPosition(aircraft.origin))
  #expect(abs(gone - 150_000) < 1)
  aircraft.moveAhead(.kilometres(10_000))
  #expect(aircraft.legs.count == 1)
}

@Test func aBusySkyIsHeardOnceASecond() throws {
  let story = try Story(.busy(aircraft: 300, seed: 5), seconds: 6)
  #expect(story.refusals.isEmpty)
  #expect(story.truth[1].count == 300)
  let second = story.targets.filter { (2..<3).contains($0.seconds) }
  #expect(second.count > 280 && second.count <= 300)
  #expect(Set(second.compactMap(\.address)).count == second.count)
}
