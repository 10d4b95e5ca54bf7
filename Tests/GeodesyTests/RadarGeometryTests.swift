import Geodesy
import Testing

@Suite struct RadarGeometryTests {
  @Test func rangeAzimuthAndHeightComeBackFromTheTargetTheyPlace() {
    var numbers = SeededNumbers(seed: 3)
    for _ in 0..<20_000 {
      let antenna = GeodeticPosition(
        latitudeDegrees: numbers.uniform(-89, 89), longitudeDegrees: numbers.uniform(-180, 180),
        heightMetres: numbers.uniform(-100, 3000))
      let radar = RadarGeometry(antenna: antenna)
      let height = numbers.uniform(0, 20_000)
      let least = (height - antenna.height.metres).magnitude + 1
      let range = least + numbers.uniform(0, 470_000)
      let azimuth = numbers.uniform(0, Elementary.twoPi)
      guard
        let target = radar.target(
          slantRangeMetres: range, azimuthRadians: azimuth, height: EllipsoidalHeight(metres: height))
      else {
        Issue.record("no target at \(range) m")
        continue
      }
      let measured = radar.measurement(of: target)
      #expect((measured.slantRangeMetres - range).magnitude < 1e-3)
      #expect((target.height.metres - height).magnitude < 1e-3)
      let turn = Angle.normalisedSignedRadians(measured.azimuthRadians - azimuth).magnitude
      // Near the zenith a micrometre sideways is a large turn.
      #expect(turn * (range * range - least * least + 1).squareRoot() < 0.01)
    }
  }

  @Test func aTargetAtTheZenithIsAboveTheAntenna() throws {
    let radar = RadarGeometry(antenna: GeodeticPosition(latitudeDegrees: 41.3, longitudeDegrees: 2.1, heightMetres: 75))
    let target = try #require(
      radar.target(slantRangeMetres: 10_000, azimuthRadians: 1, height: EllipsoidalHeight(metres: 10_075)))
    #expect((target.latitudeDegrees - 41.3).magnitude < 1e-6)
    #expect((target.height.metres - 10_075).magnitude < 1e-3)
    #expect(radar.measurement(of: target).elevationRadians > 1.57)
  }

  @Test func anImpossibleHeightIsHeldAtTheZenithOrNadir() throws {
    let radar = RadarGeometry(antenna: GeodeticPosition(latitudeDegrees: 41.3, longitudeDegrees: 2.1, heightMetres: 0))
    let above = try #require(
      radar.target(slantRangeMetres: 5000, azimuthRadians: 0, height: EllipsoidalHeight(metres: 12_000)))
    #expect((above.height.metres - 5000).magnitude < 1e-6)
    let below = try #require(
      radar.target(slantRangeMetres: 5000, azimuthRadians: 0, height: EllipsoidalHeight(metres: -12_000)))
    #expect((below.height.metres + 5000).magnitude < 1e-6)
  }

  @Test func nonsenseIsRefused() {
    let radar = RadarGeometry(antenna: GeodeticPosition(latitudeDegrees: 0, longitudeDegrees: 0))
    let ground = EllipsoidalHeight(metres: 0)
    #expect(radar.target(slantRangeMetres: -1, azimuthRadians: 0, height: ground) == nil)
    #expect(radar.target(slantRangeMetres: .nan, azimuthRadians: 0, height: ground) == nil)
    #expect(radar.target(slantRangeMetres: 1, azimuthRadians: .infinity, height: ground) == nil)
    #expect(radar.target(slantRangeMetres: 1, azimuthRadians: 0, height: EllipsoidalHeight(metres: .nan)) == nil)
    #expect(radar.target(slantRangeMetres: 0, azimuthRadians: 0, height: ground) == radar.antenna)
  }
}
