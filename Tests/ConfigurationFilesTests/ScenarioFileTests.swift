import Airspace
import ConfigurationFiles
import Geodesy
import Simulation
import Surveillance
import Testing

private let head = """
  schema: vigie/scenario/1
  id: small
  title: Small
  start: 2026-03-01T08:20:00Z
  duration: 45m
  seed: 42
  weather: {qnh: 1003.25}
  theatre:
    aerodromes:
      - {id: DRRN, name: Niamey, at: [13.4815, 2.1836], elevation: 732 ft}
    fixes:
      - {id: DUNAR, at: [14, 3]}
    routes:
      - {id: XV1, points: [DRRN, DUNAR]}
  sensors:
    - {id: psr, name: Radar, type: psr, sac: 250, sic: 1, at: [13.5, 2.2, 20m], range: 80NM, rpm: 12, clutter: 4/scan}

  """

private func problems(_ yaml: String) -> [String] {
  do {
    _ = try ScenarioFile(yaml: yaml, file: "s.yaml")
    return []
  } catch {
    return error.problems.map(\.description)
  }
}

@Test func readsAScenario() throws {
  let scenario = try ScenarioFile(
    yaml: head + """
      aircraft:
        - {id: a1, callsign: XHA1, type: A320, mode_s: F0A001, squawk: 0421, adsb: on,
           from: {fix: DRRN, ahead: 10NM, fl: 350, kt: 440}, route: [XV1, [15, 4], {fix: DRRN, ft: 5000, kt: 250}], land: DRRN}
      injects:
        - {n: 1, at: +45s, do: squawk, aircraft: a1, code: 7700}
        - {n: 2, at: +2m, do: sensor_fail, sensor: psr, for: 4m}
      """, file: "s.yaml"
  ).scenario
  #expect(scenario.start == SurveillanceTime(nanoseconds: 1_772_353_200_000_000_000))
  #expect(scenario.durationSeconds == 2700)
  #expect(scenario.qnh.hectopascals == 1003.25)
  #expect(scenario.sensors.first?.turnSeconds == 5)
  #expect(scenario.sensors.first?.falsePlotsPerTurn == 4)
  let aircraft = try #require(scenario.aircraft.first)
  #expect(aircraft.transponder.address?.rawValue == 0xF0A001)
  #expect(aircraft.legs.count == 4)
  // An altitude is by QNH: with 10 hPa less than standard its pressure altitude is some 275 ft higher.
  let level = try #require(aircraft.legs[2].level)
  #expect((5250...5300).contains(level.feet))
  #expect(aircraft.ending == .land(elevation: OrthometricHeight(feet: 732)))
  #expect(
    scenario.injects.map(\.action) == [
      .squawk(aircraft: "a1", code: .emergency), .sensorFailure(sensor: "psr", durationSeconds: 240),
    ])
}

@Test func yamlsOwnGuessesNeverComeIntoPlay() throws {
  let scenario = try ScenarioFile(
    yaml: head
      + """
      aircraft:
        - {id: NO, callsign: NO, type: A320, mode_s: 39E412, squawk: 0421, adsb: off, from: {fix: DUNAR, fl: 350, kt: 440}}
        - {id: on, callsign: 1E5, type: A320, mode_s: 062001, squawk: 0010, adsb: on, from: {fix: DUNAR, fl: 090, kt: 240}}
        - {id: 8_20, callsign: "0820", type: A320, squawk: 1_000, from: {fix: DUNAR, fl: 350, kt: 440}}
      """.replacing("8_20", with: "id-3").replacing("1_000", with: "2000"), file: "s.yaml"
  ).scenario
  #expect(scenario.aircraft.map { $0.callsign?.description } == ["NO", "1E5", "0820"])
  #expect(scenario.aircraft.map(\.isADSBEquipped) == [false, true, false])
  #expect(scenario.aircraft[0].transponder.code == Mode3ACode("0421"))
  #expect(scenario.aircraft[0].transponder.address?.rawValue == 0x39E412)
  #expect(scenario.aircraft[1].transponder.code == Mode3ACode("0010"))
  #expect(scenario.aircraft[1].transponder.address?.rawValue == 0x062001)
  #expect(abs(scenario.aircraft[1].beginning.level.flightLevel - 90) < 1e-9)
}

@Test func everyErrorOfAScenarioNamesItsLine() {
  let found = problems(
    """
    schema: vigie/scenario/1
    id: small
    title: Small
    start: 2026-03-01 08:20
    duration: 45
    seed: 42
    theatre:
      volumes:
        - {id: box, name: Box, kind: guarded, floor: GND, ceiling: 195, ring: [[13, 2], [14, 2]]}
    sensors:
      - {id: r1, name: R, type: lidar, sac: 1, sic: 1, at: [13.5, 2.2], range: 80, rpm: 12}
    aircraft:
      - id: a1
        type: X999
        squawk: 0481
        adsb: maybe
        from: {fix: NOWHERE, kt: 440 km}
        rout: [A]
    injects:
      - {n: 1, at: 45s, do: explode}
    """)
  #expect(
    found == [
      "s.yaml:4: expected start as an instant in UTC, found “2026-03-01 08:20”: write for example 2026-03-01T08:00:00Z",
      "s.yaml:5: expected duration as a duration with its unit (s, m, h), not negative, found “45”: write for example 45 s",
      "s.yaml:9: expected kind as protected, restricted, prohibited or danger, found “guarded”: write for example protected",
      "s.yaml:9: expected ceiling as GND, UNL, a flight level or an altitude AMSL, found “195”: write for example FL195 or 5000 ft AMSL",
      "s.yaml:11: expected type as psr, ssr, mode-s or adsb, found “lidar”: write for example mode-s",
      "s.yaml:11: expected at as a latitude, a longitude and the antenna's height above ground, found a list: write for example [13.4815, 2.1836, 25m]",
      "s.yaml:11: expected range as a length above 0 with its unit (NM, km, m), found “80”: write for example 250 NM",
      "s.yaml:14: expected type as one of the aircraft types \(AircraftType.designators.joined(separator: ", ")), found “X999”: write for example A320",
      "s.yaml:15: expected squawk as a Mode 3/A code of four octal digits, or none, found “0481”: write for example 0421",
      "s.yaml:16: expected adsb as on or off, found “maybe”: write for example on",
      "s.yaml:17: expected the key fl or ft in this from, found none: add fl: …",
      "s.yaml:17: expected kt as a speed in knots, above 0 and at most 1000, found “440 km”: write for example 420",
      "s.yaml:17: expected a fix or an aerodrome of this file, found “NOWHERE”: add it under theatre, or correct the name",
      "s.yaml:18: expected a key of an aircraft, found “rout”: write route",
      "s.yaml:20: expected do as squawk or sensor_fail, found “explode”: write for example squawk",
    ])
}

@Test(arguments: [
  (
    "- {id: a1, type: A320, squawk: none, from: {fix: DUNAR, fl: 350, kt: 440}}\n"
      + "  - {id: a1, type: A320, squawk: none, from: {fix: DUNAR, fl: 350, kt: 440}}",
    "s.yaml:19: expected every name once, found “a1” again (first in line 18): give this aircraft another"
  ),
  (
    "- {id: a1, type: A320, squawk: 0421, from: {fix: DUNAR, fl: 350, kt: 440}}\n"
      + "  - {id: a2, type: A320, squawk: 0421, from: {fix: DUNAR, fl: 350, kt: 440}}",
    "s.yaml:19: expected every name once, found “squawk 0421” again (first in line 18): give this aircraft another"
  ),
  (
    "- {id: a1, type: A320, squawk: 0421, adsb: on, from: {fix: DUNAR, fl: 350, kt: 440}}",
    "s.yaml:18: expected mode_s beside adsb: on, found no address: add mode_s, or write adsb: off"
  ),
  (
    "- {id: a1, type: A320, squawk: none, from: {fix: DUNAR, fl: 350, kt: 440}}\n"
      + "injects:\n  - {n: 1, at: +1m, do: squawk, aircraft: a1, code: 7700}",
    "s.yaml:20: expected an aircraft with a transponder, found “a1”: give it a squawk"
  ),
  (
    "- {id: a1, type: A320, squawk: 0421, from: {fix: DUNAR, fl: 350, kt: 440}}\n"
      + "injects:\n  - {n: 1, at: +46m, do: squawk, aircraft: a2, code: 7700}",
    "s.yaml:20: expected a time before the scenario ends, found +2760 s: bring it forward, or lengthen the duration"
  ),
])
func contradictionsAreFoundBeforeTheRun(aircraft: String, sentence: String) {
  let found = problems(head + "aircraft:\n  " + aircraft + "\n")
  #expect(found.contains(sentence), "\(found)")
}
