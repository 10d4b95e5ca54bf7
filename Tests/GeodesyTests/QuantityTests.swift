import Geodesy
import Testing

@Suite struct QuantityTests {
  @Test func unitsConvertByTheirDefinitions() {
    #expect(Distance.nauticalMiles(1).metres == 1852)
    #expect(Distance.feet(1000).metres == 304.8)
    #expect(Distance.kilometres(2.5).metres == 2500)
    #expect((Speed.knots(100).metresPerSecond - 51.444444).magnitude < 1e-6)
    #expect((VerticalRate.feetPerMinute(1000).metresPerSecond - 5.08).magnitude < 1e-12)
    #expect((Angle.degrees(180).radians - Double.pi).magnitude < 1e-15)
    #expect((PressureAltitude(flightLevel: 350).feet - 35_000).magnitude < 1e-9)
    #expect(Distance.metres(1) < Distance.feet(4))
  }

  @Test func bearingsAreNormalised() {
    #expect(Angle.normalisedRadians(-0.5) == Elementary.twoPi - 0.5)
    #expect(Angle.normalisedRadians(Elementary.twoPi) == 0)
    #expect(Angle.normalisedRadians(-1e-300) == 0)
    #expect(Angle.normalisedRadians(.infinity).isNaN)
    #expect(Angle.normalisedDegrees(725) == 5)
    #expect(Angle.normalisedDegrees(-90) == 270)
    #expect((Angle.normalisedSignedRadians(Elementary.pi + 0.1) - (0.1 - Elementary.pi)).magnitude < 1e-15)
    var numbers = SeededNumbers(seed: 5)
    for _ in 0..<2000 {
      let angle = numbers.uniform(-1000, 1000)
      let positive = Angle.normalisedRadians(angle)
      #expect(positive >= 0 && positive < Elementary.twoPi)
      #expect((Elementary.sin(positive) - Elementary.sin(angle)).magnitude < 1e-12)
      #expect(Angle.normalisedSignedRadians(angle).magnitude <= Elementary.pi)
    }
  }

  @Test(
    arguments: [
      (0.0, 1013.25), (1000.0, 898.746), (5000.0, 540.199), (11_000.0, 226.320), (20_000.0, 54.7489),
    ] as [(Double, Double)])
  func theStandardAtmosphereHasItsTabulatedPressures(metres: Double, hectopascals: Double) {
    // ICAO Doc 7488, table 1, by geopotential altitude.
    let pressure = StandardAtmosphere.pressureHectopascals(at: PressureAltitude(metres: metres))
    #expect((pressure - hectopascals).magnitude < 0.001)
    let back = StandardAtmosphere.pressureAltitude(hectopascals: pressure)
    #expect((back.metres - metres).magnitude < 1e-6)
  }

  @Test func aLowQnhLowersTheAltitude() {
    let level = PressureAltitude(flightLevel: 50)
    #expect((level.altitude(qnh: .standard).feet - 5000).magnitude < 1e-6)
    // Near the ground one hectopascal is some 27 to 28 feet.
    let low = level.altitude(qnh: QNH(hectopascals: 1003.25))
    #expect((low.feet - 4724).magnitude < 5)
    #expect((low.pressureAltitude(qnh: QNH(hectopascals: 1003.25)).flightLevel - 50).magnitude < 1e-9)
  }
}
