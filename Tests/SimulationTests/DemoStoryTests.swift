import Airspace
import Geodesy
import Simulation
import Surveillance
import Testing

/// What the demonstration promises to tell in its first three minutes.
@Suite struct DemoStoryTests {
  let story: Story

  init() throws {
    story = try Demo.story.get()
  }

  private func ghost(_ second: Int) throws -> AircraftTruth {
    try #require(story.truth[second].first { $0.id == "ghost" })
  }

  @Test func everyMessageDecodesWithoutARefusal() {
    #expect(story.refusals.isEmpty)
    #expect(story.targets.count > 5000)
  }

  @Test func aircraftAreSeenWithinTheFirstSeconds() {
    let early = Set(story.targets.filter { $0.seconds < 6 }.compactMap(\.address))
    #expect(early.count >= 30)
  }

  @Test func thereAreSomeDozensOfAircraftOfEveryEquipment() {
    let present = story.truth[1].map(\.id)
    let aircraft = story.scenario.aircraft.filter { present.contains($0.id) }
    #expect((30...50).contains(aircraft.count))
    #expect(aircraft.filter { $0.isADSBEquipped }.count >= 15)
    #expect(aircraft.filter { !$0.isADSBEquipped && $0.transponder.address != nil }.count >= 5)
    let modeACOnly = aircraft.filter { $0.transponder != .none && $0.transponder.address == nil }
    #expect((1...5).contains(modeACOnly.count))
    #expect(aircraft.filter { $0.transponder == .none }.map(\.id) == ["ghost"])
  }

  @Test func onlyThePrimaryRadarSeesTheUnknownAircraftAndItDoesAllAlong() throws {
    let radar = try #require(story.scenario.sensors.firstIndex { $0.kind == .primary })
    let near = story.targets.filter { (story.missMetres($0, of: "ghost") ?? .infinity) < 1000 }
    let codeless = near.filter { $0.code == nil && $0.address == nil }
    #expect(codeless.allSatisfy { Int($0.feed) == radar + 1 })
    let turn = story.scenario.sensors[radar].turnSeconds
    #expect(Double(codeless.count) > 0.9 * 199 / turn)
    for second in 0..<200 {
      let truth = try ghost(second)
      let site = GeodeticPosition(story.scenario.sensors[radar].place)
      let distance = Geodesic.distanceMetres(from: site, to: GeodeticPosition(truth.place))
      let altitude = PressureAltitude(metres: truth.pressureAltitudeMetres).altitude(qnh: story.scenario.qnh)
      let aboveGround = altitude.metres - story.scenario.ground.elevation.metres
      let sight = 4120 * (20.0.squareRoot() + aboveGround.squareRoot())
      #expect(aboveGround > 300 && distance < 0.8 * sight, "at \(second) s")
    }
  }

  @Test func theUnknownAircraftFliesLowAtAboutAHundredAndNinetyKnots() throws {
    for second in stride(from: 5, to: 200, by: 5) {
      let truth = try ghost(second)
      #expect(abs(Speed.metresPerSecond(truth.groundSpeedMetresPerSecond).knots - 190) < 2)
      #expect(truth.pressureAltitudeMetres < 900)
    }
  }

  @Test func itCrossesTheBorderAfterTwentySeconds() throws {
    // The border south of Maradi runs from 13.107 N 7.358 E to 13.338 N 7.789 E (Natural Earth 1:50 m).
    func isInNiger(_ place: Vertex) -> Bool {
      let longitude = Angle.degrees(fromRadians: place.longitudeRadians)
      let border = 13.107 + (longitude - 7.358) * (13.338 - 13.107) / (7.789 - 7.358)
      return Angle.degrees(fromRadians: place.latitudeRadians) > border
    }
    #expect(!isInNiger(try ghost(14).place))
    #expect(isInNiger(try ghost(26).place))
  }

  @Test func itsEntryIsPredictedAroundAMinuteAndComesAfterTwo() throws {
    let volume = try #require(story.scenario.airspace.volume("kora"))
    func entry(_ second: Int) throws -> Double? {
      let truth = try ghost(second)
      return volume.secondsUntilEntry(
        latitudeRadians: truth.place.latitudeRadians, longitudeRadians: truth.place.longitudeRadians,
        velocity: GroundVelocity(
          eastMetresPerSecond: truth.groundSpeedMetresPerSecond * Elementary.sin(truth.trackRadians),
          northMetresPerSecond: truth.groundSpeedMetresPerSecond * Elementary.cos(truth.trackRadians)),
        lookAheadSeconds: 120)
    }
    for second in 0...44 { #expect(try entry(second) == nil, "at \(second) s") }
    for second in 60...130 { #expect(try entry(second) != nil, "at \(second) s") }
    let entered = try #require(try (0..<200).first { try entry($0) == 0 })
    #expect((120...150).contains(entered))
    for second in entered..<200 { #expect(try entry(second) == 0, "at \(second) s") }
  }

  @Test func oneAirlinerDeclaresAnEmergencyAfterFortyFiveSeconds() throws {
    let aircraft = try #require(story.scenario.aircraft.first { $0.id == "xha421" })
    #expect(aircraft.transponder.code == Mode3ACode("0421"))
    let address = try #require(aircraft.transponder.address).rawValue
    let reports = story.targets.filter { $0.address == address }
    #expect(reports.filter { $0.seconds < 45 }.allSatisfy { $0.code == 0o0421 })
    #expect(reports.filter { $0.seconds >= 45 }.allSatisfy { $0.code == 0o7700 })
    #expect(Set(reports.filter { (45..<60).contains($0.seconds) }.map(\.feed)).count >= 3)
    #expect(story.targets.filter { $0.code == 0o7700 }.allSatisfy { $0.address == address })
  }

  @Test func aRadarFailsAfterSeventyFiveSecondsAndOthersKeepItsTracks() throws {
    let radar = UInt16(try #require(story.scenario.sensors.firstIndex { $0.id == "niamey-ssr" }) + 1)
    #expect(story.messages.contains { $0.feed.rawValue == radar })
    let last = try #require(story.messages.last { $0.feed.rawValue == radar })
    let silence = last.time.seconds(since: story.scenario.start)
    #expect((74...76).contains(silence))
    let before = Set(
      story.targets.filter { $0.feed == radar && $0.seconds > 55 && $0.seconds < 75 }.compactMap(\.address))
    let after = Set(
      story.targets.filter { $0.feed != radar && $0.seconds > 75 && $0.seconds < 95 }.compactMap(\.address))
    #expect(before.count >= 12)
    #expect(Double(before.intersection(after).count) >= 0.85 * Double(before.count))
    // Some of them carry no ADS-B: another radar keeps those.
    let withoutADSB = Set(
      story.scenario.aircraft.filter { !$0.isADSBEquipped }.compactMap { $0.transponder.address?.rawValue })
    #expect(!before.intersection(after).intersection(withoutADSB).isEmpty)
  }

  @Test func plotsLieWhereTheAircraftAre() throws {
    var squares = 0.0
    var count = 0.0
    for aircraft in story.scenario.aircraft {
      guard let address = aircraft.transponder.address?.rawValue else { continue }
      for target in story.targets where target.address == address && target.polar != nil {
        guard let miss = story.missMetres(target, of: aircraft.id), let range = target.polar?.rangeMetres else {
          continue
        }
        // 40 m in range and 0.07° in azimuth, and the steps of I048/040.
        let sigma = Elementary.hypot(40, range * 0.00122)
        squares += (miss / sigma) * (miss / sigma)
        count += 1
      }
    }
    #expect(count > 800)
    #expect(abs((squares / count).squareRoot() - 1) < 0.06)
  }

  @Test func reportsOfGroundStationsLieWhereTheAircraftAre() throws {
    var worst = 0.0
    var onGround: Set<String> = []
    for aircraft in story.scenario.aircraft {
      guard let address = aircraft.transponder.address?.rawValue else { continue }
      for target in story.targets where target.address == address {
        guard let place = target.place, let truth = story.place(of: aircraft.id, atSeconds: target.seconds) else {
          continue
        }
        worst = max(
          worst, Geodesic.distanceMetres(from: GeodeticPosition(place), to: GeodeticPosition(truth.place)))
        #expect(target.callsign == aircraft.callsign?.description)
        if let level = target.flightLevel {
          #expect(abs(level * 30.48 - truth.pressureAltitudeMetres) < 30)
        } else {
          onGround.insert(aircraft.id)
        }
      }
    }
    #expect(worst < 5)
    // The one departure with ADS-B in these minutes stands at Niamey first; the other stands at Agadez.
    #expect(onGround == ["xha15", "xmd29"])
  }

  @Test func everythingInventedSaysSo() {
    let scenario = story.scenario
    for sensor in scenario.sensors {
      #expect(sensor.isFictional && sensor.name.contains("(fictional)"))
    }
    for volume in scenario.airspace.volumes {
      #expect(volume.isFictional && volume.name.contains("(fictional)"))
    }
    #expect(scenario.airspace.fixes.allSatisfy { $0.isFictional })
    #expect(scenario.airspace.routes.allSatisfy { $0.isFictional })
    #expect(scenario.airspace.aerodromes.allSatisfy { !$0.isFictional })
  }
}

@Test func theDemoLastsHalfAnHourWithTrafficToItsEnd() throws {
  var scenario = try Demo.scenario()
  // One radar is enough to follow the traffic, and quick.
  scenario.sensors.removeAll { $0.id != "tahoua-ssr" }
  scenario.injects = []
  var run = try SimulationRun(scenario: scenario)
  var landed = 0
  var previous: Set<String> = []
  for minute in 1...30 {
    let messages = run.advance(toSeconds: Double(minute * 60))
    #expect(messages.count > 300, "minute \(minute)")
    let present = run.truth
    if minute < 30 { #expect((35...80).contains(present.count), "minute \(minute)") }
    landed += previous.subtracting(present.map(\.id)).count
    previous = Set(present.map(\.id))
    for truth in present {
      #expect(truth.pressureAltitudeMetres > 100 && truth.pressureAltitudeMetres < 13_000, "\(truth.id)")
      #expect(truth.groundSpeedMetresPerSecond < 260, "\(truth.id)")
    }
  }
  #expect(landed >= 3)
  #expect(run.isOver)
  #expect(run.refusedRecords == 0)
  #expect(run.advance(toSeconds: 4000).isEmpty)
}

extension GeodeticPosition {
  init(_ place: Vertex) {
    self.init(latitudeRadians: place.latitudeRadians, longitudeRadians: place.longitudeRadians)
  }
}
