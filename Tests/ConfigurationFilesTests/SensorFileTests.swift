import ConfigurationFiles
import Foundation
import Geodesy
import Surveillance
import TestSupport
import Testing

private func problems(_ yaml: String) -> [String] {
  do {
    _ = try SensorFile(yaml: yaml, file: "s.yaml")
    return []
  } catch {
    return error.problems.map(\.description)
  }
}

@Test func readsEveryExample() throws {
  let folder = TestData.packageFolder.appendingPathComponent("examples/sensors")
  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
  #expect(names.count >= 3)
  for name in names {
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    let file = try SensorFile(yaml: text, file: name)
    #expect(!file.sensors.isEmpty)
  }
}

@Test func barcelonaIsWhereItStands() throws {
  let url = TestData.packageFolder.appendingPathComponent("examples/sensors/barcelona-230502.yaml")
  let file = try SensorFile(yaml: String(contentsOf: url, encoding: .utf8), file: "barcelona")
  #expect(file.recordingDate == SurveillanceTime(nanoseconds: 1_682_985_600 * 1_000_000_000))
  let sensor = try #require(file.sensors.first)
  #expect(sensor.id == .asterix(sac: 20, sic: 129))
  #expect(sensor.type == .modeSRadar)
  #expect(sensor.antenna == GeodeticPosition(latitudeDegrees: 41.3007, longitudeDegrees: 2.1021))
  #expect(sensor.scanPeriodSeconds == 4)
  #expect(abs((sensor.range?.nauticalMiles ?? 0) - 60) < 1e-9)
}

@Test func readsEveryKeyOfASensor() throws {
  let file = try SensorFile(
    yaml: """
      schema: vigie/sensors/1
      sensors:
        - sac: 226
          sic: 1
          name: NO
          position: {latitude: -26.75, longitude: 60.481 W}
          antennaHeight: 100 ft
          heightReference: AMSL
          geoidUndulation: 20 m
          rangeCorrection: -120 m
          azimuthCorrection: 0.5 deg
          fuseTracks: on
      """, file: "s.yaml")
  let sensor = try #require(file.sensors.first)
  #expect(sensor.name == "NO")
  let antenna = try #require(sensor.antenna)
  #expect(abs(antenna.latitudeDegrees + 26.75) < 1e-12)
  #expect(abs(antenna.longitudeDegrees + 60.481) < 1e-12)
  #expect(abs(antenna.height.metres - 50.48) < 1e-9)
  #expect(sensor.rangeCorrection.metres == -120)
  #expect(abs(sensor.azimuthCorrection.degrees - 0.5) < 1e-12)
  #expect(sensor.fusesTracks)
  #expect(file.notes.isEmpty)
}

@Test func saysWhenItTakesAMeanSeaLevelHeightForAnEllipsoidalOne() throws {
  let file = try SensorFile(
    yaml: """
      schema: vigie/sensors/1
      sensors:
        - {sac: 1, sic: 2, name: Hill, position: {latitude: 1 N, longitude: 2 E}, antennaHeight: 50 m, heightReference: AMSL}
      """, file: "s.yaml")
  #expect(file.sensors.first?.antenna?.height.metres == 50)
  #expect(file.notes.count == 1)
  #expect(file.notes.first?.hasPrefix("Hill (1/2): the antenna height above mean sea level") == true)
}

@Test func everyErrorNamesItsLineAndHowToMendIt() {
  let found = problems(
    """
    schema: vigie/sensors/1
    recordingDate: 2023-02-30
    sensors:
      - sac: 300
        sic: 1
        nam: North
        range: 250
        position:
          latitude: 95 N
          longitude: 2,1 E
      - sac: 20
        sic: 1
        name: A
      - sac: 20
        sic: 1
        name: B
    """)
  #expect(
    found == [
      "s.yaml:2: expected recordingDate as a date as year-month-day, found “2023-02-30”: write for example 2023-05-02",
      "s.yaml:4: expected sac as a whole number 0 to 255, found “300”: write for example 20",
      "s.yaml:4: expected the key name in this sensor, found none: add name: …",
      "s.yaml:6: expected a key of a sensor, found “nam”: write name",
      "s.yaml:7: expected range as a length above 0 with its unit (NM, km, m), found “250”: write for example 250 NM",
      "s.yaml:9: expected latitude as a latitude in decimal degrees, N or S (or a sign), at most 90, found “95 N”: write for example 13.4815 N",
      "s.yaml:10: expected longitude as a longitude in decimal degrees, E or W (or a sign), at most 180, found “2,1 E”: write for example 13.4815 E",
      "s.yaml:14: expected every SAC/SIC once, found 20/1 again (first in line 11): delete one of the two",
    ])
}

@Test(arguments: [
  ("", "s.yaml: expected a YAML document, found an empty file: see docs/formats"),
  ("- 1", "s.yaml:1: expected the keys of a file, found a list: write schema, recordingDate, sensors, … as key: value"),
  (
    "schema: vigie/scenario/1\nsensors: []",
    "s.yaml:1: expected schema: vigie/sensors/1, found “vigie/scenario/1”: give a file of that schema"
  ),
  (
    "schema: vigie/sensors/1\nsensors: 5",
    "s.yaml:2: expected a list under sensors, found “5”: begin each element with “- ”"
  ),
  ("schema: vigie/sensors/1", "s.yaml:1: expected the key sensors in this file, found none: add sensors: …"),
])
func refusesAFileOfAnotherKind(yaml: String, sentence: String) {
  #expect(problems(yaml) == [sentence])
}

@Test func brokenYAMLNamesTheLine() {
  let found = problems("schema: vigie/sensors/1\nsensors:\n  - sac: [1\n")
  #expect(found.count == 1)
  #expect(found.first?.hasPrefix("s.yaml:4: expected YAML, found ") == true)
  let twice = problems("schema: vigie/sensors/1\nsensors: []\nsensors: []\n")
  #expect(twice.first?.contains("expected every key once") == true)
}

@Test func anyBytesAreRefusedWithoutATrap() {
  var state: UInt64 = 1
  for _ in 0..<300 {
    var bytes: [UInt8] = []
    for _ in 0..<200 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes.append(UInt8(truncatingIfNeeded: state >> 56))
    }
    #expect(!problems(String(decoding: bytes, as: UTF8.self)).isEmpty)
  }
  #expect(!problems(String(repeating: "[", count: 100_000)).isEmpty)
  #expect(!problems(String(repeating: "- ", count: 100_000)).isEmpty)
}

@Test func theTemplateIsAValidFileAsItStands() throws {
  let day = Int64(1_682_985_600) * 1_000_000_000
  let text = SensorFile.template(for: [
    FoundSource(
      sac: 226, sic: 232,
      categories: [
        .init(category: 34, records: 16366), .init(category: 48, records: 3541),
      ], scanPeriodSeconds: 7.625, firstTime: SurveillanceTime(nanoseconds: day),
      lastTime: SurveillanceTime(nanoseconds: day + 3_725_000_000_000)),
    FoundSource(
      sac: 20, sic: 129, categories: [.init(category: 48, records: 44085)],
      position: GeodeticPosition(latitudeDegrees: -41.3007, longitudeDegrees: -0.1021, heightMetres: 52.4)),
  ])
  #expect(text.contains("# CAT034 16366 records, CAT048 3541 records; one turn in 7.63 s; 00:00:00 to 01:02:05 UTC"))
  let file = try SensorFile(yaml: text, file: "template")
  #expect(file.sensors.map(\.id) == [.asterix(sac: 20, sic: 129), .asterix(sac: 226, sic: 232)])
  #expect(file.sensors[1].antenna == nil)
  let antenna = try #require(file.sensors[0].antenna)
  #expect(abs(antenna.latitudeDegrees + 41.3007) < 1e-9)
  #expect(abs(antenna.longitudeDegrees + 0.1021) < 1e-9)
  #expect(antenna.height.metres == 52)
  let empty = try SensorFile(yaml: SensorFile.template(for: []), file: "template")
  #expect(empty.sensors.isEmpty)
}
