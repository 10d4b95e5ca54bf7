import ConfigurationFiles
import Geodesy
import Surveillance
import Testing

/// What a sensor file may say beyond a sensor's place: accuracy of its echoes, what limits its view, site monitors.
struct SensorFileFurtherTests {
  private func file(_ lines: String, position: Bool = true) throws -> SensorFile {
    var text = "schema: vigie/sensors/1\nsensors:\n  - sac: 20\n    sic: 1\n    name: North\n"
    if position { text += "    position: {latitude: 46 N, longitude: 6 E}\n" }
    for line in lines.split(separator: "\n") { text += "    " + line + "\n" }
    return try SensorFile(yaml: text, file: "s.yaml")
  }

  private func problems(_ lines: String, position: Bool = true) -> [String] {
    do {
      _ = try file(lines, position: position)
      return []
    } catch {
      return (error as? ConfigurationError)?.problems.map(\.description) ?? ["\(error)"]
    }
  }

  @Test func readsTheAccuracyOfEchoes() throws {
    let sensor = try #require(
      try file("primaryRangeSigma: 120 m\nprimaryAzimuthSigma: 0.2 deg").sensors.first)
    #expect(sensor.primaryRangeSigma?.metres == 120)
    #expect(abs((sensor.primaryAzimuthSigma?.degrees ?? 0) - 0.2) < 1e-12)
  }

  @Test func readsWhatLimitsTheView() throws {
    let coverage = try #require(
      try file(
        """
        range: 60 NM
        leastElevation: 0.3 deg
        greatestElevation: 45 deg
        blankedSectors:
          - {from: 350 deg, to: 10 deg}
          - {from: 90 deg, to: 110 deg}
        """
      ).sensors.first?.coverage)
    #expect(abs((coverage.leastElevationRadians ?? 0) - Angle.radians(fromDegrees: 0.3)) < 1e-12)
    #expect(abs((coverage.greatestElevationRadians ?? 0) - Angle.radians(fromDegrees: 45)) < 1e-12)
    #expect(coverage.blankedSectors.count == 2)
    #expect(coverage.blankedSectors.first?.contains(0) == true)
    #expect(coverage.blankedSectors.last?.contains(0) == false)
  }

  @Test func readsSiteMonitors() throws {
    let found = try file(
      """
      siteMonitors:
        - mode3A: 7777
          position: {latitude: 46.1 N, longitude: 6.2 E}
          height: 430 m
          heightReference: AMSL
          geoidUndulation: 50 m
        - modeSAddress: 4B1234
          position: {latitude: 46.2 N, longitude: 6.3 E}
          height: 500 m
          heightReference: AMSL
      """)
    let monitors = try #require(found.sensors.first?.siteMonitors)
    #expect(monitors.map(\.mode3A) == [Mode3ACode("7777"), nil])
    #expect(monitors.map(\.modeSAddress) == [nil, ModeSAddress(rawValue: 0x4B1234)])
    #expect(
      monitors.first?.position == GeodeticPosition(latitudeDegrees: 46.1, longitudeDegrees: 6.2, heightMetres: 480))
    #expect(
      found.notes == [
        "North, site monitor in line 13: height above mean sea level is taken as a height above the ellipsoid, since geoidUndulation is not given"
      ])
  }

  @Test func everyErrorNamesItsLineAndHowToMendIt() {
    let found = problems(
      """
      primaryRangeSigma: -3 m
      primaryAzimuthSigma: 9 deg
      leastElevation: 5 deg
      greatestElevation: 3 deg
      blankedSectors:
        - {from: 400 deg, to: 3 deg}
      siteMonitors:
        - position: {latitude: 46 N, longitude: 6 E}
          height: 3 m
          heightReference: ellipsoid
        - mode3A: 7778
          position: {latitude: 46 N, longitude: 6 E}
      """)
    #expect(
      found == [
        "s.yaml:7: expected primaryRangeSigma as a length above 0 and at most 5 km with its unit (m, NM, km), found “-3 m”: write for example 100 m",
        "s.yaml:8: expected primaryAzimuthSigma as an angle above 0 and at most 5 deg with its unit, found “9 deg”: write for example 0.15 deg",
        "s.yaml:10: expected greatestElevation above leastElevation, found one at or below it: check both: they are the beam's upper and lower edge",
        "s.yaml:12: expected from as an azimuth of 0 deg to 360 deg with its unit, found “400 deg”: write for example 215 deg",
        "s.yaml:14: expected mode3A or modeSAddress in this site monitor, found neither: add mode3A: 7777, or modeSAddress: 4B1234, as it answers",
        "s.yaml:17: expected mode3A as a Mode 3/A code of four octal digits, found “7778”: write for example 0421",
        "s.yaml:17: expected the key height in this site monitor, found none: add height: …",
        "s.yaml:17: expected the key heightReference in this site monitor, found none: add heightReference: …",
      ])
  }

  @Test func aSiteMonitorNeedsTheRadarsPlaceAndIsNamedOnce() {
    let monitor =
      "  - {mode3A: 7777, position: {latitude: 46 N, longitude: 6 E}, height: 3 m, heightReference: ellipsoid}"
    #expect(
      problems("siteMonitors:\n" + monitor, position: false) == [
        "s.yaml:7: expected position beside siteMonitors, found none: add where the radar stands, or delete siteMonitors"
      ])
    #expect(
      problems("siteMonitors:\n" + monitor + "\n" + monitor) == [
        "s.yaml:9: expected every site monitor once, found the same again: delete one of the two"
      ])
  }
}
